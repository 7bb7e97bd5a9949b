"""Which documents hold for a place: its own and those of the places above it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.rows import DocumentRow
from ontology import lexicon

_UNIT = re.compile(r"[㐀-鿿]{2,}?(?:自治区|自治州|自治县|地区|省|市|盟|县|区|旗)")
_NATIONAL = ("", "全国", "中国", "中华人民共和国")


def chain(place: str, regions: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of a place and of all places above it, itself first; () for an unknown place.

    A place that GB/T 2260 does not list is known when it is the end of one of `regions`, the
    regions of the documents at hand.
    """
    known = lexicon.places()
    if place in known:
        return _above(place)
    units = [u for u in _UNIT.findall(place) if u in known]
    if units and place.endswith(units[-1]):
        return _above(units[-1])
    for region in regions:
        if region.endswith(place) and place:
            return (
                place,
                *reversed([n for u in _UNIT.findall(region) for n in (u,) if n != place]),
            )
    return ()


def holds_for(row: DocumentRow, names: tuple[str, ...]) -> bool:
    """Whether a document binds in the place with this chain of names.

    A document of a lower place does not; one of the whole country, or a law that names no region,
    does. A plan without a region counts by the places in its title.
    """
    if row.region in _NATIONAL:
        if row.region or row.genre in ("regulation", "notice"):
            return True
        named = [n for n in _UNIT.findall(row.title) if n in lexicon.places()]
        return row.title.startswith("全国") or (bool(named) and named[-1] in names)
    return any(row.region.endswith(name) for name in names)


def _above(place: str) -> tuple[str, ...]:
    by_code = {p.code: p for group in lexicon.places().values() for p in group if p.code}
    names: dict[str, None] = {}
    for start in lexicon.places()[place]:
        current = start
        while True:
            names[current.name] = None
            for alias, group in _aliases(current.name):
                if current in group:
                    names[alias] = None
            if current.parent not in by_code:
                break
            current = by_code[current.parent]
    return tuple(names)


def _aliases(name: str) -> Iterable[tuple[str, tuple[lexicon.Place, ...]]]:
    known = lexicon.places()
    return ((a, known[a]) for a in (name[:2], name[:3], name[:-1], name[:-2]) if a in known)
