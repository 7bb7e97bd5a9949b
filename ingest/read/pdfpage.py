"""One page of a PDF: its glyphs as lines, its ruled tables, both in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from ingest.read.openruled import open_tables
from ingest.read.pdftable import Glyph, RuledTable, find_tables

_SAME_LINE = 0.5  # overlap of two glyph boxes, of the smaller height, that makes them one line
_WORD_GAP = 0.25  # ems between Latin letters that show a blank
_FAR = 1.6  # ems that part two pieces of text on one line
_OVERHANG = 0.1  # ems by which glyphs side by side may overlap
_RAISED = 0.8  # of the line's size, below which a glyph is a superscript
_MIN_COLUMN_LINES = 4


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text; `raised` are its superscripts, half-open ranges of `text`.

    `column` is 0 for the only or left column, 1 for the right, 2 for a line across both; `left`
    and `right` are the edges of the column, 0.0 until the page frame is known.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    column: int = 0
    left: float = 0.0
    right: float = 0.0
    raised: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows, in reading order; `rules` are the tops of short horizontal rules."""

    number: int
    height: float
    items: tuple[TextLine | RuledTable, ...]
    rules: tuple[float, ...] = ()


def read_page(page: Any, number: int) -> Page:
    """The lines and tables of one pdfplumber page; `number` counts from 1."""
    glyphs = [_glyph(c) for c in page.chars if c["upright"] and c["text"]]
    ruled = find_tables(page, glyphs)
    apart = (t for t in open_tables(page, glyphs) if not any(_beside(t, other) for other in ruled))
    tables = [replace(t, page=number, end=(number, t.bottom)) for t in (*ruled, *apart)]
    lines = lines_of(glyphs, tables, number)
    items = ordered([*lines, *tables])
    return Page(number, float(page.height), tuple(items), tuple(_short_rules(page, tables)))


def _short_rules(page: Any, tables: Sequence[RuledTable]) -> Iterator[float]:
    """Horizontal rules that part footnotes from text: outside tables, a fraction of the page wide."""
    for rule in (*page.rects, *page.lines) if len(page.rects) + len(page.lines) < 1000 else ():
        across = rule["x1"] - rule["x0"]
        flat = rule["bottom"] - rule["top"] < 3 and 30 < across < 0.6 * float(page.width)
        if flat and not any(t.top - 3 <= rule["top"] <= t.bottom + 3 for t in tables):
            yield float(rule["top"])


def lines_of(glyphs: Sequence[Glyph], tables: Sequence[RuledTable], page: int) -> list[TextLine]:
    """The lines that glyphs outside of tables make."""
    free = [g for g in glyphs if not any(_inside(g, table) for table in tables)]
    return [line for row in _rows(free) for line in _split(row, page)]


def _glyph(char: dict[str, Any]) -> Glyph:
    # a glyph for which the font states no character
    text = "\ufffd" if char["text"].startswith("(cid:") else char["text"]
    return Glyph(text, char["x0"], char["x1"], char["top"], char["bottom"], char["size"])


def _inside(glyph: Glyph, table: RuledTable) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return table.x0 <= x <= table.x1 and table.top <= y <= table.bottom


