"""Table blocks from rows of cell texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ontology.source import Block, Cell


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell before its text has a place: grid position and spans, in cells."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


def grid_block(rows: Sequence[Sequence[str]], *, header_rows: int = 0) -> Block:
    """A table block of plain rows, the cells of each row in columns 0, 1, ..."""
    cells = (GridCell(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row))
    return spanned_block(cells, header_rows=header_rows)


def spanned_block(cells: Iterable[GridCell], *, header_rows: int = 0) -> Block:
    """A table block of cells with spans, given in row order.

    The text joins cells by tabs and rows by newlines; tabs inside a cell become blanks, so that a
    tab always parts cells.
    """
    pieces: list[str] = []
    placed: list[Cell] = []
    length, row = 0, None
    for cell in cells:
        if row is not None:
            pieces.append("\t" if cell.row == row else "\n")
            length += 1
        text = cell.text.replace("\t", " ")
        placed.append(
            Cell(cell.row, cell.column, length, length + len(text), cell.row_span, cell.column_span)
        )
        pieces.append(text)
        length += len(text)
        row = cell.row
    return Block("table", "".join(pieces), cells=tuple(placed), header_rows=header_rows)
