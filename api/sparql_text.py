"""`text:query` in SPARQL answered by the library's full-text index."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from corpus.index import Index
from corpus.search import Hit, SearchRequest, search
from kg.text import MOST, Found, rewrite, uses_text
from ontology.ids import iri
from ontology.vocabulary import term

_KINDS = {
    term("skos:prefLabel"): "entity",
    term("skos:altLabel"): "entity",
    term("dcterms:title"): "document",
    term("rdfs:label"): "clause",
    term("eli:title"): "clause",
}
_MARKS = "↦", "↤"  # Jena's own highlight marks
_WINDOW = 120
_CUT = f"text:query 只取了前 {MOST} 条命中 (only the best {MOST} hits)"
_KEPT = 64  # answers of the search, at most a thousand hits each


def inject(query: str, index: Callable[[], Index], base: str) -> tuple[str, str]:
    """A query with its `text:query` patterns answered, and what its result must say of that.

    The second is "" unless a pattern has more hits than it gets and the query needs them.

    The property narrows the search: skos:prefLabel to entities, dcterms:title to documents,
    rdfs:label to clauses; without one, everything is searched.

    Args:
        query: SPARQL text.
        index: opens the full-text index; called only when the query uses it.
        base: the instance base IRI.

    Raises:
        BadQuery: a pattern of another form, or words that the search cannot read.
    """
    if not uses_text(query):
        return query, ""

    opened = index()
    return _answered(query, opened, opened.snapshot()[1].state, base)


@lru_cache(maxsize=_KEPT)
def _answered(query: str, index: Index, state: int, base: str) -> tuple[str, str]:
    """The answer of `inject`; one text for those who ask the same, so that it is hashed once."""
    text, cut = rewrite(query, partial(_found, index, state, base))
    return text, _CUT if cut else ""


@lru_cache(maxsize=_KEPT)
def _found(
    index: Index, state: int, base: str, words: str, property_: str, limit: int
) -> tuple[Found, ...]:
    """The hits in one state of the index; clients ask the same words again and again."""
    request = SearchRequest(words, kind=_KINDS.get(property_), limit=limit)
    return tuple(map(partial(_hit, base), search(index, request).items))


def _hit(base: str, hit: Hit) -> Found:
    return Found(iri(base, hit.id), hit.score, _marked(hit))


def _marked(hit: Hit) -> str:
    """The words around the first highlight, highlights in Jena's marks."""
    first = hit.highlights[0][0] if hit.highlights else 0
    begin = max(0, first - _WINDOW // 2)
    end = min(len(hit.text), begin + _WINDOW)
    parts, at = [], begin
    for start, stop in hit.highlights:
        if start >= at and stop <= end:
            parts += [hit.text[at:start], _MARKS[0], hit.text[start:stop], _MARKS[1]]
            at = stop
    return "".join((*parts, hit.text[at:end]))
