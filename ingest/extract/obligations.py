"""Obligations: who must, must not, should, may or is encouraged to do what, under which condition."""

from __future__ import annotations

from typing import NamedTuple, cast

from ingest.extract import clauses
from ingest.extract.book import FactBook
from ingest.extract.norms import Cue, cues, lays_down
from ingest.extract.sentences import Sentence, ancestors, clause_id, parts, sentences, where
from ingest.extract.spans import cut
from ingest.extract.zones import zone
from ontology import lexicon
from ontology import patterns as re
from ontology.records import DOCUMENT_ID, Evidence, Obligation

RULE = "obligation"
_GENRES = frozenset({"plan", "specification", "regulation", "notice", "other"})
_CONDITION_END = re.compile(
    r"(?:的|时|后|前|情况下|条件下|前提下|期间|内|范围内|过程中|基础上|之日起)$"
)
_CONDITION_START = re.compile(
    r"^(?:对于?|在|因|由于|若|如果?|经|按照?|根据|依照|违反|未经|凡|除|自(?![然治行主来身])|从|为了?|通过|结合|针对|规划期|到20\d\d年|20\d\d)"
)
_IMPERATIVE = re.compile(
    r"^(?:及时|依法|按(?!照.{0,30}原则)|以.{2,20}为准|由|视|将|责令|给予|予以|严肃|限期|移送|追究|吊销|撤销|适用|不适用)(?!追究刑事责任|给予(?:行政)?处分|依照)"
)
_OWES = re.compile(r"(?:组织)?编制|承担|解决|审批|批准")
# 由某主管部门依照某法第八十三条的规定处罚 points at another law, which lays the duty down.
_BY_LAW = re.compile(r"由[一-鿿（）()、]{2,30}?(?:依照|按照)[^，。；]{2,60}(?:处罚|处理|处分)")
_BY_ACTOR = re.compile(
    r"(?P<what>[一-鿿（）()、]{2,20}?)由(?P<who>[一-鿿、（）()“”《》]{2,24}?)(?P<verb>负责|承担|解决|组织|进行|审批|批准|实施|制定|监督|管理|编制|确定|处理)"
)
_FOREIGN = re.compile(
    r"国外|美国|英国|德国|法国|日本|加拿大|澳大利亚|印度|巴西|西班牙|南非|欧盟|发达国家|各国|世界"
)
_BY_WHOM = re.compile(
    r"由(?P<who>[一-鿿、]{2,20}?(?:人士|单位|机构|部门|人员|机关|政府|企业|专家|采矿权人|义务人|局))"
    r"(?:(?:根据|按照|依据)[^，,]{2,40}[，,])?(?=[一-鿿]{2})"
)
# A new bearer in the middle of a norm: …，生产矿山加快改造….
_OTHER_BEARER = re.compile(
    r"(?:新建|生产|在建|现有|闭坑|停办|大中型|小型|历史遗留)矿山(?=加快|逐步|同步|及时|按|实行|落实|开展|完成|推进)"
    r"|(?:自然资源|生态环境|应急管理|水利|林草|财政|发展改革)[一-鿿]{0,4}(?:部门|局)(?=加强|负责|做好|及时|依法|会同|按)"
)
# The second half of a condition: 未达到…要求，以及采用…的，责令….
_JOINED = re.compile(r"(?:以及|或者?|及|并且?|且|而且?|又)(?=.{3})")
# Who is encouraged though no list of actors holds them: 当地居民, 社会力量.
_SOMEBODY = re.compile(
    r"[一-鿿]{1,8}?(?:居民|村民|群众|资本|资金|力量|农户|公众|个人|组织|院所|高校|机构|企业|单位)(?=[一-鿿]{4})(?![、和与及])"
)
_FIRST_ITEM = re.compile(r"[：:](?=\s*[（(]?[一1a][)）])")  # of a list that follows in line
_OPENS = re.compile(r"(?:[一-鿿]{2,8}内)?")
_WISH = re.compile(r"[一-鿿]{0,10}(?:创新|企业发展|产业发展|事业发展)")
_PARTNERS = re.compile(
    r"(?<=[一-鿿]{2})[与和同](?=[^，。；]{2,16}(?:共建|合作|联合|共同|协作|对接))"
)
_THOSE = re.compile(r"的[一-鿿]{2,8}$")
_ITS = re.compile(r"其(?![他它余中])")
_SELF = re.compile(r"本?(?:规范|标准|文件|规程|指南|规划)(?:的)?(?:主要)?(?:技术)?内容")
_CONSEQUENCE = re.compile(r"[一-鿿]的(?=及时|依法|责令|限期)")
# Cues that stay in the action, as verbs themselves or as its negation; cues whose action is their
# own segment.
_UNSPOKEN = re.compile(r"不宜|严格|责令|规定|指出|明确了|适用|分为|分$|推荐|包[括含]|$")
_KEPT = re.compile(r"不宜|严格|责令|规定了|适用|分为|分$|推荐|包[括含]")
_NARROW = re.compile(r"严格|原则上|鼓励|提倡|倡导|支持|引导|适用|禁止|严禁|不再")
_IDIOM = 5  # characters: 大矿小开，一矿多开
_MANNER = re.compile(r"视|按|依|根据")
_PURPOSE = re.compile(
    r"(?:以(?!供|便)|切实|提高|促进|推动|从而|使|增加|大幅|实现|不断|有利于|主要包括|包括|包含|含|如(?![实期数])|例如|即|特别是|尤其|大致|维护|为)"
)
# What follows a norm without belonging to it: a fine, a default, a figure, a pointer.
_APART = re.compile(
    r"(?:并?可?以?(?:单)?处(?:以)?[^，。；]{0,30}(?:罚款|罚金)|并?(?:予以)?(?:没收|吊销)|并?依[照据法][^，。；]{0,60}(?:处理|处罚|追究|处分)|逾期|拒不|(?:详|参)?见(?:表|附|第)|[^，。；]{2,12}(?:详|参)?见(?:附?表|附录|专栏)"
    r"|[^，。；]{2,12}由[^，。；]{2,20}(?:负责|进行|承担|实施|组织|解决|审批|批准|审核|管理)。?$"
    r"|[^，。；]{0,10}由[^，。；]{2,24}(?:核查|审查|核实|评审|验收|公开拍卖|统筹)"
    r"|其中(?=[^，。；]*\d)"
    r"|(?![将把并]|全部|专项)[^，。；将把]{2,8}?(?:(?:专项|专门)?(?<!全部)用于|上缴|归[^，。；]{2,8}所有)"
    r"|[^，。；]{2,10}(?:[率量度]|比例|标准|金额|期(?!限)|费用)(?:一般|原则上)?不?(?:得|应)?(?:低于|高于|超过|少于|大于|小于|达到|长于|短于)[^，。；]{0,14}[\d百])"
)
# Headings under which a plan or specification tells facts: any heading above, or the nearest one.
_TELLING = re.compile(r"背景|必要性|国内外|国外|国际|概况|回顾|术语|引用文件|前\s*言|引\s*言")
_TELLING_IN_PLANS = re.compile(
    r"(?:上一?[轮期]|前[一期]|第?[一二三]轮|十[二三]五).*评估|(?:执行|完成)情况"
)
_PEOPLE = re.compile(r"(?:成员|起草人|编写人|参加人|负责人|作者)\s*[：:]")
_TELLING_NEAR = re.compile(
    r"任务来源|工作过程|编制过程|形势(?!与要求)|现状(?!调查|与评价)|成效|指导思想|目标$"
)
_EDGE = "，,；;。：: \t\n、"
_HEAD = re.compile(r"^(?:同时|此外|另外|并且|并|且|其中|但是?|因此|从而|为此|对于?|将)+")


