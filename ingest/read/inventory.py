"""What a file stores as text, counted in a second and simpler way than the readers go.

It proves that a reader lost nothing and doubled nothing. Characters that are no white space are
counted; formats whose page frame cannot be told without reading the page (HTML) have no inventory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pypdfium2 as pdfium
from lxml import etree

from ingest.read.encoding import decode
from ingest.read.ooxml import FALLBACK, MATH_TEXT, A, W
from ingest.read.package import Package
from ingest.read.symbols import symbol

_PAGE_NUMBER = re.compile(r"[—–\-\s·]*(?:第)?#+(?:页)?(?:[/共]+#+页?)?[—–\-\s·]*")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Stored:
    """What a file stores: a reader gives at least `least` and at most `most`.

    They differ by what is printed again on page after page, which a reader leaves out.
    """

    least: Counter[str]
    most: Counter[str]


def inventory(media: str, data: bytes) -> Stored | None:
    """The characters that a file of a format stores as text, None where that cannot be told.

    Args:
        media: the name of the format, as `ingest.read.sniff.sniff` gives it.
    """
    if media == "pdf":
        return _pages(data)
    count = _COUNTERS.get(media)
    if count is None:
        return None
    found = count(data)
    return Stored(found, found)


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
            for item in root.iter(W + "t", MATH_TEXT, W + "sym", W + "noBreakHyphen"):
                if not _is_away(item):
                    found += _inked(_sign(item))
    return found


def _sign(item: etree._Element) -> str:
    if item.tag == W + "sym":
        return symbol(item.get(W + "font", ""), item.get(W + "char", ""))
    return "-" if item.tag == W + "noBreakHyphen" else item.text or ""


def _is_away(text: etree._Element) -> bool:
    """Whether a text was deleted, is a fallback for old programs or a reading aid, or is hidden."""
    above = {element.tag for element in text.iterancestors()}
    run = text.getparent()
    hidden = run is not None and run.find(f"{W}rPr/{W}vanish") is not None
    return hidden or bool(above & {W + "del", W + "moveFrom", W + "rt", FALLBACK})


def _slides(data: bytes) -> Counter[str]:
    package = Package(data)
    names = [
        n
        for n in package.names
        if re.fullmatch(r"ppt/(?:slides|notesSlides)/[a-z]+\d+\.xml", n, re.I)
    ]
    texts = (t.text or "" for n in names for t in package.xml(n).iter(A + "t"))
    return sum(map(_inked, texts), Counter())


def _fixed(data: bytes) -> Counter[str]:
    package = Package(data)
    pages = (n for n in package.names if n.endswith(".xml"))
    codes = (c for n in pages for c in package.xml(n).iter("{*}TextCode"))
    return sum((_inked(code.text or "") for code in codes), Counter())


def _pages(data: bytes) -> Stored:
    """The text layer of a PDF; lines that come again need not be read twice."""
    document = pdfium.PdfDocument(data)
    pages = [
        [_mark(x) for x in page.get_textpage().get_text_range().splitlines() if x.strip()]
        for page in document
    ]
    repeated = Counter(_DIGITS.sub("#", x) for lines in pages for x in lines)
    least: Counter[str] = Counter()
    for line in (line for lines in pages for line in lines):
        mark = _DIGITS.sub("#", line)
        if repeated[mark] < 2 and not _PAGE_NUMBER.fullmatch(mark):
            least += Counter(line)
    return Stored(least, sum((Counter(x) for lines in pages for x in lines), Counter()))


def _mark(line: str) -> str:
    # pdfium gives a hyphen at the end of a line as U+FFFE or U+0002
    return "".join(line.replace("\ufffe", "-").replace("\x02", "-").split())


_COUNTERS: Mapping[str, Callable[[bytes], Counter[str]]] = {
    "text": _plain,
    "docx": _word,
    "pptx": _slides,
    "ofd": _fixed,
}
