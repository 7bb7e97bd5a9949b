"""Searches over HTTP against the same searches in process, in one run.

Times are processor time, of the server process and of this thread, so that other work on the machine
blurs the ratio less.

python -m pytest tests/bench/test_http.py -m bench -s
"""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from corpus import evaluate
from corpus.index import Index
from corpus.learned import shipped
from corpus.library import Library
from corpus.search import FACETS, SearchRequest, search
from corpus.suggest import suggest
from ingest import pipeline

pytestmark = pytest.mark.bench
_FILES, _QUESTIONS = 120, 150
_SERVE = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", "0"]


@pytest.fixture(scope="module")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = sorted((shared / "laws").rglob("*.md"))[:_FILES]
    folder = tmp_path_factory.mktemp("http") / "library"
    pipeline.ingest(folder, files, workers=0)
    return folder


@contextmanager
def served(folder: Path) -> Iterator[tuple[http.client.HTTPConnection, int]]:
    """A connection to a server over the library, and the number of its process."""
    process = subprocess.Popen(
        [*_SERVE, "--library", str(folder)], stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip().removeprefix("http://").rstrip("/")
        with closing(http.client.HTTPConnection(address)) as connection:
            yield connection, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def spent(process: int) -> float:
    """Milliseconds of processor time of all threads of a process."""
    tasks = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


@pytest.mark.parametrize("facets", [(), FACETS], ids=["plain", "facets"])
def test_http_costs_less_than_the_search(
    shared: Path, folder: Path, facets: tuple[str, ...]
) -> None:
    asked = [q.words for q in evaluate.questions(shared)[: 2 * _QUESTIONS]]
    index, model = Index.open(folder / "index"), shipped()
    with Library.open(folder) as library, served(folder) as (connection, process):

        def over_http(words: str) -> None:
            names = {} if facets else {"facets": ""}
            query = urlencode({"q": words, "kind": "clause", **names})
            connection.request("GET", f"/api/v1/search?{query}")
            answer = connection.getresponse()
            assert answer.status == 200, answer.read()
            answer.read()

        for words in asked[_QUESTIONS:]:  # other questions, to warm both
            over_http(words)
            search(index, SearchRequest(words, facets=facets), library, model)
        http_ms, own_ms = 0.0, 0.0
        for words in asked[:_QUESTIONS]:
            began = spent(process)
            over_http(words)
            http_ms += spent(process) - began
            at = time.thread_time()
            search(index, SearchRequest(words, facets=facets), library, model)
            own_ms += (time.thread_time() - at) * 1e3
    print(f"\nHTTP {http_ms / _QUESTIONS:.2f} ms, in process {own_ms / _QUESTIONS:.2f} ms a search")
    assert own_ms >= 0.5 * http_ms


def _p99(ask: Callable[[str], object], asked: list[str]) -> float:
    times = []
    for words in asked:
        began = time.thread_time()
        ask(words)
        times.append((time.thread_time() - began) * 1e3)
    return sorted(times)[len(times) * 99 // 100]


def test_suggestions_come_while_a_person_types(folder: Path) -> None:
    with Library.open(folder) as library:
        typed = [name[:size] for name in library.document_ids()[:100] for size in (1, 2, 3, 5, 9)]
        typed += [
            f"{name.partition('@')[0]}第{n}"
            for name in library.document_ids()[:50]
            for n in "三十2"
        ]
        typed += ["矿产姿源法", "最高人民发院", "土地复肯条例"] * 10
        suggest(library, "矿")
        p99 = _p99(lambda words: suggest(library, words), typed)
    print(f"\nsuggestions: p99 {p99:.2f} ms of {len(typed)}")
    assert p99 < 10
