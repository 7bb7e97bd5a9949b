"""Ruled tables of PDF pages: the grid from the rules, and tables that run over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from ingest.read.grid import GridCell

_MAX_RULES = 20_000
_CLOSED = 0.9  # of a width, from which rules close a table below
_SNAP = 3.0  # points by which edges that are one rule may differ


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box in points from the upper left corner of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table with its box on the page it begins on, and its cells in row order.

    `columns` are the x of the column edges; `open_end` says that no rule closes it below, as where
    a page break cuts a row; `end` is where its last piece ends, as (page, y).
    """

    x0: float
    x1: float
    top: float
    bottom: float
    columns: tuple[float, ...]
    cells: tuple[GridCell, ...]
    page: int = 0
    open_end: bool = False
    end: tuple[int, float] = (0, 0.0)

    @property
    def rows(self) -> int:
        """How many rows the grid has."""
        return max((c.row + c.row_span for c in self.cells), default=0)

    def row(self, index: int) -> list[GridCell]:
        """The cells that begin in a row."""
        return [c for c in self.cells if c.row == index]


def find_tables(page: Any, glyphs: Sequence[Glyph]) -> list[RuledTable]:
    """The ruled tables of a pdfplumber page that hold text in at least two cells."""
    rules = len(page.rects) + len(page.lines) + len(page.curves)
    if not 3 < rules <= _MAX_RULES:
        return []
    closing = _closing(page)
    found = []
    for cells in (t.cells for t in page.find_tables({"explicit_horizontal_lines": closing})):
        table = _without_repeats(_table(cells, glyphs))
        is_open = any(abs(rule["top"] - table.bottom) <= _SNAP for rule in closing)
        found.append(replace(table, open_end=is_open))
    return [t for t in found if len(t.cells) > 1 and sum(bool(c.text) for c in t.cells) > 1]


def tables_from_rules(
    rules: Sequence[tuple[float, ...]], glyphs: Sequence[Glyph]
) -> list[RuledTable]:
    """The tables that bare rules (x0, top, x1, bottom) make, with the text inside."""
    edges = [
        {
            "object_type": "line", "orientation": "h" if top == bottom else "v",
            "x0": x0, "x1": x1, "top": top, "bottom": bottom,
            "width": x1 - x0, "height": bottom - top,
        }
        for x0, top, x1, bottom in rules
    ]  # fmt: skip
    merged = merge_edges(edges, 4, 4, 6, 6)
    cells = intersections_to_cells(edges_to_intersections(merged, 5, 5))
    found = [_table(group, glyphs) for group in cells_to_tables(cells)]
    return [t for t in found if len(t.cells) > 1 and sum(bool(c.text) for c in t.cells) > 1]


def _without_repeats(table: RuledTable) -> RuledTable:
    """Without rows that say the header again, as some printers write where a table breaks."""
    header = _texts(table.row(0))
    again = [r for r in range(1, table.rows) if len(header) > 2 and _texts(table.row(r)) == header]
    cells = [
        replace(c, row=c.row - sum(r < c.row for r in again))
        for c in table.cells
        if c.row not in again
    ]
    return replace(table, cells=tuple(cells)) if again else table


def _closing(page: Any) -> list[dict[str, Any]]:
    """Rules that a page break leaves out: where the verticals of a table stop and none crosses.

    Printers draw rules cell by cell. The last pieces of the verticals end where the table does;
    inner pieces that end together at no rule at all lie below a header that is printed again.
    """
    edges = merge_edges(page.edges, _SNAP, _SNAP, _SNAP, _SNAP)
    flat = [e for e in edges if e["orientation"] == "h"]
    upright = [e for e in edges if e["orientation"] == "v"]
    pieces = [e for e in page.edges if e["orientation"] == "v"]
    rules: list[dict[str, Any]] = []
    for x0, x1 in sorted({(round(e["x0"]), round(e["x1"])) for e in flat if _met(e, upright) >= 3}):
        last = _stops(upright, x0, x1)
        for y in sorted({*last, *_stops(pieces, x0, x1)}):
            allowed = _CLOSED * (x1 - x0) if y in last else 1.0
            if _crossed(flat, x0, x1, y) < allowed:
                size = {"width": x1 - x0, "height": 0}
                rules.append(
                    {"object_type": "line", "x0": x0, "x1": x1, "top": y, "bottom": y, **size}
                )
    return rules


