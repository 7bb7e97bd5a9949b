"""Check of a plan without a specification: its own contradictions and those with plans above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from api.desk.application import Application
from api.desk.blocks import EXISTING, blocks
from api.desk.control import Control, controls
from api.desk.minima import Minimum, minima
from api.desk.places import chain, holds_for
from api.desk.rows import row_words
from api.desk.scale import in_unit, printed
from api.desk.views import Records
from ontology import lexicon
from ontology.errors import UnknownName
from ontology.ids import fold_name
from ontology.records import Document, Indicator, Record, Severity

_ALL_MINES = re.compile(r"^(?:全[县市区省])?(?:矿山)?(?=.{4})")
_CAP = re.compile(r"(?:矿山|采矿权)(?:总)?数")
_TOTAL = re.compile(r"合计|总计|小计|共计")
_COUNT = re.compile(r"个数|数量|数目|（个）|\(个\)|宗")
_MINING = re.compile(r"开采|采矿权|矿山")
_BLOCKS = re.compile(r"已设|已有|现有|保留|规划|拟设|新设|新增|投放")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at.

    `kind` is a short code, `where` the place in the plan, `evidence` the words that show it.
    """

    kind: str
    where: str
    expected: str
    found: str
    severity: Severity
    evidence: str

    def as_json(self) -> dict[str, str]:
        """The finding as the command line and the web give it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check of a plan alone found, its own anomalies first; nothing is no approval."""

    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The report as DESIGN.md fixes it."""
        return {"findings": [f.as_json() for f in self.findings]}


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator in two plans: the values as printed with comparator and unit, "" for none."""

    name: str
    year: int | None
    a: str
    b: str

    def as_json(self) -> dict[str, object]:
        """The pair as the command line and the web give it."""
        return {name: getattr(self, name) for name in self.__slots__}


def check_alone(plan: Record, library: Records | None = None) -> Findings:
    """The anomalies of a document, and where it goes against itself or the plans above its place.

    Without a library only the document itself is looked at. A document without facts has none.
    """
    found = [*_anomalies(plan), *_own(plan)]
    for upper in _above(plan, library):
        found += _against(plan, upper)
    return Findings(tuple(dict.fromkeys(found)))


def side_by_side(a: Record, b: Record) -> tuple[Compared, ...]:
    """The indicators that both plans give for a kind and year, in the order of the first."""
    other: dict[tuple[str, str, int | None], Indicator] = {}
    for i in b.facts.indicators:
        other.setdefault(_key(i), i)
    rows: dict[tuple[str, str, int | None], Compared] = {}
    for i in a.facts.indicators:
        twin = other.get(_key(i))
        if twin is not None:
            rows.setdefault(_key(i), Compared(i.name, i.year, _value(i), _value(twin)))
    return tuple(rows.values())


def _key(i: Indicator) -> tuple[str, str, int | None]:
    return fold_name(i.name), i.kind, i.year


def _value(i: Indicator) -> str:
    sign = {"<=": "≤", ">=": "≥", "<": "<", ">": ">"}.get(i.op, "")
    return f"{sign}{i.value}{i.unit}"


def _anomalies(plan: Record) -> Iterator[Finding]:
    for a in plan.facts.anomalies:
        words = row_words(plan.document, a.evidence.start, a.evidence.end)
        yield Finding(a.kind, a.where, a.expected, a.found, a.severity, words)


def _own(plan: Record) -> Iterator[Finding]:
    listed = controls(plan.document)
    yield from _restricted(plan, listed, plan.document)
    yield from _over_cap(plan)


def _restricted(plan: Record, listed: Sequence[Control], source: Document) -> Iterator[Finding]:
    """Restricted or prohibited minerals that get new blocks in the plan."""
    for c in listed:
        if c.qualifier:
            continue
        for b in blocks(plan.document, c.mineral):
            if b.count:
                yield Finding(
                    "restricted-mineral", b.label, f"{c.mineral}：{c.kind}开采，不安排新区块",
                    f"新区块{b.count}个", "hard" if c.kind == "禁止" else "soft",
                    source.text[c.start : c.end],
                )  # fmt: skip


def _over_cap(plan: Record) -> Iterator[Finding]:
    caps = [i for i in plan.facts.indicators if _CAP.search(i.name) and i.op in ("<=", "<")]
    values = {v for i in caps if (v := _number(i)) is not None}
    if len(values) != 1:
        return
    cap = values.pop()
    for label, total, words in _block_totals(plan.document):
        if total > cap:
            yield Finding(
                "over-cap", label, f"不超过{printed(cap)}（{caps[0].where}）",
                f"已设与新设区块合计{total}", "soft", words,
            )  # fmt: skip


