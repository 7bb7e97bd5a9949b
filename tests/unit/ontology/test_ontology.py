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


# ------------------------------------------------ pitfalls by their number in the OOPS! catalogue


def test_hierarchies_have_no_cycles() -> None:
    """P06."""
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader):
        for what in GRAPH.subjects(predicate, None):
            above = set(GRAPH.transitive_objects(what, predicate)) - {what}
            assert not any((one, predicate, what) in GRAPH for one in above), what


def test_no_class_stands_alone() -> None:
    """P04: every class has a parent or child, or a property or value that belongs to it."""
    used = {
        member
        for what in PROPERTIES
        for predicate in (RDFS.domain, RDFS.range)
        for member in _members(GRAPH.value(what, predicate))  # type: ignore[arg-type]
    }
    related = set(GRAPH.subjects(RDFS.subClassOf)) | set(GRAPH.objects(None, RDFS.subClassOf))
    assert {c for c in CLASSES if str(c).startswith(OWN)} <= used | related


def test_a_property_is_either_about_things_or_about_values() -> None:
    """P34 and P35: typed, and typed once."""
    kinds = [set(GRAPH.subjects(RDF.type, k)) for k in (OWL.ObjectProperty, OWL.DatatypeProperty)]
    assert not kinds[0] & kinds[1]
    assert not {p for p in PROPERTIES if p in CLASSES}


def test_names_follow_one_convention() -> None:
    """P22: classes as Words, properties as words."""
    for what, upper in [*((c, True) for c in CLASSES), *((p, False) for p in PROPERTIES)]:
        local = str(what).rpartition("#")[2]
        if str(what).startswith(ONTOLOGY):
            assert local[0].isupper() is upper, what
            assert local.isalnum(), what


def test_the_ontology_describes_itself() -> None:
    """P38 and P41: declared, named in both languages, with a licence and a version."""
    (me,) = GRAPH.subjects(RDF.type, OWL.Ontology)
    dcterms = rdflib.Namespace("http://purl.org/dc/terms/")
    assert {t.language for t in GRAPH.objects(me, dcterms.title)} == {"zh", "en"}  # type: ignore[attr-defined]
    assert str(GRAPH.value(me, dcterms.license)).startswith("https://")
    assert GRAPH.value(me, OWL.versionInfo) is not None
    assert str(me) + "#" == ONTOLOGY
    assert all(GRAPH.value(what, RDFS.isDefinedBy) == me for what in CLASSES | PROPERTIES
               if str(what).startswith(ONTOLOGY))  # fmt: skip
