"""Minimum mining scales and service years as rules for an application."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from api.desk.amounts import METHOD, Amount, amount_for
from api.desk.application import Application, Rule, RuleVerdict
from api.desk.minerals import covers, narrows, purpose
from api.desk.norms import Norm
from api.desk.rows import row_span
from api.desk.scale import ORDER, in_unit, printed
from ontology import lexicon
from ontology.lexicon import fold_unit
from ontology.records import Document, Evidence, Record, Threshold

_ONE_COLUMN = "threshold.table"  # with no size class: the table gives the least scale alone
_OTHER = re.compile(r"其[他它]|一般|普通")
_NEW_ONLY = re.compile(r"新建|新设|新立|拟设")
_EXISTING = re.compile(
    r"(?:已设|现有|已有|生产|在产)[^。]{0,12}(?:矿|采矿权)[^。]{0,30}(?:最低|最小)(?:开采|生产)?规模"
    r"|采矿权人[^。]{0,20}(?:最低|最小)(?:开采|生产)?规模"
)


_Key = tuple[str, str, str]  # where, mineral and variant of a threshold


@dataclass(frozen=True, slots=True)
class Minimum:
    """One row of a scale table: the least scale of each size class, smallest class first.

    A table or sentence that gives the least scale alone has one size class "". `years` are the
    least years of service of each size class, None where none are given.
    `exact` is False where the row is for a part of the mineral only (水泥用 of 石灰岩).
    """

    record: Record
    mineral: str
    variant: str
    sizes: tuple[tuple[str, Decimal], ...]
    unit: str
    years: tuple[int | None, ...]
    source: Threshold
    exact: bool

    @property
    def least(self) -> Decimal:
        """The scale under which nothing is allowed."""
        return self.sizes[0][1]


def minima(record: Record, application: Application) -> tuple[Minimum, ...]:
    """The rows of a document's scale tables that hold for the application, in document order.

    Rows for another method or use than the application names are left out.
    """
    rows: dict[_Key, list[Threshold]] = {}
    for t in record.facts.thresholds:
        fits = covers(t.mineral, application.mineral) or narrows(t.mineral, application.mineral)
        if (t.scale in ORDER or t.rule == _ONE_COLUMN) and fits:
            rows.setdefault((t.where, t.mineral, t.variant), []).append(t)
    found = [m for row in _whole(rows) if (m := _minimum(record, row, application))]
    return tuple(_chosen(found, application))


def _whole(rows: Mapping[_Key, list[Threshold]]) -> list[list[Threshold]]:
    """The rows of each mineral, those joined that give one size class each of the same table."""
    found: dict[_Key, list[Threshold]] = {}
    for (where, mineral, variant), row in rows.items():
        table = (where.rpartition(" row ")[0] or where, mineral, variant)
        known = found.get(table, [])
        if {t.scale for t in known} & {t.scale for t in row}:
            table = (where, mineral, variant)
        found.setdefault(table, []).extend(row)
    return list(found.values())


def minimum_rules(record: Record, application: Application) -> Iterator[Rule]:
    """A rule for each row that holds: is the scale large enough, the mine's life long enough?"""
    found = minima(record, application)
    verdicts = {_verdict(m, application)[0] for m in found}
    for m in found:
        if not _applies(m, application):
            continue
        verdict, reason = _verdict(m, application)
        if len(verdicts) > 1:
            verdict, reason = "cannot decide", _missing(m, application)
        elif not m.exact:
            verdict, reason = "cannot decide", f"这一行只管{m.mineral}，申请没有写明用途"
        yield _rule(m, _span(record.document, m.source), verdict, reason)
        if application.new and (least := _least_years(m, application)):
            yield _years(m, least, application)


def stated_minima(
    record: Record, norms: Sequence[Norm], application: Application
) -> tuple[Minimum, ...]:
    """The least scales that the sentences of a document give for the mineral, in order.

    Rules of judgement (原则上) and those for new mines, where the application is none, are left out.
    """
    found = []
    for norm in norms:
        stated = amount_for(norm.words, application.mineral, application.method)
        for_us = application.new or not _NEW_ONLY.search(norm.words)
        if (
            stated is not None
            and not stated.upper
            and stated.minerals
            and for_us
            and "原则上" not in norm.words
        ):
            found.append(_stated(record, norm, stated, application.mineral))
    return tuple(found)


def _stated(record: Record, norm: Norm, stated: Amount, mineral: str) -> Minimum:
    evidence = Evidence(norm.words, norm.start, norm.end)
    where = "/".join(t for t in norm.path if t) or norm.clause
    source = Threshold(
        mineral, stated.method, "", ">=", str(stated.value), stated.unit, evidence,
        where=where, clause=norm.clause,
    )  # fmt: skip
    sizes = (("", stated.value),)
    return Minimum(record, mineral, stated.method, sizes, stated.unit, (None,), source, True)


