"""A batch that is stopped at any instant is finished by the next one."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

FILES = 150
Run = Callable[..., subprocess.CompletedProcess[str]]


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


def start(command: list[str], statutes: Path, library: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*command, "ingest", str(statutes), "--library", str(library), "--workers", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def state(minekg: Run, library: Path) -> dict[str, object]:
    answer = minekg("doctor", "--library", library, "--json")
    found: dict[str, object] = json.loads(answer.stdout)
    return found


def check_whole(minekg: Run, statutes: Path, library: Path) -> None:
    """A last run finishes the work; nothing is there twice and nothing is lost."""
    answer = minekg("ingest", statutes, "--library", library, "--json")
    assert answer.returncode == 0, answer.stderr
    summary = json.loads(answer.stdout)
    assert summary["documents"] + summary["skipped"] == FILES
    held = state(minekg, library)
    assert held["faults"] == []
    assert held["library"]["documents"] == held["library"]["graphs"] == FILES  # type: ignore[index]
    found = json.loads(
        minekg("search", "7号矿山", "-L", library, "--kind", "clause", "--json").stdout
    )
    assert len({hit["id"] for hit in found["items"]}) == len(found["items"]) > 0
    query = "SELECT (COUNT(*) AS ?n) { ?a eli:cites ?b . FILTER(CONTAINS(STR(?b), '/art_')) }"
    cites = minekg("sparql", query, "-L", library, "--format", "csv").stdout.split()
    assert int(cites[1]) == FILES * 11


def test_kill_at_any_instant(
    command: list[str], minekg: Run, statutes: Path, tmp_path: Path
) -> None:
    library = tmp_path / "L"
    for wait in (0.7, 1.1, 1.5, 1.9, 2.4):
        process = start(command, statutes, library)
        time.sleep(wait)
        process.kill()
        process.communicate()
    check_whole(minekg, statutes, library)


def test_interrupt_is_one_line_and_leaves_nothing_half_done(
    command: list[str], minekg: Run, statutes: Path, tmp_path: Path
) -> None:
    library = tmp_path / "L"
    process = start(command, statutes, library)
    time.sleep(1.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode in (0, 130)
    if process.returncode:
        assert err.splitlines() == ["已中断；再运行一次会接着做完"]
    check_whole(minekg, statutes, library)


def test_a_changed_file_changes_one_document_only(minekg: Run, tmp_path: Path) -> None:
    for name, words in (("甲", "应当复绿"), ("乙", "应当回填")):
        (tmp_path / f"{name}.txt").write_text(
            f"测试{name}条例\n\n第一条 矿山{words}。\n", encoding="utf-8"
        )
    files = [tmp_path / "甲.txt", tmp_path / "乙.txt"]
    library = tmp_path / "L"
    minekg("ingest", *files, "--library", library)
    files[0].write_text("测试甲条例\n\n第一条 矿山应当监测。\n", encoding="utf-8")
    summary = json.loads(minekg("ingest", *files, "--library", library, "--json").stdout)
    assert (summary["documents"], summary["skipped"]) == (1, 1)
    for words, hits in (("复绿", 0), ("监测", 1), ("回填", 1)):
        found = minekg("search", f'"{words}"', "-L", library, "--kind", "clause", "--json").stdout
        assert json.loads(found)["total"] == hits
    assert minekg("remove", "测试乙条例", "-L", library).returncode == 0
    query = "SELECT ?t { ?d dcterms:title ?t }"
    left = minekg("sparql", query, "-L", library, "--format", "csv").stdout.split()
    assert left == ["t", "测试甲条例"]


def test_the_rebuilt_library_answers_the_same(minekg: Run, library: Path, tmp_path: Path) -> None:
    bundle, copy = tmp_path / "全部.zip", tmp_path / "副本"
    assert minekg("bundle", "create", bundle, "-L", library).returncode == 0
    answer = minekg("bundle", "import", bundle, "-L", copy)
    assert answer.returncode == 0, answer.stderr
    for question in (
        ["search", "社会资本", "--json", "--limit", "50"],
        ["sparql", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", "--format", "csv"],
    ):
        ours, theirs = (minekg(*question, "-L", folder).stdout for folder in (library, copy))
        assert without_time(ours) == without_time(theirs) != ""


def without_time(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "took_ms" not in line)


def test_a_running_server_shows_what_another_process_adds(
    minekg: Run, serve: Callable[..., object], tmp_path: Path
) -> None:
    import httpx2

    (tmp_path / "甲.txt").write_text("测试甲条例\n\n第一条 矿山应当复绿。\n", encoding="utf-8")
    (tmp_path / "乙.txt").write_text("测试乙条例\n\n第一条 矿山应当回填。\n", encoding="utf-8")
    library = tmp_path / "L"
    minekg("ingest", tmp_path / "甲.txt", "--library", library)
    with serve(library) as address:  # type: ignore[attr-defined]

        def counts() -> tuple[int, int, int]:
            api = f"{address}/api/v1"
            hits = httpx2.get(f"{api}/search", params={"q": "矿山", "kind": "clause"}).json()
            query = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d dcterms:title ?t }"
            rows = httpx2.get(f"{address}/sparql", params={"query": query, "format": "csv"}).text
            return (
                httpx2.get(f"{api}/documents").json()["total"],
                hits["total"],
                int(rows.split()[1]),
            )

        assert counts() == (1, 1, 1)
        minekg("ingest", tmp_path / "乙.txt", "--library", library)
        assert counts() == (2, 2, 2)
