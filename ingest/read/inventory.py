"""What a file stores as text, counted in a second and simpler way than the readers go.

It proves that a reader lost nothing and doubled nothing. Characters that are no white space are
counted; formats whose page frame cannot be told without reading the page (HTML) have no inventory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pypdfium2 as pdfium
from lxml import etree

from ingest.read.encoding import decode
from ingest.read.package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGE_NUMBER = re.compile(r"[—–\-\s·]*(?:第)?#+(?:页)?(?:[/共]+#+页?)?[—–\-\s·]*")
_DIGITS = re.compile(r"\d+")


def inventory(media: str, data: bytes) -> Counter[str] | None:
    """The characters that a file of a format stores as text, None where that cannot be told.

    Args:
        media: the name of the format, as `ingest.read.sniff.sniff` gives it.
    """
    count = _COUNTERS.get(media)
    return count(data) if count is not None else None


def _inked(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace())


def _plain(data: bytes) -> Counter[str]:
    return _inked(decode(data).text)


def _word(data: bytes) -> Counter[str]:
    package = Package(data)
    found: Counter[str] = Counter()
    for name in ("document", "footnotes", "endnotes"):
        root = package.xml_or_none(f"word/{name}.xml")
        if root is not None:
            for text in root.iter(_W + "t"):
                if not _is_away(text):
                    found += _inked(text.text or "")
    return found


def _is_away(text: etree._Element) -> bool:
    """Whether a text was deleted, is a fallback for old programs, or is hidden."""
    above = {element.tag for element in text.iterancestors()}
    run = text.getparent()
    hidden = run is not None and run.find(f"{_W}rPr/{_W}vanish") is not None
    return hidden or bool(above & {_W + "del", _W + "moveFrom", _FALLBACK})


def _slides(data: bytes) -> Counter[str]:
    package = Package(data)
    names = [
        n
        for n in package.names
        if re.fullmatch(r"ppt/(?:slides|notesSlides)/[a-z]+\d+\.xml", n, re.I)
    ]
    texts = (t.text or "" for n in names for t in package.xml(n).iter(_A + "t"))
    return sum(map(_inked, texts), Counter())


def _fixed(data: bytes) -> Counter[str]:
    package = Package(data)
    pages = (n for n in package.names if n.endswith(".xml"))
    codes = (c for n in pages for c in package.xml(n).iter("{*}TextCode"))
    return sum((_inked(code.text or "") for code in codes), Counter())


def _pages(data: bytes) -> Counter[str]:
    """The text layer of a PDF without the lines that stand at the edge of page after page."""
    document = pdfium.PdfDocument(data)
    pages = [
        [x for x in page.get_textpage().get_text_range().splitlines() if x.strip()]
        for page in document
    ]
    edges = Counter(mark for lines in pages for mark in {_mark(x) for x in _edge(lines)})
    needed = max(2, round(len(pages) * 0.3))
    found: Counter[str] = Counter()
    for lines in pages:
        frame = [
            x for x in _edge(lines) if edges[_mark(x)] >= needed or _PAGE_NUMBER.fullmatch(_mark(x))
        ]
        found += _inked("".join(lines)) - _inked("".join(frame))
    return found


def _edge(lines: Sequence[str]) -> list[str]:
    return [*lines[:2], *lines[2:][-2:]]


def _mark(line: str) -> str:
    return _DIGITS.sub("#", "".join(line.split()))


_COUNTERS: Mapping[str, Callable[[bytes], Counter[str]]] = {
    "text": _plain,
    "docx": _word,
    "pptx": _slides,
    "ofd": _fixed,
    "pdf": _pages,
}
