"""What the web service holds open: library, index, graph, and how it notices what others change.

Another process may ingest into the same folder. Every publication raises the generation number in
the library; the service looks at it before each request and opens index and graph anew when it
has grown, so readers see a whole publication or none of it.
"""

from __future__ import annotations

import threading
from typing import Annotated

from fastapi import Depends, Request

from api.settings import Settings
from corpus.index import Index
from corpus.library import Library
from kg.pool import QueryPool
from ontology.ids import iri


class Service:
    """The open library folder of a running server; safe for use by many threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library = Library.open(settings.library)
        self._lock = threading.Lock()
        self._generation = -1
        self._index: Index | None = None
        self._pool: QueryPool | None = None

    def iri(self, key: str) -> str:
        """The IRI of a library key."""
        return iri(self.settings.base_iri, key)


def service_of(request: Request) -> Service:
    """The service of the application that got the request."""
    service: Service = request.app.state.service
    return service


Held = Annotated[Service, Depends(service_of)]