def verdict_on(m: Minimum, application: Application) -> RuleVerdict:
    """Whether the application reaches a least scale."""
    return _verdict(m, application)[0]


def size_class(found: Sequence[Minimum], application: Application) -> str:
    """大型, 中型 or 小型 by the rows of a scale table; "" where they do not settle it."""
    classes = set()
    for m in found:
        compared = in_unit(application.scale, application.unit, m.unit)
        if compared.value is None:
            return ""
        named = [(name, least) for name, least in m.sizes if name]
        reached = [name for name, least in named if compared.value >= least]
        classes.add(reached[-1] if reached else "小型" if named else "")
    return classes.pop() if len(classes) == 1 else ""


def _span(document: Document, source: Threshold) -> tuple[int, int]:
    return row_span(document, source.evidence.start, source.evidence.end)


def _minimum(record: Record, row: Sequence[Threshold], application: Application) -> Minimum | None:
    found = [(t, least) for t in row if (least := _decimal(t.value)) is not None]
    if not found:
        return None
    found.sort(key=lambda size: ORDER.index(size[0].scale) if size[0].scale else -1)
    first = row[0]
    return Minimum(
        record, first.mineral, first.variant, tuple((t.scale, least) for t, least in found),
        fold_unit(first.unit or _unit(record, first)), tuple(t.min_service_years for t, _ in found),
        found[0][0], covers(first.mineral, application.mineral),
    )  # fmt: skip


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _unit(record: Record, source: Threshold) -> str:
    """The unit that the table row states in a cell of its own, "" for none."""
    start, end = _span(record.document, source)
    cells = re.split(r"[\t\n]+", record.document.text[start:end])
    return next((c for c in cells if lexicon.unit(c) or lexicon.unit(c.partition("/")[0])), "")


def _chosen(found: list[Minimum], application: Application) -> list[Minimum]:
    """Rows without those for another method, another use, or a wider kind than one that fits."""
    method, use = application.method, purpose(application.mineral)
    rows = [
        m for m in found if not (method and METHOD.search(m.variant) and method not in m.variant)
    ]
    used = [m for m in rows if use and m.variant and (use in m.variant or m.variant[:2] == use[:2])]
    if not used and use:
        used = [m for m in rows if _OTHER.search(m.variant)]
    if used:
        return used
    exact = [m for m in rows if m.exact and m.mineral == application.mineral]
    return exact or [m for m in rows if m.exact] or rows


def _applies(m: Minimum, application: Application) -> bool:
    """Whether it is for this kind of case: one for new mines holds for others if said.

    A table says so in its title, a sentence in its own words.
    """
    if application.new:
        return True
    document, stated = m.record.document, m.source.evidence
    at = stated.start
    title = next((t.title for t in document.tables if t.start <= at < t.end), stated.quote)
    return not _NEW_ONLY.search(title) or bool(_EXISTING.search(document.text))


def _verdict(m: Minimum, application: Application) -> tuple[RuleVerdict, str]:
    compared = in_unit(application.scale, application.unit, m.unit)
    if compared.value is None:
        return "cannot decide", compared.reason
    value, least = printed(compared.value), printed(m.least)
    name = m.mineral + (f"（{m.variant}）" if m.variant else "")
    if compared.value < m.least:
        smallest = f"（{m.sizes[0][0]}）" if m.sizes[0][0] else ""
        return "not met", f"{name}最低{least}{m.unit}{smallest}，申请{value}"
    reached = [s for s, least_ in m.sizes if compared.value >= least_][-1]
    return "met", f"{name}最低{least}{m.unit}，申请{value}" + (
        f"，达到{reached}" if reached else ""
    )


def _missing(m: Minimum, application: Application) -> str:
    if METHOD.search(m.variant) and not application.method:
        return f"标准按开采方式分开（{m.variant}），申请没有写开采方式"
    return f"标准按用途或条件分开（{m.variant or m.mineral}），申请没有写明"


def _least_years(m: Minimum, application: Application) -> int | None:
    """The least years of service of the size class that the scale reaches, of the smallest below it."""
    compared = in_unit(application.scale, application.unit, m.unit)
    if compared.value is None:
        return m.years[0] if len(set(m.years)) == 1 else None
    reached = [y for (_, least), y in zip(m.sizes, m.years, strict=True) if compared.value >= least]
    return reached[-1] if reached else m.years[0]


def _years(m: Minimum, least: int, application: Application) -> Rule:
    span = _span(m.record.document, m.source)
    if application.service_years is None:
        return _rule(m, span, "cannot decide", f"最低服务年限{least}年，申请没有写服务年限")
    enough = application.service_years >= least
    reason = f"最低服务年限{least}年，申请{application.service_years}年"
    return _rule(m, span, "met" if enough else "not met", reason)


def _rule(m: Minimum, span: tuple[int, int], verdict: RuleVerdict, reason: str) -> Rule:
    quote = m.record.document.text[span[0] : span[1]]
    return Rule(m.record.id, m.source.clause, quote, verdict, reason, *span)
