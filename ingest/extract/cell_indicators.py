"""Indicators in the wording of table cells: 形成可利用土地2.45万亩, in a row about a project."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.book import FactBook
from ingest.extract.columns import Column, is_empty
from ingest.extract.countable import counts
from ingest.extract.figures import brief
from ingest.extract.locations import called
from ingest.extract.naming import Name, name_of
from ingest.extract.quantity import cell_quantity, is_period, quantities
from ingest.extract.rows import View, is_total, views
from ingest.extract.sentences import clause_id
from ingest.extract.table_indicators import bound
from ingest.extract.text_indicators import kind_of
from ontology import lexicon
from ontology import patterns as re
from ontology.records import Indicator

RULE = "indicator.cell"
_PROJECT = re.compile(r"项目|工程|矿山|矿区|案例|治理|修复|公园")
_MEASURE = re.compile(
    r"[限率量度额次数值高宽厚深长比]$|[工周]期$|标准|规模|面积|投资|金额|工期|时间|年限"
)
_TOLD = re.compile(r"[一-鿿]{2}(?:频率|频次|周期|标准|厚度|间距|密度|年限|用量|强度)(?=表?$)")
# 排洪设施完好率≥95%: a limit in the words of a cell, whatever the row is about.
_BOUND = re.compile(r"^[一-鿿（）]{2,12}(?:[≥≤＞＜<>]|不[低高少大小]于|不超过)\s?\d")
_WHOLE = 4  # characters of a name that needs nothing from the number before
_FIRST = re.compile(r"^项目")


def find(book: FactBook) -> None:
    """Write down the numbers with units in the text cells of tables about named things."""
    for view in views(book):
        if view.of("scale", "unit", "attribute") or not view.labels:
            continue
        for row in range(len(view.table.rows)):
            label = view.cell(row, view.labels[-1])
            if not label or is_total(label):
                continue
            about = _PROJECT.search(label + view.table.title)
            for column in view.columns:
                if column.role != "index" and column not in view.labels:
                    book.indicators.extend(_whole(book, view, row, column, label))
                    if about or _BOUND.match(view.cell(row, column)):
                        book.indicators.extend(_cell(book, view, row, column, label))


def _whole(book: FactBook, view: View, row: int, column: Column, label: str) -> Iterator[Indicator]:
    """A cell that is one number with its unit (12次/年), in a column of words."""
    start, end = view.span(row, column)
    whole = cell_quantity(view.cell(row, column), column.unit) if start < end else None
    if whole is None or column.role == "value" or not _is_unit(whole[2]) or is_period(*whole[::2]):
        return
    value, op, unit = whole
    measure = _bare(column.header)
    if not _MEASURE.search(measure) and (told := _TOLD.search(view.table.title)):
        measure += told[0]  # 监测频率 | 汛期
    found = label + measure, value, bound(view, row, column, op), unit
    yield _indicator(book, view, row, label, found, start, end)


def _cell(book: FactBook, view: View, row: int, column: Column, label: str) -> Iterator[Indicator]:
    start, end = view.span(row, column)
    if start >= end or is_empty(book.document.text[start:end]):
        return
    if cell_quantity(view.cell(row, column), column.unit) is not None:
        return
    text = book.document.text
    before: Name | None = None
    floor = start
    for q in quantities(text, start, end):
        if not counts(text, q, floor):
            continue
        name = name_of(text, floor, end, q, None)
        if len(name.text) < _WHOLE:
            name = name_of(text, floor, end, q, before)
        floor, before = q.end, name if name.text else before
        if len(name.text) >= 2:
            project = book.find("Project", label)
            word = brief(book, project) if project else f"{called(label)}项目"
            full = f"{word}{_FIRST.sub('', name.text)}"
            if book.document.metadata.genre != "paper":  # plans keep the names of their works
                own = _BOUND.match(view.cell(row, column)) and len(name.text) > _WHOLE
                full = name.text if own else label + name.text
            found = full, q.value, q.op, q.unit
            yield _indicator(book, view, row, label, found, min(name.start, q.start), q.end)


def _is_unit(unit: str) -> bool:
    """Whether a cell's unit is one, alone or with what it counts: 公顷, 个矿山."""
    counted = lexicon.unit(unit[:1])
    above, slash, _ = unit.partition("/")
    known = lexicon.unit(above if slash else unit)
    return known is not None or (counted is not None and counted.quantity == "count")


def _bare(header: str) -> str:
    return re.sub(r"[（(].*?[）)]", "", header)


def _indicator(
    book: FactBook,
    view: View,
    row: int,
    label: str,
    found: tuple[str, str, str, str],
    start: int,
    end: int,
) -> Indicator:
    name, value, op, unit = found
    return Indicator(
        name=name,
        value=value,
        op=op,
        unit=unit,
        evidence=book.evidence(start, end),
        kind=kind_of(book.document.text[start:end]),
        where=view.where(row),
        clause=clause_id(book.document, view.table.clause),
        subject=book.find("Project", label) or "",
        rule=RULE,
    )
