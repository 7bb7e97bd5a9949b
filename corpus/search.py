"""Searching: a request in, a page of hits out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any, Literal

from tantivy import Order, Query, Searcher

from corpus.cursor import accept, issue
from corpus.directory import Directory, directory
from corpus.highlight import Highlighter
from corpus.hits import Hit, HitDocument, SearchPage, hit
from corpus.index import Index
from corpus.learned import Model
from corpus.library import Library
from corpus.matching import Match, Matcher
from corpus.place import DOCUMENT_SHIFT
from corpus.query import ARTICLE, LONGEST, Either, Group, Node, Phrase, Text, parse
from corpus.ranking import DEPTH, rerank
from corpus.relearning import Candidate, Lookup, relearn
from corpus.resolver import resolve
from corpus.synonyms import added

__all__ = [
    "FACETS",
    "Hit",
    "HitDocument",
    "SearchPage",
    "SearchRequest",
    "rank",
    "search",
    "similar",
]

FACETS = ("kind", "genre", "issuer", "region", "year", "modality", "mineral", "etype", "force")
_ALL_VALUES = 65_000
_FEW = 3  # hits below which other spellings are looked for
_LONGEST_NAME = 120

Sort = Literal["relevance", "date", "order"]
Ranked = tuple[float, Any]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to search for.

    `query` is in the language of `corpus.query`. `kind` is clause, document, entity or None for all
    three. The filters take exact values; `year` is a first and a last year. `facets` names the
    fields to count (of `FACETS`). `group` gives the best hit of each document only. `synonyms`
    adds words of the same meaning.
    """

    query: str
    kind: str | None = "clause"
    doc: str | None = None
    genre: str | None = None
    region: str | None = None
    year: tuple[int | None, int | None] | None = None
    modality: str | None = None
    mineral: str | None = None
    etype: str | None = None
    issuer: str | None = None
    force: str | None = None
    sort: Sort = "relevance"
    limit: int = 20
    cursor: str | None = None
    facets: tuple[str, ...] = ()
    group: bool = False
    synonyms: bool = True


def search(
    index: Index,
    request: SearchRequest,
    library: Library | None = None,
    model: Model | None = None,
) -> SearchPage:
    """The hits for a request, best first; an empty query lists everything that the filters leave.

    With the library a query that names a law, an article or a document number has that thing as
    its first hit, former versions of a law come after the one in force, and a query that finds
    little comes with better spellings. With a model (`corpus.learned`) the best hits are ordered
    once more by what questions answered before say.

    Raises:
        BadQuery: a cursor of another query.
    """
    began = time.perf_counter()
    known = directory(library) if library is not None else None
    run = _Run(index, request, known, model=model)
    offset = _offset(request)
    ranked, total = run.ranked(offset)
    best = ranked[0][0] if ranked else 0.0
    direct = run.direct(library, best) if library is not None and not offset else []
    named = {h.id for h in direct}
    window = ranked[offset : offset + request.limit]
    items = [*direct, *(h for h in _each_entity_once(run.hits(window)) if h.id not in named)]
    more = len(ranked) > offset + request.limit
    return SearchPage(
        tuple(items[: max(request.limit, len(direct))]),
        total,
        issue(_bound(request), [offset + request.limit]) if more else None,
        run.facets(),
        round((time.perf_counter() - began) * 1000, 3),
        run.synonyms,
        run.meant(known) if known is not None and total < _FEW else (),
        _notes(request),
    )


def rank(index: Index, words: str, limit: int = 10) -> list[tuple[float, int]]:
    """The best clauses for plain words: their scores and places, nothing read from the store."""
    run = _Run(index, SearchRequest(words, limit=limit, synonyms=False), None, loose=True)
    found = run.searcher.search(run.match.query, max(DEPTH, limit), count=False).hits
    places = run.places(found)
    return [(score, places[i]) for score, i in rerank(found, places)[:limit]]


