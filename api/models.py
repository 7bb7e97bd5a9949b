"""What the REST interface answers and accepts.

Offsets are half-open ranges of Unicode code points in the clean text of the document. Ids are
library ids: a document's own, `document/clause` for a clause, `type/name` for an entity.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Model(BaseModel):
    """Base of all answers; made from the library's rows by attribute."""

    model_config = ConfigDict(from_attributes=True)


class Listing(Model, Generic[T]):
    """A page of a list; `total` and `facets` count the whole list."""

    items: list[T]
    total: int
    next: str | None = None
    facets: dict[str, dict[str, int]] = Field(default_factory=dict)


class Problem(Model):
    """An error (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    instance: str = ""
    errors: list[dict[str, str]] = Field(default_factory=list)


class DocumentItem(Model):
    """A document as a list shows it."""

    id: str
    iri: str
    title: str
    genre: str
    issuer: str
    region: str
    date: str
    year: int | None
    doc_number: str
    period: str
    in_force: str
    off_topic: bool
    sha256: str
    reader: str
    media_type: str
    characters: int
    clauses: int
    entities: int
    assertions: int
    added: str


class IssueItem(Model):
    """Something about a document that a person should know of."""

    kind: str
    message: str
    start: int
    end: int


class StatusItem(Model):
    """Whether a document is in force: 现行, 已修改, 废止 or 未知.

    `evidence` holds what says so, `by` the id of the document that replaced or repealed it.
    """

    value: str
    evidence: str
    by: str


class VersionItem(Model):
    """One version of a document: `since` is when it came into force, "" where it does not say.

    `changes` counts what became of the articles of the version before it, by kind.
    """

    id: str
    iri: str
    title: str
    date: str
    since: str
    status: StatusItem
    changes: dict[str, int] = Field(default_factory=dict)


class Timeline(Model):
    """The versions of one law that the library holds, oldest first; `now` is the one asked for."""

    title: str
    now: str
    versions: list[VersionItem]


class DocumentDetail(DocumentItem):
    """A document with its status and what was noticed while reading it."""

    status: StatusItem
    issues: list[IssueItem]
    repairs: list[dict[str, Any]]
    anomalies: list[dict[str, Any]]
    cites: list[CitationItem]
    cited_by: list[CitationItem]


class ClauseItem(Model):
    """A structural unit; `path` holds the labels of its ancestors, outermost first."""

    id: str
    iri: str
    eid: str
    kind: str
    number: str
    title: str
    level: int
    path: list[str]
    start: int
    end: int


class ClauseLink(Model):
    """A clause by name."""

    id: str
    label: str
    kind: str


class NormItem(Model):
    """What a clause requires, prohibits, recommends, permits or encourages."""

    modality: str
    subject: str
    action: str
    condition: str
    cue: str
    quote: str
    start: int
    end: int
    statement: str = Field(validation_alias="address")


class AssertionItem(Model):
    """A claim by a document with its words; `statement` is its id for reports and decisions."""

    document: str
    document_title: str
    subject: str = Field(validation_alias="subject_key")
    subject_name: str
    predicate: str
    object: str | None = Field(validation_alias="object_key")
    object_name: str
    quote: str
    start: int
    end: int
    where: str
    clause: str
    rule: str
    confidence: float
    model: str
    statement: str = Field(validation_alias="address")
    review: str


class IndicatorItem(Model):
    """A number that a document gives for a named thing."""

    document: str
    name: str
    value: str
    op: str
    unit: str
    year: int | None
    kind: str
    attribute: str
    mineral: str
    where: str
    clause: str
    quote: str
    start: int
    end: int
    statement: str = Field(validation_alias="address")


class CitationItem(Model):
    """A citation; `target` is the key of what it points at in the library, "" when unknown."""

    document: str
    document_title: str
    clause: str
    title: str
    number: str
    article: str
    target: str
    quote: str
    start: int
    end: int
    statement: str = Field(validation_alias="address")


class ClauseDetail(ClauseItem):
    """A clause with its words, its surroundings and everything that hangs on it."""

    document: DocumentItem
    status: StatusItem
    text: str
    citation: str
    ancestors: list[ClauseLink]
    children: list[ClauseLink]
    previous: ClauseLink | None
    following: ClauseLink | None
    norms: list[NormItem]
    assertions: list[AssertionItem]
    indicators: list[IndicatorItem]
    cites: list[CitationItem]
    cited_by: list[CitationItem]


class EntityItem(Model):
    """An entity over all documents that name it."""

    id: str = Field(validation_alias="key")
    iri: str
    type: str
    name: str
    aliases: list[str]
    documents: int
    assertions: int


class MentionItem(Model):
    """Where a document first names an entity."""

    document: str
    document_title: str
    name: str
    clause: str
    quote: str
    start: int
    end: int
    attributes: dict[str, str]
    statement: str = Field(validation_alias="address")


class EntityDetail(Model):
    """An entity with every mention and every claim about it."""

    id: str
    iri: str
    type: str
    name: str
    aliases: list[str]
    documents: int
    mentions: list[MentionItem]
    assertions: list[AssertionItem]


class JobItem(Model):
    """A piece of work in the background; `state` is waiting, running, done or failed."""

    id: str
    kind: str
    state: str
    created: str
    changed: str
    detail: Mapping[str, Any]
