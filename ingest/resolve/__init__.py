"""From the facts of one document to a record of the library: permanent keys and links.

Pure: what the library knows comes in through a `LibraryView`; nothing is written here. Every link
says on which basis it was made, so that a merge can be listed and undone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from ingest.resolve.articles import clause_ids
from ingest.resolve.internal import own_clause
from ingest.resolve.naming import alternatives
from ontology.ids import STATE, clause_key, document_id, document_key, entity_key, fold_name
from ontology.records import Citation, Document, Entity, Facts, Link, Metadata, Record


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
    found = ((i, _target(c, document, view)) for i, c in enumerate(facts.citations))
    return Record(
        identify(document),
        document,
        facts,
        tuple(_links(facts.entities, view)),
        {i: target for i, target in found if target},
    )


def identify(document: Document) -> str:
    """The id that a document asks for; the library makes it unique."""
    metadata = document.metadata
    return document_id(document.clean.raw.sha256, metadata.title, _version(metadata))


def _version(metadata: Metadata) -> str:
    """Regulations live in dated versions; other documents bear their dates in their titles."""
    return metadata.date if metadata.genre == "regulation" else ""


def _links(entities: Sequence[Entity], view: LibraryView) -> Iterator[Link]:
    """Names first, so that no other name of one entity takes the key that another is called by."""
    named = {e.id: view.entity_keys(e.type, e.name) for e in entities if e.type != "Clause"}
    taken = {keys[0] for keys in named.values() if keys}
    taken |= {entity_key(e.type, e.name) for e in entities if e.id in named}
    for entity in entities:
        if entity.id not in named:
            continue
        if named[entity.id]:
            yield Link(entity.id, named[entity.id][0], "name")
        else:
            yield _by_other_name(entity, view, taken)


def _by_other_name(entity: Entity, view: LibraryView, taken: set[str]) -> Link:
    """Another name joins only where the library knows a single bearer of it."""
    for name, basis in alternatives(entity):
        keys = view.entity_keys(entity.type, name)
        if len(keys) == 1 and keys[0] not in taken:
            taken.add(keys[0])
            return Link(entity.id, keys[0], f"{basis} {name}")
    return Link(entity.id, entity_key(entity.type, entity.name))


def _target(citation: Citation, document: Document, view: LibraryView) -> str:
    if not citation.title and not citation.number:
        inner = own_clause(citation, document)
        return clause_key(identify(document), inner) if inner else ""
    if _is_itself(citation, document.metadata):
        own = {clause.id for clause in document.clauses}
        clause = next((c for c in clause_ids(citation.article) if c in own), "")
        return clause_key(identify(document), clause) if clause else ""
    return find_cited(citation.title, citation.number, citation.article, view)


def find_cited(title: str, number: str, article: str, view: LibraryView) -> str:
    """The key of the clause, or else the document, that a citation means; "" when it is not held."""
    known = view.find_documents(title, number)
    for clause in clause_ids(article):
        for version in known:
            if view.has_clause(version.id, clause):
                return clause_key(version.id, clause)
    return document_key(known[0].id) if known else ""


def _is_itself(citation: Citation, metadata: Metadata) -> bool:
    cited, own = (fold_name(t).removeprefix(STATE) for t in (citation.title, metadata.title))
    return bool(cited) and cited == own
