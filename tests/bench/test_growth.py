"""How search grows from the shared articles to a million, and what the re-ranker adds.

python -m pytest tests/bench/test_growth.py -m bench -s
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import evaluate
from corpus.index import Index
from corpus.learned import shipped
from corpus.search import SearchRequest, rank, search

pytestmark = pytest.mark.bench
_COPIES = 17  # further copies: 18 x 57,840 articles
_CHANGED = 0.12  # share of the phrases of a copy that come from other articles
_QUESTIONS = 300


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    return evaluate.articles(shared)


def _index(rows: Iterator[dict[str, str]], folder: Path) -> Index:
    index = Index.open(folder, create=True)
    began, count = time.process_time(), 0
    for record in evaluate.records(list(rows)):
        index.replace(record)
        count += len(record.document.clauses) - 1
    index.commit()
    index.close()
    seconds = time.process_time() - began
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6
    print(f"\n{count:,} articles: {count / seconds:,.0f} articles/s of one core, {size:.0f} MB")
    return index


def _copy(rows: list[dict[str, str]], number: int) -> Iterator[dict[str, str]]:
    draw = random.Random(number)
    pool = [part for row in draw.sample(rows, 3000) for part in row["text"].split("，")]
    for row in rows:
        parts = row["text"].split("，")
        changed = [draw.choice(pool) if draw.random() < _CHANGED else p for p in parts]
        yield row | {"law": f"{row['law']}{number}", "text": "，".join(changed)}


def _times(ask: Callable[[str], Any], questions: list[str]) -> tuple[float, float]:
    for words in questions[:30]:
        ask(words)
    times = []
    for words in questions:
        began = time.thread_time()
        ask(words)
        times.append((time.thread_time() - began) * 1e3)
    times.sort()
    return times[len(times) // 2], times[len(times) * 99 // 100]


def _asked(shared: Path) -> list[str]:
    return [q.words for q in evaluate.questions(shared)[:_QUESTIONS]]


def test_growth_to_a_million_articles(
    shared: Path, rows: list[dict[str, str]], tmp_path: Path
) -> None:
    small = _index(iter(rows), tmp_path / "small")
    many = (row for n in range(_COPIES + 1) for row in (_copy(rows, n) if n else rows))
    large = _index(many, tmp_path / "large")
    measured = {}
    for name, index in (("small", small), ("large", large)):
        measured[name] = _times(lambda words, i=index: rank(i, words), _asked(shared))  # type: ignore[misc]
        print(f"{name}: p50 {measured[name][0]:.3f} ms, p99 {measured[name][1]:.3f} ms")
    growth = measured["large"][0] / measured["small"][0]
    print(f"growth {growth:.1f}")
    assert growth <= 8


def test_the_reranker_adds_little(shared: Path, rows: list[dict[str, str]], tmp_path: Path) -> None:
    index, model = _index(iter(rows), tmp_path / "index"), shipped()
    request = SearchRequest
    plain = _times(lambda w: search(index, request(w, limit=10)), _asked(shared))
    learned = _times(lambda w: search(index, request(w, limit=10), model=model), _asked(shared))
    print(f"search p50 {plain[0]:.2f} ms, re-ranked p50 {learned[0]:.2f} ms")
    assert learned[0] - plain[0] <= 5


def test_a_reader_is_small_and_opens_at_once(rows: list[dict[str, str]], tmp_path: Path) -> None:
    import subprocess
    import sys

    _index(iter(rows), tmp_path / "index")
    code = (
        "import time; from pathlib import Path\n"
        "from corpus.index import Index; from corpus.search import rank\n"
        "def resident(): return int(Path('/proc/self/statm').read_text().split()[1]) * 4096\n"
        "base = resident()\n"
        f"began = time.process_time(); index = Index.open(Path({str(tmp_path / 'index')!r}))\n"
        "index.searcher(); opened = time.process_time() - began\n"
        "[rank(index, w) for w in ('拖欠工资怎么办', '房屋租赁合同解除') * 50]\n"
        "print(opened * 1e3, (resident() - base) / 1e6)\n"
    )
    root = Path(__file__).resolve().parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    opened, grown = map(float, answer.stdout.split())
    print(f"opens in {opened:.1f} ms, reader adds {grown:.0f} MB")
    assert opened <= 20
    assert grown < 60
