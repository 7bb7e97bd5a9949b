"""The pages of a deck as cells: figures, labels, years and sentences, in reading order.

Text boxes lose their places in a text layer; what is left is the order of short lines, of which
two that stood side by side may share one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ingest.extract.quantity import Quantity, quantities
from ontology import patterns as re
from ontology.records import Document

Kind = Literal["figure", "label", "year", "title", "words"]
_PIECE = re.compile(r"[^\s。]+。?")
_ONLY = re.compile(r"(?:[●○•■◆▪➢➤✓·\s]|每[年月日季]|[约近逾达共已]|超过?|达到|累计)*")
_YEAR = re.compile(r"((?:19|20)\d{2})年(?:度)?")
_YEARS = re.compile(r"(?:(?:19|20)\d{2}年(?:度)?)+")
_LABEL = re.compile(r"[^\d，。；：！？…/]{2,18}")
_NUMBERED = re.compile(r"(?P<title>.*?)\s*\d{1,2}(?:\.\d{1,2}){1,3}")


class Cell(NamedTuple):
    """A piece `[start, end)` of a line; `q` is the figure where it holds nothing else."""

    kind: Kind
    start: int
    end: int
    words: str
    q: Quantity | None = None


def pages(document: Document) -> Iterator[list[Cell]]:
    """The cells of each page; a page opens with its title, the first one with the deck's."""
    page: list[Cell] = []
    for leaf in document.leaves:
        if leaf.table is not None or leaf.kind not in ("text", "heading"):
            continue
        title = document.clauses[leaf.clause].title
        line = document.text[leaf.start : leaf.end].rstrip()
        if leaf.kind == "heading" or _is_title(line, title):
            if page and any(cell.kind != "title" for cell in page):
                yield page
                page = []
            match = _NUMBERED.fullmatch(line)
            words = match["title"] if match else line
            page.append(Cell("title", leaf.start, leaf.start + len(line), words))
            continue
        page += _cells(document.text, leaf.start, leaf.start + len(line))
    yield page


def _is_title(line: str, title: str) -> bool:
    """Whether a line repeats the title of its section, or bears or is a section's number."""
    match = _NUMBERED.fullmatch(line)
    return bool(match) or (len(title) > 1 and line == title)


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    for match in _PIECE.finditer(text, start, end):
        yield from _read(text, *match.span())


def _read(text: str, start: int, end: int) -> Iterator[Cell]:
    words = text[start:end]
    if _YEARS.fullmatch(words):
        for year in _YEAR.finditer(text, start, end):
            yield Cell("year", *year.span(), year[1])
        return
    years = _YEARS.match(words)
    if years and (found := _figure(text, start + years.end(), end)):  # 2017年2016年4817首
        yield from _read(text, start, start + years.end())
        yield found
        return
    if found := _figure(text, start, end):
        yield found
    else:
        yield Cell("label" if _LABEL.fullmatch(words) else "words", start, end, words)


def _figure(text: str, start: int, end: int) -> Cell | None:
    """The cell of a piece that holds a number with its unit and nothing else."""
    found = list(quantities(text, start, end))
    if len(found) != 1 or found[0].end < end or not _ONLY.fullmatch(text[start : found[0].start]):
        return None
    return Cell("figure", start, end, text[start : found[0].start], found[0])


def labels(cells: Sequence[Cell]) -> str:
    """The words of cells that stand below one another, as one label."""
    return "".join(cell.words for cell in cells)
