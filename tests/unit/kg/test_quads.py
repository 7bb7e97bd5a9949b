from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import Literal, RdfFormat, serialize

from kg.quads import graph_name, quads
from kg.terms import parse_value
from ontology.ids import iri
from ontology.records import Assertion, Entity, Link, Record

from .factory import BASE, law, paper, plan, quote

ONTOLOGY = Path(__file__).resolve().parents[3] / "ontology"
MK = rdflib.Namespace("https://w3id.org/minekg/ontology#")
ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
HAS_UNIT = rdflib.URIRef("http://qudt.org/schema/qudt/hasUnit")
DOC = rdflib.URIRef(iri(BASE, "doc/青岗县矿山修复方案@2021-06-01"))


def graph(record: Record) -> rdflib.Graph:
    triples = [q.triple for q in quads(record, BASE)]
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert data is not None
    return rdflib.Graph().parse(data=data.decode(), format="nt")


def ref(key: str) -> rdflib.URIRef:
    return rdflib.URIRef(iri(BASE, key))


@pytest.mark.parametrize("record", [plan(), law(), paper()], ids=["plan", "law", "paper"])
def test_graph_conforms_to_the_shapes(record: Record) -> None:
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
    conforms, _, report = pyshacl.validate(graph(record), shacl_graph=shapes, advanced=True)
    assert conforms, report


@pytest.mark.parametrize(
    ("remove", "complaint"),
    [
        ((None, MK.usesMode, None), "no direct triple"),
        ((None, MK.quote, None), "mk:quote"),
        ((ref("problem/资金短缺"), rdflib.RDF.type, None), "mk:Problem"),
        ((None, ELI.is_part_of, None), "eli:is_part_of"),
    ],
)
def test_shapes_find_what_is_missing(remove: tuple[object, object, object], complaint: str) -> None:
    broken = graph(plan())
    broken.remove(remove)  # type: ignore[arg-type]
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
    conforms, _, report = pyshacl.validate(broken, shacl_graph=shapes, advanced=True)
    assert not conforms
    assert complaint in report


def test_a_proposal_is_a_statement_but_no_triple() -> None:
    record = plan()
    proposed = [
        replace(a, model="some-model", rule="model") if a.predicate == "usesMode" else a
        for a in record.facts.assertions
    ]
    found = graph(replace(record, facts=replace(record.facts, assertions=tuple(proposed))))
    (statement,) = found.subjects(MK.model, rdflib.Literal("some-model"))
    assert found.value(statement, MK.reviewStatus) == MK.Unreviewed
    assert not list(found.triples((None, MK.usesMode, None)))
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
    conforms, _, report = pyshacl.validate(found, shacl_graph=shapes, advanced=True)
    assert conforms, report


def test_every_quad_is_in_the_graph_of_its_document() -> None:
    record = plan()
    assert {q.graph_name for q in quads(record, BASE)} == {graph_name(record.id, BASE)}


def test_relation_is_a_direct_triple_with_its_words() -> None:
    g = graph(plan())
    mode, problem = ref("mode/产业基金模式"), ref("problem/资金短缺")
    assert (mode, MK.solves, problem) in g
    (claim,) = g.subjects(rdflib.RDF.predicate, MK.solves)
    assert g.value(claim, MK.quote) == rdflib.Literal("缓解了资金短缺问题")
    assert g.value(claim, MK.inClause) == DOC + "/sec_1"
    text = plan().document.text
    start, end = (int(str(g.value(claim, p))) for p in (MK.start, MK.end))
    assert text[start:end] == "缓解了资金短缺问题"


def test_obligation_relation_is_words_of_the_clause() -> None:
    assert (DOC + "/sec_2", MK.prohibits, rdflib.Literal("小于20万吨/年")) in graph(plan())


def test_what_the_document_itself_says_hangs_on_its_iri() -> None:
    assert (DOC, MK.hasProblem, ref("problem/资金短缺")) in graph(plan())


def test_printed_values_stay_as_printed_beside_the_number() -> None:
    (threshold,) = graph(plan()).subjects(rdflib.RDF.type, MK.Threshold)
    values = {p: str(o) for p, o in graph(plan()).predicate_objects(threshold)}
    assert values[MK.valueText] == "020"
    assert values[MK.value] == "20"


def test_citation_points_into_the_library_where_it_is_resolved() -> None:
    cited = replace(plan(), cites={0: "doc/矿产资源法@2024-11-08/art_30"})
    assert (DOC + "/sec_2", ELI.cites, ref("doc/矿产资源法@2024-11-08/art_30")) in graph(cited)
    assert (DOC + "/sec_2", ELI.cites, ref("instrument/矿产资源法")) in graph(plan())


def test_reference_that_names_nothing_is_left_out() -> None:
    base = plan()
    inner = replace(base.facts.citations[0], title="", article="前项")
    bare = replace(base, facts=replace(base.facts, citations=(inner,)))
    assert ELI.cites not in set(graph(bare).predicates())
    resolved = replace(bare, cites={0: "doc/甲/art_2"})
    assert (DOC + "/sec_2", ELI.cites, ref("doc/甲/art_2")) in graph(resolved)


