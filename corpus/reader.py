"""The ground under the reading modules: queries on what readers may see.

Only shown versions are read: published ones, and those about to leave that index and graph still
hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.store import Store
from ontology.errors import UnknownName

SHOWN = "state IN ('published', 'leaving')"


class Reader:
    """Runs queries on a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _doc(self, document_id: str) -> int:
        doc: int = self._row(f"SELECT doc FROM documents WHERE id = ? AND {SHOWN}", document_id)[0]
        return doc

    def _row(self, query: str, document_id: str) -> Any:
        row = self._store.connection.execute(query, (document_id,)).fetchone()
        if row is None:
            raise UnknownName(f"资料库里没有文档 {document_id}")
        return row

    def _all(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._store.told():
            return self._store.connection.execute(query, values).fetchall()

    def _one(self, query: str, values: Sequence[Any]) -> bool:
        return bool(self._all(query, values))
