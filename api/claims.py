"""The claims about an entity, grouped as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.templating import PREDICATE_NAMES
from corpus.rows import AssertionRow, EntityView

_PASSIVE = {
    "usesMode": "采用它的项目",
    "exemplifies": "代表它的项目",
    "locatedIn": "位于这里的",
    "hasProblem": "存在这个问题的",
    "solves": "能解决它的",
    "hasOutcome": "取得这个成效的",
    "addresses": "针对它的建议",
    "exemplifiedBy": "它例证的问题",
    "directedAt": "面向它的建议",
    "forMineral": "涉及它的",
    "cites": "引用它的",
    "defines": "定义它的文件",
    "partOf": "它的组成部分",
    "implements": "由它实施的",
}


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
    """The statements of one relation in one direction."""

    label: str
    statements: tuple[Statement, ...]


def by_predicate(view: EntityView) -> list[Group]:
    """The claims about an entity: what it does first, then what is said to it; most said first."""
    key = view.entity.key
    active = [c for c in view.assertions if c.subject_key == key]
    passive = [c for c in view.assertions if c.object_key == key and c.subject_key != key]
    groups = []
    for claims, labels, outward in ((active, PREDICATE_NAMES, True), (passive, _PASSIVE, False)):
        for predicate in dict.fromkeys(c.predicate for c in claims):
            same = [c for c in claims if c.predicate == predicate]
            groups.append(Group(labels.get(predicate, predicate), _statements(same, outward)))
    return groups


def _statements(claims: Iterable[AssertionRow], outward: bool) -> tuple[Statement, ...]:
    found: dict[tuple[str | None, str], list[AssertionRow]] = {}
    for c in claims:
        end = (c.object_key, c.object_name) if outward else (c.subject_key, c.subject_name)
        found.setdefault(end, []).append(c)
    statements = [Statement(key, name, tuple(said)) for (key, name), said in found.items()]
    return tuple(sorted(statements, key=lambda s: -s.documents))
