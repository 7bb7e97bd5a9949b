"""Tables that the source marks as tables: from positioned cells to header and body.

Formats that know spans (docx, html, xlsx, ruled PDF) give them; tab-separated text does not, so
there a short header is spread over the columns and a blank label cell repeats the one above.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from ingest.structure.pieces import clean_title
from ontology import patterns as re
from ontology.numerals import NUMERAL
from ontology.source import Cell

Span = tuple[int, int]
Row = list[Span]
NOTHING: Span = (0, 0)

_CAPTION = re.compile(
    rf"[ \t\u3000]*(续?)[ ]?(附表|表|专栏)[ \t\u3000]*((?:[A-Z][.．]?)?[0-9]{{1,3}}(?:[.．\-－—–][0-9]{{1,3}})*|[{NUMERAL}]{{1,3}})"
    r"(?:[：:.、．]|(?=[^0-9.%％]|$))[ \t\u3000]*"
)
_NUMBERISH = re.compile(r"[<>≤≥≈约]?[-+]?[0-9][0-9,.，]*[%％‰]?(?:[~～—\-/][0-9.]+)*$")
TOTAL = re.compile(r"(?:合|总|小|共)\s*计")
_COUNTER = re.compile(r"序号|编号|No\.?$|#$")
_UNIT_LINE = re.compile(r"[（(]?单位[：:]")


@dataclass(slots=True)
class Draft:
    """A table that was found in the pieces `[first, last)`.

    `caption` is the range of the words that name it, `header` and `rows` hold the ranges of the
    cells, spans repeated.
    """

    first: int
    last: int
    label: str = ""
    title: str = ""
    caption: Span = NOTHING
    header: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    continued: bool = False


def read_caption(text: str, start: int, end: int) -> tuple[str, str, bool] | None:
    """Label (表1, 专栏3), title and whether it says 续, of a caption line; None for other lines."""
    match = _CAPTION.match(text, start, end)
    if match is None:
        return None
    again, word, number = match.groups()
    title = clean_title(text[match.end() : end])
    if title.endswith(("续）", "续)")):
        again, title = (
            "续",
            title[: title.rfind("（") if "（" in title else title.rfind("(")].strip(),
        )
    return word + number.replace("．", "."), title, bool(again)


def from_cells(text: str, cells: tuple[Cell, ...], header_rows: int) -> Draft:
    """Header and body of a table line; the caption row inside the table is taken out of it.

    A frame of one column (prose in a box) has an empty header.
    """
    spanned = any(cell.row_span > 1 or cell.column_span > 1 for cell in cells)
    draft = Draft(0, 0)
    rows = _spread(cells) if spanned else _as_printed(cells)
    rows = [row for row in rows if any(a < b for a, b in row)]
    rows, header_rows = _take_caption(text, draft, rows, header_rows)
    if not rows:
        return draft
    if max(map(len, rows)) == 1:
        draft.header, draft.rows = [[NOTHING]], rows
        return draft
    if spanned or header_rows:
        count = header_rows or _count_spanned_header(cells, rows)
        draft.header, draft.rows = rows[:count], rows[count:]
    else:
        _split_plain(text, draft, rows)
    return draft


def _spread(cells: tuple[Cell, ...]) -> list[Row]:
    """The full grid with every span repeated in each cell that it covers.

    Rows and columns in which no cell begins are left out, so a huge span costs nothing.
    """
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    grid = [[NOTHING] * len(columns) for _ in rows]
    for cell in cells:
        left = bisect_left(columns, cell.column)
        right = bisect_left(columns, cell.column + cell.column_span)
        for row in range(bisect_left(rows, cell.row), bisect_left(rows, cell.row + cell.row_span)):
            grid[row][left:right] = [(cell.start, cell.end)] * (right - left)
    return grid


def _as_printed(cells: tuple[Cell, ...]) -> list[Row]:
    """The cells row by row as they stand, rows of unequal length kept."""
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return [
        [(cell.start, cell.end) for cell in group]
        for _, group in groupby(ordered, key=lambda cell: cell.row)
    ]


def _take_caption(
    text: str, draft: Draft, rows: list[Row], header_rows: int
) -> tuple[list[Row], int]:
    while len(rows) > 1 and len({span for span in rows[0] if span[0] < span[1]}) == 1:
        start, end = next(span for span in rows[0] if span[0] < span[1])
        found = read_caption(text, start, end)
        if found is None and len(rows[0]) == 1 == len(rows[1]):
            break
        if found is not None and not draft.label:
            draft.label, draft.title, draft.continued = found
        elif not draft.title and not _UNIT_LINE.match(text, start, end):
            draft.title = clean_title(text[start:end])
        draft.caption = (min(draft.caption[0], start) if draft.caption[1] else start, end)
        rows, header_rows = rows[1:], max(header_rows - 1, 0)
    return rows, header_rows


def _count_spanned_header(cells: tuple[Cell, ...], rows: list[Row]) -> int:
    """How many rows the header of a table with spans takes.

    As deep as the deepest cell of its first row; a cell that spans columns has another level
    below it when the columns beside it have nothing of their own there.
    """
    known = {(cell.start, cell.end): cell for cell in cells if cell.start < cell.end}
    count = max((known[span].row_span for span in rows[0] if span in known), default=1)
    while count < len(rows) - 1 and _splits_below(known, rows[count - 1], rows[count]):
        count += 1
    return min(count, len(rows) - 1) or 1


def _splits_below(known: dict[Span, Cell], above: Row, below: Row) -> bool:
    """Whether the row below divides the column spans of a header row and does nothing else."""
    divided = False
    for upper, lower in zip(above, below, strict=True):
        if upper in known and known[upper].column_span > 1:
            divided = divided or lower != upper
        elif lower not in (upper, NOTHING) and lower[0] < lower[1]:
            return False
    return divided


def _split_plain(text: str, draft: Draft, rows: list[Row]) -> None:
    """Header and body of a table without spans: a header level opens with blanks under a label."""
    width = max(len(row) for row in rows)
    count = 1
    while count < len(rows) and _continues_header(text, rows[count], width):
        count += 1
    draft.header = _spread_header(rows[:count], width)
    draft.rows = [row + [NOTHING] * (width - len(row)) for row in rows[count:]]


def _continues_header(text: str, row: Row, width: int) -> bool:
    if not row or row[0][0] < row[0][1]:
        return False
    words = [text[a:b].strip() for a, b in row if a < b]
    return bool(words) and not any(_NUMBERISH.match(word) or word in "-—/" for word in words)


def _spread_header(rows: list[Row], width: int) -> list[Row]:
    """The header levels over all columns, from the lowest up; blank cells take the label above."""
    if len(rows) == 1:
        return [[rows[0][0]] * (width - len(rows[0])) + rows[0]]
    spread = [rows[-1] + [NOTHING] * (width - len(rows[-1]))]
    for row in reversed(rows[:-1]):
        spread.insert(0, row if len(row) == width else _share(row, spread[0]))
    for above, level in pairwise(spread):
        for column, span in enumerate(level):
            if column and _filled(span) and not _filled(above[column]):
                above[column] = above[column - 1]
        for column, span in enumerate(level):
            if not _filled(span):
                level[column] = above[column]
    return spread


def _share(row: Row, below: Row) -> Row:
    """A short header level: one cell over each blank below, the others share the filled columns."""
    runs = [(filled, len(list(group))) for filled, group in groupby(below, key=_filled)]
    blanks = sum(count for filled, count in runs if not filled)
    columns = len(below) - blanks
    groups = max(len(row) - blanks, 1)
    shared: Row = []
    cells = iter(row)
    done = used = 0
    for filled, count in runs:
        if not filled:
            shared += [next(cells, NOTHING) for _ in range(count)]
            continue
        done += count
        share = max(round(groups * done / columns) - used, 1)
        used += share
        for part in range(share):
            size = count * (part + 1) // share - count * part // share
            shared += [next(cells, NOTHING)] * size
    return shared


def repeat_labels(text: str, draft: Draft) -> None:
    """Repeat label cells that a span covers, for sources that cannot state spans.

    A blank first cell repeats the cell above; where the first column only counts the rows, so does
    a blank second cell. Blank cells further right are empty.
    """
    counted = bool(draft.header) and _COUNTER.match(cell_text(text, draft.header[0][0])) is not None
    column = 1 if counted else 0
    for above, row in pairwise(draft.rows):
        if len(row) <= column + 1 or _filled(row[column]) or not any(map(_filled, row)):
            continue
        if not (column and TOTAL.match(cell_text(text, row[0]))):
            row[column] = above[column]


def _filled(span: Span) -> bool:
    return span[0] < span[1]


def holds_number(words: str) -> bool:
    """Whether a cell holds a figure, a range or a share and nothing else."""
    return _NUMBERISH.match(words) is not None


def cell_text(text: str, span: Span) -> str:
    """The words of a cell on one line: wraps joined, blanks inside a line kept."""
    words = text[span[0] : span[1]]
    if "\n" not in words:
        return words.strip()
    return "".join(part.strip() for part in words.splitlines())


def join_header(levels: list[list[str]]) -> list[str]:
    """One header row from several: levels joined by `/`, repeats once.

    A level that says the same of every column behind the first tells none of them apart and is
    left out of the joined names.
    """
    width = len(levels[0]) if levels else 0
    useful = [
        row for row in levels
        if len(levels) == 1 or width < 3 or len(set(row[1:])) > 1 or row is levels[-1]
    ]  # fmt: skip
    joined = []
    for column in range(width):
        parts: list[str] = []
        for row in useful if column else levels:
            if row[column] and row[column] not in parts:
                parts.append(row[column])
        joined.append("/".join(parts))
    return joined
