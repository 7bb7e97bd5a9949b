"""All tables of a document: those the source marks, those that lie flat, continuations joined."""

from __future__ import annotations

from ingest.structure.flat import find_flat_tables, stands_below_caption
from ingest.structure.grid import (
    NOTHING,
    Draft,
    cell_text,
    from_cells,
    holds_number,
    read_caption,
    repeat_labels,
)
from ingest.structure.pairs import find_pair_tables
from ingest.structure.pieces import Piece

_MOST_BETWEEN = 5  # lines, blank ones counted
_STATES_SPANS = frozenset({"docx", "html", "xlsx", "pptx", "odt", "doc", "rtf"})


def find_tables(
    text: str, pieces: list[Piece], reader: str, *, deck: bool = False
) -> dict[int, Draft]:
    """The tables by the piece that each begins with (its caption, where that stands above).

    Args:
        deck: the document is a deck of slides, where two words can head a table.
        reader: what read the file; formats that state spans leave no label to be guessed.
    """
    found: dict[int, Draft] = {}
    last: Draft | None = None
    drafts = [*_marked_tables(text, pieces), *find_flat_tables(text, pieces)]
    if deck:
        drafts += find_pair_tables(text, pieces)
    for draft in sorted(drafts, key=lambda draft: draft.first):
        if last is not None and draft.first < last.last:
            continue
        if last is not None and _adjoin(pieces, last, draft) and _continues(text, last, draft):
            _join(text, last, draft)
            continue
        found[draft.first] = last = draft
    if reader not in _STATES_SPANS:
        for draft in found.values():
            repeat_labels(text, draft)
    return found


def _marked_tables(text: str, pieces: list[Piece]) -> list[Draft]:
    drafts = []
    for index, piece in enumerate(pieces):
        if piece.kind == "table" and piece.cells:
            draft = from_cells(text, piece.cells, piece.header_rows)
            draft.first, draft.last = index, index + 1
            if not draft.label:
                _take_caption_above(text, pieces, draft)
            drafts.append(draft)
    return drafts


def _take_caption_above(text: str, pieces: list[Piece], draft: Draft) -> None:
    above = draft.first - 1
    while above >= 0 and (
        pieces[above].blank or _between(text, pieces[above], draft.first - above)
    ):
        above -= 1
    if above < 0 or pieces[above].kind == "table":
        return
    start, end = pieces[above].a, pieces[above].b
    found = read_caption(text, start, end)
    if found is not None:
        draft.label, draft.title, draft.continued = found
        draft.caption, draft.first = (start, end), above


def _between(text: str, piece: Piece, distance: int) -> bool:
    """Whether a line can stand between a table and its caption: a unit, or the caption in English."""
    near = piece.kind == "paragraph" and distance < _MOST_BETWEEN
    return near and stands_below_caption(text, piece)


def _adjoin(pieces: list[Piece], upper: Draft, lower: Draft) -> bool:
    """Whether nothing but blanks stands between two tables."""
    return all(piece.blank for piece in pieces[upper.last : lower.first])


def _continues(text: str, upper: Draft, lower: Draft) -> bool:
    """Whether the lower table is the rest of the upper one: named so, or of the same columns."""
    if _width(lower) > _width(upper):
        return False
    if lower.label:
        return lower.label == upper.label and (lower.continued or _same_head(text, upper, lower))
    return _same_head(text, upper, lower) or _headless(text, upper, lower)


def _same_head(text: str, upper: Draft, lower: Draft) -> bool:
    return bool(lower.header) and _words(text, upper) == _words(text, lower)


def _words(text: str, draft: Draft) -> list[list[str]]:
    return [[cell_text(text, span) for span in row] for row in draft.header]


def _headless(text: str, upper: Draft, lower: Draft) -> bool:
    """The first row of the lower table holds numbers, so it is no header."""
    if not upper.header or not lower.header or len(upper.header[0]) != len(lower.header[0]):
        return False
    return any(holds_number(cell_text(text, span)) for span in lower.header[0])


def _join(text: str, upper: Draft, lower: Draft) -> None:
    repeats = _same_head(text, upper, lower) or (
        lower.continued and not _headless(text, upper, lower)
    )
    if not repeats:
        upper.rows += lower.header
    upper.rows += lower.rows
    upper.last = lower.last
    wide = _width(upper)
    upper.rows = [row + [NOTHING] * (wide - len(row)) for row in upper.rows]


def _width(draft: Draft) -> int:
    """How many columns a table has."""
    return max((len(row) for row in (*draft.header, *draft.rows)), default=0)
