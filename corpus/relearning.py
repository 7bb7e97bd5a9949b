"""Puts the candidates of a search in the order that a learned model gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import Searcher

from corpus.learned import Model, Recalled, features
from corpus.matching import Matcher
from corpus.place import DOCUMENT_SHIFT

_VERSIONS = 3  # of a law that are looked up
Places = dict[tuple[str, str], list[int]]
_BELOW = 0.98  # scores of an article that only the memory found, against the worst candidate


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that the search found: its score after and before `corpus.ranking`, and where it is."""

    total: float
    own: float
    place: int
    address: Any


class Lookup:
    """Finds the laws and articles that a memory speaks of in one snapshot of an index.

    `known` keeps the places found, from one search of the snapshot to the next.
    """

    def __init__(self, searcher: Searcher, matcher: Matcher, known: Places) -> None:
        self._searcher = searcher
        self._matcher = matcher
        self._known = known

    def documents(self, law: str) -> list[int]:
        """The numbers (`corpus.place`) of a law's versions."""
        return [place >> DOCUMENT_SHIFT for place in self.places(law, "")]

    def places(self, law: str, clause: str) -> list[int]:
        """The places of a clause in each version of its law; of any clause for ""."""
        found = self._known.get((law, clause))
        if found is None:
            found = [place for place, _ in self.articles(law, clause)]
            self._known[law, clause] = found
        return found

    def articles(self, law: str, clause: str) -> list[tuple[int, Any]]:
        """Place and address of a clause in each version of its law."""
        query = self._matcher.term("title", law)
        if clause:
            query = Matcher.together([query, self._matcher.term("number", clause)])
        addresses = [a for _, a in self._searcher.search(query, _VERSIONS, count=False).hits]
        places = self._searcher.fast_field_values("place", addresses)
        return [(int(p or 0), a) for p, a in zip(places, addresses, strict=True)]


def relearn(
    model: Model, words: str, candidates: Sequence[Candidate], lookup: Lookup
) -> list[tuple[float, Any]]:
    """New scores and addresses of the candidates, best first.

    Args:
        candidates: in the order of the search, best first; not empty.
        lookup: where articles are found that like questions led to and the search did not find.
    """
    described = describe(model.memory.recall(words), candidates, lookup)
    found = [(-model.score(values), c.place, c.address) for values, c in described]
    found.sort(key=lambda row: row[:2])
    return [(-score, address) for score, _, address in found]


def describe(
    recalled: Recalled, candidates: Sequence[Candidate], lookup: Lookup
) -> list[tuple[tuple[float, ...], Candidate]]:
    """The features of each candidate, and of each article that only the memory brings."""
    votes = {d: v for law, v in recalled.laws.items() for d in lookup.documents(law)}
    likeness, brought = _remembered(recalled, candidates, lookup)
    top, strongest = candidates[0].total, max(c.own for c in candidates)
    found = []
    for rank, c in enumerate([*candidates, *brought]):
        vote = votes.get(c.place >> DOCUMENT_SHIFT, 0.0)
        known = likeness.get(c.place, 0.0)
        found.append((features(c.total / top, c.own / strongest, rank, vote, known), c))
    return found


def _remembered(
    recalled: Recalled, candidates: Sequence[Candidate], lookup: Lookup
) -> tuple[dict[int, float], list[Candidate]]:
    """The likeness of places that the memory knows, and those that the search did not find."""
    here = {c.place for c in candidates}
    total = _BELOW * min(c.total for c in candidates)
    own = _BELOW * min(c.own for c in candidates)
    likeness: dict[int, float] = {}
    brought: list[Candidate] = []
    for article in recalled.brought():
        places = lookup.places(*article)
        likeness.update(dict.fromkeys(places, recalled.articles[article]))
        if not here.issuperset(places):
            found = lookup.articles(*article)
            brought += [Candidate(total, own, p, a) for p, a in found if p not in here]
    return likeness, brought
