from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.desk.effect import effect
from api.http import create_app
from api.settings import Settings
from ingest import pipeline

LAW = """# 中华人民共和国矿区堤坝法

{history}

<!-- INFO END -->

第一条 为了保护矿区堤坝，制定本法。

第二条 堤坝管理单位应当每年检查{times}次。

第三条 禁止在堤坝上采矿。

第四条 本法自{since}起施行。
"""
FIRST = "2009年5月1日 第十一届全国人民代表大会常务委员会第八次会议通过"
AGAIN = FIRST + "\n\n2024年5月1日 第十四届全国人民代表大会常务委员会第九次会议修订"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("versions")
    old = LAW.format(history=FIRST, times="一", since="2009年7月1日")
    new = LAW.format(history=AGAIN, times="两", since="2024年7月1日")
    for name, text in (("堤坝法(2009-05-01).md", old), ("堤坝法(2024-05-01).md", new)):
        (folder / name).write_text(text, encoding="utf-8")
    files = sorted(folder.glob("*.md"))
    assert pipeline.ingest(folder / "library", files, workers=0).failed == ()
    with TestClient(create_app(Settings(library=folder / "library"))) as client:
        yield client


def test_the_versions_of_a_law_with_what_says_so(client):
    ids = [d["id"] for d in client.get("/api/v1/documents").json()["items"]]
    answer = client.get(f"/api/v1/documents/{min(ids)}/timeline").json()
    assert answer["now"] == min(ids)
    old, new = answer["versions"]
    assert [old["date"], new["date"]] == ["2009-05-01", "2024-05-01"]
    assert [old["since"], new["since"]] == ["2009-07-01", "2024-07-01"]
    assert (old["status"]["value"], old["status"]["by"]) == ("已修改", new["id"])
    assert new["status"]["value"] == "现行"
    assert "本法自2024年7月1日起施行" in new["status"]["evidence"]
    assert (old["changes"], new["changes"]) == ({}, {"same": 2, "changed": 2})
    clause = client.get(f"/api/v1/clauses/{new['id']}/art_2").json()
    assert clause["status"] == new["status"]


def test_no_versions_of_what_is_not_there(client):
    assert client.get("/api/v1/documents/没有这份/timeline").status_code == 404


@pytest.mark.parametrize(
    ("text", "issued", "since", "years"),
    [
        ("本法自2025年7月1日起施行。", "2024-11-08", "2025-07-01", None),
        ("第九条 本规定自公布之日起施行。", "2020-01-02", "2020-01-02", None),
        ("本办法自发布之日起施行，有效期5年。", "2018-03-04", "2018-03-04", 5),
        ("本通知自二〇二一年三月一日起执行，有效期为五年。", "", "2021-03-01", 5),
        ("本法自2025年13月1日起施行。", "2024-11-08", "2024-11-08", None),
        ("旧法自1990年1月1日起施行。本法自2025年7月1日起施行。", "", "2025-07-01", None),
    ],
)
def test_entry_into_force(text, issued, since, years):
    found = effect(text, issued)
    assert found is not None
    assert (found.since, found.years) == (since, years)
    assert text[found.start : found.end].strip() == found.words


def test_nothing_is_said_and_time_runs_out():
    assert effect("矿山应当每年检查。", "2020-01-01") is None
    short = effect("本办法自发布之日起施行，有效期5年。", "2018-03-04")
    assert short is not None
    assert (short.over(date(2024, 1, 1)), short.over(date(2023, 1, 1))) == (True, False)
