"""The SPARQL endpoint under the shared protocol checker, over real HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from pyoxigraph import Literal, NamedNode, Quad

from api import problems, sparql
from kg.pool import Limits, QueryPool
from kg.store import GraphStore, current

# Checks that write and expect success: this endpoint is read-only, and refusing is right.
_REFUSED = {"U1", "U2", "U10", "G1", "G4", "G5", "G6", "G7", "G8", "G12", "G14"}


def _quads() -> Iterator[Quad]:
    """What the checker would have written through updates before it reads."""
    g1, g2, gsp = (NamedNode(f"urn:protocol-check:{name}") for name in ("g1", "g2", "gsp"))
    p = NamedNode("urn:p")
    yield Quad(NamedNode("urn:a"), p, Literal(1), g1)
    yield Quad(NamedNode("urn:a2"), p, Literal(3), g1)
    yield Quad(NamedNode("urn:b"), p, Literal(2), g2)
    yield Quad(NamedNode("urn:t1"), p, Literal("1"), gsp)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("protocol")
    with GraphStore(folder) as store:
        for quad in _quads():
            assert isinstance(quad.graph_name, NamedNode)
            store.replace_many(
                [(quad.graph_name, [q for q in _quads() if q.graph_name == quad.graph_name])]
            )
        store.publish()
    app = FastAPI()
    problems.install(app)
    app.include_router(sparql.router)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"]
    )
    with QueryPool(lambda: current(folder), 2, Limits(rows=250_000)) as pool:
        settings = SimpleNamespace(base_iri="http://localhost:8000/")
        app.state.service = SimpleNamespace(pool=pool, settings=settings)
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(timeout=10)


def test_every_check_of_the_protocol_passes(url: str, shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "checks.json"
    checker = shared / "tools" / "protocol_check.py"
    command = [sys.executable, str(checker), f"{url}/sparql", f"{url}/sparql"]
    command += ["--gsp", f"{url}/store", "--json", str(out)]
    subprocess.run(command, capture_output=True, check=False, timeout=120)
    checks = json.loads(out.read_text(encoding="utf-8"))
    assert len(checks) == 77
    failed = {c["id"]: c["why"] for c in checks if not c["ok"] and c["id"] not in _REFUSED}
    assert not failed


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_result_that_is_cut_late_is_an_error_to_the_client(url: str, encoding: str) -> None:
    values = " ".join(f"VALUES ?{v} {{ 0 1 2 3 4 5 6 7 8 9 }}" for v in "abcdef")
    with pytest.raises(httpx2.RemoteProtocolError):
        httpx2.get(
            f"{url}/sparql",
            params={"query": f"SELECT * {{ {values} }}", "format": "csv"},
            headers={"Accept-Encoding": encoding},
            timeout=60,
        )


def test_clients_that_hang_up_free_their_workers(url: str) -> None:
    values = " ".join(f"VALUES ?{v} {{ 0 1 2 3 4 5 6 7 8 9 }}" for v in "abcdefghijkl")
    endless = f"SELECT (COUNT(*) AS ?n) {{ {values} }}"

    def hang_up() -> None:
        with pytest.raises(httpx2.TimeoutException):
            httpx2.get(f"{url}/sparql", params={"query": endless}, timeout=0.8)

    threads = [threading.Thread(target=hang_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    began = time.monotonic()
    assert httpx2.get(f"{url}/sparql", params={"query": "ASK { ?s ?p 1 }"}, timeout=30).is_success
    assert time.monotonic() - began < 5
