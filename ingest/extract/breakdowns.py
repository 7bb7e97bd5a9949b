"""Counts of a part of what the text counts: those of a region, of a stage, in a state."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract.counted import covering
from ingest.extract.quantity import CLASSIFIERS, Quantity
from ingest.extract.scanning import Cued
from ingest.extract.segments import Site
from ingest.extract.wholes import Told, uncounted
from ontology import patterns as re

_THING = re.compile(
    r"(?:矿山|矿区|项目|企业|图斑|隐患点|矿井|采坑|采矿权|探矿权|尾矿库|工程|基地|矿点|渣堆|排土场|矿产地)$"
)
_REGION = re.compile(
    r"(?:地区|[东西南北中][部段]?|流域|沿岸|沿线|地带|平原|高原|盆地|丘陵区?|山区|境内|周边|一带|[省市县区州旗乡镇])$"
)
_LEVEL = re.compile(r"[省市县区州旗乡镇]{1,2}")  # 乡镇 names no region
_LIES = re.compile(
    r"^(?:其余|另有|还有|主要|多|大多|集中|均|都)*(?:位于|散布于|分布[于在]|地处|集中[于在]|散布在|落在|处于)"
)
_AMONG = re.compile(r"(?P<what>[一-鿿]{2,12})[中里][，,]?(?:已经?|仅|只|就|约|近|还|仍|共|尚)*有$")
_STATE = re.compile(
    r"\s*(?P<verb>出现|发生|存在|位于|地处|分布[在于]|集中[在于]|尚?未|没有|[只仅主要]*依靠)了?(?P<what>[一-鿿]{2,12}?)(?:问题|现象)?(?=[，,。；]|$)"
)
_BESIDE = re.compile(
    r"\s*(?P<what>[一-鿿]{2,8}?(?:低于|高于|超过|不足|[达低高]不到|未达到?|没有达到)[一-鿿]{2,10})(?=[，,。；]|$)"
)
_PLAIN = re.compile(
    r"^(?:历史遗留(?=废弃)|全[省市县区州国]|累计|现有|共有?|尚有|建成|完成)+(?=.{2})"
)
_DETERMINED = re.compile(r"^.*[的个处座家](?=.{2})")
_STAGE = Cued(r"(?:^|；)(?P<stage>[一-鿿]{2,4}(?:阶段|时期))(?=.)", "阶段", "时期")
_AWAITS = re.compile(
    r"\s*(?P<what>(?:[一-鿿]{0,4}矿山|[一-鿿]{0,4}土地|图斑|隐患点|采坑|渣堆))(?:、[^，。；]{2,24}?)?(?:有待|亟待|尚待|亟需|急需|仍需|尚需)(?P<deed>修复|治理|复垦|恢复|整治|处置|销号)"
)
_BY_CLASS = Cued(
    r"(?:^|[，；：])(?P<what>[一-鿿]{2,14}?(?:年限|期限|比例|标准|规模|费用|频次|间距|高度|距离|浓度))(?:按照?|根据|依据?)[^，。；]{2,12}(?:确定|执行|设定|划分|区分|控制)[，：]",
    "按",
    "根据",
    "依",
)
_MEASURE = re.compile(r"(?:年限|期限|比例|标准|规模|费用|频次|间距|高度|距离|浓度|[率量度数])$")
_SEEN = re.compile(
    r"从(?P<what>[^，。；]{2,10}?(?:强度|成本|年限|期限|比例|规模|费用|[率量度数额价]))(?:上|来)?看，"
)
_MOST = re.compile(r"^最[高低大小多少长短]的(?=.{2})")
_CLASS = 8  # characters of 大型矿山, 一级水源地
_VALUE = re.compile(r"\d+(?:\.\d+)?")
_WHY = re.compile(r"(?<=.{2})(?:因|由于|受).{4,}$")  # 滇西北因生态保护红线约束较多仅落地
# 占比超过四成，达43%.
_RESTATED = re.compile(
    r"(?:^|[，；。])(?P<what>[一-鿿]{3,14}?)(?:已经?|均)*(?:超过?|接近|近|约|达到?|为|[高低]于)*[一二三四五六七八九]成[多以]?上?，(?:达到?|约?为|即)约?$"
)
_LONGEST = 14  # characters of a region


def counted_thing(told: Sequence[Told], before: Told | None) -> Told | None:
    """The largest count of things in `told` that is no part of another, or `before`."""
    if not told:
        return before
    things = [before] if before else []
    things += [t for t in told if not t.part and _THING.search(uncounted(t.name))]
    things = [t for t in things if t.q.unit in CLASSIFIERS and _VALUE.fullmatch(t.q.value)]
    same = [t for t in things if t.q.unit == things[-1].q.unit]
    return max(same, key=lambda t: float(t.q.value), default=None)


def in_region(name: str, q: Quantity, whole: Told | None) -> str:
    """攀枝花市数量 of 废弃矿山4187处: 攀枝花市废弃矿山数; "" where no region stands alone."""
    if whole is None or whole.q.unit != q.unit or q.unit not in CLASSIFIERS:
        return ""
    bare = uncounted(name).removesuffix("的").removesuffix("数")
    region = _WHY.sub("", _LIES.sub("", bare))
    if (
        len(region) > _LONGEST
        or _LEVEL.fullmatch(region)
        or not _REGION.search(region)
        or _THING.search(bare)
    ):
        return ""
    thing = _PLAIN.sub("", uncounted(whole.name))
    if thing.endswith("项目"):  # 滇中24个 of 市场化修复项目42个: 滇中项目数
        thing = "项目"
    return f"{region}{thing}数"


def beside_others(site: Site, q: Quantity, near: str, name: str) -> str:
    """What other words of the sentence add to a name, "" for nothing.

    `near` are the words since the quantity before, without blanks.
    """
    behind = site.text[q.end : site.stop]
    ahead = site.text[site.start : q.start]
    told = "".join(ahead.split())
    return (
        covering(told, behind, q)
        or _restated(told, q)
        or among(near, behind, q)
        or awaiting(behind, q)
        or by_class(ahead, name)
    )


def awaiting(behind: str, q: Quantity) -> str:
    """尚有12处矿山、30公顷土地有待修复: 待修复矿山数, 待修复土地面积; "" for any other number."""
    match = _AWAITS.match(behind)
    if match is None:
        return ""
    return f"待{match['deed']}{match['what']}{'数' if q.unit in CLASSIFIERS else '面积'}"


def by_class(ahead: str, name: str) -> str:
    """出让年限按规模确定，大型矿山不超过30年: 大型矿山出让年限; "" where no measure is told so."""
    name = _MOST.sub("", name)
    if not 2 <= len(name) <= _CLASS or _MEASURE.search(name):
        return ""
    words = "".join(ahead.split())
    told = _BY_CLASS.search(words) or _SEEN.match(words)
    return name + told["what"] if told else ""


def among(ahead: str, behind: str, q: Quantity) -> str:
    """完工项目中，有13个出现植被退化: 植被退化完工项目数; "" for any other count.

    `ahead` holds no blanks.
    """
    things = _AMONG.search(ahead) if q.unit in CLASSIFIERS and ahead.endswith("有") else None
    what = _DETERMINED.sub("", things["what"]) if things else ""
    if not _THING.search(what):
        return ""
    if beside := _BESIDE.match(behind):
        return f"{beside['what']}的{what}数"
    state = _STATE.match(behind)
    if state is None:
        return ""
    denied = state["verb"] if state["verb"].endswith(("未", "没有", "依靠")) else ""
    return f"{denied}{state['what']}{'的' if denied else ''}{what}数"


def stage(sentence: str, at: int) -> str:
    """The stage that the part of a sentence at `at` tells of, where its parts tell of several."""
    stages = list(_STAGE.finditer(sentence))
    before = [m["stage"] for m in stages if m.start() < at]
    return before[-1] if before and len({m["stage"] for m in stages}) > 1 else ""


def _restated(told: str, q: Quantity) -> str:
    """社会资本占比超过四成，达43%: what the rough share before is of; "" for any other number."""
    match = _RESTATED.search(told) if q.unit == "%" else None
    return match["what"] if match else ""
