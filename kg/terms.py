"""RDF terms: vocabulary nodes, literals and the numbers in printed values."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import cache

from pyoxigraph import Literal, NamedNode

from ontology.vocabulary import term

_RANGE = re.compile(r"^([\d.]+)\s*(?:[~～〜—–-]+|至|到)\s*([\d.]+)$")
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


@cache
def node(curie: str) -> NamedNode:
    """The node of a prefixed name such as `mk:solves`."""
    return NamedNode(term(curie))


def chinese(text: str) -> Literal:
    """A name or title in Chinese, tagged `zh`."""
    return Literal(text, language="zh")


def plain(text: str) -> Literal:
    """Words or a number exactly as printed: a plain string, which no store normalises."""
    return Literal(text)


def typed(text: str, datatype: str) -> Literal:
    """A literal of the datatype that a prefixed name gives."""
    return Literal(text, datatype=node(datatype))


def date(text: str) -> Literal | None:
    """A year, month or day as its own datatype; None for anything that is not ISO 8601."""
    if not _DATE.match(text):
        return None
    return typed(text, _DATES[len(text)])


def decimal(number: Decimal) -> Literal:
    """An xsd:decimal without an exponent."""
    return typed(format(number, "f"), "xsd:decimal")


def parse_value(printed: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """(value, lower, upper) of a printed number: `1,200` or a range `5～10`; all None for words."""
    folded = unicodedata.normalize("NFKC", printed).replace(",", "").replace(" ", "")
    between = _RANGE.match(folded)
    if between:
        low, high = (_number(part) for part in between.groups())
        return None, low, high
    return _number(folded), None, None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
