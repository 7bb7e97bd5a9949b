"""Triple patterns put in the order of what the graph holds.

The engine orders patterns by their shape and keeps the written order among equals, so that
`?a rdf:predicate mk:solves ; rdf:object <x>` reads every claim that something is solved. Here the
pattern that matches least is written first; the order of a basic graph pattern has no meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.lexer import Token, tokens
from kg.patterns import Pattern, is_term, parse
from kg.shape import shape

MOST = 200
"""Matches beyond which a pattern counts as unselective; bounds what counting may cost."""

Count = Callable[[str | None, str | None, str | None], int]
"""How many triples match an IRI or anything (None) as subject, predicate and object, up to MOST."""


def reorder(query: str, count: Count, base: str = "") -> str:
    """The query with the most selective pattern of each basic graph pattern first."""
    every = list(tokens(query))
    resolve = shape(query).resolver(base)
    for run in reversed(list(_runs(every))):
        patterns = parse(run)
        best = _best(patterns or (), count, resolve)
        if patterns and best:
            ordered = [patterns[best], *patterns[:best], *patterns[best + 1 :]]
            text = " ".join(map(str, ordered))
            query = f"{query[: run[0].start]}{text} {query[run[-1].end :]}"
    return query


def _runs(every: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The triple patterns that open each group, up to the first thing that is none."""
    for index, token in enumerate(every):
        if token.text != "{":
            continue
        end = index + 1
        while end < len(every) and (
            is_term(every[end]) or every[end].kind == "lang" or every[end].text in (".", ";", ",")
        ):
            end += 1
        run = every[index + 1 : end]
        if end < len(every) and every[end].text != "}" and every[end].kind != "word":
            # What follows goes on with the last triple (a path, a list): leave that one out.
            dots = [i for i, t in enumerate(run) if t.text == "."]
            run = run[: dots[-1] + 1] if dots else []
        if run:
            yield run


def _best(patterns: Sequence[Pattern], count: Count, resolve: Callable[[Token], str]) -> int:
    """The index of the pattern to start with; 0 to leave the order."""
    if len(patterns) < 2 or not any(p.constants for p in patterns):
        return 0
    sizes = [_size(p, count, resolve) for p in patterns]
    least = min(sizes)
    return sizes.index(least) if least < MOST and least < sizes[0] else 0


def _size(pattern: Pattern, count: Count, resolve: Callable[[Token], str]) -> int:
    if not pattern.constants:
        return MOST
    if pattern.object.startswith(('"', "'")):
        return 1
    parts = (pattern.subject, pattern.predicate, pattern.object)
    names = [_iri(part, resolve) for part in parts]
    return MOST if names[0] is None and names[2] is None else count(*names)


def _iri(part: str, resolve: Callable[[Token], str]) -> str | None:
    token = next(tokens(part))
    if token.is_word("A"):
        return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    return resolve(token) if token.kind in ("iri", "pname") else None
