"""Tables of two columns in a deck: a line of two head words, then labels with their contents.

The text layer of a slide holds such a table line by line: label and content on one line, or the
label alone and the lines of its content below. The words that name the table may stand under it.
"""

from __future__ import annotations

from collections import Counter

from ingest.structure.flat import HEAD_WORD, split_words
from ingest.structure.grid import Draft, Row
from ingest.structure.pieces import Piece
from ontology import patterns as re

_LONGEST_LABEL = 6
_LONGEST_CAPTION = 20
_OPEN = "、，,"
_WORDS = re.compile(r"[㐀-鿿]{2}")


def find_pair_tables(text: str, pieces: list[Piece]) -> list[Draft]:
    """The two-column tables of a deck, each with at least two rows, in order."""
    counts = Counter(text[piece.a : piece.b] for piece in pieces)
    drafts: list[Draft] = []
    index = 0
    while index < len(pieces):
        draft = _read(text, pieces, index, counts) if _is_head(text, pieces[index]) else None
        if draft is not None:
            drafts.append(draft)
        index = draft.last if draft is not None else index + 1
    return drafts


def _is_head(text: str, piece: Piece) -> bool:
    if piece.blank or piece.kind == "table" or piece.b - piece.a > 2 * _LONGEST_LABEL:
        return False
    words = split_words(text, piece)
    return len(words) == 2 and all(HEAD_WORD.search(text[a:b]) for a, b in words)


def _read(text: str, pieces: list[Piece], first: int, counts: Counter[str]) -> Draft | None:
    head = text[pieces[first].a : pieces[first].b]
    rows: list[Row] = []
    index = first + 1
    while index < len(pieces):
        piece = pieces[index]
        if text[piece.a : piece.b] != head and not _extend(text, rows, piece):
            break
        index += 1
    if len(rows) < 2 or len(rows[-1]) < 2:
        return None
    draft = Draft(first, index, header=[split_words(text, pieces[first])], rows=rows)
    if index < len(pieces) and _is_caption(text, pieces[index], counts):
        draft.caption = (pieces[index].a, pieces[index].b)
        draft.title, draft.last = text[pieces[index].a : pieces[index].b], index + 1
    return draft


def _extend(text: str, rows: list[Row], piece: Piece) -> bool:
    """Add a line to the rows: a whole row, a label, or (more of) the content of the last label."""
    words = split_words(text, piece)
    label = bool(words) and words[0][1] - words[0][0] <= _LONGEST_LABEL
    if rows and len(rows[-1]) == 1:
        rows[-1].append((piece.a, piece.b))
    elif rows and text[rows[-1][1][1] - 1] in _OPEN:
        rows[-1][1] = (rows[-1][1][0], piece.b)
    elif label and (len(words) == 2 or (len(words) == 1 and _WORDS.match(text, *words[0]))):
        rows.append(words)
    else:
        return False
    return True


def _is_caption(text: str, piece: Piece, counts: Counter[str]) -> bool:
    """A short line that stands only here, below the table."""
    words = text[piece.a : piece.b]
    if not _LONGEST_LABEL < len(words) <= _LONGEST_CAPTION or words[-1] in "。；，、：":
        return False
    return counts[words] == 1 and _WORDS.search(words) is not None
