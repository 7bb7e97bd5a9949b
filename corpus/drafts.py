"""The library as a running batch sees it: what it has stored counts before readers may see it."""

from __future__ import annotations

from typing import NamedTuple

from corpus.claims import Claims
from corpus.linking import HERE
from corpus.names import name_key, number_key


class Draft(NamedTuple):
    """A document by its id."""

    id: str


class Drafts:
    """Answers what resolving a document asks of the library (`ingest.resolve.LibraryView`)."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims

    def find_documents(self, title: str = "", number: str = "") -> tuple[Draft, ...]:
        """Documents of this title or number, those in force first, then the latest version."""
        rows = self._claims._all(
            f"SELECT DISTINCT id, in_force, date FROM documents WHERE {HERE}"
            " AND ((?1 <> '' AND name_key = ?1) OR (?2 <> '' AND number_key = ?2))"
            " ORDER BY in_force = '废止', date DESC, id",
            [name_key(title), number_key(number)],
        )
        return tuple(Draft(row[0]) for row in rows)

    def has_clause(self, document_id: str, clause_id: str) -> bool:
        """Whether a document has this clause."""
        return self._claims._one(
            "SELECT 1 FROM clauses c JOIN documents d ON d.doc = c.doc"
            f" WHERE d.id = ? AND d.{HERE} AND c.id = ?",
            (document_id, clause_id),
        )

    def entity_keys(self, type: str, name: str) -> tuple[str, ...]:
        """Keys of the entities of this type that bear the name or alias, most used first."""
        return self._claims.entity_keys(type, name)
