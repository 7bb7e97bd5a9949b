"""Text against tables: counts, totals, targets and bans that the other contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from ingest.extract.anomalies import figure, report, show
from ingest.extract.book import FactBook
from ingest.extract.columns import Column, squeeze
from ingest.extract.quantity import Quantity, quantities
from ingest.extract.rows import (
    View,
    canonical,
    is_total,
    mineral_of,
    minerals_in,
    same_mineral,
    views,
)
from ingest.extract.sentences import Sentence, clause_index, sentences, where
from ontology import lexicon
from ontology.errors import UnknownName
from ontology.records import Indicator

_POINTER = re.compile(
    r"[（(](?:见|详见|参见)?((?:专栏|附表|表)\s*\d+(?:[-—.]\d+)?)[）)]|(?:见|如)((?:专栏|附表|表)\s*\d+)"
)
_NO_SMALL = re.compile(
    r"(?:不再|不得|禁止|严禁|原则上不(?:再)?|停止|不予)(?:批准)?新(?:设|建|增|上|立)[^，。；]{0,8}?小型(?P<what>[^，。；]{0,16})"
)
_PAST = re.compile(r"完成情况|执行情况|评估|十[二三]五|上轮|上一轮|[一二三]轮")
_STATES = ("规划", "新设", "拟设", "新增", "已有", "已设", "现有", "保留", "空白")
_COUNTS = re.compile(r"^(?:矿种)?(?:数目|种数|数量|个数|数)(?:[（(].*[）)])?$")
_NAME_TAIL = re.compile(r"(?:数量|总数|个数|数)$")
_LEAD = re.compile(r"^(?:建成|完成|形成|新建|实施|部署|安排|固体矿产|全[县市区])+")
_WORKED = re.compile(r"^((?:修复|治理|恢复|复垦|绿化)+)(.{2,})(面积)$")
_EXISTING = re.compile(r"(?:已有|已设|现有).*(?:个数|数量|数)$")
_TELLING = 4  # characters of a name that stands for one thing in a whole specification
_COUNTERS = frozenset({"个", "处", "座", "家", "宗"})


def find(book: FactBook) -> None:
    """Report where the text and the tables of a plan or specification contradict each other."""
    if book.document.metadata.genre == "specification":
        _limits(book)
    if book.document.metadata.genre not in ("plan", "notice", "other"):
        return
    by_label = {squeeze(v.table.label): v for v in views(book) if v.table.label}
    for sentence in sentences(book):
        for view in _pointed(book, sentence, by_label):
            _counts(book, sentence, view)
            _totals(book, sentence, view)
    for view in views(book):
        _listed(book, view)
    _small_mines(book)
    _targets(book)
    _by_mineral(book)
    _misses(book)


def _pointed(book: FactBook, sentence: Sentence, by_label: dict[str, View]) -> Iterator[View]:
    """The tables that a sentence points at, where it points at one only."""
    found = {
        squeeze(a or b)
        for a, b in _POINTER.findall(book.document.text[sentence.start : sentence.end])
    }
    if len(found) == 1 and (view := by_label.get(found.pop())):
        yield view


# ------------------------------------------------------------------ counts, totals


def _counts(book: FactBook, sentence: Sentence, view: View) -> None:
    """部署重点工程3项（专栏15） against the rows of the table."""
    rows = _entity_rows(view)
    if not rows:
        return
    text = book.document.text
    title = squeeze(view.table.title)
    for q, words in _worded(text, sentence):
        if q.unit not in ("个", "项", "处", "座", "家", "宗") or q.op != "=":
            continue
        head = words[-3:]
        if len(head) == 3 and head in title and q.value.isdecimal() and int(q.value) != rows:
            report(
                book,
                "conflict",
                f"文中说{words}{q.value}{q.unit}，{view.name}列出 {rows} 行",
                f"{view.name} vs {where(book.document, sentence.clause)}",
                q.value,
                str(rows),
                (q.start, q.end),
            )


def _worded(text: str, sentence: Sentence) -> Iterator[tuple[Quantity, str]]:
    """The quantities of a sentence with the noun that they count: before or behind them."""
    at = sentence.start
    for q in quantities(text, sentence.start, sentence.end):
        before = re.search(r"[一-鿿]+$", text[at : q.start])
        behind = re.match(r"\s*([一-鿿]+)", text[q.end : sentence.end])
        words = behind[1] if behind else (before[0] if before else "")
        yield q, words
        at = q.end


def _entity_rows(view: View) -> int:
    """How many things a table lists by name; 0 for tables of indicators or by mineral."""
    if view.of("unit", "attribute", "scale") or not view.labels or view.labels[-1].role != "name":
        return 0
    labels = [view.cell(row, view.labels[-1]) for row in range(len(view.table.rows))]
    named = [label for label in labels if label and not is_total(label)]
    if len(named) != len(set(named)) or any(label in lexicon.minerals() for label in named):
        return 0
    return len(named)


def _totals(book: FactBook, sentence: Sentence, view: View) -> None:
    """规划区块30个，总面积11.20平方千米（专栏12） against the total row."""
    total = next(
        (r for r in range(len(view.table.rows)) if is_total(view.cell(r, view.columns[0]))
         or any(is_total(view.cell(r, c)) for c in view.labels)),
        None,
    )  # fmt: skip
    if total is None:
        return
    text = book.document.text
    state = ""
    for q, words in _worded(text, sentence):
        state = next((s for s in _STATES if s in words[-12:]), state)
        for column in view.of("value"):
            if state not in column.header or not state or not _same_unit(q, column):
                continue
            cell = figure(view, total, column)
            if cell is None or not re.fullmatch(r"[\d.]+", q.value):
                continue
            if cell.value != Decimal(q.value) and not _explained(view, q, column):
                report(
                    book,
                    "conflict",
                    f"文中的{q.value}{q.unit}与{view.name}的合计不符",
                    f"{view.name} vs {where(book.document, sentence.clause)}",
                    show(cell.value),
                    q.value,
                    (q.start, q.end),
                )


def _same_unit(q: Quantity, column: Column) -> bool:
    if column.unit:
        left, right = lexicon.unit(q.unit), lexicon.unit(column.unit)
        return bool(left and right and left.name == right.name)
    return q.unit in ("个", "处") and column.header.endswith(("个数", "数量", "数"))


def _explained(view: View, q: Quantity, column: Column) -> bool:
    """Whether any other cell of the table has the number, so that it may speak of that."""
    return any(
        (found := figure(view, row, other)) is not None and found.value == Decimal(q.value)
        for other in view.of("value")
        for row in range(len(view.table.rows))
        if other.unit == column.unit
    )


def _listed(book: FactBook, view: View) -> None:
    """A row that lists minerals and says how many they are."""
    minerals = view.of("mineral")
    counts = [c for c in view.of("value") if _COUNTS.match(c.header)]
    listing = len(minerals) == 1 and minerals[0] not in view.labels
    if not listing or len(counts) != 1 or view.of("unit"):
        return
    for row in range(len(view.table.rows)):
        names = list(minerals_in(view.cell(row, minerals[0])))
        stated = figure(view, row, counts[0])
        label = view.cell(row, view.columns[0])
        if stated is None or not names or is_total(label) or "等" in view.cell(row, minerals[0]):
            continue
        if stated.value != len(names):
            report(
                book,
                "conflict",
                f"列出 {len(names)} 个矿种，数目写作 {show(stated.value)}",
                view.where(row),
                str(len(names)),
                show(stated.value),
                view.span(row, counts[0]),
            )


# -------------------------------------------------------------------- bans, targets


def _small_mines(book: FactBook) -> None:
    """The text allows no new small mines of a mineral, the table still has a scale for them."""
    text = book.document.text
    for match in _NO_SMALL.finditer(text):
        mineral = mineral_of(match["what"])
        for threshold in book.thresholds:
            if threshold.scale == "小型" and same_mineral(threshold.mineral, mineral):
                place = where(book.document, clause_index(book, match.start()))
                report(
                    book,
                    "conflict",
                    f"文中不再新设小型{mineral.removesuffix('矿')}矿，表中仍有小型的最低规模",
                    f"{threshold.where} vs {place}",
                    "-",
                    threshold.value,
                    match.span(),
                )


def _targets(book: FactBook) -> None:
    """The same indicator with two values for the same year, in the text and in a table."""
    texts = [i for i in book.indicators if i.rule == "indicator.text" and i.year]
    tables = [i for i in book.indicators if i.rule == "indicator.table"]
    titles = {v.name: v.table.title for v in views(book)}
    for stated in texts:
        same = [t for t in tables if _same_target(stated, t, titles)]
        if len(same) == 1 and not _agree(stated, same[0]):
            _conflict(book, stated, same[0])
    for at, first in enumerate(texts):
        for second in texts[at + 1 :]:
            if (
                first.kind == second.kind == "target"
                and first.year == second.year
                and _fold(first.name) == _fold(second.name)
                and first.where != second.where
                and not _agree(first, second)
            ):
                _conflict(book, first, second)


def _limits(book: FactBook) -> None:
    """The limit of a clause against the row of the same name in a table of limits."""
    rows: dict[str, list[Indicator]] = {}
    for indicator in book.indicators:
        if indicator.rule == "indicator.table":
            rows.setdefault(_fold(indicator.name), []).append(indicator)
    for stated in book.indicators:
        listed = rows.get(_fold(stated.name), [])
        if stated.rule != "indicator.text" or len(listed) != 1 or len(stated.name) < _TELLING:
            continue
        if stated.op[:1] == listed[0].op[:1] and not _agree(stated, listed[0]):
            _conflict(book, stated, listed[0])


def _same_target(stated: Indicator, listed: Indicator, titles: dict[str, str]) -> bool:
    if _fold(stated.name) != _fold(listed.name) or stated.kind != listed.kind:
        return False
    title = titles.get(listed.where.partition(" row ")[0], "")
    if listed.year is None:
        return not _PAST.search(title) and stated.kind == "target"
    return listed.year == stated.year


@lru_cache(maxsize=4096)
def _fold(name: str) -> str:
    """A name without its leading verb and counting tail; short names stay as they are.

    修复历史遗留矿山面积 is 历史遗留矿山修复面积.
    """
    bare = _LEAD.sub("", squeeze(name))
    bare = _WORKED.sub(r"\2\1\3", bare)
    bare = re.sub(r"(?:占比|比重)$", "比例", bare)
    cut = _NAME_TAIL.sub("", bare)
    return cut if len(cut) >= 2 else bare


def _agree(a: Indicator, b: Indicator) -> bool:
    """Whether two values are the same, or one lies within the bound that the other sets."""
    if not all(re.fullmatch(r"[\d.]+", i.value) for i in (a, b)):
        return True
    try:
        left = lexicon.convert(a.value, a.unit, b.unit)
    except UnknownName:
        return True
    right = Decimal(b.value)
    if a.op == b.op or {a.op, b.op} & {">", "<"}:
        return left == right
    bound, value, op = (left, right, a.op) if b.op == "=" else (right, left, b.op)
    return value <= bound if op == "<=" else value >= bound


def _by_mineral(book: FactBook) -> None:
    """Counts of existing mines by mineral in a clause against those of a table.

    Where at least two minerals agree, both speak of the same mines, and one that differs is wrong.
    """
    texts: dict[str, dict[str, Indicator]] = {}
    tables: dict[str, dict[str, Indicator]] = {}
    for indicator in book.indicators:
        if not indicator.mineral or indicator.unit not in _COUNTERS:
            continue
        mineral = canonical(indicator.mineral)
        if indicator.rule == "indicator.text":
            texts.setdefault(indicator.where, {}).setdefault(mineral, indicator)
        elif _EXISTING.search(indicator.name):
            tables.setdefault(indicator.where.partition(" row ")[0], {})[mineral] = indicator
    for stated in texts.values():
        for listed in tables.values():
            both = stated.keys() & listed.keys()
            differ = [m for m in both if not _agree(stated[m], listed[m])]
            if len(both) - len(differ) > max(1, len(differ)):
                for mineral in sorted(differ):
                    _conflict(book, stated[mineral], listed[mineral])


def _conflict(book: FactBook, a: Indicator, b: Indicator) -> None:
    report(
        book,
        "conflict",
        f"{a.name}在两处的数值不同",
        f"{b.where} vs {a.where}",
        f"{b.op}{b.value}{b.unit}",
        f"{a.op}{a.value}{a.unit}",
        (a.evidence.start, a.evidence.end),
    )


def _misses(book: FactBook) -> None:
    """Completions that fall short of their targets (soft)."""
    rows: dict[tuple[str, str], dict[str, Indicator]] = {}
    for indicator in book.indicators:
        if indicator.rule == "indicator.table":
            rows.setdefault((indicator.where, indicator.name), {})[indicator.kind] = indicator
    for (place, name), kinds in rows.items():
        target, done = kinds.get("target"), kinds.get("completion")
        if not target or not done or not re.fullmatch(r"[\d.]+", done.value + target.value):
            continue
        limit = bool(re.search(r"矿山(?:总)?数|死亡|事故|能耗|排放", name)) and target.op != ">="
        missed = Decimal(done.value) - Decimal(target.value)
        if (missed > 0) if limit else (missed < 0):
            report(
                book,
                "missed-target",
                f"{name}没有达到目标",
                place,
                f"{target.op}{target.value}",
                done.value,
                (done.evidence.start, done.evidence.end),
                "soft",
            )
