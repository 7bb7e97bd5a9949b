"""Sentences of the running text, and where in the document a position lies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, cast

from ingest.extract.book import FactBook
from ontology import patterns as re
from ontology.records import Clause, Document

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*")
_PART = re.compile(r"[^；;]+[；;]?")
_RUNNING = frozenset({"text"})
_BLANK = " \t\u3000\u00a0\n"
NUMBERED = frozenset({"part", "chapter", "section", "article", "heading", "appendix"})


class Sentence(NamedTuple):
    """A sentence `[start, end)` of the clean text with its full stop, and its clause's index."""

    start: int
    end: int
    clause: int


def sentences(book: FactBook) -> list[Sentence]:
    """The sentences of the running text (no headings, tables or captions) in order."""
    known = book.memo.get("sentences")
    if known is None:
        known = book.memo["sentences"] = list(_cut(book.document))
    return cast("list[Sentence]", known)


def sentence_at(book: FactBook, position: int) -> Sentence | None:
    """The sentence of the running text that holds a position; None in headings and tables."""
    known = sentences(book)
    at = bisect_right(known, position, key=lambda s: s.start) - 1
    return known[at] if at >= 0 and position < known[at].end else None


def parts(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The ranges between the semicolons of a sentence, without surrounding blanks."""
    for match in _PART.finditer(text, sentence.start, sentence.end):
        start, end = trim(text, match.start(), match.end())
        if start < end:
            yield start, end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the blanks at its ends."""
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def _cut(document: Document) -> Iterator[Sentence]:
    text = document.text
    for leaf in document.leaves:
        if leaf.kind not in _RUNNING or leaf.table is not None:
            continue
        for match in _SENTENCE.finditer(text, leaf.start, leaf.end):
            start, end = trim(text, match.start(), match.end())
            if start < end:
                yield Sentence(start, end, leaf.clause)


def clause_index(book: FactBook, position: int) -> int:
    """The index of the innermost clause that holds the position."""
    starts = book.memo.get("leaf starts")
    if starts is None:
        starts = book.memo["leaf starts"] = [leaf.start for leaf in book.document.leaves]
    found = bisect_right(cast("list[int]", starts), position) - 1
    return book.document.leaves[found].clause if found >= 0 else 0


def ancestors(document: Document, index: int | None) -> Iterator[tuple[int, Clause]]:
    """The clause of this index and those above it, innermost first."""
    while index is not None:
        clause = document.clauses[index]
        yield index, clause
        index = clause.parent


def clause_id(document: Document, index: int | None) -> str:
    """The id of a clause, "" for none."""
    return "" if index is None else document.clauses[index].id


def where(document: Document, index: int | None) -> str:
    """The numbers of a clause and of those above it, outermost first: 三/（六）; "" for none.

    A decimal number says its whole path itself, so 5.2.1 stands alone.
    """
    labels: list[str] = []
    while index is not None:
        clause = document.clauses[index]
        index = clause.parent
        label = clause.number.rstrip("、.．")
        if not label:
            continue
        labels.append(label)
        if "." in label:
            break
    return "/".join(reversed(labels))
