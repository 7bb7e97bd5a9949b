"""Tables as files: CSV that spreadsheet programs open as Chinese, and XLSX."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import xlsxwriter
from starlette.responses import Response

CSV = "text/csv; charset=utf-8"
# A sign alone and a number are no formulas.
_FORMULA = re.compile(r"(?![+-]?\d+(?:\.\d+)?\Z)[=+\-@\t\r].", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?")
_LONGEST = 32_767  # characters that a cell of a worksheet can hold

Cell = str | int | float | None
Rows = Iterable[Sequence[Cell]]


def as_csv(rows: Rows) -> str:
    """Rows as CSV with the byte order mark that spreadsheet programs need for Chinese."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def as_xlsx(sheets: Iterable[tuple[str, Rows]]) -> bytes:
    """Named sheets, their first row and column frozen; nothing in a cell runs as a formula.

    A cell longer than a worksheet allows ends in "…".
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, [_fitting(cell) for cell in row])
            sheet.freeze_panes(1, 1)
    return out.getvalue()


def attachment(content: str | bytes, media_type: str, name: str) -> Response:
    """A response that a browser saves under `name`; words are sent as UTF-8."""
    if isinstance(content, str):
        content = content.encode("utf-8", "replace")
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    if name.isascii():
        disposition = f'attachment; filename="{name}"'
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _safe(cell: Cell) -> Cell:
    """A cell that a spreadsheet program would run as a formula becomes plain text."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def as_number(text: str) -> str | float:
    """A printed number as one that a worksheet can add up; anything else (2~3, 1/4) as it is."""
    return float(text) if _NUMBER.fullmatch(text) else text


def _fitting(cell: Cell) -> Cell:
    if isinstance(cell, str) and len(cell) > _LONGEST:
        return cell[: _LONGEST - 1] + "…"
    return cell