def _block_totals(document: Document) -> Iterator[tuple[str, int, str]]:
    """Existing and planned mining blocks together, from the total row of their tables."""
    for table in document.tables:
        counts = [i for i, h in enumerate(table.header) if _COUNT.search(h)]
        columns = [i for i in counts if _BLOCKS.search(table.header[i])]
        kinds = {bool(EXISTING.search(table.header[i])) for i in columns}
        if kinds != {True, False} or not _MINING.search(table.title) or "勘查" in table.title:
            continue
        for row, cells in zip(table.rows, table.cells, strict=True):
            numbers = [row[i] for i in columns]
            if _TOTAL.search("".join(row[:2])) and all(n.isdigit() for n in numbers):
                ranges = [c for c in cells if c[0] < c[1]]
                words = row_words(document, *ranges[0])
                yield table.label or table.title, sum(map(int, numbers)), words


def _above(plan: Record, library: Records | None) -> Iterable[Record]:
    """The plans of the places above the plan's own, nearest first."""
    region = plan.document.metadata.region
    if library is None or not region:
        return
    rows = [library.document(i) for i in library.document_ids()]
    names = chain(region, [r.region for r in rows])
    own = names[0] if names else region
    for row in sorted(rows, key=lambda r: next((n for n, name in enumerate(names) if r.region.endswith(name)), len(names))):  # fmt: skip
        upper = row.genre == "plan" and row.id != plan.id and not row.region.endswith(own)
        if upper and names and holds_for(row, names):
            yield library.record(row.id)


def _against(plan: Record, upper: Record) -> Iterator[Finding]:
    yield from _restricted(plan, controls(upper.document), upper.document)
    yield from _targets(plan, upper)
    yield from _scales(plan, upper)


def _targets(plan: Record, upper: Record) -> Iterator[Finding]:
    """Targets of the upper plan for this place, or for everyone (%), that the plan misses."""
    place = next(iter(chain(plan.document.metadata.region)), plan.document.metadata.region)
    own = {_measure(i.name): i for i in plan.facts.indicators if i.kind == "target" and i.year}
    for above in upper.facts.indicators:
        if above.kind != "target":
            continue
        name = fold_name(above.name)
        for_place = name.startswith(fold_name(place))
        here = own.get(_measure(name.removeprefix(fold_name(place))))
        if here is None or not (for_place or above.unit in ("%", "％", "百分比")):
            continue
        if _weaker(here, above):
            yield Finding(
                "below-upper-plan", here.where,
                f"{_value(above)}（{upper.document.metadata.title or upper.id} {above.where}）",
                f"{here.name}{_value(here)}",
                "hard" if for_place and above.attribute == "约束性" else "soft",
                row_words(plan.document, here.evidence.start, here.evidence.end),
            )  # fmt: skip


def _measure(name: str) -> str:
    """What a target measures, without the words that say of all mines: 矿山修复面积, 修复面积."""
    return _ALL_MINES.sub("", fold_name(name))


def _weaker(here: Indicator, above: Indicator) -> bool:
    """Whether a target asks for less than the one above: a higher cap, a lower floor or amount."""
    ours, theirs = _number(here), _number(above)
    if ours is None or theirs is None:
        return False
    try:
        ours = lexicon.convert(ours, here.unit, above.unit)
    except UnknownName:
        if lexicon.fold_unit(here.unit) != lexicon.fold_unit(above.unit):
            return False
    return ours > theirs if above.op in ("<=", "<") else ours < theirs


def _number(i: Indicator) -> Decimal | None:
    try:
        return Decimal(i.value.replace(",", ""))
    except InvalidOperation:
        return None


def _scales(plan: Record, upper: Record) -> Iterator[Finding]:
    """Minimum scales below those of the upper plan, mineral by mineral."""
    for mineral in dict.fromkeys(t.mineral for t in plan.facts.thresholds):
        application = Application(mineral, None, "", plan.document.metadata.region or "-", new=True)
        for a in minima(plan, application):
            for b in minima(upper, application):
                yield from _lower(a, b, upper)


def _lower(a: Minimum, b: Minimum, upper: Record) -> Iterator[Finding]:
    least = in_unit(a.least, a.unit, b.unit).value
    if a.variant == b.variant and a.exact and b.exact and least is not None and least < b.least:
        title = upper.document.metadata.title or upper.id
        yield Finding(
            "below-upper-plan", a.source.where,
            f"{a.mineral}最低{printed(b.least)}{b.unit}（{title} {b.source.where}）",
            f"{printed(a.least)}{a.unit}", "hard",
            row_words(a.record.document, a.source.evidence.start, a.source.evidence.end),
        )  # fmt: skip
