"""Which unit of one document answers which unit of the other.

Pairs are weighed by their common character bigrams, rare ones counting more (inverse document
frequency over both documents). Equal texts pair first, then the best pairs in falling order, where
the order of the documents and equal chapter titles help; what is left over joins a pair that it
completes (a split or a merger) or stands alone.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from api.desk.folding import fold, shingles
from api.desk.units import Unit

_SURE = 0.55  # pairs whatever stands around them
_LIKELY = 0.30  # pairs that are only the best among those left
_MUTUAL = 0.20  # pairs where each is the best partner of the other
_ORDER_BONUS = 0.07
_PATH_BONUS = 0.02
_EDGE_BONUS = 0.15  # both open or both close their document (purpose, entry into force)
_PART = 0.40  # how much of a left-over unit a pair must hold to take it in
_REST = 0.55  # and how much of that its partner must lack
_WITHIN = 0.5  # what it counts that one unit lies whole in the other
_SUBSTANTIAL = 40.0  # if it is more than a formula: about fifteen rare letter pairs
_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Indices of the units that belong together, sorted; one side is empty for new and dropped."""

    old: tuple[int, ...]
    new: tuple[int, ...]


@dataclass(slots=True)
class _Side:
    units: Sequence[Unit]
    folded: list[str] = field(init=False)
    parts: list[Counter[str]] = field(init=False)
    weight: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.folded = [fold(u.text) for u in self.units]
        self.parts = [shingles(f) for f in self.folded]

    def weigh(self, idf: dict[str, float]) -> None:
        self.weight = [sum(n * idf[s] for s, n in c.items()) or 1.0 for c in self.parts]


def align(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Group, ...]:
    """Groups of units in the order of the new document; dropped units where they stood.

    Every unit is in exactly one group, and every group has at most one unit on one of its sides.
    """
    a, b = _Side(old), _Side(new)
    idf = _idf((*a.parts, *b.parts))
    a.weigh(idf)
    b.weigh(idf)
    scores = _scores(a, b, idf)
    pairs = _pair(a, b, scores)
    return _ordered(_join(pairs, a, b, idf), len(old), len(new))


