"""The review over REST and the command line."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import cli, writing
from api.http import create_app
from api.settings import Settings
from ingest import pipeline
from ingest.lock import sole_writer

TEXT = """甲县矿山修复模式研究

一、主要模式

产业融合模式破解了融资难问题。资源置换模式缓解了资金短缺。
"""
Api = TestClient


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one document; not to be written."""
    place = tmp_path_factory.mktemp("made")
    (place / "a.txt").write_text(TEXT, encoding="utf-8")
    pipeline.ingest(place / "L", [place / "a.txt"], workers=0)
    return place / "L"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "L")
    return tmp_path / "L"


@pytest.fixture
def client(folder: Path) -> Iterator[Api]:
    with TestClient(create_app(Settings(library=folder)), base_url="http://127.0.0.1") as client:
        yield client


def cells(client: Api) -> dict[tuple[str, str], dict[str, Any]]:
    found = client.get("/api/v1/matrix").json()["cells"]
    return {(c["row"], c["column"]): c["evidence"][0] for c in found}


FIRST = ("mode/产业融合模式", "problem/融资难")
SECOND = ("mode/资源置换模式", "problem/资金短缺")


def test_from_a_report_to_a_rejection_and_back(client: Api) -> None:
    claim = cells(client)[FIRST]["statement"]
    reported = client.post("/api/v1/reports", json={"statement": claim, "reason": "原文不是这意思"})
    assert (reported.status_code, reported.json()["decision"]) == (201, "report")
    queue = client.get("/api/v1/review").json()
    first = queue["items"][0]
    assert (first["statement"], first["reason"]) == (claim, "reported")
    assert first["reports"][0]["reason"] == "原文不是这意思"
    quoted = first["context"][first["quote_start"] : first["quote_end"]]
    assert quoted == first["quote"] == "产业融合模式破解了融资难问题"
    assert queue["facets"]["reason"] == {"reported": 1, "proposed": 0, "unsure": 0, "unseen": 1}
    decision = {"statements": [claim], "decision": "reject", "reviewer": "甲", "reason": "对"}
    answer = client.post("/api/v1/review/decisions", json=decision)
    assert (answer.status_code, answer.json()["published"]) == (201, True)
    assert cells(client).keys() == {SECOND}
    listed = client.get("/api/v1/review?status=rejected").json()
    assert [(i["statement"], i["verdict"]["reviewer"]) for i in listed["items"]] == [(claim, "甲")]
    assert client.get("/api/v1/review?reason=reported").json()["total"] == 0
    client.post("/api/v1/review/decisions", json={"statements": [claim], "decision": "undo"})
    assert cells(client).keys() == {FIRST, SECOND}
    assert client.get("/api/v1/review?reason=reported").json()["total"] == 1


def test_a_decision_on_many_is_kept_for_all_or_none(client: Api) -> None:
    claims = [c["statement"] for c in cells(client).values()]
    bad = {"statements": [claims[0], claims[1][:-3] + "000"], "decision": "reject"}
    assert client.post("/api/v1/review/decisions", json=bad).status_code == 404
    assert client.get("/api/v1/review/log").json()["total"] == 0
    client.post("/api/v1/review/decisions", json={"statements": claims, "decision": "reject"})
    assert cells(client) == {}


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"decision": "reject"}, 422, "statements"),
        ({"statements": [], "decision": "reject"}, 422, "statements"),
        ({"statements": ["甲/0"], "decision": "删除"}, 422, "decision"),
        ({"statements": ["没有编号"], "decision": "reject"}, 404, "不是陈述的编号"),
        ({"statements": ["没有这份/0000"], "decision": "reject"}, 404, "没有文档"),
    ],
)
def test_bad_decisions_are_refused_in_words(
    client: Api, body: dict[str, Any], status: int, words: str
) -> None:
    answer = client.post("/api/v1/review/decisions", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]


