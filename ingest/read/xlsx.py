"""Spreadsheets: each sheet as tables, cells as they are shown, hidden sheets marked so.

The parts are read directly: openpyxl and calamine drop number formats or expand whole merge
ranges, which a single hostile range turns into gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.exceptions import CellCoordinatesException

from ingest.read.grid import GridCell, spanned_block
from ingest.read.limits import Content, Refused
from ingest.read.package import Package
from ingest.read.shown import shown
from ontology.parts import HIDDEN
from ontology.source import Block, Issue

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\d*", re.IGNORECASE)
_MAX_CELLS = 2_000_000


@dataclass(slots=True)
class _Sheet:
    """Filled cells by one-based position; merges by their corner, as (rows, columns)."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    unsolved: int = 0


@dataclass(frozen=True, slots=True)
class _Book:
    strings: Sequence[str]
    formats: Sequence[str]
    date1904: bool


def read_xlsx(data: bytes) -> Content:
    """The sheets in order: a heading with the sheet's name, then its tables.

    A blank row parts two tables. A formula without a stored value stays empty and is reported.
    """
    package = Package(data)
    workbook = package.xml("xl/workbook.xml")
    targets = _targets(package)
    book = _Book(_strings(package), _formats(package), _is_1904(workbook))
    blocks: list[Block] = []
    unsolved = 0
    for entry in workbook.iterfind(f"{_S}sheets/{_S}sheet"):
        target = targets.get(entry.get(_ID, ""), "")
        if target not in package.names:
            continue
        sheet = _sheet(package.xml(target), book)
        unsolved += sheet.unsolved
        blocks += _named(entry, list(_tables(sheet)))
    message = f"{unsolved} 个公式没有保存计算结果，读作空单元格"
    issues = (Issue("formula-without-value", message, 0, 0),) if unsolved else ()
    return Content(tuple(blocks), issues)


def _named(entry: etree._Element, tables: Sequence[Block]) -> Iterator[Block]:
    name = entry.get("name", "")
    hidden = entry.get("state", "visible") != "visible"
    part = f"sheet {name}" + (HIDDEN if hidden else "")
    if tables and (hidden or not _DEFAULT_NAME.fullmatch(name)):
        yield Block("heading", name, level=1, part=part)
    for table in tables:
        yield replace(table, part=part)


def _targets(package: Package) -> dict[str, str]:
    root = package.xml("xl/_rels/workbook.xml.rels")
    paths = {r.get("Id", ""): r.get("Target", "") for r in root.iterfind(_REL)}
    return {key: p.lstrip("/") if p.startswith("/") else f"xl/{p}" for key, p in paths.items()}


def _is_1904(workbook: etree._Element) -> bool:
    properties = workbook.find(_S + "workbookPr")
    return properties is not None and properties.get("date1904", "0") in ("1", "true")


def _strings(package: Package) -> list[str]:
    root = package.xml_or_none("xl/sharedStrings.xml")
    return [] if root is None else [_rich(item) for item in root.iterfind(_S + "si")]


def _rich(item: etree._Element | None) -> str:
    """The text of a string item; phonetic readings are left out."""
    if item is None:
        return ""
    texts = [item.find(_S + "t"), *(run.find(_S + "t") for run in item.iterfind(_S + "r"))]
    return "".join(t.text or "" for t in texts if t is not None)


def _formats(package: Package) -> list[str]:
    root = package.xml_or_none("xl/styles.xml")
    if root is None:
        return []
    own = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iter(_S + "numFmt")}
    ids = [xf.get("numFmtId", "0") for xf in root.iterfind(f"{_S}cellXfs/{_S}xf")]
    return [own.get(i) or BUILTIN_FORMATS.get(int(i), "General") for i in ids]


def _sheet(root: etree._Element, book: _Book) -> _Sheet:
    sheet = _Sheet()
    for merge in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        left, top, right, bottom = range_boundaries(merge.get("ref", ""))
        if left and top and right and bottom:  # a range of whole columns has no rows
            sheet.merges[top, left] = (bottom - top + 1, right - left + 1)
    _fill(sheet, root, book)
    _drop_merges_over_cells(sheet)
    return sheet


