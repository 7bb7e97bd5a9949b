"""The words that differ between two texts, word by word, with where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

import rjieba

from api.desk.folding import fold

_ISLAND = 2  # so few equal letters between two changes are read as part of one change
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the old text that other words of the new one replace; an empty range: none.

    `old` and `new` are half-open ranges of code points in the two texts.
    """

    old: Span
    new: Span

    def as_json(self) -> dict[str, object]:
        """The change as the command line and the web give it."""
        return {"old": list(self.old), "new": list(self.new)}


def changes(old: str, new: str) -> tuple[Change, ...]:
    """What differs, in order; () for texts that differ in width, blanks or numeral style only."""
    return tuple(c for c in _joined(old, new) if _differs(old, new, c))


def _joined(old: str, new: str) -> Iterator[Change]:
    """The differing ranges, those joined that only a letter or a mark keeps apart."""
    waiting: Change | None = None
    for change in _raw(old, new):
        if waiting is None:
            waiting = change
        elif change.old[0] - waiting.old[1] < _ISLAND and _islet(
            old[waiting.old[1] : change.old[0]]
        ):
            waiting = Change((waiting.old[0], change.old[1]), (waiting.new[0], change.new[1]))
        else:
            yield waiting
            waiting = change
    if waiting is not None:
        yield waiting


def _islet(between: str) -> bool:
    """Whether equal letters between two changes are too little to be read alone."""
    return between.isalnum() or not between


def _raw(old: str, new: str) -> Iterator[Change]:
    left, right = rjieba.cut(old), rjieba.cut(new)
    a = [0, *accumulate(map(len, left))]
    b = [0, *accumulate(map(len, right))]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op != "equal":
            yield Change((a[i1], a[i2]), (b[j1], b[j2]))


def _differs(old: str, new: str, change: Change) -> bool:
    return fold(old[slice(*change.old)]) != fold(new[slice(*change.new)])
