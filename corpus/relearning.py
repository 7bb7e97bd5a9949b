"""Puts the candidates of a search in the order that a learned model gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import Query, Searcher

from corpus.learned import Article, Model, Recalled, features
from corpus.matching import Matcher
from corpus.place import DOCUMENT_SHIFT, document_number

_VERSIONS = 3  # of a law that are looked up
_VOLUMES = 50
_LEADING = 10  # candidates among which a law that the memory knows shows that it can help
_TELLING = 0.2  # likeness of a question that shows the same
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
        """The numbers (`corpus.place`) of a law's versions and volumes."""
        found = self._known.get((law, ""))
        if found is None:
            wanted = {"doc": {"terms": {"field": "doc", "size": _VOLUMES}}}
            counts = self._searcher.aggregate(self._matcher.term("title", law), wanted)["doc"]
            found = [document_number(b["key"]) for b in counts["buckets"]]
            self._known[law, ""] = found
        return found

    def places(self, law: str, clause: str) -> list[int]:
        """The places of a clause in each version of its law."""
        found = self._known.get((law, clause))
        if found is None:
            found = [place for place, _ in self.articles(law, clause)]
            self._known[law, clause] = found
        return found

    def clause(self, law: str, clause: str) -> Query:
        """A clause in each version of its law."""
        return Matcher.together(
            [self._matcher.term("title", law), self._matcher.term("number", clause)]
        )

    def articles(self, law: str, clause: str) -> list[tuple[int, Any]]:
        """Place and address of a clause in each version of its law."""
        query = self.clause(law, clause)
        addresses = [a for _, a in self._searcher.search(query, _VERSIONS, count=False).hits]
        places = self._searcher.fast_field_values("place", addresses)
        return [(int(p or 0), a) for p, a in zip(places, addresses, strict=True)]


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
