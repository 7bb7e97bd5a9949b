from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg.aggregate import rewrite
from ontology.vocabulary import PREFIXES

PAIRS = "?z mk:locatedIn ?p . ?j mk:locatedIn ?p"


@pytest.mark.parametrize(
    ("query", "faster"),
    [
        (
            f"SELECT ?z (COUNT(*) AS ?n) {{ {PAIRS} }} GROUP BY ?z",
            "SELECT ?z (SUM(?_n1) AS ?n) { ?z mk:locatedIn ?p . "
            "{ SELECT ?p (COUNT(*) AS ?_n1) { ?j mk:locatedIn ?p . } GROUP BY ?p } } GROUP BY ?z",
        ),
        (
            f"SELECT ?z (COUNT(*) AS ?n) WHERE {{ {PAIRS} . ?j mk:hasProblem ?q . ?r mk:addresses ?q }}"
            " GROUP BY ?z ORDER BY DESC(?n) LIMIT 9",
            "SELECT ?z (SUM(?_n2) AS ?n) WHERE { ?z mk:locatedIn ?p . "
            "{ SELECT ?p (SUM(?_n1) AS ?_n2) { ?j mk:locatedIn ?p . ?j mk:hasProblem ?q . "
            "{ SELECT ?q (COUNT(*) AS ?_n1) { ?r mk:addresses ?q . } GROUP BY ?q } } GROUP BY ?p } }"
            " GROUP BY ?z ORDER BY DESC(?n) LIMIT 9",
        ),
        (
            f"SELECT ?z (COUNT(DISTINCT ?j) AS ?n) {{ ?z a mk:Zone . {PAIRS} ; a mk:Project }} GROUP BY ?z",
            "SELECT ?z ( COUNT ( DISTINCT ?j ) AS ?n ) { { SELECT DISTINCT ?p ?z { ?z a mk:Zone . ?z mk:locatedIn ?p . } }"
            " { SELECT DISTINCT ?j ?p { ?j mk:locatedIn ?p . ?j a mk:Project . } } } GROUP BY ?z",
        ),
    ],
)  # fmt: skip
def test_pairs_are_not_walked(query: str, faster: str) -> None:
    found = rewrite(query)
    assert found is not None
    assert " ".join(found.split()) == faster
    Store().query(found, prefixes=dict(PREFIXES))


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {PAIRS} }}",
        f"ASK {{ {PAIRS} }}",
        "SELECT (COUNT(*) AS ?n) { ?z mk:locatedIn ?p ; a mk:Zone }",
        "SELECT ?m (COUNT(*) AS ?n) { ?j mk:usesMode ?m . ?m mk:solves ?p } GROUP BY ?m",
        f"SELECT ?z (COUNT(*) AS ?n) {{ {PAIRS} FILTER(?z != ?j) }} GROUP BY ?z",
        f"SELECT ?z (COUNT(*) AS ?n) {{ {PAIRS} OPTIONAL {{ ?z a ?t }} }} GROUP BY ?z",
        "SELECT ?z (COUNT(*) AS ?n) { ?z mk:locatedIn+ ?p . ?j mk:locatedIn ?p } GROUP BY ?z",
        "SELECT ?z (COUNT(*) AS ?n) { ?z ?r ?p . ?j mk:locatedIn ?p } GROUP BY ?z",
        f'SELECT ?z (COUNT(*) AS ?n) {{ {PAIRS} ; skos:prefLabel "甲"@zh }} GROUP BY ?z',
        "SELECT ?z (COUNT(*) AS ?n) { ?z mk:locatedIn [] . ?j mk:locatedIn ?p } GROUP BY ?z",
        f"SELECT ?z (COUNT(*) AS ?n) {{ {PAIRS} }} GROUP BY ?z VALUES ?z {{ 1 }}",
        "SELECT (COUNT(*) AS ?n) {",
        "",
    ],
)
def test_other_shapes_stay_as_they_are(query: str) -> None:
    assert rewrite(query) is None
