"""Obligations: who must, must not, should, may or is encouraged to do what, under which condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from ingest.extract import addressees, clauses, telling, unspoken
from ingest.extract.book import FactBook
from ingest.extract.governing import EDGE, HEAD, Part, cue_of
from ingest.extract.norms import Cue, cues
from ingest.extract.sentences import ancestors, clause_id, parts, sentences, where
from ingest.extract.spans import cut
from ontology import patterns as re
from ontology.records import DOCUMENT_ID, Evidence, Obligation

RULE = "obligation"
GENRES = frozenset({"plan", "specification", "regulation", "notice", "other"})
_CONDITION_END = re.compile(
    r"(?:的|时|后|前|情况下|条件下|前提下|期间|内|范围内|过程中|基础上|之日起)$"
)
_CONDITION_START = re.compile(
    r"^(?:对于?|在|因|由于|若|如果?|经|按照?|根据|依照|违反|未经|凡|除|自(?![然治行主来身])|从|为了?|通过|结合|针对|规划期|到20\d\d年|20\d\d)"
)
# The second half of a condition: 未达到…要求，以及采用…的，责令….
_JOINED = re.compile(r"(?:以及|或者?|及|并且?|且|而且?|又)(?=.{3})")
_FIRST_ITEM = re.compile(r"[：:](?=\s*[（(]?[一1a][)）])")  # of a list that follows in line
_OCCASION = re.compile(r"(?:进行|开展|从事)[一-鿿]{2,10}")
_THOSE = re.compile(r"的[一-鿿]{2,8}$")
_ITS = re.compile(r"其(?![他它余中])")
# Cues that stay in the action, as verbs themselves or as its negation; cues whose action is their
# own segment.
_UNSPOKEN = re.compile(
    r"不宜|严格|定期|优先|主要|以|对|给|责令|规定|指出|明确了|适用|分为|分$|推荐|包[括含]|$"
)
_KEPT = re.compile(r"不宜|严格|定期|优先|主要|以|对|给|责令|规定了|适用|分为|分$|推荐|包[括含]")
_NARROW = re.compile(r"严格|定期|优先|对|给|原则上|鼓励|提倡|倡导|支持|引导|适用|禁止|严禁|不再")
_IDIOM = 5  # characters: 大矿小开，一矿多开
_LAID_DOWN = re.compile(r"规定|指出|明确了|以")
_CONTENTS = re.compile(r"并?(?:主要)?包[括含]")
_LISTING = re.compile(r"包[括含](?:[：:]?[^，。：:]*)$")
_CLAUSE = re.compile(r"[，,：:]|[（(][一1a][)）]")
_MANNER = re.compile(r"视|按|依|根据")
_PURPOSE = re.compile(
    r"(?:以(?!供|便)|切实|提高|促进|推动|从而|使|增加|大幅|实现|不断|有利于|主要包括|包括|包含|含|分别[为是]|如(?![实期数])|例如|即|特别是|尤其|大致|维护|为)"
)
_ADDRESSING = frozenset({"鼓励", "支持", "引导", "提倡", "倡导", "建议"})
# What follows a norm without belonging to it: a fine, a default, a figure, a pointer.
_APART = re.compile(
    r"(?:并?可?以?(?:单)?处(?:以)?[^，。；]{0,30}(?:罚款|罚金)|并?(?:予以)?(?:没收|吊销)|并?依[照据法][^，。；]{0,60}(?:处理|处罚|追究|处分)|逾期|拒不|(?:详|参)?见(?:表|附|第)|[^，。；]{2,12}(?:详|参)?见(?:附?表|附录|专栏)"
    r"|[^，。；]{2,12}由[^，。；]{2,20}(?:负责|进行|承担|实施|组织|解决|审批|批准|审核|管理)。?$"
    r"|[^，。；]{0,10}由[^，。；]{2,24}(?:核查|审查|核实|评审|验收|公开拍卖|统筹)"
    r"|其中(?=[^，。；]*\d)"
    r"|(?![将把并以按])[^，。；将把]{2,10}?(?:作为|有效期|保存期)"
    r"|(?![将把并以按至])[^，。；将把]{2,8}?每\d+(?:分钟|小时|秒)"
    r"|(?![将把并]|全部|专项)[^，。；将把]{2,8}?(?:(?:专项|专门)?(?<!全部)用于|上缴|归[^，。；]{2,8}所有)"
    r"|[^，。；]{2,10}(?:[率量度]|比例|标准|金额|期(?!限)|费用)(?:一般|原则上)?不?(?:得|应)?(?:低于|高于|超过|少于|大于|小于|达到|长于|短于)[^，。；]{0,14}[\d百])"
)


def find(book: FactBook) -> None:
    """Write down the obligations of plans, specifications and legal texts, with their relations."""
    document = book.document
    if document.metadata.genre not in GENRES:
        return
    specification = document.metadata.genre == "specification"
    for sentence in sentences(book):
        if telling.tells(book, sentence):
            continue
        found = parts(document.text, sentence)
        for start, end in _lists(document.text, found) if specification else found:
            segments = tuple(cut(document.text, start, end, "，,"))
            _part(book, Part(sentence, segments, document.metadata.genre))


def _of_principles(book: FactBook, part: Part) -> bool:
    """Whether a heading above announces principles, which are no single orders."""
    return any(
        "原则" in clause.title for _, clause in ancestors(book.document, part.sentence.clause)
    )


def _lists(text: str, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Parts with those that go on with the list of one (包括甲、乙；丙、丁) joined to it."""
    held: tuple[int, int] | None = None
    for start, end in found:
        if held and _goes_on(text, held, (start, end)):
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


