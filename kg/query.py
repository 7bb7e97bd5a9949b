"""What goes into the query pool and what comes out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ontology.errors import BadQuery


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use. 0 means no limit.

    `seconds` counts the time in which the worker makes the caller wait, not the time in which a
    slow reader makes the worker wait; `memory` is the address space of a worker in bytes; `rows`
    is rows of a SELECT or triples of a CONSTRUCT; `bytes` the length of the serialised result;
    `query` the length of a query text in bytes.
    """

    seconds: float = 30.0
    memory: int = 3 << 30
    rows: int = 1_000_000
    bytes: int = 1 << 30
    query: int = 1 << 20


DEFAULT_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what the caller can read.

    `results` and `graphs` are format names of `kg.formats` for tables and for triples, "" for
    none. `default_graphs` and `named_graphs` override the dataset of the text; both None leave it.
    Where parts of the query were answered before, `said` is what the user wrote, which syntax errors
    are told in, and `note` what the result must say of itself; "" for nothing.
    """

    text: str
    results: str = "json"
    graphs: str = "ttl"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base: str = ""
    note: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Dump:
    """A whole graph or the whole dataset, never cut and with no deadline.

    `graph` is the IRI of a named graph, "" for the default graph, None for all graphs; `graphs` is
    a format name, for all graphs one that holds a dataset (trig, nq or jsonld).
    """

    graphs: str = "ttl"
    graph: str | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question about the network of claims, one of `kg.reports.KINDS`.

    `base` is the base IRI that turns keys into IRIs; `arguments` are names with their values.
    """

    kind: str
    base: str
    arguments: tuple[tuple[str, str | int], ...] = ()


Work = Query | Dump | Analysis
"""Whatever a worker can be asked to do."""


class WrongFormat(BadQuery):
    """The result of the query cannot be written in any of the wanted formats."""


@dataclass(slots=True)
class Answer:
    """A result on its way: iterate it once for the bytes, or close it to stop the query.

    `kind` is bindings, boolean, graph or analysis; `truncated` says that the row limit cut the result, which
    its last line says too; `complete` that all of it is here already. Iterating raises LimitExceeded or EnvironmentFault when the result
    breaks off.
    """

    kind: str
    media_type: str
    truncated: bool
    complete: bool
    chunks: Iterator[bytes]

    def __iter__(self) -> Iterator[bytes]:
        return self.chunks

    def read(self) -> bytes:
        """The whole result."""
        return b"".join(self.chunks)

    def close(self) -> None:
        """Stop; a query that is still running is killed. Closing twice does nothing."""
        close = getattr(self.chunks, "close", None)
        if close is not None:
            close()
