"""What a search is asked for, and the cursors that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Literal

from corpus.cursor import accept
from corpus.learned import Model
from ontology.errors import BadQuery

FACETS = ("kind", "genre", "issuer", "region", "year", "modality", "mineral", "etype", "force")
_OF_A_PAGE = ("limit", "cursor", "facets")  # parts of a request that may change between pages
_OF_THE_ORDER = ("query", "sort", "group")  # parts that do not change what is counted

Sort = Literal["relevance", "date", "document"]


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


filters_of: Callable[[SearchRequest], object] = attrgetter(
    *(f.name for f in fields(SearchRequest) if f.name not in (*_OF_A_PAGE, *_OF_THE_ORDER))
)
_BOUNDS = attrgetter(*(f.name for f in fields(SearchRequest) if f.name not in _OF_A_PAGE))


def place_of(request: SearchRequest, model: Model | None) -> tuple[int, int | None]:
    """How many things came before the page, and the last of them."""
    if request.cursor is None:
        return 0, None
    place = accept(bound_of(request, model), request.cursor)
    if len(place) != 2 or not all(isinstance(n, int) and n >= 0 for n in place):
        raise BadQuery("cursor 无法识别：请从第一页重新开始")
    return place[0], place[1]


def bound_of(request: SearchRequest, model: Model | None) -> tuple[object, ...]:
    """What a cursor belongs to: the request without its page, and what orders the hits."""
    bound: tuple[object, ...] = _BOUNDS(request)
    return *bound, model.weights if model is not None else None
