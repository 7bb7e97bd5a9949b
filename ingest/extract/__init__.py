"""From the structure of a document to its facts: rules over text and tables, nothing learned."""

from __future__ import annotations

from dataclasses import replace

from ingest.extract import (
    advice,
    bans,
    cell_indicators,
    citations,
    claims,
    clauses,
    conflicts,
    disagreements,
    doers,
    enumerations,
    limits,
    measures,
    minerals,
    modes,
    obligations,
    organizations,
    phases,
    places,
    planning_zones,
    problems,
    programmes,
    project_figures,
    projects,
    proportions,
    roles,
    sequences,
    table_indicators,
    tables,
    terms,
    text_indicators,
    thresholds,
    totals,
    unit_checks,
    wordings,
)
from ingest.extract.book import FactBook
from ingest.extract.confidence import weighed
from ontology.records import Document, Facts

# One rule module a line, in the order in which they may rely on each other's entities.
RULES = (
    clauses,
    citations,
    minerals,
    places,
    organizations,
    tables,
    projects,
    modes,
    problems,
    claims,
    doers,
    advice,
    roles,
    programmes,
    planning_zones,
    thresholds,
    table_indicators,
    cell_indicators,
    text_indicators,
    terms,
    measures,
    obligations,
    bans,
    totals,
    proportions,
    sequences,
    unit_checks,
    conflicts,
    disagreements,
    limits,
    project_figures,
    phases,
    enumerations,
    wordings,
)


def extract(document: Document) -> Facts:
    """The facts of a document in the order of `FactBook.close`; deterministic, no side effects."""
    book = FactBook(document)
    for rules in RULES:
        rules.find(book)
    facts = book.close()
    return replace(facts, assertions=weighed(facts.assertions))
