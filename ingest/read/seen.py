"""PDFs whose text layer is not enough: pages that are images, and fonts that spell wrong glyphs.

Pages without text are recognised. Where the text layer is damaged every page is recognised too,
and each character of each font is compared with what its glyphs look like: a font that shows 动
wherever its text layer says 劢 is corrected by what all its places say together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from ingest.read.limits import Content
from ingest.read.ocr import Recogniser
from ingest.read.paged import page_blocks
from ingest.read.pdf import opened, read_pages
from ingest.read.pdfpage import Page, read_page
from ingest.read.pdftable import Glyph
from ontology.source import Block, Correction, Issue

_SURE = 0.75  # of the places of a character, that must look like one other character
_REACH = 48  # how far above a wrong code the right one was seen, which a single place must fit
_MOST_PAGES = 200  # that are compared with their look
_Code = tuple[str, str]  # font and character


def read_image_pages(data: bytes) -> Content:
    """A PDF some of whose pages are images: those recognised, the others from the text layer."""
    pages, scans, title = read_pages(data)
    recognise = Recogniser(data)
    whole = [recognise(p.number).page if p.number in scans else p for p in pages]
    return Content(page_blocks(whole), _recognised(scans), (("title", title),) if title else ())


def read_damaged(data: bytes) -> Content:
    """A PDF with a damaged text layer: its text as stored, with corrections by the look of pages."""
    pages, scans, title = read_pages(data)
    recognise = Recogniser(data)
    known = {n: recognise(n) for n in range(1, min(recognise.count, _MOST_PAGES) + 1)}
    stored = [known[p.number].page if p.number in scans & known.keys() else p for p in pages]
    table = _table(data, {n: seen.lines for n, seen in known.items()})
    fixed = [
        p if p.number in scans else f for p, f in zip(stored, _put_right(data, table), strict=True)
    ]
    blocks = page_blocks(stored)
    corrections = tuple(_differences(blocks, page_blocks(fixed)))
    metadata = (("title", title),) if title else ()
    return Content(blocks, _recognised(scans), metadata, corrections=corrections)


def _recognised(scans: Iterable[int]) -> tuple[Issue, ...]:
    message = "第 {} 页是图像，文字由识别得出，请核对"
    return tuple(Issue("recognised-page", message.format(n), 0, 0) for n in sorted(scans))


def _table(data: bytes, lines: Mapping[int, Sequence[Sequence[Glyph]]]) -> dict[_Code, str]:
    """What the characters of each font look like where that is not what they say."""
    votes: dict[_Code, Counter[str]] = defaultdict(Counter)
    with opened(data) as document:
        for number, page in enumerate(document.pages, start=1):
            chars = [c for c in page.chars if c["upright"] and not c["text"].isspace()]
            for line in lines.get(number, ()):
                for code, shown in _pairs(_beside(chars, line), line):
                    votes[code][shown] += 1
            page.close()
    return {code: right for code, counts in votes.items() if (right := _verdict(code[1], counts))}


def _beside(chars: Sequence[dict[str, Any]], line: Sequence[Glyph]) -> list[dict[str, Any]]:
    """The stored characters that stand where a line was recognised, from left to right."""
    x0, x1 = line[0].x0 - line[0].size / 2, line[-1].x1 + line[0].size / 2
    middle, half = (line[0].top + line[0].bottom) / 2, line[0].size / 2
    found = [
        c
        for c in chars
        if abs((c["top"] + c["bottom"]) / 2 - middle) < half and x0 <= (c["x0"] + c["x1"]) / 2 <= x1
    ]
    return sorted(found, key=lambda c: float(c["x0"]))


def _pairs(stored: Sequence[dict[str, Any]], line: Sequence[Glyph]) -> Iterator[tuple[_Code, str]]:
    """Characters as stored and as seen, where the two lines run side by side."""
    shown = [g.text for g in line if not g.text.isspace()]
    said = [c["text"] for c in stored]
    if len(said) == len(shown):
        spans: Iterable[tuple[int, int, int]] = [(0, 0, len(said))]
    else:
        matcher = SequenceMatcher(None, said, shown, autojunk=False)
        spans = [
            (a, b, a1 - a)
            for kind, a, a1, b, b1 in matcher.get_opcodes()
            if kind in ("equal", "replace") and a1 - a == b1 - b
        ]
    for a, b, length in spans:
        for i in range(length):
            yield (stored[a + i]["fontname"], said[a + i]), shown[b + i]


def _verdict(said: str, counts: Counter[str]) -> str:
    """What a character of a font looks like, "" where it looks like itself or that is not sure."""
    shown, count = counts.most_common(1)[0]
    if shown == said or not (_is_han(shown) and (_is_han(said) or _is_private(said))):
        return ""
    if count < _SURE * counts.total():
        return ""
    near = 0 < ord(shown) - ord(said[0]) <= _REACH or _is_private(said)
    return shown if count > 1 or near else ""


def _is_han(text: str) -> bool:
    return len(text) == 1 and "\u4e00" <= text <= "\u9fa5"


def _is_private(text: str) -> bool:
    """Whether a stored character says nothing: no code at all, or one of private use."""
    return text.startswith("(cid:") or "\ue000" <= text <= "\uf8ff" or text == "\ufffd"


def _put_right(data: bytes, table: Mapping[_Code, str]) -> Iterator[Page]:
    """The pages once more, with the characters that their fonts show."""
    with opened(data) as document:
        for number, page in enumerate(document.pages, start=1):
            for char in page.chars:
                char["text"] = table.get((char["fontname"], char["text"]), char["text"])
            yield read_page(page, number)
            page.close()


def _differences(stored: Sequence[Block], fixed: Sequence[Block]) -> Iterator[Correction]:
    """Where the blocks of two readings differ, for blocks of one length."""
    if len(stored) != len(fixed):
        return
    for index, (old, new) in enumerate(zip(stored, fixed, strict=True)):
        if len(old.text) == len(new.text):
            for position, (a, b) in enumerate(zip(old.text, new.text, strict=True)):
                if a != b:
                    yield Correction(index, position, b)
