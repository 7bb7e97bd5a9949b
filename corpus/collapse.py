"""One hit for each thing: a long clause has several units, an entity one in each document.

What such units have in common is the fast field `same`; units that share their key with no other
do not have it. Lists, totals and facets count things, not units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tantivy import Occur, Query, Schema, Searcher

_SAME = "same"
_ALL = 65_000

Ranked = tuple[float, Any]
Facets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Repeats:
    """How many of the units found show a thing that another one shows, in all and by facet."""

    units: int = 0
    facets: Facets = field(default_factory=dict)


def things(searcher: Searcher, ranked: Sequence[Ranked]) -> list[int]:
    """A number for each hit; hits with equal numbers show the same clause or entity."""
    addresses = [address for _, address in ranked]
    same = searcher.fast_field_values(_SAME, addresses)
    if all(number is None for number in same):
        return [int(p or 0) for p in searcher.fast_field_values("place", addresses)]
    places = searcher.fast_field_values("place", addresses)
    return [int(p or 0) if s is None else int(s) for s, p in zip(same, places, strict=True)]


def once(searcher: Searcher, ranked: Sequence[Ranked], without: Sequence[int] = ()) -> list[Ranked]:
    """The first hit of each thing, in the order given; none of the things `without`."""
    said = set(without)
    kept = []
    for row, thing in zip(ranked, things(searcher, ranked), strict=True):
        if thing not in said:
            said.add(thing)
            kept.append(row)
    return kept


def repeats(searcher: Searcher, query: Query, facets: Sequence[str], schema: Schema) -> Repeats:
    """What to take off the counts of units to get those of things."""
    terms = {"field": _SAME, "size": _ALL, "min_doc_count": 2}
    shared = Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.exists_query(_SAME))])
    buckets = searcher.aggregate(shared, {_SAME: {"terms": terms}})[_SAME]["buckets"]
    again = sum(int(b["doc_count"]) - 1 for b in buckets)
    if not (buckets and facets):
        return Repeats(again, {name: {} for name in facets})
    keys = [int(b["key"]) for b in buckets]
    several = Query.boolean_query(
        [(Occur.Must, Query.term_set_query(schema, _SAME, keys)), (Occur.Must, query)]
    )
    return Repeats(again, _by_facet(searcher, several, facets))


def _by_facet(searcher: Searcher, query: Query, facets: Sequence[str]) -> Facets:
    """How often each value of a facet is said of a thing beyond the first time."""
    inside = {name: {"terms": {"field": name, "size": _ALL}} for name in facets}
    wanted: dict[str, Any] = {_SAME: {"terms": {"field": _SAME, "size": _ALL}, "aggs": inside}}
    counts: dict[str, dict[str, int]] = {name: {} for name in facets}
    for bucket in searcher.aggregate(query, wanted)[_SAME]["buckets"]:
        for name, count in counts.items():
            for value in bucket[name]["buckets"]:
                if value["doc_count"] > 1:
                    key = named(value["key"])
                    count[key] = count.get(key, 0) + int(value["doc_count"]) - 1
    return counts


def named(key: object) -> str:
    """A facet value as text; numbers come as floats."""
    return str(int(key)) if isinstance(key, float) else str(key)
