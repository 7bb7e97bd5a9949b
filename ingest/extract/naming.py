"""What a number in running text measures: the noun phrase before or behind it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.extract.locations import chain, without_places
from ingest.extract.quantity import AREAS, CLASSIFIERS, TIMES, Quantity
from ingest.extract.scanning import Cued
from ontology import lexicon
from ontology import patterns as re

_STOPS = "，,。；;：:！？（）()“”《》\n\t"
# A quoted word inside a name does not end it: 矿山“三率”达标率.
_LEFT_STOP = re.compile(
    rf"[{_STOPS.replace('“', '').replace('”', '')}]|“(?=[^”]{{7}})|(?<=[^“]{{7}})”"
)
# Words between a name and its number; they are peeled off the end of the name.
_LINK = re.compile(
    r"(?:\s|为|是|[高多]达|达到|达至|达|约占|(?<!压)占|约为|约|近|共有|共计|共|总计|合计|仅有|只有|仅|只|就|有|计|已(?![设有建])|不?[超低高少大小多短]于|不?超过|不足|不到|不满|逾|至少|至多"
    r"|不[得应宜能]|(?<=.{2})(?:应|宜|须|可)?(?:优于|劣于|快于|慢于)|控制在|保持在|稳定在|维持在|力争|确保|提[高升]到?|恢复[到至]|增加到?|增[长至]到?|下降到?|降低?[到至]|减少到?|扩大到?|(?:压减|压缩|缩减|整合)[到至为]|应当|应|宜|须|必须|由|从|到|至|在|一般规定|一般|通常|往往|则|却|仍|也|分别|平均|(?<=.{2})以|最[高低多少长大小]|规定|≤|≥|<|>|＜|＞|(?:应|宜|可)(?:采用|选用|取|按)|(?<=.{2})(?:应|宜)?一式|可达|将|了|(?<=.{2})不得突破|(?<=.{2})(?:[到至在]?(?:19|20)\d{2}年(?:底|末)?)|的?前提下|均|各|每(?:季度|半年|年|个?月|周|日|天|次)?|设置|划定|规划|部署(?=$)|设立|(?<![已新拟])设|新建(?=$)|建立|可)+$"
)  # fmt: skip
# What a link ends with, beside blanks; most phrases end with a noun.
_LINK_ENDS = frozenset(
    "为是达到至占约近有共计仅只就已于过足满逾少多能在争保高升加长降大当应宜须由从则却仍也定般常往别均"
    "低小≤≥<>＜＞用取按以式将了破年底末下各每度月周日天次置划署立设建得可"
)
_LEAD = re.compile(
    r"^(?:(?:[●○•■◆▪➢➤✓]|其中|课题组|笔者|本文|作者|先后|陆续|随机|当年(?=实现|完成|生产|新增)|基期末?(?=保有|[共有])|建议(?=设立|安排|提取)|但是?|而|不过|其余(?=.{3})|仅|已|共有?|划分|有(?!效|色|机|限)|划定|同时|另外|此外|且|并|以及|目前|现在?区内|区内(?!采矿权总数)|设(?=重点|集中)|排查出?(?=.{2})|查出|全年(?=.{2})|尚有(?=.{3})|已经?|将|力争|预计|计划|通过|使|到?20\d\d年(?:[底末初]?前|底|末)?|截[至止](?:20\d\d年(?:底|末)?)?|至20\d\d年(?:底|末)?"
    r"|“?十[三四五六]五”?(?:期间|末|时期)?|规划(?=部署|安排)|规划期(?:[内末]?(?:部署|安排|实施)|[内末])|期间|全[县市区省国州旗]内?|[县市省州境]内|我[县市区省国]|本[轮县市区省次规划]*|该|累计(?=完成|查处)|查处|共(?=完成)|完成了?|实现了?|形成了?|达到|落实|主要有|包括|包含|安排|实施|提供了?|开展|按照|对|在(?![册建用产编线])|(?:建成|完工|竣工|投产|投运|修复|治理)(?:运营)?[以之]?后|[\s])(?!的))+"
)  # fmt: skip
_RIGHT = re.compile(
    rf"^\s*(?:以上|以下|以内|左右|多|余)?(?:(?:重要|主要|不同|独立)?的)?\s*([^{_STOPS}、\d]{{1,24}})"
)
_RIGHT_CUT = re.compile(
    r"(?:纳入|用于|作为|为|是|由|将|以|等|需|应|可|已|均|(?<!植)被|进行|采用|参与(?![^，。]*(?:项目|工程)$)|中(?:[仅只有约]|$)|组成|构成|分别|分类|予以|位于|分散|折算|见表|滚动|(?<![基成原起])因(?![素子])|的)"
)
_LEVELS = re.compile(r"（[县市区旗、]{1,3}）")  # 14个县（区）
_NO_RIGHT = re.compile(
    r"^\s*(?:内|以|之|后|前|左右|起|时|至|到|减少|增加|提高|下降|降|扩大|占|由|和|与|及|或|、|为|是|，|左|中|来|用)"
)
_VERB_ONLY = re.compile(
    r"^(?:新增|新建|建成|建设|完成|形成|提供|获得|取得|产生|实施|部署|投入|竞争取得|吸纳|恢复|复垦|治理|安排|编制|规划|设立|划分|分|发现|查明|开展|拥有|现有|已有|已设|设|组织|申报)*$"
)
_JOIN = re.compile(r"^\s*(?:、|和|及|与|以及|或者?)+")
_PLACE = re.compile(r"^.*(?:范围内|区域内|辖区内|境内|基础上|地区内)")
# 集中开采区内设置开采规划区块12个, 多年开采留下高陡边坡37处, 设有探矿权3个.
_AT_WORK = re.compile(
    r"^(?:.{0,6}?内(?:共|现|已)有|.{2,}?内(?:设置|部署|划定|布设|规划|设立|安排)|[^率量度额]{2,}?(?:留下|形成|遗留下|造成|留有|产生)了?|设有|持有|拥有|保有(?=有效|[采探]矿权))(?=[一-鿿]{3,}$)"
)
_FOUND = re.compile(r"(?:已)?(?:发现|查明|探明)有?")
_ETC = re.compile(r"等(?![待级效于高价温])")
_PLACES_OF_WORK = frozenset({"个", "处", "座", "家", "宗", "项", "块"})
_BRIEF = 3  # characters
_DEED = re.compile(r"建成|新建|部署|完成|形成|新发现|就业|[^一-鿿]")
_DUE = re.compile(rf".?内(?P<deed>[^{_STOPS}、\d]{{2,16}}?)(?=[{_STOPS}]|$)")
_DUTY = re.compile(
    rf"(?:^|[{_STOPS}])(?P<what>[^{_STOPS}的]{{2,6}}?(?:方案|报告|工程|项目|计划|台账|规划|资料))(?:应当|应|须|必须)(?:在|于)[^{_STOPS}]{{0,16}}$"
)
_KEPT = re.compile(r"(?:保存|保管|保留|有效)(?:期限?|时间|年限)$")
_MADE = re.compile(
    rf"(?:建立|编制|形成|填写|留存|制作)(?P<what>[^{_STOPS}、]{{2,10}})[，,]并?[^{_STOPS}]{{2,12}}$"
)
_REACHED = re.compile(rf"(?:均|都|要)?((?:达到|建成|符合|实现|完成)[^{_STOPS}、\d]{{2,12}})")
_SHARED = re.compile(
    r"(.{2,8}(?:厚度|高度|深度|宽度|间距|坡度|密度|含量|浓度|率|比例|限额|标准))[^度率]{2,4}$"
)
_SUMMED = Cued(r"(总计|共计|合计|总数)[^一-鿿]*$", "计", "总数")
_IN_END = re.compile(r"(?<=.[比率量度额数值])在$")
_AFTER_EACH = re.compile(r"^后(?=[一-鿿]{3})|(?<=[一-鿿])应(?=每)")
_TIMED = re.compile(
    r"^(?:期?间(?:以[一-鿿]{2,6}方式)?|以[一-鿿]{2,6}方式)(?=.{3})|^(?:每个|各个?)[^的]{1,10}的(?=.{2})|^.*?\d(?:个月|年|日|天)[后内前](?:应|须|可)?$|^[后内前](?=应|须|可|$).*"
)
_HANDED = re.compile(
    r"^(?:不得|应当?|须|必须)?(?:在(?!线)|于)(?=.{4})|^.{2,8}?(?:下达|确定|划定|分配|核定)的(?=.{3})"
)
_NOUN = 4  # characters of what a shared measure is said of
_AHEAD = re.compile(rf"(?:向[^{_STOPS}]{{2,24}}?)?(?P<deed>[^{_STOPS}的向]{{2}})(?=[{_STOPS}]|$)")
_QUALIFIED = re.compile(
    r"^(?:特?(?:大|中|小|大中)型|持证|在册|登记|有证|有效|[列纳]入[^的]{2,8}的|现有|已有|已?查明|已?发现)+(?=.{2})"
)
_SIZES = frozenset({"大型", "中型", "小型", "特大型", "大中型"})
_NAMED_BEFORE = re.compile(
    rf"(?:^|[{_STOPS}])即?([^{_STOPS}\d为是应须]{{4,30}}(?:区|块|基地|矿|项目|工程|矿山|场|库))"
    rf"，\s*(?:(?:位于|地处|坐落于|涉及|分布[于在])[^{_STOPS}]{{2,24}}，\s*)?$"
)
_COMPARED = re.compile(
    r"^(.{2,16}?)(?:应当?|宜|须|必须)?不?(?:应|得|宜)?(?:低于|少于|小于|超过|高于|大于|达到).*的$"
)
_PENAL = frozenset({"元", "万元", "倍", "千元"})
_FINE = re.compile(rf"[^{_STOPS}]{{0,14}}(罚款|奖励|奖金|滞纳金)")
_DIVIDED = re.compile(
    rf"(?:^|[{_STOPS}])(?:本?(?:规范|标准|文件|规划)?(?:将|把))?(?P<what>[^{_STOPS}、]{{2,20}}?)(?:应当?|宜|须|必须)?(?:主要)?(?:划分为|分为|分成|包括|包含)[^{_STOPS}]*、[^{_STOPS}]*$"
)
_BEARER = re.compile(
    rf"\s*(?P<what>[^{_STOPS}、]{{2,16}}?)(?:应当|应|不应|必须|须|不得|宜|可以|可|原则上|一般|为|是)[^。；]*，"
)
# A time that the number holds at: 规划期内, 养护期满.
_WITHIN = re.compile(
    r"^[^，。；]{1,8}(?:(?:期|年限|阶段|期间)内|(?<!基)期(?:届满|满|结束|终了)[后时]?)(?=.{3})"
)
_WORKED = re.compile(r"^待?(?:修复|治理|恢复|复垦|绿化)(?:治理)?面积$")
_PAID = re.compile(r"(?:投资|经费|资金|金额)$")
_DEPLOYED = re.compile(
    r"^(?:规划期?[内末]?(?=部署|安排|实施)|共|拟|计划|部署|安排|组织|实施|设立|开展)+(?=.{4})"
)
_INVESTS = re.compile(r"(?:投资|投入|拨款|安排)$")
_POOL = re.compile(
    rf"\s*(?P<what>项目|矿山|企业|工程)(?:纳入|列入|入选|进入)(?P<pool>[^{_STOPS}、]{{3,12}})"
)
_WHEN = re.compile(
    r"(?:19|20)\d{2}\s?(?:[-—–~～至]{1,2}\s?(?:19|20)\d{2}\s?)?年?(?:[底末初]前?)?|宣布"
)
_SURFACE = re.compile(r"面积|地块|占地")
_YIELDS = re.compile(r"(?<=.{2})(?:产生|取得|获得|实现|形成|提供)$")
_KIND_OF_LAND = re.compile(r"^(可恢复|恢复|可利用|新增|复垦)(?=.*(?:土地|用地|地)面积)")
_PREDICATE = re.compile(r"，\s*(?:都|均|主要|需要|要|需)?((?:依靠|靠|来自)[^，。；]{2,16})")
_LISTS = re.compile(r"其中|按规模")
_PERIOD = re.compile(rf"[为是]一个([^{_STOPS}、]{{2,10}})")
_STATE = re.compile(
    r"(?:走访|访谈|踏勘|抽查|带动|吸纳|安置|惠及|消除|清除|引入|引进|签约|培训|修缮|遗留|办理|涉及|已设|已有|现有|新设|拟设|保留|在建|新增|已建|规划|新建)$"
)
_ATTRIBUTE = re.compile(
    r"^(?:总|年|平均|最终|勘查|矿区|占地|规划|设计|估算|概算|预算|匡算|计划)?(?:面积|比例|占比|数量|投资|总投资|经费|长度|产量|产值|产能|储量|资源量|比重|率|金额|规模|深度|厚度|高度)$"
)
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
    left, start = _left(text, floor, q.start)
    right = _right(text, q, stop)
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


def _left(text: str, floor: int, stop: int) -> tuple[str, int]:
    """The noun phrase that ends at `stop`, without links and leading adverbs, and its start."""
    begin = floor
    edge = stop - 1 if text[stop - 1 : stop] in "：:" else stop
    for match in _LEFT_STOP.finditer(text, floor, edge):
        begin = match.end()
    phrase = text[begin:edge]
    total = _SUMMED.search(phrase)
    phrase = _unlinked(phrase)
    for pattern in (_JOIN, _PLACE, _WITHIN):
        if junk := pattern.match(phrase):
            begin, phrase = begin + junk.end(), phrase[junk.end() :]
    lead = _LEAD.match(phrase)
    cut = lead.end() if lead and lead.end() < len(phrase) else 0
    if found := _FOUND.match(phrase, cut):
        return _found(phrase[found.end() :], "已" + found[0].strip("已有")), begin + cut
    if etc := list(_ETC.finditer(phrase, cut + 1)):
        cut = etc[-1].end()
    phrase, begin = phrase[cut:], begin + cut
    bare = _WHEN.sub("", "".join(phrase.split()).replace("“", "").replace("”", ""))
    bare = _IN_END.sub("", bare) if bare.endswith("在") else bare
    bare = _AFTER_EACH.sub("", bare)
    if compared := _COMPARED.match(bare):
        bare = compared[1]
    if not _abroad(bare):
        bare = _placeless(bare)
        led = _LEAD.match(bare)
        bare = bare[led.end() :] if led and led.end() < len(bare) - 1 else bare
    bare = _HANDED.sub("", _TIMED.sub("", bare))
    bare = _AT_WORK.sub("", bare.lstrip("的"))
    if total and re.search(r"(?:面积|投资|资金|长度|产能|储量|资源量|金额|费用)$", bare):
        return bare, begin
    if total and not bare.endswith(("总数", "数")):
        bare = re.sub(r"(?:总计|共计|合计)$", "", bare) + "总数"
    return bare, begin


def _unlinked(phrase: str) -> str:
    """The words without the links at their end."""
    last = phrase[-1:]
    return _LINK.sub("", phrase) if last in _LINK_ENDS or last.isspace() else phrase


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


def _right(text: str, q: Quantity, stop: int) -> str:
    match = _RIGHT.match(text[q.end : stop])
    if match is None:
        return ""
    phrase = match[1]
    if phrase == "的":  # 低于85%的，应补植
        return ""
    cut = _RIGHT_CUT.search(phrase, 1)
    if cut is None and text[q.end + match.end() :][:1] in "，,":
        phrase = re.sub(r"(?<=.{2})[中里]$", "", phrase)
    levels = None if cut else _LEVELS.match(text, q.end + match.end(), stop)
    words = phrase[: cut.start()] if cut else phrase + (levels[0] if levels else "")
    return "".join(words.split())


def _counted(left: str, right: str, before: Name | None) -> str:
    """What a classifier counts: 已设3个勘查区块, 13个矿种 after 4大类 that were found."""
    right = re.sub(r"^(?:重要|主要|不同|独立|重大)(?=.{3})", "", right)
    found = _FOUND.match(before.text) if before and not left else None
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
    match = re.match(rf"(?:为|用于|来自)([^{_STOPS}、]{{1,8}})", behind)
    return f"{match[1]}比例" if match else ""


def _complete(right: str, before: Name | None) -> str:
    """我国12%左右的复垦率 after 矿山土地复垦率: the head of the name before is carried on."""
    if before and len(right) < len(before.text) and before.text.endswith(right):
        return before.text
    return right
