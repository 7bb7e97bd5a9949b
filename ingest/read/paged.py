"""Pages to blocks: frames and footnotes told apart, tables and paragraphs joined over pages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from ingest.read.grid import spanned_block
from ingest.read.pdfflow import note_key, paragraphs
from ingest.read.pdfpage import Page, TextLine
from ingest.read.pdftable import RuledTable, continues, joined
from ontology.source import Block

_FRAME = 0.12  # of the page height at top and bottom, where headers and footers stand
_LONG = 0.6  # of the widest line, from which a line shows the edges of its column
_PAGE_NUMBER = re.compile(
    r"[—–\-·•~一\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?[—–\-·•~一\s]*|第?\s*\d+\s*页?\s*[/共,，]\s*\d+\s*页?",
    re.IGNORECASE,
)
# What browsers print around a page: when and where it came from.
_BROWSER = re.compile(
    r"(?:https?|file):///?\S+(?:\s+\d+\s*/\s*\d+)?$|"
    r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?[,，]?\s*(?:[AP]M|上午|下午)?\s*\d{1,2}:\d{2}"
)
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"\s*(?:[\[［]?\d{1,3}[\]］]?(?![\d.])|[①-⑳]|[*＊†‡]+)\s*(?=\S)")


def page_blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The paragraphs, tables and footnotes of pages whose items are in reading order.

    Running headers, footers and page numbers are left out; a footnote follows the paragraph that
    refers to it; a table that goes on over a page is one table.
    """
    return tuple(_blocks(_aligned(_framed(pages))))


def _framed(pages: Sequence[Page]) -> list[Page]:
    """The pages without running headers, footers and page numbers."""
    edges = Counter(mark for page in pages for mark in {_mark(line) for line in _edge_lines(page)})
    needed = max(2, round(len(pages) * 0.3))
    repeated = {mark for mark, count in edges.items() if count >= needed}
    return [_without_frame(page, repeated) for page in pages]


def _mark(line: TextLine) -> str:
    folded = unicodedata.normalize("NFKC", line.text)
    return _DIGITS.sub("#", "".join(folded.split()))


def _edge_lines(page: Page) -> list[TextLine]:
    """The lines in the outer eighth of a page, where nothing of the text need stand."""
    top, bottom = page.height * _FRAME, page.height * (1 - _FRAME)
    lines = [i for i in page.items if isinstance(i, TextLine)]
    outer = [line for line in lines if line.bottom < top or line.top > bottom]
    return sorted(outer, key=lambda line: line.top)


def _without_frame(page: Page, repeated: set[str]) -> Page:
    dropped = []
    for line in _edge_lines(page):
        numbered = _PAGE_NUMBER.fullmatch(line.text) and _is_outermost(line, page)
        browser = _BROWSER.match(unicodedata.normalize("NFKC", line.text))
        if numbered or browser or (_mark(line) in repeated and len(_mark(line)) > 1):
            dropped.append(line)
    return replace(page, items=tuple(i for i in page.items if i not in dropped))


def _is_outermost(line: TextLine, page: Page) -> bool:
    tops = [i.top for i in page.items]
    return line.top >= max(tops) - 1 or line.top <= min(tops) + 1


def _aligned(pages: Sequence[Page]) -> list[Page]:
    """The pages with the edges of its column on each line.

    A column of few lines takes its right edge from fuller ones that begin at the same place.
    """
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    rights: dict[int, list[float]] = {}
    for page in pages:
        for column in range(3):
            lines = [i for i in page.items if isinstance(i, TextLine) and i.column == column]
            if lines:
                left, right = _edges_of(lines)
                edges[page.number, column] = (left, right)
                rights.setdefault(round(left / 4), []).extend([right] * len(lines))
    usual = {key: median(values) for key, values in rights.items()}
    aligned = []
    for page in pages:
        items: list[TextLine | RuledTable] = []
        for item in page.items:
            if isinstance(item, TextLine):
                left, right = edges[page.number, item.column]
                item = replace(item, left=left, right=max(right, usual[round(left / 4)]))
            items.append(item)
        aligned.append(replace(page, items=tuple(items)))
    return aligned


def _edges_of(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Left and right edge of a column, by its long lines: what stands beside it counts for nothing."""
    widest = max(x.x1 - x.x0 for x in lines)
    long = [x for x in lines if x.x1 - x.x0 >= _LONG * widest]
    return min(x.x0 for x in long), max(x.x1 for x in long)


def _blocks(pages: Sequence[Page]) -> Iterator[Block]:
    size = _body_size(pages)
    items: list[TextLine | RuledTable] = []
    notes: dict[tuple[int, str], str] = {}
    for page in pages:
        body, found = _footnotes(page, size)
        notes.update({(page.number, key): text for key, text in found.items()})
        for item in body:
            last = items[-1] if items else None
            if (
                isinstance(item, RuledTable)
                and isinstance(last, RuledTable)
                and continues(last, item)
            ):
                items[-1] = joined(last, item)
            else:
                items.append(item)
    group: list[TextLine] = []
    for item in items:
        if isinstance(item, TextLine):
            group.append(item)
            continue
        yield from paragraphs(group, notes, size)
        group = []
        yield replace(spanned_block(item.cells), page=item.page)
    yield from paragraphs(group, notes, size)


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for item in page.items:
            if isinstance(item, TextLine):
                sizes[round(item.size, 1)] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _footnotes(page: Page, size: float) -> tuple[list[TextLine | RuledTable], dict[str, str]]:
    """The items of a page without its footnotes, and the footnotes by their number.

    Footnotes close the page below a short rule or in smaller letters, each opening with a number
    that a superscript on the page has.
    """
    cited = {
        key
        for line in page.items
        if isinstance(line, TextLine)
        for a, b in line.raised
        if (key := note_key(line.text[a:b]))
    }
    first = _first_note(page, size, cited)
    notes: dict[str, list[str]] = {}
    key = ""
    for line in page.items[first:]:
        text = line.text if isinstance(line, TextLine) else ""
        mark = _NOTE.match(text)
        found = note_key(mark.group()) if mark else ""
        if mark and found in cited and found not in notes:
            key, text = found, text[mark.end() :]
        notes.setdefault(key, []).append(text)
    return list(page.items[:first]), {key: "\n".join(texts) for key, texts in notes.items()}


def _first_note(page: Page, size: float, cited: set[str]) -> int:
    """The index of the first footnote of a page, the number of items where there is none."""
    best = len(page.items)
    for index in range(len(page.items) - 1, -1, -1):
        line = page.items[index]
        if not isinstance(line, TextLine) or line.size > size + 0.5:
            break
        above = page.items[index - 1].bottom if index else 0.0
        ruled = any(above - 2 <= rule <= line.top + 2 for rule in page.rules)
        mark = _NOTE.match(line.text)
        if mark and note_key(mark.group()) in cited and (ruled or line.size < size - 0.5):
            best = index
        if ruled:
            break
    return best
