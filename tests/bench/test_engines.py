"""Search speed against the engines people use, on the shared articles: ratios of one run.

Times are processor time of the one thread that asks, so that other work on the machine blurs the
ratios less.

python -m pytest tests/bench/test_engines.py -m bench -s
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import analyzer, evaluate
from corpus.index import Index
from corpus.search import SearchRequest, rank, search

pytestmark = pytest.mark.bench
_SLOW_QUESTIONS = 25
Ask = Callable[[str], Any]


def _words(text: str) -> list[str]:
    return [word for word, _, _ in analyzer.words(analyzer.fold(text))]


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    return evaluate.articles(shared)


@pytest.fixture(scope="module")
def asked(shared: Path) -> list[str]:
    return [question.words for question in evaluate.questions(shared)]


@pytest.fixture(scope="module")
def index(rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    began = time.process_time()
    with Index.open(tmp_path_factory.mktemp("index"), create=True) as index:
        for record in evaluate.records(rows):
            index.replace(record)
        index.commit()
        seconds = time.process_time() - began
        print(f"\nindexing: {len(rows) / seconds:,.0f} articles/s of one core")
        yield index


def _latencies(ask: Ask, questions: list[str]) -> list[float]:
    times = []
    for words in questions:
        began = time.thread_time()
        ask(words)
        times.append(time.thread_time() - began)
    return sorted(times)


def _rank_bm25(rows: list[dict[str, str]]) -> Ask:
    from rank_bm25 import BM25Okapi

    engine = BM25Okapi([_words(row["text"]) for row in rows])
    ids = list(range(len(rows)))
    return lambda words: engine.get_top_n(_words(words), ids, 10)


def _bm25s(rows: list[dict[str, str]]) -> Ask:
    import bm25s

    engine = bm25s.BM25()
    engine.index([_words(row["text"]) for row in rows], show_progress=False)

    def ask(words: str) -> Any:
        known = [w for w in _words(words) if w in engine.vocab_dict]
        return engine.retrieve([known], k=10, show_progress=False)

    return ask


def _fts5(rows: list[dict[str, str]]) -> Ask:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE article USING fts5(words)")
    db.executemany("INSERT INTO article VALUES (?)", ((" ".join(_words(r["text"])),) for r in rows))
    ranked = "SELECT rowid FROM article WHERE article MATCH ? ORDER BY rank LIMIT 10"

    def ask(words: str) -> Any:
        return db.execute(ranked, (" OR ".join(f'"{w}"' for w in _words(words)),)).fetchall()

    return ask


def test_speed_against_other_engines(
    rows: list[dict[str, str]], asked: list[str], index: Index
) -> None:
    engines: dict[str, tuple[Ask, list[str]]] = {
        "rank_bm25": (_rank_bm25(rows), asked[:_SLOW_QUESTIONS]),
        "SQLite FTS5": (_fts5(rows), asked[: _SLOW_QUESTIONS * 8]),
        "bm25s": (_bm25s(rows), asked),
        "MineKG rank": (lambda words: rank(index, words), asked),
        "MineKG search": (lambda words: search(index, SearchRequest(words, limit=10)), asked),
    }
    speed: dict[str, float] = {}
    print(f"\n{'engine':15} {'q/s':>9} {'x':>7} {'p50 ms':>8} {'p99 ms':>8} {'p99/p50':>8}")
    for name, (ask, questions) in engines.items():
        _latencies(ask, questions[:20])
        times = _latencies(ask, questions)
        speed[name] = len(times) / sum(times)
        p50, p99 = times[len(times) // 2] * 1e3, times[len(times) * 99 // 100] * 1e3
        ratio = speed[name] / speed["rank_bm25"]
        print(f"{name:15} {speed[name]:9,.1f} {ratio:7.0f} {p50:8.3f} {p99:8.3f} {p99 / p50:8.1f}")
    assert speed["MineKG rank"] > 600 * speed["rank_bm25"]
    assert speed["MineKG search"] > 10 * speed["SQLite FTS5"]
