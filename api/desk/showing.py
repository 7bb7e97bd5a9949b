"""The answers of the desk as the pages show them: grouped, cut into marked stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from api.desk.application import AdmitReport, Rule
from api.desk.check import CheckItem, CheckReport
from api.desk.diff import DiffRow, Segment
from api.desk.verify import VerifiedCitation
from corpus.library import Library
from corpus.rows import DocumentRow
from ontology.records import Document

_CHECK_ORDER = ("not found", "person", "found")
_ADMIT_ORDER = ("not met", "cannot decide", "met")
_EXAMPLES = 6
_MANY = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a checked text; `number` is that of the citation that it is, from 1, else 0."""

    words: str
    number: int = 0
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table under its header; `label` is what people call the table."""

    label: str
    header: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A row of a comparison; `at` is its number among those that differ, 0 for one that does not.

    `old` and `new` pair the numbers of the articles with their clause ids.
    """

    row: DiffRow
    at: int
    segments: tuple[Segment, ...]

    @property
    def old(self) -> list[tuple[str, str]]:
        """Number and clause id of the old articles."""
        return list(zip(self.row.old, self.row.old_clauses, strict=False))

    @property
    def new(self) -> list[tuple[str, str]]:
        """Number and clause id of the new articles."""
        return list(zip(self.row.new, self.row.new_clauses, strict=False))


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions that the library at hand can answer: pairs of ids, and applications."""

    checks: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    applications: tuple[tuple[str, str, str, str], ...] = ()
    citations: tuple[str, ...] = ()


def passages(report: CheckReport) -> list[tuple[str, list[CheckItem]]]:
    """The items of a checklist by verdict, what needs looking at first."""
    return [
        (v, found) for v in _CHECK_ORDER if (found := [i for i in report.items if i.verdict == v])
    ]


def rules_by_verdict(report: AdmitReport) -> list[tuple[str, list[Rule]]]:
    """The rules by verdict, those not met first."""
    return [
        (v, found) for v in _ADMIT_ORDER if (found := [r for r in report.rules if r.verdict == v])
    ]


def table_row(document: Document, start: int, end: int) -> TableRow | None:
    """The table row at a range with its header; None outside tables."""
    for table in document.tables:
        if not table.start <= start < table.end:
            continue
        for row, cells in zip(table.rows, table.cells, strict=True):
            if any(start <= s and e <= end for s, e in cells if s < e):
                return TableRow(table.label or table.title, table.header, row)
    return None


def citations_in(text: str, found: Sequence[VerifiedCitation]) -> list[Piece]:
    """A text cut at its citations, in order."""
    pieces, at = [], 0
    for number, citation in enumerate(found, 1):
        if citation.start < at:
            continue
        pieces += [Piece(text[at : citation.start]), Piece(citation.text, number, citation.verdict)]
        at = citation.end
    return [p for p in (*pieces, Piece(text[at:])) if p.words]


def stretches(rows: Sequence[DiffRow]) -> list[tuple[bool, list[Change]]]:
    """The rows of a comparison in runs: (whether the rows differ, the rows)."""
    found, at = [], 0
    for row in rows:
        differs = row.kind not in ("same", "moved")
        at += differs
        found.append(Change(row, at if differs else 0, row.segments()))
    return [(bool(at), list(run)) for at, run in groupby(found, key=lambda c: c.at > 0)]


def examples(library: Library) -> Examples:
    """Questions that the documents of a library can answer; empty for an empty library."""
    rows = library.documents(limit=_MANY).items
    return Examples(_checks(rows), _versions(rows), _applications(rows, library), _cited(rows))


def _checks(rows: Sequence[DocumentRow]) -> tuple[tuple[str, str], ...]:
    plans = [r.id for r in rows if r.genre == "plan" and not r.off_topic]
    specifications = [r.id for r in rows if r.genre == "specification"]
    return tuple((p, s) for s in specifications[:2] for p in plans[:2])[:_EXAMPLES]


def _versions(rows: Sequence[DocumentRow]) -> tuple[tuple[str, str], ...]:
    dated = sorted((r for r in rows if r.title and r.date), key=lambda r: (r.title, r.date))
    pairs = [(a.id, b.id) for a, b in pairwise(dated) if a.title == b.title and a.date < b.date]
    return tuple(pairs[:_EXAMPLES])


def _applications(
    rows: Sequence[DocumentRow], library: Library
) -> tuple[tuple[str, str, str, str], ...]:
    """Mineral, scale, unit and place from the scale tables of the plans."""
    found = []
    for row in [r for r in rows if r.genre == "plan" and r.region][:_EXAMPLES]:
        for t in library.record(row.id).facts.thresholds:
            if t.scale and t.unit and "%" not in t.unit:
                found.append((t.mineral, t.value, t.unit.removeprefix("矿石"), row.region))
                break
    return tuple(found)


def _cited(rows: Sequence[DocumentRow]) -> tuple[str, ...]:
    laws = [r.title for r in rows if r.genre == "regulation" and r.title]
    return tuple(f"《{title}》第三条" for title in laws[:2])
