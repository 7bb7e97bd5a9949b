"""Units that cannot be: misspelt bases, areas counted in tonnes, one output in tonnes and in cubic metres."""

from __future__ import annotations

from collections import Counter

from ingest.extract.anomalies import report
from ingest.extract.book import FactBook
from ingest.extract.columns import squeeze
from ingest.extract.rows import View, mineral_of, same_mineral, views
from ontology import lexicon
from ontology import patterns as re
from ontology.records import Indicator, Threshold

_BASIS = re.compile(r"^(?P<basis>[一-鿿]{2,4}?)(?P<unit>万吨|千克|吨|万立方米|立方米|克|亿吨)$")
_KNOWN = frozenset(
    ["矿石", "原煤", "原矿", "精矿", "金属", "金属量", "矿物", "矿物量", "标矿", "氧化物", "实物", "资源", "净矿", "岩石", "砂石", "煤炭"]
)  # fmt: skip
_OUTPUT = re.compile(r"年?(?:开采|产)(?:总)?量|年产|生产能力|生产规模|开采规模|开采总量")
# What the last word of a name measures, as quantities of the unit lexicon.
_MEASURES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"面积$"), frozenset({"area"})),
    (re.compile(r"(?:数量|个数|总数|座数|处数)$"), frozenset({"count"})),
    (re.compile(r"(?:比例|占比|覆盖率|回采率|回收率|复垦率|成活率|达标率)$"), frozenset({"ratio"})),
    (re.compile(r"(?:总?投资|资金|经费|产值|金额)$"), frozenset({"money", "dollar"})),
    (re.compile(r"(?:服务年限|工期|期限)$"), frozenset({"time"})),
)


def find(book: FactBook) -> None:
    """Report units that do not fit: in a unit cell, for a name, or between two tables."""
    common = _common_units(book)
    for view in views(book):
        _misspelt(book, view, common)
    for indicator in book.indicators:
        _unfit(book, indicator)
    _between(book)


def _common_units(book: FactBook) -> Counter[str]:
    return Counter(
        unit
        for view in views(book)
        for row in range(len(view.table.rows))
        if (unit := view.first(row, "unit"))
    )


def _misspelt(book: FactBook, view: View, common: Counter[str]) -> None:
    """矿山万吨 among 矿石万吨: an unknown basis one letter off a common one."""
    for column in view.of("unit"):
        for row in range(len(view.table.rows)):
            unit = view.cell(row, column)
            match = _BASIS.match(unit)
            if match is None or match["basis"] in _KNOWN or common[unit] > 1:
                continue
            right = next((u for u in common if u != unit and _one_off(u, unit)), "")
            if right:
                report(
                    book,
                    "unit",
                    f"单位“{unit}”与其他各处的“{right}”不一致",
                    view.where(row),
                    right,
                    unit,
                    view.span(row, column),
                )


def _one_off(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _unfit(book: FactBook, indicator: Indicator) -> None:
    unit = lexicon.unit(indicator.unit)
    name = squeeze(indicator.name)
    if unit is None or indicator.rule != "indicator.table":
        return
    for pattern, quantities in _MEASURES:
        if pattern.search(name) and unit.quantity not in quantities:
            report(
                book,
                "unit",
                f"{name}的单位不可能是“{indicator.unit}”",
                indicator.where,
                "、".join(sorted(quantities)),
                indicator.unit,
                (indicator.evidence.start, indicator.evidence.end),
            )


def _between(book: FactBook) -> None:
    """The yearly output of a mineral in one table and its smallest scale in another.

    A column that states one unit for all its minerals adds them up in it and says nothing of one.
    """
    seen: set[tuple[str, str]] = set()
    by_row = {
        view.where(row): view.first(row, "unit")
        for view in views(book)
        for row in range(len(view.table.rows))
    }
    for indicator in book.indicators:
        if not _OUTPUT.search(indicator.name) or indicator.rule != "indicator.table":
            continue
        for threshold in book.thresholds:
            tables = _table(indicator.where), _table(threshold.where)
            own = by_row.get(indicator.where) == indicator.unit
            if tables in seen or not own or not _differ(indicator, threshold):
                continue
            seen.add(tables)
            report(
                book,
                "unit",
                f"{threshold.mineral}的产量单位在两处不同",
                f"{indicator.where} vs {threshold.where}",
                "同一单位",
                f"{indicator.unit} / {threshold.unit}",
                (indicator.evidence.start, indicator.evidence.end),
            )


def _table(where: str) -> str:
    return where.partition(" row ")[0]


def _differ(indicator: Indicator, threshold: Threshold) -> bool:
    minerals = {indicator.mineral, mineral_of(indicator.name)}
    if not any(same_mineral(threshold.mineral, m) for m in minerals):
        return False
    left = lexicon.unit(indicator.unit)
    right = lexicon.unit(threshold.unit.partition("/")[0])
    return bool(left and right and {left.quantity, right.quantity} == {"mass", "volume"})
