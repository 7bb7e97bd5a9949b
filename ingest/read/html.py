"""Web pages: the main content of a page without its navigation, and what its index table states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.read.encoding import Decoded, decode
from ingest.read.grid import GridCell, spanned_block
from ingest.read.limits import MAX_DEPTH, MAX_SPAN, Content, Refused
from ingest.read.webpage import is_index_table, metadata, page_title
from ontology.source import Block

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_TAG = re.compile(
    r"<(/?)(?:div|span|font|table|ul|ol|section|article|blockquote|center|b|i|em|strong|a)\b",
    re.IGNORECASE,
)
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "select",
        "textarea",
        "button",
        "input",
        "form",
        "svg",
        "nav",
        "footer",
        "head",
        "del",
        "rt",
        "rp",
        "title",
        "meta",
        "link",
        "-comment",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "aside",
        "center",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "figure",
        "figcaption",
        "address",
        "hr",
        "fieldset",
        "body",
        "html",
    ]
)
_HEADING = re.compile(r"h([1-6])")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_CHROME = re.compile(
    r"\b(?:nav|menu|breadcrumb|position|crumbs?|share\w*|bdshare\w*|related|relate|foot(?:er)?|copyright|sidebar|toolbar|login|search|qrcode)\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"\b(?:zoom|ucap-content|trs_editor\w*|trs_uedit\w*|view|article\w*|content\w*|pages_content|xxgk\w*|detail\w*|main-?text|text|news_?(?:con|text)\w*|con_?text)\b",
    re.IGNORECASE,
)
_TITLE_BLOCKS = 5  # from the top, among which the title is looked for
_MUCH_TEXT = 400  # characters in paragraphs that no cell of data holds
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MARKS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：？！“”‘’（）《》〔〕【】"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_MARKS}]) (?=[{_MARKS}])")


def read_html(data: bytes) -> Content:
    """The title, the main content and the metadata of a page."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared.group(1).decode("ascii") if declared else "")
    _check_depth(decoded)
    tree = LexborHTMLParser(decoded.text)
    body = tree.body
    if body is None:
        raise Refused("网页没有正文")
    found = metadata(tree)
    main = _main(body)
    blocks = list(_Walker().blocks(main))
    title = page_title(tree, found)
    return Content(tuple(_titled(blocks, title)), decoded.issues, tuple(found.items()))


def _titled(blocks: list[Block], title: str) -> list[Block]:
    """The blocks with the one that shows the title marked so; put in front where none does."""
    wanted = "".join(title.split())
    for index, block in enumerate(blocks[:_TITLE_BLOCKS]):
        if wanted and "".join(block.text.split()) == wanted:
            blocks[index] = replace(block, kind="title", level=1)
            return blocks
    parts = ("".join(b.text.split()) for b in blocks[:_TITLE_BLOCKS])
    shown = "".join(part for part in parts if part in wanted)  # a title on several lines
    if wanted and wanted not in shown:
        blocks.insert(0, Block("title", title, level=1))
    return blocks


def _check_depth(decoded: Decoded) -> None:
    depth = 0
    for match in _TAG.finditer(decoded.text):
        depth = max(0, depth + (-1 if match.group(1) else 1))
        if depth > 4 * MAX_DEPTH:
            raise Refused(f"网页嵌套超过 {4 * MAX_DEPTH} 层")


def _names(node: LexborNode) -> str:
    return f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"


def _is_dropped(node: LexborNode) -> bool:
    if node.tag in _DROPPED:
        return True
    if not node.is_element_node:
        return False
    style = node.attributes.get("style") or ""
    return "hidden" in node.attributes or bool(_HIDDEN.search(style))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if not _is_dropped(child):
            yield child
        child = child.next


def _main(body: LexborNode) -> LexborNode:
    """The element that holds the text of the page rather than its frame.

    A named content element wins when it holds half of the running text; else the deepest element
    that holds four fifths of it.
    """
    weights: dict[int, int] = {}
    named: list[tuple[int, int, LexborNode]] = []
    total = _weigh(body, weights, named, 0)
    big = [entry for entry in named if entry[0] * 2 >= total > 0]
    if big:
        return max(big, key=lambda entry: entry[1])[2]
    node = body
    while True:
        heavy = [c for c in _children(node) if c.tag in _BLOCKS and not _CHROME.search(_names(c))]
        heaviest = max(heavy, key=lambda c: weights.get(c.mem_id, 0), default=None)
        if heaviest is None or heaviest.tag in ("p", "table", "ul", "ol", "dl"):
            return node
        if weights.get(heaviest.mem_id, 0) < 0.8 * total:
            return node
        node = heaviest