def test_writes_need_the_token_where_one_is_set(folder: Path) -> None:
    app = create_app(Settings(library=folder, token="geheim"))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        claim = cells(client)[FIRST]["statement"]
        writes = [
            ("POST", "/api/v1/reports", {"statement": claim}),
            ("POST", "/api/v1/review/decisions", {"statements": [claim], "decision": "reject"}),
            ("POST", "/api/v1/merges", {"entity": FIRST[0], "into": SECOND[0]}),
            ("DELETE", f"/api/v1/merges?entity={FIRST[0]}&into={SECOND[0]}", None),
        ]
        for method, path, body in writes:
            assert client.request(method, path, json=body).status_code == 401
        headers = {"Authorization": "Bearer geheim"}
        for method, path, body in writes:
            assert client.request(method, path, json=body, headers=headers).status_code in (
                200,
                201,
            )


def test_the_log_is_a_table_too(client: Api) -> None:
    claim = cells(client)[FIRST]["statement"]
    for decision, reason in (("accept", "=1+1"), ("reject", "看错了")):
        body = {"statements": [claim], "decision": decision, "reason": reason, "reviewer": "甲"}
        client.post("/api/v1/review/decisions", json=body)
    page = client.get("/api/v1/review/log?limit=1").json()
    assert [e["decision"] for e in page["items"]] == ["reject"]
    more = client.get(f"/api/v1/review/log?limit=1&cursor={page['next']}").json()
    assert [e["decision"] for e in more["items"]] == ["accept"]
    assert more["next"] is None
    text = client.get("/api/v1/review/log.csv").content.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    reason = header.index("理由")
    assert [row[reason] for row in rows] == ["'=1+1", "看错了"]


def test_a_decision_while_another_process_writes_is_shown_later(
    client: Api, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PATIENCE", 0.05)
    claim = cells(client)[FIRST]["statement"]
    with sole_writer(folder):
        body = {"statements": [claim], "decision": "reject"}
        assert client.post("/api/v1/review/decisions", json=body).json()["published"] is False
        assert cells(client).keys() == {FIRST, SECOND}
    for thread in writing.threading.enumerate():
        if thread.name.startswith("publish"):
            thread.join(timeout=30)
    assert cells(client).keys() == {SECOND}


def test_entities_are_merged_and_parted(client: Api) -> None:
    merge = {"entity": SECOND[0], "into": FIRST[0], "reviewer": "乙", "reason": "同一做法"}
    assert client.post("/api/v1/merges", json=merge).status_code == 201
    assert [r["id"] for r in client.get("/api/v1/matrix").json()["rows"]] == [FIRST[0]]
    (item,) = client.get("/api/v1/merges").json()["items"]
    assert (item["entity_name"], item["basis"], item["verdict"]["reviewer"]) == (
        "资源置换模式", "merged", "乙",
    )  # fmt: skip
    undone = client.delete("/api/v1/merges", params={"entity": SECOND[0], "into": FIRST[0]})
    assert undone.status_code == 200
    assert cells(client).keys() == {FIRST, SECOND}
    assert client.post("/api/v1/merges", json=merge | {"into": "problem/融资难"}).status_code == 422


def test_the_command_line_reviews(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, Any]:
        code = cli.run([*arguments, "--library", str(folder), "--json"])
        return code, json.loads(capsys.readouterr().out)

    _, queue = run("review", "list")
    claims = {i["subject"]: i["statement"] for i in queue["items"]}
    first, second = claims["Mode/产业融合模式"], claims["Mode/资源置换模式"]
    code, answer = run("review", "reject", first, "--by", "甲", "--reason", "不对")
    assert (code, answer["published"]) == (0, True)
    run("review", "edit", second, "--object", "钱不够")
    _, rejected = run("review", "list", "--status", "rejected")
    assert [i["statement"] for i in rejected["items"]] == [first]
    run("review", "undo", first)
    _, log = run("review", "log")
    assert [e["decision"] for e in log] == ["reject", "edit", "undo"]
    run("merges", "add", "problem/钱不够", "problem/融资难")
    _, merges = run("merges", "list")
    assert [(m["own"], m["key"]) for m in merges] == [("problem/钱不够", "problem/融资难")]
    run("merges", "undo", "problem/钱不够", "problem/融资难")
    assert run("merges", "list") == (0, [])
    assert cli.run(["review", "accept", "没有/0", "--library", str(folder)]) == 1
