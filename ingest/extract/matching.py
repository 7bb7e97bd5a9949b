"""When an extracted thing and a gold thing are the same: the measures of `minekg eval facts`.

Names are equal when folded alike or when the Dice coefficient of their character pairs is at
least 0.7; things are paired one to one, the likest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ingest.extract.spans import likeness
from ontology.ids import fold_name

Row = dict[str, Any]
Likeness = Callable[[Row, Row], float]

ALIKE = 0.7
_BY_MINERAL = 0.5
# Gold's finer words for modality.
_MODALITY = {
    "must": "requires", "shall": "requires", "specifies": "requires", "principle": "requires",
    "must_not": "prohibits", "shall_not": "prohibits", "principle_not": "prohibits",
    "may": "permits", "encourage": "encourages",
}  # fmt: skip


class Pairing(NamedTuple):
    """Which rows were paired (positions), which predicted ones and which gold ones were not."""

    pairs: list[tuple[int, int]]
    extra: list[int]
    missed: list[int]


def pair(predicted: Sequence[Row], gold: Sequence[Row], alike: Likeness) -> Pairing:
    """Pair the rows one to one, the likest first; earlier rows win ties."""
    candidates = [
        (-score, i, j)
        for i, p in enumerate(predicted)
        for j, g in enumerate(gold)
        if (score := alike(p, g)) > 0
    ]
    left, right, pairs = set(range(len(predicted))), set(range(len(gold))), []
    for _, i, j in sorted(candidates):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return Pairing(pairs, sorted(left), sorted(right))


def names_alike(left: Iterable[str], right: Iterable[str]) -> float:
    """The best likeness of any two names, 0 below the threshold."""
    others = [n for n in right if n]
    best = max((1.0 if a == b else likeness(a, b) for a in left if a for b in others), default=0.0)
    return best if best >= ALIKE else 0.0


def fold(value: object) -> str:
    """The comparable form of any value of the JSON."""
    return fold_name(str(value or ""))


def number(value: object) -> str:
    """The comparable form of a printed number; ranges and other words stay words."""
    words = fold(value).replace(",", "")
    try:
        return repr(float(words))
    except ValueError:
        return words


def entities_alike(p: Row, g: Row) -> float:
    """Same type and a name or alias in common."""
    return names_alike(names(p), names(g)) if p.get("type") == g.get("type") else 0.0


def names(entity: Row) -> list[str]:
    """The folded name and aliases of an entity."""
    return [fold(n) for n in (entity.get("name"), *entity.get("aliases", ())) if n]


def relations_alike(p: Row, g: Row) -> float:
    """Same predicate, and subject and object alike (`subjects`, `objects` hold folded names)."""
    if p["p"] != g["p"]:
        return 0.0
    return names_alike(p["subjects"], g["subjects"]) * names_alike(p["objects"], g["objects"])


def indicators_alike(p: Row, g: Row) -> float:
    """Same value and unit, the year and mineral that gold states, and a like name."""
    if number(p.get("value")) != number(g.get("value")) or fold(p.get("unit")) != fold(
        g.get("unit")
    ):
        return 0.0
    if g.get("year") and str(p.get("year")) != str(g["year"]):
        return 0.0
    mineral = fold(g.get("mineral"))
    if mineral and mineral != fold(p.get("mineral")) and mineral not in fold(p.get("name")):
        return 0.0
    return names_alike([fold(p.get("name"))], [fold(g.get("name"))]) or (
        _BY_MINERAL if mineral else 0.0
    )


def citations_alike(p: Row, g: Row) -> float:
    """A like title, and the number that gold states."""
    if g.get("number") and fold(p.get("number")) != fold(g["number"]):
        return 0.0
    return names_alike([fold(p.get("title"))], [fold(g.get("title"))])


def obligations_alike(p: Row, g: Row) -> float:
    """Same modality, and one's words in the other's (or like them)."""
    left, right = (_MODALITY.get(r.get("modality", ""), r.get("modality", "")) for r in (p, g))
    a, b = fold(p.get("evidence")), fold(g.get("evidence"))
    if left != right:
        return 0.0
    return 1.0 if a and b and (a in b or b in a) else names_alike([a], [b])


def sections_alike(p: Row, g: Row) -> float:
    """Number and title equal."""
    return float(all(fold(p.get(key)) == fold(g.get(key)) for key in ("number", "title")))


def anomalies_alike(p: Row, g: Row) -> float:
    """The same place, one's in the other's."""
    a, b = fold(p.get("where")), fold(g.get("where"))
    return float(bool(a) and (a in b or b in a))


def thresholds_alike(p: Row, g: Row) -> float:
    """Mineral, variant, scale and value equal."""
    same = all(fold(p.get(key)) == fold(g.get(key)) for key in ("mineral", "variant", "scale"))
    return float(same and number(p.get("value")) == number(g.get("value")))