def _weigh(
    node: LexborNode, weights: dict[int, int], named: list[tuple[int, int, LexborNode]], depth: int
) -> int:
    """Characters of running text below an element, links and page frame not counted."""
    if depth > MAX_DEPTH:
        return 0
    total = 0
    for child in _children(node):
        if child.is_text_node:
            total += len((child.text_content or "").strip())
        elif child.tag != "a" and not (child.tag in _BLOCKS and _CHROME.search(_names(child))):
            total += _weigh(child, weights, named, depth + 1)
    weights[node.mem_id] = total
    if node.tag in ("div", "td", "section", "article", "main") and (
        node.tag in ("article", "main") or _CONTENT.search(_names(node))
    ):
        named.append((total, depth, node))
    return total


class _Walker:
    """Turns an element into blocks; inline text gathers until a block boundary."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def blocks(
        self, node: LexborNode, depth: int = 0, level: int = 0, number: str = ""
    ) -> Iterator[Block]:
        """The blocks below an element; `level` is that of the heading it stands in."""
        if depth > MAX_DEPTH:
            raise Refused(f"网页嵌套超过 {MAX_DEPTH} 层")
        counter = _start(node)
        for child in _children(node):
            tag = child.tag or ""
            if child.is_text_node:
                self._pieces.append(child.text_content or "")
            elif tag == "br" and level:
                self._pieces.append("\n")  # a heading on two lines is one heading
            elif tag == "br":
                yield from self._flush(level, number)
                number = ""
            elif tag == "table" and _is_grid(child):
                yield from self._flush(level, number)
                if not is_index_table(child):
                    yield _table(child, depth)
            elif tag in _BLOCKS:
                yield from self._flush(level, number)
                heading = _HEADING.fullmatch(tag)
                item = f"{counter}." if tag == "li" and node.tag == "ol" else ""
                counter += tag == "li"
                yield from self.blocks(
                    child, depth + 1, int(heading.group(1)) if heading else level, item
                )
                yield from self._flush(level, "")
                number = ""
            else:
                yield from self._inline(child, depth, level)
        yield from self._flush(level, number)

    def _inline(self, node: LexborNode, depth: int, level: int) -> Iterator[Block]:
        if _has_block(node):
            yield from self.blocks(node, depth + 1, level)
        else:
            self._gather(node, depth)

    def _gather(self, node: LexborNode, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise Refused(f"网页嵌套超过 {MAX_DEPTH} 层")
        for child in _children(node):
            if child.is_text_node:
                self._pieces.append(child.text_content or "")
            else:
                self._gather(child, depth + 1)

    def _flush(self, level: int, number: str) -> Iterator[Block]:
        text = collapse("".join(self._pieces))
        self._pieces = []
        if text.strip():
            yield Block("heading" if level else "paragraph", text, level=level, number=number)


def collapse(text: str) -> str:
    """Collapse white space as a browser does, and drop it between wide characters at line ends."""
    squeezed = _SPACES.sub(lambda m: "\n" if "\n" in m.group() else m.group(), text)
    return _BETWEEN_WIDE.sub("", squeezed.replace("\n", " ")) if "\n" in squeezed else squeezed


def _start(node: LexborNode) -> int:
    text = node.attributes.get("start") or "" if node.tag == "ol" else ""
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _has_block(node: LexborNode) -> bool:
    return any(
        c.tag in _BLOCKS or c.tag == "br" or _has_block(c)
        for c in _children(node)
        if c.is_element_node
    )


def _is_grid(table: LexborNode) -> bool:
    """Whether a table shows data: no single cell, no frame around tables or pages of text."""
    cells = [cell for row in _rows(table) for cell in row]
    return len(cells) > 1 and not any(
        cell.css_first("table") or (len(cell.css("p")) > 3 and len(cell.text()) > _MUCH_TEXT)
        for cell in cells
    )


def _rows(table: LexborNode) -> Iterator[list[LexborNode]]:
    for child in _children(table):
        if child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)
        elif child.tag == "tr":
            yield [cell for cell in _children(child) if cell.tag in ("td", "th")]


def _table(table: LexborNode, depth: int) -> Block:
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    header_rows = 0
    for row, line in enumerate(_rows(table)):
        header_rows += row == header_rows and bool(line) and all(c.tag == "th" for c in line)
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            taken.update((row + r, column + c) for r in range(down) for c in range(across))
            text = "\n".join(b.text for b in _Walker().blocks(cell, depth + 1))
            cells.append(GridCell(text, row, column, down, across))
            column += across
    return spanned_block(cells, header_rows=header_rows)


def _span(cell: LexborNode, name: str) -> int:
    text = (cell.attributes.get(name) or "1").strip()
    span = int(text) if text.isdecimal() and len(text) < 9 else 1
    return max(1, min(span, MAX_SPAN if name == "colspan" else 1000))
