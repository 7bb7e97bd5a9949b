"""The answers of the desk as tables, for printing and for spreadsheets and text documents."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from api.desk.alone import Compared, Findings
from api.desk.application import AdmitReport
from api.desk.check import CheckReport
from api.desk.diff import DiffRow, Segment
from api.desk.verify import VerifiedCitation

WORDS = {
    "found": "有", "not found": "没有找到", "person": "由人判断",
    "met": "符合", "not met": "不符合", "cannot decide": "不能判断",
    "FOUND": "有，文字一致", "DIFFERENT WORDS": "文字不同", "NOT IN FORCE": "已不是现行",
    "NOT FOUND": "没有这一条", "UNVERIFIED": "资料库没有这份文件",
    "same": "相同", "moved": "移动", "changed": "修改", "split": "拆分", "merged": "合并",
    "dropped": "删除", "new": "新增", "hard": "明确", "soft": "存疑",
}  # fmt: skip
CLAIM = "本表列出找到的、没有找到的和须由人判断的内容，附双方原文；不是合规结论。"
_WIDEST = 60
_CELL = 32_767  # characters that a cell of a worksheet holds
_RICH = 200  # stretches of one cell; a spreadsheet program gives up on many more


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of which some stretches are changed: taken out of an old text, put into a new one."""

    stretches: tuple[tuple[str, bool], ...]
    old: bool

    @property
    def text(self) -> str:
        """All the words."""
        return "".join(words for words, _ in self.stretches)


Cell = str | Marked


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table of words; every row has as many cells as the header."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def of_check(report: CheckReport) -> tuple[Sheet, ...]:
    """The checklist, one row an item."""
    rows = tuple(
        (i.clause, i.item, word(i.verdict), i.reason, i.passage, i.plan_clause)
        for i in report.items
    )
    header = ("规范条款", "要求", "结果", "理由", "方案原文", "方案位置")
    return (Sheet("对照规范核对", header, rows),)


def of_findings(report: Findings, beside: Sequence[Compared] = ()) -> tuple[Sheet, ...]:
    """What a plan alone gave, one row a finding; indicators of two plans side by side."""
    rows = tuple(
        (f.where, f.expected, f.found, word(f.severity), f.evidence) for f in report.findings
    )
    sheets = [Sheet("规划自查", ("位置", "应为", "实为", "程度", "原文"), rows)]
    if beside:
        pairs = tuple((c.name, str(c.year or ""), c.a, c.b) for c in beside)
        sheets.append(Sheet("指标对照", ("指标", "年份", "本规划", "另一规划"), pairs))
    return tuple(sheets)


def of_admit(report: AdmitReport) -> tuple[Sheet, ...]:
    """The rules, and the contradictions where there are any."""
    rules = tuple((r.document, r.clause, r.quote, word(r.verdict), r.reason) for r in report.rules)
    sheets = [Sheet("准入规定", ("文件", "条款", "原文", "结果", "理由"), rules)]
    if report.contradictions:
        rows = tuple((c.a, c.b, c.why) for c in report.contradictions)
        sheets.append(Sheet("规定之间的矛盾", ("一处", "另一处", "说明"), rows))
    return tuple(sheets)


def of_verify(citations: Sequence[VerifiedCitation]) -> tuple[Sheet, ...]:
    """The citations, one row each."""
    rows = tuple(
        (c.text, word(c.verdict), c.clause, c.difference, c.replaced_by) for c in citations
    )
    return (Sheet("引文核对", ("引文", "结果", "条款", "差别", "现行文件"), rows),)


def of_diff(rows: Sequence[DiffRow]) -> tuple[Sheet, ...]:
    """The two texts side by side, changed words marked."""
    cells = tuple(
        ("、".join(r.old), "、".join(r.new), word(r.kind), *_sides(r.segments())) for r in rows
    )
    return (Sheet("条文对照", ("旧条", "新条", "变化", "旧文", "新文"), cells),)


def word(verdict: str) -> str:
    """A verdict, kind or severity in words for people; anything else as it is."""
    return WORDS.get(verdict, verdict)


def _sides(segments: Sequence[Segment]) -> tuple[Marked, Marked]:
    old = tuple((s.old, s.changed) for s in segments if s.old)
    new = tuple((s.new, s.changed) for s in segments if s.new)
    return Marked(old, True), Marked(new, False)


def as_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with a sheet for each table; text stays text, whatever it begins with."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        style: dict[str | bool, Any] = {
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "bold": book.add_format({"bold": True, "bottom": 1}),
            True: book.add_format({"font_strikeout": True, "font_color": "#a02020"}),
            False: book.add_format({"bold": True, "underline": 1, "font_color": "#0b5c2e"}),
        }
        for sheet in sheets:
            _worksheet(book.add_worksheet(sheet.title[:31]), sheet, style)
    return buffer.getvalue()


def _worksheet(page: Any, sheet: Sheet, style: dict[str | bool, Any]) -> None:
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&L{sheet.title}&R&D")
    page.set_footer(f"&L{CLAIM}&R&P/&N")
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width, style["wrap"])
    page.write_row(0, 0, sheet.header, style["bold"])
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _write(page, number, column, cell, style)


def _write(page: Any, row: int, column: int, cell: Cell, style: dict[str | bool, Any]) -> None:
    if isinstance(cell, str) or not 1 < len(cell.stretches) <= _RICH or len(cell.text) > _CELL:
        words = cell if isinstance(cell, str) else cell.text
        words = words if len(words) <= _CELL else words[: _CELL - 1] + "…"
        page.write_string(row, column, words, style["wrap"])
        return
    parts: list[Any] = []
    for words, changed in cell.stretches:
        parts += [style[cell.old], words] if changed else [words]
    page.write_rich_string(row, column, *parts, style["wrap"])


def as_docx(sheets: Iterable[Sheet], title: str) -> bytes:
    """A document with a heading and a ruled table for each sheet, landscape for printing."""
    import docx as word_processor
    from docx.enum.section import WD_ORIENT

    document = word_processor.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_heading(_printable(title), 0)
    document.add_paragraph(CLAIM)
    for sheet in sheets:
        document.add_heading(sheet.title, 1)
        table = document.add_table(rows=0, cols=len(sheet.header))
        table.style = "Table Grid"
        for row in (sheet.header, *sheet.rows):
            for place, cell in zip(table.add_row().cells, row, strict=True):
                _fill(place, cell)
        _repeat_head(table)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _fill(place: Any, cell: Cell) -> None:
    if isinstance(cell, str):
        place.text = _printable(cell)
        return
    for words, changed in cell.stretches:
        run = place.paragraphs[0].add_run(_printable(words))
        run.font.strike = changed and cell.old
        run.font.underline = run.font.bold = changed and not cell.old


def _repeat_head(table: Any) -> None:
    """Print the first row again on every page."""
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _printable(words: str) -> str:
    """Words without the control characters that XML does not know."""
    return "".join(c for c in words if c in "\t\n" or c >= " ")


def _widths(sheet: Sheet) -> list[int]:
    columns = zip(sheet.header, *sheet.rows, strict=True)
    return [min(_WIDEST, max(8, 2 * max(_longest(c) for c in column))) for column in columns]


def _longest(cell: Cell) -> int:
    words = cell if isinstance(cell, str) else cell.text
    return max(map(len, words.split("\n")), default=0)
