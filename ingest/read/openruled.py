"""Tables with three rules and no verticals, as journals print them: above, below the head, below.

The rules say where the table is; what divides it into columns is white space that runs through all
its lines, and rows are told by wider gaps or by the first column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from pdfplumber.table import merge_edges

from ingest.read.grid import GridCell
from ingest.read.pdftable import Glyph, RuledTable, cell_text

_SNAP = 3.0  # points by which edges that are one rule may differ
_FRAME = 0.07  # of the page height at top and bottom, where rules belong to the page
_TALLEST_HEAD = 80.0  # points
_GAP = 0.6  # ems of white space that part two columns
_WIDER = 1.35  # of the gap between lines of one cell, from which a gap parts rows
_Span = tuple[float, float]


def open_tables(page: Any, glyphs: Sequence[Glyph]) -> list[RuledTable]:
    """The tables of three equal rules on a pdfplumber page, from top to bottom."""
    edges = merge_edges(page.edges, _SNAP, _SNAP, _SNAP, _SNAP)
    height = float(page.height)
    flat = [
        (round(e["x0"]), round(e["x1"]), float(e["top"]))
        for e in edges
        if e["orientation"] == "h" and _FRAME * height < e["top"] < (1 - _FRAME) * height
    ]
    upright = [e for e in edges if e["orientation"] == "v" and e["bottom"] - e["top"] > 2 * _SNAP]
    found = []
    for (x0, x1), rules in groupby(sorted(flat), key=lambda rule: rule[:2]):
        tops = [top for _, _, top in rules]
        for top, below, end in _triples(tops):
            inside = [
                g for g in glyphs
                if x0 - _SNAP <= (g.x0 + g.x1) / 2 <= x1 + _SNAP and top < (g.top + g.bottom) / 2 < end
            ]  # fmt: skip
            crossed = any(
                x0 < e["x0"] < x1 and e["top"] < end and e["bottom"] > top for e in upright
            )
            table = None if crossed else _table((x0, x1), (top, below, end), inside)
            if table is not None:
                found.append(table)
    return sorted(found, key=lambda table: table.top)


def _triples(tops: Sequence[float]) -> Iterator[tuple[float, float, float]]:
    at = 0
    while at + 2 < len(tops):
        if tops[at + 1] - tops[at] <= _TALLEST_HEAD:
            yield tops[at], tops[at + 1], tops[at + 2]
            at += 3
        else:
            at += 1


def _table(
    sides: _Span, rules: tuple[float, float, float], glyphs: Sequence[Glyph]
) -> RuledTable | None:
    """The table between three rules, None where its text makes no columns."""
    top, below, end = rules
    inked = [g for g in glyphs if not g.text.isspace()]
    head = [g for g in inked if (g.top + g.bottom) / 2 < below]
    body = [g for g in inked if (g.top + g.bottom) / 2 >= below]
    cuts = _columns(inked)
    if not head or not body or len(cuts) < 1:
        return None
    columns = (float(sides[0]), *cuts, float(sides[1]))
    rows = [head, *_rows(body, cuts[0])]
    cells = [
        GridCell(cell_text([g for g in row if a <= (g.x0 + g.x1) / 2 < b]), number, column)
        for number, row in enumerate(_with_blanks(row, glyphs) for row in rows)
        for column, (a, b) in enumerate(pairwise(columns))
    ]
    filled = sum(bool(c.text) for c in cells)
    if sum(bool(c.text) for c in cells if c.row == 0) < 2 or filled * 2 < len(cells):
        return None
    return RuledTable(sides[0], sides[1], top, end, columns, tuple(cells))


def _with_blanks(row: Sequence[Glyph], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """A row of inked glyphs with the blanks that stand beside them."""
    top, bottom = min(g.top for g in row), max(g.bottom for g in row)
    return [g for g in glyphs if top <= (g.top + g.bottom) / 2 <= bottom]


def _columns(glyphs: Sequence[Glyph]) -> list[float]:
    """The middles of the white space that runs through all lines."""
    if not glyphs:
        return []
    em = sorted(g.size for g in glyphs)[len(glyphs) // 2]
    cuts: list[float] = []
    right = min(g.x1 for g in glyphs)
    for glyph in sorted(glyphs, key=lambda g: g.x0):
        if glyph.x0 - right > _GAP * em:
            cuts.append((right + glyph.x0) / 2)
        right = max(right, glyph.x1)
    return cuts


def _rows(glyphs: Sequence[Glyph], first: float) -> list[list[Glyph]]:
    """The rows of a body: by its wider gaps where these agree with the first column, else by that.

    Args:
        first: the right edge of the first column.
    """
    lines = _lines(glyphs)
    gaps = [min(g.top for g in b) - max(g.bottom for g in a) for a, b in pairwise(lines)]
    opens = [any(g.x1 <= first for g in line) for line in lines]
    least = min(gaps, default=0.0)
    em = glyphs[0].size
    wide = [gap > max(_WIDER * least, least + 0.15 * em) for gap in gaps]
    by_gap = sum(wide) + 1 == sum(opens)
    starts = [True, *(wide if by_gap else opens[1:])]
    rows: list[list[Glyph]] = []
    for start, line in zip(starts, lines, strict=True):
        if start:
            rows.append([])
        rows[-1] += line
    return rows


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.top + g.bottom) / 2):
        middle = (glyph.top + glyph.bottom) / 2
        if lines and middle < max(g.bottom for g in lines[-1][:1]):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines
