"""Text against tables: counts, totals, targets and bans that the other contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from ingest.extract.anomalies import figure, report, show
from ingest.extract.book import FactBook
from ingest.extract.columns import Column, squeeze
from ingest.extract.quantity import Quantity, quantities
from ingest.extract.rows import (
    View,
    is_total,
    mineral_of,
    minerals_in,
    same_mineral,
    views,
)
from ingest.extract.sentences import Sentence, clause_index, sentences, where
from ontology import lexicon
from ontology import patterns as re

_POINTER = re.compile(
    r"[（(](?:见|详见|参见)?((?:专栏|附表|表)\s*\d+(?:[-—.]\d+)?)[）)]|(?:见|如)((?:专栏|附表|表)\s*\d+(?:[-—.]\d+)?)"
)
_NO_SMALL = re.compile(
    r"(?:不再|不得|禁止|严禁|原则上不(?:再)?|停止|不予)(?:批准)?新(?:设|建|增|上|立)[^，。；]{0,8}?小型(?P<what>[^，。；]{0,16})"
)
_WHOLE = re.compile(r"总(投资|面积)(?:为|达到?|共)?$")
_SHARED = 3  # characters that a sentence has in common with the title of the table it speaks of
_NOUN = 6  # last characters of what a number counts
_CAP = re.compile(r"上限|限额|控制数")
_STATES = ("规划", "新设", "拟设", "新增", "已有", "已设", "现有", "保留", "空白")
_COUNTS = re.compile(r"^(?:矿种)?(?:数目|种数|数量|个数|数)(?:[（(].*[）)])?$")


def find(book: FactBook) -> None:
    """Report where the text and the tables of a plan or specification contradict each other."""
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


def _pointed(book: FactBook, sentence: Sentence, by_label: dict[str, View]) -> Iterator[View]:
    """The table that a sentence points at, or the only one of its clause."""
    found = {
        squeeze(a or b)
        for a, b in _POINTER.findall(book.document.text[sentence.start : sentence.end])
    }
    if len(found) == 1 and (view := by_label.get(next(iter(found)))):
        yield view
    elif not found:
        beside = _of_clause(book, sentence.clause)
        yield from beside if len(beside) == 1 else ()


def _of_clause(book: FactBook, clause: int) -> list[View]:
    known = cast("dict[int, list[View]]", book.memo.setdefault("views of clauses", {}))
    if not known:
        for view in views(book):
            known.setdefault(_clause_above(book, view), []).append(view)
    return known.get(clause, [])


def _clause_above(book: FactBook, view: View) -> int:
    """The clause that a table stands in: the one of the words right before it."""
    return clause_index(book, max(0, view.table.start - 1))


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
            what = f"文中说{words}{q.value}{q.unit}，{view.name}列出 {rows} 行"
            _report(book, sentence, view, q, what, (q.value, str(rows)))


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
    _caps(book, sentence, view, total)
    _wholes(book, sentence, view, total)
    _states(book, sentence, view, total)


def _states(book: FactBook, sentence: Sentence, view: View, total: int) -> None:
    """Numbers in a state (已建成, 规划) against the totals of the columns that name the state."""
    state = ""
    for q, words in _worded(book.document.text, sentence):
        state = next((s for s in _STATES if s in words[-12:]), state)
        if not state or not re.fullmatch(r"[\d.]+", q.value):
            continue
        columns = [c for c in view.of("value") if state in c.header and _same_unit(q, c)]
        named = [c for c in columns if words and words[-_NOUN:] in c.header]
        for column in named or columns:  # 开采规划区块12个 beside 勘查规划区块个数
            cell = figure(view, total, column)
            if cell and cell.value != Decimal(q.value) and not _explained(view, q, column):
                what = f"文中的{q.value}{q.unit}与{view.name}的合计不符"
                _report(book, sentence, view, q, what, (show(cell.value), q.value))


def _report(
    book: FactBook, sentence: Sentence, view: View, q: Quantity, what: str, values: tuple[str, str]
) -> None:
    """A conflict of a number of a sentence with a table; `values` are (expected, found)."""
    place = f"{where(book.document, sentence.clause)} vs {view.name}"
    report(book, "conflict", what, place, *values, (q.start, q.end))


def _wholes(book: FactBook, sentence: Sentence, view: View, total: int) -> None:
    """修复工程3项，总投资4680万元 against the total of the column 投资 of the table below."""
    text, title = book.document.text, squeeze(view.table.title)
    words = text[sentence.start : sentence.end]
    shared = any(title[at : at + _SHARED] in words for at in range(len(title) - _SHARED + 1))
    if not shared and _POINTER.search(words) is None:
        return
    for q in quantities(text, sentence.start, sentence.end):
        measure = _WHOLE.search(text, sentence.start, q.start)
        columns = [c for c in view.of("value") if measure and measure[1] in c.header]
        if measure is None or len(columns) != 1 or not _same_quantity(q, columns[0]):
            continue
        added = figure(view, total, columns[0])
        stated = lexicon.convert(q.value, q.unit, columns[0].unit)
        if added and added.value != stated and not _explained(view, q, columns[0]):
            what = f"文中的总{measure[1]}{q.value}{q.unit}与{view.name}的合计不符"
            _report(book, sentence, view, q, what, (show(added.value), q.value))


def _same_quantity(q: Quantity, column: Column) -> bool:
    if q.op != "=" or not re.fullmatch(r"[\d.]+", q.value) or not column.unit:
        return False
    left, right = lexicon.unit(q.unit), lexicon.unit(column.unit)
    return bool(left and right and left.quantity == right.quantity)


def _caps(book: FactBook, sentence: Sentence, view: View, total: int) -> None:
    """采矿权总数不得突破12个（表3） against the total of the column of limits."""
    for q in quantities(book.document.text, sentence.start, sentence.end):
        columns = [c for c in view.of("value") if _CAP.search(c.header) and _same_unit(q, c)]
        if q.op not in ("<=", "<") or len(columns) != 1 or not q.value.isdecimal():
            continue
        added = figure(view, total, columns[0])
        if added is not None and added.value > Decimal(q.value):
            what = f"{view.name}的上限合计超过文中的{q.value}{q.unit}"
            _report(book, sentence, view, q, what, (f"≤ {q.value}", show(added.value)))


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
                    f"{place} vs {threshold.where}",
                    "-",
                    threshold.value,
                    match.span(),
                )