def _stops(upright: Sequence[dict[str, Any]], x0: float, x1: float) -> list[int]:
    """The heights at which three verticals end, the outermost two among them."""
    ends: dict[int, list[float]] = {}
    for rule in upright:
        inside = x0 - _SNAP <= rule["x0"] <= x1 + _SNAP
        if inside and rule["bottom"] - rule["top"] > _SNAP:
            for y in {round(rule["top"]), round(rule["bottom"])}:
                ends.setdefault(y, []).append(rule["x0"])
    return [
        y
        for y, xs in sorted(ends.items())
        if len(xs) >= 3 and abs(min(xs) - x0) <= _SNAP and abs(max(xs) - x1) <= _SNAP
    ]


def _crossed(flat: Sequence[dict[str, Any]], x0: float, x1: float, y: float) -> float:
    """How much of a height between two places horizontal rules cover, points."""
    there = (rule for rule in flat if abs(rule["top"] - y) <= _SNAP)
    return float(sum(max(0.0, min(rule["x1"], x1) - max(rule["x0"], x0)) for rule in there))


def _met(rule: dict[str, Any], upright: Sequence[dict[str, Any]]) -> int:
    """How many verticals meet a horizontal rule."""
    return sum(
        rule["x0"] - _SNAP <= e["x0"] <= rule["x1"] + _SNAP
        and e["top"] - _SNAP <= rule["top"] <= e["bottom"] + _SNAP
        for e in upright
    )