def plain(index: Index, words: str, limit: int = 10) -> tuple[Hit, ...]:
    """The clauses that share most with plain words by BM25 alone, as a base line."""
    run = _Run(index, SearchRequest(words, synonyms=False), None, loose=True)
    found = run.searcher.search(run.match.query, limit, count=False).hits
    return tuple(run.hits([(float(score), address) for score, address in found]))


def candidates(index: Index, words: str) -> tuple[list[Candidate], Lookup]:
    """What the re-ranker is given for plain words, best first, for training it."""
    run = _Run(index, SearchRequest(words, synonyms=False), None)
    found = run.searcher.search(run.match.query, DEPTH, count=False).hits
    return run.candidates(found), run.lookup()


def similar(index: Index, key: str, limit: int = 10) -> tuple[Hit, ...]:
    """The clauses most like the one with this library key, without its own; empty if unknown."""
    searcher = index.searcher()
    matcher = Matcher(index.schema, searcher, index.remembered().frequencies, loose=True)
    own = searcher.search(matcher.term("key", key), 1, count=False).hits
    if not own:
        return ()
    words = hit(searcher, own[0][1], 0.0, Highlighter(())).text[:LONGEST]
    query = matcher.ranking(words)
    if query is None:
        return ()
    found = searcher.search(matcher.without(query, "key", key), limit, count=False).hits
    marker = Highlighter([words])
    return tuple(hit(searcher, address, float(score), marker) for score, address in found)


class _Run:
    """One search on one snapshot of the index."""

    def __init__(
        self,
        index: Index,
        request: SearchRequest,
        known: Directory | None,
        loose: bool = False,
        model: Model | None = None,
    ) -> None:
        self._model = model
        self.searcher: Searcher = index.searcher()
        self._kept = index.remembered()
        self._request = request
        self._former = known.former if known is not None else frozenset[int]()
        tree = parse(request.query)
        self._texts, self._phrases = _said(tree)
        self.synonyms = added(self._texts) if request.synonyms else ()
        self._matcher = Matcher(
            index.schema, self.searcher, self._kept.frequencies, request.kind, loose
        )
        self.match: Match = self._matcher.match(tree, self._filters(), self.synonyms)

    def ranked(self, offset: int) -> tuple[list[Ranked], int]:
        """Scores and addresses from the first hit to one beyond the page, and how many there are."""
        wanted = offset + self._request.limit + 1
        if self._request.sort == "date":
            found = self._sorted(wanted, "date", Order.Desc)
        elif self._request.sort == "order" or not self.match.ranked:
            found = self._sorted(wanted, "place", Order.Asc)
        else:
            result = self.searcher.search(self.match.query, max(wanted, DEPTH))
            found = self._reranked(result.hits), _count(result)
        return (self._grouped(found[0]), found[1]) if self._request.group else found

    def hits(self, ranked: Sequence[Ranked]) -> list[Hit]:
        """The hits of a page with their highlights."""
        marker = Highlighter(self._texts, [*self._phrases, *self.synonyms])
        return [hit(self.searcher, address, score, marker) for score, address in ranked]

    def direct(self, library: Library, best: float) -> list[Hit]:
        """The thing that the query names, if it names one and the filters let it through.

        Its score is above `best`, that of the first other hit.
        """
        query = self._request.query
        if len(query) > _LONGEST_NAME or self._request.sort != "relevance":
            return []
        marker = Highlighter(self._texts, self._phrases)
        found = []
        for target in resolve(library, query)[:3]:
            exact = Matcher.together([self._matcher.term("key", target.key), *self._filters()])
            rows = self.searcher.search(exact, 1, count=False).hits
            found += [hit(self.searcher, a, best + 1.0, marker, direct=True) for _, a in rows]
        return found

    def places(self, found: Sequence[Ranked]) -> list[int]:
        """The places of hits in their documents, as `corpus.place` numbers."""
        return [
            int(p or 0) for p in self.searcher.fast_field_values("place", [a for _, a in found])
        ]

    def facets(self) -> dict[str, dict[str, int]]:
        """How many hits have each value of the requested fields, most frequent first."""
        names = [n for n in self._request.facets if n in FACETS or n == "doc"]
        if not names:
            return {}
        wanted = {n: {"terms": {"field": n, "size": _ALL_VALUES}} for n in names}
        found = self.searcher.aggregate(self.match.query, wanted)
        return {
            n: {_name(b["key"]): int(b["doc_count"]) for b in found[n]["buckets"]} for n in names
        }

    def meant(self, known: Directory) -> tuple[str, ...]:
        """Names in the library that differ from the query by one letter, likeliest first."""
        words = "".join((*self._texts, *self._phrases))
        if not 3 <= len(words) <= _LONGEST_NAME:
            return ()
        near = [v[0].title for v in known.near(words)]
        near += [n.name for n in known.one_letter_off(words)]
        return tuple(dict.fromkeys(near))[:3]

    def _filters(self) -> list[Query]:
        asked = self._request
        spoken = {
            "genre": asked.genre, "region": asked.region, "modality": asked.modality,
            "mineral": asked.mineral, "etype": asked.etype, "issuer": asked.issuer,
            "force": asked.force, "doc": asked.doc,
        }  # fmt: skip
        filters = [self._matcher.field(n, v) for n, v in spoken.items() if v]
        if asked.year is not None:
            filters.append(self._matcher.years(*asked.year))
        return filters

    def _sorted(self, wanted: int, by: str, order: Order) -> tuple[list[Ranked], int]:
        result = self.searcher.search(self.match.query, wanted, order_by_field=by, order=order)
        return [(0.0, address) for _, address in result.hits], _count(result)

    def candidates(self, head: Sequence[Ranked]) -> list[Candidate]:
        """Hits in the order of `corpus.ranking`."""
        places = self.places(head)
        ordered = rerank(head, places, self._former)
        return [Candidate(total, head[i][0], places[i], head[i][1]) for total, i in ordered]

    def lookup(self) -> Lookup:
        """Where laws and articles are found by name."""
        return Lookup(self.searcher, self._matcher, self._kept.places)

    def _reranked(self, found: Sequence[Ranked]) -> list[Ranked]:
        best = self.candidates(found[:DEPTH])
        tail = [(float(score), address) for score, address in found[DEPTH:]]
        if self._model is None or not best:
            return [*((c.total, c.address) for c in best), *tail]
        return [*relearn(self._model, " ".join(self._texts), best, self.lookup()), *tail]

    def _grouped(self, found: list[Ranked]) -> list[Ranked]:
        """The first hit of each document."""
        best: dict[int, Ranked] = {}
        for row, place in zip(found, self.places(found), strict=True):
            best.setdefault(place >> DOCUMENT_SHIFT, row)
        return list(best.values())


