"""Counts named by what those that are counted do, or what is done for them.

395家图书馆提供移动服务, 36个项目中有5个超范围取料, 项目覆盖6个县; also spacings and averages.
"""

from __future__ import annotations

from ingest.extract.phrases import bare, clause
from ingest.extract.quantity import CLASSIFIERS, Quantity
from ontology import patterns as re

_SPACED = re.compile(
    r"\s*(?:应|宜)?(?:设置?|布置|布设|预留|修建)?(?:[一两\d]+[道个处条排根口])?(?P<what>[一-鿿]{2,8})$"
)
# 36个项目中有5个超范围取料: those of whom a part does something.
_AMONG = re.compile(
    r"(?P<what>[一-鿿（）()]{2,14}?)(?:当)?[中里][，,]?(?:其?[一-鿿]{0,2}|[^。；]*[，,][一-鿿]{0,2})$"
)
_THING = re.compile(
    r"(?:项目|工程|企业|矿山|公司|单位|矿企|县(?:[（(]区[）)])?|[市区乡镇村]|图斑|[户人])$"
)
_ACTS = re.compile(r"[一-鿿“”]{2,20}(?=$|[）)])")
# Verbs that take an object and open no noun phrase of their own.
_VERBS = (
    r"完成|实现|达到|通过|落实|推行|开展|实施|举办",
    r"加入|参(?:与(?!项目|工程)|加)|入选|列入|纳入|进入|接入|退出|搬离",
    r"获[得评批]|取得|领取|享受|签订|承担|观看",
    r"提供|配备|引进|采用|使用|安装|部署",
    r"建成|建立|设立|开设|开通|启动",
)
_VERB = rf"(?:{'|'.join(_VERBS)})"
_TOWARDS = r"(?:免费|率先)?(?:[为向对与在][^，。；]{1,10}?)(?:提供|开放|建立|设立|签订|开展|实施)"
_ADVERB = r"(?:已经?|逐[一-鿿]|可以?|均|都|仍|目前|正在?|率先|全部|陆续|先后|直接|积极|共同|主动)*"
_NEVER = r"(?:尚未|还未|未能|仍未|没有|无法)"
_NOT = r"(?:尚未|还未|未能?|没有)?"
# 因质量问题被列入名单: why, which names nothing.
_WHY = r"(?:因[^，。；]{2,14}?(?=而?被)而?)?"
_DOING = re.compile(
    rf"(?P<who>[一-鿿]{{2,10}}?){_ADVERB}{_WHY}(?:被(?={_VERB}))?"
    rf"(?P<deed>{_NOT}(?:{_TOWARDS}[^，。；、]{{0,12}}|{_VERB}(?!的)[^，。；、]{{2,18}})|被[^，。；、的]{{2,10}}|{_NEVER}[一-鿿]{{2,6}})$"
)
# 968家矿山企业累计计提基金143.6亿元: who pays, before how much.
_PAYING = re.compile(
    r"(?P<who>[一-鿿]{2,10}?)(?:已经?|累计|足额|按期|共)*(?P<deed>(?:计提|缴存|缴纳)[一-鿿]{2,6}?)(?:共|约|达)*(?=\d)"
)
_ATTENDING = re.compile(
    rf"{_ADVERB}(?P<deed>{_VERB}(?:了|各类|各项)*(?P<what>[^，。；、的]{{2,14}}))$"
)
_OWN_WORD = re.compile(r"了|(?<=加入)到|的(?:队伍|行列)中?$|的(?=[一-鿿]{2,8}$)")
# 开通285家公共图书馆的分站建设, 完成3座尾矿库的闭库治理.
_OF_THEM = re.compile(r"(?P<who>[一-鿿]{2,8})的(?P<what>[一-鿿]{2,8}?)(?:建设|工作|任务)?$")
_DONE = re.compile(r"(?P<verb>完成|开通|启动|开展|实施)了?$")
# 向每个示范点派驻2名技术员: 每个示范点技术员.
_EACH = re.compile(r"[向给为对](?P<each>每个?[一-鿿]{1,8}?)[一-鿿]{2}$")
# 推送至2940个分布于各省的县级图书馆: 推送县级图书馆.
_REACHED = re.compile(r"(?P<verb>发放|推送|配送|延伸|下沉|辐射|推广|发送|送)[至到]$")
_THERE = re.compile(r"(?:(?:分布|位|处)[于在].*的)?(?P<what>[一-鿿（）]{1,12})$")
_BLANK = re.compile(r"[\s“”]+")
_SCOPE = re.compile(r"^(?:(?:截[至止]|[到至])?(?:19|20)\d{2}年(?:底|末|初)?|全[省市县区国州旗])+")
_OPERATOR = re.compile(r"(?:大?约|近|逾|超过?)+$")
_ITEM = r"\d[\d.]*(?:余|多)?[个家座][一-鿿]{1,6}"
_NAMES = r"(?:[一-鿿]{2,6}[、和及与]){1,8}[一-鿿]{2,6}"
_COVERS = re.compile(
    rf"(?:^|[，；。])(?P<who>[一-鿿]{{0,8}}?)(?:已|共|总|均|总共|先后|累计)*(?P<verb>覆盖|惠及|辐射|走访|涉及)(?:了|到|全部|全[省市县国])*(?:{_NAMES}|(?:{_ITEM}[、，和及与])*(?:以及|及)?)$"
)
_ASKING = re.compile(r"^(?:课题组|调查组|调研组|调研|笔者|作者|本文|我们)+|(?:应当?|须|宜)$")
_PLAIN = re.compile(r"(?:^|[，；。])(?:项目|工程)涉及$")  # the verb says enough
_MADE = re.compile(r"(?:建立|建成|设立|开通|设置|组建)了?(?P<what>[一-鿿]{2,8})[，；]?$")
_COVERED = re.compile(
    r"\s*(?![一-鿿]{0,4}(?:阶段|环节|方面|层次|时期|类型))(?P<what>[一-鿿]{1,6}?(?:（[县市区旗、]{1,3}）)?)(?=$|[，,。；、和及与])"
)
_CHOSEN = re.compile(r"(?:选取|选定|遴选|组织|推动|引导|指导|督促|支持)$")
_BRIEF_LEAD = 4  # characters of 全县现有, 仅有, 其中
_BRIEF_DEED = 2  # characters of 落地, 延期
_BRIEF_NOUN = 4  # characters of 矿山, 企业


