from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from kg.quads import graph_name, quads
from kg.store import GraphStore, current
from ontology.errors import EnvironmentFault
from ontology.records import Record

from .factory import BASE, law, paper, plan

LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?m ?l { ?m a <https://w3id.org/minekg/ontology#Mode> ; skos:prefLabel ?l }
"""


def put(store: GraphStore, *records: Record) -> None:
    store.replace_many((graph_name(r.id, BASE), quads(r, BASE)) for r in records)


def published(folder: Path) -> Store:
    path = current(folder)
    assert path is not None
    return Store.read_only(str(path))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with GraphStore(tmp_path / "graph") as store:
        yield store


def test_default_graph_is_the_merge_without_repetition(store: GraphStore) -> None:
    put(store, plan(), paper(), law())
    rows = list(published(store.publish().parents[1]).query(LABELS))
    assert len(rows) == 1


def test_removing_one_document_keeps_what_the_other_says(store: GraphStore) -> None:
    put(store, plan(), paper())
    store.remove(graph_name(plan().id, BASE))
    assert list(store.graphs()) == [graph_name(paper().id, BASE).value]
    assert store.triples() == len(store)
    assert len(list(published(store.publish().parents[1]).query(LABELS))) == 1


def test_replacing_a_document_leaves_nothing_of_the_old(store: GraphStore) -> None:
    put(store, paper(mode="旧模式"), plan())
    put(store, paper(mode="新模式"))
    graph = published(store.publish().parents[1])
    assert not graph.query("ASK { <http://localhost:8000/id/mode/旧模式> ?p ?o }")
    assert graph.query("ASK { <http://localhost:8000/id/mode/新模式> ?p ?o }")


def test_replacing_with_the_same_changes_nothing(store: GraphStore) -> None:
    put(store, plan(), paper())
    before = len(store), store.triples()
    put(store, plan())
    assert (len(store), store.triples()) == before


def test_triples_are_counted_without_reading_them_all_again(tmp_path: Path) -> None:
    def recounted(store: GraphStore) -> int:
        (row,) = published(store.publish().parents[1]).query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        return int(row[0].value)

    with GraphStore(tmp_path) as store:
        assert store.triples() == 0
        put(store, plan(), paper())
        put(store, plan(), law())
        store.remove(graph_name(paper().id, BASE))
        assert store.triples() == recounted(store) > 0
        before = store.triples()
    with GraphStore(tmp_path) as store:
        assert (tmp_path / "count").read_text(encoding="ascii") == str(before)
        put(store, paper())
        assert not (tmp_path / "count").exists()
        assert store.triples() == recounted(store) > before


def test_nothing_is_seen_before_publish_and_readers_keep_their_state(store: GraphStore) -> None:
    assert current(store.folder) is None
    put(store, plan())
    store.publish()
    reader = published(store.folder)
    put(store, law())
    assert len(list(published(store.folder).named_graphs())) == 1
    for _ in range(4):
        store.publish()
    assert len(list(published(store.folder).named_graphs())) == 2
    assert len(list(reader.named_graphs())) == 1
    assert len(list((store.folder / "snapshots").iterdir())) == 2


def test_a_snapshot_that_was_never_published_is_removed_at_the_next_start(tmp_path: Path) -> None:
    with GraphStore(tmp_path) as store:
        put(store, plan())
        now = store.publish()
    (tmp_path / "snapshots" / "99").mkdir()
    with GraphStore(tmp_path) as store:
        assert current(tmp_path) == now
        assert [p.name for p in (tmp_path / "snapshots").iterdir()] == [now.name]
        assert store.publish() != now


def test_second_writer_is_refused_with_a_reason(store: GraphStore) -> None:
    with pytest.raises(EnvironmentFault, match="另一个进程"):
        GraphStore(store.folder)


def test_closed_store_says_so(tmp_path: Path) -> None:
    store = GraphStore(tmp_path)
    store.close()
    store.close()
    with pytest.raises(EnvironmentFault, match="已关闭"):
        store.remove(NamedNode("urn:g"))
