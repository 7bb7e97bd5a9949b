"""Worksheets in constant memory, and the rows of a SELECT as one."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from itertools import islice
from typing import IO, Any, Final

import xlsxwriter
from pyoxigraph import Literal, QuerySolutions

from ontology.vocabulary import term

_NUMBERS: Final = frozenset(
    term(f"xsd:{name}") for name in ("integer", "decimal", "double", "float", "int", "long")
)
ROWS: Final = 1_048_575
"""Rows of a worksheet without its header."""
_MOST = ROWS - 1  # one is left for a last line
CELL: Final = 32_767
"""Characters of a cell."""
_DIGITS = 15  # digits that a cell keeps of a number
_COPY = 1 << 16


def workbook(file: IO[bytes]) -> Any:
    """A workbook to fill row after row; texts stay texts, also those that look like formulas."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(file, options)


def write_sheet(solutions: QuerySolutions, out: IO[bytes], cut: Callable[[int, bool], str]) -> str:
    """Write the solutions under the names of their variables; numbers as numbers.

    Args:
        solutions: rows to write.
        out: a file that need not be seekable.
        cut: from the number of rows written, and whether the sheet could not hold all, to a last
            line that says that more are left; "" where none are.

    Returns:
        The last line.
    """
    with tempfile.TemporaryFile() as file:
        with workbook(file) as book:
            sheet = book.add_worksheet("结果")
            sheet.freeze_panes(1, 0)
            names = [v.value for v in solutions.variables]
            sheet.write_row(0, 0, names, book.add_format({"bold": True}))
            count = 0
            for count, solution in enumerate(islice(solutions, _MOST), 1):
                sheet.write_row(count, 0, map(_cell, solution))
            left = count == _MOST and next(solutions, None) is not None
            if line := cut(count, left):
                sheet.write_string(count + 1, 0, line)
        file.seek(0)
        while chunk := file.read(_COPY):
            out.write(chunk)
    return line


def _cell(value: Any) -> str | float:
    if value is None:
        return ""
    if isinstance(value, Literal):
        return _number(value) if value.datatype.value in _NUMBERS else value.value[:CELL]
    return getattr(value, "value", str(value))[:CELL]


def _number(value: Literal) -> str | float:
    """A number where a cell holds all of its digits, else its words."""
    try:
        number = float(value.value)
    except ValueError:
        return value.value
    digits = sum(c.isdigit() for c in value.value)
    return number if math.isfinite(number) and digits <= _DIGITS else value.value
