"""Scanned pages and images, by RapidOCR (extra `ocr`): lines, ruled tables, reading order.

The page is turned straight first, so that rules and lines are level; each recognised character
becomes a glyph with its box, and from there a scan is laid out like a page with a text layer.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageSequence

from ingest.read.layout import width
from ingest.read.limits import Content, Refused
from ingest.read.paged import page_blocks
from ingest.read.pdfpage import Page, lines_of, ordered
from ingest.read.pdftable import Glyph, tables_from_rules

_Box = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels
_Gray = npt.NDArray[np.uint8]
_MAX_PIXELS = 40_000_000
_DPI = (150, 300)  # what a page is rendered at, at least and at most
_IMAGE_DPI = 200  # what an image without a page is taken for
_STEEPEST = 2.0  # degrees of skew that are looked for
_RULE = (0.3, 0.2)  # inches that a horizontal and a vertical rule are long at least
_MIN_SCORE = 0.5
_MIN_SCORE_AGAIN = 0.8  # for ink that the detector passed over
_MARKS = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "~": "～"}


def read_scan(data: bytes) -> Content:
    """The text of a PDF whose pages are images."""
    recognise = Recogniser(data)
    pages = [recognise(index + 1).page for index in range(recognise.count)]
    return Content(page_blocks(pages), reader="ocr")


@dataclass(frozen=True, slots=True)
class Seen:
    """What recognition finds on a page: its layout, and its lines glyph by glyph, in points."""

    page: Page
    lines: tuple[tuple[Glyph, ...], ...]


class Recogniser:
    """Recognises the pages of one PDF, by their numbers from 1 to `count`."""

    def __init__(self, data: bytes) -> None:
        self._document = pdfium.PdfDocument(data)
        self._engine = _engine()
        self.count = len(self._document)

    def __call__(self, number: int) -> Seen:
        """Render and recognise one page."""
        image, dpi = _rendered(self._document[number - 1])
        return _seen(self._engine, image, dpi, number=number)


def read_image(data: bytes) -> Content:
    """The text of an image, each frame a page."""
    image = Image.open(io.BytesIO(data))
    if image.width * image.height > _MAX_PIXELS:
        raise Refused(f"图像超过 {_MAX_PIXELS} 像素")
    engine = _engine()
    pages = [
        _seen(engine, np.asarray(frame.convert("L")), _IMAGE_DPI, number=number).page
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1)
    ]
    return Content(page_blocks(pages), reader="ocr")


def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def _rendered(page: Any) -> tuple[_Gray, float]:
    """A page as a grey image, at the resolution that its own image has."""
    across, down = page.get_size()
    images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    own = max((image.get_px_size()[0] for image in images), default=0) / across * 72
    dpi = float(min(max(own, _DPI[0]), _DPI[1]))
    if across * down * (dpi / 72) ** 2 > _MAX_PIXELS:
        raise Refused(f"页面放大后超过 {_MAX_PIXELS} 像素")
    return page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze(), dpi


def _seen(engine: Any, image: _Gray, dpi: float, *, number: int) -> Seen:
    straight = _straight(image)
    points = 72 / dpi
    drawn = _rules(straight, dpi)
    found = tuple(tuple(_scaled(x, points)) for x in _recognised(engine, straight, drawn))
    glyphs = [g for line in found for g in line]
    rules = [tuple(v * points for v in rule) for rule in drawn]
    tables = [
        replace(t, page=number, end=(number, t.bottom)) for t in tables_from_rules(rules, glyphs)
    ]
    lines = lines_of(glyphs, tables, number)
    page = Page(number, straight.shape[0] * points, tuple(ordered([*lines, *tables])))
    return Seen(page, found)


def _straight(image: _Gray) -> _Gray:
    """The image turned so that its lines of text are level."""
    import cv2

    small = cv2.resize(image, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    ink = (255 - small).astype(np.float32)
    angles = np.arange(-_STEEPEST, _STEEPEST + 0.05, 0.1)
    best = max(angles, key=lambda angle: float(np.var(_turned(ink, angle).sum(axis=1))))
    return _turned(image, best, 255) if abs(best) > 0.05 else image


def _turned(image: Any, angle: float, border: int = 0) -> Any:
    import cv2

    down, across = image.shape
    matrix = cv2.getRotationMatrix2D((across / 2, down / 2), angle, 1.0)
    return cv2.warpAffine(image, matrix, (across, down), flags=cv2.INTER_LINEAR, borderValue=border)


def _recognised(engine: Any, image: _Gray, rules: Sequence[_Box]) -> Iterator[list[Glyph]]:
    """The recognised lines, each as glyphs in pixels; ink that no line covers is read again."""
    # the engine remembers its switches from call to call, so each call sets them all
    result = engine(
        np.repeat(image[:, :, None], 3, axis=2), use_det=True, use_cls=False, return_word_box=True
    )
    boxes = [] if result.boxes is None else result.boxes
    covered: list[_Box] = []
    for box, words, score in zip(
        boxes, result.word_results or (), result.scores or (), strict=True
    ):
        covered.append((box[:, 0].min(), box[:, 1].min(), box[:, 0].max(), box[:, 1].max()))
        if score >= _MIN_SCORE:
            yield _glyphs(words)
    for x0, top, x1, bottom in _missed(image, covered, rules):
        crop = np.repeat(image[top:bottom, x0:x1, None], 3, axis=2)
        found = engine(crop, use_det=False, use_cls=False, return_word_box=False)
        text = found.txts[0].strip() if found.txts else ""
        if text and found.scores[0] >= _MIN_SCORE_AGAIN:
            yield _spread(text, x0, top, x1, bottom)


def _chinese_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Half-width marks beside Han characters as the full-width ones that stand in print."""
    fixed: list[Glyph] = []
    for before, glyph, after in zip([None, *glyphs], glyphs, [*glyphs[1:], None], strict=False):
        wide = _MARKS.get(glyph.text)
        beside = any(g is not None and width(g.text) == 2 for g in (before, after))
        fixed.append(replace(glyph, text=wide) if wide and (beside or wide == "～") else glyph)
    return fixed


