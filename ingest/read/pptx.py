"""Slides: titles, text in reading order, tables and, marked so, the speaker's notes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pptx import Presentation

from ingest.read.grid import GridCell, spanned_block
from ingest.read.limits import MAX_DEPTH, Content, Refused
from ingest.read.numerals import circled, letters, roman
from ingest.read.ooxml import A
from ingest.read.package import Package, parse_xml
from ontology.parts import HIDDEN, NOTES
from ontology.source import Block

_NUMBERS: Mapping[str, Callable[[int], str]] = {
    "arabic": str,
    "circleNumDb": circled,
    "romanUc": lambda n: roman(n).upper(),
    "romanLc": roman,
    "alphaUc": lambda n: letters(n).upper(),
    "alphaLc": letters,
}
_SHAPES = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}


def read_pptx(data: bytes) -> Content:
    """The slides in order: title, shapes from top to bottom, then the notes as a part of its own."""
    package = Package(data)
    for name in sorted(package.names):
        if name.endswith((".xml", ".rels")):
            parse_xml(package.read(name), name)
    blocks: list[Block] = []
    for number, slide in enumerate(Presentation(io.BytesIO(data)).slides, start=1):
        hidden = slide.element.get("show") in ("0", "false")
        part = f"slide {number}" + (HIDDEN if hidden else "")
        blocks += [replace(b, part=part, page=number) for b in _slide(slide)]
        if slide.has_notes_slide:
            frame = slide.notes_slide.notes_text_frame
            notes = _paragraphs(frame) if frame is not None else ()
            blocks += [replace(b, part=f"slide {number}{NOTES}", page=number) for b in notes]
    return Content(tuple(blocks))


def _slide(slide: Any) -> Iterator[Block]:
    title = slide.shapes.title
    if title is not None:
        for block in _paragraphs(title.text_frame):
            yield replace(block, kind="heading", level=1)
    shapes = [s for s in _flat(slide.shapes, 0) if title is None or s.shape_id != title.shape_id]
    for shape in sorted(shapes, key=lambda s: (s.top or 0, s.left or 0)):
        if getattr(shape, "has_table", False):
            yield _table(shape.table)
        elif shape.has_text_frame:
            yield from _paragraphs(shape.text_frame)


def _flat(shapes: Any, depth: int) -> Iterator[Any]:
    if depth > MAX_DEPTH:
        raise Refused(f"嵌套超过 {MAX_DEPTH} 层")
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _flat(shape.shapes, depth + 1)
        else:
            yield shape


def _paragraphs(frame: Any) -> Iterator[Block]:
    counts: dict[int, int] = {}
    for paragraph in frame.paragraphs:
        number = _number(paragraph, counts)
        for line in paragraph.text.split("\v"):
            if line.strip():
                yield Block("paragraph", line, number=number)
                number = ""


def _number(paragraph: Any, counts: dict[int, int]) -> str:
    """The automatic number of a paragraph; a paragraph without one ends the list of its level."""
    level = paragraph.level
    automatic = paragraph._p.find(f"{A}pPr/{A}buAutoNum")
    for deeper in [known for known in counts if known > level]:
        del counts[deeper]
    if automatic is None:
        counts.pop(level, None)
        return ""
    start = int(automatic.get("startAt", "1"))
    counts[level] = counts.get(level, start - 1) + 1
    scheme = automatic.get("type", "arabicPeriod")
    write = next((w for key, w in _NUMBERS.items() if scheme.startswith(key)), str)
    shape = next((s for key, s in _SHAPES.items() if scheme.endswith(key)), "{}")
    return shape.format(write(counts[level]))


def _table(table: Any) -> Block:
    cells = [
        GridCell(
            cell.text_frame.text.replace("\v", "\n"),
            row,
            column,
            cell.span_height if cell.is_merge_origin else 1,
            cell.span_width if cell.is_merge_origin else 1,
        )
        for row, line in enumerate(table.rows)
        for column, cell in enumerate(line.cells)
        if not cell.is_spanned
    ]
    return spanned_block(cells, header_rows=int(bool(table.first_row)))
