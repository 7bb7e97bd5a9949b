"""Searching: a request in, a page of hits out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from tantivy import Occur, Order, Query

from corpus.analyzer import fold
from corpus.collapse import Counts, Ranked, counted, once, places_of, things
from corpus.cursor import issue
from corpus.directory import Directory, directory
from corpus.highlight import Highlighter
from corpus.hits import Hit, HitDocument, SearchPage, hit
from corpus.index import Index
from corpus.learned import Model
from corpus.library import Library
from corpus.lookup import Candidate, Lookup
from corpus.matching import Match, Matcher, only_words
from corpus.place import DOCUMENT_SHIFT
from corpus.query import (
    ARTICLE,
    LONGEST,
    Either,
    Group,
    Node,
    Phrase,
    Text,
    articles_in,
    parse,
    unknown_fields,
)
from corpus.ranking import DEPTH, rerank
from corpus.relearning import Relearned, helps, relearn
from corpus.request import FACETS, SearchRequest, bound_of, filters_of, place_of
from corpus.resolver import resolve
from corpus.synonyms import expansions, one_letter_off

__all__ = [
    "FACETS",
    "Hit",
    "HitDocument",
    "SearchPage",
    "SearchRequest",
    "rank",
    "search",
]

_FIRST = 3  # hits that tell what is asked for
_UNMARKED = Highlighter(())
_MOVED = 20  # places that a hit may move between two pages, when documents come or go
_FEWEST = 100  # candidates of the shortest list
_FEW = 3  # hits below which other spellings are looked for
_SHORT_NAME = 20  # letters of a name that is looked for in the hits themselves
_LONGEST_NAME = 120
_DOCUMENT = "doc"  # the facet that tells in how many documents there are hits


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
    offset, last = place_of(request, model)
    direct, beside = run.direct(library) if library is not None else ([], 0)
    ranked, matched = run.ranked(offset + request.limit + len(direct) + _MOVED)
    counts = run.counts()
    total = matched - counts.again + beside + run.beside
    ordered = run.led(direct, ranked)
    offset = run.after(last, ordered, offset)
    end = offset + request.limit
    shown = ordered[offset:end]
    hits = tuple(run.hits(shown, max(0, len(direct) - offset)))
    return SearchPage(
        hits,
        total,
        issue(bound_of(request, model), [end, *run.things(shown[-1:])])
        if len(ordered) > end
        else None,
        {name: counts.facets[name] for name in counts.facets if name in request.facets},
        round((time.perf_counter() - began) * 1000, 3),
        run.expanded,
        run.meant(known) if known is not None and run.misses(hits, total) else (),
        run.notes(),
        run.reranked,
        len(counts.facets[_DOCUMENT]) if request.group else None,
    )


def rank(index: Index, words: str, limit: int = 10) -> list[tuple[float, int]]:
    """The best clauses for plain words: their scores and places, nothing read from the store.

    The words are no query: quotation marks, signs and field names are words like others.
    """
    searcher, kept = index.snapshot()
    matcher = Matcher(index.schema, searcher, kept.frequencies, loose=True)
    query = matcher.ranking(words[:LONGEST], articles=articles_in(words))
    if query is None:
        return []
    found = searcher.search(query, max(_FEWEST, min(3 * limit, DEPTH), limit), count=False).hits
    places = places_of(searcher, found)
    return [(score, places[i]) for score, i in rerank(found, places, limit=limit)]


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
        self.beside = 0
        self.reranked = False
        self._schema = index.schema
        self.searcher, self._kept = index.snapshot()
        self._request = request
        self._former = known.former if known is not None else frozenset[int]()
        self._matcher = Matcher(
            index.schema, self.searcher, self._kept.frequencies, request.kind, loose
        )
        tree, filters = parse(request.query), self._filters()
        self._plain = only_words(tree) and not filters and request.kind in (None, "clause")
        self._texts, self._phrases = _said(tree)
        self.expanded = expansions(self._texts) if request.synonyms else ()
        self._added = tuple(w for e in self.expanded for w in e.words)
        self._tree = tree
        self.match: Match = self._matcher.match(
            tree, filters, self._added, bool(request.query.strip())
        )

    def ranked(self, wanted: int) -> tuple[list[Ranked], int]:
        """Scores and addresses of the first `wanted` things or more, and how many units match."""
        depth = max(wanted, DEPTH)
        while True:
            found, matched = self._first(depth)
            kept = once(self.searcher, found)
            kept = self._listed(kept)
            if len(kept) >= wanted or len(found) < depth:
                return kept, matched
            depth *= 2

    def _first(self, depth: int) -> tuple[list[Ranked], int]:
        if self._request.sort == "date":
            return self._sorted(depth, "date", Order.Desc)
        if self._request.sort == "document" or not self.match.ranked:
            return self._sorted(depth, "order", Order.Asc)
        result = self.searcher.search(self.match.query, depth)
        return self._reranked(result.hits), _count(result)

    def hits(self, ranked: Sequence[Ranked], direct: int = 0) -> list[Hit]:
        """The hits of a page with their highlights; the first `direct` are what the query names."""
        marker = Highlighter(self._texts, [*self._phrases, *self._added])
        return [
            hit(self.searcher, address, score, marker, i < direct, self._former)
            for i, (score, address) in enumerate(ranked)
        ]

    def direct(self, library: Library) -> tuple[list[Ranked], int]:
        """What the query names and the filters let through; how many of it lack the query's words."""
        query = self._request.query
        if len(query) > _LONGEST_NAME or self._request.sort != "relevance":
            return [], 0
        found: list[Ranked] = []
        beside = 0
        for target in resolve(library, query)[:3]:
            for name in _holding(target.key):
                key = self._matcher.term("key", name)
                if rows := self._search([key, *self._filters(), *self._kind()], 1):
                    found += rows
                    beside += not self._search([key, self.match.query], 1)
                    break
        return self._listed(found), beside

    def _kind(self) -> list[Query]:
        kind = self._request.kind
        return [self._matcher.term("kind", kind)] if kind else []

    def _search(self, queries: list[Query], limit: int) -> list[Ranked]:
        return list(self.searcher.search(Matcher.together(queries), limit, count=False).hits)

    def led(self, direct: Sequence[Ranked], ranked: Sequence[Ranked]) -> list[Ranked]:
        """The hits after those that the query names, which score above the first of them."""
        if not direct:
            return list(ranked)
        best = ranked[0][0] if ranked else 0.0
        known = things(self.searcher, direct)
        first = [(best + 1.0, address) for _, address in direct]
        return self._listed([*first, *once(self.searcher, ranked, without=known)])

    def after(self, last: int | None, ordered: Sequence[Ranked], offset: int) -> int:
        """Where to go on: behind the last thing shown, which may have moved since then."""
        near = max(0, offset - _MOVED)
        around = self.things(ordered[near : offset + _MOVED]) if last is not None else []
        return near + around.index(last) + 1 if last in around else offset

    def things(self, ranked: Sequence[Ranked]) -> list[int]:
        """The numbers of the things that hits show."""
        return things(self.searcher, ranked) if ranked else []

    def counts(self) -> Counts:
        """How many units show the same things, and the facets that were asked for."""
        names = [n for n in self._request.facets if n in FACETS or n == _DOCUMENT]
        if self._request.group and _DOCUMENT not in names:
            names.append(_DOCUMENT)
        asked = self._tree, self.match.empty, filters_of(self._request), *names
        known = self._kept.counts.get(asked)
        if known is None:
            known = counted(self.searcher, self._schema, self.match.query, names)
            self._kept.counts[asked] = known
        return known

    def places(self, found: Sequence[Ranked]) -> list[int]:
        """The places of hits in their documents, as `corpus.place` numbers."""
        return places_of(self.searcher, found)

    def notes(self) -> tuple[str, ...]:
        """What of the query was not used."""
        notes = []
        if len(self._request.query) > LONGEST:
            notes.append(f"问题过长，只用了前 {LONGEST} 个字")
        notes += [f"没有字段“{n}”，当作词来检索" for n in unknown_fields(self._request.query)]
        if self._request.query.strip() and self.match.empty:
            notes.append("检索词里没有可以检索的字")
        return tuple(notes)

    def misses(self, hits: Sequence[Hit], total: int) -> bool:
        """Whether the query found next to nothing, or is a short name that its first hits lack.

        A name with one wrong letter still has hits: they share its other letters.
        """
        if total < _FEW:
            return True
        words = fold("".join(self._texts))
        name = len(self._texts) == 1 and len(words) <= _SHORT_NAME and not self._phrases
        return name and not any(words in fold(f"{h.title}\n{h.text}") for h in hits)

    def meant(self, known: Directory) -> tuple[str, ...]:
        """Names and terms that differ from the query by one letter, those of the library first."""
        words = "".join((*self._texts, *self._phrases))
        if not 3 <= len(words) <= _LONGEST_NAME:
            return ()
        near = [v[0].title for v in known.near(words)]
        near += [n.name for n in known.names.one_letter_off(words)]
        near += one_letter_off(words)
        return tuple(name for name in dict.fromkeys(near) if name != words)[:3]

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
        if self._model is None or not best or not self._plain:
            return [*((c.total, c.address) for c in best), *tail]
        recalled, lookup = self._model.memory.recall(" ".join(self._texts)), self.lookup()
        fits = self._model.everywhere or self._asks_for_law(best)
        if not (fits and helps(self._model, recalled, best, lookup)):
            return [*((c.total, c.address) for c in best), *tail]
        learned = relearn(self._model, recalled, best, lookup)
        self.reranked = True
        self.beside = self._unmatched(learned, lookup)
        least = learned.rows[-1][0] / best[-1].total
        return [*learned.rows, *((least * score, address) for score, address in tail)]

    def _asks_for_law(self, best: Sequence[Candidate]) -> bool:
        """Whether the first hits are law: a memory of legal questions knows nothing else."""
        first = (hit(self.searcher, c.address, 0.0, _UNMARKED) for c in best[:_FIRST])
        return all(h.document.genre == "regulation" for h in first)

    def _unmatched(self, learned: Relearned, lookup: Lookup) -> int:
        """How many of the hits that only the memory brought share no word with the query."""
        if not learned.brought:
            return 0
        clauses = [(Occur.Should, lookup.clause(*article)) for article in learned.brought]
        either = Query.boolean_query(clauses)
        both = Matcher.together([either, self.match.query])
        return _count(self.searcher.search(either, 1)) - _count(self.searcher.search(both, 1))

    def _listed(self, found: list[Ranked]) -> list[Ranked]:
        """The hits, or the first of each document where they are asked for so."""
        if not self._request.group:
            return found
        best: dict[int, Ranked] = {}
        for row, place in zip(found, self.places(found), strict=True):
            best.setdefault(place >> DOCUMENT_SHIFT, row)
        return list(best.values())


def _holding(key: str) -> list[str]:
    """The library key of a clause and of the clauses that hold it: a hit is a whole article."""
    parts = key.split("__")
    return ["__".join(parts[:n]) for n in range(len(parts), 0, -1)]


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


def _count(result: Any) -> int:
    return int(result.count or 0)
