"""Clean text out of lines: a string is a paragraph, `#` opens a source heading, a list a table."""

from __future__ import annotations

import re

from ingest.structure import parse
from ontology.records import Document
from ontology.source import Block, BlockKind, Cell, CleanText, Line, RawDocument, Run

Part = str | list[list[str]]


def clean(*parts: Part, path: str = "文件.txt", reader: str = "text", **stated: str) -> CleanText:
    text = ""
    lines: list[Line] = []
    blocks: list[Block] = []
    runs: list[Run] = []
    for index, part in enumerate(parts):
        kind, level, words, cells = _line(part)
        start = len(text)
        text += words + ("\n" if index < len(parts) - 1 else "")
        placed = tuple(Cell(c.row, c.column, start + c.start, start + c.end) for c in cells)
        lines.append(Line(start, len(text), index, kind, level, placed))
        blocks.append(Block(kind, words, level, cells=cells))
        runs.append(Run(start, start + len(words), index, 0))
    raw = RawDocument(path, "0" * 64, reader, "text/plain", tuple(blocks), stated)
    return CleanText(raw, text, tuple(lines), tuple(runs))


def _line(part: Part) -> tuple[BlockKind, int, str, tuple[Cell, ...]]:
    if isinstance(part, list):
        return "table", 0, *_grid(part)
    heading = re.match(r"(#+) ", part)
    if heading is None:
        return "paragraph", 0, part, ()
    level = len(heading[1])
    return "heading" if level > 1 else "title", level, part[heading.end() :], ()


def _grid(rows: list[list[str]]) -> tuple[str, tuple[Cell, ...]]:
    text = ""
    cells = []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            text += "\t" if c else ""
            cells.append(Cell(r, c, len(text), len(text) + len(words)))
            text += words
        text += "\n" if r < len(rows) - 1 else ""
    return text, tuple(cells)


def document(*parts: Part, path: str = "文件.txt", reader: str = "text", **stated: str) -> Document:
    return parse(clean(*parts, path=path, reader=reader, **stated))


def outline(found: Document) -> list[str]:
    """Every clause below the document as `id title`, table rows left out."""
    return [f"{c.id} {c.title}".strip() for c in found.clauses[1:] if c.kind != "row"]
