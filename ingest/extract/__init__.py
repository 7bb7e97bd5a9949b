"""From the structure of a document to its facts: rules over text and tables, nothing learned."""

from __future__ import annotations

from ingest.extract.book import FactBook
from ontology.records import Document, Facts


def extract(document: Document) -> Facts:
    """The facts of a document in the order of `FactBook.close`; deterministic, no side effects."""
    from ingest.extract.rules import RULES  # slow to load, and who only stores facts needs none

    book = FactBook(document)
    for rules in RULES:
        rules.find(book)
    return book.close()
