"""Planned mining blocks: how many a plan sets aside for a mineral."""

from __future__ import annotations

import re
from dataclasses import dataclass

from api.desk.minerals import covers
from ontology.records import Document, Table

_MINING = re.compile(r"开采|采矿权")
_PLANNED = re.compile(r"规划|新设|拟设|新增|投放")
_EXISTING = re.compile(r"已设|已有|现有|保留")
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
    """The rows on planned blocks for a mineral in document order; () when no table has it."""
    return tuple(b for t in document.tables for b in _rows(document, t, mineral))


def _rows(document: Document, table: Table, mineral: str) -> list[Blocks]:
    if not _MINING.search(table.title + "".join(table.header)):
        return []
    columns = [
        i
        for i, head in enumerate(table.header)
        if _PLANNED.search(head.split("/")[0])
        and not _EXISTING.search(head)
        and _COUNT.search(head)
    ]
    if len(columns) != 1:
        return []
    found = []
    for row, cells in zip(table.rows, table.cells, strict=True):
        named = next((i for i, cell in enumerate(row) if cell and covers(cell, mineral)), None)
        if named is None or named == columns[0]:
            continue
        count = re.search(r"\d+", row[columns[0]])
        ranges = [c for c in cells if c[0] < c[1]]
        clause = "" if table.clause is None else document.clauses[table.clause].id
        found.append(
            Blocks(
                int(count[0]) if count else 0,
                min(c[0] for c in ranges),
                max(c[1] for c in ranges),
                clause,
                table.label or table.title,
            )
        )
    return found
