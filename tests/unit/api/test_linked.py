from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

BASE = "http://test.example/"
EVERY = """SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?q ?x }
  FILTER(isIRI(?x) && STRSTARTS(STR(?x), "http://test.example/id/")) }"""
TYPES = {"html": "text/html", "ttl": "text/turtle", "json": "application/json", "txt": "text/plain"}


def _iris(client: TestClient, query: str) -> list[str]:
    body = client.get("/sparql", params={"query": query}).json()
    return [row["x"]["value"].removeprefix(BASE) for row in body["results"]["bindings"]]


def test_every_iri_of_the_graph_leads_somewhere(client: TestClient) -> None:
    iris = _iris(client, EVERY)
    assert len(iris) > 20
    for number, path in enumerate(iris):
        wanted = list(TYPES.values())[number % len(TYPES)]
        answer = client.get(path, headers={"Accept": wanted}, follow_redirects=True)
        assert [r.status_code for r in answer.history] == [303], path
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].startswith(wanted), path
        assert answer.content, path


@pytest.mark.parametrize("suffix", TYPES)
def test_statements_have_every_form(client: TestClient, suffix: str) -> None:
    norm = _iris(client, "SELECT ?x { ?x a mk:Norm ; mk:quote ?q FILTER(CONTAINS(?q, '禁止')) }")[0]
    answer = client.get(f"{norm}.{suffix}")
    assert answer.headers["content-type"].startswith(TYPES[suffix])
    assert "禁止在保护区内新建露天矿山" in answer.text


def test_a_suffix_leads_to_the_page_of_an_entity(client: TestClient) -> None:
    entity = client.get("/api/v1/entities").json()["items"][0]["id"]
    answer = client.get(f"/id/{entity}.html", follow_redirects=False)
    assert answer.status_code == 303
    assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize("kind", ["application/rdf+xml", "application/n-triples"])
def test_other_graph_formats(client: TestClient, kind: str) -> None:
    answer = client.get("/id/doc/测试省矿产资源条例/art_2", headers={"Accept": kind})
    assert answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize("key", ["norm/0", "norm/0.html", "mode/没有.html", "doc/没有@2020-01-01"])
def test_nothing_is_not_found(client: TestClient, key: str) -> None:
    for accept in ("text/html", "text/turtle", "application/json"):
        answer = client.get(f"/id/{key}", headers={"Accept": accept})
        assert answer.status_code == 404
