"""Search through a real server: what people send, and what happens while the library changes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import httpx2
import pytest

from ingest import pipeline

Serve = Callable[[Path], AbstractContextManager[str]]
ROUNDS = 4


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("矿山修复" * 2500, ["问题过长，只用了前 400 个字"]),
        ('"没有闭合的(引号', []),
        ("矿\x00\x1b山", []),
        ("没有的字段:矿山", ["没有字段“没有的字段”，当作词来检索"]),
        ("(" * 400, ["检索词里没有可以检索的字"]),
    ],
    ids=["long", "quotes", "control", "field", "brackets"],
)
def test_whatever_is_typed_is_answered(address: str, query: str, notes: list[str]) -> None:
    asked = f"{address}/api/v1/search?{urlencode({'q': query})}"
    with urlopen(asked, timeout=30) as answer:  # httpx refuses addresses of 90,000 bytes
        assert json.load(answer)["notes"] == notes


def test_readers_see_whole_documents_while_versions_replace_one_another(
    serve: Serve, tmp_path: Path
) -> None:
    """Every answer holds all articles of one version, through ingests and a rebuild."""
    file, folder = tmp_path / "条例.txt", tmp_path / "L"

    def put(version: int) -> None:
        articles = "\n\n".join(f"第{n}条 试验矿山按第{version}版修复。" for n in "一二三四五六七八")
        file.write_text(f"测试条例\n\n{articles}\n", encoding="utf-8")
        pipeline.ingest(folder, [file], workers=0)

    put(0)
    seen: list[tuple[int, set[str]]] = []
    done = threading.Event()

    def read(address: str) -> None:
        asked = {"q": '"试验矿山"', "kind": "clause"}
        while not done.is_set():
            body = httpx2.get(address + "/api/v1/search", params=asked, timeout=30).json()
            versions = {hit["text"].split("第")[-1][0] for hit in body["items"]}
            seen.append((body["total"], versions))

    with serve(folder) as address:
        reader = threading.Thread(target=read, args=(address,))
        reader.start()
        for version in range(1, ROUNDS):
            put(version)
        pipeline.rebuild(folder)
        done.set()
        reader.join(30)
    assert {(total, len(versions)) for total, versions in seen} == {(8, 1)}
    assert len({version for _, versions in seen for version in versions}) > 1
