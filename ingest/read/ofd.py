"""OFD documents (GB/T 33190): the text objects of each page, laid out like those of a PDF."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from ingest.read.limits import Content, Refused
from ingest.read.package import Package
from ingest.read.paged import page_blocks
from ingest.read.pdfpage import Page, TextLine, ordered

_N = "{http://www.ofdspec.org/2016}"
_POINTS = 72 / 25.4  # OFD counts in millimetres
_A4 = 297.0


def read_ofd(data: bytes) -> Content:
    """The paragraphs of all documents in the package, page by page."""
    package = Package(data)
    root = package.xml("OFD.xml")
    pages: list[Page] = []
    for body in root.iterfind(_N + "DocBody"):
        location = _inside("", body.findtext(_N + "DocRoot") or "")
        document = package.xml(location)
        for entry in document.iterfind(f"{_N}Pages/{_N}Page"):
            path = _inside(posixpath.dirname(location), entry.get("BaseLoc", ""))
            pages.append(_page(package.xml(path), len(pages) + 1))
    title = root.findtext(f"{_N}DocBody/{_N}DocInfo/{_N}Title") or ""
    return Content(page_blocks(pages), metadata=(("title", title),) if title else ())


def _inside(folder: str, location: str) -> str:
    path = posixpath.normpath(posixpath.join(folder, location.strip())).lstrip("/")
    if path.startswith(".."):
        raise Refused(f"部件位置 {location} 越出文件包")
    return path


def _page(root: etree._Element, number: int) -> Page:
    box = _numbers(root.findtext(f"{_N}Area/{_N}PhysicalBox") or "")
    height = (box[3] if len(box) == 4 else _A4) * _POINTS
    lines = [line for item in root.iter(_N + "TextObject") for line in _lines(item, number)]
    return Page(number, height, tuple(ordered(lines)))


def _numbers(text: str) -> list[float]:
    return [float(n) for n in text.split()]


def _lines(item: etree._Element, page: int) -> Iterator[TextLine]:
    box = _numbers(item.get("Boundary", "0 0 0 0"))
    size = float(item.get("Size", "4"))
    for code in item.iterfind(_N + "TextCode"):
        text = code.text or ""
        if not text.strip():
            continue
        x0 = box[0] + float(code.get("X", "0"))
        bottom = box[1] + float(code.get("Y", str(size)))
        x1 = x0 + sum(_advances(code.get("DeltaX", ""))) + size
        yield TextLine(
            text,
            x0 * _POINTS,
            x1 * _POINTS,
            (bottom - size) * _POINTS,
            bottom * _POINTS,
            size * _POINTS,
            page,
        )


def _advances(delta: str) -> Iterator[float]:
    """The advances of a DeltaX, where `g 39 4.2` repeats 4.2 thirty-nine times."""
    words = iter(delta.split())
    for word in words:
        if word == "g":
            count, step = int(next(words)), float(next(words))
            yield count * step
        else:
            yield float(word)