def overlap(a: Glyph | TextLine, b: Glyph | TextLine) -> float:
    """How much two boxes share vertically, as a part of the lower one's height."""
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared / max(min(a.bottom - a.top, b.bottom - b.top), 0.1)


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs in stream order as runs that stand side by side, signs drawn later in their gaps."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _follows(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        elif runs and _overlaps_line(runs[-1], [glyph]) and _fills_gap(runs[-1], [glyph]):
            runs[-1] = sorted([*runs[-1], glyph], key=lambda g: g.x0)
        elif not glyph.text.isspace():
            runs.append([glyph])
    return runs


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Runs of glyphs, joined where they touch."""
    runs = _runs(glyphs)
    runs.sort(key=lambda run: (run[0].top, run[0].x0))
    done = [False] * len(runs)
    for index, run in enumerate(runs):
        if done[index]:
            continue
        row = list(run)
        grown = True
        while grown:
            grown = False
            for other in range(index + 1, len(runs)):
                if runs[other][0].top > row[0].bottom + row[0].size:
                    break
                if not done[other] and _touch(row, runs[other]):
                    row = sorted([*row, *runs[other]], key=lambda g: g.x0)
                    done[other] = grown = True
        yield row


def _follows(last: Glyph, glyph: Glyph) -> bool:
    em = max(last.size, glyph.size)
    return overlap(last, glyph) >= _SAME_LINE and -0.5 * em <= glyph.x0 - last.x1 <= _FAR * em


def _touch(row: Sequence[Glyph], run: Sequence[Glyph]) -> bool:
    em = max(row[-1].size, run[0].size)
    return (_overlaps_line(row, run)) and (
        -0.5 * em <= run[0].x0 - row[-1].x1 <= _FAR * em
        or -0.5 * em <= row[0].x0 - run[-1].x1 <= _FAR * em
        or _fills_gap(row, run)
    )


def _fills_gap(row: Sequence[Glyph], run: Sequence[Glyph]) -> bool:
    """Whether a run stands where a row leaves room, as signs of another font drawn later do."""
    slack = _OVERHANG * run[0].size
    return any(
        a.x1 - slack <= run[0].x0 and run[-1].x1 <= b.x0 + slack and b.x0 - a.x1 > slack
        for a, b in pairwise(row)
    )


def _overlaps_line(row: Sequence[Glyph], run: Sequence[Glyph]) -> bool:
    return overlap(row[-1], run[0]) >= _SAME_LINE or overlap(row[0], run[-1]) >= _SAME_LINE


def _split(row: Sequence[Glyph], page: int) -> Iterator[TextLine]:
    if any(not g.text.isspace() for g in row):
        yield compose(row, page)


def compose(row: Sequence[Glyph], page: int) -> TextLine:
    """A line from glyphs in order, with the blanks that only gaps show."""
    size = median(g.size for g in row if not g.text.isspace())
    middle = median((g.top + g.bottom) / 2 for g in row)
    text = ""
    raised: list[tuple[int, int]] = []
    last: Glyph | None = None
    for glyph in row:
        if last is not None and _shows_blank(last, glyph, size):
            text += " "
        start = len(text)
        text += glyph.text
        if glyph.size < _RAISED * size and (glyph.top + glyph.bottom) / 2 < middle:
            joined = bool(raised) and raised[-1][1] == start
            raised[-1:] = (
                [(raised[-1][0], len(text))] if joined else [*raised[-1:], (start, len(text))]
            )
        last = glyph
    inked = [g for g in row if not g.text.isspace()]
    return TextLine(
        text.rstrip(),
        inked[0].x0,
        max(g.x1 for g in inked),
        min(g.top for g in inked if g.size >= _RAISED * size),
        max(g.bottom for g in inked),
        size,
        page,
        raised=tuple(raised),
    )


def _shows_blank(last: Glyph, glyph: Glyph, size: float) -> bool:
    if last.text.isspace() or glyph.text.isspace():
        return False
    gap = glyph.x0 - last.x1
    latin = last.text.isascii() and glyph.text.isascii()
    return gap > (_WORD_GAP if latin else 0.9) * size


def ordered(items: Sequence[TextLine | RuledTable]) -> list[TextLine | RuledTable]:
    """Top to bottom; between two lines across the gutter, the left column before the right."""
    by_top = sorted(items, key=lambda i: (i.top, i.x0))
    gutter = _gutter(by_top)
    if gutter is None:
        return _merged(by_top, 0)
    done: list[TextLine | RuledTable] = []
    left: list[TextLine | RuledTable] = []
    right: list[TextLine | RuledTable] = []
    for item in by_top:
        if item.x1 <= gutter:
            left.append(item)
        elif item.x0 >= gutter:
            right.append(item)
        else:
            done += [*_merged(left, 0), *_merged(right, 1), *_merged([item], 2)]
            left, right = [], []
    return [*done, *_merged(left, 0), *_merged(right, 1)]


def _gutter(items: Sequence[TextLine | RuledTable]) -> float | None:
    """The x between two columns, None for one column.

    Candidates are where lines of the right column begin; a gutter has several full lines on each
    side, nearly none across it, and lines of both sides at one height.
    """
    if not items:
        return None
    x0, x1 = min(i.x0 for i in items), max(i.x1 for i in items)
    span = x1 - x0
    starts = sorted(i.x0 for i in items if x0 + 0.35 * span < i.x0 < x0 + 0.7 * span)
    best = None
    for start in sorted(set(starts)):
        cut = start - 1
        left = [i for i in items if i.x1 <= cut and i.x1 - i.x0 > 0.2 * span]
        right = [i for i in items if i.x0 >= cut and i.x1 - i.x0 > 0.2 * span]
        across = sum(i.x0 < cut < i.x1 for i in items)
        paired = sum(any(_beside(a, b) for b in right) for a in left)
        fits = min(len(left), len(right), paired) >= _MIN_COLUMN_LINES and across * 3 <= len(items)
        if fits and (best is None or (len(left) + len(right), -start) > best[0]):
            best = ((len(left) + len(right), -start), cut)
    return best[1] if best else None


def _beside(a: TextLine | RuledTable, b: TextLine | RuledTable) -> bool:
    return min(a.bottom, b.bottom) > max(a.top, b.top)


def _merged(items: Iterable[TextLine | RuledTable], column: int) -> list[TextLine | RuledTable]:
    """The items of a column, pieces of text on one line as one line."""
    merged: list[TextLine | RuledTable] = []
    for item in items:
        last = merged[-1] if merged else None
        if isinstance(item, RuledTable):
            merged.append(item)
        elif isinstance(last, TextLine) and overlap(last, item) >= _SAME_LINE:
            first, second = sorted((last, item), key=lambda line: line.x0)
            merged[-1] = replace(_beside_each_other(first, second), column=column)
        else:
            merged.append(replace(item, column=column))
    return merged


def _beside_each_other(first: TextLine, second: TextLine) -> TextLine:
    shift = len(first.text) + 2
    raised = tuple((a + shift, b + shift) for a, b in second.raised)
    return replace(
        first,
        text=f"{first.text}  {second.text}",
        x1=second.x1,
        top=min(first.top, second.top),
        bottom=max(first.bottom, second.bottom),
        size=max(first.size, second.size),
        raised=first.raised + raised,
    )
