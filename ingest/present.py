"""A document and its facts as the JSON of `minekg extract`: the shape of the gold files.

All `start` / `end` are half-open ranges of code points in `text`, the clean text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from ontology.records import (
    Anomaly,
    Assertion,
    Citation,
    Clause,
    Document,
    Entity,
    Evidence,
    Facts,
    Indicator,
    Obligation,
    Table,
    Threshold,
)
from ontology.source import Issue, Repair

JsonObject = dict[str, Any]

_HEADINGS = frozenset(
    {"part", "chapter", "section", "article", "heading", "run-in", "slide", "appendix"}
)


def present(document: Document, facts: Facts) -> JsonObject:
    """Everything that is known of one document, ready for `json.dumps`; lists keep text order."""
    clean = document.clean
    return {
        "doc": PurePosixPath(clean.raw.path).name,
        "title": document.metadata.title,
        "genre": document.metadata.genre,
        "off_topic": document.metadata.off_topic,
        "metadata": metadata(document),
        "sections": sections(document),
        "tables": tables(document),
        "entities": [_entity(entity) for entity in facts.entities],
        "relations": [_relation(assertion) for assertion in facts.assertions],
        "indicators": [_indicator(indicator) for indicator in facts.indicators],
        "thresholds": [_threshold(threshold) for threshold in facts.thresholds],
        "obligations": [_obligation(obligation) for obligation in facts.obligations],
        "citations": [_citation(*mentions) for mentions in _by_title(facts.citations)],
        "anomalies": [_anomaly(anomaly) for anomaly in facts.anomalies],
        "clauses": clauses(document),
        "issues": [_issue(issue) for issue in (*document.issues, *facts.rejected)],
        "repairs": [_repair(repair) for repair in clean.repairs],
        "reader": clean.raw.reader,
        "text": document.text,
    }


def metadata(document: Document) -> JsonObject:
    """What the document says of itself, "" where it says nothing."""
    stated = document.metadata
    return {
        "authors": list(stated.authors),
        "issuer": stated.issuer,
        "region": stated.region,
        "date": stated.date,
        "doc_number": stated.doc_number,
        "period": stated.period,
        "in_force": stated.in_force,
    }


def sections(document: Document) -> list[JsonObject]:
    """Every heading: number, title and level (1 for the outermost)."""
    return [
        {"number": clause.number, "title": clause.title, "level": clause.level, "clause": clause.id}
        for clause in document.clauses
        if _is_section(clause)
    ]


def _is_section(clause: Clause) -> bool:
    if clause.kind not in _HEADINGS:
        return False
    return bool(clause.title) or (clause.kind in ("heading", "slide") and bool(clause.number))


def clauses(document: Document) -> list[JsonObject]:
    """Every structural unit below the document itself; parents stand before their children."""
    return [
        {
            "id": clause.id,
            "kind": clause.kind,
            "number": clause.number,
            "title": clause.title,
            "path": list(clause.path),
            "start": clause.start,
            "end": clause.end,
        }
        for clause in document.clauses[1:]
    ]


def tables(document: Document) -> list[JsonObject]:
    """Every table: label, title, one joined header, the header levels as printed, body rows."""
    return [_table(table) for table in document.tables]


def table_name(table: Table) -> str:
    """What people call a table: its label, else its title without the part in brackets."""
    return table.label or re.split(r"[（(]", table.title, maxsplit=1)[0]


def _table(table: Table) -> JsonObject:
    return {
        "label": table_name(table),
        "title": table.title,
        "header": list(table.header),
        "header_rows": [list(row) for row in table.header_rows],
        "rows": [list(row) for row in table.rows],
        "clause": table.id,
        "start": table.start,
        "end": table.end,
    }


def _place(evidence: Evidence) -> JsonObject:
    return {"evidence": evidence.quote, "start": evidence.start, "end": evidence.end}


def _known(**values: Any) -> JsonObject:
    """The values that say something: no empty words, no None, no empty containers."""
    return {key: value for key, value in values.items() if value not in ("", None, (), {})}


def _entity(entity: Entity) -> JsonObject:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        **_place(entity.evidence),
        **_known(clause=entity.clause, rule=entity.rule, attributes=_plain(entity.attributes)),
    }


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    return dict(attributes)


def _relation(assertion: Assertion) -> JsonObject:
    return {
        "s": assertion.subject,
        "p": assertion.predicate,
        "o": assertion.object,
        "where": assertion.where,
        **_place(assertion.evidence),
        "confidence": assertion.confidence,
        **_known(clause=assertion.clause, rule=assertion.rule, model=assertion.model),
    }


def _indicator(indicator: Indicator) -> JsonObject:
    return {
        "name": indicator.name,
        "value": indicator.value,
        "op": indicator.op,
        "unit": indicator.unit,
        "year": indicator.year,
        "kind": indicator.kind,
        "attribute": indicator.attribute,
        "mineral": indicator.mineral,
        "where": indicator.where,
        **_place(indicator.evidence),
        **_known(subject=indicator.subject, clause=indicator.clause, rule=indicator.rule),
    }


def _threshold(threshold: Threshold) -> JsonObject:
    return {
        "mineral": threshold.mineral,
        "variant": threshold.variant,
        "scale": threshold.scale,
        "op": threshold.op,
        "value": threshold.value,
        "unit": threshold.unit,
        "min_service_years": threshold.min_service_years,
        "where": threshold.where,
        **_place(threshold.evidence),
        **_known(clause=threshold.clause, rule=threshold.rule),
    }


def _obligation(obligation: Obligation) -> JsonObject:
    return {
        "modality": obligation.modality,
        "subject": obligation.subject,
        "action": obligation.action,
        "condition": obligation.condition,
        "clause": obligation.clause,
        **_place(obligation.evidence),
        **_known(cue=obligation.cue, rule=obligation.rule),
    }


def _by_title(citations: Iterable[Citation]) -> list[list[Citation]]:
    """The mentions of each instrument; references inside the document name none."""
    mentions: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        if citation.title:
            mentions.setdefault((citation.title, citation.number), []).append(citation)
    return list(mentions.values())


def _citation(first: Citation, *later: Citation) -> JsonObject:
    """An instrument at its first mention, with every article that any mention names."""
    articles = dict.fromkeys(c.article for c in (first, *later) if c.article)
    return {
        "title": first.title,
        "number": first.number,
        **_place(first.evidence),
        **_known(
            article=first.article,
            articles=list(articles) or None,
            clause=first.clause,
            rule=first.rule,
        ),
    }


def _anomaly(anomaly: Anomaly) -> JsonObject:
    return {
        "kind": anomaly.kind,
        "what": anomaly.what,
        "where": anomaly.where,
        "expected": anomaly.expected,
        "found": anomaly.found,
        "severity": anomaly.severity,
        **_place(anomaly.evidence),
        **_known(clause=anomaly.clause, rule=anomaly.rule),
    }


def _issue(issue: Issue) -> JsonObject:
    return {"kind": issue.kind, "message": issue.message, "start": issue.start, "end": issue.end}


def _repair(repair: Repair) -> JsonObject:
    return {
        "start": repair.start,
        "end": repair.end,
        "from": repair.before,
        "to": repair.after,
        "reason": repair.reason,
    }