def _table(
    boxes: Sequence[tuple[float, float, float, float]], glyphs: Sequence[Glyph]
) -> RuledTable:
    xs = _edges([b[0] for b in boxes] + [b[2] for b in boxes])
    ys = _edges([b[1] for b in boxes] + [b[3] for b in boxes])
    inside = [
        g
        for g in glyphs
        if xs[0] <= (g.x0 + g.x1) / 2 <= xs[-1] and ys[0] <= (g.top + g.bottom) / 2 <= ys[-1]
    ]
    cells = []
    for x0, top, x1, bottom in boxes:
        row, column = _index(ys, top), _index(xs, x0)
        spans = (_index(ys, bottom) - row, _index(xs, x1) - column)
        held = [
            g
            for g in inside
            if x0 <= (g.x0 + g.x1) / 2 <= x1 and top <= (g.top + g.bottom) / 2 <= bottom
        ]
        if min(spans) > 0:
            cells.append(GridCell(cell_text(held), row, column, *spans))
    cells.sort(key=lambda c: (c.row, c.column))
    return RuledTable(xs[0], xs[-1], ys[0], ys[-1], tuple(xs), tuple(cells))


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """The lines of a cell, top to bottom, joined by newlines."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.top + g.bottom) / 2):
        middle = (glyph.top + glyph.bottom) / 2
        if lines and lines[-1][0].top <= middle <= lines[-1][0].bottom:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    texts = ("".join(g.text for g in sorted(line, key=lambda g: g.x0)).strip() for line in lines)
    return "\n".join(t for t in texts if t)


def continues(above: RuledTable, below: RuledTable) -> bool:
    """Whether a table goes on with the one right before it, over a page or column break."""
    page, bottom = above.end
    if below.page == page and below.top > bottom:
        return False
    edges, others = _relative(above), _relative(below)
    if len(edges) == len(others):
        return all(abs(a - b) <= 2 * _SNAP for a, b in zip(edges, others, strict=True))
    fewer, more = sorted((edges, others), key=len)
    return (
        abs(edges[-1] - others[-1]) <= 2 * _SNAP
        and len(fewer) > 2
        and all(any(abs(a - b) <= 2 * _SNAP for b in more) for a in fewer)
    )


def _relative(table: RuledTable) -> list[float]:
    return [x - table.columns[0] for x in table.columns]


def joined(above: RuledTable, below: RuledTable) -> RuledTable:
    """One table of two pieces: repeated header rows dropped, a row cut by the page made whole."""
    columns = above.columns if len(above.columns) >= len(below.columns) else below.columns
    first = _fitted(above, [x - above.x0 for x in above.columns], [x - columns[0] for x in columns])
    second = _fitted(
        below, [x - below.x0 for x in below.columns], [x - columns[0] for x in columns]
    )
    repeated = _repeated_rows(first, second)
    rest = [replace(c, row=c.row - repeated) for c in second.cells if c.row >= repeated]
    cells = _stitched(list(first.cells), rest, first.rows, cut=above.open_end)
    return replace(
        above,
        columns=columns,
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))),
        open_end=below.open_end,
        end=below.end,
    )


def _fitted(table: RuledTable, edges: Sequence[float], target: Sequence[float]) -> RuledTable:
    """The table on a finer grid of columns."""
    if len(edges) == len(target):
        return table
    place = [_index(target, edge) for edge in edges]
    cells = tuple(
        replace(
            c, column=place[c.column], column_span=place[c.column + c.column_span] - place[c.column]
        )
        for c in table.cells
    )
    return replace(table, cells=cells)


def _repeated_rows(above: RuledTable, below: RuledTable) -> int:
    count = 0
    limit = min(above.rows, below.rows, 6)
    while count < limit and _texts(above.row(count)) == _texts(below.row(count)) != []:
        count += 1
    return count


def _texts(cells: Sequence[GridCell]) -> list[str]:
    texts = ["".join(c.text.split()) for c in cells]
    return texts if any(texts) else []


def _stitched(
    above: list[GridCell], below: list[GridCell], rows: int, *, cut: bool
) -> list[GridCell]:
    last = {c.column for c in above if _ends_row(c, rows)}
    first = [c for c in below if c.row == 0]
    if any(c.column not in last for c in first) or not (cut or _cut_row(above, first, rows)):
        return above + _extended(above, below, rows, cut=cut)
    merged = list(above)
    for cell in (c for c in below if c.row == 0):
        index = next(
            i for i, c in enumerate(merged) if _ends_row(c, rows) and c.column == cell.column
        )
        held = merged[index]
        text = "\n".join(filter(None, (held.text, cell.text)))
        merged[index] = replace(held, text=text, row_span=held.row_span + cell.row_span - 1)
    rest = [replace(c, row=c.row - 1) for c in below if c.row > 0]
    return merged + [replace(c, row=c.row + rows) for c in rest]


def _ends_row(cell: GridCell, rows: int) -> bool:
    return cell.row + cell.row_span == rows


def _cut_row(above: Sequence[GridCell], first: Sequence[GridCell], rows: int) -> bool:
    """Whether the first row below is the rest of the last row above.

    The rest of a row leaves cells empty that were complete above, and begins with such a one.
    """
    last = {c.column: c for c in above if _ends_row(c, rows)}
    if not first:
        return False
    filled = [c for c in first if c.text]
    empty = [c for c in first if not c.text and last[c.column].text]
    if not filled or not empty:
        return False
    spanned = [c for c in empty if last[c.column].row_span > 1]
    return len(empty) > len(spanned) or len(filled) < len(first) - len(spanned)


def _extended(
    above: list[GridCell], below: Sequence[GridCell], rows: int, *, cut: bool
) -> list[GridCell]:
    """The rows below as they are; an empty cell under a spanning or cut one lengthens that one."""
    taken: list[GridCell] = []
    for cell in below:
        index = next(
            (
                i
                for i, c in enumerate(above)
                if cell.row == 0
                and not cell.text
                and (c.row_span > 1 or (cut and c.text))
                and (c.column, c.column_span) == (cell.column, cell.column_span)
                and _ends_row(c, rows)
            ),
            None,
        )
        if index is None:
            taken.append(replace(cell, row=cell.row + rows))
        else:
            above[index] = replace(above[index], row_span=above[index].row_span + cell.row_span)
    return taken
