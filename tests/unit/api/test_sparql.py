from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
import rdflib
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from starlette.exceptions import HTTPException

from api import problems, sparql, sparql_request, sparql_text
from api.negotiation import best
from corpus.index import Index
from kg import text
from kg.formats import GRAPHS, RESULTS
from kg.pool import Limits, QueryPool
from kg.store import GraphStore, current

GRAPH = "http://localhost:8000/id/doc/甲"
RESULT_LIST, GRAPH_LIST = list(RESULTS.values()), list(GRAPHS.values())


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("graph")
    graph = NamedNode(GRAPH)
    with GraphStore(folder) as store:
        quads = [Quad(graph, NamedNode("urn:p"), Literal(i), graph) for i in range(20)]
        store.replace(graph, quads)
        store.publish()
    app = FastAPI()
    problems.install(app)
    app.include_router(sparql.router)
    limits = Limits(seconds=1, rows=10, query=2000)
    with QueryPool(lambda: current(folder), 1, limits) as pool:
        settings = SimpleNamespace(base_iri="http://localhost:8000/")
        index = Index.open(tmp_path_factory.mktemp("index"), create=True)
        app.state.service = SimpleNamespace(pool=pool, settings=settings, index=index)
        with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
            yield client


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("application/json", "json"),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", "xml"),
        ("application/sparql-results+xml;q=0.9, application/sparql-results+json;q=0.1", "xml"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("text/*, application/sparql-results+json;q=0.5", "csv"),
        ("TEXT/CSV;charset=utf-8", "csv"),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("text/csv;q=x", None),
    ],
)
def test_negotiation(accept: str, name: str | None) -> None:
    found = best(accept, RESULT_LIST)
    assert (found.name if found else None) == name


def test_graph_formats_share_the_header() -> None:
    found = best("text/turtle;q=0.5, application/ld+json", GRAPH_LIST)
    assert found is not None
    assert found.name == "jsonld"


def test_cut_result_is_flagged(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "SELECT ?o { ?s ?p ?o }", "format": "csv"})
    assert response.status_code == 200
    assert response.headers["x-minekg-truncated"] == "true"
    assert "截断" in response.text
    whole = client.get("/sparql", params={"query": "SELECT ?o { ?s ?p ?o } LIMIT 5"})
    assert "x-minekg-truncated" not in whole.headers


@pytest.mark.parametrize(
    ("send", "status"),
    [
        ({"params": {"query": "SELECT * {"}}, 400),
        ({"params": {"query": "PREFIX a:"}}, 400),
        ({"params": {"query": "PREFIX text:query"}}, 400),
        ({"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
        ({"params": {"query": "ASK {}", "format": "yaml"}}, 400),
        ({"params": {"query": "ASK {}", "default-graph-uri": "a b\"c"}}, 400),
        ({"params": {"query": "SELECT * { <http://a b> ?p ?o }"}}, 400),
        ({"params": {"query": "ASK {} #" + "x" * 2000}}, 413),
        ({"params": {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, "headers": {"accept": "text/csv"}}, 406),
        ({"params": {"query": "ASK {}"}, "headers": {"accept": "image/png"}}, 406),
        ({"params": {"update": "CLEAR ALL"}}, 400),
        ({"headers": {"accept": "image/png"}}, 406),
    ],
)  # fmt: skip
def test_get_errors(client: TestClient, send: dict[str, object], status: int) -> None:
    response = client.get("/sparql", **send)  # type: ignore[arg-type]
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"ASK {}", "application/sparql-query", 200),
        (b"ASK {}", "application/sparql-query; charset=utf-8", 200),
        (b"query=ASK%20%7B%7D", "application/x-www-form-urlencoded", 200),
        (b"ASK { \xff }", "application/sparql-query", 400),
        (b"query=%FF", "application/x-www-form-urlencoded", 400),
        (b"query=\xff", "application/x-www-form-urlencoded", 400),
        (b"foo=bar", "application/x-www-form-urlencoded", 400),
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", "", 415),
        (b"x" * 10_000, "application/sparql-query", 413),
        (b"CLEAR ALL", "application/sparql-update", 403),
        (b"CLEAR \xff", "application/sparql-update", 400),
        (b"INSERT DATA {", "application/sparql-update", 400),
        (
            b"PREFIX a: <urn:a> INSERT DATA { a:b a:c 1 } ; LOAD <http://127.0.0.1:1/>",
            "application/sparql-update",
            403,
        ),
        (b"update=CLEAR%20ALL", "application/x-www-form-urlencoded", 403),
        (b"update=a&update=b", "application/x-www-form-urlencoded", 400),
    ],
)
def test_post(client: TestClient, content: bytes, kind: str, status: int) -> None:
    response = client.post("/sparql", content=content, headers={"content-type": kind})
    assert response.status_code == status, response.text


