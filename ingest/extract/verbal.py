"""Figures that a verb measures: 补植花去47万元, 从立项到开工用了27个月, 访谈74人."""

from __future__ import annotations

from ingest.extract.quantity import TIMES, Quantity
from ontology import patterns as re

# What is paid, needed or earned, and the noun for it.
_PAID: tuple[tuple[str, str], ...] = (
    (r"(?:大?约|共|总共|还|仍|尚)?需(?:要|花|投入)?(?:资金|投资)?", "所需资金"),
    (r"(?:共|就|又|还|要|单是)*(?:花去|花费|花掉|花了|耗费|耗资|要花|花)", "费用"),
    (r"(?:共|就|又|还)*(?:进账|入账)", "收入"),
    (r"(?:共|就|又|还|累计)*(?:上缴|缴入国库|上交)(?:财政)?", "上缴金额"),
    (r"(?:按约|按合同)?返还(?P<who>[一-鿿]{0,4})", "返还金额"),
)  # fmt: skip
_SPENT_TIME = re.compile(
    r"^(?P<what>.{2,}?)(?:前后|先后|往往|通常|一般|大约|平均|至少|就|也|却|竟|只|仅|曾|还)*(?P<verb>历时|耗时|用时|用了?|花了?|拖了?|等了?|要等|需要?等待?|需要|需)$"
)
_CHANGES = r"压缩|缩短|延长|放缓|放宽|降|升|涨|回落|攀升|增|减|抬升|下调|上调|收窄|控制"
_TO = re.compile(
    rf"(?<=.{{2}})(?:逐步|进一步|可|应|宜|须|统一)*(?:{_CHANGES})(?:低|高|少|加|大|长)?[到至为]?$"
)
_MOVED = re.compile(rf"(?:{_CHANGES})(?:低|高|少|加|大|长)?[到至为](?:了|约|不足|近)*$")
_TAKEN = re.compile(r"^(?:把|将|对|使|让)(?=.{2})")
_RESULT = re.compile(
    r"^(?:扣除|按照?|根据|依照)[^，。]{2,14}?[后算](?=.{2})|^(?:以[^，。、]{2,12}?(?:入股|方式|形式))、?(?=.{2})"
)
_ADVERB = re.compile(
    r"(?<=.{2})(?:前后|先后|陆续|为此|就|也|却|又|仍|大体|大致|往往)(?=[一-鿿]{2})"
)
_YEARS_LONG = re.compile(r"^[一二两三四五六七八九十\d]+年间")
# 停产超过六个月: how long a state has lasted.
_STATE = re.compile(
    r"(?:停产|停工|停采|停用|停泵|停运|停止[一-鿿]{2}|闲置|过期|超期|中断|裸露|堆存|堆放|弃置)$"
)
_SHARES = re.compile(r"(?:占股|持股|入股|参股)$")


def verbal(name: str, q: Quantity, ahead: str) -> str:
    """The name of a quantity without the verb that measures it, with the noun for that verb.

    `ahead` are the words of the segment before the quantity, without blanks.
    """
    name = _plain(name, bool(_MOVED.search(ahead)))
    if q.unit.endswith("元"):
        return _paid(name)
    if q.unit in TIMES and (spent := _SPENT_TIME.match(name)):
        noun = spent["verb"] if spent["verb"] in ("历时", "耗时", "用时") else "所需时间"
        return spent["what"] + noun
    if q.unit in TIMES and _STATE.search(name):
        return name + "时间"
    if q.unit == "%" and _SHARES.search(name):
        return name + "比例"
    return name


def _plain(name: str, moved: bool) -> str:
    """将审批时限压缩至: 审批时限; 方案审批就历时: 方案审批历时."""
    bare = _TO.sub("", name) if moved else name
    bare = _TAKEN.sub("", bare if len(bare) > 1 else name)
    bare = _YEARS_LONG.sub("", _RESULT.sub("", bare))
    return _ADVERB.sub("", bare)


def _paid(name: str) -> str:
    for pattern, noun in _PAID:
        match = re.search(rf"(?:{pattern})$", name)
        if match is None:
            continue
        what = name[: match.start()]
        who = match.groupdict().get("who") or ""
        return f"{what}{noun.replace('返还', '返还' + who)}"
    return name
