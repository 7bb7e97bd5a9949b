"""Two types of entities crossed by a relation: who says so, how often, in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from api import spreadsheet
from corpus.library import Library
from corpus.rows import AssertionRow

_EVIDENCE = ("行", "列", "原文", "文件", "位置", "起", "止")


@dataclass(frozen=True, slots=True)
class End:
    """A row or column: the key and name of an entity."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The claims of one row about one column, in document order."""

    row: str
    column: str
    claims: tuple[AssertionRow, ...]

    @property
    def documents(self) -> int:
        """How many documents say so."""
        return len({claim.document for claim in self.claims})


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns, those with most documents first, and the cells that are not empty.

    Columns of equally many documents follow the rows that they meet.
    """

    rows: tuple[End, ...]
    columns: tuple[End, ...]
    cells: tuple[Cell, ...]

    def table(self) -> Iterator[list[str | int | None]]:
        """A header row and a row for each entity, with document counts; None in empty cells."""
        counts = {(c.row, c.column): c.documents for c in self.cells}
        yield ["", *(column.name for column in self.columns)]
        for row in self.rows:
            yield [row.name, *(counts.get((row.key, column.key)) for column in self.columns)]

    def narrowed(self, row_name: str, column_name: str) -> Matrix:
        """The matrix of those rows and columns whose names hold these parts, and that still meet."""
        if not (row_name or column_name):
            return self
        rows = {end.key for end in self.rows if row_name in end.name}
        columns = {end.key for end in self.columns if column_name in end.name}
        cells = tuple(c for c in self.cells if c.row in rows and c.column in columns)
        rows, columns = {c.row for c in cells}, {c.column for c in cells}
        return Matrix(
            tuple(end for end in self.rows if end.key in rows),
            tuple(end for end in self.columns if end.key in columns),
            cells,
        )

    def evidence(self) -> Iterator[list[str | int]]:
        """Every claim with its words and place."""
        for cell in self.cells:
            for c in cell.claims:
                yield [c.subject_name, c.object_name, c.quote, c.document_title or c.document,
                       c.where or c.clause, c.start, c.end]  # fmt: skip


def build(library: Library, rows: str, columns: str, predicate: str) -> Matrix:
    """The matrix of a relation between two types of entities; empty where nothing claims it."""
    grouped: dict[tuple[str, str], list[AssertionRow]] = {}
    names: dict[str, str] = {}
    for claim in library.claims(predicate, rows, columns):
        if claim.object_key is not None:
            grouped.setdefault((claim.subject_key, claim.object_key), []).append(claim)
            names.setdefault(claim.subject_key, claim.subject_name)
            names.setdefault(claim.object_key, claim.object_name)
    cells = tuple(Cell(row, column, tuple(said)) for (row, column), said in grouped.items())
    by_row, by_column = Counter[str](), Counter[str]()
    for cell in cells:
        by_row[cell.row] += cell.documents
        by_column[cell.column] += cell.documents
    rows_found = _ends(by_row, names, {})
    return Matrix(rows_found, _ends(by_column, names, _first_rows(cells, rows_found)), cells)


def as_csv(matrix: Matrix) -> str:
    """The table as CSV."""
    return spreadsheet.as_csv(matrix.table())


def as_xlsx(matrix: Matrix) -> bytes:
    """The table and its evidence as two sheets."""
    return spreadsheet.as_xlsx([("矩阵", matrix.table()), ("原文", _with_header(matrix))])


def _first_rows(cells: tuple[Cell, ...], rows: tuple[End, ...]) -> dict[str, int]:
    """Column key -> the place of the first row that it meets, so that what belongs together is near."""
    place = {row.key: number for number, row in enumerate(rows)}
    first: dict[str, int] = {}
    for cell in cells:
        first[cell.column] = min(place[cell.row], first.get(cell.column, len(rows)))
    return first


def _ends(counts: Counter[str], names: dict[str, str], places: dict[str, int]) -> tuple[End, ...]:
    ranked = sorted(counts, key=lambda key: (-counts[key], places.get(key, 0), key))
    return tuple(End(key, names[key]) for key in ranked)


def _with_header(matrix: Matrix) -> Iterator[list[str | int]]:
    yield list(_EVIDENCE)
    yield from matrix.evidence()
