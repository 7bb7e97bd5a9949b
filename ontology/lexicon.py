"""The lexicons: minerals, places, units, actors, modality cues, head words and synonyms.

They are SKOS files in `ontology/lexicons/`. A user's own file (`MINEKG_LEXICON`, or `use`) adds
concepts to the same schemes: a concept with a known name adds its labels, a new one adds a word.
Everything is read once per process, on first use.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import ParamSpec, TypeVar, cast

from ontology.divisions import NO_NAMES, Division, divisions, without_level
from ontology.errors import UnknownName
from ontology.skos import Concept, concepts

LEX = "https://w3id.org/minekg/lexicon#"
QUDT_MULTIPLIER = "http://qudt.org/schema/qudt/conversionMultiplier"
EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch"
_FOLDER = Path(__file__).with_name("lexicons")
_extra: list[Path] = []
_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Mineral:
    """A kind of mineral: `group` is its top class (能源矿产, 金属矿产, 非金属矿产, 水气矿产)."""

    name: str
    aliases: tuple[str, ...]
    group: str
    broader: str
    iri: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: one of it is `multiplier` times the base unit of its `quantity`.

    `standard` is its IRI in the graph: QUDT's, or of `minekg.ttl` where QUDT has none; "" for a
    unit that neither defines.
    """

    name: str
    aliases: tuple[str, ...]
    quantity: str
    multiplier: Decimal
    iri: str
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative place: `code` and `parent` of GB/T 2260, "" outside the standard.

    `level` is 国家, 区域, 省级, 地级 or 县级.
    """

    name: str
    code: str
    level: str
    parent: str = ""


_REMEMBERED = 4096  # arguments of a function: the names of some documents
_forgetting: list[Callable[[], None]] = []  # what empties the memory of each such function


def remembered(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """What a function makes of words by the lexicons, kept until `use` adds to them.

    For what is asked of the same names over and over; arguments must be hashable.
    """
    kept = lru_cache(maxsize=_REMEMBERED)(function)
    _forgetting.append(kept.cache_clear)
    return cast("Callable[_P, _T]", kept)


def use(*paths: Path) -> None:
    """Add lexicon files of the user's; they hold from now on in this process.

    Raises:
        UnreadableFile: a file cannot be read as Turtle.
    """
    for path in paths:
        concepts(path)
    _extra.extend(p for p in paths if p not in _extra)
    for cached in (
        _scheme,
        minerals,
        units,
        places,
        place_names,
        synonyms,
        narrower,
        short_names,
        cues,
        heads,
        actors,
    ):
        cached.cache_clear()
    for forget in _forgetting:
        forget()


@cache
def minerals() -> Mapping[str, Mineral]:
    """Every mineral by each of its names; the classes themselves (金属矿产) are not in it."""
    rows = _scheme("minerals")
    by_iri = {c.iri: c for c in rows}
    found: dict[str, Mineral] = {}
    for concept in rows:
        if not concept.broader:
            continue
        parent = by_iri.get(concept.broader[0])
        if _is_class(concept, rows):
            continue
        item = Mineral(
            concept.name,
            concept.aliases,
            _top(concept, by_iri),
            parent.name if parent else "",
            concept.iri,
        )
        for name in (concept.name, *concept.aliases):
            found.setdefault(name, item)
    return MappingProxyType(found)


@cache
def units() -> Mapping[str, Unit]:
    """Every unit by each of its names in the form of `fold_unit`."""
    found: dict[str, Unit] = {}
    for c in _scheme("units"):
        item = Unit(
            c.name,
            c.aliases,
            c.value(LEX + "quantity"),
            Decimal(c.value(QUDT_MULTIPLIER) or 1),
            c.iri,
            c.value(EXACT_MATCH),
        )
        for name in (c.name, *c.aliases):
            found.setdefault(fold_unit(name), item)
    return MappingProxyType(found)


_BASES = (
    "矿石",
    "原煤",
    "原矿",
    "精矿",
    "金属量",
    "金属",
    "矿物量",
    "矿物",
    "标矿",
    "氧化物",
    "矿山",
)


def fold_unit(name: str) -> str:
    """A unit's name without blanks, width variants, capitals of ASCII letters kept."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@remembered
def unit(name: str) -> Unit | None:
    """The unit of this name; the basis before it (矿石万吨, 金属量千克) does not count."""
    folded = fold_unit(name)
    known = units()
    if folded in known:
        return known[folded]
    for basis in _BASES:
        if folded.startswith(basis) and folded[len(basis) :] in known:
            return known[folded[len(basis) :]]
    return None


def convert(value: Decimal | float | str, from_unit: str, to_unit: str) -> Decimal:
    """A quantity in another unit: `convert(15, "亩", "公顷")` is 1; rates (万吨/年) as well.

    The result is rounded to ten significant digits, which is finer than any printed figure.

    Raises:
        UnknownName: a unit is unknown, or the two do not measure the same quantity.
    """
    source, target = _factor(from_unit), _factor(to_unit)
    if source[1] != target[1]:
        raise UnknownName(f"{from_unit} 与 {to_unit} 不是同一种量，不能换算")
    exact = Decimal(str(value)) * source[0] / target[0]
    return Decimal(f"{exact:.10g}")


def _factor(name: str) -> tuple[Decimal, str]:
    whole = unit(name)
    if whole is not None:
        return whole.multiplier, whole.quantity
    above, slash, below = fold_unit(name).replace("每", "/").rpartition("/")
    if slash and (upper := unit(above)) and (lower := unit(below)):
        return upper.multiplier / lower.multiplier, f"{upper.quantity}/{lower.quantity}"
    raise UnknownName(f"不认识的计量单位：{name}")


