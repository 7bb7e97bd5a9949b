"""How alike the units of two documents are: four witnesses for a pair, each from its words.

Characters: common bigrams, rare ones counting more (inverse document frequency over both documents,
Dice's coefficient). Paragraphs: the same of the two paragraphs that are most alike, for articles
that went on in parts. Words: those that hardly any other pair shares. Kind: an article that fixes a
penalty rarely becomes one that fixes a duty.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import rjieba

from api.desk.folding import fold, shingles
from api.desk.units import Unit

Pair = tuple[int, int]
Parts = Counter[str]
_WITHIN = 0.5  # what it counts that one unit lies whole in the other
_SUBSTANTIAL = 40.0  # if it is more than a formula: about fifteen rare letter pairs
_CANDIDATES = 12
_SHARED = 0.3
_PENALTY = re.compile(
    r"处.{0,20}罚款|追究刑事责任|给予(?:行政)?处分|责令(?:限期)?改正|行政处罚|拘留"
)
_FEW_LETTERS = 12


@dataclass(slots=True)
class Side:
    """The units of one document with what is counted in them."""

    units: Sequence[Unit]
    folded: list[str] = field(init=False)
    parts: list[Parts] = field(init=False)
    paragraphs: list[list[Parts]] = field(init=False)
    words: list[frozenset[str]] = field(init=False)
    penal: list[bool] = field(init=False)
    weight: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.folded = [fold(u.text) for u in self.units]
        self.parts = [shingles(f) for f in self.folded]
        self.paragraphs = [
            [shingles(fold(p)) for p in u.text.split("\n") if len(p) > _FEW_LETTERS] or [whole]
            for u, whole in zip(self.units, self.parts, strict=True)
        ]
        self.words = [frozenset(w for w in rjieba.cut(u.text) if len(w) > 1) for u in self.units]
        self.penal = [bool(_PENALTY.search(u.text)) for u in self.units]


class Likeness:
    """The pairs of units that may belong together, with the witnesses for each.

    `dice`, `paragraph` and `shared` hold a value for each candidate pair (old index, new index);
    pairs that are not there have next to nothing in common.
    """

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = Side(old), Side(new)
        self._idf = _idf((*self.old.parts, *self.new.parts))
        for side in (self.old, self.new):
            side.weight = [self._weigh(c) or 1.0 for c in side.parts]
        self.shared = _shared(self.old.words, self.new.words)
        self.dice = {p: self._dice(p) for p in sorted({*self._rough(), *self.shared})}
        self.paragraph = {p: self._paragraph(p) for p in self.dice}

    def overlap(self, x: Parts, y: Parts) -> float:
        """The weight of what two counters have in common."""
        if len(x) > len(y):
            x, y = y, x
        return sum(min(n, y[s]) * self._idf.get(s, 0.0) for s, n in x.items() if s in y)

    def same_kind(self, pair: Pair) -> bool:
        """Whether both units fix penalties, or neither does."""
        return self.old.penal[pair[0]] == self.new.penal[pair[1]]

    @cached_property
    def best_shared(self) -> tuple[dict[int, float], dict[int, float]]:
        """The most that each old and each new unit shares with any other."""
        return _most(self.shared)

    @cached_property
    def best_paragraph(self) -> tuple[dict[int, float], dict[int, float]]:
        """The best paragraph likeness of each old and each new unit."""
        return _most(self.paragraph)

    @cached_property
    def best_dice(self) -> tuple[dict[int, float], dict[int, float]]:
        """The best likeness of each old and each new unit."""
        return _most(self.dice)

    def _weigh(self, parts: Parts) -> float:
        return sum(n * self._idf.get(s, 0.0) for s, n in parts.items())

    def _rough(self) -> Iterable[Pair]:
        """For each old unit the new ones that share most of the rarer bigrams with it."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for j, parts in enumerate(self.new.parts):
            for s in parts:
                places[s].append(j)
        common = max(20, len(self.new.parts) // 4)
        for i, parts in enumerate(self.old.parts):
            counts: Counter[int] = Counter()
            for s in parts:
                if len(hits := places.get(s, ())) <= common:
                    counts.update(hits)
            yield from ((i, j) for j, _ in counts.most_common(_CANDIDATES))

    def _dice(self, pair: Pair) -> float:
        """Weighted Dice, or half the share of the smaller unit that the larger one holds."""
        i, j = pair
        shared = self.overlap(self.old.parts[i], self.new.parts[j])
        small = min(self.old.weight[i], self.new.weight[j])
        whole = _WITHIN * shared / small if small >= _SUBSTANTIAL else 0.0
        return max(2 * shared / (self.old.weight[i] + self.new.weight[j]), whole)

    def _paragraph(self, pair: Pair) -> float:
        return max(
            2 * self.overlap(x, y) / ((self._weigh(x) + self._weigh(y)) or 1.0)
            for x in self.old.paragraphs[pair[0]]
            for y in self.new.paragraphs[pair[1]]
        )


def _idf(parts: Sequence[Parts]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for counter in parts:
        counts.update(counter.keys())
    return {s: math.log((len(parts) + 1) / n) for s, n in counts.items()}


def _shared(
    old: Sequence[frozenset[str]], new: Sequence[frozenset[str]]
) -> defaultdict[Pair, float]:
    """For pairs of units the words that they share: 1 for a word that no other pair shares."""
    here, there = _places(old), _places(new)
    found: defaultdict[Pair, float] = defaultdict(float)
    for word, left in here.items():
        right = there.get(word, ())
        for i in left:
            for j in right:
                found[i, j] += 1 / (len(left) * len(right))
    return defaultdict(float, {p: n for p, n in found.items() if n > _SHARED})


def _places(units: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for n, words in enumerate(units):
        for word in words:
            places[word].append(n)
    return places


def _most(values: dict[Pair, float]) -> tuple[dict[int, float], dict[int, float]]:
    old: defaultdict[int, float] = defaultdict(float)
    new: defaultdict[int, float] = defaultdict(float)
    for (i, j), value in values.items():
        old[i], new[j] = max(old[i], value), max(new[j], value)
    return old, new