class _Part(NamedTuple):
    """A sentence part (between semicolons) cut at its commas; `segments` are ranges."""

    sentence: Sentence
    segments: tuple[tuple[int, int], ...]
    legal: bool = False  # of a legal text or notice


def find(book: FactBook) -> None:
    """Write down the obligations of plans, specifications and legal texts, with their relations."""
    document = book.document
    if document.metadata.genre not in _GENRES:
        return
    specification = document.metadata.genre == "specification"
    for sentence in sentences(book):
        if _tells(book, sentence):
            continue
        for start, end in parts(document.text, sentence):
            segments = tuple(cut(document.text, start, end, "，,"))
            part = _Part(sentence, segments, document.metadata.genre in ("regulation", "notice"))
            _part(book, part, specification)


def _tells(book: FactBook, sentence: Sentence) -> bool:
    """Sentences that state facts or problems lay nothing down, nor do foreign laws."""
    document = book.document
    if document.metadata.genre not in ("plan", "specification"):
        return False
    known = cast("dict[int, bool]", book.memo.setdefault("telling clauses", {}))
    if sentence.clause not in known:
        titles = [c.title for _, c in ancestors(document, sentence.clause) if c.kind != "run-in"]
        known[sentence.clause] = (
            any(map(_TELLING.search, titles))
            or (document.metadata.genre == "plan" and any(map(_TELLING_IN_PLANS.search, titles)))
            or bool(_TELLING_NEAR.search(titles[0]))
            or (document.metadata.genre == "plan" and titles[0].endswith("原则"))
            or (document.metadata.genre == "plan" and zone(book, sentence.clause) == "problem")
        )
    return known[sentence.clause] or any(
        pattern.search(document.text, sentence.start, sentence.end)
        for pattern in (_FOREIGN, _PEOPLE)
    )


