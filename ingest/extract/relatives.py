"""Numbers that tell a thing apart: 停采超过6个月的采区, 抽查的58个项目, 近3年的统计资料.

The phrase around such a number names both the thing and what is measured of it.
"""

from __future__ import annotations

from ingest.extract.quantity import AREAS, CLASSIFIERS, LENGTHS, TIMES, Quantity
from ontology import patterns as re

_ENDS = (
    r"(?=$|[，,。；;、\d]|应|不[得应宜能]|宜|可以?|必须|须|先行|优先|由|按|在|要|均|所|作为|进行)"
)
_OVER = r"(?:连续|累计|已经?|期?满|均)*(?:不?超过|达到?|满|不少于|不低于|不足|大于|小于|低于|高于|少于|多于|在)"
_LASTING = re.compile(rf"(?:^|[对于将把])(?P<deed>[一-鿿]{{2,8}}?){_OVER}$")
_WHOSE = re.compile(
    rf"^(?:及?以上|及?以下|以内|左右)?(?:[仍且尚未]+[^的]{{1,10}})?的(?!应|宜|[必无]?须|可|不[得应宜]|需|为)(?P<what>[一-鿿]{{2,8}}?){_ENDS}"
)
_MEASURED = re.compile(
    rf"(?P<what>(?:与[一-鿿]{{2,8}}(?:的)?|[一-鿿]{{0,6}}?)(?:产值|产能|产量|投资额?|收入|储量|规模|人口|面积|距离|坡度差?|高度|深度|厚度|宽度|长度|海拔|库容|年限|品位)){_OVER}$"
)
_MAKING = re.compile(
    r"^.*?(?:培育|建议|设立|建立|建设|扶持|引进|支持|设置|修建|砌筑|铺设|对|将|把|应)+(?=.{2})"
)
_FORBIDDEN = re.compile(
    r"^(?:的?(?:范围|区域|地带))?(?:以|之)?(?:范围|区域)?内(?:的区域)?(?P<how>不再|不得|不应|禁止|严禁|一律不得)(?P<deed>[一-鿿]{2,14}?)$"
)
_CHOSEN = re.compile(r"^(?:[在从对将]|针对|根据|\d{4}年)*(?P<how>[一-鿿“”]{2,14})的$")
_OF_THEM = re.compile(
    r"^(?P<what>[一-鿿]{2,10}?)(?=[中里内]|分类|逐一|进行|开展|予以|实行|$|[，,。；;、])"
)
_GIVEN = re.compile(r"(?<=[一-鿿]{3})(?:所?(?:设定|确定|提出|安排|下达|规定|列出|涉及|部署))$")
_RECENT = re.compile(r"(?P<how>[一-鿿]{2,14}?)(?:最近|近|过去)$")
_DATA = re.compile(r"^(?:以内|内)?的?(?P<what>[一-鿿]{0,6}(?:资料|数据|记录|档案|台账|样品|材料))")
_BEARS = re.compile(
    r"(?:承担|履行|负责|落实|约定|签订|开展|进行|实施)(?:[一-鿿]{0,4}?)(?:不[少低]于|至少|为期|不超过|约)?$"
)
_BORNE = re.compile(
    r"^(?:以上)?的(?P<what>[一-鿿]{2,8}?(?:责任|义务|工作|管护|监测|养护))(?=$|[，。；、])"
)
_FOR = re.compile(r"^(?:[^，。；用]{0,4})(?:专项)?用于(?P<what>[一-鿿]{2,12}?)(?:等)?(?:支出)?$")
_SPENT = re.compile(r"(?:安排|列支|投入|提取|划拨|统筹|拿出|落实|每年)+(?:不[少低]于|不超过|约)*$")
_REPEATS = re.compile(
    r"^(?:不[应得宜]?[少低]于|应当?|须|宜|必须|可|至少|不少于|对其|进行|开展|组织|重新|全面|集中)*(?P<deed>[一-鿿]{2,8}?)??(?:不少于)?[1一](?:次|轮|遍)"
    r"(?:(?!以|的|性)(?P<what>[一-鿿]{2,14}))?"
)
_MODAL_TAIL = re.compile(r"(?:应当?|必须|须|宜|可以?|需|要|的|原则上|一般|至少|均)+$")
_TERM = re.compile(r"[期限间龄不]$|应|约定")
# A measure that stands behind its number: 每公顷45万元的治理成本, 15年期贷款.
_NOUN = re.compile(
    r"^(?:以上|以下|以内|左右|上下)?的(?P<what>[一-鿿]{0,6}(?:成本|[价费]|价格|承诺|投资额?|回收期|期限|年限|收入|收益|费用|租金|补[贴助偿]|奖励|资金|规模|比例|距离|高差|周期|寿命|缺口|预算|额度|罚款))"
    r"(?=$|[，,。；、]|中标|成交|流转|出让|转让|测算|计算|估算|收购|结算|[和与及为是])"
)
_LOAN = re.compile(
    r"^期(?!限)的?(?P<what>(?!为主|以上|以下|左右)[一-鿿]{2,6}?)(?=$|[，,。；、\d为以])"
)
_TO_WHOM = re.compile(
    r"(?:对|向|为)(?P<whom>[一-鿿]{2,8}?)(?:实行|发放|提供|给予|执行|采用|设定|设置)?$"
)
_TALL = re.compile(r"^[多余]?(?P<how>[高深宽厚长])的(?P<what>[一-鿿]{2,6}?)(?=$|[，,。；、])")
_AS = re.compile(
    r"^(?:左右|以上|以内)?(?:作为|用作|列为|充作|用于缴纳)(?P<what>[一-鿿]{2,8}?)(?=$|[，,。；、])"
)
_DRAWN = re.compile(r"(?P<deed>计提|提取|预留|扣留|缴存|划出|安排|拿出)$")
_LAND = re.compile(
    r"^(?P<what>[一-鿿]{0,4}(?:林地|耕地|农田|水田|稻田|旱地|草地|园地|湿地|公园|水面|土地|用地|茶园|果园|林草地|厂区|矿区))(?=$|[，,。；、的]|[一-鿿]{2,6}$)"
)
_WITH_DONE = re.compile(
    r"^(?:已|均|已经)?(?P<deed>(?:通过|纳入|列入|达到|完成|实现|转为|用于|划入|发生|出现)[一-鿿]{2,8})$"
)
_SINCE = re.compile(
    r"^(?P<what>[一-鿿]{2,6})[一二两三四五六七八九十\d]+个?(?:年|月|日|天)[以之]?后(?P<name>[一-鿿]{2,16})$"
)


