"""Limits in norms (覆土厚度不应小于0.5 m) against the numbers that a plan gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ontology import lexicon
from ontology.errors import UnknownName

_UNIT = r"(?:%|％|‰|°|度|m|cm|km|㎡|m2|米|厘米|公里|千米|平方米|公顷|亩|年|个月|月|日|天|万元|元|吨|万吨|立方米|m3|m³|株)"
_LIMIT = re.compile(
    rf"(?P<what>[^，。；：\s]{{2,16}}?)(?P<sense>不应小于|不应低于|不应少于|不得低于|不得少于|不得小于|不宜小于|不宜低于|不低于|不少于|不小于|"
    rf"应大于|应达到|应不低于|不应大于|不应超过|不应高于|不得大于|不得超过|不得高于|不宜大于|不宜超过|不宜高于|不大于|不超过|应小于|应控制在)"
    rf"[^\d，。；]{{0,8}}(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>{_UNIT})"
)
_NUMBER = re.compile(rf"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>{_UNIT})")
_SEGMENT = re.compile(r"[^，。；;\n]+")
_MEASURE = re.compile(
    r"厚度|高度|宽度|深度|长度|坡度|角度|间距|面积|数量|比例|(?<=坡)角$|最终|单级|应$"
)
_SHORT = 2
_FLOOR = re.compile(r"不(?:应|得|宜)?(?:小于|低于|少于)|(?<!不)应(?:大于|达到|不低于)")


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in a norm: `what` must be at least (or, `upper`, at most) `value` of `unit`."""

    what: str
    upper: bool
    value: Decimal
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The plan's number for a limit: `kept` says whether it keeps it; `words` are the plan's."""

    limit: Limit
    kept: bool
    words: str
    start: int
    end: int


def limits(norm: str) -> tuple[Limit, ...]:
    """The limits that a norm sets, in order; () for none."""
    return tuple(
        Limit(
            m["what"],
            not _FLOOR.search(m["sense"]),
            Decimal(m["value"]),
            m["unit"],
            m.group(),
        )
        for m in _LIMIT.finditer(norm)
    )


def measured(limit: Limit, text: str, start: int, end: int) -> Measured | None:
    """The number in `text[start:end]` that the limit is about, None where there is none.

    The part of a sentence counts that shares the last word of what is limited and gives a number in
    a unit that converts.
    """
    best: Measured | None = None
    most = 0
    for segment in _SEGMENT.finditer(text, start, end):
        shared = _shared(limit.what, segment.group())
        if shared <= most:
            continue
        for value in _values(limit, segment.group()):
            kept = value <= limit.value if limit.upper else value >= limit.value
            best, most = Measured(limit, kept, segment.group().strip(), *segment.span()), shared
    return best


def _values(limit: Limit, words: str) -> Iterator[Decimal]:
    for number in _NUMBER.finditer(words):
        if number["unit"] == limit.unit:
            yield Decimal(number["value"])
            continue
        try:
            yield lexicon.convert(Decimal(number["value"]), number["unit"], limit.unit)
        except UnknownName:
            continue


def _shared(what: str, words: str) -> int:
    """How much of what is limited the words speak of; 0 when too little.

    Nouns of measure (厚度, 高度) that go with any thing do not count alone.
    """
    core = _MEASURE.sub("", what)
    held, own = _pairs_in(what, words), _pairs_in(core, words)
    if own or (0 < len(core) <= _SHORT and core[0] in words):
        return held + own + 1
    return held if not core and held * 3 >= len(what) - 1 else 0


def _pairs_in(what: str, words: str) -> int:
    return sum(what[i : i + 2] in words for i in range(len(what) - 1))
