from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from fastapi.testclient import TestClient

from api import routes_tables

LISTS = (
    "entities", "documents", "indicators", "analysis/centrality", "search?q=采矿权人",
    "documents/测试省矿产资源条例/clauses",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_any_list_comes_whole(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    total = client.get(f"/api/v1/{name}").json()["total"]
    monkeypatch.setattr(routes_tables, "_PAGE", 2)
    answer = client.get(f"/api/v1/tables/{name}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == total > 0
    assert len({row["id"] for row in rows if "id" in row}) in (0, total)


def test_a_worksheet_keeps_numbers_and_names_nested_columns(client: TestClient) -> None:
    answer = client.get("/api/v1/tables/search", params={"q": "采矿权人", "format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    header = list(rows[0])
    assert "document.title" in header
    assert isinstance(rows[1][header.index("score")], float)


def test_a_list_goes_on_in_another_worksheet(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = client.get("/api/v1/entities").json()["total"]
    monkeypatch.setattr(routes_tables, "ROWS", total - 1)
    answer = client.get("/api/v1/tables/entities", params={"format": "xlsx"})
    sheets = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    assert [sheet.max_row for sheet in sheets] == [total, 2]


def test_parameters_are_those_of_the_list(client: TestClient) -> None:
    typed = client.get("/api/v1/tables/entities", params={"type": "Instrument"}).text
    assert {line.split(",")[2] for line in typed.splitlines()[1:]} == {"Instrument"}
    wrong = client.get("/api/v1/tables/entities", params={"type": "Nothing"})
    assert (wrong.status_code, wrong.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize(
    "name", ["nothing", "export", "search.csv", "tables/entities", "entities/mode/x"]
)
def test_what_is_no_list_is_not_found(client: TestClient, name: str) -> None:
    assert client.get(f"/api/v1/tables/{name}").status_code == 404


def test_an_empty_list_is_an_empty_table(client: TestClient) -> None:
    assert client.get("/api/v1/tables/entities", params={"q": "没有"}).content == b"\xef\xbb\xbf"