def relative(whole: str, ahead: str, behind: str, q: Quantity) -> str:
    """The name of a quantity that tells a thing apart, "" for any other.

    `whole` are the words of the segment before the quantity, `ahead` those of them behind the
    quantity before, `behind` the words after it in the segment; none holds blanks.
    """
    if q.unit in TIMES:
        return _spell(ahead, behind) or _noun(ahead, behind)
    if q.unit in AREAS and (land := _land(ahead, behind)):
        return land
    if q.unit in LENGTHS and (barred := _FORBIDDEN.match(behind)) and len(ahead) > 1:
        how = "不再" if barred["how"] == "不再" else "禁止"
        return f"{ahead}{how}{barred['deed']}范围"
    if q.unit.endswith("元") and (use := _FOR.match(behind)):
        return _fund(ahead, use["what"])
    if q.unit == "%" and (use := _AS.match(behind)):
        drawn = _DRAWN.search(ahead)
        return f"{use['what']}{drawn['deed'] if drawn else ''}比例"
    if q.unit in CLASSIFIERS:
        return _defined(whole, q) or _chosen(ahead, behind)
    return _measure(ahead, behind)


def _spell(ahead: str, behind: str) -> str:
    """A time: how long something has lasted, how often it is done, how old data may be."""
    if ahead.endswith("每") and (again := _REPEATS.match(behind)):
        what, deed = _MODAL_TAIL.sub("", ahead[:-1]), again["deed"] or ""
        return f"{again['what']}周期" if again["what"] else f"{what}{deed}周期"
    data = _DATA.match(behind)
    if data and (used := _RECENT.search(ahead)):
        return f"{re.sub('应当?|可以?|宜|须|必须', '', used['how'])}{data['what']}年限"
    if _BEARS.search(ahead) and (borne := _BORNE.match(behind)):
        return f"{borne['what']}期限"
    lasting, whose = _LASTING.search(ahead), _WHOSE.match(behind)
    term = bool(whose and whose["what"].endswith(("期", "期限", "年限", "权")))
    if lasting and whose and not term and not _TERM.search(lasting["deed"]):
        return f"{whose['what']}{re.sub('^.*[对于将把]', '', lasting['deed'])}时间"
    return ""