def test_a_body_over_the_limit_is_not_read_to_its_end() -> None:
    sent = count()

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"x" * 1000, "more_body": next(sent) < 100}

    scope = {"type": "http", "method": "POST", "headers": [], "query_string": b""}
    with pytest.raises(HTTPException) as refused:
        asyncio.run(sparql_request.read(Request(scope, receive), 5000))
    assert refused.value.status_code == 413
    assert next(sent) == 6


def test_update_with_two_datasets_is_a_bad_request(client: TestClient) -> None:
    response = client.post(
        "/sparql?using-graph-uri=urn:a",
        content=b"DELETE { ?s ?p ?o } USING <urn:b> WHERE { ?s ?p ?o }",
        headers={"content-type": "application/sparql-update"},
    )
    assert response.status_code == 400


def test_syntax_error_tells_the_place(client: TestClient) -> None:
    update = client.post("/sparql", data={"update": "CLEAR ALL ;\nINSERT DATA {"}).json()
    assert (update["line"], update["column"]) == (2, 14)
    problem = client.get("/sparql", params={"query": "SELECT * {\n ?s ?p }"}).json()
    assert (problem["line"], problem["column"]) == (2, 9)
    assert "第 2 行第 9 列" in problem["detail"]


def test_a_syntax_error_beside_a_text_pattern_stands_where_the_user_wrote_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sparql_text, "_found", lambda *_: (text.Found(GRAPH, 2.0, "甲" * 90),))
    sparql_text._answered.cache_clear()
    query = 'SELECT ?c { ?c text:query "误" . ?c a }'
    body = client.get("/sparql", params={"query": query}).json()
    assert (body["status"], body["line"]) == (400, 1)
    assert query.index("a }") <= body["column"] <= len(query) + 1


def test_runaway_is_503_and_names_the_limit(client: TestClient) -> None:
    cross = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9))
    response = client.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ {cross} }}"})
    assert response.status_code == 503
    assert "1 秒" in response.json()["detail"]


def test_text_pattern_is_answered_by_the_index(client: TestClient) -> None:
    query = 'SELECT ?c { ?c text:query "无" }'
    assert client.get("/sparql", params={"query": query, "format": "csv"}).text == "c\r\n"


def test_head_has_no_body(client: TestClient) -> None:
    response = client.head("/sparql", params={"query": "ASK {}"})
    assert (response.status_code, response.content) == (200, b"")
    assert "content-length" not in response.headers  # GET has a longer body than none


