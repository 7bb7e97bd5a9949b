"""Which unit of one document answers which unit of the other.

Equal texts pair first, then the best pairs in falling order of likeness, where the order of what is
paired already helps; what is left over joins a pair that it completes (a split or a merger) or
stands alone. The numbers are calibrated on `tests/golden/desk/diff_pairs.json`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.desk.likeness import Likeness, Pair, Parts, Side
from api.desk.order import Order
from api.desk.units import Unit

_SURE = 0.55  # pairs whatever stands around them
_ROUNDS = (0.50, 0.40, 0.35, 0.30, 0.27)  # pairs where each is the best partner of the other
_ANCHORED = 0.20  # the same, where they share words that hardly any other pair shares
_ANCHOR = 0.5
_IN_ORDER = 0.04
_TIGHT = 0.20
_WORDS = 0.04
_WORDS_AT_MOST = 2.0
_PARAGRAPHS = 0.20
_OTHER_KIND = 0.12
_PATH_BONUS = 0.02
_EDGE_BONUS = 0.15  # both open or both close their document (purpose, entry into force)
_PART = 0.40  # how much of a left-over unit a pair must hold to take it in,
_PART_BESIDE = 0.30  # when it stands beside the pair's own unit,
_PART_BEST = 0.14  # and is liker to this pair than to any other
_ANCHOR_BESIDE = 1.5
_PARAGRAPH = 0.25
_REST = 0.60  # and how much of that its partner must lack
_REST_BESIDE = 0.50


@dataclass(frozen=True, slots=True)
class Group:
    """Indices of the units that belong together, sorted; one side is empty for new and dropped."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def align(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Group, ...]:
    """Groups of units in the order of the new document; dropped units where they stood.

    Every unit is in exactly one group, and every group has at most one unit on one of its sides.
    """
    likeness = Likeness(old, new)
    pairs = _pair(likeness)
    return _ordered(_join(pairs, likeness))


