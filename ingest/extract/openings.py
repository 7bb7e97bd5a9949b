"""The thing that a sentence or item opens with: 甲矿开采区块，矿种为金，面积… are measures of it."""

from __future__ import annotations

from collections.abc import Sequence

from ontology import patterns as re

_NAMED = re.compile(
    r"^(?:规划期[内末]?|规划|划定|部署|安排|实施|设立|设置|新设|拟设|其中|对|即|分别[为是])*(?P<what>[一-鿿A-Za-z0-9“”、·—-]{3,30}?"
    r"(?:区块|矿区|[勘开保储规片园景]\w{0,2}区|(?<![地辖市])区|基地|项目|工程|矿山|煤矿|[铁铜金锰锑锡钨镍铝铅锌硼磷]矿|石矿|岩矿|公园|采石场|采砂场|砖厂|尾矿库|排土场|废石场|渣堆|采坑))$"
)
# A clause that says something is no bare name.
_SAYS = re.compile(
    r"[为是含]|位于|应当?|[必无]?须|不得|可以|划分|分布|包括|涉及|列入|纳入|规划(?![分开勘区])|禁止|限制[^开]"
)
_ADMINISTRATIVE = re.compile(r"(?:行政|辖|管辖|城|市|县|地|山|景|新|库|社)区$")
_PLACED = re.compile(r"(?:位于|地处|坐落于|分布[于在]|涉及)[^，。；]*$")
_MARKED = re.compile(r"[（(][^（）()]*[）)]|^[①-⑳]")
# 估算资源量, 设计生产规模, 服务年限: measures that say nothing of what they measure.
_MEASURE = re.compile(
    r"^(?:总|年|占地|勘查|拟?设计|规划|生产|开采|估算|预测|保有|查明|探获|匡算|概算|预算|计划|修复|治理|复垦|投入|最低|平均|可采)*"
    r"(?:面积|规模|产能|产量|资源量|储量|资源储量|可采储量|服务年限|开采深度|开采标高|投资|经费|资金|能力|库容|堆存量|品位|厚度|长度|高度|坡度|占比|比例|年限|期限|工期)$"
)
_INSIDE = re.compile(r"^(?:[区块矿园]|矿区|园区|区块|项目区|基地)内")
_RANGE = re.compile(
    r"^(?:本?规划)?的?(?:适用|行政|编制)?(?P<what>范围)(?:为|是|包括|涵盖|覆盖)|^(?:本?)(?P<applies>规划)适用于"
)
_SURFACE = re.compile(r"(?P<total>总)?面积(?:为|约|共|达)*$")


def opened(name: str, segments: Sequence[str], ahead: str) -> str:
    """A bare measure, or a count inside, with the thing that the words before it name.

    `segments` are the segments before that of the number, nearest first, `ahead` the words of its
    own segment before it; none holds blanks. "" where none names a thing.
    """
    inside = _INSIDE.match(ahead)
    if not inside and not _MEASURE.match(name):
        return ""
    what = next((thing for words in segments if (thing := _thing(words))), "")
    return what + name.removeprefix(inside[0] if inside else "") if what else ""


def _thing(words: str) -> str:
    """The thing that a segment names and nothing else, "" for a segment that says something."""
    bare = _PLACED.sub("", _MARKED.sub("", words.rpartition("：")[0] or words))
    named = _NAMED.match(bare)
    if named is None or _SAYS.search(named["what"]) or _ADMINISTRATIVE.search(named["what"]):
        return ""
    return named["what"]


def ranged(segments: Sequence[str], ahead: str) -> str:
    """规划范围为全县行政区，面积…: 规划范围面积; "" where no range is told."""
    surface = _SURFACE.match(ahead)
    told = next((m for words in segments if (m := _RANGE.match(words))), None)
    return f"规划范围{surface['total'] or ''}面积" if surface and told else ""
