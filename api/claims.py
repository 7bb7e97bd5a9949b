"""The claims about an entity, grouped as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.rows import AssertionRow, EntityView


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing at the other end of a relation, with every claim that says so."""

    key: str | None
    name: str
    claims: tuple[AssertionRow, ...]

    @property
    def documents(self) -> int:
        """How many documents say so."""
        return len({claim.document for claim in self.claims})


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one relation; `outward` if the entity is its subject."""

    predicate: str
    outward: bool
    statements: tuple[Statement, ...]


def by_predicate(view: EntityView) -> list[Group]:
    """The claims about an entity: what it does first, then what is said to it; most said first."""
    key = view.entity.key
    active = [c for c in view.assertions if c.subject_key == key]
    passive = [c for c in view.assertions if c.object_key == key and c.subject_key != key]
    groups = []
    for claims, outward in ((active, True), (passive, False)):
        for predicate in dict.fromkeys(c.predicate for c in claims):
            same = [c for c in claims if c.predicate == predicate]
            groups.append(Group(predicate, outward, _statements(same, outward)))
    return groups


def _statements(claims: Iterable[AssertionRow], outward: bool) -> tuple[Statement, ...]:
    found: dict[tuple[str | None, str], list[AssertionRow]] = {}
    for c in claims:
        end = (c.object_key, c.object_name) if outward else (c.subject_key, c.subject_name)
        found.setdefault(end, []).append(c)
    statements = [Statement(key, name, tuple(said)) for (key, name), said in found.items()]
    return tuple(sorted(statements, key=lambda s: -s.documents))
