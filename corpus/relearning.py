"""Puts the candidates of a search in the order that a learned model gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.describe import describe
from corpus.learned import Article, Model, Recalled
from corpus.lookup import Candidate, Lookup
from corpus.place import DOCUMENT_SHIFT

_LEADING = 10  # candidates among which a law that the memory knows shows that it can help
_TELLING = 0.2  # likeness of a question that shows the same


@dataclass(frozen=True, slots=True)
class Relearned:
    """New scores and addresses, best first, and the articles that only the memory brought."""

    rows: tuple[tuple[float, Any], ...]
    brought: tuple[Article, ...] = ()


def helps(
    model: Model, recalled: Recalled, candidates: Sequence[Candidate], lookup: Lookup
) -> bool:
    """Whether a memory has anything to say of a question.

    It has where a question much like this one was answered, or where the search itself leads to a
    law that answered questions. Otherwise its votes are guesses.
    """
    if recalled.likeness >= _TELLING:
        return True
    leading = {c.place >> DOCUMENT_SHIFT for c in candidates[:_LEADING]}
    return any(not leading.isdisjoint(lookup.documents(law)) for law in model.memory.laws)


def relearn(
    model: Model, recalled: Recalled, candidates: Sequence[Candidate], lookup: Lookup
) -> Relearned:
    """The candidates in the order of the model, with what like questions led to.

    Args:
        candidates: in the order of the search, best first; not empty.
        lookup: where articles are found that like questions led to and the search did not find.
    """
    described = describe(recalled, candidates, lookup)
    found = [(-model.score(values), c.place, c.address) for values, c in described]
    found.sort(key=lambda row: row[:2])
    here = {c.place for c in candidates}
    brought = [a for a in recalled.brought() if not here.issuperset(lookup.places(*a))]
    return Relearned(tuple((-score, address) for score, _, address in found), tuple(brought))
