from __future__ import annotations

import pytest

from kg.diagnose import check_update, explain
from ontology.errors import BadQuery


@pytest.mark.parametrize(
    "update",
    [
        "CLEAR ALL",
        "PREFIX a: <urn:a> INSERT DATA { a:b a:c 1 } ; LOAD <http://127.0.0.1:1/>",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:1/never-fetched>",
        "INSERT DATA { <a> <b> mk:c }",
        "",
    ],
)
def test_update_is_understood_and_not_done(update: str) -> None:
    check_update(update, "http://localhost:8000/")


@pytest.mark.parametrize(
    ("query", "column", "words"),
    [
        ("SELECT * { <http://a b> ?p ?o }", 12, "IRI 里有空格"),
        ('DESCRIBE <http://x"y>', 10, "IRI 里有空格"),
        ("SELECT * { ?s ?p 1 FILTER(1 <no:x) }", 30, "没有声明"),
    ],
)
def test_broken_iris_are_named(query: str, column: int, words: str) -> None:
    fault = explain(query, "error at 1:1: expected one of x")
    assert words in str(fault)
    assert fault.column == column


@pytest.mark.parametrize(
    ("update", "line", "column"),
    [
        ("INSERT DATA {", 1, 14),
        ("CLEAR ALL ;\nINSERT DATA {", 2, 14),
        ("PREFIX a: <urn:a>\n  INSERT DATA { a:b a:c }", 2, 25),
        ("NOTHING OF THE KIND", 1, 7),
    ],
)
def test_broken_update_says_where(update: str, line: int, column: int) -> None:
    with pytest.raises(BadQuery) as caught:
        check_update(update)
    assert caught.value.line == line
    assert caught.value.column is not None
    assert abs(caught.value.column - column) <= 1