def _goes_on(text: str, held: tuple[int, int], part: tuple[int, int]) -> bool:
    """Whether a part holds nothing but further members of the list that the one before opens."""
    listing = _LISTING.search(text, *held)
    return bool(listing and not _CLAUSE.search(text, *part) and not cues(text, *part))


def _part(book: FactBook, part: Part) -> None:
    """Write down the norms of one part."""
    text = book.document.text
    found: list[Cue | None] = []
    for _ in part.segments:
        found.append(cue_of(book, part, found))
    if not any(found):
        found = unspoken.find(text, part.segments, told=part.specification)
    if part.specification and not any(found) and not _of_principles(book, part):
        found = unspoken.ordered(text, part.segments)
    borne = ("", "")
    for at, cue in enumerate(found):
        if cue is not None and not _continues(text, part, found, at):
            borne = _write(book, part, found, at, cue, borne) or borne


def _continues(text: str, part: Part, found: list[Cue | None], at: int) -> bool:
    """可以…，也可以…: one choice in two halves, where the same word says both; 可…，也可以… are two.

    新建矿山要…，进行开发要… is one as well: the deed is an occasion and not another bearer.
    """
    cue = found[at] if at < len(found) else None
    before = next((c for c in reversed(found[:at]) if c is not None), None)
    if before is None or cue is None or before.modality != cue.modality:
        return False
    start, word = part.segments[at][0], text[cue.start : cue.end]
    same = word == text[before.start : before.end]
    if same and _OCCASION.fullmatch(text, start, cue.start):
        return True
    beside = same and cue.modality == "permits" and cue.start - start <= 1
    return text[start] in "也并又且还" and (beside or word == "予以")