def _part(book: FactBook, part: _Part, specification: bool) -> None:
    text = book.document.text
    found: list[Cue | None] = []
    for at, segment in enumerate(part.segments):
        cue = _governing(cues(text, *segment))
        cue = _led(book, part, segment, cue) if cue else None
        if cue and at + 1 < len(part.segments) and text[segment[1] - 1] == "的":
            cue = None  # a relative clause: what was to be done is the condition of what follows
        if cue and text[segment[0] : segment[1]].rstrip(_EDGE).endswith("除外"):
            cue = None  # an exception to the norm before it
        if cue is None and specification:
            cue = lays_down(
                text, *segment, contents=not any(found) and _contains(text, segment, at)
            )
        if cue is None and any(c and c.modality == "requires" for c in found):
            bearer = _OTHER_BEARER.match(text, *segment)
            cue = Cue("requires", bearer.end(), bearer.end(), True) if bearer else None
        found.append(cue)
    if not any(found):
        found = _silent(text, part, told=specification)
    borne = ("", "")
    for at, cue in enumerate(found):
        if cue is not None and not _continues(text, part, found, at):
            borne = _write(book, part, found, at, cue, borne) or borne


def _led(book: FactBook, part: _Part, segment: tuple[int, int], cue: Cue) -> Cue:
    """A cue as strong as its place makes it.

    引导 of somebody weighs in an article or where a sentence opens with it; what is supported in
    general (支持绿色技术创新) without anybody who should do it is no more than a wish.
    """
    text = book.document.text
    word, action = text[cue.start : cue.end], text[cue.end : segment[1]].rstrip(_EDGE)
    if word == "引导":
        article = book.document.clauses[part.sentence.clause].kind in ("article", "para")
        opens = article or _OPENS.fullmatch(text, part.sentence.start, cue.start)
        return cue._replace(strong=bool(opens and _encouraged(action)[0]))
    if word in ("支持", "鼓励") and _WISH.fullmatch(action) and not _encouraged(action)[0]:
        return cue._replace(strong=False)
    return cue


def _contains(text: str, segment: tuple[int, int], at: int) -> bool:
    """Whether 包括 in a segment says what a thing must hold, not what the document itself does."""
    subject = _HEAD.sub("", text[segment[0] : segment[1]].partition("包")[0]).strip(_EDGE)
    return not _SELF.search(subject) if subject else at == 0


