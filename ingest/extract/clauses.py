"""Clauses: every numbered heading or article of a plan, specification or mine regulation."""

from __future__ import annotations

from typing import cast

from ingest.extract.book import FactBook
from ingest.extract.sentences import NUMBERED, ancestors
from ontology import patterns as re
from ontology.records import DOCUMENT_ID, Clause, Document

RULE = "clause.heading"
_GENRES = frozenset({"plan", "specification", "regulation", "notice"})
_GAP = re.compile(r"\s+")
_FRONT = re.compile(r"前言|引言|目次|目录|编制说明")
_TAIL = " \t\u3000：:。."


def find(book: FactBook) -> None:
    """Write down the clause entities of the document with their partOf.

    Papers have none; statutes on other matters have their clauses in the structure alone.
    """
    document = book.document
    if document.metadata.genre not in _GENRES or document.metadata.off_topic:
        return
    known = entities(book)
    for index, clause in enumerate(document.clauses):
        front = not clause.number and _FRONT.fullmatch(_GAP.sub("", clause.title))
        if (
            front
            or clause.kind not in NUMBERED
            or not 0 <= clause.heading_start < clause.heading_end
        ):
            continue
        known[index] = _write(book, clause)
        above = _above(document, clause, known)
        if above is not None:
            book.assertion(
                known[index],
                "partOf",
                above,
                clause.heading_start,
                clause.heading_end,
                clause=clause.id,
                rule=RULE,
            )


def entities(book: FactBook) -> dict[int, str]:
    """Index of a clause -> id of its entity, for the clauses that have one."""
    return cast("dict[int, str]", book.memo.setdefault("clause entities", {}))


def subject(book: FactBook, index: int | None) -> str:
    """The entity that speaks at a clause: its nearest numbered heading, else the document."""
    known = entities(book)
    for at, _ in ancestors(book.document, index):
        if at in known:
            return known[at]
    return DOCUMENT_ID


def _write(book: FactBook, clause: Clause) -> str:
    start, end = clause.heading_start, clause.heading_end
    name = label(book.document.text, clause)
    aliases = [clause.title] if clause.number and clause.title else []
    return book.entity("Clause", name, start, end, aliases=aliases, clause=clause.id, rule=RULE)


def label(text: str, clause: Clause) -> str:
    """Number and title of a clause as written, without spreading blanks: （三）存在问题, 5.2 内容."""
    if not clause.number:
        return clause.title or _GAP.sub("", text[clause.heading_start : clause.heading_end])
    if not clause.title:
        return clause.number
    printed = text[clause.heading_start : clause.heading_end].strip(_TAIL)
    head = printed.find(clause.title)
    number = _GAP.sub("", printed[:head]) if head > 0 else clause.number
    return (
        f"{number} {clause.title}"
        if number[-1:].isascii() or number[:1] == "第"
        else number + clause.title
    )


def _above(document: Document, clause: Clause, known: dict[int, str]) -> str | None:
    for index, _ in ancestors(document, clause.parent):
        if index in known:
            return known[index]
    return None
