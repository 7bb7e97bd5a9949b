"""Norms without a modal word: consequences and the plain orders of a specification."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract.norms import Cue
from ontology import patterns as re

Range = tuple[int, int]

_IMPERATIVE = re.compile(
    r"^(?:及时|依法|按(?!照.{0,30}原则)|以.{2,20}为准|由|视|将|责令|给予|予以|严肃|限期|移送|追究|吊销|撤销|适用|不适用)(?!追究刑事责任|给予(?:行政)?处分|依照)"
)
_OWES = re.compile(r"(?:组织)?编制|承担|解决|审批|批准")
# 由某主管部门依照某法第八十三条的规定处罚 points at another law, which lays the duty down.
_BY_LAW = re.compile(r"由[一-鿿（）()、]{2,30}?(?:依照|按照)[^，。；]{2,60}(?:处罚|处理|处分)")
_BY_ACTOR = re.compile(
    r"[一-鿿（）()、]{2,20}?由(?P<who>[一-鿿、（）()“”《》]{2,24}?)(?P<verb>负责|承担|解决|组织|进行|审批|批准|实施|制定|监督|管理|编制|确定|处理)"
)
_CONSEQUENCE = re.compile(r"[一-鿿]的(?=及时|依法|责令|限期)")

# Plain orders of a specification. What a method needs is ordered by the verb alone: 给出…, 对…进行….
_ORDER = re.compile(
    r"(?:[一-鿿]{2,6}地)?(?:注意|重点|具体|详细|逐一|分别|另行|重新|简要)*"
    r"(?:给出|列出|说明|注明|标明|附上|绘制|核查|核实|查明|调查|收集|汇总|分析|预测|评价|得出|提出|编制|制定|填写|记录|测定|计算)"
    r"(?!的|[一-鿿]{0,8}(?:如下|见|按下式))"
)
_TREATS = re.compile(
    r"对[^，。；]{2,90}?(?:进行|开展|予以)[一-鿿]{0,6}(?:分析|评价|调查|预测|监测|检查|核查|验收|测定|论证)"
)
_SUFFICES = re.compile(r"(?:采用|按照?|以|进行)[^，。；]{2,40}即可[。；]?$")
_LEADS_IN = re.compile(
    r"(?:根据|依据|结合|按照?|为|在|对|通过|以|经|自|从)[^，。；]*|[^，。；]*(?:时|后|前|中|期间|基础上|情况下|过程中)"
)


def find(text: str, segments: Sequence[Range], *, told: bool) -> list[Cue | None]:
    """The cue of a part without a modal word, at its segment; None at all others.

    `told` says that the text is a specification, where 由…负责 lays down a duty as well.
    """
    found: list[Cue | None] = [None] * len(segments)
    for at, segment in enumerate(segments):
        after_condition = at > 0 and text[segments[at - 1][1] - 1] == "的"
        found[at] = _consequence(text, segment, told=told, after=after_condition)
        if found[at] is not None:
            break
    return found


def ordered(text: str, segments: Sequence[Range]) -> list[Cue | None]:
    """The plain order of a part of a specification: a verb behind nothing but circumstances."""
    found: list[Cue | None] = [None] * len(segments)
    for at, (start, end) in enumerate(segments):
        if _SUFFICES.search(text, start, end):
            found[at] = Cue("requires", start, start, True)
            return found
    for at, (start, end) in enumerate(segments):
        if match := (_ORDER.match(text, start, end) or _TREATS.match(text, start, end)):
            found[at] = Cue("requires", match.start(), match.start(), True)
        elif not _LEADS_IN.fullmatch(text[start:end].rstrip("，,")):
            break
        if found[at] is not None:
            break
    return found


def _consequence(text: str, segment: Range, *, told: bool, after: bool) -> Cue | None:
    """A consequence (…的，依法…) or 由…编制; `after` says that a condition stands before."""
    start, end = segment
    if after and _IMPERATIVE.match(text[start:end]) and not _BY_LAW.match(text, start, end):
        return Cue("requires", start, start, True)
    if match := _CONSEQUENCE.search(text, start, end):
        return Cue("requires", match.end(), match.end(), True)
    by = _BY_ACTOR.match(text, start, end)
    if by and (told or after or _OWES.match(text, by.start("verb"))):
        begin = by.start("who") - 1
        return Cue("requires", begin, begin, False)
    return None
