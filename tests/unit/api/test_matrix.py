from __future__ import annotations

import csv
import io
from typing import cast

import openpyxl
import pytest

from api import spreadsheet
from api.matrix import as_csv, as_xlsx, build
from corpus.library import Library
from corpus.rows import AssertionRow


def claim(document: str, mode: str, problem: str) -> AssertionRow:
    return AssertionRow(
        document, f"题{document}", 0, f"mode/{mode}", mode, "solves", f"problem/{problem}", problem,
        f"{mode}解决了{problem}", 3, 9, "表1 row 2", "tbl_1", "r", 1.0, "",
    )  # fmt: skip


class Held:
    """A library with four claims."""

    def claims(self, predicate: str, rows: str, columns: str) -> tuple[AssertionRow, ...]:
        assert (predicate, rows, columns) == ("solves", "Mode", "Problem")
        return (
            claim("d1", "基金", "缺钱"), claim("d1", "基金", "缺钱"), claim("d2", "基金", "缺钱"),
            claim("d1", "=光伏", "闲置"),
        )  # fmt: skip


@pytest.fixture
def library() -> Library:
    return cast(Library, Held())


def test_cells_count_documents_not_claims(library: Library) -> None:
    matrix = build(library, "Mode", "Problem", "solves")
    assert [(c.row, c.column, c.documents, len(c.claims)) for c in matrix.cells] == [
        ("mode/基金", "problem/缺钱", 2, 3),
        ("mode/=光伏", "problem/闲置", 1, 1),
    ]
    assert [row.name for row in matrix.rows] == ["基金", "=光伏"]


def test_csv_opens_in_spreadsheet_programs_and_runs_nothing(library: Library) -> None:
    text = as_csv(build(library, "Mode", "Problem", "solves"))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows == [["", "缺钱", "闲置"], ["基金", "2", ""], ["'=光伏", "", "1"]]


def test_xlsx_holds_counts_and_words(library: Library) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(build(library, "Mode", "Problem", "solves"))))
    assert [c.value for c in book["矩阵"][2]] == ["基金", 2, None]
    assert book["矩阵"]["A3"].data_type == "s"
    words = [row[2].value for row in book["原文"].iter_rows(min_row=2)]
    assert words.count("基金解决了缺钱") == 3


def test_a_name_narrows_rows_and_drops_columns_that_nothing_meets(library: Library) -> None:
    whole = build(library, "Mode", "Problem", "solves")
    narrow = whole.narrowed("光伏", "")
    assert [end.name for end in narrow.rows + narrow.columns] == ["=光伏", "闲置"]
    assert whole.narrowed("光伏", "缺钱").cells == ()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=", "="),
        ("-5", "-5"),
        ("=1+1", "'=1+1"),
        ("-x", "'-x"),
        ("+1-1", "'+1-1"),
        ("=\n1", "'=\n1"),
    ],
)
def test_only_what_a_program_would_run_is_marked(cell: str, written: str) -> None:
    text = spreadsheet.as_csv([[cell]])
    assert next(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[0] == written


@pytest.mark.parametrize(
    ("text", "number"), [("62", 62), ("-1.50", -1.5), ("2~3", "2~3"), ("007", "007"), ("", "")]
)
def test_numbers_of_worksheets_can_be_added_up(text: str, number: object) -> None:
    assert spreadsheet.as_number(text) == number
