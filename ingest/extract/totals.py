"""Sums: totals of tables and of enumerations in sentences, shares, caps and orders of size."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ingest.extract.anomalies import Figure, figure, report, show
from ingest.extract.book import FactBook
from ingest.extract.columns import Column
from ingest.extract.quantity import Quantity, quantities
from ingest.extract.rows import View, is_total, views
from ingest.extract.sentences import Sentence, parts, sentences, where
from ontology import patterns as re

_SUBTOTAL = re.compile(r"小计|分计")
_OF_WHICH = re.compile(r"^其中")
# Columns whose cells do not add up.
_NOT_ADDITIVE = re.compile(
    r"比例|比重|占比|率|%|％|年限|年份|平均|单价|均价|价格|品位|深度|厚度|高度|坡度|时间|序号|编号|增幅|增速|倍数|指数|密度|规模$|能力$|标高|坐标"
)
_TOTAL_LEVEL = re.compile(r"^(?:总?合计|总计|小计|共计|总数)$")
_SHARE = re.compile(
    r"(?:比例|占比|比重|(?<!增长)(?<!完成)(?<!利润)(?<!收益)(?<!回报)(?<!产销)(?<!周转)(?<!负债)(?<!变化)(?<!膨胀)率)$"
)
_BREAKDOWN = re.compile(r"(?:其中|包括|分别(?:为|是))")
_EXTREME = re.compile(r"最[高低大小多少]|平均")  # 67%，其中甲市最高，为78%: no parts
_PARTIAL = re.compile(r"等|主要|以.{1,8}为主|大部分|多数|左右|约|余|多")


def find(book: FactBook) -> None:
    """Report totals unlike the sums of their parts, shares above 100 % and broken size orders."""
    for view in views(book):
        if view.of("scale"):
            _order(book, view)
            continue
        wrong = len(book.anomalies)
        _columns(book, view)
        _rows(book, view, whole=len(book.anomalies) == wrong)
    for sentence in sentences(book):
        for start, end in parts(book.document.text, sentence):
            _breakdown(book, sentence, start, end)
    _shares(book)


# ------------------------------------------------------------------------- tables


def _columns(book: FactBook, view: View) -> None:
    labels = [_label(view, row) for row in range(len(view.table.rows))]
    totals = [
        row for row, label in enumerate(labels) if is_total(label) and not _SUBTOTAL.search(label)
    ]
    if len(totals) != 1:
        return
    for column in view.of("value"):
        if _NOT_ADDITIVE.search(column.header):
            continue
        _column(book, view, column, labels, totals[0])


def _label(view: View, row: int) -> str:
    """The label of a row: its first filled cell among the first columns."""
    for column in view.columns[:3]:
        cell = view.cell(row, column)
        if cell and (column.role != "index" or is_total(cell)):
            return cell
    return ""


def _column(book: FactBook, view: View, column: Column, labels: list[str], total_row: int) -> None:
    total = figure(view, total_row, column)
    items = {
        row: found
        for row, label in enumerate(labels)
        if row != total_row and not _OF_WHICH.match(label) and (found := figure(view, row, column))
    }
    if total is None or len(items) < 2 or _units_differ(view, column, items):
        return
    subtotals = {r: f for r, f in items.items() if _SUBTOTAL.search(labels[r])}
    plain = {r: f for r, f in items.items() if r not in subtotals}
    sums = [sum((f.value for f in part.values()), Decimal()) for part in (plain, subtotals) if part]
    if any(_equal(value, total, items) for value in sums):
        return
    report(
        book,
        "total",
        f"“{column.header}”的{labels[total_row]}与各行之和不等",
        f"{view.name} row {total_row + 1}",
        show(sums[0]),
        show(total.value),
        view.span(total_row, column),
    )


def _units_differ(view: View, column: Column, items: dict[int, Figure]) -> bool:
    """Whether the rows count in several units; a column that states its own has one."""
    if column.unit:
        return False
    return len({view.first(row, "unit") for row in items} - {""}) > 1


def _equal(value: Decimal, total: Figure, items: dict[int, Figure]) -> bool:
    """Equal, but for the rounding of a total that is printed with fewer decimals."""
    finest = max(f.decimals for f in items.values())
    slack = Decimal(5).scaleb(-total.decimals - 1) if total.decimals < finest else Decimal()
    return abs(value - total.value) <= slack


def _rows(book: FactBook, view: View, *, whole: bool) -> None:
    """Columns of totals (合计/面积) against the columns of their parts (甲/面积, 乙/面积).

    Where a column's own total is wrong (not `whole`), the total row is left out here.
    """
    for column in view.of("value"):
        if not any(map(_TOTAL_LEVEL.match, column.levels)):
            continue
        summed = _summed(view, column)
        wrong = list(_wrong_rows(view, column, summed)) if len(summed) > 1 else []
        if len(wrong) * 2 >= len(view.table.rows):
            continue
        what = f"“{column.header}”与同一行各项之和不等"
        for row, value, total in wrong:
            if whole or not is_total(_label(view, row)):
                place, span = view.where(row), view.span(row, column)
                report(book, "total", what, place, show(value), show(total), span)


def _summed(view: View, column: Column) -> list[Column]:
    """The columns of the parts of a column of totals: of its last level, else of its unit."""
    tail = column.levels[-1] if not _TOTAL_LEVEL.match(column.levels[-1]) else ""
    return [
        c
        for c in view.of("value")
        if c.index != column.index
        and not any(map(_TOTAL_LEVEL.match, c.levels))
        and (c.levels[-1:] == (tail,) if tail else c.unit == column.unit)
        and not _NOT_ADDITIVE.search(c.header)
    ]


def _wrong_rows(
    view: View, column: Column, summed: list[Column]
) -> Iterator[tuple[int, Decimal, Decimal]]:
    for row in range(len(view.table.rows)):
        total = figure(view, row, column)
        found = {c.index: f for c in summed if (f := figure(view, row, c))}
        if total is None or len(found) < 2:
            continue
        value = sum((f.value for f in found.values()), Decimal())
        if not _equal(value, total, found):
            yield row, value, total.value


def _order(book: FactBook, view: View) -> None:
    """Scales must fall from 大型 over 中型 to 小型."""
    columns = _first_scales(view)
    for row in range(len(view.table.rows)):
        found = [f for c in columns if (f := figure(view, row, c))]
        values = [f.value for f in found]
        if len(values) > 1 and values != sorted(values, reverse=True):
            report(
                book,
                "order",
                "大型、中型、小型的规模没有依次减小",
                view.where(row),
                " > ".join(show(v) for v in sorted(values, reverse=True)),
                " / ".join(show(v) for v in values),
                view.span(row, columns[0]),
            )


def _first_scales(view: View) -> list[Column]:
    """The columns of the scales themselves, before those of the years of service by scale."""
    found: list[Column] = []
    for column in view.of("scale"):
        if any(column.levels[-1:] == other.levels[-1:] for other in found):
            break
        found.append(column)
    return found


# ---------------------------------------------------------------------- sentences


def _breakdown(book: FactBook, sentence: Sentence, start: int, end: int) -> None:
    """共有采矿权48个，其中钨矿6个、萤石矿5个…: the listed parts against their total."""
    text = book.document.text
    cue = _BREAKDOWN.search(text, start, end)
    if cue is None:
        return
    heads = list(quantities(text, start, cue.start()))
    if not heads or "。" in text[heads[-1].end : cue.start()]:
        return
    total = heads[-1]
    items = _run(text, total, list(quantities(text, cue.end(), end)), cue.end())
    values = [Decimal(q.value) for q in items]
    whole = Decimal(total.value) if re.fullmatch(r"[\d.]+", total.value) else None
    if whole is None or len(values) < 2 or total.op != "=":
        return
    added = sum(values, Decimal())
    close = len(values) > 2 and abs(added - whole) * 10 <= whole
    partial = _PARTIAL.search(text, total.start, items[-1].end)
    if added > whole or (added < whole and close and not partial):
        report(
            book,
            "total",
            "分项之和与总数不等",
            where(book.document, sentence.clause),
            show(added),
            show(whole),
            (total.start, items[-1].end),
        )


def _run(text: str, total: Quantity, found: list[Quantity], start: int) -> list[Quantity]:
    """The quantities of a list in the unit of the total, up to the first in another unit."""
    items: list[Quantity] = []
    at = start
    for q in found:
        between = text[at : q.start]
        if q.unit != total.unit or not re.fullmatch(r"[\d.]+", q.value) or q.op != "=":
            break
        if (
            "其中" in between
            or _EXTREME.search(between)
            or (items and not re.match(r"\s*[、，]", between))
            or len(between) > 24
        ):
            break
        items.append(q)
        at = q.end
    return items


def _shares(book: FactBook) -> None:
    """A share of a whole is at most 100 %."""
    for indicator in book.indicators:
        if indicator.unit not in ("%", "百分比") or not _SHARE.search(indicator.name):
            continue
        # 按成本的150%摊销, 高于平均工资300%: a rate may be above the whole
        if re.search("按|[高低多少]于|超过", indicator.evidence.quote):
            continue
        if re.fullmatch(r"[\d.]+", indicator.value) and Decimal(indicator.value) > 100:
            report(
                book,
                "percent",
                f"{indicator.name}超过 100%",
                indicator.where,
                "≤ 100%",
                f"{indicator.value}%",
                (indicator.evidence.start, indicator.evidence.end),
            )
