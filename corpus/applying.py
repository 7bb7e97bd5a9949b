"""A record as people decided that it should read; the stored record stays as it was extracted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from corpus.rows import Review
from corpus.statements import identify, role, roles
from corpus.verdicts import STATES, Merges, Verdicts
from ontology.ids import entity_key, fold_name
from ontology.records import (
    DOCUMENT_ID,
    PROPOSED,
    REVIEWED,
    Assertion,
    Entity,
    Evidence,
    Facts,
    Link,
    Obligation,
    Record,
)
from ontology.vocabulary import LITERAL_PREDICATES

ACCEPTED = f"{PROPOSED}-accepted"  # rule of an entity that a model named and a person accepted


def apply(record: Record, verdicts: Verdicts) -> Record:
    """The record with all decisions in it; the same record where none concerns it.

    A rejected claim stays among the assertions as rejected; other rejected facts are left out. An
    edited claim stands beside the one it revises. What a person accepted or edited is put back
    where the extraction no longer finds it but the text still holds its words. Merged entities
    take the key of the one they are merged into, and its name as a further one.
    """
    if verdicts.statements:
        record = _Bench(record, verdicts.statements).judged()
    return _merged(record, verdicts.merges) if verdicts.merges else record


class _Bench:
    """Goes through the facts of one record, decision in hand."""

    def __init__(self, record: Record, verdicts: Mapping[str, Review]) -> None:
        self._record, self._verdicts = record, verdicts
        self._roles = roles(record)
        self._entities = {e.id: e for e in record.facts.entities if not self._rejected(e)}
        self._ids = {fold_name(role(e)): e.id for e in reversed(self._entities.values())}
        self._ids[DOCUMENT_ID] = DOCUMENT_ID
        self._claims: list[Assertion] = []
        # A claim of a clause (requires, prohibits ...) and a norm of the same words and place are one.
        self._twins = (
            {_place(c): fold_name(c.object) for c in record.facts.assertions
             if c.predicate in LITERAL_PREDICATES and self._rejected(c)},
            {_place(o): fold_name(o.action) for o in record.facts.obligations if self._rejected(o)},
        )  # fmt: skip
        self._said = {(identify(c, self._roles), c.evidence.start) for c in record.facts.assertions}

    def judged(self) -> Record:
        facts = self._record.facts
        met = set()
        for claim in facts.assertions:
            met.add(self._take(claim))
        revised = {statement for statement, _ in self._said}
        for statement, verdict in self._verdicts.items():
            if statement not in met | revised and verdict.decision in ("accept", "edit"):
                self._put_back(verdict)
        self._promote()
        kept = [i for i, c in enumerate(facts.citations) if not self._rejected(c)]
        cites = self._record.cites
        return replace(
            self._record,
            facts=self._facts(facts, kept),
            cites={new: cites[old] for new, old in enumerate(kept) if old in cites},
        )

    def _facts(self, facts: Facts, citations: list[int]) -> Facts:
        return replace(
            facts,
            entities=tuple(self._entities.values()),
            assertions=tuple(self._claims),
            indicators=tuple(i for i in facts.indicators if not self._rejected(i)),
            obligations=tuple(o for o in facts.obligations if not self._refused(o)),
            citations=tuple(facts.citations[i] for i in citations),
            anomalies=tuple(a for a in facts.anomalies if not self._rejected(a)),
        )

    def _rejected(self, fact: Any) -> bool:
        verdict = self._verdicts.get(identify(fact, self._roles))
        return verdict is not None and verdict.decision == "reject"

    def _refused(self, norm: Obligation) -> bool:
        """Whether a norm was rejected, by itself or as the claim that says the same."""
        said = self._twins[0].get(_place(norm), "")
        return self._rejected(norm) or (bool(said) and fold_name(norm.action) in said)

    def _take(self, claim: Assertion) -> str:
        """Keep a claim with what was decided on it; returns its id."""
        statement = identify(claim, self._roles)
        if self._gone(claim.subject) or self._gone(claim.object):
            return statement
        verdict = self._verdicts.get(statement)
        if verdict is None:
            action = self._twins[1].get(_place(claim), "")
            literal = claim.predicate in LITERAL_PREDICATES
            gone = literal and bool(action) and action in fold_name(claim.object)
            self._claims.append(replace(claim, review="rejected") if gone else claim)
        elif verdict.decision == "edit":
            self._revise(claim, verdict)
        else:
            self._claims.append(replace(claim, review=cast(Any, STATES[verdict.decision])))
        return statement

    def _gone(self, local: str) -> bool:
        """Whether a claim speaks of an entity that was rejected."""
        return local in self._roles and local != DOCUMENT_ID and local not in self._entities

    def _revise(self, claim: Assertion, verdict: Review) -> None:
        """Reject a claim and say the edited one, unless the document says that by itself too."""
        self._claims.append(replace(claim, review="rejected"))
        at, said = len(self._claims) - 1, verdict.detail
        new = (said["new_subject"], said["new_predicate"], said["new_object"])
        revised = self._claim(*new, claim)
        if revised is None:
            return
        statement = identify(revised, self._roles)
        if (statement, revised.evidence.start) in self._said:
            return
        self._said.add((statement, revised.evidence.start))
        revised = replace(revised, review="edited", revises=at)
        again = self._verdicts.get(statement)
        if again is not None and again.decision == "edit":
            self._revise(revised, again)
        else:
            rejected = again is not None and again.decision == "reject"
            self._claims.append(replace(revised, review="rejected") if rejected else revised)

    def _claim(
        self, subject: str, predicate: str, object_: str, like: Assertion
    ) -> Assertion | None:
        ends = [self._end(subject, like), object_]
        if predicate not in LITERAL_PREDICATES:
            ends[1] = self._end(object_, like)
        if not all(ends):
            return None
        return replace(like, subject=ends[0], predicate=cast(Any, predicate), object=ends[1])

    def _end(self, named: str, like: Assertion) -> str:
        """The local id of a role, making the entity where the document has none; "" for a clause."""
        known = self._ids.get(fold_name(named))
        if known is not None:
            return known
        kind, _, name = named.partition("/")
        if kind == "Clause" or not name:
            return ""
        new = f"r{len(self._entities) + 1}"
        made = Entity(new, cast(Any, kind), name, like.evidence, (), like.clause, REVIEWED)
        self._entities[new], self._ids[fold_name(named)], self._roles[new] = made, new, named
        return new

    def _put_back(self, verdict: Review) -> None:
        """A claim that a person has confirmed and that the extraction does not find any more."""
        said = verdict.detail
        words = self._found(said)
        if words is None or said["kind"] != "assertion":
            return
        blank = Assertion(
            "", "requires", "", words, said["where"], said["clause"], REVIEWED,
            float(said["confidence"]), said["model"],
        )  # fmt: skip
        claim = self._claim(said["subject"], said["predicate"], said["object"], blank)
        if claim is not None and verdict.decision == "edit":
            self._revise(claim, verdict)
        elif claim is not None:
            self._claims.append(replace(claim, review="accepted"))

    def _found(self, said: Mapping[str, str]) -> Evidence | None:
        text, quote = self._record.document.text, said["quote"]
        start = int(said["start"])
        if text[start : start + len(quote)] != quote:
            start = text.find(quote)
        return Evidence(quote, start, start + len(quote)) if quote and start >= 0 else None

    def _promote(self) -> None:
        """Let the entities of accepted proposals be entities like others."""
        named = {end for c in self._claims if c.model and c.holds for end in (c.subject, c.object)}
        for local in named & self._entities.keys():
            if self._entities[local].rule == PROPOSED:
                self._entities[local] = replace(self._entities[local], rule=ACCEPTED)


def _place(fact: Assertion | Obligation) -> tuple[int, int]:
    return fact.evidence.start, fact.evidence.end


def _merged(record: Record, merges: Merges) -> Record:
    links = {link.local: link for link in record.links}
    entities = []
    for entity in record.facts.entities:
        link = links.get(entity.id)
        changed = _link(entity, link, merges) if entity.type != "Clause" else None
        if changed is not None:
            links[entity.id], names = changed
            entity = replace(entity, aliases=tuple(_further(entity, names)))
        entities.append(entity)
    facts = replace(record.facts, entities=tuple(entities))
    return replace(record, facts=facts, links=tuple(links.values()))


def _link(entity: Entity, link: Link | None, merges: Merges) -> tuple[Link, tuple[str, ...]] | None:
    """The entity's new link and the names that come with it; None where its key stays."""
    own = entity_key(entity.type, entity.name)
    before = link.key if link else own
    key = own if (own, before) in merges.apart else before
    final, names = merges.final(key)
    if final == before:
        return None
    return Link(entity.id, final, "merged" if final != key else "split"), names


def _further(entity: Entity, names: tuple[str, ...]) -> Iterator[str]:
    yield from entity.aliases
    for name in dict.fromkeys(names):
        if name != entity.name and name not in entity.aliases:
            yield name
