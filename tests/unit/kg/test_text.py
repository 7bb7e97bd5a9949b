from __future__ import annotations

from collections.abc import Iterable

import pytest
from pyoxigraph import Store

from kg.shape import lower_booleans
from kg.text import MOST, Found, rewrite, uses_text
from ontology.errors import BadQuery
from ontology.vocabulary import PREFIXES

LABEL = PREFIXES["rdfs"] + "label"
Call = tuple[str, str, int]


def rewritten(query: str, *hits: Found) -> tuple[str, list[Call]]:
    calls: list[Call] = []

    def search(words: str, property_: str, limit: int) -> Iterable[Found]:
        calls.append((words, property_, limit))
        return hits

    text, _ = rewrite(query, search)
    Store().query(text, prefixes=dict(PREFIXES))  # it must still be SPARQL
    return " ".join(text.split()), calls


HIT = Found("http://e/甲", 1.5, '说"难"\n')


@pytest.mark.parametrize(
    ("pattern", "values"),
    [
        ('?s text:query "难"', "VALUES (?s) { (<http://e/甲>) }"),
        ('(?s ?n) text:query "难"', "VALUES (?s ?n) { (<http://e/甲> 1.500000) }"),
        ('(?s ?n ?t) text:query ("难")', 'VALUES (?s ?n ?t) { (<http://e/甲> 1.500000 "说\\"难\\"\\n") }'),
        ('?s a ?c ; text:query "难"', "?s a ?c . VALUES (?s) { (<http://e/甲>) }"),
        ('?s text:query "难" ; a ?c', "VALUES (?s) { (<http://e/甲>) } . ?s a ?c"),
        ('?s a ?c ; text:query "难" ; a ?d', "?s a ?c . VALUES (?s) { (<http://e/甲>) } . ?s a ?d"),
        ('?x a ?y . ?s text:query "难" . ?s a ?c', "?x a ?y . VALUES (?s) { (<http://e/甲>) } . ?s a ?c"),
        ('OPTIONAL { ?s text:query "难" }', "OPTIONAL { VALUES (?s) { (<http://e/甲>) } }"),
        ("?s <http://jena.apache.org/text#query> '难'", "VALUES (?s) { (<http://e/甲>) }"),
    ],
)  # fmt: skip
def test_pattern_becomes_values(pattern: str, values: str) -> None:
    assert rewritten(f"SELECT * {{ {pattern} }}", HIT)[0] == f"SELECT * {{ {values} }}"


@pytest.mark.parametrize(
    ("arguments", "call"),
    [
        ('"难"', ("难", "", MOST + 1)),
        ('("难" 5)', ("难", "", 5)),
        ('(rdfs:label "难" 5)', ("难", LABEL, 5)),
        (f'(<{LABEL}> "难" 99999)', ("难", LABEL, MOST + 1)),
        ('(rdfs:label "难"@zh "highlight:s:b")', ("难", LABEL, MOST + 1)),
        ("'''a\\\\b\\t\\u4E2D'''", ("a\\b\t中", "", MOST + 1)),
    ],
)
def test_what_is_searched(arguments: str, call: Call) -> None:
    assert rewritten(f"SELECT * {{ ?s text:query {arguments} }}")[1] == [call]


def test_no_hit_is_an_empty_table() -> None:
    assert rewritten('SELECT * { ?s text:query "难" }')[0] == "SELECT * { VALUES (?s) { } }"


def test_own_prefix_for_the_namespace_and_another_text_prefix() -> None:
    own = 'PREFIX t: <http://jena.apache.org/text#> SELECT * { ?s t:query "难" }'
    assert "VALUES" in rewritten(own)[0]
    other = 'PREFIX text: <http://other/> SELECT * { ?s text:query "难" }'
    assert rewritten(other)[1] == []


def test_two_patterns() -> None:
    found, calls = rewritten('SELECT * { ?a text:query "甲" . ?b text:query "乙" }', HIT)
    assert found.count("VALUES") == 2
    assert {c[0] for c in calls} == {"甲", "乙"}


@pytest.mark.parametrize(
    "pattern",
    [
        "?s text:query ?words",
        "?s text:query (rdfs:label)",
        "?s text:query ()",
        '<urn:a> text:query "难"',
        '(?a ?b ?c ?d) text:query "难"',
        '?s text:query (rdfs:label "难" 5',
        "?s text:query",
    ],
)
def test_other_forms_are_refused_with_their_place(pattern: str) -> None:
    with pytest.raises(BadQuery, match="text:query 应写成") as caught:
        rewrite(f"SELECT * {{ {pattern} }}", lambda *_: ())
    assert caught.value.line == 1


def test_words_in_strings_are_no_pattern() -> None:
    query = "SELECT * { ?s ?p \"?s text:query 'x'\" }"
    assert uses_text(query)
    assert rewrite(query, lambda *_: (HIT,)) == (query, False)
    assert not uses_text("SELECT * { ?s ?p ?o }")
    assert lower_booleans(query) == query


@pytest.mark.parametrize(
    ("query", "cut"),
    [
        ('SELECT * { ?s text:query "难" }', True),
        ('SELECT * { ?s text:query ("难" 5000) }', True),
        (f'SELECT * {{ ?s text:query ("难" {MOST}) }}', False),
        ('SELECT * { ?s text:query "难" } LIMIT 10', False),
        ('SELECT * { ?s text:query "难" } LIMIT 5000', True),
        ('SELECT (COUNT(*) AS ?n) { ?s text:query "难" } LIMIT 10', True),
        ('SELECT ?s { ?s text:query "难" } GROUP BY ?s LIMIT 10', True),
        ('SELECT * { (?s ?n) text:query "难" } ORDER BY DESC(?n) LIMIT 10', False),
        ('SELECT * { (?s ?n) text:query "难" } ORDER BY ?n LIMIT 10', True),
        ('SELECT * { (?s ?n) text:query "难" } ORDER BY DESC(?s) LIMIT 10', True),
        ('SELECT * { ?s text:query "难" . ?t text:query "易" } LIMIT 10', True),
        ('CONSTRUCT { ?s a ?s } { ?s text:query "难" } LIMIT 10', True),
        ('SELECT * { ?s text:query "难" . } LIMIT 900 OFFSET 100', False),
        ('SELECT * { ?s text:query "难" } LIMIT 10 OFFSET 2000', True),
        ('SELECT * { ?s text:query "难" . ?s a mk:Mode } LIMIT 10', True),
        ('SELECT * { ?s text:query "难" ; a mk:Mode } LIMIT 10', True),
        ('SELECT * { ?s text:query "难" FILTER(ISIRI(?s)) } LIMIT 10', True),
        ('SELECT DISTINCT ?s { ?s text:query "难" } LIMIT 10', True),
        ('SELECT * { { SELECT * { (?s ?n) text:query "难" } ORDER BY ?n } } LIMIT 10', True),
        ('SELECT * { (?s ?n) text:query "难" } ORDER BY DESC(?n * -1) LIMIT 10', True),
        ('SELECT * { ?s text:query "难" } LIMIT 10 ORDER BY', True),
        ('SELECT * { ?s text:query "难" } LIMIT 10 ORDER', True),
    ],
)
def test_a_query_that_needs_more_hits_than_there_may_be_is_told(query: str, cut: bool) -> None:
    text, told = rewrite(query, lambda words, property_, limit: [HIT] * limit)
    assert told == cut
    assert text.count(HIT.iri) <= 2 * MOST
    assert not rewrite(query, lambda *_: [HIT])[1]
