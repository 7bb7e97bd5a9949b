from __future__ import annotations

import csv
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from kg import sparql
from kg.cache import AnswerCache
from kg.pool import Answer, Dump, Handle, Limits, Query, QueryPool
from kg.quads import graph_name, quads
from kg.query import WrongFormat
from kg.store import GraphStore, current
from ontology.errors import BadQuery, EnvironmentFault, LimitExceeded, UnknownName

from .factory import BASE, law, paper, plan

SOLVES = "SELECT ?m ?p { ?m mk:solves ?p }"
PRODUCT = " ".join(f"VALUES ?{v} {{ 0 1 2 3 4 5 6 7 8 9 }}" for v in "abcdefghijkl")
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"
RUNAWAYS = {
    "count": f"SELECT (COUNT(*) AS ?x) {{ {CROSS} }}",
    "order": f"SELECT ?a {{ {CROSS} }} ORDER BY ?o",
    "values": f"SELECT (COUNT(*) AS ?x) {{ {PRODUCT} }}",
    "filter": f"SELECT * {{ {PRODUCT} FILTER(?a + ?b + ?c + ?d + ?e + ?f + ?g + ?h + ?i + ?j + ?k + ?l > 200) }}",
    "distinct": f"SELECT (COUNT(*) AS ?x) {{ SELECT DISTINCT ?a ?d ?g ?j ?m {{ {CROSS} }} }}",
}


@pytest.fixture
def limited(folder: Path) -> Iterator[Callable[..., QueryPool]]:
    pools: list[QueryPool] = []

    def make(**limits: float) -> QueryPool:
        snapshot = partial(current, folder)
        pools.append(QueryPool(snapshot, 1, Limits(**limits), cache=AnswerCache(0)))  # type: ignore[arg-type]
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


def test_select(pool: QueryPool) -> None:
    answer = pool.run(Query(SOLVES))
    assert (answer.kind, answer.truncated, answer.complete) == ("bindings", False, True)
    body = json.loads(answer.read())
    assert body["head"]["vars"] == ["m", "p"]
    assert len(body["results"]["bindings"]) == 1


def test_star_columns_come_in_the_order_of_the_query(pool: QueryPool) -> None:
    body = pool.run(
        Query("SELECT * { ?s mk:solves ?p . ?p a ?c . ?a rdf:object ?p }", "csv")
    ).read()
    assert body.splitlines()[0] == b"s,p,c,a"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("ASK {}", "boolean"), ("CONSTRUCT WHERE { ?s mk:solves ?o }", "graph"), ("DESCRIBE mk:x", "graph")],
)  # fmt: skip
def test_forms(pool: QueryPool, text: str, kind: str) -> None:
    assert pool.run(Query(text)).kind == kind


def test_many_bytes_are_streamed(pool: QueryPool) -> None:
    values = " ".join(f"VALUES ?{v} {{ 0 1 2 3 4 5 6 7 8 9 }}" for v in "abcde")
    answer = pool.run(Query(f"SELECT * {{ {values} }}", "csv"))
    assert not answer.complete
    assert len(answer.read().splitlines()) == 100_001


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("SELECT * WHERE {\n ?s ?p }", 2, 9, "语法错误"),
        ("SELECT * { ?s\n ?p ?o", 1, 10, "没有闭合"),
        ("SELECT * { ?s ?p ?o }}", 1, 22, "没有对应"),
        ("SELECT * { ?s nope:x ?o }", 1, 15, "前缀 nope: 没有声明"),
        ("SELECT * { ?矿 a nope:x }", 1, 17, "前缀 nope: 没有声明"),
        ("SELECT (nope:f(1) AS ?x) {}", 1, 9, "前缀 nope: 没有声明"),
        ("SELECT * { ?s ?p 'abc }", 1, 18, "引号"),
        ("SELECT ?o { ?s ?p ?o } GROUP BY ?s", 1, 35, "GROUP BY"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", 1, 1, "更新"),
        ("SELEC * {}", 1, 1, "没有 SELECT"),
        ("SELECT * { SERVICE <urn:x> {} }", 1, 12, "SERVICE"),
        ("", 1, 1, "语法错误"),
    ],
)
def test_bad_query_says_where_and_what(
    pool: QueryPool, text: str, line: int, column: int, says: str
) -> None:
    with pytest.raises(BadQuery, match=says) as caught:
        pool.run(Query(text))
    assert (caught.value.line, caught.value.column) == (line, column)


