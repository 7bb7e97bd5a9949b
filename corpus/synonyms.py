"""Words that a query also means, from the lexicons: of the same meaning, and of narrower ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus import analyzer
from ontology.lexicon import narrower, synonyms

_MOST, _MOST_NARROWER = 8, 12  # words added to a query
_OF_ONE_TERM = {"same": 5, "narrower": 12}
_LONGEST = 200  # characters of a query that are looked at

Relation = Literal["same", "narrower"]


@dataclass(frozen=True, slots=True)
class Expansion:
    """A term of a query with the words that were searched besides it."""

    term: str
    words: tuple[str, ...]
    relation: Relation


def expansions(texts: Iterable[str]) -> tuple[Expansion, ...]:
    """What to search besides plain words, for the longest known terms in them, in their order.

    At most eight words of the same meaning and twelve narrower ones in all; none that the words hold
    already.
    """
    folded = analyzer.fold(" ".join(texts))[:_LONGEST]
    left: dict[Relation, int] = {"same": _MOST, "narrower": _MOST_NARROWER}
    said: set[str] = set()
    found: list[Expansion] = []
    for term in dict.fromkeys(_terms_in(folded)):
        for relation, words in _known()[0][term].items():
            most = min(left[relation], _OF_ONE_TERM[relation])
            new = [w for w in words if w not in folded and w not in said][:most]
            if new:
                left[relation] -= len(new)
                said.update(new)
                found.append(Expansion(term, tuple(new), relation))
    return tuple(found)


def _terms_in(folded: str) -> Iterator[str]:
    terms, longest = _known()
    at = 0
    while at < len(folded):
        sizes = range(min(longest, len(folded) - at), 1, -1)
        size = next((s for s in sizes if folded[at : at + s] in terms), 0)
        if size:
            yield folded[at : at + size]
        at += size or 1


_Related = dict[Relation, tuple[str, ...]]


@cache
def _known() -> tuple[dict[str, _Related], int]:
    """The related words of every term of the lexicons, and the length of the longest term."""
    found: dict[str, _Related] = {}
    tables: tuple[tuple[Relation, Iterable[tuple[str, tuple[str, ...]]]], ...] = (
        ("same", synonyms().items()), ("narrower", narrower().items()),
    )  # fmt: skip
    for relation, table in tables:
        for word, others in table:
            if len(word) > 1:
                found.setdefault(analyzer.fold(word), {}).setdefault(relation, others)
    return found, max(map(len, found), default=0)
