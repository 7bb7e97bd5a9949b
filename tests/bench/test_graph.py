"""Speed of the graph: ratios and limits of one run, printed as a table.

python -m pytest tests/bench/test_graph.py -m bench -s

MINEKG_BENCH_TRIPLES sets the size (default 100000; the goals are stated for 1000000). The Oxigraph
server is compared where a command `oxigraph` is found (the extra `bench` brings it).
"""

from __future__ import annotations

import http.client
import math
import os
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
import rdflib
import uvicorn
from fastapi import FastAPI
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from api import problems, sparql
from kg.cache import AnswerCache
from kg.pool import Limits, Query, QueryPool
from kg.store import GraphStore, current
from ontology.errors import LimitExceeded
from ontology.vocabulary import PREFIXES

from . import graph as made

pytestmark = pytest.mark.bench
TRIPLES = int(os.environ.get("MINEKG_BENCH_TRIPLES", "100000"))
BASE = made.BASE
_BESIDE = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
OXIGRAPH = shutil.which("oxigraph", path=_BESIDE)
PROLOGUE = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("mk", "rdf", "skos", "eli", "prov"))
QUERIES = {
    "modes solving a problem": f"""SELECT ?mode ?quote {{ ?a rdf:subject ?mode ; rdf:predicate mk:solves ;
        rdf:object <{BASE}problem/3> ; mk:quote ?quote }}""",
    "problems without advice": """SELECT ?p { ?p a mk:Problem
        FILTER NOT EXISTS { ?r mk:addresses ?p } } ORDER BY ?p LIMIT 100""",
    "projects by mode and place": f"""SELECT ?j {{ ?j mk:usesMode <{BASE}mode/1> ;
        mk:locatedIn ?place . ?place skos:prefLabel ?name }}""",
    "clause path": f"SELECT ?up {{ <{BASE}doc/文件3/sec_2__art_5> eli:is_part_of+ ?up }}",
    "documents per region": "SELECT ?r (COUNT(?d) AS ?n) { ?d mk:region ?r } GROUP BY ?r",
    "indicator filter": """SELECT ?i ?v { ?i mk:value ?v ; mk:year ?y
        FILTER(?v > 990 && STR(?y) = "2025") }""",
    "describe with options": f"""SELECT ?name ?q {{ <{BASE}mode/2> skos:prefLabel ?name
        OPTIONAL {{ ?a rdf:subject <{BASE}mode/2> ; mk:quote ?q }} }}""",
    "text contains": """SELECT ?a { ?a mk:quote ?q FILTER(CONTAINS(?q, "矿山修")) } LIMIT 50""",
    "page of a list": """SELECT ?i ?n { ?i a mk:Indicator ; skos:prefLabel ?n }
        ORDER BY ?n ?i LIMIT 20 OFFSET 400""",
    "neighbourhood": f"""CONSTRUCT {{ ?s ?p <{BASE}problem/3> . ?s skos:prefLabel ?n }}
        {{ ?s ?p <{BASE}problem/3> . ?s skos:prefLabel ?n }}""",
    "closure": "SELECT DISTINCT ?top { ?place skos:broader+ ?top }",
    "classes": "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c",
}
JOIN = """SELECT ?zone (COUNT(*) AS ?n) { ?zone a mk:Zone ; mk:locatedIn ?place .
    ?project a mk:Project ; mk:locatedIn ?place ; mk:hasProblem ?problem } GROUP BY ?zone"""
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
VALUES = " ".join(f"VALUES ?{v} {{ 0 1 2 3 4 5 6 7 8 9 }}" for v in "abcdefghijkl")
RUNAWAYS = {
    "count": f"SELECT (COUNT(*) AS ?x) {{ {CROSS} }}",
    "order": f"SELECT ?a {{ {CROSS} }} ORDER BY ?i",
    "values": f"SELECT (COUNT(*) AS ?x) {{ {VALUES} }}",
    "distinct": f"SELECT (COUNT(*) AS ?x) {{ SELECT DISTINCT ?a ?d ?g {{ {CROSS} }} }}",
    "path": "SELECT (COUNT(*) AS ?x) { ?a (!mk:none|^!mk:none)+ ?b . ?b (!mk:none)+ ?c }",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "graph"
    began, written, batch = time.perf_counter(), 0, []
    with GraphStore(folder) as store:
        for name, quads in groupby(made.quads(TRIPLES), key=lambda q: q.graph_name):
            assert isinstance(name, NamedNode)
            batch.append((name, list(quads)))
            if len(batch) == 100:
                written += store.replace_many(batch)
                batch = []
        written += store.replace_many(batch)
        loaded = time.perf_counter() - began
        store.optimize()
        store.publish()
    print(f"\nload {written} quads: {written / loaded:,.0f} quads/s")
    return folder


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[QueryPool]:
    """Workers without kept answers: what a query costs the first time."""
    with QueryPool(lambda: current(folder), 2, Limits(seconds=120), cache=AnswerCache(0)) as pool:
        yield pool


def _median(call: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def _least(call: Callable[[], object], times: int) -> float:
    """Milliseconds of the least disturbed of so many runs; one that takes a second counts alone."""
    taken: list[float] = []
    while len(taken) < times and (not taken or taken[-1] < 1):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return min(taken) * 1000


def _geometric_mean(ratios: list[float]) -> float:
    return math.exp(statistics.fmean(map(math.log, ratios)))


def test_templates_against_rdflib(folder: Path, pool: QueryPool) -> None:
    path = current(folder)
    data = Store.read_only(str(path)).dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    assert data is not None
    rival = rdflib.Graph().parse(data=data.decode(), format="nt")
    ratios = []
    for name, text in QUERIES.items():
        ours = _least(lambda text=text: pool.run(Query(PROLOGUE + text)).read(), 9)
        theirs = _least(lambda text=text: list(rival.query(PROLOGUE + text)), 3)
        ratios.append(theirs / ours)
        print(f"{name:28} {ours:9.2f} ms  rdflib {theirs:10.1f} ms  {ratios[-1]:8.1f} x")
    print(f"geometric mean {_geometric_mean(ratios):.1f} x")
    assert _geometric_mean(ratios) >= (17 if TRIPLES >= 1_000_000 else 5)


def test_join_with_a_count(folder: Path, pool: QueryPool) -> None:
    ours = _least(lambda: pool.run(Query(JOIN)).read(), 9)
    store = Store.read_only(str(current(folder)))
    plain = _least(lambda: list(store.query(PROLOGUE + JOIN)), 3)
    print(f"\njoin with a count: {ours:.1f} ms, as written {plain:.1f} ms")
    assert ours < plain / (5 if TRIPLES >= 1_000_000 else 1)


@pytest.mark.parametrize("kept", [0, 32 << 20], ids=["first time", "again"])
def test_against_the_oxigraph_server_over_http(folder: Path, kept: int) -> None:
    if OXIGRAPH is None:
        pytest.skip("no command `oxigraph` (extra `bench`)")
    ratios = []
    with _our_server(folder, kept) as ours, _oxigraph(folder) as theirs:
        for name, text in {**QUERIES, "join with a count": JOIN}.items():
            asked = PROLOGUE + text
            if kept:
                _get(ours, "/sparql", asked)
            mine = _least(lambda q=asked: _get(ours, "/sparql", q), 9)
            rival = _least(lambda q=asked: _get(theirs, "/query", q), 9)
            ratios.append(rival / mine)
            print(f"{name:28} {mine:9.2f} ms  oxigraph {rival:9.2f} ms  {ratios[-1]:6.2f} x")
    print(f"geometric mean {_geometric_mean(ratios):.2f} x")
    assert not kept or _geometric_mean(ratios) >= 1


@pytest.mark.parametrize("name", RUNAWAYS)
def test_runaways_are_stopped_and_cost_others_little(folder: Path, name: str) -> None:
    with QueryPool(lambda: current(folder), 2, Limits(seconds=3), cache=AnswerCache(0)) as pool:
        quick = Query(PROLOGUE + QUERIES["modes solving a problem"])
        pool.run(quick).read()
        alone = [_median(lambda: pool.run(quick).read(), 1) for _ in range(200)]
        ended: list[float] = []
        thread = threading.Thread(target=_runaway, args=(pool, RUNAWAYS[name], ended))
        thread.start()
        beside: list[float] = []
        while thread.is_alive():
            beside.append(_median(lambda: pool.run(quick).read(), 1))
        began = time.perf_counter()
        pool.run(quick).read()
        replaced = time.perf_counter() - began
    p99 = [sorted(times)[int(len(times) * 0.99)] for times in (alone, beside)]
    print(f"\n{name:10} stopped after {ended[0]:.2f} s, next answer {replaced * 1000:.0f} ms, "
          f"others' p99 {p99[0]:.1f} -> {p99[1]:.1f} ms over {len(beside)} queries")  # fmt: skip
    assert ended[0] < 3.2
    assert replaced < 0.1


def _runaway(pool: QueryPool, text: str, ended: list[float]) -> None:
    began = time.perf_counter()
    with pytest.raises(LimitExceeded):
        pool.run(Query(text)).read()
    ended.append(time.perf_counter() - began)


def test_publishing_one_document(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(folder, copy)
    taken, worked = [], []
    with GraphStore(copy) as store, QueryPool(lambda: current(copy), 1) as pool:
        pool.run(Query("ASK { ?s ?p ?o }")).read()
        for number in range(5):
            graph = NamedNode(f"urn:new{number}")
            some = made.quads(1, seed=9 + number)
            one = [Quad(q.subject, q.predicate, q.object, graph) for q in some]
            began, used = time.perf_counter(), time.process_time()
            store.replace(graph, one)
            store.publish()
            asked = Query(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
            assert b"true" in pool.run(asked).read()
            taken.append(time.perf_counter() - began)
            worked.append(time.process_time() - used)
    print(f"\none document of {len(one)} quads visible after {min(taken) * 1000:.0f} ms "
          f"(median {statistics.median(taken) * 1000:.0f}), "
          f"{statistics.median(worked) * 1000:.0f} ms of processor time")  # fmt: skip
    assert statistics.median(worked) < 0.2


_EXPORT = """
import resource, sys, time
from pathlib import Path
from kg.export import export
began = time.perf_counter()
export(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
taken = time.perf_counter() - began
every = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
# The peak in ru_maxrss is, for this process, that of the process which started it.
own = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
peak = max(int(own), every[1].ru_maxrss) >> 10
print(taken, sum(u.ru_utime + u.ru_stime for u in every), peak)
"""


@pytest.mark.parametrize("form", ["nq", "trig", "csv", "graphml"])
def test_export(folder: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", _EXPORT, str(folder), form, str(out)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    taken, worked, peak = map(float, done.stdout.split())
    store = Store.read_only(str(current(folder)))
    began = time.process_time()
    lone = sum(len(store.dump(format=RdfFormat.N_TRIPLES, from_graph=g) or b"")
               for g in store.named_graphs())  # fmt: skip
    alone = time.process_time() - began
    print(f"\nexport {form}: {TRIPLES / taken:,.0f} triples/s ({TRIPLES / worked:,.0f} a second of "
          f"processor time), largest process {peak:.0f} MB, {out.stat().st_size >> 20} MB; the engine "
          f"alone writes {TRIPLES / alone:,.0f} a second of processor time ({lone >> 20} MB)")  # fmt: skip
    assert peak < (400 if form == "graphml" else 200)


def _get(port: int, path: str, text: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", f"{path}?{urlencode({'query': text})}")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, body[:200]
    return body


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


@contextmanager
def _our_server(folder: Path, kept: int) -> Iterator[int]:
    """The endpoint in a process of its own, as it is used."""
    port = _free_port()
    process = get_context("fork").Process(target=_serve, args=(folder, port, kept))
    process.start()
    try:
        _wait_for(port)
        yield port
    finally:
        process.kill()
        process.join()


def _serve(folder: Path, port: int, kept: int) -> None:
    app = FastAPI()
    problems.install(app)
    app.include_router(sparql.router)
    cache = AnswerCache(kept)
    with QueryPool(lambda: current(folder), 2, Limits(seconds=120), cache=cache) as pool:
        app.state.service = SimpleNamespace(pool=pool, settings=SimpleNamespace(base_iri=BASE))
        uvicorn.run(app, port=port, log_level="error")


@contextmanager
def _oxigraph(folder: Path) -> Iterator[int]:
    port = _free_port()
    assert OXIGRAPH is not None
    command = [OXIGRAPH, "serve-read-only", "--location", str(current(folder))]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.kill()
        process.wait()
