"""Whom a norm addresses: who is encouraged or advised, by whom something is to be done."""

from __future__ import annotations

from ingest.extract import imperatives
from ontology import lexicon
from ontology import patterns as re

_BY_WHOM = re.compile(
    r"由(?P<who>[一-鿿、]{2,20}?(?:人士|单位|机构|部门|人员|机关|政府|企业|专家|采矿权人|义务人|局))"
    r"(?:(?:根据|按照|依据)[^，,]{2,40}[，,])?(?=[一-鿿]{2})"
)
# Who is encouraged though no list of actors holds them: 当地居民, 社会力量.
_SOMEBODY = re.compile(
    r"(?!以|发展|通过|和|对|在|建立|引进)[一-鿿、]{1,16}?(?:大学|学院|居民|村民|群众|资本|资金|力量|农户|公众|个人|组织|院所|高校|机构|企业|单位)等?(?!等|事业|[的性、和与及])(?=[一-鿿]{2}[一-鿿“])"
)
_PARTNERS = re.compile(
    r"(?<=[一-鿿]{2})[与和同](?=[^，。；]{2,16}(?:共建|合作|联合|共同|协作|对接))"
)
# 建议各级主管部门及编制单位，在编制工作中采用…: who is advised, and on what occasion.
_ADVISED = re.compile(
    r"(?P<who>[^，。；]{2,60}?(?:部门|单位|企业|机构|政府|局|人员))(?:[，,]|(?=在))"
    r"(?:在[^，。；]{2,40}?(?:工作|过程|活动|时期?)中?(?=[一-鿿]{4}))?"
)
_ACTS = re.compile(r"(?:单位|企业|部门|机构|人员?|矿山|局|政府|项目|工程)$")
_SANCTION = re.compile(r"给予(?:警告|通报|处分|批评)|没收|责令")
_IDIOM = re.compile(r"(?P<a>[一-鿿])[一-鿿](?P=a)[一-鿿]|[一-鿿](?P<b>[一-鿿])[一-鿿](?P=b)")
_STATES = re.compile(
    r"(?:尤为|十分|非常|较为|比较|最为|至关|极为|相当|[很较])[一-鿿]{1,2}$|丰富$|齐备$"
)


def encouraged(action: str) -> tuple[str, str]:
    """鼓励矿山企业采用… -> who is encouraged, and to do what."""
    actors = lexicon.actors()
    best = 0
    for end in range(2, min(len(action), 16) + 1):
        if any(action[at:end] in actors for at in range(max(0, end - 10), min(end - 1, 7))):
            best = end
    partners = _PARTNERS.search(action)
    if partners and partners.start() < best:
        best = partners.start()  # 矿山企业|与科研院所共建: who is encouraged comes first
    if best and len(action) - best >= 4:
        return action[:best], action[best:]
    if somebody := _SOMEBODY.match(action):
        return somebody[0], action[somebody.end() :]
    return "", action


def advised(action: str) -> tuple[str, str]:
    """建议编制单位在工作中采用… -> who is advised, and to do what; ("", action) for nobody."""
    match = _ADVISED.match(action)
    return (match["who"], action[match.end() :]) if match else ("", action)


_BARE_DEED = re.compile(r"(?:统一|组织|统筹|负责)?[一-鿿]{2}")


# 由采矿权人编制 without a modal word: by one word for a bearer.
_BY_ONE = re.compile(r"由(?P<who>采矿权人|探矿权人|受让人|国家)(?=[一-鿿]{2})")


def turned(what: str, deed: str) -> str:
    """修复方案由采矿权人组织编制 -> 组织编制修复方案: a deed of one or two verbs takes its object."""
    return deed + what if _BARE_DEED.fullmatch(deed) else deed


def by_whom(action: str, *, modal: bool) -> tuple[str, str]:
    """应由专业机构开展监测 -> who is to do it, and what; ("", action) where nobody is named."""
    match = _BY_WHOM.match(action) or (None if modal else _BY_ONE.match(action))
    return (match["who"], action[match.end() :]) if match else ("", action)


# Who may open a condition: 采矿权人在闭坑前, 投资主体修复面积达到…的.
_AGENT = (
    r"(?:(?![对向经被由将把在如查])[一-鿿（）()]){0,14}?(?:申请人|权人|义务人|受让人|转让人|责任人|负责人|当事人|主体"
    r"|单位|企业|机构|部门|政府|机关|人员|专家|协会|公司|学校|组织|个人|[经从][营业]者|生产者|所有者)"
)
_AGENTS = re.compile(
    rf"(?!对|因|在|经|由|自|从|为|未|按|违反|除|向|与|根据|依照|凡)(?P<who>{_AGENT}(?:(?:、|和|或者?|以及|及|与){_AGENT})*)"
    r"(?![的、和与及或：:“（(]|以外|之间|以上|内部|面积|产品|价|工程|结构|责任|灭失|功能|密集|伤亡|死亡|安全|章程|债|采购"
    r"|投资|性|信息|购买|形式|实施|编制|开展|所得|账户|规章|职责|名称|地址|资质|负责|人)(?P<rest>.{2,})$"
)
_TIMED = re.compile(
    r"(?P<who>(?:(?![在自于从至起后前时内])[一-鿿]){2,}?)(?P<rest>(?:在|自|于)?(?:[\d一二三四五六七八九十两]+个?(?:年|月|日|天|工作日|小时)|当年|次年|年底|汛期)(?:以?内|之?前|后|底前))$"
)
# What an authority does to whom the condition names: its bearer is not there.
_DONE_TO = re.compile(
    r"(?:不予|予以|可?依法)*(?:并?处|责令|没收|吊销|撤销|暂停|取消|给予|追究|收回|拘留|警告|批准|受理|颁发|办理|认定)"
)


def of_condition(words: str) -> tuple[str, str]:
    """(who acts, the condition proper) of a condition that opens with its actor; ("", words)."""
    match = _AGENTS.match(words) or _TIMED.match(words)
    return (match["who"], match["rest"]) if match else ("", words)


def is_done_to(words: str) -> bool:
    """Whether an action is done to somebody by an authority: 处罚款, 责令改正, 不予批准."""
    return bool(_DONE_TO.match(words)) or words in ("不予", "予以")


def names_bearer(words: str, *, legal: bool) -> bool:
    """Whether words before a comma name who acts, and are no deed or statement of their own.

    Legal texts put the occasion there as well (编制规划，应当…), which stands for the bearer.
    """
    if _ACTS.search(words):
        return True
    if _IDIOM.fullmatch(words):
        return False
    return not _STATES.search(words) and (legal or not imperatives.opens(words))


def sanctions(words: str) -> bool:
    """Whether words are a sanction (给予警告, 没收违法所得), to which the norm behind adds one."""
    return bool(_SANCTION.match(words))
