"""The noun phrases on both sides of a number, without the words that only lead up to it."""

from __future__ import annotations

from ingest.extract.link_words import lead_end, unlinked
from ingest.extract.locations import chain, without_places
from ingest.extract.quantity import Quantity
from ingest.extract.scanning import Cued
from ontology import lexicon
from ontology import patterns as re

STOPS = "，,。；;：:！？（）()“”《》\n\t"
# A quoted word inside a name does not end it: 矿山“三率”达标率.
_LEFT_STOP = re.compile(
    rf"[{STOPS.replace('“', '').replace('”', '')}]|“(?=[^”]{{7}})|(?<=[^“]{{7}})”"
)
_RIGHT = re.compile(
    rf"^\s*(?:以上|以下|以内|左右|多|余)?(?:(?:重要|主要|不同|独立)?的)?\s*([^{STOPS}、\d]{{1,24}})"
)
# What ends the noun phrase behind a number, from its second character on.
_RIGHT_ENDS = (
    # The predicate begins: 矿山|已完成, 项目|纳入.
    r"为|是|由|将|以|需|应|可|已|均|(?<!植)被|分别|予以",
    r"用于|作为|纳入|进行|采用|组成|构成|分类|位于|分散|折算|滚动|参与(?![^，。]*(?:项目|工程)$)",
    # A cause, but not 基因, 成因, 原因, 起因 and 因素, 因子.
    r"(?<![基成原起])因(?![素子])",
    # A list, a part or a pointer: 矿山等, 项目中仅, 见表3.
    r"等|的|中(?:[仅只有约]|$)|见表",
)
_RIGHT_CUT = re.compile("|".join(_RIGHT_ENDS))
_LEVELS = re.compile(r"（[县市区旗、]{1,3}）")  # 14个县（区）
_JOIN = re.compile(r"^\s*(?:、|和|及|与|以及|或者?)+")
_PLACE = re.compile(r"^.*(?:范围内|区域内|辖区内|境内|基础上|地区内)")
_WORK = (
    r".{0,6}?内[共现已]有",
    r".{2,}?内(?:设置|部署|划定|布设|规划|设立|安排)",  # 集中开采区内设置开采规划区块12个
    r"[^率量度额]{2,}?(?:留下|形成|遗留下|造成|留有|产生)了?",  # 多年开采留下高陡边坡37处
    r"设有|持有|拥有|保有(?=有效|[采探]矿权)",  # 设有探矿权3个
)
# What was done where, before the noun that it was done to.
_AT_WORK = re.compile(rf"^(?:{'|'.join(_WORK)})(?=[一-鿿]{{3,}}$)")
FOUND = re.compile(r"(?:已)?(?:发现|查明|探明)有?")
_ETC = re.compile(r"等(?![待级效于高价温])")
_SUMMED = Cued(r"(总计|共计|合计|总数)[^一-鿿]*$", "计", "总数")
_MEASURED = re.compile(r"(?:面积|投资|资金|长度|产能|储量|资源量|金额|费用)$")
_IN_END = re.compile(r"(?<=.[比率量度额数值])在$")
_AFTER_EACH = re.compile(r"^后(?=[一-鿿]{3})|(?<=[一-鿿])应(?=每)")
_TIMES = (
    r"^(?:期?间(?:以[一-鿿]{2,6}方式)?|以[一-鿿]{2,6}方式)(?=.{3})",
    r"^(?:每个|各个?)[^的]{1,10}的(?=.{2})",
    r"^.*?\d(?:个月|年|日|天)[后内前](?:应|须|可)?$",
    r"^[后内前](?=应|须|可|$).*",
)
# When or for each of what a number holds, which is not of its name.
_TIMED = re.compile("|".join(_TIMES))
_HANDED = re.compile(
    r"^(?:不得|应当?|须|必须)?(?:在(?!线)|于)(?=.{4})|^.{2,8}?(?:下达|确定|划定|分配|核定)的(?=.{3})"
)
_COMPARED = re.compile(
    r"^(.{2,16}?)(?:应当?|宜|须|必须)?不?(?:应|得|宜)?(?:低于|少于|小于|超过|高于|大于|达到).*的$"
)
# A time that the number holds at: 规划期内, 养护期满.
_WITHIN = re.compile(
    r"^[^，。；]{1,8}(?:(?:期|年限|阶段|期间)内|(?<!基)期(?:届满|满|结束|终了)[后时]?)(?=.{3})"
)
_WHEN = re.compile(
    r"(?:19|20)\d{2}\s?(?:[-—–~～至]{1,2}\s?(?:19|20)\d{2}\s?)?年?(?:[底末初]前?)?|宣布"
)


