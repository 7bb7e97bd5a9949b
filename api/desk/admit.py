"""Application test: which rules of the plans and laws in force hold for a case, and is it met?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from api.desk.application import AdmitReport, Application, Contradiction, Rule, RuleVerdict
from api.desk.blocks import blocks
from api.desk.conditions import Case, bars_small, condition_rules, is_for_new
from api.desk.control import Control, control_of, control_rules, controls
from api.desk.minerals import canonical, covers, group_covers, is_known, named_in
from api.desk.minima import (
    Minimum,
    minima,
    minimum_rules,
    size_class,
    stated_minima,
    verdict_on,
)
from api.desk.nearest import nearest
from api.desk.norms import Norm, norms
from api.desk.places import chain, holds_for
from api.desk.scale import in_unit, printed
from api.desk.views import Records
from corpus.names import name_key
from corpus.rows import DocumentRow
from ontology import lexicon
from ontology.records import Record

_MINE_LAW = re.compile(r"矿|煤|稀土|石油|天然气|砂石|采砂|黄金|盐业")
_ONE_MINE = re.compile(
    r"(?<!规划)(?<!规划（)方案(?!）编制)"
)  # a scheme for one mine binds no other
_EDITION = re.compile(r"[（(][^）)]*[）)]|(?:19|20)\d\d\S{0,6}年?")
_OPENING = re.compile(
    r"^[^，。；]{0,12}(?:开办|设立|新建|新设|申请)(?:的)?[^，。；]{0,10}(?:矿|采矿)[^。；]{0,24}?"
    r"(?:必须|应当|须)[^，。；]{0,14}?(?:具备|符合|取得|提交|编制)|(?:依法)?取得采矿(?:权|许可证)$"
)
_NO_MINING = re.compile(r"(?:禁止|严禁|不得)(?:从事)?[^，。；]{0,6}(?:开采|采矿)(?!权|许可|活动的)")
_PENALTY = re.compile(r"违反|责令|罚款|处分|吊销|注销|停办|关闭|已经开办|施行前")
_MOSTLY = 0.8
_BLOCK_DUTY = re.compile(r"(?:新设|新建|新立)[^。；]{0,20}区块")


@dataclass(frozen=True, slots=True)
class _Source:
    record: Record
    norms: tuple[Norm, ...]
    minima: tuple[Minimum, ...]
    stated: tuple[Minimum, ...] = ()


def admit(application: Application, library: Records) -> AdmitReport:
    """Every rule that applies to the application, by the documents from the nearest place upward.

    A mineral or place that nobody knows gives no rules but near names as suggestions. A library
    without a document for the place gives an empty report.
    """
    rows = [library.document(i) for i in library.document_ids()]
    names = chain(application.place, [r.region for r in rows])
    if not names or not is_known(application.mineral):
        return AdmitReport(suggestions=_unknown(application, names, rows, library))
    application = replace(application, mineral=canonical(application.mineral))
    sources = [_source(library.record(r.id), application) for r in _in_force(rows, names)]
    rules = [rule for source in sources for rule in _rules(source, application, sources)]
    return AdmitReport(tuple(rules), tuple(_contradictions(sources, application)))


def _unknown(
    application: Application,
    names: Sequence[str],
    rows: Sequence[DocumentRow],
    library: Records,
) -> tuple[str, ...]:
    found: list[str] = []
    if not is_known(application.mineral):
        found += nearest(application.mineral, lexicon.minerals(), _common(library))
    if not names:
        regions = {n for r in rows for n in (r.region, *chain(r.region)) if n}
        found += nearest(application.place, {*lexicon.places(), *regions}, regions)
    return tuple(found)


def _common(library: Records) -> set[str]:
    """The minerals that the scale tables of the library name."""
    records = (
        library.record(i) for i in library.document_ids() if library.document(i).genre == "plan"
    )
    return {canonical(t.mineral) for r in records for t in r.facts.thresholds}


def _in_force(rows: Sequence[DocumentRow], names: tuple[str, ...]) -> list[DocumentRow]:
    """The newest plan of each place and the newest version of each mine law, nearest place first."""
    newest: dict[tuple[str, str], DocumentRow] = {}
    for row in rows:
        if row.off_topic or row.in_force == "废止" or not holds_for(row, names):
            continue
        if row.genre == "plan" and not _ONE_MINE.search(row.title):
            key = ("plan", _EDITION.sub("", row.title) or row.id)
        elif row.genre in ("regulation", "notice") and _MINE_LAW.search(row.title):
            key = ("law", name_key(row.title))
        else:
            continue
        known = newest.get(key)
        if known is None or _age(row) > _age(known):
            newest[key] = row
    return sorted(newest.values(), key=lambda r: (_distance(r, names), r.genre != "plan", r.id))


def _age(row: DocumentRow) -> tuple[str, str]:
    return (row.period[-4:] or row.date[:4], row.date)


def _distance(row: DocumentRow, names: tuple[str, ...]) -> int:
    return next((i for i, n in enumerate(names) if row.region.endswith(n)), len(names))


def _source(record: Record, application: Application) -> _Source:
    listed = controls(record.document)
    found = tuple(n for n in norms(record.document) if not _lists(n, listed))
    if record.document.metadata.genre != "plan":
        found = tuple(n for n in found if _of_law(n, application))
    stated = stated_minima(record, found, application)
    return _Source(record, found, minima(record, application), stated)


def _lists(norm: Norm, listed: Sequence[Control]) -> bool:
    """Whether the norm is hardly more than lists of restricted and prohibited minerals."""
    spans = {(c.start, c.end) for c in listed}
    held = sum(max(0, min(norm.end, end) - max(norm.start, start)) for start, end in spans)
    return held >= _MOSTLY * len(norm.words)


def _of_law(norm: Norm, application: Application) -> bool:
    """Whether a norm of a law decides who may mine: conditions to open a mine, bans on mining.

    What binds every mine at work (safety, duties, penalties) is no question of admission.
    """
    if _PENALTY.search(norm.before + norm.words):
        return False
    named = named_in(norm.words)
    ours = any(covers(m, application.mineral) for m in named)
    if application.new and _OPENING.search(norm.words) and (ours or not named):
        return True
    if application.new and is_for_new(norm.words) and group_covers(norm.words, application.mineral):
        return True
    return ours and bool(_NO_MINING.search(norm.words))


def _rules(source: _Source, application: Application, everything: Sequence[_Source]) -> list[Rule]:
    record = source.record
    least = list(minimum_rules(record, application))
    rules = [*least, *control_rules(record, application), *_block_rules(source, application)]
    case = _case(source, least, application, everything)
    # a sentence that was read as a scale table is not judged a second time
    told = [
        n for n in source.norms if not any(r.start <= n.start and n.end <= r.end for r in least)
    ]
    rules += [rule for rule, _ in condition_rules(record.id, told, case)]
    return list(dict.fromkeys(rules))


def _case(
    source: _Source, least: Sequence[Rule], application: Application, everything: Sequence[_Source]
) -> Case:
    """What the norms of a document may build on; a document without a scale table borrows one."""
    if source.record.facts.thresholds:
        lenders = [source]
    else:
        lenders = [s for s in everything if s.minima][:1]
    borrowed = [r for s in lenders for r in minimum_rules(s.record, application)]
    reached = _overall(least or borrowed) if least or borrowed else _stated(source, application)
    table = source.minima or next((s.minima for s in everything if s.minima), ())
    documents = [s.record.document for s in everything]
    return Case(
        application,
        size_class(table, application),
        reached,
        tuple(c for d in documents for c in control_of(d, application.mineral)),
    )


def _stated(source: _Source, application: Application) -> RuleVerdict | None:
    """The verdict on the least scales that sentences give; None without one."""
    verdicts = {verdict_on(m, application) for m in source.stated}
    if not verdicts:
        return None
    return verdicts.pop() if len(verdicts) == 1 else "cannot decide"


def _overall(rules: Sequence[Rule]) -> RuleVerdict | None:
    """The verdict on the least scale: the service years are another question."""
    verdicts = [r.verdict for r in rules if "服务年限" not in r.reason]
    if not verdicts:
        return None
    return verdicts[0] if len(set(verdicts)) == 1 else "cannot decide"


def _block_rules(source: _Source, application: Application) -> Iterator[Rule]:
    if not application.new:
        return
    document = source.record.document
    duty = [n for n in source.norms if _BLOCK_DUTY.search(n.words)]
    strict = any("原则上" not in n.words for n in duty)
    for b in blocks(document, application.mineral):
        verdict: RuleVerdict = "cannot decide"
        reason = f"{b.label}给{application.mineral}安排了{b.count}个新区块，须核对申请是否位于其中"
        if not b.count:
            verdict = "not met" if strict else "cannot decide"
            reason = f"{b.label}没有给{application.mineral}安排新的开采区块"
        yield Rule(source.record.id, b.clause, document.text[b.start : b.end], verdict, reason, b.start, b.end)  # fmt: skip


def _contradictions(
    sources: Sequence[_Source], application: Application
) -> Iterator[Contradiction]:
    for source in sources:
        yield from _text_against_table(source, application)
    for low, high in ((a, b) for n, a in enumerate(sources) for b in sources[n + 1 :]):
        yield from _below_upper(low, high)
    yield from _barred_yet_planned(sources, application)


def _text_against_table(source: _Source, application: Application) -> Iterator[Contradiction]:
    small = [m for m in source.minima if m.sizes[0][0] == "小型"]
    for norm in source.norms:
        for m in small:
            if bars_small(norm, application.mineral):
                row = f"{m.source.where} {m.mineral} 小型 {printed(m.least)}{m.unit}"
                yield Contradiction(norm.words, row, "正文不准新设小型矿山，表中仍列小型的最低规模")


def _below_upper(low: _Source, high: _Source) -> Iterator[Contradiction]:
    for a in (*low.minima, *low.stated):
        for b in (*high.minima, *high.stated):
            if a.variant != b.variant or not (a.exact and b.exact):
                continue
            here = in_unit(a.least, a.unit, b.unit).value
            if here is not None and here < b.least:
                yield Contradiction(
                    _named(a), _named(b), "下级规划的最低规模低于上级规划"
                )  # fmt: skip


def _named(m: Minimum) -> str:
    title = m.record.document.metadata.title or m.record.id
    size = f"{m.sizes[0][0]} " if m.sizes[0][0] else ""
    return f"{title} {m.source.where} {m.mineral} {size}{printed(m.least)}{m.unit}"


def _barred_yet_planned(
    sources: Sequence[_Source], application: Application
) -> Iterator[Contradiction]:
    planned = [
        (s, b) for s in sources for b in blocks(s.record.document, application.mineral) if b.count
    ]
    for s, b in planned:
        row = f"{s.record.document.metadata.title} {b.label}：新区块{b.count}个"
        for other in sources:
            for c in control_of(other.record.document, application.mineral):
                if not c.qualifier:
                    words = other.record.document.text[c.start : c.end]
                    yield Contradiction(words, row, f"{c.kind}开采矿种仍安排新区块")
