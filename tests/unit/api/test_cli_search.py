from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.cli import run

STATUTE = "测试省矿产资源条例"


def told(capsys: pytest.CaptureFixture[str], library: Path, *arguments: str) -> str:
    assert run(["search", *arguments, "-L", str(library)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "parameters"),
    [
        (["采矿权人"], {"q": "采矿权人"}),
        (["矿", "--kind", "clause", "--sort", "document"],
         {"q": "矿", "kind": "clause", "sort": "document"}),
        (["矿", "--group", "--exact"], {"q": "矿", "group": "document", "synonyms": "false"}),
        (["矿", "--genre", "plan", "--year", "2021..", "--limit", "3"],
         {"q": "矿", "genre": "plan", "year": "2021..", "limit": "3"}),
        (["矿", "--modality", "不得", "--no-rerank"],
         {"q": "矿", "modality": "prohibits", "rerank": "false"}),
    ],
)  # fmt: skip
def test_the_command_answers_what_the_service_answers(
    client: TestClient,
    library: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    parameters: dict[str, str],
) -> None:
    said = json.loads(told(capsys, library, *arguments, "--json"))
    served = client.get("/api/v1/search", params=parameters).json()
    assert said["total"] > 0
    for answer in (said, served):
        answer.pop("took_ms")
    assert said == served


def test_pages_follow_one_another(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = json.loads(told(capsys, library, "矿", "--limit", "1", "--json"))
    second = json.loads(told(capsys, library, "矿", "--cursor", first["next"], "--json"))
    assert first["items"][0]["id"] not in [hit["id"] for hit in second["items"]]
    assert run(["search", "别的", "--cursor", first["next"], "-L", str(library)]) == 1
    assert "另一个查询" in capsys.readouterr().err


def test_a_table_holds_every_hit(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.reader(io.StringIO(told(capsys, library, "矿", "--format", "csv"))))
    whole = json.loads(told(capsys, library, "矿", "--limit", "200", "--json"))
    assert len(rows) == whole["total"] + 1


def test_people_are_told_what_was_searched_too_and_what_is_left(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", "露天矿 保护", "--limit", "1", "-L", str(library)]) == 0
    said = capsys.readouterr()
    assert STATUTE in said.out
    assert "“露天矿”同时检索了同义词：露天开采" in said.err
    assert "下一页：--cursor" in said.err
    run(["search", '"测试省矿产资员条例"', "-L", str(library)])
    assert f"是不是：{STATUTE}" in capsys.readouterr().err


def test_there_is_nothing_to_train_on_without_feedback(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rank", "train", "-L", str(library), "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["questions"] == 0
    assert "MINEKG_FEEDBACK" in said.err
    assert run(["rank", "forget", "-L", str(library)]) == 0
