"""Basic graph patterns of a query text, cut where many meet many.

A variable that is the object of two subjects (zones and projects at one place) makes the engine
walk every pair, one index look-up each. Patterns are therefore grouped into components that hang
together along subjects; components meet only in such variables and can be joined as wholes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.lexer import Token

_TERMS = ("var", "iri", "pname", "string", "number")
_TYPE = ("a", "rdf:type", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern as text; literals keep their language tag."""

    subject: str
    predicate: str
    object: str

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} ."

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in it."""
        return tuple(t for t in (self.subject, self.object) if t.startswith(("?", "$")))

    @property
    def constants(self) -> bool:
        """Whether its subject or its object is given."""
        return len(self.variables) < 2

    @property
    def selective(self) -> bool:
        """Whether a constant other than a class narrows it, so that look-ups are the best plan."""
        constant = not self.object.startswith(("?", "$"))
        return constant and self.predicate not in _TYPE


@dataclass(frozen=True, slots=True)
class Component:
    """Patterns that are linked through subjects."""

    patterns: tuple[Pattern, ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.patterns))

    @property
    def variables(self) -> frozenset[str]:
        """The variables of its patterns."""
        return frozenset(v for p in self.patterns for v in p.variables)


def parse(inside: Sequence[Token]) -> list[Pattern] | None:
    """The triple patterns that tokens spell out; None when anything else stands there."""
    found: list[Pattern] = []
    subject = predicate = ""
    terms: list[str] = []
    for token in (*inside, None):
        text = token.text if token else "."
        if token and is_term(token):
            terms.append(text)
        elif token and token.kind == "lang" and terms:
            terms[-1] += text
        elif text not in (".", ";", ","):
            return None
        elif terms:
            wanted = 3 - bool(subject) - bool(predicate)
            if len(terms) != wanted:
                return None
            subject, predicate, object_ = [subject, predicate][: 3 - wanted] + terms
            found.append(Pattern(subject, predicate, object_))
            terms = []
        if text == ".":
            subject = predicate = ""
        elif text == ";":
            predicate = ""
    return found


def is_term(token: Token) -> bool:
    """Whether a token can stand in a triple pattern as a subject, predicate or object."""
    return token.kind in _TERMS or token.is_word("A", "TRUE", "FALSE")


def components(patterns: Sequence[Pattern]) -> list[Component]:
    """Patterns grouped along subjects, in order of their first pattern."""
    home: dict[str, int] = {}
    groups: list[list[Pattern]] = []
    for pattern in patterns:
        index = home.setdefault(pattern.subject, len(groups))
        if index == len(groups):
            groups.append([])
        groups[index].append(pattern)
    owner = list(range(len(groups)))
    for pattern in patterns:
        # A subject described where it is pointed at belongs to the first that points at it.
        target = home.get(pattern.object)
        if target is not None and _root(owner, target) == target:
            here = _root(owner, home[pattern.subject])
            if here != target:
                owner[target] = here
    merged: dict[int, list[Pattern]] = {}
    for index, group in enumerate(groups):
        merged.setdefault(_root(owner, index), []).extend(group)
    return [Component(tuple(group)) for group in merged.values()]


def _root(owner: Sequence[int], index: int) -> int:
    while owner[index] != index:
        index = owner[index]
    return index
