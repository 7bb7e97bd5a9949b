"""Numbers that compare: 是丘陵区的1.9倍, 比平均水平高5个百分点, 降幅为72%, 相当于耕地的85%."""

from __future__ import annotations

from ingest.extract.scanning import Cued
from ontology import patterns as re

_TIMES = re.compile(r"^(?P<what>.*?)(?:约|大约)?[是为](?P<other>[^，。；是为]{2,14})的$")
_LIKE = re.compile(r"^(?P<what>.*?)(?:约|大约)?相当于(?P<other>[^，。；]{2,14})的$")
_THAN = Cued(
    r"(?:^|[，,])(?P<what>[^，。；\d]*?)(?:(?<!占)比|较)(?P<other>[^，。；\d]{2,12}?)(?<![提升降增减])(?P<how>[高低多少大小长短快慢])(?:出|了|约|近)*$",
    "比",
    "较",
)
_MOVE = re.compile(
    r"(?:同比|环比|累计|年均|平均|分别)?(?:[涨降增升跌减]幅|(?:压减|下降|增长|减少|提高|上升|降低|缩减)幅度|上涨|增长|下降|上升|提高|减少|降低|缩短|增加|翻)"
)


def compared(between: str, name: str, unit: str, before: str) -> str:
    """The name of a number that compares, "" for any other.

    `between` are the words from the number before (or the start of the sentence) to this one,
    without blanks,
    `name` what they say by themselves, and `before` the name of the number before, "" for none.
    What is compared is told in the same clause, else it is that of the number before.
    """
    if than := _THAN.search(between):
        what = than["what"] or before
        return f"{what}{than['how']}于{than['other']}" if what and unit != "倍" else ""
    if before and _MOVE.fullmatch(name):
        return before if before.endswith(name) else before + name
    ratio = _TIMES.match(name) if unit == "倍" else _LIKE.match(name) if unit == "%" else None
    what = (ratio["what"] or before) if ratio else ""
    if ratio is None or not what:
        return ""
    other = ratio["other"]
    return f"{what}与{other}之比" if unit == "倍" else f"{what}相当于{other}比例"
