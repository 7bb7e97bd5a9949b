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
_SHORTEST_NEAR = 3
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


def one_letter_off(word: str) -> list[str]:
    """Terms of the lexicons that differ from `word` in one letter; none for fewer than three."""
    word = analyzer.fold(word)
    if len(word) < _SHORTEST_NEAR:
        return []
    return [
        term
        for term in _known()[0]
        if len(term) == len(word) and sum(a != b for a, b in zip(term, word, strict=True)) == 1
    ]


def _terms_in(folded: str) -> Iterator[str]:
    """The longest known terms, from left to right."""
    terms, sizes = _known()
    at = 0
    while at < len(folded):
        for size in sizes.get(folded[at : at + 2], ()):
            if folded[at : at + size] in terms:
                yield folded[at : at + size]
                at += size - 1
                break
        at += 1


_Related = dict[Relation, tuple[str, ...]]


@cache
def _known() -> tuple[dict[str, _Related], dict[str, tuple[int, ...]]]:
    """The related words of every term, and the lengths of the terms by their first two letters."""
    found: dict[str, _Related] = {}
    tables: tuple[tuple[Relation, Iterable[tuple[str, tuple[str, ...]]]], ...] = (
        ("same", synonyms().items()), ("narrower", narrower().items()),
    )  # fmt: skip
    for relation, table in tables:
        for word, others in table:
            if len(word) > 1:
                found.setdefault(analyzer.fold(word), {}).setdefault(relation, others)
    sizes: dict[str, set[int]] = {}
    for term in found:
        sizes.setdefault(term[:2], set()).add(len(term))
    return found, {k: tuple(sorted(v, reverse=True)) for k, v in sizes.items()}