def _said(tree: Group) -> tuple[list[str], list[str]]:
    """The plain words and the phrases of a query, but not what it excludes."""
    texts: list[str] = []
    phrases: list[str] = []
    waiting: list[Node] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Text):
            texts.append(ARTICLE.sub(" ", node.words))
            phrases += [found.group() for found in ARTICLE.finditer(node.words)]
        elif isinstance(node, Phrase):
            phrases.append(node.words)
        elif isinstance(node, Group | Either):
            waiting.extend(reversed(node.nodes))
    return texts, phrases


def _each_entity_once(hits: Sequence[Hit]) -> list[Hit]:
    """The hits without later ones of an entity that several documents name."""
    said: set[str] = set()
    kept = []
    for found in hits:
        if found.kind != "entity" or found.id not in said:
            kept.append(found)
        said.add(found.id)
    return kept


def _count(result: Any) -> int:
    return int(result.count or 0)


def _name(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def _bound(request: SearchRequest) -> tuple[object, ...]:
    """What a cursor belongs to: the request without its page."""
    return astuple(replace(request, cursor=None, limit=0, facets=()))


def _offset(request: SearchRequest) -> int:
    if request.cursor is None:
        return 0
    return int(accept(_bound(request), request.cursor)[0])


def _notes(request: SearchRequest) -> tuple[str, ...]:
    if len(request.query) > LONGEST:
        return (f"问题过长，只用了前 {LONGEST} 个字",)
    return ()
