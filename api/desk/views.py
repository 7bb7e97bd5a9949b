"""What the desk needs of a library: a small view, satisfied by `corpus.library.Library`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from corpus.rows import CitationRow, DocumentRow
from ontology.records import Clause, Record


class Titles(Protocol):
    """Documents by the names under which texts cite them, and their clauses."""

    def document_ids(self) -> Sequence[str]:
        """The ids of all documents, sorted."""
        ...

    def document(self, document_id: str) -> DocumentRow:
        """A document's description; UnknownName when it is not there."""
        ...

    def find_documents(self, title: str = "", number: str = "") -> tuple[DocumentRow, ...]:
        """Documents of exactly this title or number, latest version first."""
        ...

    def clauses(self, document_id: str) -> tuple[Clause, ...]:
        """The clauses of a document in order; UnknownName when it is not there."""
        ...

    def text(self, document_id: str) -> str:
        """The clean text of a document; UnknownName when it is not there."""
        ...

    def cited_by(self, document_id: str) -> tuple[CitationRow, ...]:
        """Who cites a document."""
        ...


class Records(Protocol):
    """All documents of a library, one after the other."""

    def document_ids(self) -> Sequence[str]:
        """The ids of all documents, sorted."""
        ...

    def document(self, document_id: str) -> DocumentRow:
        """A document's description; UnknownName when it is not there."""
        ...

    def record(self, document_id: str) -> Record:
        """A document with its facts; UnknownName when it is not there."""
        ...
