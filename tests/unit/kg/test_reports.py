from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.network import Ask
from kg.pool import Limits, QueryPool
from kg.quads import graph_name, quads
from kg.query import Analysis
from kg.reports import KINDS, of_folder, report
from kg.rows import rows_of
from kg.store import GraphStore, current
from ontology.errors import BadQuery, LimitExceeded, UnknownName

from .factory import BASE, document, paper, plan, record

MODE, PROBLEM, PROJECT = "mode/产业基金模式", "problem/资金短缺", "project/甲山修复项目"
ARGUMENTS: dict[str, dict[str, str | int]] = {
    "path": {"start": PROJECT, "end": "资金短缺"},
    "similar": {"project": "甲山修复项目"},
    "neighbours": {"centre": MODE, "hops": 1, "limit": 20},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan and a paper that share a mode and a problem, and slides that are off topic."""
    folder = tmp_path_factory.mktemp("reports")
    slides = paper("图书馆", mode="产业基金模式")
    slides = record("图书馆", document(slides.document.text, off_topic=True), slides.facts)
    with GraphStore(folder) as store:
        for one in (plan(), paper(), slides):
            store.replace(graph_name(one.id, BASE), quads(one, BASE))
        store.publish()
    return folder


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[QueryPool]:
    with QueryPool(lambda: current(folder), 1) as pool:
        yield pool


@pytest.fixture(scope="module")
def ask(folder: Path) -> Ask:
    return rows_of(Store.read_only(str(current(folder))))


@pytest.mark.parametrize("kind", KINDS)
def test_a_worker_reports_what_this_process_does(pool: QueryPool, folder: Path, kind: str) -> None:
    arguments = ARGUMENTS.get(kind, {})
    assert pool.report(kind, BASE, **arguments) == of_folder(folder, kind, BASE, arguments)


def test_overview_counts_problems_with_and_without_answers(ask: Ask) -> None:
    found = report("overview", ask, BASE, {})
    assert found["coverage"] == {
        "problems": 3, "with_mode": 1, "with_recommendation": 1, "with_neither": 2,
    }  # fmt: skip
    solves = next(r for r in found["relations"] if r["predicate"] == "solves")
    assert (solves["label"], solves["count"], solves["claims"]) == ("解决", 1, 2)
    assert found["documents"] == 2
    assert found["top"]["Mode"][0]["id"] == MODE


def test_coverage_counts_documents_on_topic(ask: Ask) -> None:
    (mode,) = report("coverage", ask, BASE, {})["items"]
    assert (mode["problems"], mode["projects"], mode["documents"]) == (1, 1, 2)


def test_path_quotes_the_documents_by_title(ask: Ask) -> None:
    found = report("path", ask, BASE, ARGUMENTS["path"])
    assert [(s["subject"]["id"], s["object"]["id"]) for s in found["steps"]] == [
        (PROJECT, MODE), (MODE, PROBLEM),
    ]  # fmt: skip
    said = {(e["quote"], e["title"]) for e in found["steps"][1]["evidence"]}
    assert said == {
        ("缓解了资金短缺问题", "青岗县矿山修复方案"),
        ("缓解了资金短缺", "市场化修复研究"),
    }


@pytest.mark.parametrize(
    ("centre", "hops", "limit", "nodes", "found"),
    [
        (MODE, 1, 20, {MODE, PROBLEM, PROJECT, "problem/周期长"}, 3),
        (MODE, 1, 1, {MODE, PROBLEM}, 3),  # two documents say so
        ("problem/周期长", 1, 20, {"problem/周期长", MODE}, 1),
        ("problem/周期长", 2, 20, {"problem/周期长", MODE, PROBLEM, PROJECT}, 3),
    ],
)
def test_neighbours(
    ask: Ask, centre: str, hops: int, limit: int, nodes: set[str], found: int
) -> None:
    around = report("neighbours", ask, BASE, {"centre": centre, "hops": hops, "limit": limit})
    assert {n["id"] for n in around["nodes"]} == nodes
    assert around["nodes"][0]["hop"] == 0
    assert (around["found"], around["truncated"]) == (found, found >= len(nodes))


def test_neighbours_tell_how_often_a_relation_is_claimed(ask: Ask) -> None:
    around = report("neighbours", ask, BASE, ARGUMENTS["neighbours"])
    edges = {(e["source"], e["predicate"], e["target"]): e for e in around["edges"]}
    solved = edges[MODE, "solves", PROBLEM]
    assert (solved["documents"], solved["evidence"], solved["label"]) == (2, 2, "解决")
    assert not [n for n in around["nodes"] if not n["name"] or not n["type"]]


def test_neighbours_of_the_outermost_things_are_tied_to_each_other(ask: Ask) -> None:
    around = report("neighbours", ask, BASE, {"centre": PROBLEM, "hops": 1, "limit": 20})
    plan_id = "doc/青岗县矿山修复方案@2021-06-01"
    ends = {(e["source"], e["target"]) for e in around["edges"]}
    assert (plan_id, PROBLEM) in ends
    assert {n["type"] for n in around["nodes"] if n["id"] == plan_id} == {"Plan"}


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("neighbours", {"centre": "mode/没有", "hops": 1, "limit": 5}),
        ("similar", {"project": "没有"}),
        ("path", {"start": MODE, "end": "没有"}),
    ],
)
def test_unknown_things(pool: QueryPool, kind: str, arguments: dict[str, str | int]) -> None:
    with pytest.raises(UnknownName, match="没有"):
        pool.report(kind, BASE, **arguments)


def test_near_names_come_back_from_the_worker(pool: QueryPool) -> None:
    with pytest.raises(UnknownName) as caught:
        pool.report("similar", BASE, project="甲山")
    assert caught.value.suggestions == ("甲山修复项目",)


def test_unknown_kind_and_time_limit(folder: Path, ask: Ask) -> None:
    with pytest.raises(BadQuery, match="可用"):
        report("nothing", ask, BASE, {})
    with (
        QueryPool(lambda: current(folder), 1, Limits(seconds=0.01)) as short,
        pytest.raises(LimitExceeded, match="秒"),
    ):
        short.run(Analysis("centrality", BASE))


def test_an_empty_graph_has_empty_reports(tmp_path: Path) -> None:
    assert of_folder(tmp_path / "none", "gaps", BASE, {}) == {"items": []}
    assert of_folder(tmp_path / "none", "communities", BASE, {}) == {"items": []}
    assert of_folder(tmp_path / "none", "overview", BASE, {})["things"] == 0
