"""The service as a whole: text search inside SPARQL, and many clients at a time.

python -m pytest tests/bench/test_service.py -m bench -s

MINEKG_BENCH_SECONDS is how long the clients ask (default 60), MINEKG_BENCH_ARTICLES how many articles
the made-up statutes have together (default 5000, about 100,000 triples).
"""

from __future__ import annotations

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from pyoxigraph import Store

from api.sparql_text import inject
from corpus.index import Index
from ingest import pipeline
from kg.cache import AnswerCache
from kg.pool import Query, QueryPool
from kg.store import current

pytestmark = pytest.mark.bench
BASE = "http://localhost:8000/"
SECONDS = float(os.environ.get("MINEKG_BENCH_SECONDS", "60"))
ARTICLES = int(os.environ.get("MINEKG_BENCH_ARTICLES", "5000"))
CLIENTS = 64
_BEARERS = ("采矿权人", "县级人民政府", "自然资源主管部门", "施工单位", "监理单位", "土地使用人")
_CUES = ("应当", "不得", "可以", "鼓励", "必须")
_ACTS = (
    "治理水土流失", "编制修复方案", "公开监测数据", "占用基本农田", "缴存治理恢复基金", "加固危险边坡",
    "回填露天采坑", "覆盖耕作层", "擅自改变用途", "报告地面塌陷", "种植乡土树种", "处置尾矿余料",
)  # fmt: skip
_RARE = "拆除跨河便桥"  # about one article in a hundred says so


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, dice = tmp_path_factory.mktemp("service"), random.Random(3)
    for number in range(ARTICLES // 200):
        lines = [f"第{number}县矿山生态修复条例", "", "第一章 总则", ""]
        lines += [f"第{_chinese(n)}条 {_article(dice)}" for n in range(1, 201)]
        (folder / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    summary = pipeline.ingest(folder / "library", [folder], workers=2)
    assert summary.failed == ()
    print(f"\n{summary.clauses} clauses, {summary.triples} triples")
    return folder / "library"


def _article(dice: random.Random) -> str:
    act = _RARE if dice.random() < 0.01 else dice.choice(_ACTS)
    return "".join(
        f"{dice.choice(_BEARERS)}{dice.choice(_CUES)}{one}。" for one in (act, dice.choice(_ACTS))
    )


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def test_text_pattern_against_contains(library: Path) -> None:
    """The pattern with score and highlight, joined to norms, against a filter over the words."""
    head = "SELECT ?norm ?quote { ?norm mk:inClause ?clause ; mk:quote ?quote ."
    slow = f'{head} FILTER(CONTAINS(?quote, "{_RARE}")) }}'
    fast = (
        "SELECT ?norm ?score ?words { (?clause ?score ?words) text:query "
        f'(rdfs:label "“{_RARE}”" 1000) . ?norm mk:inClause ?clause ; mk:quote ?quote '
        f'FILTER(CONTAINS(?quote, "{_RARE}")) }}'
    )
    index = Index.open(library / "index")
    text = partial(inject, fast, lambda: index, BASE)
    snapshot = current(library / "graph")
    size = len(Store.read_only(str(snapshot)))
    with QueryPool(lambda: snapshot, 1, cache=AnswerCache(0)) as pool:
        rows = [len(json.loads(pool.run(Query(q)).read())["results"]["bindings"])
                for q in (slow, text()[0])]  # fmt: skip
        ours = _least(lambda: pool.run(Query(text()[0])).read(), 15)
        theirs = _least(lambda: pool.run(Query(slow)).read(), 5)
    print(f"\n{size} quads: CONTAINS {theirs:.1f} ms for {rows[0]} rows, text:query {ours:.2f} ms "
          f"for {rows[1]} rows, {theirs / ours:.0f} x")  # fmt: skip
    assert rows[0] == rows[1] > 0


def _least(call: object, times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()  # type: ignore[operator]
        taken.append(time.perf_counter() - began)
    return min(taken) * 1000


# -------------------------------------------------------------------------- many clients


@pytest.fixture(scope="module")
def server(library: Path) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--library", str(library)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    yield address, process.pid
    process.terminate()
    process.communicate(timeout=30)


@pytest.mark.parametrize("think", [0.0, 1.0])
def test_many_clients(server: tuple[str, int], think: float) -> None:
    """Clients that ask at once again, and clients that read about a second in between."""
    address, pid = server
    paths = list(_paths())
    alone = _ask(address, paths, 1, min(SECONDS, 10), 0)
    before = _memory(pid)
    crowd = _ask(address, paths, CLIENTS, SECONDS, think)
    after = _memory(pid)
    p50, p99 = statistics.median(alone), sorted(crowd)[int(len(crowd) * 0.99)]
    print(f"\none client: p50 {p50 * 1000:.1f} ms; {CLIENTS} clients who think {think:g} s: {len(crowd)} "
          f"answers in {SECONDS:g} s, p50 {statistics.median(crowd) * 1000:.1f} ms, p99 {p99 * 1000:.0f} ms = "
          f"{p99 / p50:.1f} x; memory {before} -> {after} MB")  # fmt: skip
    assert after < before * 1.5


def _paths() -> Iterator[str]:
    """Searches, lists and the queries of the templates, each with many different words."""
    for act in (*_ACTS, _RARE):
        yield f"/api/v1/search?q={quote(act)}"
        yield f"/api/v1/search?q={quote(act)}&kind=clause&modality=requires"
        norms = f'SELECT ?n {{ ?n a mk:Norm ; mk:action "{act}" }} LIMIT 20'
        yield "/sparql?" + urlencode({"query": norms, "format": "csv"})
        found = f'SELECT ?c ?s {{ (?c ?s) text:query "{act}" }} LIMIT 10'
        yield "/sparql?" + urlencode({"query": found})
    for number in range(ARTICLES // 200):
        law = quote(f"第{number}县矿山生态修复条例")
        yield f"/api/v1/clauses/{law}/art_{number + 1}"
        tree = (
            f"SELECT ?c {{ ?c eli:is_part_of <{BASE}id/doc/第{number}县矿山生态修复条例/chp_1> }}"
        )
        yield "/sparql?" + urlencode({"query": tree})
    yield "/api/v1/entities?limit=20"


def _ask(address: str, paths: list[str], clients: int, seconds: float, think: float) -> list[float]:
    """Seconds of every answer of clients that ask one thing after the other; none may fail."""
    taken: list[float] = []
    faults: list[str] = []
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_client, args=(address, paths, until, seed, think, taken, faults))
        for seed in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, faults[:3]
    return taken


def _client(
    address: str,
    paths: list[str],
    until: float,
    seed: int,
    think: float,
    taken: list[float],
    faults: list[str],
) -> None:
    dice = random.Random(seed)
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)) as connection:
        while time.monotonic() < until:
            time.sleep(think * 2 * dice.random())
            path, began = dice.choice(paths), time.perf_counter()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
            except OSError as error:
                faults.append(f"{path}: {error!r}")
                return
            taken.append(time.perf_counter() - began)
            if answer.status != 200:
                faults.append(f"{path}: {answer.status} {body[:200]!r}")


def _memory(pid: int) -> int:
    """Resident megabytes of a process and its children, shared pages counted once each."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    total = 0
    for one in (str(pid), *children):
        rows = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
        total += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return total >> 10
