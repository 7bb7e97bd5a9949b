"""Finds in one snapshot of an index what a memory of answered questions speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tantivy import Query, Searcher

from corpus.collapse import places_of
from corpus.hits import text_of
from corpus.matching import Matcher
from corpus.place import document_number

_VERSIONS = 3  # of a law that are looked up
_VOLUMES = 50
Places = dict[tuple[str, str], list[int]]


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

    def frequency(self, field: str, term: str) -> int:
        """How many units hold a term."""
        return self._matcher.frequency(field, term)

    def units(self) -> int:
        """How many units there are."""
        return self._searcher.num_docs

    def text(self, address: Any) -> str:
        """What the unit at an address says."""
        return text_of(self._searcher, address)

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
        found = self._searcher.search(query, _VERSIONS, count=False).hits
        places = places_of(self._searcher, found)
        return [(place, address) for place, (_, address) in zip(places, found, strict=True)]
