"""What cannot be: days that no calendar has, and ranges whose lower bound is the higher one."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal

from ingest.extract.anomalies import report
from ingest.extract.book import FactBook
from ingest.extract.columns import Column
from ingest.extract.quantity import LENGTHS, TIMES, quantities
from ingest.extract.rows import View, views
from ingest.extract.sentences import clause_index, sentences, where
from ontology import patterns as re
from ontology.numerals import to_int

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?P<year>(?:19|20)\d{2})\s?年\s?)"
# 2021年2月30日, 2月30日, 2022年13月, 2021-02-30.
_DATE = re.compile(
    rf"(?<![\d.])(?:{_YEAR}?(?P<month>{_NUMBER})\s?月\s?(?P<day>{_NUMBER})\s?[日号](?!线)"
    rf"|{_YEAR.replace('year', 'other')}(?P<only>{_NUMBER})\s?月(?!\d|[一二三四五六七八九十])"
    r"|(?P<iso>(?:19|20)\d{2})[-/](?P<m>\d{2})[-/](?P<d>\d{2})(?![\d\-/]))"
)
_RANGE = re.compile(r"(?P<low>\d+(?:\.\d+)?)\s?[^\d\s]{0,4}[～~至—–]{1,2}(?P<high>\d+(?:\.\d+)?)")
# Falling is what these do: heights, water levels and temperatures, ways down, coordinates.
_FALLS = re.compile(
    r"标高|海拔|高程|水位|气温|温度|由|从|自|[降减退缩]|递减|倒|逆|比例尺|比|pH|经|纬|坐标|方位"
)
_IN_ORDER = re.compile(r"[年月日时]|周期|期限|编号|号码|序号|代码|电话")
_NEAR = 16  # characters before a range that say what it is of


def find(book: FactBook) -> None:
    """Report dates that do not exist and ranges that run backwards."""
    _dates(book)
    for sentence in sentences(book):
        _ranges(book, sentence.start, sentence.end)
    for view in views(book):
        for column in view.of("value"):
            if not _FALLS.search(column.header) and not _IN_ORDER.search(column.header):
                _cells(book, view, column)


def _dates(book: FactBook) -> None:
    text = book.document.text
    for match in _DATE.finditer(text):
        year = match["year"] or match["other"] or match["iso"]
        month = to_int(match["month"] or match["only"] or match["m"])
        day = to_int(match["day"] or match["d"] or "1")
        if _is_day(int(year) if year else None, month, day):
            continue
        place = where(book.document, clause_index(book, match.start()))
        report(book, "date", "日期不存在", place, "历法上有的日期", match[0], match.span())


def _is_day(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has a day; without a year 29 February may be one."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def _ranges(book: FactBook, start: int, end: int) -> None:
    text = book.document.text
    for q in quantities(text, start, end):
        told = _RANGE.fullmatch(text[q.start : q.end].removesuffix(q.unit).strip())
        if told is None or q.unit in TIMES or Decimal(told["low"]) <= Decimal(told["high"]):
            continue
        before = text[max(start, q.start - _NEAR) : q.start]
        after = text[q.end : q.end + 4]
        if _FALLS.search(before) or _FALLS.search(after) or (q.unit in LENGTHS and "深" in before):
            continue
        place = where(book.document, clause_index(book, q.start))
        _backwards(book, told, place, (q.start, q.end))


def _cells(book: FactBook, view: View, column: Column) -> None:
    for row in range(len(view.table.rows)):
        told = _RANGE.fullmatch(view.cell(row, column))
        if told and Decimal(told["low"]) > Decimal(told["high"]):
            _backwards(book, told, view.where(row), view.span(row, column))


def _backwards(book: FactBook, told: re.Match[str], place: str, span: tuple[int, int]) -> None:
    low, high = told["low"], told["high"]
    what = "范围的下限大于上限"
    report(book, "range", what, place, f"{high}～{low}", f"{low}～{high}", span)
