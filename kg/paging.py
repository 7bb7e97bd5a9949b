"""One page of a sorted list, sorted here where the engine would read its keys again and again.

The engine looks every long string up in its files at every comparison, which for Chinese names
takes seconds for some ten thousand rows. Here the rows are read once without their order, sorted
by keys of one plain kind, and the page alone goes back to the engine as VALUES.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.lexer import Token
from kg.shape import Shape
from ontology.vocabulary import term

_MOST_ROWS = 200_000  # rows beyond which they are left to the engine
_LONGEST = 1_000  # rows of a page
_NUMBERS = {term("xsd:integer"), term("xsd:decimal")}
_WORDS = {term("xsd:string"), term("rdf:langString")}


@dataclass(frozen=True, slots=True)
class _Order:
    text: str
    keys: tuple[tuple[str, bool], ...]
    limit: int
    offset: int


def page(asked: Shape, ask: Callable[[str], Any]) -> str | None:
    """A query that gives the page which a sorted query asks for.

    Returns:
        None for a query that is not of the form SELECT … ORDER BY ?a DESC(?b) LIMIT n [OFFSET m],
        for keys that are not all IRIs, all numbers or all strings of one language, and for too
        many rows.
    """
    order = _order(asked)
    if order is None:
        return None
    solutions = ask(order.text)
    names = [v.value for v in solutions.variables]
    if asked.star is not None or not {key for key, _ in order.keys} <= set(names):
        return None
    rows = _sorted(solutions, [(names.index(key), down) for key, down in order.keys])
    if rows is None:
        return None
    return _values(names, rows[order.offset : order.offset + order.limit])


def _order(asked: Shape) -> _Order | None:
    """The parts of a sorted query, whose text is cut before ORDER BY."""
    at = next((i for i, t in enumerate(asked.top) if t.is_word("ORDER")), None)
    if asked.form != "SELECT" or at is None or asked.limit is None or asked.trailing_values:
        return None
    start, limit = asked.top[at].start, int(asked.limit.text)
    offset = int(asked.offset.text) if asked.offset else 0
    ends = [t for t in asked.top[at + 2 :] if t.is_word("LIMIT", "OFFSET")]
    keys = _keys(asked.tokens_between(asked.top[at + 1].end, ends[0].start)) if ends else None
    if not keys or limit > _LONGEST:
        return None
    return _Order(asked.text[:start], keys, limit, offset)


def _keys(found: Sequence[Token]) -> tuple[tuple[str, bool], ...] | None:
    """The sort keys with whether they descend; None for anything but variables."""
    keys: list[tuple[str, bool]] = []
    waiting = list(found)
    while waiting:
        down = waiting[0].is_word("DESC")
        if waiting[0].is_word("ASC", "DESC"):
            if [t.text for t in waiting[1:4:2]] != ["(", ")"] or waiting[2].kind != "var":
                return None
            keys.append((waiting[2].text[1:], down))
            del waiting[:4]
        elif waiting[0].kind == "var":
            keys.append((waiting.pop(0).text[1:], False))
        else:
            return None
    return tuple(keys)


def _sorted(
    solutions: QuerySolutions, keys: Sequence[tuple[int, bool]]
) -> list[tuple[Any, ...]] | None:
    rows = [tuple(row) for row in islice(solutions, _MOST_ROWS + 1)]
    if len(rows) > _MOST_ROWS:
        return None
    for index, down in reversed(keys):
        values = [_comparable(row[index]) for row in rows]
        if len({kind for kind, _ in values} - {""}) > 1 or any(v is None for _, v in values):
            return None
        ranked = sorted(range(len(rows)), key=lambda i: _rank(values[i]), reverse=down)
        rows = [rows[i] for i in ranked]
    return rows


def _comparable(value: Any) -> tuple[str, Any]:
    """A kind within which values compare, and the value; an unbound one has the kind ""."""
    if value is None:
        return "", ""
    if isinstance(value, NamedNode):
        return "iri", value.value
    if isinstance(value, Literal):
        kind = value.datatype.value
        if kind in _WORDS:
            return f"words@{value.language or ''}", value.value
        if kind in _NUMBERS:
            return "number", Decimal(value.value)
    return "other", None


def _rank(value: tuple[str, Any]) -> tuple[bool, Any]:
    """Unbound values come first (SPARQL 1.1, 15.1)."""
    return (bool(value[0]), value[1] if value[0] else 0)


def _values(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> str | None:
    if any(v is not None and not isinstance(v, NamedNode | Literal) for row in rows for v in row):
        return None
    columns = " ".join(f"?{name}" for name in names)
    cells = (" ".join("UNDEF" if v is None else str(v) for v in row) for row in rows)
    return f"SELECT {columns} {{ VALUES ({columns}) {{ {' '.join(f'({c})' for c in cells)} }} }}"