def test_service_description_names_formats_and_limits(client: TestClient) -> None:
    response = client.get("/sparql", headers={"accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert len(list(graph.objects(service, sd.resultFormat))) == len(RESULTS) + len(GRAPHS)
    mk = rdflib.Namespace("https://w3id.org/minekg/ontology#")
    assert graph.value(service, mk.maxRows) == rdflib.Literal(10)


def test_browser_is_sent_to_a_page(client: TestClient) -> None:
    response = client.get("/sparql", headers={"accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 303


def test_a_program_that_also_reads_pages_gets_the_description(client: TestClient) -> None:
    wanted = "application/n-quads,application/ld+json;q=0.9,text/turtle;q=0.6,text/html;q=0.2"
    answer = client.get("/sparql", headers={"accept": wanted})
    assert answer.headers["content-type"] == "application/ld+json"


@pytest.mark.parametrize("name", ["ttl", "nt", "rdf", "jsonld", "trig", "nq"])
def test_graph_store_reads_a_graph_whole(client: TestClient, name: str) -> None:
    form = GRAPHS[name]
    response = client.get(f"/store?graph={quote(GRAPH)}", headers={"accept": form.media_type})
    assert response.headers["content-type"].startswith(form.media_type)
    assert isinstance(form.engine, RdfFormat)
    assert len(list(parse(response.content, form.engine))) == 20


@pytest.mark.parametrize(
    ("url", "accept", "status"),
    [
        ("/store?graph=urn:none", "*/*", 404),
        ("/store?graph=%20not%20an%20iri", "*/*", 400),
        ("/store?graph=urn:a&default", "*/*", 400),
        ("/store?default", "text/turtle", 200),
        ("/store", "*/*", 200),
        ("/store?graph=", "*/*", 400),
        ("/store", "text/turtle", 406),
    ],
)
def test_graph_store_answers(client: TestClient, url: str, accept: str, status: int) -> None:
    assert client.get(url, headers={"accept": accept}).status_code == status


def test_the_dataset_comes_as_trig_where_nothing_else_is_wanted(client: TestClient) -> None:
    response = client.get("/store", headers={"accept": "*/*"})
    assert response.headers["content-type"] == "application/trig"
    assert len(list(parse(response.content, RdfFormat.TRIG))) == 20


@pytest.mark.parametrize(
    ("method", "url", "status", "allowed"),
    [
        ("OPTIONS", "/sparql", 204, {"GET", "HEAD", "OPTIONS", "POST"}),
        ("OPTIONS", "/store", 204, {"GET", "HEAD", "OPTIONS"}),
        ("PUT", "/sparql", 405, {"GET", "HEAD", "POST"}),
        ("DELETE", "/.well-known/void", 405, {"GET", "HEAD"}),
    ],
)
def test_what_may_be_asked_is_told(
    client: TestClient, method: str, url: str, status: int, allowed: set[str]
) -> None:
    response = client.request(method, url)
    assert response.status_code == status
    assert set(response.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_hits_that_were_left_out_are_told_in_header_and_body(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(text, "MOST", 1)
    hits = (text.Found(GRAPH, 2.0, "甲"), text.Found("urn:x", 1.0, "乙"))
    monkeypatch.setattr(sparql_text, "_found", lambda *_: hits)
    sparql_text._answered.cache_clear()
    joined = f'SELECT ?s ?o {{ ?s text:query "{form}" ; <urn:p> ?o }} LIMIT 1'
    told = client.get("/sparql", params={"query": joined, "format": form})
    assert told.headers["x-minekg-truncated"] == "true"
    assert "text:query 只取了前" in told.text
    alone = f'SELECT ?s {{ ?s text:query "{form}" }} LIMIT 1'
    quiet = client.get("/sparql", params={"query": alone, "format": form})
    assert "x-minekg-truncated" not in quiet.headers
    assert "text:query" not in quiet.text


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_graph_store_takes_no_writes(client: TestClient, method: str) -> None:
    assert client.request(method, "/store?graph=urn:a").status_code == 403


def test_void_is_made_anew_only_for_a_new_snapshot(client: TestClient) -> None:
    response = client.get("/.well-known/void", headers={"accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    (dataset,) = graph.subjects(rdflib.RDF.type, void.Dataset)
    assert graph.value(dataset, void.triples) == rdflib.Literal(20)
    again = client.get("/.well-known/void", headers={"accept": "application/ld+json"})
    assert again.json()
