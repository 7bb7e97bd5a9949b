"""Decisions of people: what they change, that they last, and that they can be taken back."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph

from api.bundles import create, restore
from corpus.index import Index
from corpus.library import Library
from corpus.rows import AssertionRow
from corpus.search import SearchRequest, search
from corpus.statements import statements
from ingest import pipeline, review
from ingest.lock import sole_writer
from ingest.review import Edit, Signed
from kg.sparql import run
from ontology.errors import InputError, UnknownName

ROOT = Path(__file__).resolve().parents[3]
NAME = "甲县矿山修复模式研究"
TEXT = f"""{NAME}

一、主要模式

东山石场治理项目采用余料反哺模式。余料反哺模式缓解了资金短缺问题。产业导入模式破解了融资难问题。

二、存在问题

废弃矿山点多面广，存在修复资金短缺等问题。
"""
SIGNED = Signed("审核员甲", "与原文不符")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one document, beside its file; not to be written."""
    place = tmp_path_factory.mktemp("made")
    (place / "研究.txt").write_text(TEXT, encoding="utf-8")
    pipeline.ingest(place / "L", [place / "研究.txt"], workers=0)
    return place


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "L"


def solved(folder: Path) -> list[AssertionRow]:
    with Library.open(folder) as library:
        return list(library.claims("solves", "Mode", "Problem"))


def decide(folder: Path, claim: AssertionRow, decision: str, edit: Edit | None = None) -> None:
    with Library.open(folder) as library:
        review.decide(library, claim.document, claim.statement, decision, SIGNED, edit)
    assert review.publish_decisions(folder)


def ask(folder: Path, query: str) -> list[str]:
    return run(folder / "graph", query, "csv").read().decode().split()[1:]


def direct(folder: Path) -> int:
    return len(ask(folder, "SELECT ?m ?p { ?m mk:solves ?p }"))


def statuses(folder: Path) -> list[str]:
    found = ask(folder, "SELECT ?r { ?a rdf:predicate mk:solves ; mk:reviewStatus ?r }")
    return sorted(r.rpartition("#")[2] for r in found)


def test_a_rejected_claim_leaves_every_answer_and_is_listed_as_rejected(folder: Path) -> None:
    first, second = solved(folder)
    decide(folder, first, "reject")
    assert [c.statement for c in solved(folder)] == [second.statement]
    assert (direct(folder), statuses(folder)) == (1, ["Rejected", "Unreviewed"])
    with Library.open(folder) as library:
        assert library.entity(first.subject_key).assertions == (
            *(a for a in library.entity(first.subject_key).assertions if a.predicate != "solves"),
        )
        (row,) = library.decided_on("rejected").items
        assert (row.statement, row.quote) == (first.statement, first.quote)
        assert row.verdict is not None
        assert (row.verdict.reviewer, row.verdict.reason) == ("审核员甲", "与原文不符")
        assert library.unpublished() == ()


def test_an_undone_rejection_brings_the_claim_back(folder: Path) -> None:
    first, _ = before = solved(folder)
    decide(folder, first, "reject")
    decide(folder, first, "undo")
    assert solved(folder) == before
    assert (direct(folder), statuses(folder)) == (2, ["Unreviewed", "Unreviewed"])


def test_undoing_brings_back_the_decision_before(folder: Path) -> None:
    first, _ = solved(folder)
    decide(folder, first, "accept")
    decide(folder, first, "reject")
    decide(folder, first, "undo")
    assert [c.review for c in solved(folder)] == ["accepted", "unreviewed"]
    decide(folder, first, "undo")
    assert [c.review for c in solved(folder)] == ["unreviewed", "unreviewed"]
    with Library.open(folder) as library, pytest.raises(InputError, match="没有可以撤销"):
        review.decide(library, first.document, first.statement, "undo", SIGNED)


def test_an_edited_claim_says_the_new_and_keeps_the_old(folder: Path) -> None:
    first, _ = solved(folder)
    decide(folder, first, "edit", Edit(object="修复资金长期不足"))
    claims = {c.object_key: c for c in solved(folder)}
    assert claims["problem/修复资金长期不足"].review == "edited"
    assert claims["problem/修复资金长期不足"].quote == first.quote
    assert first.object_key not in claims
    assert statuses(folder) == ["Edited", "Rejected", "Unreviewed"]
    old = "SELECT ?q { ?n prov:wasRevisionOf ?o . ?o mk:reviewStatus mk:Rejected ; mk:quote ?q }"
    assert ask(folder, old) == [first.quote]
    hits = search(Index.open(folder / "index"), SearchRequest("修复资金长期不足", kind="entity"))
    assert hits.items[0].id == "problem/修复资金长期不足"


def test_an_edited_claim_can_be_rejected_in_its_turn(folder: Path) -> None:
    first, second = solved(folder)
    decide(folder, first, "edit", Edit(object="修复资金长期不足"))
    edited = next(c for c in solved(folder) if c.review == "edited")
    decide(folder, edited, "reject")
    assert [c.statement for c in solved(folder)] == [second.statement]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (Edit(predicate="relevant"), "不认识的关系"),
        (Edit(predicate="usesMode"), "不能连接"),
        (Edit(object="Mode/乙模式"), "不能连接"),
        (Edit(object="长" * 501), "太长"),
        (Edit(), "与原来相同"),
    ],
)
def test_an_edit_outside_the_vocabulary_is_refused(folder: Path, edit: Edit, reason: str) -> None:
    first, _ = solved(folder)
    with Library.open(folder) as library, pytest.raises(InputError, match=reason):
        review.decide(library, first.document, first.statement, "edit", SIGNED, edit)


