"""Headings that ban: 禁止勘查开采矿种 forbids what its text lists."""

from __future__ import annotations

from ingest.extract import clauses
from ingest.extract.book import FactBook
from ingest.extract.governing import EDGE
from ingest.extract.obligations import GENRES, RULE
from ingest.extract.sentences import sentences
from ontology import patterns as re
from ontology.records import DOCUMENT_ID, Obligation

_BANNED = re.compile(r"^(?P<ban>禁止|严禁)(?P<what>[一-鿿、和（）]{2,12}?)(?:的)?矿种$")


def find(book: FactBook) -> None:
    """Write down what headings such as 禁止勘查开采矿种 forbid, with the relations."""
    document = book.document
    if document.metadata.genre not in GENRES:
        return
    for index, clause in enumerate(document.clauses):
        match = _BANNED.match(clause.title)
        if match is None or clause.heading_end >= clause.end:
            continue
        body = next((s for s in sentences(book) if s.clause == index), None)
        if body is None:
            continue
        listed = document.text[body.start : body.end].strip(EDGE)
        stop = body.start + len(document.text[body.start : body.end].rstrip(EDGE))
        evidence = book.evidence(clause.heading_start, stop)
        action = match["what"] + listed
        book.obligations.append(
            Obligation("prohibits", "", action, "", clause.id, evidence, match["ban"], RULE)
        )
        speaker = clauses.subject(book, index)
        if speaker != DOCUMENT_ID:
            span = (evidence.start, evidence.end)
            book.assertion(speaker, "prohibits", action, *span, clause=clause.id, rule=RULE)