def _write(
    book: FactBook,
    part: Part,
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
    said = cast("set[tuple[str, str]]", book.memo.setdefault("norms said", set()))
    repeated = (cue.modality, evidence.quote) in said
    said.add((cue.modality, evidence.quote))
    if repeated and not part.legal:
        return subject, condition  # in a paragraph that the document repeats
    book.obligations.append(
        Obligation(cue.modality, subject, action, condition, clause, evidence, word, RULE)
    )
    if cue.strong and not repeated:
        spoken = document.metadata.genre == "specification" and not _UNSPOKEN.match(word)
        spoken = spoken and not (word in _ADDRESSING and subject)
        _relate(book, index, cue, word + action if spoken else action, evidence)
    return subject, condition


def _said(text: str, part: Part, at: int, cue: Cue, found: tuple[str, int]) -> tuple[str, str]:
    """(bearer, action) of a cue, from the bearer before it and the place where the action ends."""
    subject, stop = found
    start, word = part.segments[at][0], text[cue.start : cue.end]
    head = cue.start if _KEPT.match(word) else cue.end
    head = cue.start + 3 if word in ("原则上不", "原则上不再") else head
    action = _FIRST_ITEM.split(text[head:stop])[0].strip(EDGE)
    if not word:
        action = action.removeprefix("将")
    if cue.modality == "encourages":
        subject, action = addressees.encouraged(action)
    if word == "建议":
        named, action = addressees.advised(action)
        subject = named or subject
    if word == "予以" and _MANNER.match(text, start, cue.start):
        action, subject = text[start:stop], ""
    subject = subject.removeprefix("由")
    named, action = addressees.by_whom(action, modal=bool(word))
    if subject and (word.endswith("不再") or (named and not word)):
        action = addressees.turned(subject, action)
    subject, action = named or subject, action.lstrip(EDGE)
    return subject, subject[1:] + action if _ITS.match(subject) else action


def _relate(book: FactBook, index: int, cue: Cue, words: str, evidence: Evidence) -> None:
    """The relation of an obligation to the clause that lays it down."""
    speaker = clauses.subject(book, index)
    if speaker == DOCUMENT_ID:
        return
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


def _stop(text: str, part: Part, found: list[Cue | None], at: int) -> int:
    """Where the action ends: before the next segment with a norm, condition or purpose."""
    stop = part.segments[at][1]
    cue = found[at]
    narrow = cue is not None and bool(_NARROW.match(text[cue.start : cue.end]))
    chained = at > 0 and text[part.segments[at - 1][1] - 1] == "的"
    narrow = narrow or text.startswith("原则上", part.segments[at][0])
    contents = cue is not None and bool(_LAID_DOWN.match(text[cue.start : cue.end]))
    if narrow and part.legal and cue is not None and cue.modality == "encourages":
        narrow = False
    for later in range(at + 1, len(part.segments)):
        start, end = part.segments[later]
        if _continues(text, part, found, later):
            stop = end
            continue
        follows = later + 1 < len(found) and found[later + 1] is not None
        wide = not narrow or end - start <= _IDIOM
        if found[later] is None and contents and _CONTENTS.match(text, start, end):
            stop = end
            continue
        if found[later] is not None or not wide or _PURPOSE.match(text, start, end):
            break
        if _APART.match(text, start, end) or (text[end - 1] == "的" and not chained):
            break
        if follows and (_CONDITION_END.search(text[start:end]) or _bears(text, part, found, later)):
            break
        stop = end
    while stop > part.segments[at][0] and text[stop - 1] in EDGE:
        stop -= 1
    return stop


def _bears(text: str, part: Part, found: list[Cue | None], at: int) -> bool:
    """采空区超过10万立方米的矿山，必须…: a segment that is the bearer of the cue right behind it."""
    cue = found[at + 1]
    opens = cue is not None and cue.start == part.segments[at + 1][0]
    return opens and bool(_THOSE.search(text, *part.segments[at]))


def _bearer(
    text: str, part: Part, found: list[Cue | None], at: int, cue: Cue
) -> tuple[str, str, int]:
    """(subject, condition, where the evidence begins) for the cue of segment `at`."""
    begin = part.segments[at][0]
    before = text[begin : cue.start]
    conditions: list[str] = []
    subject = HEAD.sub("", before).strip(EDGE)
    for earlier in range(at - 1, -1, -1):
        if found[earlier] is not None:
            break
        start, end = part.segments[earlier]
        words = text[start:end].strip(EDGE)
        joined = bool(conditions) and bool(_JOINED.match(conditions[0]))
        if joined or _CONDITION_END.search(words) or _CONDITION_START.match(words):
            conditions.insert(0, words)
            begin = start
        elif addressees.sanctions(words):
            begin = start
        elif not subject and not conditions and addressees.names_bearer(words, legal=part.legal):
            subject, begin = words, start
        else:
            break
    if subject and (_CONDITION_END.search(subject) or _CONDITION_START.match(subject)):
        conditions.append(subject)
        subject = ""
    if not subject and conditions and not _by_authority(text, cue):
        subject, conditions[0] = addressees.of_condition(conditions[0])
    return subject, "，".join(conditions), begin


def _by_authority(text: str, cue: Cue) -> bool:
    """Whether a norm says what is done to whom its condition names, not what that one shall do."""
    word = text[cue.start : cue.end]
    return (
        not word
        or addressees.is_done_to(word)
        or addressees.is_done_to(text[cue.end : cue.end + 8])
    )
