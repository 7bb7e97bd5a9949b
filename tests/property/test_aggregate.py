"""A rewritten count gives the rows of the query as written."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store

from kg.aggregate import rewrite

_NODES = [NamedNode(f"urn:{n}") for n in "abcd"]
_PREDICATES = [NamedNode(f"urn:p{n}") for n in range(3)]
_VARIABLES = ["?x", "?y", "?z", "?u", "?v"]

triples = st.sets(
    st.tuples(st.sampled_from(_NODES), st.sampled_from(_PREDICATES), st.sampled_from(_NODES)),
    max_size=25,
)
patterns = st.lists(
    st.tuples(
        st.sampled_from(_VARIABLES), st.sampled_from(_PREDICATES), st.sampled_from(_VARIABLES)
    ),
    min_size=2,
    max_size=5,
    unique=True,
)
aggregates = st.sampled_from(
    ["COUNT(*)", "COUNT(?x)", "COUNT(DISTINCT ?x)", "MIN(?x)", "COUNT(DISTINCT *)", "SUM(1)"]
)


@st.composite
def queries(draw: st.DrawFn) -> str:
    found = draw(patterns)
    bound = sorted({v for s, _, o in found for v in (s, o)})
    groups = draw(st.lists(st.sampled_from(bound), max_size=2, unique=True))
    counted = draw(aggregates).replace("?x", draw(st.sampled_from(bound)))
    body = " . ".join(f"{s} {p} {o}" for s, p, o in found)
    grouped = f" GROUP BY {' '.join(groups)}" if groups else ""
    return f"SELECT {' '.join(groups)} ({counted} AS ?n) {{ {body} }}{grouped}"


@settings(max_examples=300, deadline=None)
@given(triples, queries())
def test_same_rows(graph: set[tuple[NamedNode, NamedNode, NamedNode]], query: str) -> None:
    faster = rewrite(query)
    if faster is None:
        return
    store = Store()
    store.extend(Quad(*triple) for triple in graph)
    assert _rows(store, faster) == _rows(store, query), faster


def _rows(store: Store, query: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(map(str, row)) for row in store.query(query))
