"""The fact book: where the extraction rules write down what they find.

It assigns entity ids in order of first mention, folds repeated mentions of one name into one
entity, checks that every quote is verbatim, and refuses what the vocabulary does not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

from ingest.extract.confidence import MEASURED
from ontology.ids import fold_name
from ontology.records import (
    DOCUMENT_ID,
    Anomaly,
    Assertion,
    Citation,
    Document,
    Entity,
    EntityType,
    Evidence,
    Facts,
    Indicator,
    Obligation,
    Predicate,
    Threshold,
)
from ontology.signatures import DOCUMENT, SIGNATURES
from ontology.source import Issue

_TYPES = frozenset(get_args(EntityType))


class FactBook:
    """Collects the facts of one document; `close()` gives them in document order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.indicators: list[Indicator] = []
        self.thresholds: list[Threshold] = []
        self.obligations: list[Obligation] = []
        self.citations: list[Citation] = []
        self.anomalies: list[Anomaly] = []
        self.memo: dict[str, object] = {}  # what one rule module works out for the others
        self._rejected: list[Issue] = []
        self._entities: dict[str, Entity] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        self._assertions: dict[tuple[str, str, str], Assertion] = {}

    def evidence(self, start: int, end: int) -> Evidence:
        """The words at a half-open range of the clean text; ValueError outside the text."""
        if not 0 <= start < end <= len(self.document.text):
            raise ValueError(f"evidence [{start}, {end}) lies outside the text")
        return Evidence(self.document.text[start:end], start, end)

    def entity(
        self,
        entity_type: EntityType,
        name: str,
        start: int,
        end: int,
        *,
        aliases: Iterable[str] = (),
        clause: str = "",
        rule: str = "",
        **attributes: str,
    ) -> str:
        """Write down an entity and return its id; a known name or alias adds to the known one.

        Clauses are told apart by their place, so every call makes a new one.
        """
        if entity_type not in _TYPES:
            self._reject(f"unknown entity type {entity_type}", start, end)
            return ""
        aliases = tuple(aliases)
        known = (self.find(entity_type, n) for n in (name, *aliases) if entity_type != "Clause")
        if found := next(filter(None, known), None):
            self._extend(found, (name, *aliases), attributes)
            return found
        new = f"e{len(self._entities) + 1}"
        self._entities[new] = Entity(
            new, entity_type, name, self.evidence(start, end), (), clause, rule, dict(attributes)
        )
        self._by_name[entity_type, fold_name(name)] = new
        self._extend(new, aliases, {})
        return new

    def find(self, entity_type: str, name: str) -> str | None:
        """The id of the entity of this type that bears the name or alias, or None."""
        return self._by_name.get((entity_type, fold_name(name)))

    def get(self, entity_id: str) -> Entity:
        """The entity as known so far; KeyError for an id that was never given."""
        return self._entities[entity_id]

    def of_type(self, *types: EntityType) -> list[Entity]:
        """The entities of these types known so far, in order of first mention."""
        return [e for e in self._entities.values() if e.type in types]

    def claims(self, predicate: Predicate) -> list[Assertion]:
        """The claims of this predicate written down so far, in that order."""
        return [a for (_, p, _), a in self._assertions.items() if p == predicate]

    def assertion(
        self,
        subject: str,
        predicate: Predicate,
        object_: str,
        start: int,
        end: int,
        *,
        where: str = "",
        clause: str = "",
        rule: str = "",
    ) -> None:
        """Write down a claim once; a repeated (subject, predicate, object) keeps the first words.

        Its confidence is that measured of the rule, 1.0 where none is. A claim that the vocabulary does not know, or between things that it does not connect, is
        listed among the rejected.
        """
        claim = (subject, predicate, object_)
        if not self._fits(*claim):
            self._reject(f"does not fit the vocabulary: {' '.join(claim)}", start, end)
            return
        if claim not in self._assertions:
            said, sure = self.evidence(start, end), MEASURED.get(rule, 1.0)
            self._assertions[claim] = Assertion(*claim, said, where, clause, rule, sure)

    def close(self) -> Facts:
        """Everything written down, in document order.

        Entities, thresholds and anomalies stand in the order in which the rules wrote them down.
        """
        return Facts(
            entities=tuple(self._entities.values()),
            assertions=tuple(sorted(self._assertions.values(), key=lambda a: a.evidence.start)),
            indicators=tuple(sorted(self.indicators, key=lambda i: i.evidence.start)),
            thresholds=tuple(self.thresholds),
            obligations=tuple(sorted(self.obligations, key=lambda o: o.evidence.start)),
            citations=tuple(sorted(self.citations, key=lambda c: c.evidence.start)),
            anomalies=tuple(self.anomalies),
            rejected=tuple(self._rejected),
        )

    def _extend(self, entity_id: str, names: Iterable[str], attributes: dict[str, str]) -> None:
        known = self._entities[entity_id]
        aliases = list(known.aliases)
        for name in names:
            if name and name != known.name and name not in aliases:
                aliases.append(name)
            self._by_name.setdefault((known.type, fold_name(name)), entity_id)
        more = {**attributes, **known.attributes}
        if "control" in attributes:  # a mineral may be under several: 重点勘查, 限制开采
            said = f"{known.attributes.get('control', '')}；{attributes['control']}".split("；")
            more["control"] = "；".join(dict.fromkeys(filter(None, said)))
        if len(aliases) > len(known.aliases) or more != known.attributes:
            self._entities[entity_id] = replace(known, aliases=tuple(aliases), attributes=more)

    def _fits(self, subject: str, predicate: Predicate, object_: str) -> bool:
        signature = SIGNATURES.get(predicate)
        if signature is None or not subject or not object_:
            return False
        known = self._entities
        subject_type = DOCUMENT if subject == DOCUMENT_ID else self._type(subject)
        return signature.admits(subject_type, known[object_].type if object_ in known else "")

    def _type(self, entity_id: str) -> str:
        return self._entities[entity_id].type if entity_id in self._entities else "Clause"

    def _reject(self, message: str, start: int, end: int) -> None:
        self._rejected.append(Issue("outside-vocabulary", message, start, end))
