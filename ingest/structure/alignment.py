"""Lays the fragments of a flat table's rows over its columns.

A row can have too few fragments (a cell above spans it, or a cell is empty) or too many (a cell was
broken into two lines). Each row takes the cheapest layout in reading order: the cost compares a
fragment with what stands in the same column of the other rows.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from ingest.structure.grid import NOTHING, Row, Span
from ontology import patterns as re

_NUMBER = re.compile(r"[<>≤≥约]?[-+]?[0-9][0-9,.，]*\s*[%％‰]?$|[-—/]$")
_UNFINISHED = re.compile(r"[，、（(—\-：:“《]$")
_CONTINUES = re.compile(r"^[，。；、）)”》：:]")
# Costs, where 1 is a cell that a row lacks or one e-fold of its length more or less than usual.
_MERGE = 1.6  # of two fragments in one cell
_BREAK_BONUS = 0.9  # less, where the first of them is plainly not finished
_KIND_CLASH = 2.0  # a figure among words, or words among figures
_ENDING_BONUS = 0.7  # less, where other cells of the column end alike
_UNKNOWN = 0.5  # of anything in a column that nothing is known of
_FARTHEST = 2.0  # at most for a length
_NO_LABEL = 5.0  # an empty first cell
_EMPTY, _EMPTY_STEP = 0.8, 0.4  # an empty cell in the second column, and more for each behind it
_SURPLUS = 1.5  # each cell that a row has too many
_LEFT_OVER = 1.2  # each cell behind the last row
_SHORTEST_WHOLE = 4  # characters; a shorter fragment is broken off
_Chains = dict[int, tuple[float, tuple[int, ...]]]  # place of the last row: (cost, places of all)


@dataclass(slots=True)
class _Column:
    """What the cells of one column have in common, from the rows laid so far.

    `usual` is the median length of its cells.
    """

    lengths: list[int] = field(default_factory=list)
    usual: int = 0
    numbers: int = 0
    endings: Counter[str] = field(default_factory=Counter)

    def learn(self, words: str) -> None:
        """Take a cell of the column into account."""
        self.lengths.append(len(words))
        self.numbers += bool(_NUMBER.match(words))
        self.endings[words[-2:]] += 1

    def cost(self, words: str) -> float:
        """How badly these words fit the column; 0 or less is a good fit."""
        if not self.lengths:
            return _UNKNOWN
        cost = min(abs(math.log((len(words) + 1) / (self.usual + 1))), _FARTHEST)
        mostly_numbers = self.numbers * 2 > len(self.lengths)
        if mostly_numbers != bool(_NUMBER.match(words)):
            cost += _KIND_CLASH
        if self.endings[words[-2:]] > 1:
            cost -= _ENDING_BONUS
        return cost


def place_rows(places: dict[int, list[int]], sizes: list[int], width: int) -> list[int]:
    """Where the rows 1, 2, 3, ... of a table begin among its lines.

    A running number can also be a value, so of all chains of places the cheapest is taken: rows of
    `width` cells cost nothing, missing and surplus cells cost, and so do cells behind the last row.

    Args:
        places: where each running number could stand; the first row begins at place 0.
        sizes: how many cells each line holds.
        width: how many columns the table has.
    """
    before = [0, *accumulate(sizes)]
    chains: _Chains = {0: (0.0, (0,))} if 0 in places.get(1, ()) else {}
    best: tuple[float, tuple[int, ...]] = (math.inf, ())
    number = 1
    while chains:
        for start, (cost, chain) in chains.items():
            rest = before[-1] - before[start]
            total = cost + max(width - rest, 0) + _LEFT_OVER * max(rest - width, 0)
            if total < best[0]:
                best = (total, chain)
        number += 1
        chains = _extend(chains, places.get(number, []), before, width)
    return list(best[1])


def _extend(chains: _Chains, places: list[int], before: list[int], width: int) -> _Chains:
    """The chains with the next number at each of its places, the cheapest for each place."""
    longer: _Chains = {}
    for start, (cost, chain) in chains.items():
        for place in places:
            cells = before[place] - before[start]
            if place <= start or cells > width * 3:
                continue
            total = cost + max(width - cells, 0) + _SURPLUS * max(cells - width, 0)
            if total < longer.get(place, (math.inf,))[0]:
                longer[place] = (total, (*chain, place))
    return longer


def lay_rows(text: str, header: Row, rows: list[Row]) -> list[Row]:
    """The rows with one cell range a column, empty where a row has none for it.

    Rows that have just as many fragments as there are columns stay as they are and teach what the
    columns look like; the others are laid out by cost, twice, so that they learn from each other.
    """
    width = len(header)
    laid: list[Row | None] = [row if len(row) == width else None for row in rows]
    if None not in laid:
        return rows
    for _ in range(2):
        columns = _learn(text, laid, width)
        laid = [row if len(row) == width else _lay(text, row, columns) for row in rows]
    return [row for row in laid if row is not None]


def _learn(text: str, rows: list[Row | None], width: int) -> list[_Column]:
    columns = [_Column() for _ in range(width)]
    for row in rows:
        for column, (start, end) in zip(columns, row or (), strict=False):
            if start < end:
                column.learn(_words(text, (start, end)))
    for column in columns:
        if column.lengths:
            column.usual = sorted(column.lengths)[len(column.lengths) // 2]
    return columns


def _words(text: str, span: Span) -> str:
    return "".join(text[span[0] : span[1]].split("\n"))


def _lay(text: str, row: Row, columns: list[_Column]) -> Row:
    """The cheapest way to give every fragment, in order, to a column; empty columns allowed."""
    width, count = len(columns), len(row)
    best: list[list[tuple[float, int]]] = [[(math.inf, 0)] * (count + 1) for _ in range(width + 1)]
    best[0][0] = (0.0, 0)
    longest = max(count - width, 0) + 2
    for column in range(width):
        for used in range(count + 1):
            cost = best[column][used][0]
            if cost == math.inf:
                continue
            for take in range(min(longest, count - used) + 1):
                total = cost + _cost(text, row[used : used + take], columns[column], column)
                if total < best[column + 1][used + take][0]:
                    best[column + 1][used + take] = (total, take)
    return _trace(row, best, width, count)


def _trace(row: Row, best: list[list[tuple[float, int]]], width: int, count: int) -> Row:
    cells: Row = []
    for column in range(width, 0, -1):
        take = best[column][count][1]
        part = row[count - take : count]
        cells.append((part[0][0], part[-1][1]) if part else NOTHING)
        count -= take
    return cells[::-1]


def _cost(text: str, part: Row, column: _Column, place: int) -> float:
    if not part:
        return _NO_LABEL if place == 0 else _EMPTY + _EMPTY_STEP * (place - 1)
    cost = column.cost(_words(text, (part[0][0], part[-1][1])))
    for left, right in pairwise(part):
        cost += _MERGE
        if _is_broken(text[left[0] : left[1]], text[right[0] : right[1]]):
            cost -= _BREAK_BONUS
    return cost


def _is_broken(left: str, right: str) -> bool:
    return bool(len(left) < _SHORTEST_WHOLE or _UNFINISHED.search(left) or _CONTINUES.match(right))