def _fund(ahead: str, use: str) -> str:
    who = _SPENT.sub("", ahead)
    each = "每年" if "每年" in ahead and "每年" not in who else ""
    return f"{who}{each}{use}资金" if who else ""


def _measure(ahead: str, behind: str) -> str:
    """年产值超过10亿元的石材企业: 石材企业年产值; 与居民区距离小于500 m的矿山."""
    told, whose = _MEASURED.search(ahead), _WHOSE.match(behind)
    if told and whose:
        return f"{whose['what']}{_MAKING.sub('', told['what'])}"
    return _noun(ahead, behind)


def _noun(ahead: str, behind: str) -> str:
    """每公顷45万元的治理成本, 15～20年期贷款, 97米高的石壁: the noun behind, or the size."""
    if tall := _TALL.match(behind):
        return f"{tall['what']}{tall['how']}度"
    noun = _NOUN.match(behind)
    found = noun or _LOAN.match(behind)
    if found is None or ahead.endswith("给予") or ("给予" in ahead and "按" in ahead):
        return ""
    whom = _TO_WHOM.search(ahead)
    term = "" if noun else "期限"
    return f"{whom['whom'] if whom else ''}{found['what']}{term}"


def _land(ahead: str, behind: str) -> str:
    """下游320亩稻田: 下游稻田面积; 其中218亩通过水田验收: 通过水田验收面积."""
    if done := _WITH_DONE.match(behind):
        return f"{done['deed']}面积" if len(ahead) <= len("其中已有") else ""
    land = _LAND.match(behind)
    if land is None:
        return ""
    where = re.search(r"(?:^|[与和使将把在对有])(?P<where>[一-鿿]{0,4})$", ahead)
    return f"{where['where'] if where else ''}{land['what']}面积"


def _defined(whole: str, q: Quantity) -> str:
    """年产值超过10亿元的石材企业2家: the whole phrase is what is counted."""
    match = re.search(
        r"(?P<name>[一-鿿]{2,8}\d[\d.]*[^\d，。；]{1,5}(?:及?以[上下])?的[一-鿿]{2,8}?)(?:有|共|达|至少|不少于)*$",
        re.sub(r"^.*?(?:培育|设立|建立|扶持|引进|全[省市县区])", "", whole),
    )
    return match["name"] if match else ""


def _chosen(ahead: str, behind: str) -> str:
    """在抽查的58个完工项目中: 抽查完工项目数; 上轮规划设定的11项指标: 上轮规划指标数."""
    how, what = _CHOSEN.match(ahead), _OF_THEM.match(behind)
    if how is None or what is None:
        return ""
    return _GIVEN.sub("", how["how"]) + what["what"] + ("" if what["what"].endswith("数") else "数")


def repeats(text: str, q: Quantity, stop: int) -> bool:
    """Whether a time is that between repetitions: 每五年组织一次."""
    return text[q.start - 1 : q.start] == "每" and bool(_REPEATS.match(text[q.end : stop]))


def since(segment: str, name: str) -> str:
    """验收三年后植被保存率: the event stays before the name, the time is told apart."""
    match = _SINCE.match(segment)
    return f"{match['what']}后{name}" if match and match["name"].startswith(name) else ""