def test_wrong_format_is_told_apart(pool: QueryPool) -> None:
    with pytest.raises(WrongFormat):
        pool.run(Query("CONSTRUCT WHERE { ?s ?p ?o }", "csv", ""))
    with pytest.raises(WrongFormat):
        pool.run(Query("ASK {}", "", "ttl"))


@pytest.mark.parametrize("name", RUNAWAYS)
def test_runaway_is_stopped_and_the_next_query_is_served(
    limited: Callable[..., QueryPool], name: str
) -> None:
    pool = limited(seconds=0.4)
    began = time.monotonic()
    with pytest.raises(LimitExceeded, match=r"0\.4 秒"):
        pool.run(Query(RUNAWAYS[name])).read()
    stopped = time.monotonic()
    assert pool.run(Query("ASK {}")).read()
    assert stopped - began < 2
    assert time.monotonic() - stopped < 1


def test_memory_limit(limited: Callable[..., QueryPool]) -> None:
    pool = limited(seconds=20, memory=600 << 20)
    with pytest.raises(LimitExceeded, match="600 MiB"):
        pool.run(Query(RUNAWAYS["order"])).read()
    assert pool.run(Query("ASK {}")).read()


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_row_limit_says_so_in_header_and_body(limited: Callable[..., QueryPool], form: str) -> None:
    answer = limited(rows=3).run(Query("SELECT ?s ?p { ?s ?p ?o }", form))
    body = answer.read().decode()
    assert answer.truncated
    assert "截断" in body
    if form == "json":
        assert len(json.loads(body)["results"]["bindings"]) == 3
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(body)))) == 1 + 3 + 1


@pytest.mark.parametrize(
    "text", ["SELECT * { VALUES ?x { 1 2 3 } }", "SELECT * { ?s ?p ?o } LIMIT 3"]
)
def test_as_many_rows_as_the_limit_are_no_cut(limited: Callable[..., QueryPool], text: str) -> None:
    answer = limited(rows=3).run(Query(text, "csv"))
    assert not answer.truncated
    assert len(answer.read().splitlines()) == 4


def test_rows_are_not_miscounted_by_what_literals_hold(limited: Callable[..., QueryPool]) -> None:
    text = 'SELECT * { VALUES ?x { "},{},{},{" "\\r\\n\\r\\n\\r\\n" } }'
    for form in ("json", "csv", "tsv", "xml"):
        assert not limited(rows=3).run(Query(text, form)).truncated


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf", "jsonld", "trig"])
def test_triples_are_cut_at_the_limit_too(limited: Callable[..., QueryPool], form: str) -> None:
    answer = limited(rows=3).run(Query("CONSTRUCT WHERE { ?s ?p ?o }", "json", form))
    assert answer.truncated
    assert answer.read()


def test_a_cut_that_is_seen_after_the_first_bytes_breaks_the_stream(
    limited: Callable[..., QueryPool],
) -> None:
    values = " ".join(f"VALUES ?{v} {{ 0 1 2 3 4 5 6 7 8 9 }}" for v in "abcdef")
    answer = limited(rows=60_000).run(Query(f"SELECT * {{ {values} }}", "csv"))
    chunks: list[bytes] = []
    with pytest.raises(LimitExceeded, match="60000 行"):
        chunks.extend(answer)
    assert "截断".encode() in b"".join(chunks).splitlines()[-1]


def test_byte_limit_is_an_error_never_a_silent_cut(limited: Callable[..., QueryPool]) -> None:
    pool = limited(bytes=1000)
    with pytest.raises(LimitExceeded, match="1000 字节"):
        pool.run(Query("SELECT * { ?s ?p ?o }"))
    pool = limited(bytes=1 << 20)
    values = " ".join(f"VALUES ?{v} {{ 0 1 2 3 4 5 6 7 8 9 }}" for v in "abcdef")
    with pytest.raises(LimitExceeded, match="1048576 字节"):
        pool.run(Query(f"SELECT * {{ {values} }}")).read()


def test_query_length_limit(limited: Callable[..., QueryPool]) -> None:
    with pytest.raises(LimitExceeded, match="100 字节"):
        limited(query=100).run(Query("ASK {} #" + "x" * 100))


