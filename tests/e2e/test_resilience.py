"""A batch that is stopped at any instant is finished by the next one."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx2
import pytest

from api import bundles
from corpus.index import Index
from corpus.library import Library
from corpus.search import SearchRequest, search
from ingest import pipeline
from kg.sparql import run

FILES = 80


@pytest.fixture(scope="module")
def statutes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small statutes that cite one another."""
    folder = tmp_path_factory.mktemp("statutes")
    for n in range(FILES):
        articles = "\n\n".join(
            f"第{i}条 采矿权人应当按照《测试{(n + i) % FILES}号条例》第{i}条治理{n}号矿山。"
            for i in range(1, 12)
        )
        text = f"测试{n}号条例\n\n第一章 总则\n\n{articles}\n"
        (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")
    return folder


def stop(
    command: list[str], statutes: Path, library: Path, wait: float, by: int
) -> tuple[int, str]:
    """Start a batch, stop it after `wait` seconds; its exit code and what it said."""
    process = subprocess.Popen(
        [*command, "ingest", str(statutes), "--library", str(library), "--workers", "2"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    time.sleep(wait)
    process.send_signal(by)
    _, err = process.communicate(timeout=30)
    return process.returncode, err


def check_whole(statutes: Path, folder: Path) -> None:
    """A last run finishes the work; nothing is there twice and nothing is lost."""
    summary = pipeline.ingest(folder, [statutes], workers=0)
    assert (summary.documents + summary.skipped, summary.failed) == (FILES, ())
    with Library.open(folder) as library:
        assert len(library.document_ids()) == FILES
        assert library.unpublished() == ()
    page = search(Index.open(folder / "index"), SearchRequest("7号矿山", kind="clause", limit=200))
    assert len({hit.id for hit in page.items}) == len(page.items) > 0
    graphs = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?d a mk:Document } }"
    cites = "SELECT (COUNT(*) AS ?n) { ?a eli:cites ?b . FILTER(CONTAINS(STR(?b), '/art_')) }"
    assert [ask(folder, query) for query in (graphs, cites)] == [[str(FILES)], [str(FILES * 11)]]


def ask(folder: Path, query: str) -> list[str]:
    """The rows of a query as CSV, without the header."""
    return run(folder / "graph", query, "csv").read().decode().splitlines()[1:]


def test_a_batch_that_is_killed_at_any_instant_is_finished_by_the_next(
    command: list[str], statutes: Path, tmp_path: Path
) -> None:
    for wait in (0.6, 1.1, 1.7):
        stop(command, statutes, tmp_path / "L", wait, signal.SIGKILL)
    check_whole(statutes, tmp_path / "L")


def test_an_interrupt_is_one_line_and_leaves_nothing_half_done(
    command: list[str], statutes: Path, tmp_path: Path
) -> None:
    code, err = stop(command, statutes, tmp_path / "L", 1.3, signal.SIGINT)
    assert (code, err) in ((0, ""), (130, "已中断；再运行一次会接着做完\n"))
    check_whole(statutes, tmp_path / "L")


def test_the_library_made_again_from_a_bundle_answers_the_same(
    library: Path, tmp_path: Path
) -> None:
    bundles.create(library, tmp_path / "全部.zip")
    bundles.restore(tmp_path / "全部.zip", tmp_path / "L", pipeline.Options())
    answers = []
    for folder in (library, tmp_path / "L"):
        page = search(Index.open(folder / "index"), SearchRequest("社会资本", kind=None, limit=50))
        rows = ask(folder, "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o")
        answers.append((page.items, page.total, rows))
    assert answers[0] == answers[1]
    assert answers[0][2] != []


def test_a_running_server_shows_what_another_process_adds(
    serve: Callable[[Path], AbstractContextManager[str]], tmp_path: Path
) -> None:
    for name in ("甲", "乙"):
        text = f"测试{name}条例\n\n第一条 矿山应当复绿。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    library = tmp_path / "L"
    pipeline.ingest(library, [tmp_path / "甲.txt"], workers=0)
    with serve(library) as address:
        assert counts(address) == (1, 1, 1)
        pipeline.ingest(library, [tmp_path / "乙.txt"], workers=0)
        assert counts(address) == (2, 2, 2)


def counts(address: str) -> tuple[int, int, int]:
    """How many documents list, search and graph of a server hold."""
    documents = httpx2.get(f"{address}/api/v1/documents").json()
    hits = httpx2.get(f"{address}/api/v1/search", params={"q": "复绿", "kind": "clause"}).json()
    query = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d dcterms:title ?t }"
    rows = httpx2.get(f"{address}/sparql", params={"query": query, "format": "csv"}).text
    return documents["total"], hits["total"], int(rows.split()[1])