def _idf(parts: Sequence[Counter[str]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for counter in parts:
        counts.update(counter.keys())
    return {s: math.log((len(parts) + 1) / n) for s, n in counts.items()}


def _scores(a: _Side, b: _Side, idf: dict[str, float]) -> dict[tuple[int, int], float]:
    """Likeness of the most promising pairs, old index, new index -> (0, 1].

    Weighted Dice, or half the share of the smaller unit that the larger one holds.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, counter in enumerate(b.parts):
        for s in counter:
            places[s].append(j)
    common = max(20, len(b.parts) // 4)
    found: dict[tuple[int, int], float] = {}
    for i, counter in enumerate(a.parts):
        rough: Counter[int] = Counter()
        for s in counter:
            if len(hits := places.get(s, ())) <= common:
                for j in hits:
                    rough[j] += 1
        for j, _ in rough.most_common(_CANDIDATES):
            shared = _overlap(counter, b.parts[j], idf)
            found[i, j] = 2 * shared / (a.weight[i] + b.weight[j])
            small = min(a.weight[i], b.weight[j])
            if small >= _SUBSTANTIAL:
                found[i, j] = max(found[i, j], _WITHIN * shared / small)
    return found


def _overlap(x: Counter[str], y: Counter[str], idf: dict[str, float]) -> float:
    if len(x) > len(y):
        x, y = y, x
    return sum(min(n, y[s]) * idf[s] for s, n in x.items() if s in y)


def _pair(a: _Side, b: _Side, scores: dict[tuple[int, int], float]) -> dict[int, int]:
    """One-to-one pairs, old index -> new index: equal texts, sure pairs, then likely ones."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()

    def keep(candidates: list[tuple[float, int, int]]) -> None:
        for _, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
            if i not in pairs and j not in taken:
                pairs[i] = j
                taken.add(j)

    keep([(1.0, i, j) for i, j in _equal(a, b)])
    keep([(s, i, j) for (i, j), s in scores.items() if s >= _SURE])
    helped = _helped(a, b, scores, pairs)
    keep([t for t in _mutual(helped) if t[0] >= _MUTUAL])
    keep([t for t in helped if t[0] >= _LIKELY])
    return pairs


def _equal(a: _Side, b: _Side) -> Iterator[tuple[int, int]]:
    """Units of the same words, the first with the first where several have them."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, folded in enumerate(b.folded):
        places[folded].append(j)
    seen: Counter[str] = Counter()
    for i, folded in enumerate(a.folded):
        if seen[folded] < len(places.get(folded, ())):
            yield i, places[folded][seen[folded]]
            seen[folded] += 1


def _mutual(found: list[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    """The pairs in which each unit is the other's best."""
    old: dict[int, tuple[float, int, int]] = {}
    new: dict[int, tuple[float, int, int]] = {}
    for row in found:
        old[row[1]] = max(row, old.get(row[1], row))
        new[row[2]] = max(row, new.get(row[2], row))
    return [row for row in old.values() if new[row[2]] == row]


def _helped(
    a: _Side, b: _Side, scores: dict[tuple[int, int], float], pairs: dict[int, int]
) -> list[tuple[float, int, int]]:
    """The scores of open pairs, raised where the order of the sure pairs or the chapter agrees."""
    spine = _spine(pairs)
    done = set(pairs.values())
    found = []
    for (i, j), score in scores.items():
        if i in pairs or j in done:
            continue
        if _between(spine, i, j):
            score += _ORDER_BONUS
        if a.units[i].path and a.units[i].path[-1:] == b.units[j].path[-1:]:
            score += _PATH_BONUS
        if i == j == 0 or (i, j) == (len(a.units) - 1, len(b.units) - 1):
            score += _EDGE_BONUS
        found.append((score, i, j))
    return found


def _spine(pairs: dict[int, int]) -> list[tuple[int, int]]:
    """The longest run of pairs that keeps the order of both documents."""
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


def _between(spine: list[tuple[int, int]], i: int, j: int) -> bool:
    """Whether (i, j) fits the spine: what is before i is before j, what is after, after."""
    at = bisect_left(spine, (i, -1))
    before = spine[at - 1][1] if at else -1
    after = spine[at][1] if at < len(spine) else math.inf
    return before < j < after


def _join(pairs: dict[int, int], a: _Side, b: _Side, idf: dict[str, float]) -> list[Group]:
    """Pairs, grown by the left-over units that they lack, and the units that stay alone."""
    splits = _grow(pairs, a, b, idf)
    back = {j: i for i, j in pairs.items()}
    merges = _grow({j: i for j, i in back.items() if i not in splits}, b, a, idf)
    gone = {j for extra in splits.values() for j in extra}
    used = {i for extra in merges.values() for i in extra}
    groups = [
        Group(tuple(sorted((i, *merges.get(j, ())))), tuple(sorted((j, *splits.get(i, ())))))
        for i, j in pairs.items()
    ]
    groups += [Group((i,), ()) for i in range(len(a.units)) if i not in pairs and i not in used]
    groups += [Group((), (j,)) for j in range(len(b.units)) if j not in back and j not in gone]
    return groups


def _grow(
    pairs: dict[int, int], whole: _Side, part: _Side, idf: dict[str, float]
) -> dict[int, list[int]]:
    """For a paired unit the open units of the other side that hold what its partner lacks."""
    open_ = [j for j in range(len(part.units)) if j not in set(pairs.values())]
    found: defaultdict[int, list[int]] = defaultdict(list)
    for j in open_:
        best, most = -1, 0.0
        for i, partner in pairs.items():
            shared = _overlap(whole.parts[i], part.parts[j], idf)
            if shared / part.weight[j] < _PART:
                continue
            rest = _overlap(whole.parts[i] - part.parts[partner], part.parts[j], idf)
            if rest / shared >= _REST and rest > most:
                best, most = i, rest
        if best >= 0:
            found[best].append(j)
    return dict(found)


def _ordered(groups: list[Group], old: int, new: int) -> tuple[Group, ...]:
    """Groups by their first new unit; a dropped unit follows the group of the unit before it."""
    home = {i: g.new[0] for g in groups if g.new for i in g.old}

    def place(group: Group) -> tuple[float, int]:
        if group.new:
            return (group.new[0], -1)
        before = next((home[i] for i in range(group.old[0] - 1, -1, -1) if i in home), -1)
        return (before + 0.5, group.old[0])

    return tuple(sorted(groups, key=place))
