"""Writing down anomalies, and the numbers in table cells that the checks reckon with."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from ingest.extract.book import FactBook
from ingest.extract.columns import Column
from ingest.extract.quantity import cell_quantity
from ingest.extract.rows import View
from ingest.extract.sentences import clause_id, clause_index
from ontology import patterns as re
from ontology.records import Anomaly, Severity


class Figure(NamedTuple):
    """A number in a table cell: exact value and how many decimals are printed."""

    value: Decimal
    decimals: int


def report(
    book: FactBook,
    kind: str,
    what: str,
    place: str,
    expected: str,
    found: str,
    span: tuple[int, int],
    severity: Severity = "hard",
) -> None:
    """Write down an anomaly once per kind and place.

    Args:
        kind: short code of the check (total, sequence, unit, conflict, enumeration, ...).
        what: one sentence for people.
        place: table label and row, or clause number.
        expected, found: what should stand there and what does.
        span: the words that show it, half-open in the clean text.
        severity: hard for contradictions, soft for what needs judgement.
    """
    if any(a.kind == kind and a.where == place and a.found == found for a in book.anomalies):
        return
    clause = clause_id(book.document, clause_index(book, span[0]))
    said = book.evidence(*span)
    book.anomalies.append(
        Anomaly(kind, what, place, expected, found, severity, said, clause, f"anomaly.{kind}")
    )


def figure(view: View, row: int, column: Column) -> Figure | None:
    """The number of a cell; None for an empty cell, a range or anything else."""
    return as_figure(view.cell(row, column))


def as_figure(cell: str) -> Figure | None:
    """The one number that a string is (5%, ≤50, 1,234.5), None for anything else."""
    found = cell_quantity(cell, "")
    if found is None:
        return None
    text = unicodedata.normalize("NFKC", found[0])
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        return None
    try:
        return Figure(Decimal(text), len(text.partition(".")[2]))
    except InvalidOperation:
        return None


def show(value: Decimal) -> str:
    """A number without trailing zeros or exponent."""
    return f"{value.normalize():f}"
