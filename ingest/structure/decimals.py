"""Decimal numbers: 1, 1.1, 5.2.2.1, A.1, as headings or as clauses without a title."""

from __future__ import annotations

from ingest.structure.lists import read_numbered
from ingest.structure.marks import Mark
from ingest.structure.pieces import Piece, counts, title_like
from ingest.structure.tree import Unit
from ingest.structure.walk import Walk

Number = tuple[int, ...]

_FIRST_LETTER = ord("A")
_LARGEST_SKIP = 3
_INTRODUCTION = (0,)  # papers and standards count their introduction as 0


def stands_for_decimal(walk: Walk, mark: Mark) -> bool:
    """Whether 3. is the parent of 3.1 here, not an item."""
    return mark.value[0] in walk.profile.majors and walk.tree.holds("article", "cnparen") < 0


def read_decimal(walk: Walk, index: int, piece: Piece, mark: Mark) -> bool:
    """Open a decimal clause where the number fits the numbers before it; skips are reported."""
    value = mark.value
    if not piece.level and not _fits(walk, piece, mark):
        return False
    _imply_parents(walk, piece, value)
    walk.make_room("decimal", piece, len(value))
    last, walk.decimal = walk.decimal, value
    unit = read_numbered(walk, index, piece, mark, "decimal")
    if last[: len(value) - 1] == value[:-1]:
        walk.tree.report(last[len(value) - 1 : len(value)], value[-1:], unit)
    return True


def _imply_parents(walk: Walk, piece: Piece, value: Number) -> None:
    """2.2 stands above 2.2.1 also where no line says so."""
    for depth in range(2, len(value)):
        prefix = value[:depth]
        if walk.decimal[:depth] != prefix:
            walk.make_room("decimal", piece, depth)
            number = ".".join(map(str, prefix))
            here = (piece.start, piece.start)
            walk.tree.open(Unit("decimal", "heading", number, prefix, "", piece.start, here))
            walk.decimal = prefix


def _fits(walk: Walk, piece: Piece, mark: Mark) -> bool:
    """Whether the number can be that of a clause: no quantity, and near the number before it."""
    value, majors = mark.value, walk.profile.majors
    if walk.profile.articles and not majors:
        return False
    expected = follows_decimal(walk.decimal, value)
    if not expected and counts(walk.text, mark.end, piece.b):
        return False
    if mark.end >= piece.b and not walk.decimal:
        return False
    titled = mark.end >= piece.b or title_like(walk.text, mark.end, piece.b)
    if len(value) == 1:
        return titled and (expected or value[0] in majors)
    return expected or (_near(walk.decimal, value, majors) and (titled or mark.spaced))


def follows_decimal(last: Number, value: Number) -> bool:
    """Whether `value` is the next sibling of `last` or of a parent of it, or its first child."""
    depth = len(value)
    if value[:-1] != last[: depth - 1]:
        return False
    if depth > len(last):
        opens = value[-1] == 1 or value == _INTRODUCTION
        return opens and depth == len(last) + 1
    return value[-1] == last[depth - 1] + 1


def _near(last: Number, value: Number, majors: frozenset[int]) -> bool:
    """A repeated or skipped sibling, or a first child whose parent no line states."""
    annex = value[0] >= _FIRST_LETTER
    if not last:
        return annex or value[0] == 1 or set(value[1:]) == {1} or value[0] in majors
    if not annex and not 0 <= value[0] - last[0] <= 1:
        return False
    shared = next(
        (i for i, (a, b) in enumerate(zip(value, last, strict=False)) if a != b),
        min(len(value), len(last)),
    )
    if shared == len(value):
        return len(value) == len(last)
    before = last[shared] if shared < len(last) else 0
    return before < value[shared] <= before + _LARGEST_SKIP and set(value[shared + 1 :]) <= {1}
