"""Numbers that tell a thing apart: 停采超过6个月的采区, 抽查的58个项目, 近3年的统计资料.

The phrase around such a number names both the thing and what is measured of it.
"""

from __future__ import annotations

import re

from ingest.extract.quantity import CLASSIFIERS, Quantity

_TIMES = frozenset(
    ["年", "个月", "月", "日", "天", "小时", "h", "d", "min", "分钟", "周", "工作日", "个工作日"]
)
_LENGTHS = frozenset({"米", "公里", "千米", "m", "km", "里"})
_MONEY = re.compile(r"元$")
_ENDS = (
    r"(?=$|[，,。；;、\d]|应|不[得应宜能]|宜|可以?|必须|须|先行|优先|由|按|在|要|均|所|作为|进行)"
)
_OVER = r"(?:连续|累计|已经?|期?满|均)*(?:不?超过|达到?|满|不少于|不低于|不足|大于|小于|低于|高于|少于|多于|在)"
_LASTING = re.compile(rf"(?:^|[对于将把])(?P<deed>[一-鿿]{{2,8}}?){_OVER}$")
_WHOSE = re.compile(
    rf"^(?:及?以上|及?以下|以内|左右)?(?:[仍且尚未]+[^的]{{1,10}})?的(?P<what>[一-鿿]{{2,8}}?){_ENDS}"
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
_OF_THEM = re.compile(r"^(?P<what>[一-鿿]{2,10}?)(?=[中里内]|$|[，,。；;、])")
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
    r"^(?:应当?|须|宜|必须|可|至少|不少于|对其|进行|开展|组织|重新|全面|集中)*(?P<deed>[一-鿿]{2,8}?)??(?:不少于)?[1一](?:次|轮|遍)"
    r"(?:(?!以|的|性)(?P<what>[一-鿿]{2,14}))?"
)
_MODAL_TAIL = re.compile(r"(?:应当?|必须|须|宜|可以?|需|要|的|原则上|一般|至少|均)+$")
_SINCE = re.compile(
    r"^(?P<what>[一-鿿]{2,6})[一二两三四五六七八九十\d]+个?(?:年|月|日|天)[以之]?后(?P<name>[一-鿿]{2,16})$"
)


def relative(whole: str, ahead: str, behind: str, q: Quantity) -> str:
    """The name of a quantity that tells a thing apart, "" for any other.

    `whole` are the words of the segment before the quantity, `ahead` those of them behind the
    quantity before, `behind` the words after it in the segment; none holds blanks.
    """
    if q.unit in _TIMES:
        return _spell(ahead, behind)
    if q.unit in _LENGTHS and (barred := _FORBIDDEN.match(behind)) and len(ahead) > 1:
        how = "不再" if barred["how"] == "不再" else "禁止"
        return f"{ahead}{how}{barred['deed']}范围"
    if _MONEY.search(q.unit) and (use := _FOR.match(behind)):
        return _fund(ahead, use["what"])
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
    if lasting and whose and not lasting["deed"].endswith(("期", "限", "间", "龄", "不")):
        return f"{whose['what']}{re.sub('^.*[对于将把]', '', lasting['deed'])}时间"
    return ""


def _fund(ahead: str, use: str) -> str:
    who = _SPENT.sub("", ahead)
    each = "每年" if "每年" in ahead and "每年" not in who else ""
    return f"{who}{each}{use}资金" if who else ""


def _measure(ahead: str, behind: str) -> str:
    """年产值超过10亿元的石材企业: 石材企业年产值; 与居民区距离小于500 m的矿山."""
    told, whose = _MEASURED.search(ahead), _WHOSE.match(behind)
    return f"{whose['what']}{_MAKING.sub('', told['what'])}" if told and whose else ""


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