def test_decisions_live_through_a_bundle_a_rebuild_and_reading_the_file_again(folder: Path) -> None:
    first, second = solved(folder)
    decide(folder, first, "reject")
    decide(folder, second, "edit", Edit(subject="产业融合模式"))
    after, triples = solved(folder), ask(folder, "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o")
    create(folder, folder.parent / "bundle.zip")
    restore(folder.parent / "bundle.zip", folder.parent / "copy", pipeline.Options())
    assert solved(folder.parent / "copy") == after
    assert ask(folder.parent / "copy", "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o") == triples
    pipeline.remove(folder, [first.document])
    assert solved(folder) == []
    pipeline.ingest(folder, [folder.parent / "研究.txt"], workers=0)
    assert solved(folder) == after
    assert ask(folder, "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o") == triples


def test_decisions_follow_the_content_to_another_name(folder: Path) -> None:
    first, second = solved(folder)
    decide(folder, first, "reject")
    with sqlite3.connect(folder / "library.sqlite") as db:  # as other rules for titles would do
        db.execute("UPDATE documents SET id = '另一个编号'")
    db.close()
    with Library.open(folder) as library:
        claims = library.record("另一个编号").facts.assertions
    assert [c.review for c in claims if c.predicate == "solves"] == ["rejected", "unreviewed"]
    assert second.review == "unreviewed"


def test_the_graph_of_a_reviewed_document_conforms_to_the_shapes(folder: Path) -> None:
    first, second = solved(folder)
    decide(folder, first, "reject")
    decide(folder, second, "edit", Edit(subject="产业融合模式"))
    dump = run(folder / "graph", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "ttl").read()
    shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl")
    vocabulary = Graph().parse(ROOT / "ontology" / "minekg.ttl")
    conforms, _, report = pyshacl.validate(
        Graph().parse(dump, format="turtle"), shacl_graph=shapes, ont_graph=vocabulary
    )
    assert conforms, report


def test_a_decision_waits_while_another_process_writes(folder: Path) -> None:
    first, _ = solved(folder)
    with sole_writer(folder):
        with Library.open(folder) as library:
            review.decide(library, first.document, first.statement, "reject", SIGNED)
        assert not review.publish_decisions(folder)
        assert len(solved(folder)) == direct(folder) == 2
    assert review.publish_decisions(folder)
    assert len(solved(folder)) == direct(folder) == 1


def test_a_report_stays_in_the_answers_and_heads_the_queue(folder: Path) -> None:
    first, second = solved(folder)
    with Library.open(folder) as library:
        review.report(library, second.document, second.statement, Signed(reason="张冠李戴"))
        assert library.unpublished() == ()
        row = library.queue().items[0]
        assert (row.statement, row.reason) == (second.statement, "reported")
        assert [r.reason for r in row.reports] == ["张冠李戴"]
        assert library.queue(reason="reported").total == 1
        review.decide(library, second.document, second.statement, "accept", SIGNED)
        assert library.queue(reason="reported").total == 0
        review.decide(library, second.document, second.statement, "undo", SIGNED)
        assert library.queue(reason="reported").total == 1
    assert first.review == "unreviewed"


def test_the_pages_of_the_queue_hold_each_open_claim_once(folder: Path) -> None:
    first, _ = solved(folder)
    with Library.open(folder) as library:
        review.report(library, first.document, first.statement, SIGNED)
        whole = library.queue(limit=100)
        seen, cursor = [], None
        while True:
            page = library.queue(limit=2, cursor=cursor)
            seen += [row.statement for row in page.items]
            if (cursor := page.next) is None:
                break
        said = [s.id for s in statements(library.record(first.document)) if s.kind == "assertion"]
    assert seen == [row.statement for row in whole.items]
    assert len(seen) == len(set(seen)) == whole.total
    assert sorted(seen) == sorted(said)


def test_only_what_the_document_says_can_be_decided(folder: Path) -> None:
    with Library.open(folder) as library, pytest.raises(UnknownName, match="没有编号为"):
        review.decide(library, library.document_ids()[0], "0" * 16, "reject", SIGNED)


def test_every_kind_of_fact_can_be_rejected(folder: Path, tmp_path: Path) -> None:
    law = tmp_path / "条例.txt"
    law.write_text(
        "乙市矿山条例\n\n第一条 根据《中华人民共和国矿产资源法》第三条，制定本条例。\n\n"
        "第二条 采矿权人应当边采边治。\n\n第三条 到2025年，绿色矿山建成率达到60%以上。\n",
        encoding="utf-8",
    )
    pipeline.ingest(folder, [law], workers=0)
    with Library.open(folder) as library:
        (norm,) = [o for o in library.obligations("乙市矿山条例") if o.action.endswith("边采边治")]
        (number,) = library.indicators("乙市矿山条例")
        (cited,) = library.cites("乙市矿山条例")
        for row in (norm, number, cited):
            review.decide(library, "乙市矿山条例", row.statement, "reject", SIGNED)
    assert review.publish_decisions(folder)
    with Library.open(folder) as library:
        assert norm not in library.obligations("乙市矿山条例")
        assert library.indicators("乙市矿山条例") == library.cites("乙市矿山条例") == ()
    assert ask(folder, "SELECT ?x { ?x eli:cites ?y }") == []
    assert ask(folder, "SELECT ?x { ?x a mk:Indicator }") == []
