from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from pyoxigraph import QuerySolutions, Store

from kg import sheet as module
from kg.pool import Limits, Query, QueryPool
from kg.sheet import write_sheet


def _values(data: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].values)


def _written(query: str) -> tuple[list[tuple[Any, ...]], str]:
    found, out = Store().query(query), io.BytesIO()
    assert isinstance(found, QuerySolutions)
    line = write_sheet(found, out, lambda count, left: f"{count} 行以后还有" if left else "")
    return _values(out.getvalue()), line


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        ("12", 12),
        ("1.5", 1.5),
        ('"007"', "007"),
        ("'=1+1'", "=1+1"),
        ("12345678901234567890", "12345678901234567890"),
        ("'NaN'^^xsd:double", "NaN"),
        ("<http://e/矿>", "http://e/矿"),
        ("'石膏'@zh", "石膏"),
        ("UNDEF", None),
    ],
)
def test_cells(term: str, cell: object) -> None:
    prologue = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
    rows, _ = _written(f"{prologue} SELECT ?a ?b {{ VALUES (?a ?b) {{ ({term} 1) }} }}")
    assert rows == [("a", "b"), (cell, 1)]


def test_a_sheet_that_is_full_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    assert _written("SELECT ?a { VALUES ?a { 1 2 } }") == ([("a",), (1,), (2,)], "")
    rows, line = _written("SELECT ?a { VALUES ?a { 1 2 3 } }")
    assert line == "2 行以后还有"
    assert rows[-1] == (line,)


def test_the_row_limit_is_told_in_the_sheet_and_the_header() -> None:
    query = Query("SELECT ?a { VALUES ?a { 1 2 3 } }", "xlsx")
    with QueryPool(lambda: None, 1, Limits(rows=2)) as pool:
        answer = pool.run(query)
        assert answer.truncated
        assert "第 2 行" in _values(answer.read())[-1][0]
    with QueryPool(lambda: None, 1, Limits(rows=3)) as pool:
        answer = pool.run(query)
        assert not answer.truncated
        assert _values(answer.read()) == [("a",), (1,), (2,), (3,)]
