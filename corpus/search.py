"""Searching: a request in, a page of hits out."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tantivy import Order, Query, Searcher

from corpus.cursor import accept, issue
from corpus.highlight import Highlighter
from corpus.index import Index
from corpus.matching import Match, Matcher
from corpus.query import LONGEST, Either, Group, Node, Phrase, Text, parse

FACETS = ("kind", "genre", "issuer", "region", "year", "modality", "mineral", "etype", "force")
_ALL_VALUES = 65_000
_DEEPEST = 10_000

Sort = Literal["relevance", "date", "order"]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to search for.

    `query` is in the language of `corpus.query`. The filters take exact values; `year` is a first
    and a last year. `facets` names the fields to count (of `FACETS`). `group` gives the best hit
    of each document only.
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
    sort: Sort = "relevance"
    limit: int = 20
    cursor: str | None = None
    facets: tuple[str, ...] = ()
    group: bool = False
    synonyms: bool = True


@dataclass(frozen=True, slots=True)
class HitDocument:
    """The document of a hit."""

    id: str
    title: str
    genre: str
    date: str = ""
    in_force: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result.

    `id` is its library key; `[start, end)` lies in the clean text of the document. `text` is that
    range, except for a table row, where it joins the cells with their column names. `highlights`
    are half-open ranges of `text`. `entities` are (key, type, name).
    """

    id: str
    kind: str
    number: str
    title: str
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...]
    score: float
    document: HitDocument
    modalities: tuple[str, ...] = ()
    entities: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits. `total` counts all of them; `next` is None on the last page.

    `synonyms` are the words that were added to the query; `notes` say what of it was not used.
    """

    items: tuple[Hit, ...]
    total: int
    next: str | None = None
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    took_ms: float = 0.0
    synonyms: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def search(index: Index, request: SearchRequest) -> SearchPage:
    """The hits for a request, best first; an empty query lists everything that the filters leave.

    Raises:
        BadQuery: a cursor of another query.
    """
    began = time.perf_counter()
    searcher = index.searcher()
    matcher = Matcher(index.schema, searcher, index.frequencies(searcher))
    tree = parse(request.query)
    match = matcher.match(tree, _filters(matcher, request))
    offset = _offset(request)
    found = _run(searcher, match, request, offset)
    rows = found.hits[: request.limit]
    marker = Highlighter(*_said(tree))
    items = tuple(_hit(searcher, address, score, marker) for score, address in rows)
    more = len(found.hits) > request.limit
    return SearchPage(
        items,
        found.count or 0,
        issue(_bound(request), [offset + request.limit]) if more else None,
        _facets(searcher, match.query, request.facets),
        round((time.perf_counter() - began) * 1000, 3),
        notes=_notes(request),
    )


def _filters(matcher: Matcher, request: SearchRequest) -> list[Query]:
    exact = {"kind": request.kind, "doc": request.doc}
    spoken = {
        "genre": request.genre, "region": request.region, "modality": request.modality,
        "mineral": request.mineral, "etype": request.etype,
    }  # fmt: skip
    filters = [matcher.term(name, value) for name, value in exact.items() if value]
    filters += [matcher.field(name, value) for name, value in spoken.items() if value]
    if request.year is not None:
        filters.append(matcher.years(*request.year))
    return filters


def _run(searcher: Searcher, match: Match, request: SearchRequest, offset: int) -> Any:
    wanted = request.limit + 1
    if request.sort == "date":
        return searcher.search(
            match.query, wanted, order_by_field="date", order=Order.Desc, offset=offset
        )
    if request.sort == "order" or not match.ranked:
        return searcher.search(
            match.query, wanted, order_by_field="order", order=Order.Asc, offset=offset
        )
    return searcher.search(match.query, wanted, offset=offset)


def _hit(searcher: Searcher, address: Any, score: float, marker: Highlighter) -> Hit:
    stored: Any = searcher.doc(address).get_first("hit")
    row = json.loads(bytes(stored))
    key, kind, number, title, path, text, start, end, modalities, entities, *document = row
    return Hit(
        key, kind, number, title, tuple(path), text, start, end, tuple(marker.spans(text)),
        round(float(score), 4), HitDocument(*document), tuple(modalities),
        tuple(tuple(e) for e in entities),
    )  # fmt: skip


def _said(tree: Group) -> tuple[list[str], list[str]]:
    """The plain words and the phrases of a query, but not what it excludes."""
    texts: list[str] = []
    phrases: list[str] = []
    waiting: list[Node] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Text):
            texts.append(node.words)
        elif isinstance(node, Phrase):
            phrases.append(node.words)
        elif isinstance(node, Group | Either):
            waiting.extend(node.nodes)
    return texts, phrases


def _facets(searcher: Searcher, query: Query, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
    if not names:
        return {}
    wanted = {n: {"terms": {"field": n, "size": _ALL_VALUES}} for n in names}
    found = searcher.aggregate(query, wanted)
    return {n: {_name(b["key"]): int(b["doc_count"]) for b in found[n]["buckets"]} for n in names}


def _name(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def _bound(request: SearchRequest) -> tuple[object, ...]:
    return (
        request.query, request.kind, request.doc, request.genre, request.region, request.year,
        request.modality, request.mineral, request.etype, request.sort, request.group,
        request.synonyms,
    )  # fmt: skip


def _offset(request: SearchRequest) -> int:
    if request.cursor is None:
        return 0
    (offset,) = accept(_bound(request), request.cursor)
    return min(int(offset), _DEEPEST)


def _notes(request: SearchRequest) -> tuple[str, ...]:
    if len(request.query) > LONGEST:
        return (f"问题过长，只用了前 {LONGEST} 个字",)
    return ()
