"""Lint of the published ontology, in the manner of OOPS! (the ontology pitfall scanner)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from ontology import lexicon, vocabulary
from ontology.ids import ONTOLOGY

FOLDER = Path(__file__).resolve().parents[3] / "ontology"
OWN = (ONTOLOGY, vocabulary.PREFIXES["mkm"], vocabulary.PREFIXES["mku"])
GRAPH = rdflib.Graph().parse(FOLDER / "minekg.ttl")
CLASSES = set(GRAPH.subjects(RDF.type, OWL.Class)) - {
    c for c in GRAPH.subjects(RDF.type, OWL.Class) if isinstance(c, rdflib.BNode)
}
PROPERTIES = {
    p for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in GRAPH.subjects(RDF.type, kind)
}
INDIVIDUALS = set(GRAPH.subjects(SKOS.topConceptOf, None))


def own(graph: rdflib.Graph) -> set[rdflib.URIRef]:
    return {
        t
        for triple in graph
        for t in triple
        if isinstance(t, rdflib.URIRef) and str(t).startswith(OWN) and str(t) not in OWN
    }


@pytest.mark.parametrize("what", sorted(CLASSES | PROPERTIES | INDIVIDUALS))
def test_label_and_comment_in_both_languages(what: rdflib.URIRef) -> None:
    for predicate in (RDFS.label, RDFS.comment):
        languages = [o.language for o in GRAPH.objects(what, predicate)]  # type: ignore[attr-defined]
        assert sorted(languages) == ["en", "zh"], predicate


@pytest.mark.parametrize("what", sorted(PROPERTIES))
def test_domain_and_range(what: rdflib.URIRef) -> None:
    for predicate in (RDFS.domain, RDFS.range):
        (value,) = GRAPH.objects(what, predicate)
        for member in _members(value):
            assert member in CLASSES or not str(member).startswith(OWN), member


def _members(value: rdflib.term.Node) -> Iterator[rdflib.term.Node]:
    union = GRAPH.value(value, OWL.unionOf)
    yield from rdflib.collection.Collection(GRAPH, union) if union else [value]


def test_datatype_ranges_are_datatypes() -> None:
    for what in GRAPH.subjects(RDF.type, OWL.DatatypeProperty):
        assert str(GRAPH.value(what, RDFS.range)).startswith(str(XSD)), what


def test_no_dangling_term() -> None:
    assert own(GRAPH) == {s for s in GRAPH.subjects() if str(s).startswith(OWN)}


def test_no_two_classes_share_a_label() -> None:
    labels = [o for c in CLASSES for o in GRAPH.objects(c, RDFS.label)]
    assert len(labels) == len(set(labels))


def test_no_inverse_is_declared() -> None:
    assert not list(GRAPH.subject_objects(OWL.inverseOf))


def test_shapes_use_only_defined_terms() -> None:
    shapes = rdflib.Graph().parse(FOLDER / "shapes.ttl")
    assert own(shapes) <= own(GRAPH)


def test_vocabulary_names_only_defined_terms() -> None:
    tables = (
        [c for classes in vocabulary.GENRE_CLASSES.values() for c in classes],
        vocabulary.INDICATOR_KINDS.values(),
        vocabulary.BINDINGNESS.values(),
        vocabulary.REVIEW_STATUS.values(),
    )
    terms = {vocabulary.term(curie) for table in tables for curie in table}
    assert {t for t in terms if t.startswith(OWN)} <= {str(t) for t in own(GRAPH)}


def test_units_of_the_lexicon_are_those_of_the_ontology() -> None:
    """Each unit that the ontology defines is the match of the lexicon's unit of the same size."""
    prefix = vocabulary.term("mku:")
    units = {u.standard: u for u in lexicon.units().values() if u.standard.startswith(prefix)}
    defined = {str(s) for s in own(GRAPH) if str(s).startswith(prefix)}
    assert set(units) == defined
    for iri, unit in units.items():
        size = GRAPH.value(rdflib.URIRef(iri), rdflib.URIRef(lexicon.QUDT_MULTIPLIER))
        assert float(size) == pytest.approx(float(unit.multiplier)), unit.name


def test_unknown_prefix_is_an_error() -> None:
    with pytest.raises(KeyError):
        vocabulary.term("nope:x")
