"""What people can decide on: the statements of a record, under ids that outlive an extraction.

An id is a hash of what a statement says and of its quoted words, not of where they stand or of the
rule that found them. The same file read again by other rules gives the same id to the same claim,
and a decision on it holds. Blanks, quotation marks and the form of letters do not count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ontology.ids import fold_name
from ontology.records import (
    DOCUMENT_ID,
    Anomaly,
    Assertion,
    Citation,
    Entity,
    Evidence,
    Indicator,
    Obligation,
    Record,
)

_DIGITS = 16
Fact = Assertion | Obligation | Indicator | Citation | Anomaly | Entity
_KINDS: Mapping[type, str] = {
    Assertion: "assertion", Obligation: "norm", Indicator: "indicator", Citation: "citation",
    Anomaly: "anomaly", Entity: "entity",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact of a document as a person judges it.

    `kind` is assertion, norm, indicator, citation, anomaly or entity. `subject`, `predicate` and
    `object` are its parts in words; those of an assertion are roles (`Mode/产业基金模式`, `doc`, or the
    words of a norm). `id` is unique in the document but for equal claims in equal words.
    """

    id: str
    kind: str
    subject: str
    predicate: str
    object: str
    quote: str
    start: int
    end: int
    clause: str
    where: str = ""
    rule: str = ""
    confidence: float = 1.0
    model: str = ""


def statement_id(*parts: str) -> str:
    """The id of a statement from its kind and everything it says, 16 hexadecimal digits."""
    said = "\x1f".join(fold_name(part) for part in parts)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def role(entity: Entity) -> str:
    """How a statement names an entity: by type and name, whatever key it has in the library."""
    return f"{entity.type}/{entity.name}"


def roles(record: Record) -> dict[str, str]:
    """Local ids (and `DOCUMENT_ID`) to roles."""
    return {e.id: role(e) for e in record.facts.entities} | {DOCUMENT_ID: DOCUMENT_ID}


def identify(fact: Fact, named: Mapping[str, str]) -> str:
    """The id of a fact of a record whose `roles` are given."""
    words = fact.evidence.quote
    match fact:
        case Assertion():
            subject, object_ = (named.get(end, end) for end in (fact.subject, fact.object))
            return statement_id("assertion", subject, fact.predicate, object_, words)
        case Obligation():
            return norm_id(fact.modality, fact.action, words)
        case Indicator():
            return indicator_id(fact.name, fact.op, fact.value, fact.unit, fact.year, words)
        case Citation():
            return citation_id(fact.title, fact.number, fact.article, words)
        case Anomaly():
            return statement_id("anomaly", fact.kind, fact.what, words)
        case Entity():
            return entity_id(fact.type, fact.name)


def norm_id(modality: str, action: str, quote: str) -> str:
    """The id of a norm."""
    return statement_id("norm", modality, action, quote)


def indicator_id(name: str, op: str, value: str, unit: str, year: int | None, quote: str) -> str:
    """The id of an indicator."""
    return statement_id("indicator", name, op, value, unit, str(year or ""), quote)


def citation_id(title: str, number: str, article: str, quote: str) -> str:
    """The id of a citation."""
    return statement_id("citation", title, number, article, quote)


def entity_id(type: str, name: str) -> str:
    """The id of the statement that a document speaks of a thing."""
    return statement_id("entity", type, name)


def statements(record: Record) -> Iterator[Statement]:
    """Everything in a record that can be decided on: assertions first, then the other kinds."""
    named, facts = roles(record), record.facts
    groups = (
        facts.assertions, facts.obligations, facts.indicators, facts.citations, facts.anomalies,
        facts.entities,
    )  # fmt: skip
    for group in groups:
        for fact in group:
            yield _describe(fact, named)


def _describe(fact: Fact, named: Mapping[str, str]) -> Statement:
    subject, predicate, object_ = _said(fact, named)
    words: Evidence = fact.evidence
    return Statement(
        identify(fact, named), _KINDS[type(fact)], subject, predicate, object_, words.quote,
        words.start, words.end, fact.clause, str(getattr(fact, "where", "")), fact.rule,
        float(getattr(fact, "confidence", 1.0)), str(getattr(fact, "model", "")),
    )  # fmt: skip


def _said(fact: Fact, named: Mapping[str, str]) -> tuple[str, str, str]:
    match fact:
        case Assertion():
            return (
                named.get(fact.subject, fact.subject),
                fact.predicate,
                named.get(fact.object, fact.object),
            )
        case Obligation():
            return fact.subject, fact.modality, fact.action
        case Indicator():
            year = f"（{fact.year}）" if fact.year else ""
            return f"{fact.name}{year}", fact.kind, f"{fact.op} {fact.value}{fact.unit}"
        case Citation():
            return DOCUMENT_ID, "cites", f"{fact.title}{fact.number}{fact.article}"
        case Anomaly():
            return fact.where, fact.kind, fact.what
        case Entity():
            return DOCUMENT_ID, "names", role(fact)
