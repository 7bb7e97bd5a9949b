"""The problems that a clause, a sentence or the opening of an item states."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.burdens import is_burden
from ingest.extract.comments import goes_on, is_comment
from ingest.extract.coordination import Problem, split, without_etc
from ingest.extract.deficits import deficit, is_barred, is_topic, is_unjudged
from ingest.extract.restatement import LONGEST
from ingest.extract.scanning import Cued
from ingest.extract.spans import Range, cut, tidy, without_bracket
from ontology import patterns as re

_CONNECTIVE = re.compile(
    r"^(?:但是?|然而|不过|由于|因为|因此|因而|因|(?:美中不足|令人遗憾|遗憾|值得注意|需要注意)的是|该(?:项目|工程|模式|做法)(?=[一-鿿]{5})|目前|当前|现阶段|近年来|尤其是?|特别是|同时|此外|另外|而且|并且|以及|且|加之|再?加上|导致了?|造成了?|使得|使|致使|以至于?"
    r"|究其原因|这?也?是造成|或(?!许)|原因在于|不足之处(?:在于|是)|缺点(?:在于|是)|问题在于|短板(?:在于|是)|(?:存在的问题)?(?:主要)?(?:表现[在为]|体现在)|主要[是有]|部分|一些|有些|个别|大部分|多数|许多|很多|虽然|尽管|即使|也|还|仍|都|均|又|却|而|即|如(?![果何同此])|所以"
    r"|一是|二是|三是|四是|五是|六是|一方面|另一方面|首先|其次|再次|再者|最后|第[一二三四五六]|总体上|整体上|总的来看|从(?:全[省市县国]|实践)(?:来)?看|在?(?:实际运行|实践)中|普遍|往往|大多|这些|该类|此类|这一|其中|其|有的|之一是|于是|从而|进而|甚至|通常|一般来说|客观上|主观上|至今|\d{4}年[^，]{0,20}?(?:中有|中)\d+[个家处座宗项](?:项目|企业|矿山)?|\d{4}年(?:底|末|初|以来)?(?=[^\d]{4}))"
    r"(?:，|(?=.{3}))"
)
# 受访企业中有14家反映…: who says so is no part of what is wrong.
_SAID_BY = re.compile(
    r"^(?:[^，。；]{0,14}?\d+(?:\.\d+)?[家个人名户位%％](?:的)?[^，。；]{0,8}?|[^，。；]{0,10}?[常也都均却])(?:反映|认为|表示|坦言|抱怨|直言|承认|诟病|叫苦)(?:说|称)?(?=.{4})"
    r"|^[^，。；]{2,14}?(?:担心|抱怨|反映|诟病|不满|头疼)(?:最多|最集中|最大)?的(?:意见|问题)?是(?=.{4})"
)
_HOLDS = re.compile(
    r"^.*?(存在着?|面临着?|呈现出?|暴露出?|出现)(?:的|了|一些|诸多|较多|许多|不少|一定的?|不同程度的?|普遍|以下|如下)*(?=.{3,}(?:问题|现象|情况|局面|困境|缺陷|弊端|缺点|短板|不足|瓶颈|局限|弱点|矛盾|难题|困难|短处)$)"
)
_STATES = re.compile(
    r"^存在(?:着)?(?:一些|一定的?|诸多|较多)?(?=.{2,}(?:问题|纠纷|矛盾|现象|隐患)$)"
)
_TAIL = re.compile(
    r"(?:等(?:方面)?(?:的|突出|明显|先天)?|的|这一)(?:问题|现象|情况|局面|困境|缺陷|弊端|缺点|短板|不足|瓶颈|局限|弱点|矛盾|难题|困难|短处|状况)$"
)
# A heading that announces problems and names none (存在的主要问题).
HOLLOW = re.compile(
    r"^[^，。；]{0,6}(?:存在|面临)?(?:的|着)*(?:主要|突出|现实|共性)*(?:问题|困难|不足|短板|挑战)(?:有|是|在于|包括|表现为|如下)?$|(?:方面|层面|情况|现状|概况|分析|角度|问题及原因|存在问题)$"
)
_IDIOM = re.compile(r"多头|各自|推诿|重建轻管|政出多门|条块分割|各管一段")
_HEADLESS = re.compile(
    r"^(?:尚|仍|还)?(?:存在|面临)?(?:的|着)?(?:(?:项目|工程|模式)的|主要|突出|现实|共性|重要|若干|一些)+(?:问题|困难|不足|短板|挑战)(?:主要)?(?:有|是|在于|包括|表现为|如下)?$"
)
_RESULTING = re.compile(
    r"^(?:这些?|都|均|也|往往|在一定程度上|严重|极大地?)*(?:制约|影响|阻碍|妨碍|限制)(?:着|了)|^(?:往往)?成为(?:了?制约|.*障碍$)|^给.+带来|^对.+(?:造成|带来|产生)"
)
_CONSEQUENCE = Cued(
    r"(?:等)?(?:都|也|均)?(?:在一定程度上|严重|极大地?|明显)?(?:制约|影响|阻碍|妨碍|困扰)(?:着|了).{2,}$"
    r"|(?:等)?(?:方面)?(?:的|等)?(?:突出)?问题的?(?:客观|长期|普遍)?存在$|(?<=风险)的存在$|的(?:主观|客观|主要|重要|根本|直接)*原因$",
    "制约",
    "影响",
    "阻碍",
    "妨碍",
    "困扰",
    "存在",
    "原因",
)
_HANGING = re.compile(r"^(?:往往|也|就)?(?:容易|易)(?:产生|造成|出现|引发|导致)")
_TOPICAL = re.compile(r"^(?:同时|此外|而)?(?:对于?|关于|在)")
_DAMAGING = re.compile(
    r"(?:采矿|开采|开发|采动|采掘|采选|选矿|冶炼|采空区?|矿山|矿业|矿产|废弃矿山|历史遗留矿山)[^。；]{0,40}?(?<!不会)(?:造成|引发|引起|导致|诱发|带来|产生)(?:的|了)?(?:一系列|严重的?|大量)?([^，。；]+?)(?:等(?=[，。；]|问题|一系列|生态|环境|多)|问题|[，。；])"
)
_DAMAGE = re.compile(
    r"(?:流失|毁损|损毁|破坏|污染|灾害|塌陷|沉陷|压占|退化|荒漠化|石漠化|沙化|裸露|崩塌|滑坡|泥石流|隐患|下降|疏干|枯竭|裂缝|沉降|占用|扬尘|酸化)$"
)
_HARMED = re.compile(
    r"(?:采矿|开采|开发|采动|矿山)[^，。；]{0,10}(?<!不)(?:都|均|也|已|会|将|往往|极易|容易)*对([^，。；]{2,20}?)(?:都|均|也|会)?造成(?:了|严重的?|较大的?|极大的?|一定的?|不可逆的?)*(破坏|污染|损害|毁损|损毁)(?=[，。；])"
)
_MODAL = re.compile(r"[应须宜]|可以|不得|严禁")
_JOINED = re.compile("[和与及]")
_LONGEST_INABILITY = 16  # characters of 难以…, 无法… without a subject
_SHORTEST_TOPIC = 6  # characters of a name that says 问题 and no fault
_SHORTEST_FAULT = 5  # characters of a fault without a subject
_SHORTEST = 3  # characters of a problem that only its place makes one
_LONGEST_CLAUSE = 200  # longer is no clause but text without punctuation
_WEIGHTY = re.compile(
    r"等?(?:问题|现象|矛盾)((?:依然|仍然?|日益|日趋|较为|十分|比较|尤为|更加)?(?:突出|严重|明显|凸显|严峻))$"
)
# …的现象并不少见: what is said to occur is the problem, though its words need not be bad.
_OCCURS = re.compile(
    r"^(.{4,}?)(?:的)?(?:现象|情况|问题|风险|隐患|情形|行为|乱象|矛盾)(?:很快|逐渐|随之|随即|开始|带有|具有|仍然?|依然|还|也|都|均|较为|十分|比较|并|时有|偶有|普遍|客观|大量|长期|屡)*(?:不少见|不鲜见|发生|存在|普遍|多见|突出|严重|见不鲜|禁不止|常见|抬头|显现|凸显|浮现|普遍性)$"
)
# 管护期过短是各类项目共同的软肋: a noun of fault judges the clause before it.
_JUDGED = re.compile(
    r"^(.{4,}?)(?:仍|也|正|一直|已经?|往往|都|均)*是(?:[^，。；]{0,20}的)?(?:普遍|共同|共性|突出|主要|最大|明显|一大)*(?:软肋|短板|顾虑|担忧|心病|通病|痛点|硬伤|难题|顽疾|掣肘|隐忧|弱项|堵点)$"
)
_CONCEDED = re.compile(r"^[^，。；]{0,10}(?:虽|尽管)")
_CITED = re.compile(r"^[（(][^（）()]*[）)]")
_STAYS = re.compile(r"(?:依然|仍然?|普遍|十分|较为|日益)(?:存在|突出|严重|普遍)$|[带具]有普遍性$")
_UNSETTLED = re.compile(
    r"(?:的)?(?:问题|难题|矛盾|局面)(?:仍然?|尚|依然|长期|迟迟|一直)*(?:未|没有|得不到|难以)(?:能|得到)?(?:有效|根本|彻底)*(?:解决|缓解|化解|扭转|改变|改观)$"
)
_UNDER = re.compile(r"^受(?:到)?(.{4,}?)(?:等)?(?:的)?(?:影响|制约|困扰|拖累|所限)$")
_DENIED = re.compile(r"不会|不致|未(?!来)|没有|避免|防止|减少|如果|若")
_UNABLE = re.compile(r"(?:也|都|均|往往|就|更)*(?:难以|不能|无法|很难)")
_CAUSES = re.compile(
    r"^(.{2,}?)(?:造成|导致|引发|引起|致使|诱发)了?(?:一系列|严重的?|大量)?(.{4,})$"
)
_CAUSED = re.compile(r"^(.*?)因(?!地制宜|素|果|此)(.+、.+)而(?=(.{2,}))")
_LEADING = re.compile(r"^(?:面临着?|存在着?|(?:主要|同时|还)?涉及到?)(?:的是|一些|诸多)?")
_MODIFIER = re.compile(r"^(.*?对).{6,}的(.{4,})$")


def damages(text: str, start: int, end: int) -> Iterator[Problem]:
    """采矿造成的水土流失、土地压占等: what mining does to land, water and air, each item of a list."""
    for match in _DAMAGING.finditer(text, start, end):
        parts = list(cut(text, match.start(1), match.end(1), "、"))
        if _DENIED.search(match.group()):
            continue
        if len(parts) > 1 and all(_DAMAGE.search(without_etc(text[s:e])) for s, e in parts):
            for s, e in (p for part in parts for p in _both(text, *part)):
                words = re.sub(r"等[^等]*$", "", text[s:e])
                yield Problem(tidy(words), s, s + len(words))
    for match in _HARMED.finditer(text, start, end):
        if not _DENIED.search(match.group()):
            yield Problem(tidy(match[1] + match[2]), match.start(), match.end(), True)


def _both(text: str, start: int, end: int) -> Iterator[Range]:
    """地下水位下降和水土流失 are two damages."""
    joined = _JOINED.search(text, start + 3, end - 3)
    if joined and _DAMAGE.search(text[start : joined.start()]):
        yield start, joined.start()
        yield joined.end(), end
    else:
        yield start, end


def headline(text: str, start: int, end: int, *, titled: bool = False) -> list[Problem]:
    """The problems that the opening sentence of an item names; it need not say that they are bad.

    Where nothing in it says so, the sentence as a whole is one, unless it is long, a norm, or only
    announces problems: then there is none. A title on a line of its own (`titled`) must: it may as well name the matter only.
    """
    found = [
        p
        for piece in cut(text, start, end, "，,；;")
        for p in _of_clause(text, *piece, inside=True)
    ]
    words = tidy(text[start:end])
    if (
        found
        or titled
        or _MODAL.search(words)
        or HOLLOW.search(words)
        or len(words) > LONGEST
        or is_barred(words)
    ):
        return found
    topic = words.removesuffix("问题")
    return [Problem(topic if deficit(topic) else words, start, end)]


def states(
    text: str, start: int, end: int, *, inside: bool, troubled: bool = False
) -> Iterator[Problem]:
    """The problems that a sentence states; outside a problem section only plain shortages count.

    Where all that is said complains (`troubled`), limits, delays and vain efforts count too.
    """
    before: Range | None = None
    last: Range | None = None
    for piece in cut(text, start, end, "，,；;。：:！—"):
        words = text[slice(*piece)]
        if is_comment(words) or (last and goes_on(text[slice(*last)], words)):
            before, last = None, piece
            continue
        last = piece
        if before and _HANGING.match(words) and _TOPICAL.match(text[slice(*before)]):
            piece = before[0], piece[1]
        found = _of_clause(text, *piece, inside=inside) or _before_example(text, *piece, inside)
        if troubled and not found:
            found = list(_burdens(text, *piece))
        yield from found
        before = None if found else piece


def _burdens(text: str, start: int, end: int) -> Iterator[Problem]:
    """The clause, or each part of its list, that is a problem for where it stands."""
    at = text.find("（如", start, end)
    start, end = _bare(text, start, at if at > start else end)
    start = _peel(text, start, end)
    words = text[start:end]
    if is_barred(words) or is_unjudged(words) or _MODAL.search(words) or _RESULTING.match(words):
        return
    if _TOPICAL.match(words):
        return  # what is said of it follows
    parts = list(cut(text, start, end, "、"))
    apart = all(is_burden(text[s:e]) or deficit(text[s:e]) for s, e in parts)
    if not apart and deficit(words):
        return  # judged before, and no problem
    for s, e in parts if apart else [(start, end)]:
        if _SHORTEST <= e - s <= LONGEST and (apart or is_burden(text[s:e])):
            yield Problem(tidy(text[s:e]), s, e)


def _before_example(text: str, start: int, end: int, inside: bool) -> list[Problem]:
    """落地后条件多（如…）而最终夭折: the problem stands before the bracket."""
    at = text.find("（如", start, end)
    return _of_clause(text, start, at, inside=inside) if at > start else []


def _of_clause(text: str, start: int, end: int, *, inside: bool) -> list[Problem]:
    start, end = _bare(text, start, end)
    if end - start > _LONGEST_CLAUSE or is_barred(text[start:end]):
        return []
    start = _peel(text, start, end)
    words = text[start:end]
    if len(words) < 3 or is_unjudged(words) or _RESULTING.match(words):
        return []
    if (said := _predicated(text, start, end, inside=inside)) is not None:
        return said
    if (under := _UNDER.match(words)) and deficit(under[1]):
        start, end = start + under.start(1), start + under.end(1)
    if caused := _CAUSES.match(words):
        found = [p for p in split(text, start + caused.start(2), end) if _DAMAGE.search(p.name)]
        if found and deficit(caused[1]) is None and inside:
            return found
    found = [_shorten(p) for p in _split(text, start, end)]
    kept = [p for p in found if _is_problem(p, inside)]
    if not inside and _CONCEDED.search(words):
        return []  # 做法虽名目不一，但…: granted before what counts
    if kept and not inside and not any((d := deficit(p.name)) and d.strong for p in kept):
        return []
    return kept


def _predicated(text: str, start: int, end: int, *, inside: bool) -> list[Problem] | None:
    """The problems that a clause only says are there (…的现象仍然存在, …是通病); None for another."""
    words = text[start:end]
    if occurs := _OCCURS.match(words):
        found = split(text, start, start + occurs.end(1))
        told = inside or _STAYS.search(words)
        return [p._replace(end=end) for p in found if told and len(p.name) <= LONGEST]
    if judged := _JUDGED.match(words):
        found = split(text, start, start + judged.end(1))
        if all(deficit(p.name) or is_topic(p.name) for p in found):
            return [p._replace(end=end) for p in found if len(p.name) <= LONGEST]
    return None


def _bare(text: str, start: int, end: int) -> Range:
    """The clause without what it leads to (…等制约了进程) and without brackets at its end."""
    if match := _CONSEQUENCE.search(text, start, end):
        end = match.start() if match.start() > start else end
    while end > start and text[end - 1] == "等":
        end -= 1
    return without_bracket(text, start, end)


def _split(text: str, start: int, end: int) -> list[Problem]:
    """The problems of a clause; 甲因乙、丙而落地难 names 乙, 丙 and 甲落地难."""
    caused = _CAUSED.match(text[start:end])
    if caused is None:
        return split(text, start, end)
    causes = split(text, start + caused.start(2), start + caused.end(2), cell=True)
    if not any(deficit(p.name) for p in causes) or deficit(caused[1] + caused[3]) is None:
        return split(text, start, end)
    whole = Problem(tidy(caused[1] + text[start + caused.end() : end]), start, end, True)
    return [*causes, whole]


def _peel(text: str, start: int, end: int) -> int:
    """Where a clause begins behind its connectives and 普遍存在…的问题."""
    while match := _CONNECTIVE.match(text[start:end]) or _SAID_BY.match(text[start:end]):
        start += match.end()
    for pattern in (_HOLDS, _STATES, _LEADING):
        words = text[start:end]
        match = pattern.match(words)
        if match is None or (pattern is _LEADING and not _stands(words[match.end() :])):
            continue
        if pattern is not _HOLDS or not _is_list(words[: match.start(1)]):
            start += match.end()
    return start


def _is_list(words: str) -> bool:
    """Whether a problem stands already before 、存在."""
    return any(
        deficit(words[slice(*without_bracket(words, *p))]) for p in cut(words, 0, len(words), "、")
    )


def _stands(words: str) -> bool:
    """Whether words are a problem without the verb of exposure before them."""
    found = deficit(words)
    return is_topic(words) or (found is not None and found.start >= 2)


def _shorten(problem: Problem) -> Problem:
    name = without_etc(_TAIL.sub("", problem.name))
    if (kept := _UNSETTLED.search(name)) and deficit(name[: kept.start()]):
        name = name[: kept.start()]
    if weight := _WEIGHTY.search(name):
        bare = name[: weight.start()]
        name = bare if deficit(bare) else bare + weight[1]
    if deficit(name) is None and is_topic(problem.name):
        name = problem.name
    if len(name) > LONGEST and (match := _MODIFIER.match(name)):
        name = match[1] + match[2]
    found = deficit(name)
    if found and len(name) > LONGEST and (cited := name.rfind("》", 0, found.start)) >= 0:
        name = name[cited + 1 :].lstrip("的") if cited < found.start - 1 else name[found.start :]
        name = _CITED.sub("", name)
    return problem._replace(name=_STATES.sub("", name))


def _is_problem(problem: Problem, inside: bool) -> bool:
    name = problem.name
    if name[:1] in "的、" or _HEADLESS.match(name):
        return False
    if not 3 <= len(name) <= 2 * LONGEST or is_barred(name):
        return False
    found = deficit(name)
    if found is None:
        return inside and is_topic(name) and len(name) >= _SHORTEST_TOPIC
    longest = LONGEST if found.start else _LONGEST_INABILITY
    if _UNABLE.match(name, found.start) and len(name) > longest:
        return False
    return (
        found.start > 0
        or len(name) >= _SHORTEST_FAULT
        or is_topic(name)
        or bool(_IDIOM.match(name))
    )
