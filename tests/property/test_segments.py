"""Whatever happens to a graph folder, the N-Quads beside a snapshot say what the snapshot holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg import store as module
from kg.segments import SegmentReader, Segments
from kg.store import GraphStore, current

MEMORY = next((str(p) for p in [Path("/dev/shm")] if p.is_dir()), None)  # nothing to wait for
GRAPHS = [NamedNode(f"http://g/{name}") for name in ("甲", "a%20b", "丙")]
NODE = NamedNode("http://x/p")
XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS: list[Literal | NamedNode] = [Literal(words) for words in ('引"号', "换\n行\r", "反\\斜", "")]
TERMS += [Literal("中", language="zh"), Literal(7), NODE]
TERMS += [
    Literal(text, datatype=NamedNode(XSD + kind))
    for text, kind in [
        ("007", "integer"), ("1.50", "decimal"), ("1.0E6", "double"), ("-3", "negativeInteger"),
        ("2024-01-01T00:00:00+00:00", "dateTime"), ("2024", "gYear"), ("零", "integer"),
        ("1", "boolean"), ("2024-02-30", "date"), ("x", "anyURI"),
    ]
]  # fmt: skip

contents = st.lists(st.integers(0, len(TERMS) - 1), max_size=8)
replacement = st.tuples(st.integers(0, len(GRAPHS) - 1), contents)
steps = st.one_of(
    st.tuples(st.just("replace"), st.lists(replacement, max_size=3, unique_by=lambda r: r[0])),
    st.tuples(st.just("remove"), st.integers(0, len(GRAPHS) - 1)),
    st.tuples(st.sampled_from(["publish", "reopen", "clear", "other program"]), st.none()),
)
PLACES = [
    (Segments, "void"), (Segments, "fill"), (Segments, "sync"), (Segments, "published"),
    (GraphStore, "_changed"), (GraphStore, "_clean"), (module, "_replace_text"),
]  # fmt: skip
crashes = st.tuples(st.sampled_from(PLACES), st.integers(0, 3), st.booleans())


class _Killed(BaseException):
    pass


@settings(max_examples=10)
@given(st.lists(st.tuples(steps, st.none() | crashes), min_size=1, max_size=8))
def test_what_lies_beside_a_snapshot_is_what_it_holds(series: list[Any]) -> None:
    with TemporaryDirectory(dir=MEMORY, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        store = GraphStore(folder)
        for (kind, what), crash in series:
            try:
                # Who opens a store and is killed keeps it open here, unlike in a real process.
                with _killed(None if kind in ("reopen", "other program") else crash):
                    store = _step(store, kind, what)
            except _Killed:
                store._store = None  # as the system does: the lock is free, nothing is closed
                store = GraphStore(folder)
            store.publish()
            _check(folder)
        store.close()


@pytest.mark.parametrize("few", [0, 2_000])
def test_nothing_is_left_to_the_engine_after_a_quiet_publication(tmp_path: Path, few: int) -> None:
    module._FEW, before = few, module._FEW
    try:
        with GraphStore(tmp_path) as store:
            _step(store, "replace", [(i, [i, i, *range(len(TERMS))]) for i in range(len(GRAPHS))])
            store.publish()
            _step(store, "replace", [(1, [1, 2])])
            _step(store, "remove", 2)
            for _ in range(3):
                path = store.publish()
    finally:
        module._FEW = before
    texts = [SegmentReader(path).read(graph) for graph in GRAPHS]
    assert [text and text.count(b"\n") for text in texts] == [len(TERMS) - 1, 2, None]  # 007 is 7
    assert len(list((tmp_path / "segments").iterdir())) == 3  # two graphs and the last number


def _step(store: GraphStore, kind: str, what: Any) -> GraphStore:
    if kind == "replace":
        store.replace_many(
            (GRAPHS[graph], [Quad(NODE, NODE, TERMS[i], GRAPHS[graph]) for i in said])
            for graph, said in what
        )
    elif kind == "remove":
        store.remove(GRAPHS[what])
    elif kind == "publish":
        store.publish()
    elif kind == "clear":
        store.clear()
    elif kind == "reopen":
        store.close()
        return GraphStore(store.folder)
    else:
        return _other_program(store)
    return store


def _other_program(store: GraphStore) -> GraphStore:
    """A program that knows no segments changes everything and publishes, if there is anything."""
    before = current(store.folder)
    if before is None:
        return store
    now = before.with_name(str(store._next()))
    store._open.update("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }")
    store._open.extend([Quad(NODE, NODE, Literal("别的"), graph) for graph in GRAPHS])
    store._open.backup(now)
    (store.folder / "current").write_text(now.name, encoding="ascii")
    store.close()
    _check(store.folder)
    return GraphStore(store.folder)


@contextmanager
def _killed(crash: Any) -> Iterator[None]:
    """End the writer at the n-th call of a function, before or after it has done its work."""
    if crash is None:
        yield
        return
    (where, name), left, after = crash
    original = getattr(where, name)

    def call(*arguments: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0 and not after:
            raise _Killed
        result = original(*arguments)
        if left < 0:
            raise _Killed
        return result

    setattr(where, name, call)
    try:
        yield
    finally:
        setattr(where, name, original)


def _check(folder: Path) -> None:
    for path in (folder / "snapshots").iterdir():
        with suppress(OSError):
            store, kept = Store.read_only(str(path)), SegmentReader(path)
            for graph in store.named_graphs():
                assert isinstance(graph, NamedNode)
                text = kept.read(graph)
                triples = store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
                held = triples.replace(b" .\n", f" {graph} .\n".encode())
                assert text is None or sorted(text.splitlines()) == sorted(held.splitlines())