def _pair(likeness: Likeness) -> dict[int, int]:
    """One-to-one pairs, old index -> new index: equal texts, sure pairs, then likely ones.

    Each round asks for less likeness than the one before and knows the order of what is paired.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()

    def keep(candidates: list[tuple[float, int, int]]) -> None:
        for _, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
            if i not in pairs and j not in taken:
                pairs[i] = j
                taken.add(j)

    keep([(1.0, i, j) for i, j in _equal(likeness.old, likeness.new)])
    keep([(s, i, j) for (i, j), s in likeness.dice.items() if s >= _SURE])
    for least in _ROUNDS:
        keep([t for t in _mutual(_helped(likeness, pairs)) if t[0] >= least])
    keep([t for t in _mutual(_helped(likeness, pairs)) if _anchored(likeness, t)])
    return pairs


def _equal(a: Side, b: Side) -> Iterator[Pair]:
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


def _anchored(likeness: Likeness, candidate: tuple[float, int, int]) -> bool:
    score, i, j = candidate
    shared = likeness.shared[i, j]
    best = shared >= min(likeness.best_shared[0][i], likeness.best_shared[1][j])
    return score >= _ANCHORED and shared >= _ANCHOR and best


def _helped(likeness: Likeness, pairs: Mapping[int, int]) -> list[tuple[float, int, int]]:
    """The scores of open pairs: likeness, raised where order, words and chapter agree."""
    a, b = likeness.old.units, likeness.new.units
    order = Order(pairs, len(a), len(b))
    done = set(pairs.values())
    found = []
    for (i, j), score in likeness.dice.items():
        if i in pairs or j in done:
            continue
        score += _PARAGRAPHS * max(0.0, likeness.paragraph[i, j] - score)
        score += _WORDS * min(likeness.shared[i, j], _WORDS_AT_MOST)
        if tight := order.tightness(i, j):
            score += _IN_ORDER + _TIGHT * tight
        if not likeness.same_kind((i, j)):
            score -= _OTHER_KIND
        if a[i].path and a[i].path[-1:] == b[j].path[-1:]:
            score += _PATH_BONUS
        if i == j == 0 or (i, j) == (len(a) - 1, len(b) - 1):
            score += _EDGE_BONUS
        found.append((score, i, j))
    return found


def _join(pairs: dict[int, int], likeness: Likeness) -> list[Group]:
    """Pairs, grown by the left-over units that they lack, and the units that stay alone."""
    splits = _Growth(likeness, forward=True).grow(pairs)
    back = {j: i for i, j in pairs.items()}
    merges = _Growth(likeness, forward=False).grow(
        {j: i for j, i in back.items() if i not in splits}, open_to=set(pairs)
    )
    gone = {j for extra in splits.values() for j in extra}
    used = {i for extra in merges.values() for i in extra}
    groups = [
        Group(tuple(sorted((i, *merges.get(j, ())))), tuple(sorted((j, *splits.get(i, ())))))
        for i, j in pairs.items()
    ]
    a, b = likeness.old.units, likeness.new.units
    groups += [Group((i,), ()) for i in range(len(a)) if i not in pairs and i not in used]
    groups += [Group((), (j,)) for j in range(len(b)) if j not in back and j not in gone]
    return groups


class _Growth:
    """Which left-over units of one side complete a pair: forward new units, else old ones."""

    def __init__(self, likeness: Likeness, forward: bool) -> None:
        self._likeness, self._side = likeness, 1 if forward else 0
        sides = (likeness.old, likeness.new)
        self._whole, self._part = sides if forward else sides[::-1]

    def grow(
        self, pairs: Mapping[int, int], open_to: set[int] | None = None
    ) -> dict[int, list[int]]:
        """For paired units (`pairs`: unit -> partner) the open units that their partner lacks.

        `open_to` are the units of the partners' side that are taken, the partners by default.
        """
        taken = set(pairs.values()) if open_to is None else open_to
        found: defaultdict[int, list[int]] = defaultdict(list)
        for j in (j for j in range(len(self._part.units)) if j not in taken):
            rests = [(self._rest(i, partner, j), -i) for i, partner in pairs.items()]
            most, at = max(rests, default=(0.0, 0))
            if most > 0:
                found[-at].append(j)
        return dict(found)

    def _rest(self, i: int, partner: int, j: int) -> float:
        """The weight that unit i has in common with j and its partner lacks; 0: too little."""
        pair = (i, j) if self._side else (j, i)
        if pair not in self._likeness.dice:
            return 0.0
        shared = self._likeness.overlap(self._whole.parts[i], self._part.parts[j])
        beside = abs(partner - j) == 1
        if not self._holds(pair, j, shared, beside):
            return 0.0
        missing: Parts = self._whole.parts[i] - self._part.parts[partner]
        rest = self._likeness.overlap(missing, self._part.parts[j])
        return rest if rest >= (_REST_BESIDE if beside else _REST) * shared else 0.0

    def _holds(self, pair: Pair, j: int, shared: float, beside: bool) -> bool:
        """Whether the pair holds enough of unit j to take it in."""
        likeness, held = self._likeness, shared / self._part.weight[j]
        best_paragraph = likeness.best_paragraph[self._side][j]
        if held >= _PART or likeness.paragraph[pair] >= max(_PARAGRAPH, best_paragraph):
            return True
        if not beside:
            return False
        anchored = likeness.shared[pair] >= max(_ANCHOR_BESIDE, likeness.best_shared[self._side][j])
        best = likeness.dice[pair] >= likeness.best_dice[self._side][j]
        return held >= (_PART_BEST if best else _PART_BESIDE) or anchored


def _ordered(groups: list[Group]) -> tuple[Group, ...]:
    """Groups by their first new unit; a dropped unit follows the group of the unit before it."""
    home = {i: g.new[0] for g in groups if g.new for i in g.old}

    def place(group: Group) -> tuple[float, int]:
        if group.new:
            return (group.new[0], -1)
        before = next((home[i] for i in range(group.old[0] - 1, -1, -1) if i in home), -1)
        return (before + 0.5, group.old[0])

    return tuple(sorted(groups, key=place))
