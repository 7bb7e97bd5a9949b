"""More like this: clauses that share telling words with one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tantivy import Searcher

from corpus.collapse import Ranked, once
from corpus.highlight import Highlighter
from corpus.hits import Hit, hit
from corpus.index import Index
from corpus.matching import Matcher
from corpus.query import LONGEST

_ITSELF = 20  # hits that may be parts of the clause itself


def similar(index: Index, key: str, limit: int = 10, words: str = "") -> tuple[Hit, ...]:
    """The clauses most like the one with this library key, best first, without itself.

    Args:
        words: what the clause says; "" for what the index holds under its key.

    Neither parts of the clause nor what it is a part of are in the answer; empty where nothing is
    like it, or nothing is known of it.
    """
    searcher, kept = index.snapshot()
    matcher = Matcher(index.schema, searcher, kept.frequencies, loose=True)
    words = (words or _words(searcher, matcher, key))[:LONGEST]
    query = matcher.ranking(words) if words else None
    if query is None:
        return ()
    found = searcher.search(query, limit + _ITSELF, count=False).hits
    marker = Highlighter([words])
    hits = (
        hit(searcher, address, float(score), marker) for score, address in once(searcher, found)
    )
    return tuple(_others(hits, key))[:limit]


def _words(searcher: Searcher, matcher: Matcher, key: str) -> str:
    own: list[Ranked] = searcher.search(matcher.term("key", key), 1, count=False).hits
    return hit(searcher, own[0][1], 0.0, Highlighter(())).text if own else ""


def _others(hits: Iterable[Hit], key: str) -> Iterator[Hit]:
    """The hits that neither hold the clause nor are held by it."""
    for found in hits:
        inside = found.id == key or found.id.startswith(key + "__")
        if not inside and not key.startswith(found.id + "__"):
            yield found
