"""SPARQL over a graph folder without a server: one query, one worker, then gone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kg.formats import GRAPH_TWINS, GRAPHS, RESULTS
from kg.pool import QueryPool
from kg.query import DEFAULT_LIMITS, Answer, Limits, Query
from kg.store import current
from ontology.errors import BadQuery


def run(
    folder: Path,
    query: str,
    format: str = "",
    limits: Limits = DEFAULT_LIMITS,
    note: str = "",
) -> Answer:
    """Evaluate a query over the published snapshot of a graph folder.

    Args:
        folder: the `graph/` folder of a library; one without a snapshot is an empty graph.
        query: SPARQL 1.1 query text; the prefixes of `ontology.vocabulary` are known in it.
        format: json, csv, tsv, xml, xlsx, ttl, nt, rdf, jsonld, trig or nq; "" is json for tables and
            ttl for triples, and json or xml also name the like formats of triples.
        limits: what the query may use.
        note: what the result must say of itself, as in `Query`.

    Returns:
        An answer to iterate or to read; its worker ends with it.

    Raises:
        BadQuery: a fault in the query (with its position) or a format that does not fit it.
        LimitExceeded: time, memory, bytes or length.
    """
    asked = Query(query, *names(format), note=note)
    pool = QueryPool(partial(current, folder), size=1, slow=1, limits=limits, spares=0)
    try:
        answer = pool.run(asked)
    except BaseException:
        pool.close()
        raise
    answer.chunks = _closing(pool, answer.chunks)
    return answer


def names(format: str) -> tuple[str, str]:
    """The names for tables and for triples that a format name means; BadQuery for no such name."""
    if not format:
        return "json", "ttl"
    if format not in RESULTS and format not in GRAPHS:
        known = "、".join((*RESULTS, *GRAPHS))
        raise BadQuery(f"没有格式 {format!r}，可用：{known}")
    graphs = GRAPH_TWINS.get(format, format if format in GRAPHS else "")
    return (format if format in RESULTS else ""), graphs


def _closing(pool: QueryPool, chunks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from chunks
    finally:
        pool.close()
