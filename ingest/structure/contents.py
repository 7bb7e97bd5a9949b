"""Contents lists: their lines name the headings but are none."""

from __future__ import annotations

from collections import Counter

from ingest.structure.pieces import Piece, next_filled
from ontology import patterns as re
from ontology.parts import CONTENTS

_TITLE = re.compile(r"目[ \t\u3000]*[录次][：:]?$|CONTENTS$|Contents$")
_PAGE = re.compile(
    r"(?:[.．…·•\-_ \t]{2,}|[…·]|\t|(?<![0-9])[.．])[ \t]*(?:[0-9]{1,4}|[IVXivx]{1,6})$"
)
_PAGE_END = frozenset("0123456789IVXivx")  # what a page number ends with
_LONGEST = 80
_RUN_FAMILIES = frozenset({"part", "chapter", "cn", "decimal"})
_SHORTEST_RUN = 4
_SENTENCE = re.compile(r"[。；;]")
_NOISE = re.compile(r"[\s.．…·•]+")


def mark_contents(text: str, pieces: list[Piece]) -> None:
    """Set `skip` on the title and the entries of every contents list."""
    for piece in pieces:
        piece.skip = piece.part == CONTENTS
    _mark_heading_runs(text, pieces)
    index = next_filled(pieces, -1)
    while index < len(pieces):
        end = index
        piece = pieces[index]
        if piece.b - piece.a <= 12 and _TITLE.match(text, piece.a, piece.b):
            end = _end_of_entries(text, pieces, index)
        elif _is_paged(text, piece) and _is_paged_list(text, pieces, index):
            end = _end_of_entries(text, pieces, index - 1)
        for entry in pieces[index:end]:
            entry.skip = True
        index = next_filled(pieces, max(end - 1, index))


def _mark_heading_runs(text: str, pieces: list[Piece]) -> None:
    """Skip four or more headings of one kind in a row that all come again further down."""
    numbered = [
        (index, piece)
        for index, piece in enumerate(pieces)
        if piece.mark is not None
        and piece.mark.family in _RUN_FAMILIES
        and piece.b - piece.a <= _LONGEST
    ]
    counts = Counter(_key(text, piece) for _, piece in numbered)
    run: list[int] = []
    for index, piece in numbered:
        if run and next_filled(pieces, run[-1]) != index:
            _skip_run(pieces, run)
            run = []
        if counts[_key(text, piece)] > 1:
            run.append(index)
    _skip_run(pieces, run)


def _skip_run(pieces: list[Piece], run: list[int]) -> None:
    """Skip the entries of a run up to the place where its numbers begin again."""
    values = [mark.value for index in run if (mark := pieces[index].mark) is not None]
    end = next((i for i in range(1, len(run)) if values[i] <= values[0]), len(run))
    if end >= _SHORTEST_RUN:
        for index in run[:end]:
            pieces[index].skip = True


def _is_paged(text: str, piece: Piece) -> bool:
    if piece.kind == "table" or piece.b - piece.a > _LONGEST:
        return False
    return text[piece.b - 1] in _PAGE_END and _PAGE.search(text, piece.a, piece.b) is not None


def _is_paged_list(text: str, pieces: list[Piece], index: int) -> bool:
    """Whether three lines in a row, from `index` on, end with dots and a page number."""
    for _ in range(3):
        if index >= len(pieces) or pieces[index].mark is None or not _is_paged(text, pieces[index]):
            return False
        index = next_filled(pieces, index)
    return True


def _end_of_entries(text: str, pieces: list[Piece], before: int) -> int:
    """The index behind the last entry of the contents list that begins behind `before`.

    Entries end with a page number, or come again as headings; other lines are no contents.
    """
    first = index = next_filled(pieces, before)
    if first >= len(pieces):
        return before + 1
    opening = _key(text, pieces[first])
    last, paged = before, before
    while index < len(pieces):
        piece = pieces[index]
        if index > first and _key(text, piece) == opening:
            return last + 1
        if not _can_be_entry(text, piece):
            break
        last = index
        paged = index if _is_paged(text, piece) else paged
        index = next_filled(pieces, index)
    return paged + 1


def _can_be_entry(text: str, piece: Piece) -> bool:
    if piece.kind == "table" or piece.level or piece.b - piece.a > _LONGEST:
        return False
    if _is_paged(text, piece):
        return True
    if _SENTENCE.search(text, piece.a, piece.b):
        return False
    return piece.mark is not None or piece.b - piece.a <= 30


def _key(text: str, piece: Piece) -> str:
    """The words of an entry without its page number, as they come again over the chapter."""
    words = text[piece.a : piece.b]
    match = _PAGE.search(words) if words[-1:] in _PAGE_END else None
    return _NOISE.sub("", words[: match.start()] if match else words)
