from __future__ import annotations

import pytest
import rdflib
from pyoxigraph import RdfFormat, serialize

from kg.examples import Example, examples
from kg.export import FORMATS
from kg.pool import Query, QueryPool
from kg.quads import quads
from kg.text import Found, rewrite
from kg.void import describe
from ontology.ids import iri

from .factory import BASE, law, paper, plan

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


@pytest.fixture(scope="module")
def graph(pool: QueryPool) -> rdflib.Graph:
    data = serialize(describe(pool.rows, BASE), format=RdfFormat.TURTLE)
    assert data is not None
    return rdflib.Graph().parse(data=data.decode(), format="turtle")


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.id)
def test_example_finds_something(pool: QueryPool, example: Example) -> None:
    clause = iri(BASE, "doc/青岗县矿山修复方案@2021-06-01/sec_2")
    query, _ = rewrite(example.query, lambda *_: [Found(clause, 1.0, "修复")])
    answer = pool.run(Query(query, "csv", "nt")).read()
    assert len(answer.splitlines()) > 1


def test_examples_ask_in_both_languages() -> None:
    found = examples()
    assert len(found) == 12
    assert all(not e.zh.isascii() and e.en.isascii() for e in found)
    assert len({e.zh for e in found}) == len(found)


def test_void_counts_agree_with_the_graph(graph: rdflib.Graph) -> None:
    (dataset,) = graph.subjects(rdflib.RDF.type, VOID.Dataset)
    merged = {q.triple for r in (plan(), law(), paper()) for q in quads(r, BASE)}
    assert int(str(graph.value(dataset, VOID.triples))) == len(merged)
    assert int(str(graph.value(dataset, VOID.documents))) == 3
    parts = {
        str(graph.value(p, VOID["class"])): int(str(graph.value(p, VOID.entities)))
        for p in graph.objects(dataset, VOID.classPartition)
    }
    assert parts["https://w3id.org/minekg/ontology#Mode"] == 1
    assert len(list(graph.objects(dataset, VOID.propertyPartition))) == len(
        {t.predicate for t in merged}
    )


def test_examples_are_executables(graph: rdflib.Graph) -> None:
    assert len(list(graph.subjects(rdflib.RDF.type, SH.SPARQLExecutable))) == len(examples())
    assert len(list(graph.subject_objects(SH.construct))) == 1


def test_every_export_is_a_distribution_that_can_be_fetched(graph: rdflib.Graph) -> None:
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    files = {str(o).rpartition("=")[2] for o in graph.objects(None, dcat.downloadURL)}
    assert files == set(FORMATS)
    assert all(
        str(o).startswith(f"{BASE}api/v1/export?") for o in graph.objects(None, VOID.dataDump)
    )