def test_cancelled_query_frees_its_worker(limited: Callable[..., QueryPool]) -> None:
    pool, handle = limited(), Handle()
    threading.Timer(0.3, handle.cancel).start()
    began = time.monotonic()
    with pytest.raises(LimitExceeded, match="取消"):
        pool.run(Query(RUNAWAYS["count"]), handle)
    assert pool.run(Query("ASK {}")).read()
    assert time.monotonic() - began < 5


def test_closed_answer_frees_its_worker(limited: Callable[..., QueryPool]) -> None:
    pool = limited()
    for _ in range(4):
        pool.run(Query(f"SELECT * {{ {PRODUCT} }}", "csv")).close()
    assert pool.run(Query("ASK {}")).read()


def test_runaways_leave_their_turn_to_others(limited: Callable[..., QueryPool]) -> None:
    pool = limited(seconds=30)
    handles = [Handle() for _ in range(3)]
    for handle in handles:
        threading.Thread(target=_swallow, args=(pool, handle), daemon=True).start()
    time.sleep(1.8)
    began = time.monotonic()
    assert pool.run(Query("ASK {}")).read()
    assert time.monotonic() - began < 2
    for handle in handles:
        handle.cancel()


def _swallow(pool: QueryPool, handle: Handle) -> None:
    with pytest.raises(LimitExceeded):
        pool.run(Query(RUNAWAYS["count"]), handle)


def test_worker_that_died_idle_is_replaced(limited: Callable[..., QueryPool]) -> None:
    pool = limited()
    for worker in list(pool._idle):
        worker.stop()
    assert pool.run(Query("ASK {}")).read()


def test_published_state_is_seen_at_once_and_old_snapshots_may_vanish(tmp_path: Path) -> None:
    with GraphStore(tmp_path) as store, QueryPool(lambda: current(tmp_path), 1) as pool:
        for count, record in enumerate((plan(), law(), paper(), paper("又一篇")), 1):
            assert _graphs(pool) == count - 1
            store.replace(graph_name(record.id, BASE), quads(record, BASE))
            store.publish()
            assert _graphs(pool) == count


def _graphs(pool: QueryPool) -> int:
    answer = pool.run(Query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "csv"))
    return len(answer.read().splitlines()) - 1


def test_dataset_parameters(pool: QueryPool) -> None:
    one, two = (graph_name(r.id, BASE).value for r in (plan(), paper()))
    label = "SELECT ?l { ?m a mk:Mode ; skos:prefLabel ?l }"
    merged = pool.run(Query(label, "csv", "", (one, two)))
    assert len(merged.read().splitlines()) == 2
    names = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert len(pool.run(Query(names, "csv", "", (one,), (two,))).read().splitlines()) == 2
    assert len(pool.run(Query(names, "csv", "", (one,))).read().splitlines()) == 1
    assert len(pool.run(Query(label, "csv", "", None, (two,))).read().splitlines()) == 1


def test_from_merges_as_a_set(pool: QueryPool) -> None:
    one, two = (graph_name(r.id, BASE).value for r in (plan(), paper()))
    text = f"SELECT ?l FROM <{one}> FROM <{two}> {{ ?m a mk:Mode ; skos:prefLabel ?l }}"
    assert len(pool.run(Query(text, "csv")).read().splitlines()) == 2


def test_dump_of_a_graph_and_of_everything(pool: QueryPool) -> None:
    name = graph_name(law().id, BASE).value
    assert len(pool.run(Dump("nt", name)).read().splitlines()) == len(list(quads(law(), BASE)))
    every = pool.run(Dump("nq")).read().splitlines()
    assert len(every) == sum(len(set(quads(r, BASE))) for r in (plan(), law(), paper()))
    with pytest.raises(UnknownName):
        pool.run(Dump("nt", "urn:nobody"))
    with pytest.raises(WrongFormat):
        pool.run(Dump("ttl"))
    with pytest.raises(BadQuery):
        pool.run(Dump("nt", "not an iri"))


def test_slow_dump_has_all_the_time_it_needs(
    pool: QueryPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QueryPool, "PATIENCE", 0.0)
    assert pool.run(Dump("nq")).read()


