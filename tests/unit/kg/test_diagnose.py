from __future__ import annotations

import pytest

from kg.diagnose import check_update
from ontology.errors import BadQuery


@pytest.mark.parametrize(
    "update",
    [
        "CLEAR ALL",
        "PREFIX a: <urn:a> INSERT DATA { a:b a:c 1 } ; LOAD <http://127.0.0.1:1/>",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:1/never-fetched>",
        "",
    ],
)
def test_update_is_understood_and_not_done(update: str) -> None:
    check_update(update)


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