def _drop_merges_over_cells(sheet: _Sheet) -> None:
    """A merge that would hide filled cells is ignored, so that no value is lost."""
    for corner, (rows, columns) in list(sheet.merges.items()):
        if rows * columns <= len(sheet.cells):
            places = ((corner[0] + r, corner[1] + c) for r in range(rows) for c in range(columns))
            inside = sum(place in sheet.cells for place in places)
        else:
            inside = sum(
                0 <= row - corner[0] < rows and 0 <= column - corner[1] < columns
                for row, column in sheet.cells
            )
        if inside > (corner in sheet.cells):
            del sheet.merges[corner]


def _fill(sheet: _Sheet, root: etree._Element, book: _Book) -> None:
    row = 0
    for line in root.iterfind(f"{_S}sheetData/{_S}row"):
        row = int(line.get("r", row + 1))
        column = 0
        for cell in line.iterfind(_S + "c"):
            row, column = _position(cell, row, column + 1)
            text = _shown(cell, book)
            sheet.unsolved += not text and cell.find(_S + "f") is not None
            if text.strip():
                sheet.cells[row, column] = text
        if len(sheet.cells) > _MAX_CELLS:
            raise Refused(f"表格超过 {_MAX_CELLS} 个单元格")


def _position(cell: etree._Element, row: int, column: int) -> tuple[int, int]:
    try:
        return coordinate_to_tuple(cell.get("r", ""))
    except (CellCoordinatesException, ValueError):
        return row, column


def _shown(cell: etree._Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _rich(cell.find(_S + "is"))
    stored = cell.findtext(_S + "v") or ""
    if kind == "s":
        return book.strings[int(stored)] if stored else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(stored, stored)
    if kind != "n" or not stored:
        return stored
    style = int(cell.get("s", "0"))
    code = book.formats[style] if style < len(book.formats) else "General"
    return shown(stored, code, date1904=book.date1904)


def _tables(sheet: _Sheet) -> Iterator[Block]:
    """The runs of filled rows; a run of lone cells is paragraphs."""
    covered = {
        row + extra
        for (row, column), (rows, _) in sheet.merges.items()
        if (row, column) in sheet.cells and rows < 1000
        for extra in range(rows)
    }
    rows = sorted({row for row, _ in sheet.cells} | covered)
    group: list[int] = []
    for row in rows:
        if group and row > group[-1] + 1:
            yield from _table(sheet, group)
            group = []
        group.append(row)
    if group:
        yield from _table(sheet, group)


def _table(sheet: _Sheet, rows: Sequence[int]) -> Iterator[Block]:
    wanted = frozenset(rows)
    filled = sorted(place for place in sheet.cells if place[0] in wanted)
    columns = sorted({column for _, column in filled})
    if len(columns) == 1:
        for place in filled:
            yield Block("paragraph", sheet.cells[place])
        return
    yield spanned_block(_grid(sheet, rows, columns))


def _grid(sheet: _Sheet, rows: Sequence[int], columns: Sequence[int]) -> Iterator[GridCell]:
    """Every cell of the used rectangle that no merge covers, positions counted from its corner."""
    top, left, bottom, right = rows[0], columns[0], rows[-1], columns[-1]
    right = min(max([right, *(_right_edge(sheet, row, left) for row in rows)]), left + 16_383)
    if (bottom - top + 1) * (right - left + 1) > _MAX_CELLS:
        raise Refused(f"表格超过 {_MAX_CELLS} 个单元格")
    hidden: set[tuple[int, int]] = set()
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) in hidden:
                continue
            down, across = sheet.merges.get((row, column), (1, 1))
            down, across = min(down, bottom - row + 1), min(across, right - column + 1)
            hidden.update((row + r, column + c) for r in range(down) for c in range(across))
            text = sheet.cells.get((row, column), "")
            yield GridCell(text, row - top, column - left, down, across)


def _right_edge(sheet: _Sheet, row: int, left: int) -> int:
    """The last column that a title merged from the first column of a row covers."""
    across = sheet.merges.get((row, left), (1, 1))[1]
    return left + across - 1 if across < 64 else left
