from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg import paging
from kg.paging import page
from kg.pool import Query, QueryPool
from kg.shape import shape

ROWS = "VALUES (?a ?b) { (1 '丙'@zh) (2 '甲'@zh) (3 '乙'@zh) (UNDEF '丁'@zh) }"


def ask(query: str) -> object:
    return Store().query(query)


@pytest.mark.parametrize(
    ("order", "first"),
    [("?b", "丁"), ("DESC(?b)", "甲"), ("?a", "丁"), ("desc(?a)", "乙"), ("asc(?a) ?b", "丁")],
)
def test_page_is_sorted(order: str, first: str) -> None:
    found = page(shape(f"SELECT ?a ?b {{ {ROWS} }} ORDER BY {order} LIMIT 2"), ask)
    assert found is not None
    rows = list(Store().query(found))
    assert len(rows) == 2
    assert rows[0]["b"].value == first


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?a ?b {{ {ROWS} }} ORDER BY ?b",
        f"SELECT ?a ?b {{ {ROWS} }} LIMIT 2",
        f"SELECT ?a ?b {{ {ROWS} }} ORDER BY STR(?b) LIMIT 2",
        f"SELECT ?a ?b {{ {ROWS} }} ORDER BY ?b LIMIT 5000",
        f"SELECT ?a {{ {ROWS} }} ORDER BY ?b LIMIT 2",
        f"SELECT * {{ {ROWS} }} ORDER BY ?b LIMIT 2",
        f"SELECT ?a ?b {{ {ROWS} }} ORDER BY ?b LIMIT 2 VALUES ?a {{ 1 }}",
        "SELECT ?a { VALUES ?a { 1 'x' <urn:x> } } ORDER BY ?a LIMIT 2",
        "SELECT ?a { VALUES ?a { 'x'@zh 'x'@en } } ORDER BY ?a LIMIT 2",
        "SELECT ?a ?b { VALUES ?a { 1 2 } BIND(BNODE() AS ?b) } ORDER BY ?a LIMIT 2",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } ORDER BY ?s LIMIT 2",
    ],
)
def test_everything_else_is_left_to_the_engine(query: str) -> None:
    assert page(shape(query), ask) is None


def test_too_many_rows_are_left_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = shape(f"SELECT ?a ?b {{ {ROWS} }} ORDER BY ?b LIMIT 2")
    monkeypatch.setattr(paging, "_MOST_ROWS", 3)
    assert page(asked, ask) is None


def test_page_through_a_worker(pool: QueryPool) -> None:
    text = "SELECT ?n { ?p a mk:Problem ; skos:prefLabel ?n } ORDER BY DESC(?n) LIMIT 2 OFFSET 1"
    names = sorted(("资金短缺", "交付较慢", "周期长"), reverse=True)[1:]
    assert pool.run(Query(text, "csv")).read().decode().split() == ["n", *names]
