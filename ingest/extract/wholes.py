"""Numbers that belong to a whole named before: its parts, its sum, and how it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.extract.alongside import alongside, payer
from ingest.extract.locations import without_places
from ingest.extract.naming import Name
from ingest.extract.quantity import Quantity
from ingest.extract.rows import mineral_of
from ontology import patterns as re

_THING = re.compile(
    r"(?:矿产(?!地)|矿种|隐患点|许可证|矿产地|采矿权|探矿权|尾矿库|规划区块|图斑|矿山|矿区|区块|项目|企业|工程|基地|公园|矿井|矿硐|采坑|采石场|采砂场|砖厂|排土场|渣场|废石场|监测点|监测井|监测断面|钻孔|样地|样方|露头|中心|库)(?=(?:总?数量?|个数)?$)"
)
_COUNTED = re.compile(r"(?:总?数量?|个数)$")
_RANK = re.compile(
    r"^国家级$|^[国省部州市县区]+级$|^自治[区州县]级$|^[一二三四甲乙丙A-D]级$|型$|类$"
)
_LIES = re.compile(
    r"(?:[上下中]游|[东西南北中]部|两侧|周边|外围|境内)$|^(?:新设|拟设|已设|保留|续设)$"
)
_DEEDS = re.compile(
    r"^(?:全[省市县区国州]|累计|共|已|建成|完成|新增|登记|划定|拟设|设置|设立|现有)+(?=.{2})"
)
_WORK = re.compile(r"(?:生态)?(?:修复|治理|恢复|复垦|绿化|复绿)(?:治理|修复)?面积$")
_CHANGED = re.compile(
    r"(?:^|[，。；\s将把])(?P<what>[^，。；由从将把]{3,14})[由从](?:\d{4}年的?)?(?:每[亩吨人户]的?)?(?:不足|约|近)?$"
)
_SHRUNK = re.compile(
    r"\s*(?P<what>[一-鿿]{2,10}?)(?P<verb>压减|整合|减少|缩减|扩大|增加)(?:至|到|为)"
)
_TURNED = re.compile(
    r"^[，,]?(?:[到至]?(?:19|20)\d{2}年(?:底|末)?)?(?P<verb>压减|压缩|缩短|延长|回落|减少|缩减|下降|整合|降低|降|提高|增加|增长|扩大|提升|上升|上涨|攀升|回升|调整|优化|精简|涨|升|增|减)(?:至|到|为)?(?:\d{4}年的?)?(?:每[亩吨人户])?$"
)
# 投入资金58.7亿元，其中市县财政…、社会资本…: who pays a part.
_PAYER = re.compile(r"^[一-鿿]{0,8}(?:财政|资本|自筹|企业|政府|集体)$")
_PAID = re.compile(r"(?:投入资金|投资|投入|资金)$")
_ZONE = re.compile(r"(?:区|分区)(?:总?数量?|个数)?$")
_THAN = re.compile(
    r"^[，,]?(?:同比|环比|(?:较|比)[^，。；]{0,10}?)(?P<verb>下降|减少|降低|压减|增长|上升|提高|增加|提升|扩大)(?:了|约|近)*$"
)
_NEED = re.compile(r"(?:需求|预算|需要|总额|总需求|计划|实际到位|到位|缺口)(?:总?量)?$")
_ARRIVED = re.compile(r"(?:实际|累计|已)?(?:到位|缺口|支出|使用|结余|完成|落实|筹集|下达)")
_BY = re.compile(
    r"(?<=[一-鿿]{2})(?P<verb>(?:同比|环比)?(?:下降|减少|降低|下调|压减|缩短|增长|上升|上涨|提高|上调|节约|节省))(?:了|约|近|超)*$"
)
# 矿山数量比2015年减少19个.
_THAN_BEFORE = re.compile(
    r"(?:^|[，。；：、])(?P<what>[一-鿿]{3,14}?)(?:[比较]|相比)(?:(?:19|20)\d{2}年(?:底|末|初)?|“?十[一二三四]五”?末?|上[年期轮](?:规划)?|基期年?|上年同期)(?P<verb>减少|压减|下降|降低|缩减|增加|增长|上升|提高|扩大)(?:了|约|近)*$"
)
_JUDGED = re.compile(
    r"(?P<what>.{2,12}?(?:周期|时间|年限|期|比例|率|成本|投资|价格|距离|深度|厚度|坡度|面积|规模))(?:普遍|总体|仍然?)?(?:偏|较|过|很|太|极)[长短高低大小多少深浅薄厚陡]$"
)
_WHOLE_NAME = 5  # characters of a share or surface that says of what it is
_STATE = re.compile(r"^(?:现有|已有|有效|现存|全部)")


@dataclass(frozen=True, slots=True)
class Told:
    """A quantity of the running text with the name that it got; `part` of what is counted before."""

    q: Quantity
    name: str
    part: bool = False


def uncounted(name: str) -> str:
    """The name of a count without 数量, 个数 or 总数 at its end; other names as they are."""
    return _COUNTED.sub("", name) if name.endswith(("数", "量")) else name


def related(text: str, q: Quantity, name: Name, told: list[Told], floor: int) -> Name:
    """The name of a quantity in the light of those named before it in the sentence.

    `told` is empty at the start of a sentence, unless the sentence goes on with 其中; `floor` is
    where the quantity before ends.
    """
    if not told:
        return name
    between = text[floor : q.start]
    changed = _change(between, told[-1], q)
    part = changed or _sum(name.text, told) or _place(text, between, name.text, told)
    part = part or _compared(between, told[-1].name) or _parallel(name.text, told[-1], q)
    part = part or _share(name.text, told) or _sequel(name.text, told[-1].name)
    part = part or alongside(between, name.text, q, told)
    if not part and "其中" in text[max(0, floor - 90) : q.start]:
        part = _part(name.text, q, told)
    return Name(part, name.start) if part else name


def before_change(text: str, start: int, q: Quantity, behind: str) -> str:
    """采矿权由67个压减至43个: what changed, with 数量 for things that are counted."""
    if text[q.start - 1 : q.start] in "将把" and (shrunk := _SHRUNK.match(text, q.end)):
        return f"{shrunk['what']}数量"
    match = _CHANGED.search(text[start : q.start])
    turn = re.match(r"\s*([一-鿿]{1,3}?)(?:至|到|为)", behind)
    if match is None or turn is None or _TURNED.match(turn[1]) is None:
        return ""
    if match["what"].endswith(("比例", "面积")) and len(match["what"]) < _WHOLE_NAME:
        return ""
    what = without_places(
        re.sub(r"^全[县市区省州国]|^.*?期间|^现有(?=.{3})", "", "".join(match["what"].split()))
    )
    return f"{what}数量" if _THING.search(what) and not _COUNTED.search(what) else what


def moved(ahead: str, name: Name) -> Name:
    """吨煤治理成本下降4.3元: what fell or rose by the number, not to it; `ahead` holds no blanks."""
    if name.text.endswith("突破"):
        name = replace(name, text=name.text.removesuffix("突破"))
    if than := _THAN_BEFORE.search(ahead):
        return replace(name, text=than["what"] + than["verb"])
    verb = _BY.search(ahead)
    if verb is None or not name.text or name.text.endswith(verb["verb"]):
        return name
    return replace(name, text=name.text + verb["verb"])


def in_brackets(text: str, start: int, q: Quantity) -> Name | None:
    """运作周期偏长（5～10年）: what the words before the bracket measure."""
    if text[q.start - 1 : q.start] not in ("（", "(") or text[q.end : q.end + 1] not in ("）", ")"):
        return None
    before = re.search(r"[^，。；、：（）]{2,16}$", "".join(text[start : q.start - 1].split()))
    measure = _JUDGED.match(before[0]) if before else None
    return Name(measure["what"], q.start) if measure else None


def _change(between: str, last: Told, q: Quantity) -> str:
    same = last.q.unit == q.unit
    words = "".join(between.split())
    turned = _TURNED.match(words) or re.fullmatch(_SHRUNK.pattern, words)
    return last.name if same and turned else ""


def _share(name: str, told: list[Told]) -> str:
    """企业自筹资金占总投入的62%，财政资金占38%: the whole of the share before holds on."""
    before = re.search(r"占(?P<whole>.{2,12})比例$", told[-1].name)
    if name == "占比":
        return uncounted(told[-1].name) + name
    return f"{name[:-2]}占{before['whole']}比例" if before and name.endswith("占比") else ""


def _sequel(name: str, before: str) -> str:
    """治理资金需求约41亿元，实际到位24.6亿元，缺口…: what arrives or lacks is of the same thing."""
    thing = _NEED.search(before)
    return before[: thing.start()] + name if thing and _ARRIVED.fullmatch(name) else ""


def _compared(between: str, before: str) -> str:
    """占比为12.5%，较2015年下降3.2个百分点: the change of what was told before."""
    change = _THAN.match("".join(between.split()))
    return before + change["verb"] if change else ""


def _parallel(name: str, before: Told, q: Quantity) -> str:
    """铁矿最低开采规模为30万吨/年，石灰岩为50万吨/年: a mineral with the measure told before."""
    if q.unit != before.q.unit or mineral_of(name) != name:
        return ""
    first = mineral_of(before.name)
    rest = before.name[len(first) :] if first and before.name.startswith(first) else ""
    return name + rest.lstrip("矿的") if rest else ""


def _sum(name: str, told: list[Told]) -> str:
    """重点勘查区2个、重点开采区3个，总面积…: the area of all of them together."""
    zones = [t.name for t in told if _ZONE.search(t.name)]
    if not name.endswith("总面积") or len(zones) < 2:
        return ""
    kinds = "".join(k for k in ("勘查", "开采", "保护") if any(k in z for z in zones))
    return f"{kinds}分区总面积"


def _place(text: str, between: str, name: str, told: list[Told]) -> str:
    """其中，遵义市完成260公顷: the share of a place in the work of the whole."""
    words = re.search(
        r"(?P<where>[一-鿿]{2,8}?[省市县区旗州])(?:计划|预计|将)?(?:完成|实施|安排)$", between
    )
    work = next((m for t in reversed(told) if (m := _WORK.search(t.name))), None)
    if words is None or work is None or (_WORK.search(name) is None and name != "完成面积"):
        return ""
    return re.sub(r"^.*年", "", words["where"]) + work[0].removeprefix("生态")


def _part(name: str, q: Quantity, told: list[Told]) -> str:
    """其中铜矿4个 of 开采规划区块11个, 其中泥石流17处 of 隐患点43处."""
    if paid_for := payer(name, q, told):
        return paid_for
    if _PAYER.search(name):
        paid = next((m for t in told if t.q.unit == q.unit and (m := _PAID.search(t.name))), None)
        return name + paid[0] if paid else ""
    whole = next((t for t in told if t.q.unit == q.unit and _THING.search(t.name)), None)
    bare = uncounted(name)
    if (
        whole is None
        or not bare
        or (bare.endswith("矿") and whole.name.endswith("矿山"))
        or _THING.search(bare)
        or bare[-1] == uncounted(whole.name)[-1]
        or len(bare) > 10
    ):
        return ""
    if bare.endswith("的"):
        thing = _THING.search(whole.name)
        return re.sub("^已(?=查明)", "", bare) + (thing[0] if thing else "")
    what = _STATE.sub("", uncounted(whole.name))
    what = _DEEDS.sub("", what)
    if (mineral_of(bare) and len(bare) <= 8) or _RANK.search(bare) or _LIES.search(bare):
        return bare + what
    thing = _THING.search(whole.name)
    return bare + thing[0] if thing else ""
