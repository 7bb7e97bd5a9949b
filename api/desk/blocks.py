"""Planned mining blocks: how many a plan sets aside for a mineral."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.desk.minerals import covers
from ontology.records import Document, Table

_MINING = re.compile(r"开采|采矿权")
_PLANNED = re.compile(r"规划|新设|拟设|新增|投放")
EXISTING = re.compile(r"已设|已有|现有|保留")
_NEW_BLOCK = re.compile(r"(?:空白区)?(?:新设|拟设|新增|新立)(?:采矿权|区块|类)?$")
_SEVERAL = re.compile(r"[、，,/／]|和(?!田)|及")
_COUNT = re.compile(r"个数|数量|数目|\(个\)|（个）|宗")


@dataclass(frozen=True, slots=True)
class Blocks:
    """A row of a table of mining blocks. `count` is how many new ones, 0 for an empty cell."""

    count: int
    start: int
    end: int
    clause: str
    label: str


def blocks(document: Document, mineral: str) -> tuple[Blocks, ...]:
    """The rows on planned blocks for a mineral in document order; () when no table has it.

    A table counts the blocks of a mineral, or lists block by block whether each is new.
    """
    return tuple(b for t in document.tables for b in _of_table(document, t, mineral))


def _of_table(document: Document, table: Table, mineral: str) -> Iterator[Blocks]:
    if not _MINING.search(table.title + "".join(table.header)):
        return
    column = _count_column(table)
    for row, cells in zip(table.rows, table.cells, strict=True):
        named = next((i for i, cell in enumerate(row) if _names(cell, mineral)), None)
        if named is None or named == column:
            continue
        if column is not None:
            count = _number(row[column])
        elif any(_NEW_BLOCK.match(cell.strip()) for cell in row) and not _prospects(row):
            count = 1
        else:
            continue
        yield _blocks(document, table, cells, count)


def _prospects(row: Sequence[str]) -> bool:
    """Whether the row is a block for prospecting."""
    words = " ".join(row)
    return bool(re.search(r"勘查|探矿", words)) and not _MINING.search(words)


def _names(cell: str, mineral: str) -> bool:
    return bool(cell) and any(covers(part, mineral) for part in _SEVERAL.split(cell))


def _count_column(table: Table) -> int | None:
    """The one column that counts planned blocks, None where there is none or several."""
    columns = [
        i
        for i, head in enumerate(table.header)
        if _PLANNED.search(head.split("/")[0])
        and not EXISTING.search(head)
        and not (_prospects([head]))
        and _COUNT.search(head)
    ]
    return columns[0] if len(columns) == 1 else None


def _number(cell: str) -> int:
    found = re.search(r"\d+", cell)
    return int(found[0]) if found else 0


def _blocks(
    document: Document, table: Table, cells: Sequence[tuple[int, int]], count: int
) -> Blocks:
    ranges = [c for c in cells if c[0] < c[1]]
    clause = "" if table.clause is None else document.clauses[table.clause].id
    start, end = min(c[0] for c in ranges), max(c[1] for c in ranges)
    return Blocks(count, start, end, clause, table.label or table.title)
