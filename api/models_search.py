"""What search and completion answer and accept over REST.

Ids are library ids, as in `api.models`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.models import Listing, Model


class SearchDocument(Model):
    """The document that a hit lies in; `superseded` where a later version or a repeal is known."""

    id: str
    title: str
    genre: str
    date: str = ""
    in_force: str = ""
    superseded: bool = False


class SearchEntity(Model):
    """Something that a hit speaks of."""

    id: str
    iri: str
    type: str
    name: str


class SearchItem(Model):
    """A hit; `highlights` are half-open ranges of `text`.

    `[start, end)` lies in the clean text of the document; `text` is that range, but for a table row,
    where it joins the cells with their column names. `number` is the id of the clause in its
    document. `direct` says that the query named this very thing.
    """

    id: str
    iri: str
    kind: str = Field(description="clause、document 或 entity")
    number: str
    title: str
    path: list[str]
    text: str
    start: int
    end: int
    highlights: list[tuple[int, int]]
    score: float
    document: SearchDocument | None
    modalities: list[str] = Field(default_factory=list, description="requires、prohibits……")
    entities: list[SearchEntity] = Field(default_factory=list)
    direct: bool = False


class ExpandedTerm(Model):
    """A term of the query with what was searched besides it: words of the same meaning or narrower."""

    term: str
    words: list[str]
    relation: str = Field(description="same（同义）或 narrower（下位）")


class SearchListing(Listing[SearchItem]):
    """Hits, best first.

    `expanded` tells which words were searched too and why (`synonyms` are the words alone),
    `meant` better spellings of a query that found little or of a name that no hit holds, `notes` what of the query was not used.
    `facets` count all hits by kind, genre, issuer, region, year, modality, mineral, entity (the
    types of the entities spoken of) and force.
    """

    took_ms: float
    expanded: list[ExpandedTerm] = Field(default_factory=list)
    synonyms: list[str] = Field(default_factory=list)
    meant: list[str] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    reranked: bool = Field(default=False, description="是否用问题记忆重排过")
    documents: int | None = Field(default=None, description="group=document 时，命中在几份文件里")


class Suggestion(Model):
    """A name to offer while a person types.

    `text` is what to put into the search box; `kind` is clause, document or entity, `type` the type
    of an entity; `note` tells equal names apart (the document of a clause, the date of a version).
    """

    text: str
    kind: str
    type: str = ""
    id: str
    iri: str
    note: str = ""
    highlights: list[tuple[int, int]] = Field(default_factory=list)


class SuggestListing(Listing[Suggestion]):
    """Suggestions: clauses, documents and entities, in groups that follow one another.

    `facets.kind` counts the groups. `near` says that nothing holds what was typed and that the names
    are one letter off.
    """

    near: bool = False
    took_ms: float


class Opened(Model):
    """A hit that was opened: the query and the id of the clause."""

    q: Annotated[str, Field(min_length=1, max_length=400)]
    id: Annotated[str, Field(max_length=300, pattern=r"^[^/]+/[\w.~\-]+$|^doc/[^/]+/[\w.~\-]+$")]