def counted_by(ahead: str, behind: str, q: Quantity, before: str) -> str:
    """The name of a count between the words `ahead` and `behind` it in its segment; "" for none."""
    return (
        _spaced(ahead, behind)
        or _averaged(ahead, behind, q)
        or _among(behind, q, before)
        or _acting(ahead, behind, q)
        or predicated(ahead, behind, q)
    )


def _spaced(ahead: str, behind: str) -> str:
    """每隔10 m设置一道伸缩缝: 伸缩缝间距."""
    made = _SPACED.match(behind) if re.search(r"每(?:隔|间隔)$", ahead) else None
    return f"{made['what']}间距" if made else ""


def _averaged(ahead: str, behind: str, q: Quantity) -> str:
    """监管人员平均每人负责23座矿山: 监管人员平均每人负责矿山."""
    noun = re.match(r"\s*(?P<what>[一-鿿]{2,8})(?=$|[，。；、])", behind)
    each = re.search(r"(?:平均|人均|户均)每?[人户座个家处亩吨]?[一-鿿]{1,4}$", ahead)
    return ahead + noun["what"] if noun and each and q.unit in CLASSIFIERS else ""


def _among(behind: str, q: Quantity, before: str) -> str:
    """36个项目中有5个超范围取料: those of whom a part does something, and what it does."""
    acts = _ACTS.match("".join(behind.split())) if q.unit in CLASSIFIERS else None
    among = _AMONG.search(before) if acts else None
    thing = _THING.search(among["what"]) if among else None
    if acts is None or thing is None or clause(acts[0]).noun.endswith(thing[0]):
        return ""
    return _doers(bare(acts[0]), thing[0], q)


