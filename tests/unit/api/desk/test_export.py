from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from api.desk import export
from api.desk.alone import Finding, Findings
from api.desk.application import AdmitReport, Contradiction, Rule
from api.desk.check import CheckItem, CheckReport
from api.desk.diff import DiffRow
from api.desk.verify import VerifiedCitation

SHEETS = [
    export.of_check(CheckReport((CheckItem("3.1", "应说明位置", "requires", "person", "位于县城", "sec_1", 0, 4, "弱"),))),
    export.of_findings(Findings((Finding("over-cap", "专栏5", "42", "59", "soft", "合计"),))),
    export.of_admit(AdmitReport((Rule("d", "c", "原文", "not met", "低于"),), (Contradiction("甲", "乙", "丙"),))),
    export.of_verify((VerifiedCitation("《法》第一条", 0, 6, "法", "第一条", "NOT FOUND"),)),
    export.of_diff((DiffRow(("1",), ("2", "3"), "split", "旧文", "新文"),)),
]  # fmt: skip


@pytest.mark.parametrize("sheets", SHEETS)
def test_workbook_and_document_hold_every_cell(sheets):
    book = openpyxl.load_workbook(io.BytesIO(export.as_xlsx(sheets)))
    pages = [[[c.value or "" for c in row] for row in page.iter_rows()] for page in book]
    wanted = [
        [list(s.header), *([getattr(c, "text", c) for c in r] for r in s.rows)] for s in sheets
    ]
    assert pages == wanted
    tables = docx.Document(io.BytesIO(export.as_docx(sheets, "核对"))).tables
    assert [[[c.text for c in row.cells] for row in t.rows] for t in tables] == wanted


def test_verdicts_are_in_words_for_people():
    assert [s.rows[0] for s in SHEETS[0]] == [
        ("3.1", "应说明位置", "由人判断", "弱", "位于县城", "sec_1")
    ]
    assert SHEETS[2][0].rows[0][3] == "不符合"


def test_cells_that_look_like_formulas_stay_text():
    book = openpyxl.load_workbook(
        io.BytesIO(export.as_xlsx([export.Sheet("表", ("列",), (("=1+1",),))]))
    )
    cell = book.active["A2"]
    assert (cell.value, cell.data_type) in [("=1+1", "s"), ("=1+1", "inlineStr")]


def test_control_characters_do_not_break_a_document():
    data = export.as_docx([export.Sheet("表", ("列",), (("甲\x0b乙",),))], "题")
    assert docx.Document(io.BytesIO(data)).tables[0].cell(1, 0).text == "甲乙"


def test_changed_words_are_marked_in_both_files():
    row = DiffRow(("1",), ("1",), "changed", "每年检查一次。", "每年检查两次。")
    sheets = export.of_diff([row])
    table = docx.Document(io.BytesIO(export.as_docx(sheets, "题"))).tables[0]
    struck = [r.text for r in table.cell(1, 3).paragraphs[0].runs if r.font.strike]
    underlined = [r.text for r in table.cell(1, 4).paragraphs[0].runs if r.font.underline]
    assert (struck, underlined) == (["一次"], ["两次"])
    book = openpyxl.load_workbook(io.BytesIO(export.as_xlsx(sheets)), rich_text=True)
    runs = [part for part in book.active["E2"].value if getattr(part, "font", None)]
    marked = [str(run) for run in runs if run.font.u]
    assert marked == ["两次"]


def test_what_it_is_not_is_said_in_print():
    data = export.as_docx([export.Sheet("表", ("列",), (("甲",),))], "题")
    assert "不是合规结论" in "".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
