"""A document as blocks for a page: headings, paragraphs with marked words, tables, and its tree.

Every character of the clean text but separators ends up in exactly one block, in order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise, takewhile
from typing import Literal

from ontology.records import Clause, Document, Leaf, Table

Range = tuple[int, int]

_HEADED = frozenset({"part", "chapter", "section", "heading", "appendix", "slide"})
_UNITS = _HEADED | {"article"}
_IN_TREE = _UNITS | {"table"}
_DEEPEST = 6  # heading levels of HTML
_MOST_LEAVES = 60  # children without children of their own that a branch shows one by one
_RUN = 50  # of which a run holds, where there are more


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to mark, by their range of the clean text.

    `kind` at: the words that were asked for; claim and cite: what `href` leads to; repair: words
    that the source has as `note`, also where nothing of them is left.
    """

    start: int
    end: int
    kind: Literal["at", "claim", "cite", "repair"] = "at"
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one style; `id` is the clause that begins here, "" for none."""

    text: str
    id: str = ""
    strong: bool = False
    marks: tuple[Mark, ...] = ()
    opens: bool = False  # the first of the words that were asked for

    @property
    def marked(self) -> bool:
        """Whether these are words that were asked for."""
        return any(mark.kind == "at" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 2 to 6), a paragraph (`level` 0) or a table, and its range of the text.

    `unit` says that it begins a unit of the tree.
    """

    parts: tuple[Part, ...] = ()
    level: int = 0
    table: TableView | None = None
    start: int = 0
    end: int = 0
    unit: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the rows and columns that it spans."""

    parts: tuple[Part, ...]
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; a cell that spans rows or columns stands once, where it begins."""

    id: str
    caption: str
    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(slots=True)
class Branch:
    """A node of the clause tree; `run` for units that only stand side by side (第一条–第五十条)."""

    id: str
    label: str
    children: list[Branch] = field(default_factory=list)
    run: bool = False