def test_rows_that_are_clauses_already_are_not_repeated() -> None:
    base = plan()
    row = replace(base.document.clauses[1], id="tbl_1__row_1", kind="item", parent=2)
    doc = replace(base.document, clauses=(*base.document.clauses, row))
    found = graph(replace(base, document=doc))
    assert len(list(found.objects(DOC + "/tbl_1__row_1", MK.start))) == 1


def test_table_row_is_a_place_of_its_own() -> None:
    g = graph(plan())
    row = DOC + "/tbl_1__row_1"
    assert g.value(row, ELI.is_part_of) == DOC + "/tbl_1"
    assert g.value(DOC + "/tbl_1", ELI.is_part_of) == DOC + "/sec_2"
    (anomaly,) = g.subjects(rdflib.RDF.type, MK.Anomaly)
    assert g.value(anomaly, MK.inClause) == row


def test_version_and_status() -> None:
    g = graph(plan())
    dct = rdflib.DCTERMS
    assert (DOC, dct.isVersionOf, ref("doc/青岗县矿山修复方案")) in g
    assert g.value(DOC, ELI.in_force) == ELI["InForce-inForce"]
    assert g.value(DOC, dct.issued) == rdflib.Literal("2021-06", datatype=rdflib.XSD.gYearMonth)


def test_linked_entity_prefers_the_name_of_its_key() -> None:
    base = paper(mode="基金模式")
    linked = replace(base, links=(Link("e1", "mode/产业基金模式", "alias"), *base.links[1:]))
    g, skos = graph(linked), rdflib.SKOS
    mode = ref("mode/产业基金模式")
    assert g.value(mode, skos.prefLabel) == rdflib.Literal("产业基金模式", lang="zh")
    assert g.value(mode, skos.altLabel) == rdflib.Literal("基金模式", lang="zh")


def test_statement_iris_hold_when_extracted_again_and_under_another_base() -> None:
    def claims(base: str) -> set[str]:
        found = {str(q.subject.value) for q in quads(plan(), base)}  # type: ignore[union-attr]
        return {i.removeprefix(base) for i in found if "/assertion/" in i}

    assert claims(BASE) == claims("https://kb.example.org/")
    assert len(claims(BASE)) == 8


def test_assertion_about_nobody_is_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    base = paper()
    words = quote(base.document.text, "周期长")
    facts = replace(base.facts, assertions=(Assertion("e1", "hasProblem", "e99", words),))
    assert MK.hasProblem not in set(graph(replace(base, facts=facts)).predicates())
    assert "unknown id" in caplog.text


def test_clause_entity_without_a_unit_gets_its_own_node() -> None:
    base = paper()
    words = quote(base.document.text, "周期长")
    entity = Entity("e9", "Clause", "附则", words)
    facts = replace(base.facts, entities=(*base.facts.entities, entity))
    found = {q.subject for q in quads(replace(base, facts=facts), BASE)}
    assert any("附则" in str(s) for s in found)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("20", ("20", None, None)),
        ("1,200.50", ("1200.50", None, None)),
        ("３０", ("30", None, None)),
        ("5～10", (None, "5", "10")),
        ("50~70", (None, "50", "70")),
        ("若干", (None, None, None)),
        ("NaN", (None, None, None)),
    ],
)
def test_parse_value(printed: str, expected: tuple[str | None, ...]) -> None:
    assert tuple(None if v is None else str(v) for v in parse_value(printed)) == expected


def test_text_with_quotes_and_newlines_survives() -> None:
    says = '第一行"引号"\n第二行\\'
    base = paper(mode=says)
    assert Literal(says, language="zh") in {q.object for q in quads(base, BASE)}


def test_nothing_is_written_outside_the_vocabulary() -> None:
    own = str(MK), "https://w3id.org/minekg/modality#", "https://w3id.org/minekg/unit#"
    defined = set(rdflib.Graph().parse(ONTOLOGY / "minekg.ttl").subjects())
    for record in (plan(), law(), paper()):
        for triple in graph(record):
            for part in triple:
                if str(part).startswith(own) and isinstance(part, rdflib.URIRef):
                    assert part in defined


@pytest.mark.parametrize(
    ("printed", "iri_of_unit"),
    [
        ("矿石万吨", "https://w3id.org/minekg/unit#10kTonne"),
        ("km²", "http://qudt.org/vocab/unit/KiloM2"),
        ("％", "http://qudt.org/vocab/unit/PERCENT"),
        ("令", None),
    ],
)
def test_a_unit_is_that_of_the_lexicon(printed: str, iri_of_unit: str | None) -> None:
    base = plan()
    figure = replace(base.facts.indicators[0], unit=printed)
    record = replace(base, facts=replace(base.facts, indicators=(figure,), thresholds=()))
    units = {str(o) for o in graph(record).objects(None, HAS_UNIT)}
    assert units == ({iri_of_unit} if iri_of_unit else set())


def test_controls_of_a_mineral_are_one_triple_each() -> None:
    base = plan()
    mineral = Entity(
        "m9",
        "Mineral",
        "石膏",
        base.facts.entities[0].evidence,
        (),
        "sec_1",
        "r",
        {"control": "重点勘查；限制开采"},
    )
    record = replace(base, facts=replace(base.facts, entities=(*base.facts.entities, mineral)))
    found = {str(o) for o in graph(record).objects(ref("mineral/石膏"), MK.control)}
    assert found == {"重点勘查", "限制开采"}
