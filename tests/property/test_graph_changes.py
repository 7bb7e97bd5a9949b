"""Any series of changes to graphs leaves the default graph as the merge of the named ones."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import store as module
from kg.store import GraphStore

MEMORY = next((str(p) for p in [Path("/dev/shm")] if p.is_dir()), None)  # nothing to wait for
GRAPHS = [NamedNode(f"http://g/{name}") for name in "甲乙"]
NODE = NamedNode("http://x/p")
TERMS = [Literal(words) for words in ("普通", '引号"', "换\n行", "反\\斜")]
TERMS += [Literal("中", language="zh"), Literal(7)]

contents = st.sets(st.integers(0, len(TERMS) - 1), max_size=len(TERMS))
changes = st.lists(st.tuples(st.sampled_from([0, 1]), contents), min_size=1, max_size=6)


@settings(max_examples=10, deadline=None)
@given(changes, st.sampled_from([0, 3, 2_000]))
def test_the_default_graph_is_the_merge_after_every_change(
    series: list[tuple[int, set[int]]], few: int
) -> None:
    before = module._FEW
    module._FEW = few  # both ways of writing, and the change between them
    try:
        with (
            TemporaryDirectory(dir=MEMORY, ignore_cleanup_errors=True) as folder,
            GraphStore(Path(folder)) as store,
        ):
            held: dict[int, set[int]] = {}
            for graph, wanted in series:
                quads = [Quad(NODE, NODE, TERMS[i], GRAPHS[graph]) for i in wanted]
                store.replace(GRAPHS[graph], quads)
                held[graph] = wanted
                merged = {TERMS[i] for said in held.values() for i in said}
                found = store._open.quads_for_pattern(None, None, None, DefaultGraph())
                assert {quad.object for quad in found} == merged
                assert store.triples() == len(merged)
                assert len(store) == sum(map(len, held.values()))
    finally:
        module._FEW = before
