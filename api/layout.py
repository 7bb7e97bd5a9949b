"""A document as blocks for a page: headings, paragraphs with marked words, tables, and its tree.

Every character of the clean text but separators ends up in exactly one block, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ontology.records import Clause, Document, Leaf, Table

Ranges = Sequence[tuple[int, int]]

_HEADED = frozenset({"part", "chapter", "section", "heading", "appendix", "slide"})
_IN_TREE = _HEADED | {"article", "table"}
_DEEPEST = 6  # heading levels of HTML


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one style; `id` is the clause that begins here, "" for none."""

    text: str
    id: str = ""
    strong: bool = False
    marked: bool = False
    opens: bool = False  # the first words of a mark


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 2 to 6), a paragraph (`level` 0) or a table."""

    parts: tuple[Part, ...] = ()
    level: int = 0
    table: TableView | None = None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with the parts of each cell; covered cells of a span are left out."""

    id: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Part, ...], ...], ...]


@dataclass(slots=True)
class Branch:
    """A node of the clause tree."""

    id: str
    label: str
    children: list[Branch] = field(default_factory=list)


def blocks(document: Document, marks: Ranges = ()) -> Iterator[Block]:
    """The blocks of a document in order; words inside `marks` (clean text) are marked."""
    begun: set[str] = set()
    shown: set[int] = set()
    line: list[Leaf] = []
    for leaf in document.leaves:
        if leaf.table is not None:
            yield from _close(document, line, begun, marks)
            if leaf.table not in shown:
                shown.add(leaf.table)
                yield Block(table=_table(document, document.tables[leaf.table], begun, marks))
            continue
        line.append(leaf)
        if document.text[leaf.start : leaf.end].endswith("\n"):
            yield from _close(document, line, begun, marks)
    yield from _close(document, line, begun, marks)


def tree(clauses: Sequence[Clause]) -> list[Branch]:
    """The clauses that a reader navigates by: headings, articles and tables, nested."""
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
    return top


def _close(document: Document, line: list[Leaf], begun: set[str], marks: Ranges) -> Iterator[Block]:
    """The block of a finished line, if it holds any words; empties the line."""
    words = [leaf for leaf in line if leaf.kind != "gap" and not _blank(document, leaf)]
    line.clear()
    if not words:
        return
    clause = document.clauses[words[0].clause]
    headed = clause.kind in _HEADED and all(leaf.kind == "heading" for leaf in words)
    parts = tuple(p for leaf in words for p in _leaf_parts(document, leaf, begun, marks, headed))
    yield Block(parts, min(clause.level + 1, _DEEPEST) if headed else 0)


def _blank(document: Document, leaf: Leaf) -> bool:
    return not document.text[leaf.start : leaf.end].strip()


def _leaf_parts(
    document: Document, leaf: Leaf, begun: set[str], marks: Ranges, headed: bool
) -> Iterator[Part]:
    clause = document.clauses[leaf.clause].id
    name = "" if clause in begun else clause
    begun.add(clause)
    strong = leaf.kind == "heading" and not headed
    yield from _parts(document.text, leaf.start, leaf.end, marks, name, strong)


def _parts(
    text: str, start: int, end: int, marks: Ranges, name: str = "", strong: bool = False
) -> Iterator[Part]:
    """The text of a range cut where marks begin and end; a closing newline is left out."""
    if text[start:end].endswith("\n"):
        end -= 1
    cuts = sorted({start, end, *(c for m in marks for c in m if start < c < end)})
    for a, b in pairwise(cuts):
        marked = any(m[0] <= a and b <= m[1] for m in marks)
        yield Part(text[a:b], name, strong, marked, any(a == m[0] for m in marks))
        name = ""


def _table(document: Document, table: Table, begun: set[str], marks: Ranges) -> TableView:
    begun.add(table.id)
    rows = (tuple(_cells(document.text, cells, marks)) for cells in table.cells)
    caption = " ".join(part for part in (table.label, table.title) if part)
    return TableView(table.id, caption, table.header, tuple(rows))


def _cells(
    text: str, cells: Iterable[tuple[int, int]], marks: Ranges
) -> Iterator[tuple[Part, ...]]:
    for start, end in cells:
        yield tuple(_parts(text, start, end, marks)) if end > start else ()
