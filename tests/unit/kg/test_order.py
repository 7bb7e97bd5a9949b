from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg.order import MOST, reorder
from ontology.vocabulary import PREFIXES, term

SIZES = {term("mk:solves"): 150, "urn:x": 3, "urn:y": 20, term("mk:Mode"): 90}


def count(subject: str | None, predicate: str | None, object_: str | None) -> int:
    return min(SIZES.get(str(object_ or subject), MOST), MOST)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "{ ?a rdf:predicate mk:solves ; rdf:object <urn:x> ; mk:quote ?q }",
            "{ ?a rdf:object <urn:x> . ?a rdf:predicate mk:solves . ?a mk:quote ?q . }",
        ),
        (
            "{ ?m a mk:Mode . ?m mk:solves <urn:y> FILTER(?m != 1) OPTIONAL { ?m ?p ?o . ?m ?q <urn:x> } }",
            "{ ?m mk:solves <urn:y> . ?m a mk:Mode . FILTER(?m != 1) OPTIONAL { ?m ?q <urn:x> . ?m ?p ?o . } }",
        ),
        (
            '{ ?m a mk:Mode ; skos:prefLabel "甲"@zh }',
            '{ ?m skos:prefLabel "甲"@zh . ?m a mk:Mode . }',
        ),
        (
            "{ ?m a mk:Mode . ?m ?r <urn:x> . ?m mk:a/mk:b ?c }",
            "{ ?m ?r <urn:x> . ?m a mk:Mode . ?m mk:a/mk:b ?c }",
        ),
        (
            "{ GRAPH ?g { ?s a mk:Mode ; ?p <urn:y> } }",
            "{ GRAPH ?g { ?s ?p <urn:y> . ?s a mk:Mode . } }",
        ),
    ],
)  # fmt: skip
def test_most_selective_pattern_comes_first(before: str, after: str) -> None:
    found = reorder(f"SELECT * {before}", count)
    assert " ".join(found.split()) == f"SELECT * {after}"
    Store().query(found, prefixes=dict(PREFIXES))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a rdf:object <urn:x> ; rdf:predicate mk:solves }",
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o . ?o ?q ?z }",
        "SELECT * { ?s a ?c ; mk:p [ mk:q <urn:x> ] }",
        "SELECT * { ?s a ?c . ?s mk:a* <urn:x> }",
        "SELECT * { ?s mk:offTopic false ; ?p <urn:z> }",
        "SELECT * { BIND(1 AS ?x) ?s a mk:Mode ; ?p <urn:x> }",
        "SELECT * {",
        "ASK {}",
    ],
)
def test_order_is_left_where_nothing_is_gained_or_sure(query: str) -> None:
    assert reorder(query, count) == query
