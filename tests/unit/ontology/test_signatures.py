from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from rdflib import OWL, RDFS, Graph, URIRef
from rdflib.collection import Collection

from ontology.ids import ONTOLOGY
from ontology.records import Predicate
from ontology.signatures import SIGNATURES
from ontology.vocabulary import LITERAL_PREDICATES

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(ROOT / "ontology/minekg.ttl")


def classes(graph: Graph, term: str, side: URIRef) -> frozenset[str]:
    value = graph.value(URIRef(ONTOLOGY + term), side)
    union = graph.value(value, OWL.unionOf)
    members = [value] if union is None else list(Collection(graph, union))
    return frozenset(str(m).removeprefix(ONTOLOGY) for m in members)


def test_every_predicate_has_a_signature() -> None:
    assert set(SIGNATURES) == set(get_args(Predicate))


@pytest.mark.parametrize("predicate", sorted(set(SIGNATURES) - LITERAL_PREDICATES))
def test_signatures_and_the_published_vocabulary_agree(vocabulary: Graph, predicate: str) -> None:
    signature = SIGNATURES[predicate]  # type: ignore[index]
    assert classes(vocabulary, predicate, RDFS.domain) == signature.subjects
    assert classes(vocabulary, predicate, RDFS.range) == signature.objects


@pytest.mark.parametrize(
    ("predicate", "subject", "object_", "fits"),
    [
        ("usesMode", "Project", "Mode", True),
        ("usesMode", "Mode", "Project", False),
        ("requires", "Clause", "", True),
        ("requires", "Clause", "Problem", False),
        ("solves", "Mode", "", False),
    ],
)
def test_a_signature_admits_only_its_types(
    predicate: Predicate, subject: str, object_: str, fits: bool
) -> None:
    assert SIGNATURES[predicate].admits(subject, object_) is fits
