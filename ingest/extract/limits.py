"""Limits of a specification: those of its clauses against those of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.extract.book import FactBook
from ingest.extract.columns import Column, Role, squeeze
from ingest.extract.disagreements import agree, comparable, conflict, fold
from ingest.extract.rows import View, views
from ingest.extract.sentences import sentence_at
from ontology import patterns as re
from ontology.records import Indicator

_BOUND = re.compile(
    r"^(?:.*(?:限值|标准值|合格值|合格标准|指标值|控制值|阈值)|要求|数值|指标|标准)$"
)
_AMOUNT = re.compile(r"(?:最高允许)?(?:排放|质量)?(?:浓度|限值)$")
_WORDED: tuple[Role, ...] = ("name", "group", "text", "mineral", "place")
_TELLING = 4  # characters of a name that stands for one thing in a whole specification
_HEAD = 3  # last characters of a label that say what it is: 破碎筛分排气筒


class _Cell(NamedTuple):
    """A limit of a table with the words of its row and column (旱地, 有效土层厚度).

    `beside` are all cells of its row in words, `title` is its table's.
    """

    indicator: Indicator
    words: tuple[str, ...]
    beside: tuple[str, ...]
    title: str


def find(book: FactBook) -> None:
    """Report limits of a specification that its clauses and its tables give differently."""
    if book.document.metadata.genre != "specification":
        return
    texts = [i for i in book.indicators if i.rule == "indicator.text" and i.op != "="]
    cells = list(_cells(book)) if texts else []
    for stated in texts:
        meant = [c.indicator for c in cells if _speaks_of(book, stated, c)]
        same = [i for i in texts if fold(i.name) == fold(stated.name)]
        if len(meant) == 1 and not any(agree(i, meant[0]) for i in same):
            conflict(book, stated, meant[0])


def _cells(book: FactBook) -> Iterator[_Cell]:
    """The limits of all tables, those of one cell with the words that say what they are of."""
    at = {book.evidence(*v.span(row, c)).start: (v, row, c) for v in views(book) for row in range(len(v.table.rows)) for c in v.of("value")}  # fmt: skip
    for indicator in book.indicators:
        found = at.get(indicator.evidence.start)
        if indicator.rule == "indicator.table" and found is not None:
            view, row, _ = found
            beside = tuple(t for c in view.of(*_WORDED) if (t := view.cell(row, c)))
            title = squeeze(view.table.title)
            yield _Cell(indicator, tuple(_words(*found)), beside, title)


def _words(view: View, row: int, column: Column) -> Iterator[str]:
    """The labels before a cell, a blank one repeating the one above it, and its column's head."""
    for label in view.columns[: column.index]:
        if label.role in _WORDED:
            filled = (view.cell(r, label) for r in range(row, -1, -1))
            yield from [cell for cell in filled if cell][:1]
    head = "".join(column.levels)
    if not _BOUND.match(head):
        yield head


def _speaks_of(book: FactBook, stated: Indicator, cell: _Cell) -> bool:
    """Whether a limit of the text is of what a cell limits: its measure, and all else told."""
    if stated.op[:1] != cell.indicator.op[:1] or not comparable(stated, cell.indicator):
        return False
    names = (_core(stated.name), _AMOUNT.sub("", stated.name))  # 新建 may open a thing's name
    sentence = sentence_at(book, stated.evidence.start)
    said = book.document.text[sentence.start : sentence.end] if sentence else ""
    for measure in cell.words:
        others = [word for word in cell.words if word is not measure]
        for name in names:
            before = name.removesuffix(_core(measure))
            if before != name and _is_known(before, (*others, *cell.beside), cell.title):
                told = all(word[-_HEAD:] in said for word in others)
                return told if others else len(name) >= _TELLING
    return False


def _is_known(words: str, labels: Iterable[str], title: str) -> bool:
    """Whether words before a measure only repeat the labels of its cell and the table's title."""
    for label in labels:
        words = words.replace(label, "")
    return words.strip("的") in title


def _core(name: str) -> str:
    """What a limit is of: 颗粒物排放浓度 and 颗粒物限值 are both of 颗粒物."""
    return _AMOUNT.sub("", fold(name)) or name
