"""Words of the same meaning for what a query says, from the lexicons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from corpus import analyzer
from ontology.lexicon import synonyms

_MOST = 6  # words added to a query
_LONGEST = 200  # characters of a query that are looked at


def added(texts: Iterable[str]) -> tuple[str, ...]:
    """Words to add to plain words: those of the longest terms in them first, at most six."""
    folded = analyzer.fold(" ".join(texts))[:_LONGEST]
    terms, longest = _terms()
    found: dict[str, None] = {}
    at = 0
    while at < len(folded):
        for size in range(min(longest, len(folded) - at), 1, -1):
            others = terms.get(folded[at : at + size])
            if others is not None:
                found |= dict.fromkeys(o for o in others if o not in folded)
                at += size - 1
                break
        at += 1
    return tuple(found)[:_MOST]


@cache
def _terms() -> tuple[dict[str, tuple[str, ...]], int]:
    terms = {analyzer.fold(word): others for word, others in synonyms().items() if len(word) > 1}
    return terms, max(map(len, terms), default=0)
