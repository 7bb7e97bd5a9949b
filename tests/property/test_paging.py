"""A page sorted here is a page that the engine could have given."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.paging import page
from kg.shape import shape

_SUBJECTS = [NamedNode(f"urn:{n}") for n in range(9)]
_KINDS = [
    st.sampled_from([Literal(n) for n in (-3, 0, 2, 10)]),
    st.sampled_from([Literal(w, language="zh") for w in ("矿山", "规划", "甲", "𠀀", "修复")]),
    st.sampled_from([NamedNode(f"urn:图{n}") for n in "乙丙丁"]),
    st.sampled_from([Literal("a"), Literal("b", language="en"), Literal(1), NamedNode("urn:x")]),
]
orders = st.sampled_from(["?a", "?b ?a", "DESC(?b)", "ASC(?b) DESC(?a)", "DESC(?c) ?b"])


@st.composite
def stores(draw: st.DrawFn) -> Store:
    store = Store()
    for subject in _SUBJECTS[: draw(st.integers(0, 9))]:
        for predicate, kind in (("urn:b", draw(st.sampled_from(_KINDS))), ("urn:c", _KINDS[0])):
            if draw(st.booleans()) or predicate == "urn:b":
                store.add(Quad(subject, NamedNode(predicate), draw(kind)))
    return store


@settings(max_examples=200, deadline=None)
@given(stores(), orders, st.integers(1, 6), st.integers(0, 4))
def test_same_page(store: Store, order: str, limit: int, offset: int) -> None:
    query = f"SELECT ?a ?b ?c {{ ?a <urn:b> ?b OPTIONAL {{ ?a <urn:c> ?c }} }} ORDER BY {order}"
    asked = shape(f"{query} OFFSET {offset} LIMIT {limit}")
    found = page(asked, store.query)
    if found is None:
        return
    keys = [key.strip("?()") for key in order.replace("ASC", "").replace("DESC", "").split()]
    engine = list(store.query(asked.text))
    ours = list(store.query(found))
    assert [_key(row, keys) for row in ours] == [_key(row, keys) for row in engine]
    everything = Counter(map(_all, store.query(query)))
    assert not Counter(map(_all, ours)) - everything


def _key(row: Any, keys: list[str]) -> tuple[str, ...]:
    return tuple(str(row[key]) for key in keys)


def _all(row: Any) -> tuple[str, ...]:
    return tuple(map(str, row))