def test_empty_folder_is_an_empty_graph(tmp_path: Path) -> None:
    assert sparql.run(tmp_path, "ASK { ?s ?p ?o }").read() == b'{"head":{},"boolean":false}'


@pytest.mark.parametrize(
    ("query", "form", "starts"),
    [
        (SOLVES, "", b'{"head"'),
        (SOLVES, "tsv", b"?m\t?p"),
        ("CONSTRUCT WHERE { ?s mk:solves ?o }", "", b"@prefix"),
        ("CONSTRUCT WHERE { ?s mk:solves ?o }", "xml", b"<?xml"),
        ("CONSTRUCT WHERE { ?s mk:solves ?o }", "json", b"[{"),
    ],
)
def test_run_without_a_server(folder: Path, query: str, form: str, starts: bytes) -> None:
    assert sparql.run(folder, query, form).read().startswith(starts)


def test_run_with_an_unknown_format(folder: Path) -> None:
    with pytest.raises(BadQuery, match="可用"):
        sparql.run(folder, "ASK {}", "yaml")


def test_closed_pool_says_so(folder: Path) -> None:
    pool = QueryPool(lambda: current(folder), 1)
    pool.close()
    pool.close()
    with pytest.raises(EnvironmentFault, match="已关闭"):
        pool.run(Query("ASK {}"))


def test_many_threads_share_the_workers(pool: QueryPool) -> None:
    found: list[int] = []

    def ask() -> None:
        found.extend(len(pool.run(Query(SOLVES)).read()) for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 320
    assert len(set(found)) == 1


def test_kept_answer_needs_no_worker_and_goes_with_its_snapshot(tmp_path: Path) -> None:
    asked = Query("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "csv")
    with GraphStore(tmp_path) as store, QueryPool(lambda: current(tmp_path), 1) as pool:
        for count, record in enumerate((plan(), law()), 1):
            store.replace(graph_name(record.id, BASE), quads(record, BASE))
            store.publish()
            assert pool.known(asked) is None
            assert pool.run(asked).read() == f"n\r\n{count}\r\n".encode()
            known = pool.known(asked)
            assert known is not None
            assert known.read() == pool.run(asked).read() == f"n\r\n{count}\r\n".encode()


@pytest.mark.parametrize("text", ["SELECT (NOW() AS ?t) {}", "SELECT (rand () AS ?t) {}"])
def test_volatile_answers_are_not_kept(pool: QueryPool, text: str) -> None:
    assert pool.run(Query(text)).read()
    assert pool.known(Query(text)) is None


def test_cache_holds_at_most_its_size() -> None:
    cache = AnswerCache(10, largest=6)
    for name in "abc":
        answer = Answer("bindings", "text/csv", False, True, iter((name.encode() * 4,)))
        assert cache.keep("p", Query(name), answer).read() == name.encode() * 4
    assert [bool(cache.get("p", Query(n))) for n in "abc"] == [False, True, True]
    cache.keep("p", Query("d"), Answer("bindings", "text/csv", False, True, iter((b"d" * 7,))))
    assert cache.get("p", Query("d")) is None
    assert cache.get("q", Query("b")) is None


def test_long_queries_never_take_the_last_turn(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One runs aside, one keeps its turn, the third is refused; quick ones go on all the while."""
    monkeypatch.setattr(QueryPool, "PATIENCE", 1.0)  # quick ones are, on a busy machine too
    ended: list[str] = []
    limits = Limits(seconds=3.5)

    def long() -> None:
        with pytest.raises(LimitExceeded) as caught:
            pool.run(Query(f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"))
        ended.append(str(caught.value))

    with QueryPool(partial(current, folder), 2, limits, slow=1, cache=AnswerCache(0)) as pool:
        threads = [threading.Thread(target=long) for _ in range(3)]
        for thread in threads:
            thread.start()
            time.sleep(0.1)
        while not ended:
            time.sleep(0.05)
        assert "太多" in ended[0]
        assert len(ended) == 1
        assert pool.run(Query(SOLVES)).read()
        for thread in threads:
            thread.join()
        assert [("时限" in words) for words in ended] == [False, True, True]
        both = [threading.Thread(target=lambda: pool.run(Query(SOLVES)).read()) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(timeout=20)
        assert not any(thread.is_alive() for thread in both)
