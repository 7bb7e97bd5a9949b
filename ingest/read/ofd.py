"""OFD documents (GB/T 33190): glyphs and rules of each page, laid out like those of a PDF."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from lxml import etree

from ingest.read.limits import Content, Refused
from ingest.read.package import Package
from ingest.read.paged import page_blocks
from ingest.read.pdfpage import Page, lines_of, ordered
from ingest.read.pdftable import Glyph, tables_from_rules

_N = "{*}"  # the namespace lost its year and found it again between editions
_POINTS = 72 / 25.4  # OFD counts in millimetres
_A4 = 297.0
_LEVEL = 0.3  # millimetres by which a rule may slant
_MAX_GLYPHS = 1_000_000
_MAX_STEPS = 20_000  # characters that one `g` may place
_Rule = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an object stands on its page: its boundary's corner and its transformation matrix."""

    x: float
    y: float
    matrix: tuple[float, ...]

    def points(self, x: float, y: float) -> tuple[float, float]:
        """A point of the object on the page, in points."""
        a, b, c, d, e, f = self.matrix
        return (
            (self.x + a * x + c * y + e) * _POINTS,
            (self.y + b * x + d * y + f) * _POINTS,
        )


def read_ofd(data: bytes) -> Content:
    """The paragraphs and ruled tables of all documents in the package, page by page.

    What a page takes from a template page (letterheads, forms) is part of it.
    """
    package = Package(data)
    root = package.xml("OFD.xml")
    pages: list[Page] = []
    for body in root.iterfind(_N + "DocBody"):
        location = _inside("", body.findtext(_N + "DocRoot") or "")
        folder = posixpath.dirname(location)
        document = package.xml(location)
        templates = _templates(package, document, folder)
        height = _height(document, _A4)
        for entry in document.iterfind(f"{_N}Pages/{_N}Page"):
            content = package.xml(_inside(folder, entry.get("BaseLoc", "")))
            used = [templates[t] for t in _template_ids(content) if t in templates]
            pages.append(_page([*used, content], len(pages) + 1, _height(content, height)))
    title = root.findtext(f"{_N}DocBody/{_N}DocInfo/{_N}Title") or ""
    return Content(page_blocks(pages), metadata=(("title", title),) if title else ())


def _inside(folder: str, location: str) -> str:
    path = posixpath.normpath(posixpath.join(folder, location.strip())).lstrip("/")
    if path.startswith(".."):
        raise Refused(f"部件位置 {location} 越出文件包")
    return path


def _templates(
    package: Package, document: etree._Element, folder: str
) -> dict[str, etree._Element]:
    return {
        entry.get("ID", ""): package.xml(_inside(folder, entry.get("BaseLoc", "")))
        for entry in document.iterfind(f"{_N}CommonData/{_N}TemplatePage")
    }


def _template_ids(page: etree._Element) -> list[str]:
    return [entry.get("TemplateID", "") for entry in page.iterfind(_N + "Template")]


def _height(root: etree._Element, usual: float) -> float:
    """The height of the page that an element describes, millimetres."""
    box = next((_numbers(e.text or "") for e in root.iter(_N + "PhysicalBox")), [])
    return box[3] if len(box) == 4 else usual


def _page(layers: Sequence[etree._Element], number: int, height: float) -> Page:
    glyphs = [g for root in layers for item in root.iter(_N + "TextObject") for g in _glyphs(item)]
    if len(glyphs) > _MAX_GLYPHS:
        raise Refused(f"一页超过 {_MAX_GLYPHS} 字")
    rules = [r for root in layers for item in root.iter(_N + "PathObject") for r in _rules(item)]
    tables = [
        replace(t, page=number, end=(number, t.bottom)) for t in tables_from_rules(rules, glyphs)
    ]
    lines = lines_of(glyphs, tables, number)
    return Page(number, height * _POINTS, tuple(ordered([*lines, *tables])))


def _numbers(text: str) -> list[float]:
    return [float(n) for n in text.split()]


def _place(item: etree._Element) -> _Place:
    box = _numbers(item.get("Boundary", "0 0 0 0"))
    matrix = _numbers(item.get("CTM", "1 0 0 1 0 0"))
    return _Place(box[0], box[1], tuple(matrix))


def _glyphs(item: etree._Element) -> Iterator[Glyph]:
    place = _place(item)
    size = float(item.get("Size", "4"))
    em = size * abs(place.matrix[3]) * _POINTS
    for code in item.iterfind(_N + "TextCode"):
        text = code.text or ""
        count = len(text)
        across = _steps(code.get("DeltaX", ""), count, size)
        down = _steps(code.get("DeltaY", ""), count, 0.0)
        xs = accumulate([float(code.get("X", "0")), *across])
        ys = accumulate([float(code.get("Y", str(size))), *down])
        for character, x, y, width in zip(text, xs, ys, [*across, size], strict=True):
            x0, bottom = place.points(x, y)
            x1 = place.points(x + (width or size), y)[0]
            yield Glyph(character, x0, max(x1, x0 + 0.1), bottom - em, bottom, em)


def _steps(delta: str, count: int, usual: float) -> list[float]:
    """The way from each character to the next: `g 39 4.2` says 4.2 thirty-nine times."""
    steps: list[float] = []
    words = iter(delta.split())
    for word in words:
        if word == "g":
            times, step = int(next(words)), float(next(words))
            steps += [step] * min(times, _MAX_STEPS)
        else:
            steps.append(float(word))
    wanted = max(count - 1, 0)
    return (steps + [steps[-1] if steps else usual] * wanted)[:wanted]


def _rules(item: etree._Element) -> Iterator[_Rule]:
    """The level and upright strokes of a path (M and L; curves draw no table)."""
    place = _place(item)
    data = item.findtext(_N + "AbbreviatedData") or ""
    for (x0, y0), (x1, y1) in _strokes(data.split()):
        left, top = place.points(min(x0, x1), min(y0, y1))
        right, bottom = place.points(max(x0, x1), max(y0, y1))
        if bottom - top <= _LEVEL * _POINTS < right - left:
            yield left, top, right, top
        elif right - left <= _LEVEL * _POINTS < bottom - top:
            yield left, top, left, bottom


def _strokes(words: Sequence[str]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of abbreviated path data (GB/T 33190, 9.3)."""
    points: list[tuple[str, float, float]] = []
    for at, word in enumerate(words):
        if word in ("M", "S", "L") and at + 2 < len(words):
            points.append((word, float(words[at + 1]), float(words[at + 2])))
        elif word == "C" and points:
            start = next(p for p in reversed(points) if p[0] != "L")
            points.append(("L", start[1], start[2]))
    for (_, x0, y0), (kind, x1, y1) in pairwise(points):
        if kind == "L":
            yield (x0, y0), (x1, y1)
