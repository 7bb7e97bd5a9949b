"""How a spreadsheet shows a stored number under its number format."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from openpyxl.styles.numbers import is_date_format

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_NUMBER = re.compile(r"[#0?][#0?,]*(?:\.[0#?]+)?(?:E[+-]0+)?%?|General|@", re.IGNORECASE)
_DATE_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[[^\]]*\]|y+|m+|d+|h+|s+|AM/PM|上午/下午|a+|e|.', re.IGNORECASE
)
_MAX_DAYS = 2_958_465  # 9999-12-31


def shown(stored: str, code: str, *, date1904: bool = False) -> str:
    """A stored number as the sheet shows it; the stored text where the format is not known.

    Covers whole and decimal places, thousands, per cent, prefixes, suffixes and dates.
    """
    try:
        number = Decimal(stored)
    except InvalidOperation:
        return stored
    sections = code.split(";")
    section = sections[1] if number < 0 and len(sections) > 1 else sections[0]
    if is_date_format(section):
        return _date(number, section, date1904) or _plain(number)
    signed = abs(number) if number < 0 and len(sections) > 1 else number
    return _number(signed, section)


def _plain(number: Decimal) -> str:
    """As the General format: 15 significant digits without trailing zeros."""
    rounded = Decimal(f"{number:.15g}")
    return f"{rounded.normalize():f}" if rounded else "0"


def _number(number: Decimal, section: str) -> str:
    marks: list[str] = []

    def keep(match: re.Match[str]) -> str:
        marks.append(match.group(1) or match.group(2) or "")
        return "\ue000"

    bare = _LITERAL.sub(keep, section)
    place = _NUMBER.search(bare)
    if place is None or "E" in place.group().upper().replace("GENERAL", ""):
        return _plain(number)
    around = (bare[: place.start()], bare[place.end() :])
    words = iter(marks)
    before, after = (re.sub("\ue000", lambda _: next(words, ""), part) for part in around)
    return before + _digits(number, place.group()) + after.rstrip()


def _digits(number: Decimal, pattern: str) -> str:
    if pattern.lower() == "general" or pattern == "@":
        return _plain(number)
    percent = pattern.endswith("%")
    whole, _, places = pattern.rstrip("%").partition(".")
    rounded = (number * 100 if percent else number).quantize(
        Decimal(1).scaleb(-len(places)), rounding=ROUND_HALF_UP
    )
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    optional = len(places) - len(places.rstrip("#"))
    if optional:
        head, _, tail = text.partition(".")
        kept = tail[: len(tail) - optional] + tail[len(tail) - optional :].rstrip("0")
        text = f"{head}.{kept}" if kept else head
    return text + ("%" if percent else "")


def _date(number: Decimal, section: str, date1904: bool) -> str:
    if not 0 <= number <= _MAX_DAYS:
        return ""
    seconds = round(float(number) * 86_400)
    moment = (_EPOCH_1904 if date1904 else _EPOCH) + timedelta(seconds=seconds)
    pieces: list[str] = []
    after_hour = False
    for match in _DATE_TOKEN.finditer(section.strip()):
        token = match.group().lower()
        if match.group(1) is not None or match.group(2) is not None:
            pieces.append(match.group(1) or match.group(2) or "")
        elif token[0] == "[" or token in ("@", "*", "_"):
            continue
        else:
            pieces.append(_field(token, moment, after_hour))
            after_hour = token[0] == "h" if token[0] in "hymds" else after_hour
    return "".join(pieces).strip()


def _field(token: str, moment: datetime, after_hour: bool) -> str:
    width = len(token)
    numbers = {
        "y": moment.year,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
        "e": moment.year,
    }
    if token[0] == "m":
        number = moment.minute if after_hour else moment.month
    elif token[0] in numbers:
        number = numbers[token[0]] % 100 if token == "yy" else numbers[token[0]]
    else:
        return token if not token.isalpha() else ""
    return f"{number:02d}" if width == 2 else str(number)
