from __future__ import annotations

import io

import openpyxl
import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from kg.export import FORMATS


@pytest.mark.parametrize("form", ["ttl", "csv", "xlsx"])  # kg tests the others
def test_the_graph_comes_as_a_file(client: TestClient, form: str) -> None:
    answer = client.get("/api/v1/export", params={"format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[form].media_type
    assert answer.headers["content-disposition"].endswith(f'"minekg.{form}"')
    assert len(answer.content) > 500


def test_the_file_holds_what_the_endpoint_counts(client: TestClient) -> None:
    lines = client.get("/api/v1/export", params={"format": "nq"}).content
    quads = sum(1 for _ in parse(lines, RdfFormat.N_QUADS))
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    answer = client.get("/sparql", params={"query": count, "format": "csv"})
    assert int(answer.text.splitlines()[1]) == quads


def test_head_writes_no_file_and_unknown_formats_are_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.routes_export.download", None)
    head = client.head("/api/v1/export", params={"format": "xlsx"})
    assert (head.status_code, head.content) == (200, b"")
    assert client.get("/api/v1/export", params={"format": "hdt"}).status_code == 422
    assert client.get("/api/v1/export").status_code == 422


def test_a_query_comes_as_a_worksheet(client: TestClient) -> None:
    query = "SELECT ?s ?n { ?s mk:start ?n } ORDER BY ?n LIMIT 3"
    answer = client.get("/sparql", params={"query": query, "format": "xlsx"})
    assert answer.headers["content-type"] == FORMATS["xlsx"].media_type
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.values)
    assert rows[0] == ("s", "n")
    assert [type(row[1]) for row in rows[1:]] == [int, int, int]
    assert client.get("/sparql", params={"query": "ASK {}", "format": "xlsx"}).status_code == 406
