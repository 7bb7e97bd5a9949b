"""Mining scales: reading, converting and comparing them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ontology import lexicon
from ontology.errors import UnknownName

ORDER = ("小型", "中型", "大型")


@dataclass(frozen=True, slots=True)
class Compared:
    """A scale in the unit of a rule, or the reason why it cannot be had in it."""

    value: Decimal | None
    reason: str = ""


def in_unit(value: Decimal | None, unit: str, wanted: str) -> Compared:
    """`value` of `unit` in the unit `wanted` of a rule (矿石万吨/年).

    A rule without a time means a year. A scale per month or day is not made into one per year, as
    nobody knows how many months the mine works.
    """
    if value is None:
        return Compared(None, "申请没有写开采规模")
    given_time, rule_time = _time(unit), _time(wanted) or "年"
    if given_time and given_time != rule_time:
        return Compared(None, f"申请规模按{given_time}计，规定按{rule_time}计，不能直接比较")
    try:
        return Compared(lexicon.convert(value, _amount(unit), _amount(wanted)))
    except UnknownName as error:
        return Compared(None, str(error))


def _time(unit: str) -> str:
    _, slash, below = lexicon.fold_unit(unit).replace("每", "/").rpartition("/")
    return {"a": "年", "年": "年", "月": "月", "日": "日", "天": "日", "d": "日"}.get(below, "") if slash else ""  # fmt: skip


def _amount(unit: str) -> str:
    folded = lexicon.fold_unit(unit).replace("每", "/")
    return folded.rpartition("/")[0] if _time(unit) else folded


def printed(value: Decimal) -> str:
    """A number without needless zeros: 4, 0.5, 120."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
