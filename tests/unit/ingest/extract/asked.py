"""What tests ask of facts: the claims by names, and the names of a type."""

from __future__ import annotations

from collections.abc import Callable

from ontology.records import Facts

FactsOf = Callable[..., Facts]


def said(facts: Facts, *predicates: str) -> set[tuple[str, str, str]]:
    """The (subject, predicate, object) of these predicates, entities by their names."""
    found = {e.id: e.name for e in facts.entities}
    return {
        (found.get(a.subject, a.subject), a.predicate, found.get(a.object, a.object))
        for a in facts.assertions
        if a.predicate in predicates
    }


def pairs(facts: Facts, predicate: str) -> set[tuple[str, str]]:
    """The (subject, object) of a predicate, entities by their names."""
    return {(subject, target) for subject, _, target in said(facts, predicate)}


def names(facts: Facts, kind: str) -> set[str]:
    """The names of the entities of a type."""
    return {e.name for e in facts.entities if e.type == kind}