def left_of(text: str, floor: int, stop: int) -> tuple[str, int]:
    """The noun phrase that ends at `stop`, without links and leading adverbs, and its start."""
    begin, edge = _segment(text, floor, stop)
    phrase = text[begin:edge]
    total = _SUMMED.search(phrase)
    phrase = unlinked(phrase)
    for pattern in (_JOIN, _PLACE, _WITHIN):
        if junk := pattern.match(phrase):
            begin, phrase = begin + junk.end(), phrase[junk.end() :]
    lead = lead_end(phrase)
    cut = lead if lead < len(phrase) else 0
    if found := FOUND.match(phrase, cut):
        return _found(phrase[found.end() :], "已" + found[0].strip("已有")), begin + cut
    if etc := list(_ETC.finditer(phrase, cut + 1)):
        cut = etc[-1].end()
    bare = _bare(phrase[cut:])
    return _summed(bare) if total else bare, begin + cut


def _segment(text: str, floor: int, stop: int) -> tuple[int, int]:
    """Where the segment before a number begins and ends: after the last mark, before a colon."""
    edge = stop - 1 if text[stop - 1 : stop] in "：:" else stop
    marks = [match.end() for match in _LEFT_STOP.finditer(text, floor, edge)]
    return (marks[-1] if marks else floor), edge


def _bare(phrase: str) -> str:
    """The phrase without years, places, comparisons and what was done where."""
    bare = _WHEN.sub("", "".join(phrase.split()).replace("“", "").replace("”", ""))
    bare = _IN_END.sub("", bare) if bare.endswith("在") else bare
    bare = _AFTER_EACH.sub("", bare)
    if compared := _COMPARED.match(bare):
        bare = compared[1]
    if not _abroad(bare):
        bare = _placeless(bare)
        led = lead_end(bare)
        bare = bare[led:] if led < len(bare) - 1 else bare
    bare = _HANDED.sub("", _TIMED.sub("", bare))
    return _AT_WORK.sub("", bare.lstrip("的"))


def _summed(bare: str) -> str:
    """The name of a sum: 采矿权合计 is 采矿权总数; a measure (总面积合计) stays."""
    if _MEASURED.search(bare) or bare.endswith("数"):
        return bare
    return re.sub(r"(?:总计|共计|合计)$", "", bare) + "总数"


def _placeless(name: str) -> str:
    """The name without its places; 干旱地区的管护期 and 种植区的厚度 keep what no list knows."""
    rest = without_places(name)
    places = chain(name) if rest.startswith("的") else ()
    known = not places or places[-1].name in lexicon.places()
    return rest if known and not rest.startswith("级") else name  # 自治区级绿色矿山


def _abroad(name: str) -> bool:
    """Whether a name opens with a country, which then belongs to it (美国内政部)."""
    countries = _countries()
    return name[:2] in countries or name[:3] in countries or name[:4] in countries


@lexicon.remembered
def _countries() -> frozenset[str]:
    return frozenset(name for name, at in lexicon.places().items() if at[0].level == "国家")


def _found(phrase: str, verb: str) -> str:
    """已发现有能源矿产、金属矿产等 -> 已发现矿产: the tail that the listed names share."""
    items = [item for item in phrase.removesuffix("等").split("、") if item]
    tail = ""
    while items and all(item.endswith(items[0][-len(tail) - 1 :]) for item in items):
        if len(tail) == len(items[0]):
            break
        tail = items[0][-len(tail) - 1 :]
    return verb + tail


def right_of(text: str, q: Quantity, stop: int) -> str:
    """The noun phrase that begins behind a number, without blanks; "" where none does."""
    match = _RIGHT.match(text[q.end : stop])
    if match is None:
        return ""
    phrase = match[1]
    if phrase == "的":  # 低于85%的，应补植
        return ""
    cut = _RIGHT_CUT.search(phrase, 1)
    if cut is None and text.startswith(("，", ","), q.end + match.end()):
        phrase = re.sub(r"(?<=.{2})[中里]$", "", phrase)
    levels = None if cut else _LEVELS.match(text, q.end + match.end(), stop)
    words = phrase[: cut.start()] if cut else phrase + (levels[0] if levels else "")
    return "".join(words.split())
