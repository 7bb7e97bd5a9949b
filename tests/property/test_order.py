"""A reordered query gives the rows of the query as written."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.order import MOST, reorder

_NODES = [NamedNode(f"urn:{n}") for n in "abcd"]
_TERMS = ["?x", "?y", "?z", *map(str, _NODES)]
_VERBS = ["?x", "?v", *map(str, _NODES[:2])]

nodes = st.sampled_from(_NODES)
triples = st.sets(st.tuples(nodes, nodes, nodes), max_size=20)
terms = st.sampled_from(_TERMS)
patterns = st.lists(st.tuples(terms, st.sampled_from(_VERBS), terms), min_size=1, max_size=4)
tails = st.sampled_from(["", "FILTER(?x != <urn:a>)", "OPTIONAL { ?x ?w <urn:b> . ?w ?x <urn:c> }"])


@settings(max_examples=300, deadline=None)
@given(triples, patterns, tails)
def test_same_rows(
    graph: set[tuple[NamedNode, NamedNode, NamedNode]], body: list[tuple[str, ...]], tail: str
) -> None:
    store = Store()
    store.extend(Quad(*triple) for triple in graph)

    def count(*names: str | None) -> int:
        found = store.quads_for_pattern(
            *(NamedNode(n) if n else None for n in names), DefaultGraph()
        )
        return sum(1 for _ in islice(found, MOST))

    query = f"SELECT * {{ {' . '.join(map(' '.join, body))} {tail} }}"
    assert _rows(store, reorder(query, count)) == _rows(store, query)


def _rows(store: Store, query: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(map(str, row)) for row in store.query(query))
