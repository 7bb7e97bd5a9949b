from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from kg import analysis
from kg.network import network
from kg.ontology import label, short, terms
from kg.pool import Limits, QueryPool
from kg.quads import graph_name, quads
from kg.store import GraphStore, current
from ontology.errors import LimitExceeded, UnknownName

from .factory import BASE, document, paper, plan, record

MODE, PROBLEM = f"{BASE}id/mode/产业基金模式", f"{BASE}id/problem/资金短缺"
PROJECT = f"{BASE}id/project/甲山修复项目"


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryPool]:
    folder: Path = tmp_path_factory.mktemp("analysis")
    slides = paper("图书馆", mode="借阅模式")
    slides = record("图书馆", document(slides.document.text, off_topic=True), slides.facts)
    with GraphStore(folder) as store:
        for one in (plan(), paper(), slides):
            store.replace(graph_name(one.id, BASE), quads(one, BASE))
        store.publish()
    with QueryPool(lambda: current(folder), 1) as pool:
        yield pool


@pytest.fixture(scope="module")
def graph(pool: QueryPool) -> nx.MultiDiGraph[str]:
    return network(pool.rows)


def test_network_counts_documents_not_repetitions(graph: nx.MultiDiGraph[str]) -> None:
    edge = graph.edges[MODE, PROBLEM, "solves"]
    assert (edge["documents"], edge["evidence"]) == (2, 2)
    assert {quote for quote, _ in edge["quotes"]} == {"缓解了资金短缺问题", "缓解了资金短缺"}
    assert graph.nodes[MODE] == {"name": "产业基金模式", "type": "Mode"}


def test_off_topic_documents_stay_out(graph: nx.MultiDiGraph[str]) -> None:
    assert not [n for n in graph if "借阅" in n]


def test_every_thing_has_a_name_and_a_type(graph: nx.MultiDiGraph[str]) -> None:
    assert all(data["name"] and data["type"] for _, data in graph.nodes(data=True))


def test_gaps_are_problems_without_mode_or_recommendation(pool: QueryPool) -> None:
    found = {
        gap.name: (gap.documents, gap.modes, gap.recommendations)
        for gap in analysis.gaps(pool.rows)
    }
    assert found == {"交付较慢": (1, 0, 0), "周期长": (1, 0, 0)}


def test_centrality_puts_the_hub_first(graph: nx.MultiDiGraph[str]) -> None:
    ranks = analysis.centrality(graph)
    assert {r.iri for r in ranks[:2]} == {PROBLEM, MODE}
    assert {r.iri: r.degree for r in ranks}[MODE] == 3


def test_communities_cover_everything_once(graph: nx.MultiDiGraph[str]) -> None:
    groups = analysis.communities(graph)
    assert sorted(n for group in groups for n in group) == sorted(graph)
    assert analysis.communities(graph) == groups
    assert analysis.communities(nx.MultiDiGraph()) == []


def test_path_is_explained_in_sentences(graph: nx.MultiDiGraph[str]) -> None:
    steps = analysis.path(graph, PROJECT, PROBLEM)
    assert [s.sentence for s in steps] == [
        "1 份文件说：甲山修复项目 采用模式 产业基金模式",
        "2 份文件说：产业基金模式 解决 资金短缺",
    ]
    assert steps[0].quotes[0][0] == "甲山修复项目采用产业基金模式"
    back = analysis.path(graph, PROBLEM, PROJECT)
    assert [s.predicate for s in back] == ["solves", "usesMode"]
    assert analysis.path(graph, MODE, MODE) == []


def test_path_between_strangers_and_unknown_things(graph: nx.MultiDiGraph[str]) -> None:
    apart = graph.copy()
    apart.add_node("urn:alone", name="孤", type="Mode")
    assert analysis.path(apart, MODE, "urn:alone") == []
    with pytest.raises(UnknownName):
        analysis.path(graph, MODE, "urn:nobody")


def test_similar_projects_share_modes_and_problems(graph: nx.MultiDiGraph[str]) -> None:
    more = graph.copy()
    more.add_node("urn:twin", name="孪生项目", type="Project")
    more.add_edge("urn:twin", MODE, "usesMode", weight=1)
    (twin,) = analysis.similar(more, PROJECT)
    assert (twin.iri, twin.score, twin.shared) == ("urn:twin", 0.5, ("产业基金模式",))
    assert analysis.similar(graph, PROJECT) == []


def test_find_by_name(graph: nx.MultiDiGraph[str]) -> None:
    assert analysis.find(graph, "产业基金模式") == analysis.find(graph, MODE) == MODE
    with pytest.raises(UnknownName) as caught:
        analysis.find(graph, "产业基金")
    assert caught.value.suggestions == ("产业基金模式",)


def test_rows_refuse_to_be_cut(pool: QueryPool) -> None:
    assert pool.rows("SELECT ?a { VALUES (?a ?b) { (1 2) (UNDEF 3) } }") == [{"a": "1"}, {}]
    with QueryPool(lambda: None, 1, Limits(rows=1)) as small, pytest.raises(LimitExceeded):
        small.rows("SELECT ?a { VALUES ?a { 1 2 } }")


def test_ontology_as_data() -> None:
    by_name = {t.name: t for t in terms()}
    solves = by_name["mk:solves"]
    assert (solves.kind, solves.label["zh"], solves.range) == ("property", "解决", ("mk:Problem",))
    assert solves.domain == ("mk:Mode", "mk:Measure", "mk:Project")
    assert by_name["mkm:prohibits"].scheme == "mkm:scheme"
    assert by_name["mk:Plan"].parents == ("mk:Document", "eli:LegalResource")
    assert label("https://w3id.org/minekg/ontology#usesMode", "en") == "uses mode"
    assert label("http://e/x#y") == "y"
    assert short("http://e/") == "http://e/"
