"""Word documents: what a reader of the printed page sees, with automatic numbers and footnotes.

Deleted and hidden text, comments, headers and footers are left out; footnotes follow the block
that refers to them; a table keeps its spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from ingest.read.grid import GridCell, spanned_block
from ingest.read.limits import MAX_DEPTH, MAX_SPAN, Content, Refused
from ingest.read.numbering import Numbering, number_of, value
from ingest.read.ooxml import FALLBACK, MATH_TEXT, W
from ingest.read.package import Package
from ingest.read.symbols import symbol
from ingest.read.typed import put_together
from ontology.parts import CONTENTS
from ontology.source import Block, BlockKind

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN = "/officeDocument"
_OFF = ("0", "false", "off")
_CONTENTS_NAME = re.compile(r"(?:toc|contents|目录)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
# del and moveFrom hold what was taken away, rt the reading aid over a word
_SKIPPED = frozenset(
    [W + t for t in ("del", "moveFrom", "rt", "pPr", "rPr", "instrText", "delText")] + [FALLBACK]
)
_CORE = {"title": "title", "creator": "creator", "created": "created", "subject": "subject"}


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    outline: str
    list_id: str
    level: str
    hidden: bool


def read_docx(data: bytes) -> Content:
    """The blocks of a Word document in reading order."""
    package = Package(data)
    main = _main_part(package)
    folder = main.rpartition("/")[0]
    styles = _styles(package.xml_or_none(f"{folder}/styles.xml"))
    lists = {key: s.list_id for key, s in styles.items() if s.list_id}
    numbering = Numbering(package.xml_or_none(f"{folder}/numbering.xml"), lists)
    notes = {
        kind: _notes(package.xml_or_none(f"{folder}/{kind}s.xml"), kind)
        for kind in ("footnote", "endnote")
    }
    body = package.xml(main).find(W + "body")
    if body is None:
        raise Refused("正文部件里没有正文")
    blocks = tuple(put_together(_Walker(styles, numbering, notes).blocks(body)))
    return Content(blocks, metadata=_core(package))


def _main_part(package: Package) -> str:
    root = package.xml_or_none("_rels/.rels")
    targets = (
        []
        if root is None
        else [
            r.get("Target", "").lstrip("/")
            for r in root.iterfind(_REL + "Relationship")
            if r.get("Type", "").endswith(_MAIN)
        ]
    )
    return next((t for t in targets if t in package.names), "word/document.xml")


def _core(package: Package) -> tuple[tuple[str, str], ...]:
    root = package.xml_or_none("docProps/core.xml")
    found = (
        {}
        if root is None
        else {
            etree.QName(e).localname: (e.text or "").strip() for e in root if isinstance(e.tag, str)
        }
    )
    return tuple((key, found[tag]) for tag, key in _CORE.items() if found.get(tag))


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    if root is None:
        return {}
    return {s.get(W + "styleId", ""): _style(s) for s in root.iterfind(W + "style")}


def _style(style: etree._Element) -> _Style:
    properties = style.find(W + "pPr")
    listing = properties.find(W + "numPr") if properties is not None else None
    return _Style(
        value(style, "name"),
        value(style, "basedOn"),
        value(properties, "outlineLvl"),
        value(listing, "numId"),
        value(listing, "ilvl"),
        _is_on(style.find(W + "rPr"), "vanish"),
    )


def _is_on(properties: etree._Element | None, tag: str) -> bool:
    element = properties.find(W + tag) if properties is not None else None
    return element is not None and element.get(W + "val", "1") not in _OFF


def _notes(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    if root is None:
        return {}
    return {
        note.get(W + "id", ""): note
        for note in root.iterfind(W + kind)
        if note.get(W + "type") is None
    }


class _Walker:
    """Walks the body once, in order, so that the numbering counts rightly."""

    def __init__(
        self,
        styles: Mapping[str, _Style],
        numbering: Numbering,
        notes: Mapping[str, Mapping[str, etree._Element]],
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._cited: list[tuple[str, str]] = []
        self._boxes: list[etree._Element] = []

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """The blocks below a body, cell, text box or content control."""
        if depth > MAX_DEPTH:
            raise Refused(f"嵌套超过 {MAX_DEPTH} 层")
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield self._table(child, depth)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self.blocks(child, depth + 1)
                continue
            yield from self._pending(depth)

    def _pending(self, depth: int) -> Iterator[Block]:
        boxes, self._boxes = self._boxes, []
        cited, self._cited = self._cited, []
        for box in boxes:
            yield from self.blocks(box, depth + 1)
        for kind, key in cited:
            note = self._notes[kind].get(key)
            text = (
                ""
                if note is None
                else " ".join(self._text(p).strip() for p in note.iter(W + "p")).strip()
            )
            if text:
                yield Block("footnote", text)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle")
        number = self._number(properties, style)
        kind, level = self._rank(properties, style)
        part = ""
        if any(_CONTENTS_NAME.match(known.name) for known in self._chain(style)):
            kind, level, part = "paragraph", 0, CONTENTS
        for line in self._text(paragraph).split("\n"):
            if line.strip():
                block = Block("paragraph", line, number=number, part=part)
                yield replace(block, kind=kind, level=level) if level else block
                number = ""

    def _rank(self, properties: etree._Element | None, style: str) -> tuple[BlockKind, int]:
        """The kind and level that style and outline state; level 0 for running text."""
        outline = value(properties, "outlineLvl")
        for known in self._chain(style):
            named = _HEADING_NAME.match(known.name)
            if named:
                return "heading", int(named.group(1))
            if known.name.lower() in ("title", "标题"):
                return "title", 1
            outline = outline or known.outline
        level = number_of(outline, 9)
        return ("heading", level + 1) if 0 <= level < 9 else ("paragraph", 0)

    def _chain(self, style: str) -> Iterator[_Style]:
        for _ in range(32):
            known = self._styles.get(style)
            if known is None:
                return
            yield known
            style = known.based_on

    def _number(self, properties: etree._Element | None, style: str) -> str:
        listing = properties.find(W + "numPr") if properties is not None else None
        list_id, level = value(listing, "numId"), value(listing, "ilvl")
        if not list_id:
            inherited = next((s for s in self._chain(style) if s.list_id), None)
            list_id = inherited.list_id if inherited else ""
            level = level or (inherited.level if inherited else "")
        if not list_id or list_id == "0":
            return ""
        bound = self._numbering.level_of_style(list_id, style)
        return self._numbering.label(list_id, number_of(level, bound) if level else bound)

    def _text(self, element: etree._Element, depth: int = 0) -> str:
        if depth > MAX_DEPTH:
            raise Refused(f"嵌套超过 {MAX_DEPTH} 层")
        return "".join(self._pieces(element, depth))

    def _pieces(self, element: etree._Element, depth: int) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in (W + "t", MATH_TEXT):
                yield child.text or ""
            elif tag in _SIGNS:
                yield "" if child.get(W + "type") in ("page", "column") else _SIGNS[tag]
            elif tag == W + "sym":
                yield symbol(child.get(W + "font", ""), child.get(W + "char", ""))
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                self._cited.append((tag[len(W) : -len("Reference")], child.get(W + "id", "")))
            elif tag == W + "txbxContent":
                self._boxes.append(child)
            elif tag == W + "r" and self._is_hidden(child):
                continue
            elif isinstance(tag, str) and tag not in _SKIPPED:
                yield self._text(child, depth + 1)

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = run.find(W + "rPr")
        if properties is None:
            return False
        if properties.find(W + "vanish") is not None:
            return _is_on(properties, "vanish")
        return any(s.hidden for s in self._chain(value(properties, "rStyle")))

    def _table(self, table: etree._Element, depth: int) -> Block:
        cells: list[GridCell] = []
        above: dict[int, int] = {}
        header_rows = 0
        for row, line in enumerate(_below(table, "tr")):
            properties = line.find(W + "trPr")
            header_rows += row == header_rows and _is_on(properties, "tblHeader")
            column = _span(value(properties, "gridBefore", "0"))
            for cell in _below(line, "tc"):
                merge = _merge(cell)
                span = max(1, _span(value(cell.find(W + "tcPr"), "gridSpan", "1")))
                text = self._cell_text(cell, depth)
                if merge == "continue" and column in above and not text.strip():
                    held = cells[above[column]]
                    cells[above[column]] = replace(held, row_span=row - held.row + 1)
                else:
                    above[column] = len(cells)
                    cells.append(GridCell(text, row, column, 1, span))
                column += span
        return spanned_block(cells, header_rows=header_rows)

    def _cell_text(self, cell: etree._Element, depth: int) -> str:
        blocks = self.blocks(cell, depth + 1)
        return "\n".join(f"{b.number} {b.text}" if b.number else b.text for b in blocks)


def _merge(cell: etree._Element) -> str:
    properties = cell.find(W + "tcPr")
    element = properties.find(W + "vMerge") if properties is not None else None
    return "" if element is None else element.get(W + "val", "continue")


def _span(text: str) -> int:
    span = number_of(text, 1)
    if span > MAX_SPAN:
        raise Refused(f"单元格跨 {span} 列，超过上限 {MAX_SPAN}")
    return max(0, span)


def _below(parent: etree._Element, tag: str) -> Iterable[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls."""
    for child in parent:
        if child.tag == W + tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _below(child, tag)
