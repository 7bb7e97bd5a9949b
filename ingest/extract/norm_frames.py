"""What limits of norms and plans hold for: distances, cycles, shares of payments, conditions.

Frames of whole clauses. Terms, factors and parts of a whole are those of `frames` and `durations`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from ingest.extract.grades import graded
from ingest.extract.naming import Name
from ingest.extract.quantity import CLASSIFIERS, LENGTHS, TIMES, Quantity
from ingest.extract.segments import EDGE, SEGMENT_END, Site, subject
from ontology import patterns as re

# The number that a clause or an item opens with.
_NUMBERED = re.compile(
    r"\s*(?:\d+(?:\.\d+)+(?![\d%])|[（(][\d一二三四五六七八九十]{1,3}[）)]|第[^条，]{1,5}条|[a-z][)）]|\d{1,2}[.、）)](?!\d))\s*(?=[一-鿿])"
)
_COMPARATOR = r"(?:应当?|宜|须|可)?(?:不[得应宜能]?)?(?:大于等于|小于等于|大于|小于|高于|低于|多于|少于|超过|达到|不足|等于)"
_MEASURE = (
    r"(?:高度|宽度|厚度|深度|长度|坡度|坡度差|高差|直径|间距|距离|面积|库容|容积|流量|功率|品位|标高|海拔|粒径|密度|浓度|含量|强度|孔径|风力|风速|"
    r"坡角|坡高|坡长|墙高|孔深|比例|年限|产能|规模)"
)
_EACH_UNIT = re.compile(
    r"(?P<each>每(?:个|处)?\d+(?:\.\d+)?\s?(?:[a-zA-Z]+[23]?|[一-鿿]{1,4}?))(?=[一-鿿 ])"
)
_BY_EACH = re.compile(
    r"^(?P<what>[^，。；]{2,12}?)(?:应当?|宜|可|须)?(?:按照?|以)(?P<each>每[^\d，。；]{1,10})$"
)
_RANGE = re.compile(
    r"(?:[、和及]?[^，。；]{2,12}?\d+(?:\.\d+)?\s?(?:公里|千米|米|m|km))?(?:以)?(?:的)?"
    r"(?:(?:[一-鿿]{2,4})?(?:范围|区域)(?:(?:之|以)?[内外])?|(?:之|以)?[内外])(?:的)?"
)
_BESIDE = re.compile(
    r"(?:两侧|周边|岸线|沿线|[以之]?外|边界|边缘|外围|四周|上游|下游)(?:各|外延|以外)*$"
)
_FORBIDDEN = re.compile(
    r"^(?:原则上)?(?P<deed>(?:禁止|严禁|不得|不再|不应|不宜|限制)(?:擅自)?[一-鿿]{2,12}?)(?=[，、。；]|$|等|的)"
)
_FORBIDDEN_BELOW = re.compile(
    r"(?P<ban>禁止|严禁|不得|限制)(?:在|于)?下列[^，。；：]{2,10}?内?(?P<deed>[一-鿿]{2,12})："
)
_NOT_DEED = re.compile(r"(?:矿产资源|任何|一切|各类)")
_BUILDING = re.compile(r"新建[、和及]?(?:改建?[、和及]?|扩建?)+|新（[改扩、建]+）建|新、?改、?扩建")
_AWAY = re.compile(r"(?P<what>(?:与|距离?)[^，。；的]{2,16}?)(?P<measure>距离|间距)?(?:各|均)?$")
_HELD = re.compile(
    rf"(?:^|(?:应当?|宜|须|可|并|对)?(?:设置|修建|布设|预留|开挖|修筑|采用|选用|铺设|砌筑|种植|栽植|建设|配置)|应当?|宜|须|可|并|对)"
    rf"(?P<measure>(?!对)[一-鿿]{{0,2}}{_MEASURE})(?:在|为)?{_COMPARATOR}?$"
)
_THING = re.compile(
    r"^(?:及以上|以上|以下)?的(?!应|宜|[必无]?须|可|不[得应宜]|需|为)(?P<what>[^，。；、\d的]{2,10}?)(?=$|应当?|不[得宜应能]|宜|可|必须|须|要|严禁|禁止|先行|实行|全部|一律|进行|予以|开展|优先|统一|按)"
)
_PAID = re.compile(
    r"^(?P<what>[^，。；]{2,18}[后时]再?(?P<deed>拨付|支付|预付|返还|结算|付清|兑现|下达))(?:至|到|剩余|其余)*$"
)
_SERVES = re.compile(
    r"^(?:缴存为|提取为|计提为|作为|留作|用作|列为|转为)(?P<what>[^，。；、]{2,12})$"
)
_GOES = re.compile(
    r"^(?:应当?|由|应|须|全部)?(?P<how>用于|上缴|留存|划归|归|缴入|返还|分配给|奖励|拨付给?|补助给?)(?P<what>[^，。；、]{2,16})$"
)
_OF = re.compile(r"^(?P<base>[^，。；]{2,12})的$")
_PARTED = re.compile(
    r"^的?比例(?:逐[年月]|按[年月])?(?P<deed>提取|计提|缴纳|预留|安排|拨付|返还|扣除|收取|缴存|列支|配套|配建|配备)(?P<what>[一-鿿]{2,12})$"
)
_NO_MORE = re.compile(r"(?:不超过|不低于|不少于|不高于|超过|达到)(?P<whole>[一-鿿]{2,8}?)的?$")
_OWN_SHARE = re.compile(
    rf"^(?P<part>[^，。；]{{0,12}}?(?:比例|比率|占比|比重|份额)){_COMPARATOR}(?P<whole>[一-鿿]{{2,14}}?)的?$"
)
_FINED = re.compile(
    r"^(?:以上|以下)?(?:(?:\d+(?:\.\d+)?%|百分之[一-鿿]{1,4}?)(?:以上|以下)?)?的?(?P<what>罚款|滞纳金|奖励)"
)
_WITHIN_REACH = re.compile(
    r"^(?P<what>.{2,20}?)(?:应当?|须|必须|要|可)?在?(?:[\d一二两三四五六七八九十]+个?(?:年|月|日|天))?(?:以?内)?(?:应当?|须)?(?:达到|提高到|恢复到|恢复至|降至|降到)?$"
)
_REACHED = re.compile(
    r"^(?:以?内)(?:应当?|须|要)?(?:达到|恢复到|恢复至|提高到|降到|降至)(?=百分之|\d)"
)
_HALT = re.compile(
    r"(?:应当?|必须|须)?(?:立即|及时)?(?P<deed>停止|暂停)(?P<list>[一-鿿、]*[、和及与])?(?P<what>[一-鿿]{2,8})$"
)
_WEATHER = re.compile(
    rf"^(?:当|遇|若|如)?(?P<what>风力|风速|降雨量|气温|能见度|雨量){_COMPARATOR}?$"
)
_BOUND = re.compile(
    r"(?P<not>不(?:得|应|宜|能)?)?(?P<how>超过|超出|高于|大于|低于|少于|小于)[^，。；\d]{2,14}$"
)
_BELOW = frozenset({"低于", "少于", "小于"})
_GRADED = re.compile(r"^的?[，,]?(?:评[定为]*|确定|认定|判定)?为(?P<grade>[一-鿿]{1,4})$")


_DEED_LENGTH = 16  # characters of what is forbidden


class Words(NamedTuple):
    """The words around a quantity, without blanks.

    `begin` is where they begin in the text, behind the number of the item that it opens;
    `ahead` and `behind` reach to the marks around it, `near` to the quantity before.
    """

    site: Site
    start: int
    begin: int
    ahead: str
    near: str
    behind: str

    @property
    def before(self) -> tuple[str, ...]:
        """The segments before that of the quantity, nearest first."""
        pieces = SEGMENT_END.split(self.site.text[self.start : self.begin])[:-1]
        return tuple(_squeezed(words) for words in reversed(pieces))

    @property
    def after(self) -> str:
        """The segment behind that of the quantity."""
        text, end, stop = self.site.text, self.site.end, self.site.stop
        after = EDGE.search(text, end + 1, stop) if end < stop else None
        return _squeezed(text[end + 1 : after.start() if after else stop])


def around(site: Site, q: Quantity) -> Words:
    """The words around a quantity."""
    text, begin = site.text, site.begin
    behind = _squeezed(text[q.end : site.end])
    numbered = _NUMBERED.match(text, site.start, q.start)
    if numbered is None or numbered.end() <= begin:
        start = numbered.end() if numbered else site.start
        return Words(site, start, begin, site.whole, site.ahead, behind)
    begin = numbered.end()
    ahead = _squeezed(text[begin : q.start])
    near = _squeezed(text[max(begin, site.since) : q.start])
    return Words(site, begin, begin, ahead, near, behind)


def limited(at: Words, q: Quantity) -> tuple[Quantity, Name] | None:
    """The quantity of a limit with its name, None where no frame of this module fits."""
    if q.unit in TIMES:
        frames: tuple[_Frame, ...] = (_in_time, _meets)
    elif q.unit in LENGTHS:
        if name := _zone(at):
            return q, Name(name, at.begin)
        frames = (_away, _held, _each)
    elif q.unit in ("%", "‰"):
        frames = (_fined, _paid, _serves, _parted, _own_share, _no_more, _in_time, _held)
    else:
        counted = (_of_each,) if q.unit in CLASSIFIERS else ()
        frames = (_halting, _graded, _granted, _listed, _made_of, *counted, _each, _held)
    frames = (_grade, *frames)
    name = next((found for frame in frames if (found := frame(at))), "")
    if name and q.unit in TIMES and _REACHED.match(at.behind):
        q = replace(q, op="<=")
    return (q, Name(name, at.begin)) if name else None


_Frame = Callable[[Words], str]


def _squeezed(words: str) -> str:
    return "".join(words.split())


def bounded(q: Quantity, near: str) -> Quantity:
    """The quantity with the comparator of 不低于销售收入的2%, where the base stands between.

    `near` are the words between it and the quantity before, without blanks.
    """
    if q.op == "=" and q.unit == "次" and re.search(r"(?:至少|不少于)[一-鿿]{1,8}$", near):
        return replace(q, op=">=")
    bound = _BOUND.search(near) if q.op == "=" else None
    if bound is None:
        return q
    op = (
        (">=" if bound["not"] else "<")
        if bound["how"] in _BELOW
        else ("<=" if bound["not"] else ">")
    )
    return replace(q, op=op)


def is_base(text: str, q: Quantity) -> bool:
    """Whether a number is no limit itself but what another is counted on: 每5000 m3客土取3个样."""
    if q.unit in TIMES or text[q.start - 1 : q.start] not in ("每", "隔"):
        return False
    follows = re.match(r"[^，。；]{1,24}\d", text[q.end : q.end + 26])
    return follows is not None and text[q.start - 1] == "每"


def _in_time(at: Words) -> str:
    """植被覆盖率应当在三年内达到70%以上: the time of reaching it, and the rate itself."""
    timed = _REACHED.match(at.behind) is not None
    second = re.search(r"内(?:应当?|须|要)?(?:达到|恢复到|恢复至|提高到|降到|降至)$", at.ahead)
    match = _WITHIN_REACH.match(at.ahead) if timed or second else None
    if match is None or not re.search(r"[率度量比]$|水平$", match["what"]):
        return ""
    what = re.sub(r"^.*?[后前]的(?=.{2})", "", match["what"])
    return what + ("达标期限" if timed else "")


def _meets(at: Words) -> str:
    """可满足30年以上的开采需要: 满足开采需要年限."""
    need = re.match(r"^(?:以上)?的(?P<what>[一-鿿]{2,10}?(?:需要|需求|要求))$", at.behind)
    return f"满足{need['what']}年限" if need and at.near.endswith("满足") else ""


def _zone(at: Words) -> str:
    """干流岸线一公里范围内禁止新建尾矿库: the range and what is forbidden in it, "" for others."""
    within = _RANGE.match(at.behind)
    beside = re.sub(r"(?:各|外延|以外)+$", "", at.near)
    if within and (led := re.match(r"^(?:禁止|严禁|不得)在(?P<where>[^，。；]{2,16})$", beside)):
        deed = _BUILDING.sub("新建", _NOT_DEED.sub("", at.behind[within.end() :]))
        return f"{led['where']}{deed}禁止范围" if 2 <= len(deed) <= _DEED_LENGTH else ""
    if within is None or not (_BESIDE.search(at.near) or len(within[0]) > 1):
        return ""
    beside = re.sub(
        r"^(?:（[^）]*）)?(?:.*以及|[、和及])?(?:在|对|位于|距离?)?(?=.{3})", "", beside
    )
    rest = _BUILDING.sub("新建", at.behind[within.end() :] or at.after)
    ban = _FORBIDDEN.match(re.sub(r"^[，、]", "", rest))
    site = at.site
    intro = _squeezed(site.text[max(0, site.start - 200) : site.start])
    if ban is None and (below := _FORBIDDEN_BELOW.search(intro)):
        deed = _NOT_DEED.sub("", below["deed"])
        return f"{beside}{below['ban']}{deed}范围"
    return f"{beside}{_NOT_DEED.sub('', ban['deed'])}范围" if ban and len(beside) >= 2 else ""


def _away(at: Words) -> str:
    """与居民区距离小于500 m的矿山: 矿山与居民区距离; 距铁路两侧1000 m范围内的单元."""
    bare = re.sub(rf"{_COMPARATOR}$", "", at.ahead)
    away = _AWAY.fullmatch(bare)
    rest = re.sub(r"^(?:的)?(?:范围|区域)?(?:以?内|以外|外)", "", at.behind)
    thing = _THING.match(rest)
    return f"{thing['what']}{away['what']}距离" if away and thing else ""


def _held(at: Words) -> str:
    """应砌筑高度不低于0.5 m的挡土墙: 挡土墙高度; 坡度差大于10°的地块: 地块坡度差."""
    held, thing = _HELD.search(at.near), _THING.match(at.behind)
    if held is None or thing is None or re.search(r"[期率]$", thing["what"]):
        return ""
    return thing["what"] + held["measure"]


def _each(at: Words) -> str:
    """每5000 m3客土的样品不应少于3个; 容积可按每公顷耕地60 m3确定: 每公顷耕地容积."""
    if by := _BY_EACH.match(at.ahead):
        return by["each"] + by["what"]
    each = _EACH_UNIT.match(at.ahead)
    if each is None:
        return ""
    named = subject(at.ahead)
    if named == at.ahead:
        return ""
    return named + ("" if re.search(r"[数量度率积]$", named) else "数")


def _fined(at: Words) -> str:
    """处挪用金额百分之十以上百分之三十以下罚款: each bound is of the fine."""
    fined = _FINED.match(at.behind)
    return fined["what"] if fined else ""


def _paid(at: Words) -> str:
    """项目开工后拨付40%: 项目开工后拨付比例."""
    paid = _PAID.match(at.ahead)
    return paid["what"] + "比例" if paid else ""


def _serves(at: Words) -> str:
    """其余5%作为质量保证金: 质量保证金比例; 净收益的70%用于乡村道路: 净收益用于乡村道路比例."""
    if serves := _SERVES.match(at.behind):
        return serves["what"] + "比例"
    goes, base = _GOES.match(at.behind), _OF.match(at.near)
    if goes is None:
        return ""
    if base:
        return f"{base['base']}{goes['how']}{goes['what']}比例"
    told = next(
        (
            m["base"]
            for words in at.before
            if (m := re.match(r"(?P<base>[^，。；\d]{2,12})的\d", words))
        ),
        "",
    )
    return f"{told}{goes['how']}{goes['what']}比例" if not at.near and told else ""


def _parted(at: Words) -> str:
    """按照不低于收入百分之二的比例提取修复基金: 修复基金提取比例."""
    parted = _PARTED.match(at.behind)
    return f"{parted['what']}{parted['deed']}比例" if parted else ""


def _own_share(at: Words) -> str:
    """补助比例不超过项目总投资的60%: a share that is named so needs no whole."""
    own = _OWN_SHARE.match(at.near)
    return subject(own["part"]) if own and len(own["part"]) > 2 else ""


def _no_more(at: Words) -> str:
    """取得不超过修复面积3%的建设用地: 建设用地占修复面积比例."""
    whole = _NO_MORE.search(at.near)
    thing = re.match(r"^的(?!比例)(?P<what>[^，。；、]{2,10})$", at.behind)
    return f"{thing['what']}占{whole['whole']}比例" if whole and thing else ""


def _listed(at: Words) -> str:
    """单元应按采场、排土场和道路三类划分: 单元类别数; 监测应覆盖本底、施工和管护三个阶段."""
    listed = re.match(
        r"^(?P<what>[一-鿿]{2,12}?)(?:应当?|宜|须|可)?(?P<deed>按照?|覆盖|涵盖)(?:[^，。；]*、[^，。；]*|下列|以下)$",
        at.ahead,
    )
    kind = re.match(r"^(?P<kind>[一-鿿]{0,4}?)(?:划分|分类|管理|控制|进行.*|$)", at.behind)
    if listed is None or kind is None:
        return ""
    deed = listed["deed"] if at.ahead.endswith(("下列", "以下")) else ""
    return f"{listed['what']}{deed}{kind['kind'] or '类别'}数"


def _made_of(at: Words) -> str:
    """每个样品由不少于5个分样混合而成: 每个样品分样数."""
    whole = re.match(
        rf"^(?P<what>[一-鿿]{{2,12}}?)(?:应当?|须|宜)?由(?:{_COMPARATOR}|至少)?$", at.ahead
    )
    part = re.match(r"^(?:以[上下])?(?P<what>[一-鿿]{1,8}?)(?:混合|组成|构成|拼接)", at.behind)
    return f"{whole['what']}{part['what']}数" if whole and part else ""


def _of_each(at: Words) -> str:
    """每个修复单元的监测点不应少于3个: the count keeps what it is counted in."""
    each = re.match(
        rf"^(?P<each>每(?:[个处座家片条块类])[一-鿿]{{2,10}}?)(?:内?(?:设置|布设|配备))?(?:内)?的?(?P<what>(?:(?!不)[一-鿿]){{2,8}}?)(?:至少|不少于|{_COMPARATOR})$",
        at.ahead,
    )
    laid = re.match(
        r"^(?P<each>每[个处座家片条块类][一-鿿]{1,8}?)(?:应当?|宜|须)?(?:布设|布置|设置|配备|设立|安排|设)(?:至少|不少于)?$",
        at.ahead,
    )
    thing = re.match(r"^(?:以上)?(?P<what>[一-鿿]{2,8})$", at.behind)
    if laid and thing:
        return laid["each"] + thing["what"] + "数"
    return "" if each is None else each["each"] + each["what"] + "数"


def _granted(at: Words) -> str:
    """单个项目最高500万元补助: 单个项目补助; 给予每公顷三万元补助: 补助标准."""
    each = re.search(
        r"(?:每[一-鿿]{1,4}|单个[一-鿿]{2,4})(?=(?:不超过|不低于|最高|最低)*$)", at.near
    )
    granted = re.match(
        r"^(?:以上|以下)?的?(?P<what>[一-鿿]{0,4}(?:补助|补贴|补偿|奖补))", at.behind
    )
    rated = re.match(r"^的标准(?:给予|予以|发放|支付|拨付)(?P<what>[一-鿿]{2,6})$", at.behind)
    if rated and at.near.endswith("按"):
        return rated["what"] + "标准"
    if granted and re.search(r"(?:给予|给与|发放|予以)$", at.near):
        return granted["what"] + "标准"
    return each[0] + granted["what"] if each and granted else ""


def _halting(at: Words) -> str:
    """风力达到6级时，应停止作业: 停止作业风力."""
    weather = _WEATHER.match(at.near)
    halt = _HALT.search(at.after) or _HALT.search(at.behind)
    if weather is None or halt is None:
        return ""
    what = halt["what"][-2:] if halt["list"] else halt["what"]  # 停止爆破、剥离和铲装作业
    return halt["deed"] + what + weather["what"]


def _grade(at: Words) -> str:
    """坡高大于60 m的为一级: 一级边坡坡高, with the thing that the sentence grades."""
    if "为" not in at.behind:
        return ""
    site = at.site
    return graded(at.near, at.behind, _squeezed(site.text[site.start : site.begin]))


def _graded(at: Words) -> str:
    """得分不低于85分的为良好: 良好得分."""
    grade = _GRADED.match(re.sub("^以[上下]", "", at.behind))
    what = re.sub(rf"{_COMPARATOR}$", "", at.near)
    if not what and at.before:  # …大于等于80分的为优，60分以上的为合格
        what = re.sub(rf"{_COMPARATOR}\d.*$", "", at.before[0])
    if grade is None or not what.endswith(("得分", "分值", "评分", "分数", "指数")):
        return ""
    return f"{what}评定为{grade['grade']}" if what.endswith("指数") else grade["grade"] + what