def _governing(found: list[Cue]) -> Cue | None:
    """The cue that governs a segment: the first strong one; 原则上 gives way to one behind it."""
    strong = [c for c in found if c.strong] or found
    if (
        len(strong) > 1
        and strong[0].end - strong[0].start == 3
        and strong[0].modality == "requires"
    ):
        return strong[1]
    return strong[0] if strong else None


def _continues(text: str, part: _Part, found: list[Cue | None], at: int) -> bool:
    """可以…，也可以…: the second half belongs to the obligation of the first."""
    cue = found[at] if at < len(found) else None
    before = next((c for c in reversed(found[:at]) if c is not None), None)
    return bool(
        before
        and cue
        and before.modality == cue.modality
        and text[part.segments[at][0]] in "也并又且还"
        and (cue.start - part.segments[at][0] <= 1 or text[cue.start : cue.end] == "予以")
    )


def _silent(text: str, part: _Part, *, told: bool) -> list[Cue | None]:
    """Cues of a part without a modal word: a consequence (…的，依法…) or 由…编制.

    由…负责 says who is in charge; it lays down a duty in a specification (`told`) alone.
    """
    found: list[Cue | None] = [None] * len(part.segments)
    for at, (start, end) in enumerate(part.segments):
        after_condition = at > 0 and text[part.segments[at - 1][1] - 1] == "的"
        if (
            after_condition
            and _IMPERATIVE.match(text[start:end])
            and not _BY_LAW.match(text, start, end)
        ):
            found[at] = Cue("requires", start, start, True)
        elif match := _CONSEQUENCE.search(text, start, end):
            found[at] = Cue("requires", match.end(), match.end(), True)
        elif (match := _BY_ACTOR.match(text, start, end)) and (
            told or after_condition or _OWES.match(text, match.start("verb"))
        ):
            begin = match.start("who") - 1
            found[at] = Cue("requires", begin, begin, False)
        if found[at] is not None:
            break
    return found


def _write(
    book: FactBook,
    part: _Part,
    found: list[Cue | None],
    at: int,
    cue: Cue,
    borne: tuple[str, str],
) -> tuple[str, str] | None:
    """Write down one norm; gives its bearer and condition, None where it says nothing.

    `borne` are those of the norm before in the same part, which hold on where none are stated.
    """
    text, document = book.document.text, book.document
    stop = _stop(text, part, found, at)
    subject, condition, begin = _bearer(text, part, found, at, cue)
    subject, action = _said(text, part, at, cue, (subject, stop))
    if len(action) < 2:
        return None
    if not subject and not condition and at > 0:
        subject, condition = borne
    word, index = text[cue.start : cue.end], part.sentence.clause
    evidence, clause = book.evidence(begin, stop), clause_id(document, index)
    book.obligations.append(
        Obligation(cue.modality, subject, action, condition, clause, evidence, word, RULE)
    )
    if cue.strong:
        spoken = document.metadata.genre == "specification" and not _UNSPOKEN.match(word)
        spoken = spoken and not (cue.modality == "encourages" and subject)
        _relate(book, index, cue, word + action if spoken else action, evidence)
    return subject, condition


def _said(text: str, part: _Part, at: int, cue: Cue, found: tuple[str, int]) -> tuple[str, str]:
    """(bearer, action) of a cue, from the bearer before it and the place where the action ends."""
    subject, stop = found
    start, word = part.segments[at][0], text[cue.start : cue.end]
    head = cue.start if _KEPT.match(word) else cue.end
    head = cue.start + 3 if word in ("原则上不", "原则上不再") else head
    action = _FIRST_ITEM.split(text[head:stop])[0].strip(_EDGE)
    if not word:
        action = action.removeprefix("将")
    if cue.modality == "encourages":
        subject, action = _encouraged(action)
    if word == "予以" and _MANNER.match(text, start, cue.start):
        action, subject = text[start:stop], ""
    subject = subject.removeprefix("由")
    if bearer := _BY_WHOM.match(action):
        subject, action = bearer["who"], action[bearer.end() :].lstrip(_EDGE)
    return subject, subject[1:] + action if _ITS.match(subject) else action


