"""The list of projects over REST, from a real paper's table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http import create_app
from api.settings import Settings
from ingest import pipeline

PAPER = """测试省废弃矿山修复模式研究

1 典型项目

表1 典型修复项目

项目名称\t所在地\t修复模式\t存在问题
南京市汤山采石场修复项目\t南京市\t文旅融合模式\t后期管护资金不足
溧阳市曹山修复项目\t溧阳市\t光伏复绿模式\t并网指标落实慢
榆林市大柳塔采煤沉陷区治理项目\t榆林市\t光伏复绿模式\t土壤贫瘠
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("projects")
    (folder / "论文.txt").write_text(PAPER, encoding="utf-8")
    summary = pipeline.ingest(folder / "library", [folder / "论文.txt"], workers=0)
    assert summary.failed == ()
    with TestClient(create_app(Settings(library=folder / "library"))) as client:
        yield client


def test_a_project_comes_with_what_its_row_says(client: TestClient) -> None:
    found = client.get("/api/v1/projects", params={"q": "曹山"}).json()
    (project,) = found["items"]
    named = {k: [s["name"] for s in project[k]] for k in ("places", "modes", "problems")}
    assert named == {
        "places": ["溧阳市"], "modes": ["光伏复绿模式"], "problems": ["并网指标落实慢"],
    }  # fmt: skip
    assert project["province"] == "江苏省"


def test_facets_count_the_filtered_list(client: TestClient) -> None:
    found = client.get("/api/v1/projects", params={"mode": "光伏复绿模式"}).json()
    assert found["total"] == 2
    assert found["facets"]["province"] == {"江苏省": 1, "陕西省": 1}


def test_pages_follow_the_order_and_refuse_a_foreign_cursor(client: TestClient) -> None:
    first = client.get("/api/v1/projects", params={"sort": "place", "limit": 2}).json()
    rest = client.get(
        "/api/v1/projects", params={"sort": "place", "limit": 2, "cursor": first["next"]}
    ).json()
    provinces = [p["province"] for p in first["items"] + rest["items"]]
    assert provinces == ["江苏省", "江苏省", "陕西省"]
    assert rest["next"] is None
    foreign = client.get("/api/v1/projects", params={"sort": "name", "cursor": first["next"]})
    assert foreign.status_code == 400


def test_the_file_holds_every_project(client: TestClient) -> None:
    text = client.get("/api/v1/projects.csv").text
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert len(rows) == 3
    assert rows[0]["省份"]


def test_the_map_counts_what_the_list_shows(client: TestClient) -> None:
    page = client.get("/projects", params={"mode": "光伏复绿模式"}).text
    assert 'aria-label="江苏省：1 个项目"' in page
    assert "汤山" not in page.split("<tbody>")[1].split("</tbody>")[0]
