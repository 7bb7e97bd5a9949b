from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from pyoxigraph import RdfFormat, parse

from kg import blocks, claim_table, sheet
from kg.blocks import LAYOUTS
from kg.export import FORMATS, export
from kg.quads import graph_name, quads
from kg.store import GraphStore, current
from kg.tables import inert
from ontology.errors import BadQuery

from .factory import BASE, law, paper, plan

RECORDS = (plan(), law(), paper(mode='=1+1"模式\n'))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "graph"
    with GraphStore(folder) as store:
        store.replace_many((graph_name(r.id, BASE), quads(r, BASE)) for r in RECORDS)
        store.publish()
    return folder


@pytest.mark.parametrize(
    ("name", "form"),
    [("nq", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG), ("jsonld", RdfFormat.JSON_LD)],
)
def test_dataset_formats_hold_every_quad(
    graph: Path, tmp_path: Path, name: str, form: RdfFormat
) -> None:
    out = export(graph, name, tmp_path / "out")
    expected = {q for r in RECORDS for q in quads(r, BASE)}
    assert {_plain(q) for q in parse(path=out, format=form)} == {_plain(q) for q in expected}


def _plain(quad: object) -> str:
    return str(quad).replace('"^^<http://www.w3.org/2001/XMLSchema#decimal>', '.0"^^d')


@pytest.mark.parametrize(("name", "form"), [("ttl", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES)])
def test_triple_formats_hold_the_merge(
    graph: Path, tmp_path: Path, name: str, form: RdfFormat
) -> None:
    found = list(parse(path=export(graph, name, tmp_path / "out"), format=form))
    assert len(found) == len({q.triple for r in RECORDS for q in quads(r, BASE)})


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_open_again_with_evidence_counts(
    graph: Path, tmp_path: Path, name: str, read: Callable[[Path], nx.MultiDiGraph[str]]
) -> None:
    found = nx.MultiDiGraph(read(export(graph, name, tmp_path / "out")))
    mode, problem = f"{BASE}id/mode/产业基金模式", f"{BASE}id/problem/资金短缺"
    assert found.nodes[mode]["label"] == "产业基金模式"
    (edge,) = found.get_edge_data(mode, problem).values()
    assert (edge["documents"], edge["evidence"], edge["label"]) == (1, 1, "解决")
    assert found.nodes[mode]["degree"] == 2
    assert found.nodes[mode]["betweenness"] > 0
    assert {data["community"] for _, data in found.nodes(data=True)} >= {1, 2}


@pytest.mark.parametrize("name", LAYOUTS)
def test_processes_that_share_the_work_write_the_same_file(
    graph: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = current(graph)
    assert path is not None
    alone = b"".join(blocks.blocks(blocks.Source.of(path), name))
    monkeypatch.setattr(blocks, "_FEW", 0)
    assert b"".join(blocks.shared(path, name, processes=2)) == alone


@pytest.mark.parametrize("held", [0, 200_000])
def test_the_table_of_claims_is_the_same_with_and_without_the_engine(
    graph: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    path = current(graph)
    assert path is not None
    monkeypatch.setattr(claim_table, "_REMEMBERED", held)
    source = blocks.Source.of(path)
    assert source.segments is not None
    assert len(source.segments) == len(RECORDS)
    lines = [
        b"".join(blocks.blocks(one, "csv")).splitlines()
        for one in (source, blocks.Source(source.store))
    ]
    assert lines[0] == lines[1]
    assert any("模式".encode() in line for line in lines[0])


def test_a_process_that_breaks_off_is_an_error(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = current(graph)
    assert path is not None
    monkeypatch.setattr(blocks, "_FEW", 0)
    monkeypatch.setattr(blocks, "_START", "raise SystemExit(1)")
    with pytest.raises(OSError, match="没有完成"):
        list(blocks.shared(path, "trig", processes=2))


def test_csv_is_the_table_of_claims(graph: Path, tmp_path: Path) -> None:
    data = export(graph, "csv", tmp_path / "out").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == sum(len(r.facts.assertions) + len(r.facts.citations) for r in RECORDS)
    uses = next(r for r in rows if r["关系"] == "usesMode")
    assert (uses["主语"], uses["宾语"]) == ("甲山修复项目", "产业基金模式")
    assert uses["原文"] == "甲山修复项目采用产业基金模式"
    assert uses["条款"] == "一、 现状"
    assert not [cell for row in rows for cell in row.values() if cell.startswith("=")]


def test_xlsx_has_a_sheet_for_every_kind_of_statement(graph: Path, tmp_path: Path) -> None:
    out = export(graph, "xlsx", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(out, read_only=True)
    sizes = {sheet.title: sheet.max_row - 1 for sheet in book.worksheets}
    claims = sum(len(r.facts.assertions) + len(r.facts.citations) for r in RECORDS)
    assert sizes == {
        "陈述": claims,
        "指标": 1,
        "准入门槛": 1,
        "规范性要求": 2,
        "文件": 3,
        "网络": 10,
    }
    book.close()


def test_long_tables_go_on_in_another_sheet(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "ROWS", 2)
    book = openpyxl.load_workbook(export(graph, "xlsx", tmp_path / "o.xlsx"), read_only=True)
    assert [s.max_row for s in book.worksheets if s.title.startswith("文件")] == [3, 2]
    book.close()


@pytest.mark.parametrize("name", FORMATS)
def test_empty_graph_and_leftovers(tmp_path: Path, name: str) -> None:
    export(tmp_path / "none", name, tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("out", "fault"), [(".", IsADirectoryError), ("没有/图.nq", FileNotFoundError)]
)
def test_a_target_that_cannot_be_a_file_is_named(
    graph: Path, tmp_path: Path, out: str, fault: type[OSError]
) -> None:
    with pytest.raises(fault) as caught:
        export(graph, "nq", tmp_path / out)
    assert caught.value.filename == str(tmp_path / out)


def test_unknown_format_and_unwritable_target(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(BadQuery, match="可用"):
        export(graph, "hdt", tmp_path / "out")
    with pytest.raises(OSError, match="No such file"):
        export(graph, "csv", tmp_path / "no" / "out")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-5", "-5"),
        ("+3.5%", "+3.5%"),
        ("-5-x", "'-5-x"),
        ("矿", "矿"),
    ],
)
def test_cells_are_no_formulas(cell: str, shown: str) -> None:
    assert inert(cell) == shown
