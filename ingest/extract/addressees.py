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


def names_bearer(words: str, *, legal: bool) -> bool:
    """Whether words before a comma name who acts, and are no deed or statement of their own.

    Legal texts put the occasion there as well (编制规划，应当…), which stands for the bearer.
    """
    if _ACTS.search(words):
        return True
    return not _STATES.search(words) and (legal or not imperatives.opens(words))


def sanctions(words: str) -> bool:
    """Whether words are a sanction (给予警告, 没收违法所得), to which the norm behind adds one."""
    return bool(_SANCTION.match(words))
