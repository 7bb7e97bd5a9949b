"""Pieces: the lines of the clean text as the structure rules look at them."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.structure.marks import Mark, find_mark
from ontology import patterns as re
from ontology.source import Cell, CleanText, Line

_BLANKS = " \t\u3000\u00a0\n\r\x0b\x0c"
_SENTENCE_END = re.compile(r"[。；;！!？?]")
_OPEN_END = "，,、：:－-—"
_INNER_BLANK = re.compile(r"[ \t\u3000\u00a0\n]+")
_BETWEEN_HAN = re.compile(r"(?<=[⺀-鿿豈-﫿“”‘’—…·（）]) (?=[⺀-鿿豈-﫿“”‘’—…·（）])")
_UNIT_AFTER = re.compile(
    r"[ ]*(?:万|亿|千|百|个|年(?!度)|月|日|时|%|％|‰|℃|米|吨|公里|公顷|平方|立方|元|座|处|倍|家|"
    r"[~～\-—–×/:：]|[a-zA-Z]{1,3}(?![a-zA-Z]))"
)
TITLE_LIMIT = 50


class Piece:
    """One line: `[start, end)` with its line end, `[a, b)` without surrounding blanks.

    `blank` says that nothing else stands in it. `level` is the heading level that the source
    states (0: none), `mark` the number that opens the line, `cells` the cells of a table line,
    `part` the place in the source, as in `ontology.source.Line`. `skip` marks a line of a contents
    list.
    """

    __slots__ = (
        "a", "b", "blank", "cells", "end", "header_rows", "kind", "level", "mark", "part", "skip",
        "start",
    )  # fmt: skip

    def __init__(self, line: Line, a: int, b: int, mark: Mark | None) -> None:
        self.start = line.start
        self.end = line.end
        self.a = a
        self.b = b
        self.blank = a >= b
        self.kind = line.kind
        self.level = line.level
        self.cells: tuple[Cell, ...] = line.cells
        self.header_rows = line.header_rows
        self.part = line.part
        self.mark = mark
        self.skip = False


def cut_pieces(clean: CleanText) -> list[Piece]:
    """The lines of a clean text as pieces, in order; none for an empty text."""
    text = clean.text
    return [_piece(text, line) for line in clean.lines]


def _piece(text: str, line: Line) -> Piece:
    raw = text[line.start : line.end]
    body = raw.strip(_BLANKS)
    if not body:
        return Piece(line, line.start, line.start, None)
    a = line.start + raw.index(body[0])
    b = a + len(body)
    mark = None if line.kind == "table" else find_mark(text, a, b)
    return Piece(line, a, b, mark)


def title_like(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` can be a heading: short, no sentence, not open at its end."""
    if not 0 < end - start <= TITLE_LIMIT or text[end - 1] in _OPEN_END:
        return False
    return _SENTENCE_END.search(text, start, end) is None


def counts(text: str, start: int, end: int) -> bool:
    """Whether a number before `text[start:end]` counts something: a unit or a range follows."""
    return _UNIT_AFTER.match(text, start, end) is not None


def clean_title(title: str) -> str:
    """A title without the blanks that spread its characters (总　则), pad or wrap it."""
    return _BETWEEN_HAN.sub("", _INNER_BLANK.sub(" ", title.strip(_BLANKS)))


def next_filled(pieces: list[Piece], index: int) -> int:
    """The index of the first piece after `index` that is not blank, or `len(pieces)`."""
    index += 1
    while index < len(pieces) and pieces[index].blank:
        index += 1
    return index


def filled(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that hold more than blanks."""
    return [piece for piece in pieces if not piece.blank]
