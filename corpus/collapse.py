"""One hit for each thing: a long clause has several units, an entity one in each document.

What such units have in common is the fast field `same`; units that share their key with no other
do not have it. Lists, totals and facets count things, not units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tantivy import Occur, Query, Schema, Searcher

_SAME = "same"
_ALL = 65_000  # values of a facet; more are an error of the index, not cut
_SEVERAL = {"field": _SAME, "size": _ALL, "min_doc_count": 2}
_AT_ONCE = 500  # things whose values are counted in one go, which bounds the buckets held

Ranked = tuple[float, Any]
Facets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units show a thing that another one shows, and how many things have each value.

    `facets` hold the values of each facet, most frequent first.
    """

    again: int = 0
    facets: Facets = field(default_factory=dict)


def places_of(searcher: Searcher, ranked: Sequence[Ranked]) -> list[int]:
    """The places (`corpus.place`) of hits; every unit has one."""
    found: list[Any] = searcher.fast_field_values("place", [address for _, address in ranked])
    return found


def things(searcher: Searcher, ranked: Sequence[Ranked]) -> list[int]:
    """A number for each hit; hits with equal numbers show the same clause or entity."""
    same: list[Any] = searcher.fast_field_values(_SAME, [address for _, address in ranked])
    places = places_of(searcher, ranked)
    if all(number is None for number in same):
        return places
    return [p if s is None else s for s, p in zip(same, places, strict=True)]


def once(searcher: Searcher, ranked: Sequence[Ranked], without: Sequence[int] = ()) -> list[Ranked]:
    """The first hit of each thing, in the order given; none of the things `without`."""
    said = set(without)
    kept = []
    for row, thing in zip(ranked, things(searcher, ranked), strict=True):
        if thing not in said:
            said.add(thing)
            kept.append(row)
    return kept


def counted(searcher: Searcher, schema: Schema, query: Query, facets: Sequence[str]) -> Counts:
    """What a query finds, as things and not as units."""
    wanted: dict[str, Any] = {_SAME: {"terms": _SEVERAL}}
    if facets:
        wanted |= {name: _values(name) for name in facets}
        found = searcher.aggregate(query, wanted)
    else:
        shared = Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.exists_query(_SAME))])
        found = searcher.aggregate(shared, wanted)
    several = found[_SAME]["buckets"]
    counts = {name: _numbers(found[name]["buckets"]) for name in facets}
    if several and facets:
        _take_off(counts, _nested(searcher, schema, query, facets, several))
    again = sum(int(b["doc_count"]) - 1 for b in several)
    return Counts(again, {name: _ordered(count) for name, count in counts.items()})


def _nested(
    searcher: Searcher, schema: Schema, query: Query, facets: Sequence[str], several: Sequence[Any]
) -> Iterator[Any]:
    """The values within each of the things that several of the units show, as buckets."""
    inside = {_SAME: {"terms": {"field": _SAME, "size": _AT_ONCE}}}
    inside[_SAME]["aggs"] = {name: _values(name) for name in facets}
    for at in range(0, len(several), _AT_ONCE):
        keys = [int(b["key"]) for b in several[at : at + _AT_ONCE]]
        terms = [(Occur.Should, Query.term_query(schema, _SAME, key, "basic")) for key in keys]
        these = Query.boolean_query([(Occur.Must, Query.boolean_query(terms)), (Occur.Must, query)])
        yield from searcher.aggregate(these, inside)[_SAME]["buckets"]


def _take_off(counts: Mapping[str, dict[str, int]], buckets: Iterable[Any]) -> None:
    """Count each value of a thing once."""
    for bucket in buckets:
        for name, count in counts.items():
            for value in bucket[name]["buckets"]:
                if value["doc_count"] > 1:
                    count[named(value["key"])] -= int(value["doc_count"]) - 1


def _values(field: str) -> dict[str, Any]:
    return {"terms": {"field": field, "size": _ALL}}


def _numbers(buckets: Iterable[Any]) -> dict[str, int]:
    return {named(b["key"]): int(b["doc_count"]) for b in buckets}


def _ordered(count: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(count.items(), key=lambda row: -row[1]))


def named(key: object) -> str:
    """A facet value as text; numbers come as floats."""
    return str(int(key)) if isinstance(key, float) else str(key)