def _acting(ahead: str, behind: str, q: Quantity) -> str:
    """该县有85户农户签订了合同: what those that are counted do."""
    if q.unit not in CLASSIFIERS or (len(ahead) > _BRIEF_LEAD and not ahead.endswith(("有", "中"))):
        return ""
    acts = _ACTS.match("".join(behind.split()))
    noun, deed = (
        clause(acts[0]) if acts and ahead[-2:] not in ("推广", "选取", "支持") else ("", "")
    )
    return _doers(deed, noun, q) if deed else ""


def _doers(deed: str, noun: str, q: Quantity) -> str:
    if q.unit == "户":
        return f"{noun}{deed}户数" if len(deed) <= _BRIEF_DEED else f"{deed}的{noun}户数"
    of = "的" if len(deed) > _BRIEF_DEED else ""
    return f"{deed}{of}{noun}{'数' if len(noun) <= _BRIEF_NOUN else ''}"


def predicated(ahead: str, behind: str, q: Quantity) -> str:
    """What is counted by what it does or what is done for it, "" for any other number.

    `ahead` and `behind` are the words of the segment around the number.
    """
    ahead, words = _SCOPE.sub("", _OPERATOR.sub("", ahead)), _BLANK.sub("", behind)
    if q.unit.endswith(("人次", "人")) and (there := _ATTENDING.match(words)):
        return f"{re.sub('了|各类|各项', '', there['deed'])}{q.unit.removeprefix('万')}{'' if q.unit.endswith('次') else '数'}"
    if each := _given(ahead, words):
        return each
    if q.unit not in CLASSIFIERS:
        return ""
    if (done := _DONE.search(ahead)) and (theirs := _OF_THEM.match(words)):
        return f"{done['verb']}{theirs['what']}的{theirs['who']}"
    chosen = _CHOSEN.search(ahead)
    if len(ahead) > _BRIEF_LEAD and not chosen and not ahead.endswith(("有", "等")):
        return ""
    match = _DOING.match(words) or _PAYING.match(words)
    if match is None:
        return ""
    deed, who = _OWN_WORD.sub("", match["deed"]).replace("未能", "未"), match["who"]
    households = "户" if q.unit == "户" and not who.endswith("户") else ""
    return f"{deed}的{who}{households}{'数' if households or len(who) <= _BRIEF_NOUN else ''}"


def _given(ahead: str, words: str) -> str:
    """What is handed out to each, or reaches how many."""
    each, reached = _EACH.search(ahead), _REACHED.search(ahead)
    there = _THERE.match(words)
    if there is None or not (each or reached):
        return ""
    return f"{each['each'] if each else reached['verb'] if reached else ''}{there['what']}"


def covering(told: str, behind: str, q: Quantity) -> str:
    """项目覆盖6个县、2个区和41个乡镇: 项目覆盖县数, 项目覆盖区数, …; "" for any other number.

    `told` are the words of the sentence before the number; what has 范围 was made before them.
    """
    covers = _COVERS.search(told) if q.unit in CLASSIFIERS else None
    what = _COVERED.match(behind) if covers else None
    if covers is None or what is None or _PLAIN.search(told):
        return ""
    who = _ASKING.sub("", covers["who"]).removesuffix("范围")
    made = _MADE.search(told[: covers.start() + 1]) if len(who) < len(covers["who"]) else None
    bare = what["what"].partition("（")[0]
    number = "户数" if q.unit == "户" else "数" if len(bare) <= _BRIEF_NOUN else ""
    noun = what["what"] + number
    return f"{who or (made['what'] if made else '')}{covers['verb']}{noun}"
