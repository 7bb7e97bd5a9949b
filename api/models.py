"""What the REST interface answers and accepts.

Offsets are half-open ranges of Unicode code points in the clean text of the document. Ids are
library ids: a document's own, `document/clause` for a clause, `type/name` for an entity.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

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


class JobItem(Model):
    """A piece of work in the background; `state` is waiting, running, done or failed."""

    id: str
    kind: str
    state: str
    created: str
    changed: str
    detail: Mapping[str, Any]


class CheckRequest(Model):
    """A plan to check, `against` a specification or alone; each by its id or by its text."""

    plan: str = Field("", description="文件 id")
    plan_text: str = Field("", max_length=5_000_000, description="规划的文字，代替 id")
    against: str = Field("", description="规范的文件 id；不给则只查数字和表格")
    against_text: str = Field("", max_length=5_000_000, description="规范的文字，代替 id")
    beside: str = Field("", description="另一份规划的文件 id：指标并列")


class DiffRequest(Model):
    """Two documents to compare, by id or by text: `a` the old one, `b` the new one."""

    a: str = Field("", description="旧文件的 id")
    a_text: str = Field("", max_length=5_000_000, description="旧文件的文字，代替 id")
    b: str = Field("", description="新文件的 id")
    b_text: str = Field("", max_length=5_000_000, description="新文件的文字，代替 id")


class AdmitRequest(Model):
    """A mining project asked about."""

    mineral: Annotated[str, Field(min_length=1, max_length=50)]
    scale: Decimal = Field(gt=0)
    unit: Annotated[str, Field(min_length=1, max_length=30)]
    place: Annotated[str, Field(min_length=1, max_length=100)]
    method: str = Field("", description="露天 或 地下")
    new: bool = Field(False, description="新建矿山；默认按已有矿山")
    service_years: int | None = Field(None, gt=0, le=500, description="设计服务年限（年）")


class VerifyRequest(Model):
    """A text whose citations are to be verified."""

    text: Annotated[str, Field(min_length=1, max_length=2_000_000)]


class MatrixEnd(Model):
    """A row or column of the matrix."""

    id: str = Field(validation_alias="key")
    name: str


class MatrixCell(Model):
    """A cell that is not empty: how many documents say so, and their words."""

    row: str
    column: str
    documents: int
    evidence: list[AssertionItem] = Field(validation_alias="claims")


class MatrixTable(Model):
    """Rows and columns, those with most documents first, and the cells that are not empty."""

    predicate: str
    rows: list[MatrixEnd]
    columns: list[MatrixEnd]
    cells: list[MatrixCell]
