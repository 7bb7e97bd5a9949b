"""From the facts of one document to a record of the library: permanent keys and links.

Pure: what the library knows comes in through a `LibraryView`; nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from ontology.ids import clause_key, document_id, document_key, entity_key
from ontology.numerals import to_int
from ontology.records import Citation, Document, Entity, Facts, Link, Metadata, Record

_ARTICLE = re.compile(
    r"^第?([〇零一二三四五六七八九十百千\d]+)条(?:之([一二三四五六七八九十\d]+))?"
)


class Titled(Protocol):
    """A document of the library, as far as links need it."""

    @property
    def id(self) -> str:
        """The document id."""


class LibraryView(Protocol):
    """What resolution asks of the library; `corpus.library.Library` answers it."""

    def find_documents(self, title: str = "", number: str = "") -> Sequence[Titled]:
        """Documents of this title or number, the version in force first."""

    def has_clause(self, document_id: str, clause_id: str) -> bool:
        """Whether a document of the library has this clause."""

    def entity_keys(self, type: str, name: str) -> tuple[str, ...]:
        """Keys of the entities that bear the name or an alias, most used first."""


def resolve(document: Document, facts: Facts, view: LibraryView) -> Record:
    """Give a document and its entities their keys and link its citations.

    Args:
        view: what the library knows so far.

    Returns:
        The record to store. A citation of something that the library does not hold has no link.
    """
    links = tuple(_link(e, view) for e in facts.entities if e.type != "Clause")
    found = ((i, _target(c, view)) for i, c in enumerate(facts.citations))
    cites = {i: target for i, target in found if target}
    return Record(identify(document), document, facts, links, cites)


def identify(document: Document) -> str:
    """The id that a document asks for; the library makes it unique."""
    metadata = document.metadata
    return document_id(document.clean.raw.sha256, metadata.title, _version(metadata))


def _version(metadata: Metadata) -> str:
    """Regulations live in dated versions; other documents bear their dates in their titles."""
    return metadata.date if metadata.genre == "regulation" else ""


def _link(entity: Entity, view: LibraryView) -> Link:
    """One name is one thing; an alias joins only where the library knows a single bearer."""
    if view.entity_keys(entity.type, entity.name):
        return Link(entity.id, view.entity_keys(entity.type, entity.name)[0], "name")
    for alias in entity.aliases:
        keys = view.entity_keys(entity.type, alias)
        if len(keys) == 1:
            return Link(entity.id, keys[0], f"alias {alias}")
    return Link(entity.id, entity_key(entity.type, entity.name))


def _target(citation: Citation, view: LibraryView) -> str:
    known = view.find_documents(citation.title, citation.number)
    if not known:
        return ""
    clause = _article(citation.article)
    for version in known:
        if clause and view.has_clause(version.id, clause):
            return clause_key(version.id, clause)
    return document_key(known[0].id)


def _article(printed: str) -> str:
    found = _ARTICLE.match(printed)
    if found is None:
        return ""
    after = f"-{to_int(found[2])}" if found[2] else ""
    return f"art_{to_int(found[1])}{after}"
