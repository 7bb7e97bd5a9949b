"""Chinese and Arabic numerals as they stand in the numbers of clauses."""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_WRITTEN = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
NUMERAL = "〇零○一二三四五六七八九十百千两0-9０-９"


def to_int(numeral: str) -> int:
    """The value of 三十二, 一百零八, 二〇二五, 32 or ３２; ValueError for anything else."""
    if numeral.isdecimal():
        return int(numeral)
    if not any(c in _UNITS for c in numeral):
        return int("".join(str(_digit(c)) for c in numeral))
    total = section = digit = 0
    for char in numeral:
        unit = _UNITS.get(char)
        if unit is None:
            digit = _digit(char)
        elif unit == 10_000:
            total, section, digit = (total + section + digit) * unit, 0, 0
        else:
            section, digit = section + (digit or 1) * unit, 0
    return total + section + digit


def chinese_number(number: int) -> str:
    """A number from 1 to 9999 as 第三百零七条 writes it."""
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if zero and text else "") + _WRITTEN[digit] + name
        zero = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def _digit(char: str) -> int:
    value = DIGITS.get(char)
    if value is None:
        return int(char)
    return value