def _relate(book: FactBook, index: int, cue: Cue, words: str, evidence: Evidence) -> None:
    """The relation of an obligation, once for paragraphs that the document repeats."""
    speaker = clauses.subject(book, index)
    said = cast("set[tuple[str, str]]", book.memo.setdefault("norms said", set()))
    if speaker == DOCUMENT_ID or (cue.modality, evidence.quote) in said:
        return
    said.add((cue.modality, evidence.quote))
    book.assertion(
        speaker,
        "encourages" if cue.modality == "recommends" else cue.modality,
        words,
        evidence.start,
        evidence.end,
        where=where(book.document, index),
        clause=clause_id(book.document, index),
        rule=RULE,
    )


def _stop(text: str, part: _Part, found: list[Cue | None], at: int) -> int:
    """Where the action ends: before the next segment with a norm, condition or purpose."""
    stop = part.segments[at][1]
    cue = found[at]
    narrow = cue is not None and bool(_NARROW.match(text[cue.start : cue.end]))
    if narrow and part.legal and cue is not None and cue.modality == "encourages":
        narrow = False
    for later in range(at + 1, len(part.segments)):
        start, end = part.segments[later]
        if _continues(text, part, found, later):
            stop = end
            continue
        follows = later + 1 < len(found) and found[later + 1] is not None
        wide = not narrow or end - start <= _IDIOM
        if found[later] is not None or not wide or _PURPOSE.match(text, start, end):
            break
        if _APART.match(text, start, end):
            break
        if follows and (_CONDITION_END.search(text[start:end]) or _bears(text, part, found, later)):
            break
        stop = end
    while stop > part.segments[at][0] and text[stop - 1] in _EDGE:
        stop -= 1
    return stop


def _bears(text: str, part: _Part, found: list[Cue | None], at: int) -> bool:
    """采空区超过10万立方米的矿山，必须…: a segment that is the bearer of the cue right behind it."""
    cue = found[at + 1]
    opens = cue is not None and cue.start == part.segments[at + 1][0]
    return opens and bool(_THOSE.search(text, *part.segments[at]))


def _bearer(
    text: str, part: _Part, found: list[Cue | None], at: int, cue: Cue
) -> tuple[str, str, int]:
    """(subject, condition, where the evidence begins) for the cue of segment `at`."""
    begin = part.segments[at][0]
    before = text[begin : cue.start]
    conditions: list[str] = []
    subject = _HEAD.sub("", before).strip(_EDGE)
    for earlier in range(at - 1, -1, -1):
        if found[earlier] is not None:
            break
        start, end = part.segments[earlier]
        words = text[start:end].strip(_EDGE)
        joined = bool(conditions) and bool(_JOINED.match(conditions[0]))
        if joined or _CONDITION_END.search(words) or _CONDITION_START.match(words):
            conditions.insert(0, words)
            begin = start
        elif not subject and not conditions:
            subject, begin = words, start
        else:
            break
    if subject and (_CONDITION_END.search(subject) or _CONDITION_START.match(subject)):
        conditions.append(subject)
        subject = ""
    return subject, "，".join(conditions), begin


def _encouraged(action: str) -> tuple[str, str]:
    """鼓励矿山企业采用… -> who is encouraged, and to do what."""
    actors = lexicon.actors()
    best = 0
    for end in range(2, min(len(action), 16) + 1):
        if any(action[at:end] in actors for at in range(max(0, end - 10), min(end - 1, 7))):
            best = end
    partners = _PARTNERS.search(action)
    if partners and partners.start() < best:
        best = partners.start()  # 矿山企业|与科研院所共建: who is encouraged comes first
    if best and len(action) - best >= 4:
        return action[:best], action[best:]
    if somebody := _SOMEBODY.match(action):
        return somebody[0], action[somebody.end() :]
    return "", action