def _glyphs(words: Sequence[tuple[str, float, Any]]) -> list[Glyph]:
    """The characters of a line; a Latin word is spread over its box."""
    glyphs: list[Glyph] = []
    for text, _, quad in words:
        xs, ys = [p[0] for p in quad], [p[1] for p in quad]
        glyphs += _spread(text, min(xs), min(ys), max(xs), max(ys))
    wide = [g.x1 - g.x0 for g in glyphs if width(g.text) == 2]
    tall = median(g.bottom - g.top for g in glyphs) if glyphs else 0.0
    size = median(wide) if wide else 0.7 * tall
    middle = median((g.top + g.bottom) / 2 for g in glyphs) if glyphs else 0.0
    glyphs = _chinese_marks(glyphs)
    return [replace(g, top=middle - size / 2, bottom=middle + size / 2, size=size) for g in glyphs]


def _spread(text: str, x0: float, top: float, x1: float, bottom: float) -> list[Glyph]:
    step = (x1 - x0) / max(width(text), 1)
    glyphs: list[Glyph] = []
    at = float(x0)
    for character in text:
        after = at + step * width(character)
        glyphs.append(Glyph(character, at, after, float(top), float(bottom), 0.7 * (bottom - top)))
        at = after
    return glyphs


def _scaled(glyphs: Sequence[Glyph], factor: float) -> list[Glyph]:
    return [
        Glyph(
            g.text, g.x0 * factor, g.x1 * factor, g.top * factor, g.bottom * factor, g.size * factor
        )
        for g in glyphs
    ]


def _missed(
    image: _Gray, covered: Sequence[_Box], rules: Sequence[_Box]
) -> Iterator[tuple[int, int, int, int]]:
    """Boxes of ink in the shape of a text line that no recognised line covers, rules apart."""
    import cv2

    if not covered:
        return
    height = median(bottom - top for _, top, _, bottom in covered)
    dark = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    ink: _Gray = np.array(dark, dtype=np.uint8)
    around = 0.12 * height
    for x0, top, x1, bottom in covered:
        _blot(ink, (x0 - 2 * around, top - around, x1 + 2 * around, bottom + around))
    for x0, top, x1, bottom in rules:
        _blot(ink, (x0 - 3, top - 3, x1 + 3, bottom + 3))
    kernel = np.ones((3, max(3, int(0.7 * height))), np.uint8)
    joined = cv2.morphologyEx(cv2.medianBlur(ink, 3), cv2.MORPH_CLOSE, kernel)
    shapes, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for shape in shapes:
        x, y, across, down = cv2.boundingRect(shape)
        if across > 0.45 * height and 0.45 * height < down < 1.6 * height:
            pad = int(0.25 * height)
            yield max(0, x - pad), max(0, y - pad), x + across + pad, y + down + pad


def _blot(ink: _Gray, box: _Box) -> None:
    x0, top, x1, bottom = (max(0, int(v)) for v in box)
    ink[top : bottom + 1, x0 : x1 + 1] = 0


def _rules(image: _Gray, dpi: float) -> list[_Box]:
    """The straight rules of a page as (x0, top, x1, bottom) in pixels."""
    import cv2

    ink = cv2.adaptiveThreshold(
        image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12
    )
    found: list[_Box] = []
    for flat in (True, False):
        long = int(_RULE[0 if flat else 1] * dpi)
        shape = (long, 1) if flat else (1, long)
        # a rule that slants by a pixel is broken in two: thicken before, so that it is not
        thick = cv2.dilate(ink, np.ones((3, 1) if flat else (1, 3), np.uint8))
        opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
        contours, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            x, y, across, down = cv2.boundingRect(contour)
            if (down if flat else across) <= dpi / 16:
                middle = (x + across / 2, y + down / 2)
                found.append(
                    (x, middle[1], x + across, middle[1])
                    if flat
                    else (middle[0], y, middle[0], y + down)
                )
    return found
