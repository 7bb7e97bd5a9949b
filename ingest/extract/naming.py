"""What a number in running text measures: the noun phrase before or behind it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.extract.noun_phrases import FOUND, STOPS, left_of, right_of
from ingest.extract.quantity import AREAS, CLASSIFIERS, TIMES, Quantity
from ontology import patterns as re

_NO_RIGHT = re.compile(
    r"^\s*(?:内|以|之|后|前|左右|起|时|至|到|减少|增加|提高|下降|降|扩大|占|由|和|与|及|或|、|为|是|，|左|中|来|用)"
)
_VERBS = (
    r"新增|新建|建成|建设|完成|形成|提供|获得|取得|竞争取得|产生",
    r"实施|部署|投入|安排|组织|编制|规划|设立|划分|分|申报|吸纳",
    r"恢复|复垦|治理|发现|查明|开展",
    r"拥有|现有|已有|已设|设",
)
# Nothing but verbs stands before the number, so that the noun stands behind it.
_VERB_ONLY = re.compile(rf"^(?:{'|'.join(_VERBS)})*$")
_PLACES_OF_WORK = frozenset({"个", "处", "座", "家", "宗", "项", "块"})
_BRIEF = 3  # characters
_DEED = re.compile(r"建成|新建|部署|完成|形成|新发现|就业|[^一-鿿]")
_DUE = re.compile(rf".?内(?P<deed>[^{STOPS}、\d]{{2,16}}?)(?=[{STOPS}]|$)")
_DUTY = re.compile(
    rf"(?:^|[{STOPS}])(?P<what>[^{STOPS}的]{{2,6}}?(?:方案|报告|工程|项目|计划|台账|规划|资料))(?:应当|应|须|必须)(?:在|于)[^{STOPS}]{{0,16}}$"
)
_KEPT = re.compile(r"(?:保存|保管|保留|有效)(?:期限?|时间|年限)$")
_MADE = re.compile(
    rf"(?:建立|编制|形成|填写|留存|制作)(?P<what>[^{STOPS}、]{{2,10}})[，,]并?[^{STOPS}]{{2,12}}$"
)
_REACHED = re.compile(rf"(?:均|都|要)?((?:达到|建成|符合|实现|完成)[^{STOPS}、\d]{{2,12}})")
_SHARED = re.compile(
    r"(.{2,8}(?:厚度|高度|深度|宽度|间距|坡度|密度|含量|浓度|率|比例|限额|标准))[^度率]{2,4}$"
)
_NOUN = 4  # characters of what a shared measure is said of
_AHEAD = re.compile(rf"(?:向[^{STOPS}]{{2,24}}?)?(?P<deed>[^{STOPS}的向]{{2}})(?=[{STOPS}]|$)")
_QUALIFIED = re.compile(
    r"^(?:特?(?:大|中|小|大中)型|持证|在册|登记|有证|有效|[列纳]入[^的]{2,8}的|现有|已有|已?查明|已?发现)+(?=.{2})"
)
_SIZES = frozenset({"大型", "中型", "小型", "特大型", "大中型"})
_NAMED_BEFORE = re.compile(
    rf"(?:^|[{STOPS}])即?([^{STOPS}\d为是应须]{{4,30}}(?:区|块|基地|矿|项目|工程|矿山|场|库))"
    rf"，\s*(?:(?:位于|地处|坐落于|涉及|分布[于在])[^{STOPS}]{{2,24}}，\s*)?$"
)
_PENAL = frozenset({"元", "万元", "倍", "千元"})
_FINE = re.compile(rf"[^{STOPS}]{{0,14}}(罚款|奖励|奖金|滞纳金)")
_DIVIDED = re.compile(
    rf"(?:^|[{STOPS}])(?:本?(?:规范|标准|文件|规划)?(?:将|把))?(?P<what>[^{STOPS}、]{{2,20}}?)(?:应当?|宜|须|必须)?(?:主要)?(?:划分为|分为|分成|包括|包含)[^{STOPS}]*、[^{STOPS}]*$"
)
_BEARER = re.compile(
    rf"\s*(?P<what>[^{STOPS}、]{{2,16}}?)(?:应当|应|不应|必须|须|不得|宜|可以|可|原则上|一般|为|是)[^。；]*，"
)
_WORKED = re.compile(r"^待?(?:修复|治理|恢复|复垦|绿化)(?:治理)?面积$")
_PAID = re.compile(r"(?:投资|经费|资金|金额)$")
_DEPLOYED = re.compile(
    r"^(?:规划期?[内末]?(?=部署|安排|实施)|共|拟|计划|部署|安排|组织|实施|设立|开展)+(?=.{4})"
)
_INVESTS = re.compile(r"(?:投资|投入|拨款|安排)$")
_POOL = re.compile(
    rf"\s*(?P<what>项目|矿山|企业|工程)(?:纳入|列入|入选|进入)(?P<pool>[^{STOPS}、]{{3,12}})"
)
_SURFACE = re.compile(r"面积|地块|占地")
_YIELDS = re.compile(r"(?<=.{2})(?:产生|取得|获得|实现|形成|提供)$")
_KIND_OF_LAND = re.compile(r"^(可恢复|恢复|可利用|新增|复垦)(?=.*(?:土地|用地|地)面积)")
_PREDICATE = re.compile(r"，\s*(?:都|均|主要|需要|要|需)?((?:依靠|靠|来自)[^，。；]{2,16})")
_LISTS = re.compile(r"其中|按规模")
_PERIOD = re.compile(rf"[为是]一个([^{STOPS}、]{{2,10}})")
_STATES = (
    r"走访|访谈|踏勘|抽查|培训|签约|办理|涉及",
    r"带动|吸纳|安置|惠及|引入|引进",
    r"消除|清除|修缮|遗留|保留",
    r"已设|已有|已建|现有|新设|拟设|在建|新增|规划|新建",
)
# What was done to those that are counted, which stays in the name.
_STATE = re.compile(rf"(?:{'|'.join(_STATES)})$")
_OF_MEASURE = r"总|年|平均|最终|勘查|矿区|占地|规划|设计|估算|概算|预算|匡算|计划"
_MEASURES = (
    r"面积|长度|深度|厚度|高度",
    r"投资|总投资|经费|金额",
    r"数量|产量|产值|产能|储量|资源量|规模",
    r"比例|占比|比重|率",
)
# A bare measure, which says nothing of what it is of.
_ATTRIBUTE = re.compile(rf"^(?:{_OF_MEASURE})?(?:{'|'.join(_MEASURES)})$")
# A measure is never that of the measure told before it, only of the same thing.
_MEASURE_OF = re.compile(
    r"(?:合计|累计|腾退|涉及|新增|修复|治理|复垦|损毁|占用|占地|压占|土地)*(?:面积|投资|收入|产值|长度)$"
)
# A size told of a thing: the next one (截水沟断面宽度…，深度…) is of the same thing.
_SIZED = re.compile(r"(?:断面|平均|最[大小])?(?:宽度|高度|深度|长度|厚度|坡度|间距|直径)$")
_INTERVIEWED = re.compile(r"^(?:访谈|走访|培训|调查|座谈|安置|吸纳|转岗|务工)$")
_COUNT_TAIL = re.compile(r"(?:数量|总数|数|总计)$")


@dataclass(frozen=True, slots=True)
class Name:
    """The name of what is measured and where its words begin.

    `base` is what a share is of, `thing` what was counted before, where the name goes on about it.
    """

    text: str
    start: int
    base: str = ""
    thing: str = ""


def name_of(text: str, floor: int, stop: int, q: Quantity, before: Name | None) -> Name:
    """The name for a quantity in the sentence part `text[floor:stop]`.

    `floor` is where the sentence, or the quantity before, ends; `before` is the name of that
    quantity, which an ellipsis (面积…, 提高到…) falls back on.
    """
    left, start = left_of(text, floor, q.start)
    right = right_of(text, q, stop)
    start = start if left else q.start
    if q.unit == "%" and (share := _percent(text, stop, q, left, right, before)):
        return Name(share.text, start, share.base)
    if right and (pool := _POOL.match(text[q.end : stop])):
        return Name(f"{pool['pool']}{pool['what']}数", q.start)
    if q.unit == "%" and before and left.startswith("占") and left.endswith("的"):
        return Name(f"{_COUNT_TAIL.sub('', before.text)}{left[:-1]}比例", start)
    if q.unit in TIMES and (term := _term(left, text[floor : q.start], text[q.end - 1 : stop])):
        return Name(term, q.start)
    if q.unit in _PENAL and (fine := _FINE.match(text[q.end : stop])):
        return Name(fine[1], q.start)
    if divided := _DIVIDED.search(text[floor : q.start]):
        return Name(divided["what"][-12:] + right, floor + divided.start("what"))
    if _NO_RIGHT.match(text[q.end : q.end + 3]):
        right = ""
    if _ATTRIBUTE.match(left) and (named := _NAMED_BEFORE.search(text[floor:start])):
        return Name(named[1] + left, floor + named.start(1))
    listed = bool(_LISTS.search(text, max(floor - 90, 0), stop))
    period = _PERIOD.match(text[q.end : stop])
    name = _households(_behind(left, right, q, before), q) or _before(
        left, right, q, before, period, listed
    )
    if not name and (bearer := _BEARER.match(text[floor : q.start])):
        return Name("".join(bearer["what"].split()), floor + bearer.start("what"))
    return Name(name, start, thing=_going_on(left, before))


def _going_on(left: str, before: Name | None) -> str:
    """What was counted before, where a bare measure goes on about it; "" for any other name."""
    if before is None or not (_ATTRIBUTE.match(left) or _is_part(left, before)):
        return ""
    return before.thing or _DEPLOYED.sub("", before.text)


def _term(left: str, ahead: str, behind: str) -> str:
    """The name of a term: 三年内完成改造, 提前十五日报告, 建立台账，保存期限不少于十年.

    `behind` begins with the unit's last letter, `ahead` ends before the number.
    """
    if due := _DUE.match(behind):
        what = _DUTY.search(ahead)
        return f"{what['what'] if what else ''}{due['deed']}期限"
    if _KEPT.match(left) and (made := _MADE.search(ahead)):
        return made["what"] + left
    early = _AHEAD.match(behind, 1) if left.endswith("提前") else None
    return f"提前{early['deed']}期限" if early else ""


def _households(name: str, q: Quantity) -> str:
    return re.sub(r"数量$", "户数", name) if q.unit == "户" else name


def _behind(left: str, right: str, q: Quantity, before: Name | None) -> str:
    """The name where its noun stands behind the number, "" where it does not."""
    if not right:
        return ""
    if q.unit in CLASSIFIERS or q.unit[-1:] in "个家座处项名人":
        return _counted(left, right, before)
    if _INVESTS.search(left) and len(left) <= 16:
        return left + right
    if verb := _YIELDS.search(left):
        return left[: verb.start()] + right
    return ""


def _before(
    left: str,
    right: str,
    q: Quantity,
    before: Name | None,
    period: re.Match[str] | None,
    listed: bool,
) -> str:
    """The name where its noun stands before the number, or is left out."""
    if left and period:
        return left + period[1]
    if not left or _VERB_ONLY.match(left):
        return _with_area(_weak(left, right, before), q)
    if thing := _going_on(left, before):
        whole = _COUNT_TAIL.sub("", thing) if _PAID.search(left) else _core(thing)
        return _joined(_MEASURE_OF.sub("", whole).removesuffix(left), left)
    if before and (shared := _SHARED.match(before.text)) and 2 <= len(left) <= _NOUN:
        return shared[1] + left
    if before and listed and left in _SIZES:
        return left + _QUALIFIED.sub("", _core(before.text))
    land = _KIND_OF_LAND.match(before.text) if before and listed else None
    if land and not left.startswith(land[1]):
        left = land[1] + left
    return _suffixed(left, q)


def _is_part(left: str, before: Name) -> bool:
    """修复面积 after 治理项目2516个 is the area of these projects."""
    works = re.search(
        r"(?:项目|工程|矿山|(?<=矿山)(?:修复|治理|恢复)+)(?:数量|数)?$", before.thing or before.text
    )
    return bool(_WORKED.match(left) and works)


def _joined(head: str, tail: str) -> str:
    """废弃矿山治理 and 治理面积 are 废弃矿山治理面积: what both share stands once."""
    shared = next(
        (n for n in range(min(len(head), len(tail)), 1, -1) if head.endswith(tail[:n])), 0
    )
    return head + tail[shared:]


def _percent(
    text: str, stop: int, q: Quantity, left: str, right: str, before: Name | None
) -> Name | None:
    """The name of a share: 需求量的70%为自给, 95%的一次能源要靠…, 12%左右的复垦率."""
    behind = text[q.end : stop].lstrip()
    if right and left.endswith(("率", "度", "量", "比例")) and behind.startswith("的"):
        return Name(left if right.startswith("为") else right + left, q.start)
    if right and behind[:1] in "的左":
        whole = _PREDICATE.search(behind)
        return Name(
            _complete(right, before) + ("".join(whole[1].split()) if whole else ""), q.start
        )
    if left and (reached := _REACHED.match(behind)):
        return Name(f"{left}{reached[1]}比例", q.start)
    if share := _share(behind):
        base = left.removesuffix("的") or (before.base if before else "")
        return Name(base + share, q.start, base)
    return None


def _core(name: str) -> str:
    """The thing that a name is about: 废弃矿山生态修复治理项目 -> 废弃矿山, 有效探矿权数 -> 有效探矿权.

    "" for a bare measure (修复面积), which is about nothing by itself.
    """
    if _WORKED.match(name) or _ATTRIBUTE.match(name):
        return ""
    bare = _SIZED.sub("", _COUNT_TAIL.sub("", name))
    cut = re.search(r"(?<=.{3})(?:生态)?(?:修复|治理|恢复|复垦)?(?:治理|修复)?(?:项目|工程)$", bare)
    return bare[: cut.start()] if cut else bare


def _weak(left: str, right: str, before: Name | None) -> str:
    """No noun stands before the number: the one behind it, else what was counted before."""
    if right:
        return left + right
    return before.text if before else left


def _counted(left: str, right: str, before: Name | None) -> str:
    """What a classifier counts: 已设3个勘查区块, 13个矿种 after 4大类 that were found."""
    right = re.sub(r"^(?:重要|主要|不同|独立|重大)(?=.{3})", "", right)
    found = FOUND.match(before.text) if before and not left else None
    state = _STATE.search(left)
    return _numbered((found[0] if found else state[0] if state else "") + right)


def _numbered(name: str) -> str:
    """The name of a count: 采矿权数, 重点勘查区数量; what begins with a deed stays as it is."""
    if not name or _DEED.match(name) or name.endswith(("数", "数量", "种", "类", "总量")):
        return name
    return name + ("数" if len(name) <= _BRIEF else "数量")


def _suffixed(left: str, q: Quantity) -> str:
    """A short counted thing is named as a number, a bare surface as its area."""
    if built := re.search(r"(?<=.{2})[只仅]?(?P<deed>建成|创建)$", left):
        return _numbered(built["deed"] + left[: built.start()])
    if q.unit == "人" and _INTERVIEWED.match(left):
        return left + "人数"
    if q.unit in _PLACES_OF_WORK or (
        q.unit != "级" and q.unit in CLASSIFIERS and len(left) <= _BRIEF
    ):
        return _numbered(left)
    return _with_area(left, q)


def _with_area(name: str, q: Quantity) -> str:
    return name + "面积" if name and q.unit in AREAS and not _SURFACE.search(name) else name


def _share(behind: str) -> str:
    """What a share goes to: 需求量的70%为自给 -> 自给比例; "" where it goes to nothing."""
    match = re.match(rf"(?:为|用于|来自)([^{STOPS}、]{{1,8}})", behind)
    return f"{match[1]}比例" if match else ""


def _complete(right: str, before: Name | None) -> str:
    """我国12%左右的复垦率 after 矿山土地复垦率: the head of the name before is carried on."""
    if before and len(right) < len(before.text) and before.text.endswith(right):
        return before.text
    return right
