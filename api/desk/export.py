"""The answers of the desk as tables, for printing and for spreadsheets and text documents."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.desk.alone import Findings
from api.desk.application import AdmitReport
from api.desk.check import CheckReport
from api.desk.diff import DiffRow
from api.desk.verify import VerifiedCitation

_VERDICTS = {
    "found": "有", "not found": "没有", "person": "由人判断",
    "met": "符合", "not met": "不符合", "cannot decide": "不能判断",
    "FOUND": "有，文字一致", "DIFFERENT WORDS": "文字不同", "NOT IN FORCE": "已不是现行",
    "NOT FOUND": "没有这一条", "UNVERIFIED": "资料库没有这份文件",
    "same": "相同", "moved": "移动", "changed": "修改", "split": "拆分", "merged": "合并",
    "dropped": "删除", "new": "新增", "hard": "明确", "soft": "存疑",
}  # fmt: skip
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table of plain words; every row has as many cells as the header."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def of_check(report: CheckReport) -> tuple[Sheet, ...]:
    """The checklist, one row an item."""
    rows = tuple(
        (i.clause, i.item, _word(i.verdict), i.reason, i.passage, i.plan_clause)
        for i in report.items
    )
    header = ("规范条款", "要求", "结果", "理由", "方案原文", "方案位置")
    return (Sheet("对照规范核对", header, rows),)


def of_findings(report: Findings) -> tuple[Sheet, ...]:
    """What a plan alone gave, one row a finding."""
    rows = tuple(
        (f.where, f.expected, f.found, _word(f.severity), f.evidence) for f in report.findings
    )
    return (Sheet("规划自查", ("位置", "应为", "实为", "程度", "原文"), rows),)


def of_admit(report: AdmitReport) -> tuple[Sheet, ...]:
    """The rules, and the contradictions where there are any."""
    rules = tuple((r.document, r.clause, r.quote, _word(r.verdict), r.reason) for r in report.rules)
    sheets = [Sheet("准入规定", ("文件", "条款", "原文", "结果", "理由"), rules)]
    if report.contradictions:
        rows = tuple((c.a, c.b, c.why) for c in report.contradictions)
        sheets.append(Sheet("规定之间的矛盾", ("一处", "另一处", "说明"), rows))
    return tuple(sheets)


def of_verify(citations: Sequence[VerifiedCitation]) -> tuple[Sheet, ...]:
    """The citations, one row each."""
    rows = tuple(
        (c.text, _word(c.verdict), c.clause, c.difference, c.replaced_by) for c in citations
    )
    return (Sheet("引文核对", ("引文", "结果", "条款", "差别", "现行文件"), rows),)


def of_diff(rows: Sequence[DiffRow]) -> tuple[Sheet, ...]:
    """The two texts side by side."""
    cells = tuple(
        (
            "、".join(r.old),
            "、".join(r.new),
            _word(r.kind),
            r.old_text,
            r.new_text,
        )
        for r in rows
    )
    return (Sheet("条文对照", ("旧条", "新条", "变化", "旧文", "新文"), cells),)


def as_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with a sheet for each table; text stays text, whatever it begins with."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title[:31])
            page.freeze_panes(1, 0)
            for column, width in enumerate(_widths(sheet)):
                page.set_column(column, column, width, wrap)
            for number, row in enumerate((sheet.header, *sheet.rows)):
                for column, cell in enumerate(row):
                    page.write_string(number, column, cell, wrap if number else bold)
    return buffer.getvalue()


def as_docx(sheets: Iterable[Sheet], title: str) -> bytes:
    """A document with a heading and a ruled table for each sheet, landscape for printing."""
    import docx as word
    from docx.enum.section import WD_ORIENT

    document = word.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_heading(title, 0)
    for sheet in sheets:
        document.add_heading(sheet.title, 1)
        table = document.add_table(rows=0, cols=len(sheet.header))
        table.style = "Table Grid"
        for row in (sheet.header, *sheet.rows):
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = _printable(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _word(verdict: str) -> str:
    return _VERDICTS.get(verdict, verdict)


def _printable(words: str) -> str:
    """Words without the control characters that XML does not know."""
    return "".join(c for c in words if c in "\t\n" or c >= " ")


def _widths(sheet: Sheet) -> list[int]:
    columns = zip(sheet.header, *sheet.rows, strict=True)
    return [min(_WIDEST, max(8, 2 * max(map(len, column)))) for column in columns]