class Marks:
    """Marks in the order of the text, found by range."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._marks = sorted(marks, key=lambda mark: (mark.start, mark.end))
        self._starts = [mark.start for mark in self._marks]
        self._ends = list(accumulate((mark.end for mark in self._marks), max))

    def within(self, start: int, end: int) -> list[Mark]:
        """The marks that touch a range; an empty mark touches the range that it begins."""
        last = bisect_left(self._starts, end)
        first = bisect_left(self._ends, start, 0, last)
        return [m for m in self._marks[first:last] if m.end > start or m.start == m.end == start]


def blocks(document: Document, marks: Iterable[Mark] = ()) -> Iterator[Block]:
    """The blocks of a document in order, cut where marks begin and end."""
    return _Blocks(document, Marks(marks)).all()


def tree(clauses: Sequence[Clause]) -> list[Branch]:
    """The clauses that a reader navigates by: headings, articles and tables, nested.

    More leaves side by side than a reader can look over stand in runs.
    """
    top: list[Branch] = []
    branches: dict[int, Branch] = {}
    for index, clause in enumerate(clauses):
        if clause.parent is None or clause.kind not in _IN_TREE:
            continue
        label = " ".join(p for p in (clause.number, clause.title) if p) or clause.id
        branches[index] = Branch(clause.id, label)
        parent: int | None = clause.parent
        while parent is not None and parent not in branches:
            parent = clauses[parent].parent
        (branches[parent].children if parent is not None else top).append(branches[index])
    for branch in branches.values():
        branch.children = _runs(branch.children)
    return _runs(top)


def _runs(branches: list[Branch]) -> list[Branch]:
    if len(branches) <= _MOST_LEAVES or any(branch.children for branch in branches):
        return branches
    cut = [branches[at : at + _RUN] for at in range(0, len(branches), _RUN)]
    return [Branch(run[0].id, f"{run[0].label}–{run[-1].label}", run, run=True) for run in cut]


class _Blocks:
    """Walks over the leaves of a document and closes a block at each line end."""

    def __init__(self, document: Document, marks: Marks) -> None:
        self._document = document
        self._text = document.text
        self._marks = marks
        self._begun: set[str] = set()
        self._opened = False

    def all(self) -> Iterator[Block]:
        shown: set[int] = set()
        line: list[Leaf] = []
        for leaf in self._document.leaves:
            if leaf.table is not None:
                yield from self._close(line)
                if leaf.table not in shown:
                    shown.add(leaf.table)
                    yield self._table(self._document.tables[leaf.table])
                continue
            line.append(leaf)
            if self._text.endswith("\n", leaf.start, leaf.end):
                yield from self._close(line)
        yield from self._close(line)

    def _close(self, line: list[Leaf]) -> Iterator[Block]:
        """The block of a finished line, if it holds any words; empties the line."""
        words = [leaf for leaf in line if leaf.kind != "gap" and not self._is_blank(leaf)]
        line.clear()
        if not words:
            return
        clause = self._document.clauses[words[0].clause]
        headed = clause.kind in _HEADED and all(leaf.kind == "heading" for leaf in words)
        parts = tuple(p for leaf in words for p in self._leaf(leaf, headed))
        unit = bool(parts and parts[0].id) and clause.kind in _UNITS
        level = min(clause.level + 1, _DEEPEST) if headed else 0
        yield Block(parts, level, None, words[0].start, words[-1].end, unit)

    def _is_blank(self, leaf: Leaf) -> bool:
        return not self._text[leaf.start : leaf.end].strip()

    def _leaf(self, leaf: Leaf, headed: bool) -> Iterator[Part]:
        clause = self._document.clauses[leaf.clause].id
        name = "" if clause in self._begun else clause
        self._begun.add(clause)
        strong = leaf.kind == "heading" and not headed
        yield from self._parts(leaf.start, leaf.end, name, strong)

    def _parts(self, start: int, end: int, name: str = "", strong: bool = False) -> Iterator[Part]:
        """The text of a range cut where marks begin and end; a closing newline is left out."""
        if self._text.endswith("\n", start, end):
            end -= 1
        marks = self._marks.within(start, end) if end > start else []
        if not marks:
            yield Part(self._text[start:end], name, strong)
            return
        cuts = {start, end, *(c for m in marks for c in (m.start, m.end) if start < c < end)}
        gone = [m for m in marks if m.start == m.end]
        for a, b in pairwise(sorted(cuts)):
            for mark in (m for m in gone if m.start == a):
                yield Part("", marks=(mark,))
            over = tuple(m for m in marks if m.start <= a and b <= m.end)
            opens = not self._opened and any(m.kind == "at" for m in over)
            self._opened = self._opened or opens
            yield Part(self._text[a:b], name, strong, over, opens)
            name = ""

    def _table(self, table: Table) -> Block:
        self._begun.add(table.id)
        caption = " ".join(part for part in (table.label, table.title) if part)
        header = self._grid(table.header_cells)
        if not header and any(table.header):
            header = (tuple(Cell((Part(text),)) for text in table.header),)
        view = TableView(table.id, caption, header, self._grid(table.cells))
        return Block(table=view, start=table.start, end=table.end)

    def _grid(self, grid: Sequence[Sequence[Range]]) -> tuple[tuple[Cell, ...], ...]:
        """The cells row by row; one range in neighbouring places is one cell that spans them."""
        covered: set[tuple[int, int]] = set()
        return tuple(
            tuple(
                self._cell(grid, r, c, covered)
                for c in range(len(row))
                if (r, c) not in covered
            )
            for r, row in enumerate(grid)
        )  # fmt: skip

    def _cell(
        self, grid: Sequence[Sequence[Range]], row: int, column: int, covered: set[tuple[int, int]]
    ) -> Cell:
        cell = grid[row][column]
        if cell[0] == cell[1]:
            return Cell(())
        columns = _run(other == cell for other in grid[row][column:])
        whole = [cell] * columns
        rows = _run(list(line[column : column + columns]) == whole for line in grid[row:])
        covered.update((row + r, column + c) for r in range(rows) for c in range(columns))
        return Cell(tuple(self._parts(*cell)), rows, columns)


def _run(same: Iterable[bool]) -> int:
    """How many are true before the first that is not."""
    return sum(1 for _ in takewhile(bool, same))
