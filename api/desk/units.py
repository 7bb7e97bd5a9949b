"""The units by which two documents are compared: their articles, else their numbered clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ontology.numerals import NUMERAL, to_int
from ontology.records import Clause, Document

_ARTICLE = re.compile(rf"第\s*([{NUMERAL}]+)\s*条(?:之([{NUMERAL}]+))?")
_MIN_ARTICLES = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """An article or clause with the words that are its own.

    `number` is printed for people and programs alike: 第十二条之一 is 12-1, 5.2.1 stays 5.2.1, an
    unnumbered heading is its title. `text` is without the number. `path` names what is above it.
    """

    clause: str
    number: str
    text: str
    start: int
    end: int
    path: tuple[str, ...] = ()


def units(document: Document) -> tuple[Unit, ...]:
    """The comparable units of a document in order; () for a document without any words.

    A document with at least three articles (第X条) is compared by its articles; any other by its
    numbered or titled clauses, each with the words above its first sub-clause. A document that has
    neither is one unit.
    """
    articles = [c for c in document.clauses if c.kind == "article"]
    if len(articles) >= _MIN_ARTICLES:
        return tuple(_article(document, c) for c in articles)
    found = tuple(u for u in _clauses(document) if u.text)
    if found or not document.text.strip():
        return found
    return (Unit("doc", "1", document.text.strip(), 0, len(document.text)),)


def article_number(printed: str) -> str:
    """第十二条 -> 12, 第一百零二条之一 -> 102-1; anything else without blanks."""
    found = _ARTICLE.fullmatch(printed.strip())
    if found is None:
        return "".join(printed.split())
    main = str(to_int(found[1]))
    return f"{main}-{to_int(found[2])}" if found[2] else main


def _article(document: Document, clause: Clause) -> Unit:
    text = document.text[clause.start : clause.end]
    opening = _ARTICLE.match(text.lstrip())
    body = text.lstrip()[opening.end() :] if opening else text
    return Unit(
        clause.id,
        article_number(clause.number),
        body.strip(),
        clause.start,
        clause.end,
        clause.path,
    )


def _clauses(document: Document) -> Sequence[Unit]:
    named = [(i, c) for i, c in enumerate(document.clauses) if i and (c.number or c.title)]
    ends = {i: c.end for i, c in named}
    for _, clause in named:
        above = clause.parent
        while above is not None and above not in ends:
            above = document.clauses[above].parent
        if above is not None:
            ends[above] = min(ends[above], clause.start)
    return [
        Unit(
            c.id,
            article_number(c.number) or c.title,
            _own(document, c, ends[i]),
            c.start,
            ends[i],
            c.path,
        )
        for i, c in named
    ]


def _own(document: Document, clause: Clause, end: int) -> str:
    text = document.text[clause.start : end].strip()
    return text.removeprefix(clause.number).lstrip(" 　\t、.．") if clause.number else text
