"""Numbers without a unit of what has none by nature: 安全系数应≥1.20, pH值小于6.0."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.naming import Name
from ingest.extract.quantity import Quantity, operator
from ingest.extract.segments import subject
from ontology import patterns as re

_DIGIT = re.compile(r"\d")
_NO_EDGE = re.compile(r"[^，。；：:（）()\s\d]+$")
_LONGEST_NAME = 24  # characters before 系数 that may belong to its name
_PLAIN = re.compile(
    r"(?P<what>系数|[pP][hH]值?|指数|倍率|当量比|安全度|压实度|灰比|坡率|坡比|郁闭度|孔隙比|比值)(?:的(?:平均)?值)?\s?(?:应?(?:符合|满足)[^，。；]{2,24}，[且并])?(?P<link>由|从|应|宜|须|控制在|为|是|不[应宜得]?|≥|≤|>|<|＞|＜|大于等于|小于等于|大于|小于|低于|高于|少于|超过|取|达到|保持在|在|等于|不?[应宜]?[陡缓]于|:|：|[\s])*"
    r"(?P<value>(?:1\s?[:：∶]\s?)?\d+(?:\.\d+)?(?:\s?[~～—–-]\s?(?:1\s?[:：∶]\s?)?\d+(?:\.\d+)?)?)(?P<tail>以上|以下|以内)?(?![\d.×]|\s?[%％‰°℃×a-zA-Z]|\s?(?:万|亿|倍|个|项|条|分|年|月|日|米|吨|级|类|种|次|家|处))"
)

# 由3.8上升到6.4: the second number is of the same.
_TURNED = re.compile(
    r"\s?(?:上升|下降|提高|提升|升高|降低|增加|增大|减小|回升|恢复|改善|升|降|增|减|提)?[到至为](?P<value>\d+(?:\.\d+)?)(?![\d.]|\s?[%％‰])"
)


def unitless(text: str, start: int, end: int) -> Iterator[tuple[Quantity, Name]]:
    """The numbers in `text[start:end]` that need no unit, with their names, in order."""
    if not _DIGIT.search(text, start, end):
        return
    for match in _PLAIN.finditer(text, start, end):
        ahead = _NO_EDGE.search(text, max(start, match.start() - _LONGEST_NAME), match.start())
        begin = ahead.start() if ahead else match.start()
        name = subject("".join(text[begin : match.end("what")].split()))
        before = text[match.start() : match.start("value")]
        value = "".join(match["value"].split()).replace("～", "~")
        if len(name) >= 2:
            q = Quantity(
                value,
                _steep(before) or operator(before, match["tail"] or ""),
                "",
                match.start("value"),
                match.end("value"),
            )
            yield q, Name(name, begin)
            if turned := _TURNED.match(text, match.end(), end):
                at = turned.span("value")
                yield Quantity(turned["value"], "=", "", *at), Name(name, begin)


def _steep(link: str) -> str:
    """The comparator of a slope: 不应陡于1:1.5 is at most that steep; "" for other links."""
    steep = re.search(r"(?P<not>不[应宜得]?)?(?P<how>[陡缓])于\s*$", link)
    if steep is None:
        return ""
    above = (steep["how"] == "陡") != bool(steep["not"])
    return (">" if above else "<") + ("=" if steep["not"] else "")
