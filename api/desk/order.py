"""The order of two documents as a witness: a pair that fits between its neighbours is likelier."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from itertools import accumulate


class Order:
    """The longest run of pairs (old index -> new index) that keeps the order of both documents."""

    def __init__(self, pairs: Mapping[int, int], old: int, new: int) -> None:
        self._old, self._new = old, new
        self._spine = _longest_run(pairs)
        taken = set(pairs.values())
        self._open_old = _running(i not in pairs for i in range(old))
        self._open_new = _running(j not in taken for j in range(new))

    def tightness(self, i: int, j: int) -> float:
        """0 where (i, j) crosses the run; else up to 1, where both are alone between neighbours."""
        at = bisect_left(self._spine, (i, -1))
        i0, j0 = self._spine[at - 1] if at else (-1, -1)
        i1, j1 = self._spine[at] if at < len(self._spine) else (self._old, self._new)
        if not j0 < j < j1:
            return 0.0
        room = (self._open_old[i1] - self._open_old[i0 + 1]) * (
            self._open_new[j1] - self._open_new[j0 + 1]
        )
        return 1 / math.sqrt(max(room, 1))


def _running(flags: Iterable[bool]) -> list[int]:
    """How many flags are set before each position, one more than there are flags."""
    return [0, *accumulate(map(int, flags))]


def _longest_run(pairs: Mapping[int, int]) -> list[tuple[int, int]]:
    tails: list[int] = []
    runs: list[list[tuple[int, int]]] = []
    for i in sorted(pairs):
        j = pairs[i]
        at = bisect_left(tails, j)
        run = [*(runs[at - 1] if at else []), (i, j)]
        if at == len(tails):
            insort(tails, j)
            runs.append(run)
        else:
            tails[at], runs[at] = j, run
    return runs[-1] if runs else []
