"""Tables of work by phase (近期 2022—2025年) against what the text sets for the end of a phase."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from ingest.extract.anomalies import figure, report, show
from ingest.extract.book import FactBook
from ingest.extract.columns import Column, squeeze
from ingest.extract.disagreements import fold, is_exact
from ingest.extract.rows import View, is_total, views
from ontology import lexicon
from ontology import patterns as re
from ontology.errors import UnknownName
from ontology.records import Indicator

_SPAN = re.compile(r"((?:19|20)\d{2})年?[-—–~～至到]{1,2}((?:19|20)\d{2})")
_MEASURE = re.compile(r"(?:面积|数量)$")


class _Phases(NamedTuple):
    """A table whose rows are phases: its rows in order, each with the last year of its phase."""

    view: View
    rows: tuple[tuple[int, int], ...]


def find(book: FactBook) -> None:
    """Report targets of the text that differ from the table of phases up to the same year."""
    tables = list(_phases(book))
    for stated in book.indicators if tables else ():
        if stated.rule != "indicator.text" or stated.kind != "target" or not is_exact(book, stated):
            continue
        for table in tables:
            for column in table.view.of("value"):
                if column.unit and _bare(fold(stated.name)) == _bare(
                    squeeze("".join(column.levels))
                ):
                    _compare(book, stated, table, column)


def _bare(name: str) -> str:
    return _MEASURE.sub("", name)


def _phases(book: FactBook) -> Iterator[_Phases]:
    """The tables with at least two rows of phases that follow each other."""
    for view in views(book):
        rows = []
        for row in range(len(view.table.rows)):
            cells = [view.cell(row, c) for c in view.columns if c.role != "value"]
            span = next((m for cell in cells if (m := _SPAN.search(cell))), None)
            if span and not any(map(is_total, cells)):
                rows.append((int(span[1]), int(span[2]), row))
        if len(rows) > 1 and all(a[1] < b[0] for a, b in pairwise(rows)):
            yield _Phases(view, tuple((row, last) for _, last, row in rows))


def _compare(book: FactBook, stated: Indicator, table: _Phases, column: Column) -> None:
    """A target for the end of a phase is that of the phase, or of all phases up to it."""
    done = [(row, last) for row, last in table.rows if last <= (stated.year or 0)]
    found = [f.value for row, _ in done if (f := figure(table.view, row, column))]
    if not done or done[-1][1] != stated.year or len(found) != len(done):
        return
    try:
        value = lexicon.convert(stated.value, stated.unit, column.unit)
    except (UnknownName, ArithmeticError):
        return
    if value not in (sum(found, Decimal()), found[-1]):
        report(
            book,
            "conflict",
            f"{stated.name}与分阶段的任务不符",
            f"{stated.where} vs {table.view.where(done[-1][0])}",
            show(sum(found, Decimal())),
            stated.value,
            (stated.evidence.start, stated.evidence.end),
        )
