"""What the web service holds open: library, index and query workers.

Another process may ingest into the same folder. Every publication raises the generation number of
the library; index and graph are opened anew when it has grown, so a reader sees a whole
publication or none of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from api.settings import Settings
from corpus.index import Index
from corpus.kept import Kept
from corpus.learned import Model, model_of
from corpus.library import Library
from corpus.search import SearchRequest, search
from corpus.suggest import suggest
from ingest.publish import base_of
from kg.pool import Limits, QueryPool
from kg.store import current
from ontology.errors import EnvironmentFault, MineKGError
from ontology.ids import DEFAULT_BASE, iri
from ontology.records import Record

T = TypeVar("T")

_MEBI = 1 << 20
_RECORDS = 4  # decoded documents that are kept


class Service:
    """The open library folder of a running server; safe for use by many threads.

    Raises:
        EnvironmentFault: there is no library in the folder, it cannot be opened, or its graph has
            another base IRI than the settings want.
    """

    def __init__(self, settings: Settings) -> None:
        self.library = Library.open(settings.library)
        self.settings = replace(settings, base_iri=base_iri(settings))
        self._graph = settings.library / "graph"
        self._opening = threading.Lock()
        self._index: tuple[int, Index] | None = None
        self._pool: QueryPool | None = None
        self._made: dict[str, tuple[int, Any]] = {}
        self._records: Kept[Record] = Kept(_RECORDS)

    def close(self) -> None:
        """Stop the query workers and close the library."""
        if self._pool is not None:
            self._pool.close()
        self.library.close()

    @property
    def index(self) -> Index:
        """The index as of the last publication."""
        generation = self.library.generation
        with self._opening:
            if self._index is None or self._index[0] != generation:
                self._index = generation, Index.open(self.settings.library / "index")
            return self._index[1]

    @property
    def pool(self) -> QueryPool:
        """The query workers; they look up the published graph for each query."""
        with self._opening:
            if self._pool is None:
                self._pool = QueryPool(
                    lambda: current(self._graph),
                    self.settings.sparql_workers,
                    limits(self.settings),
                )
            return self._pool

    @property
    def model(self) -> Model:
        """The re-ranker: the library's own where one was trained, else the one that ships."""
        return model_of(self.settings.library)

    def warm(self) -> None:
        """Make what the first search would wait for: names, dictionaries, pages of the index."""
        with suppress(Exception):  # whoever searches is told what is wrong; this is no search
            search(self.index, SearchRequest("矿山", limit=1), self.library, self.model)
            suggest(self.library, "矿山")
        self.library.rest()

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once for each publication."""
        generation = self.library.generation
        known = self._made.get(name)
        if known is None or known[0] != generation:
            known = self._made[name] = generation, make()
        made: T = known[1]
        return made

    def record(self, document_id: str) -> Record:
        """A document with its facts, kept for the next reader; UnknownName when it is not here.

        Decoding a long one takes longer than showing it.
        """
        return self._records.get(
            self.library.generation, document_id, lambda: self.library.record(document_id)
        )

    def iri(self, key: str) -> str:
        """The IRI of a library key."""
        return iri(self.settings.base_iri, key)

    def faults(self) -> list[str]:
        """Why the service is not ready, in words; empty when it is."""
        try:
            self.index  # noqa: B018
            self.library.generation  # noqa: B018
        except MineKGError as error:
            return [str(error)]
        return [] if current(self._graph) is not None else ["图谱还没有发布"]


def base_iri(settings: Settings) -> str:
    """The base IRI of the library's instances; EnvironmentFault where the settings want another."""
    made = base_of(settings.library)
    wanted = settings.base_iri or made or DEFAULT_BASE
    if made and wanted != made:
        raise EnvironmentFault(
            f"图谱的 IRI 前缀是 {made}，设置里是 {wanted}：请先运行 minekg rebuild，或改 MINEKG_BASE_IRI"
        )
    return wanted


def limits(settings: Settings) -> Limits:
    """What one SPARQL query may use."""
    return Limits(
        seconds=settings.sparql_timeout,
        memory=settings.sparql_memory * _MEBI,
        bytes=settings.sparql_bytes * _MEBI,
        rows=settings.sparql_rows,
    )


async def service_of(request: Request) -> Service:
    """The service of the application that got the request; async to save a change of threads."""
    service: Service = request.app.state.service
    return service


Held = Annotated[Service, Depends(service_of)]