@cache
def places() -> Mapping[str, tuple[Place, ...]]:
    """Every place by its full name; provinces and prefectures by their short one too (新疆, 和田).

    Names that several places bear (鼓楼区) have several entries, those in force first, in the order
    of their codes. A former place is left out where its name is in force in its province.
    """
    found: dict[str, list[Place]] = {}
    for division in divisions():
        if division.name in NO_NAMES:
            continue
        place = _place(division)
        borne = found.setdefault(place.name, [])
        if division.current or all(p.code[:2] != place.code[:2] for p in borne):
            borne.append(place)
        for spelling in without_level(place.name, place.level):
            if division.current or spelling not in found:
                found.setdefault(spelling, []).append(place)
    for c in _scheme("places"):
        place = Place(c.name, c.value(LEX + "code"), c.value(LEX + "level"))
        for spelling in (c.name, *c.aliases):
            found.setdefault(spelling, []).append(place)
    return MappingProxyType({k: tuple(v) for k, v in found.items()})


@cache
def place_names() -> Mapping[str, str]:
    """The full name of the place of each code (GB/T 2260)."""
    return MappingProxyType(
        {
            place.code: name
            for name, known in places().items()
            for place in known[:1]
            if place.name == name
        }
    )


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """For each word the other words of the same meaning, the preferred one first."""
    rings: dict[str, list[str]] = {}
    for c in _scheme("synonyms"):
        ring = (c.name, *c.aliases)
        for word in ring:
            others = rings.setdefault(word, [])
            others.extend(w for w in ring if w != word and w not in others)
    return MappingProxyType({k: tuple(v) for k, v in rings.items()})


@cache
def narrower() -> Mapping[str, tuple[str, ...]]:
    """For each word the names of what it comprises (石灰岩: 水泥用灰岩), in the lexicon's order.

    Names that hold the word itself (饰面用花岗岩 of 花岗岩) are left out: who looks for it finds them.
    A mineral of one character is called by a longer name (铁矿).
    """
    found: dict[str, dict[str, None]] = {}
    for rows in (_scheme("minerals"), _scheme("synonyms")):
        by_iri = {c.iri: c for c in rows}
        for concept in rows:
            for wider in (by_iri[b] for b in concept.broader if b in by_iri):
                for word in (wider.name, *wider.aliases):
                    if word not in concept.name:
                        found.setdefault(word, {})[_spoken(concept)] = None
    return MappingProxyType({k: tuple(v) for k, v in found.items()})


def _spoken(concept: Concept) -> str:
    names = (concept.name, *concept.aliases)
    return next((n for n in names if len(n) > 1), concept.name + "矿")


@cache
def short_names() -> Mapping[str, str]:
    """Every customary short name of a law -> its title without the state's name."""
    return MappingProxyType({a: c.name for c in _scheme("instruments") for a in c.aliases})


@cache
def cues() -> Mapping[str, str]:
    """Modality cue -> modality (应 -> requires, 不得 -> prohibits)."""
    return MappingProxyType(
        {cue: c.iri.rpartition("/")[2] for c in _scheme("modality") for cue in c.aliases}
    )


@cache
def heads(kind: str) -> tuple[str, ...]:
    """Head words of names: kind is mode, problem, outcome, measure, zone or state; longest first."""
    found = [
        w for c in _scheme("heads") if c.iri.endswith("/" + kind) for w in (c.name, *c.aliases)
    ]
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


@cache
def actors() -> Mapping[str, str]:
    """Every name of an actor -> its preferred name (自然资源局 -> 自然资源主管部门)."""
    return MappingProxyType(
        {n: c.name for c in reversed(_scheme("actors")) for n in (*c.aliases, c.name)}
    )


@cache
def _scheme(name: str) -> tuple[Concept, ...]:
    rows: dict[str, Concept] = {}
    for path in (_FOLDER / f"{name}.ttl", *_user_files()):
        for concept in concepts(path):
            if LEX + name in concept.schemes:
                _merge(rows, concept)
    return tuple(rows.values())


def _merge(rows: dict[str, Concept], concept: Concept) -> None:
    known = rows.get(concept.name)
    if known is None:
        rows[concept.name] = concept
        return
    rows[concept.name] = Concept(
        known.iri,
        known.name,
        tuple(dict.fromkeys((*known.aliases, *concept.aliases))),
        known.schemes,
        known.broader or concept.broader,
        {**(concept.properties or {}), **(known.properties or {})},
    )


def _user_files() -> Iterable[Path]:
    named = os.environ.get("MINEKG_LEXICON", "")
    return (*(Path(p) for p in named.split(os.pathsep) if p), *_extra)


def _is_class(concept: Concept, rows: tuple[Concept, ...]) -> bool:
    return concept.name.endswith("矿产") and any(concept.iri in c.broader for c in rows)


def _top(concept: Concept, by_iri: Mapping[str, Concept]) -> str:
    seen = {concept.iri}
    while concept.broader and (parent := by_iri.get(concept.broader[0])):
        if parent.iri in seen:
            break
        seen.add(parent.iri)
        concept = parent
    return concept.name


def _place(division: Division) -> Place:
    code, name = division.code, division.name
    if code % 10000 == 0:
        return Place(name, f"{code:06d}", "省级")
    if code % 100 == 0:
        return Place(name, f"{code:06d}", "地级", f"{code // 10000 * 10000:06d}")
    return Place(name, f"{code:06d}", "县级", f"{code // 100 * 100:06d}")
