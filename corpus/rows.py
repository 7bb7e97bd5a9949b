"""What the library answers: frozen rows of its tables, joined where a reader needs them joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from corpus.statements import citation_id, indicator_id, norm_id
from ontology.records import Clause

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: `total` counts the whole list, `next` is a cursor or None at its end.

    `facets` maps a field to its values and their counts over the whole list, largest first.
    """

    items: tuple[T, ...]
    total: int
    next: str | None = None
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as a list shows it. `paths` are the files it was read from, sorted."""

    id: str
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
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseRef:
    """A clause by name: enough for a link."""

    document: str
    id: str
    label: str
    kind: str

    @classmethod
    def of(cls, document: str, id: str, number: str, title: str, kind: str) -> ClauseRef:
        """The name of a clause from what its heading says; its id where that says nothing."""
        return cls(document, id, " ".join(part for part in (number, title) if part) or id, kind)


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """A norm of a clause, as `ontology.records.Obligation`, with its words."""

    document: str
    modality: str
    subject: str
    action: str
    condition: str
    cue: str
    clause: str
    quote: str
    start: int
    end: int

    @property
    def statement(self) -> str:
        """The id for decisions on it."""
        return norm_id(self.modality, self.action, self.quote)

    @property
    def address(self) -> str:
        """The statement id with its document, as people and programs name it."""
        return f"{self.document}/{self.statement}"


@dataclass(frozen=True, slots=True)
class AssertionRow:
    """A claim of a document. Keys are library keys; `object_key` is None for plain words.

    `subject_name` and `object_name` are what people read; `statement` is the id for decisions on it,
    `review` what was decided.
    """

    document: str
    document_title: str
    number: int
    subject_key: str
    subject_name: str
    predicate: str
    object_key: str | None
    object_name: str
    quote: str
    start: int
    end: int
    where: str
    clause: str
    rule: str
    confidence: float
    model: str
    statement: str = ""
    review: str = "unreviewed"

    @property
    def address(self) -> str:
        """The statement id with its document, as people and programs name it."""
        return f"{self.document}/{self.statement}"


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A citation with what it points at in the library: `target` is a key, "" when unknown."""

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

    @property
    def statement(self) -> str:
        """The id for decisions on it."""
        return citation_id(self.title, self.number, self.article, self.quote)

    @property
    def address(self) -> str:
        """The statement id with its document, as people and programs name it."""
        return f"{self.document}/{self.statement}"


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A number of a document, as `ontology.records.Indicator`."""

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

    @property
    def statement(self) -> str:
        """The id for decisions on it."""
        return indicator_id(self.name, self.op, self.value, self.unit, self.year, self.quote)

    @property
    def address(self) -> str:
        """The statement id with its document, as people and programs name it."""
        return f"{self.document}/{self.statement}"


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause with its surroundings. `text` is the clean text of the clause with all below it.

    `lineage` goes from the document down to the clause; `lone` are the ids of the paragraphs in it
    that are the only ones of their article. `previous` and `following` are siblings.
    """

    document: DocumentRow
    lineage: tuple[Clause, ...]
    lone: frozenset[str]
    text: str
    children: tuple[ClauseRef, ...]
    previous: ClauseRef | None
    following: ClauseRef | None

    @property
    def clause(self) -> Clause:
        """The clause itself."""
        return self.lineage[-1]

    @property
    def ancestors(self) -> tuple[ClauseRef, ...]:
        """What the clause is part of, from the document down."""
        above = self.lineage[:-1]
        return tuple(ClauseRef.of(self.document.id, c.id, c.number, c.title, c.kind) for c in above)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where one document first names an entity."""

    document: str
    document_title: str
    local: str
    name: str
    clause: str
    quote: str
    start: int
    end: int
    attributes: Mapping[str, str]
    statement: str = ""

    @property
    def address(self) -> str:
        """The statement id with its document, as people and programs name it."""
        return f"{self.document}/{self.statement}"


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity over all documents that name it. `name` is the form most documents use."""

    key: str
    type: str
    name: str
    aliases: tuple[str, ...]
    documents: int
    assertions: int


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity with every mention and every claim that has it as subject or object."""

    entity: EntityRow
    mentions: tuple[Mention, ...]
    assertions: tuple[AssertionRow, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A document whose new state index and graph have yet to show."""

    document: str
    action: Literal["replace", "remove"]


@dataclass(frozen=True, slots=True)
class Review:
    """An entry of the review log; entries are only ever added.

    `decision` is report, accept, reject, edit, merge, split or undo. `target` is a statement id
    (`corpus.statements`) of `document`, or for merges, where `document` is "", the entity key. `detail`
    holds what was decided on in words. `sha256` is the content of the document at that time; `chain`
    a digest of the entry and all before it.
    """

    number: int
    at: str
    document: str
    target: str
    decision: str
    reviewer: str
    reason: str
    detail: Mapping[str, str]
    sha256: str = ""
    chain: str = ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A statement that is to be reviewed, or that was.

    `reason` says why it is in the queue: reported, proposed, unsure, unseen, or decided. `review` is
    its status. `subject`, `predicate` and `object` are as in `corpus.statements.Statement`. `reports`
    are those that nobody has answered yet, `verdict` is the decision that holds.
    """

    document: str
    document_title: str
    statement: str
    kind: str
    reason: str
    review: str
    subject: str
    predicate: str
    object: str
    quote: str
    start: int
    end: int
    clause: str
    where: str
    rule: str
    confidence: float
    model: str
    reports: tuple[Review, ...] = ()
    verdict: Review | None = None

    @property
    def address(self) -> str:
        """The statement id with its document, as people and programs name it."""
        return f"{self.document}/{self.statement}"


@dataclass(frozen=True, slots=True)
class MergeRow:
    """Two names of one thing, or two things that a person has told apart.

    `own` is the key that the one name makes by itself, `key` the one it is known by. `basis` says
    why: merged or split (a person), else the rule (`alias 某名`, `place-prefix …`, `title …`).
    `documents` counts those that it concerns; `verdict` is the decision of a person.
    """

    own: str
    own_name: str
    key: str
    key_name: str
    basis: str
    documents: int
    verdict: Review | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work in the background. `state` is waiting, running, done or failed."""

    id: str
    kind: str
    state: str
    created: str
    changed: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Stats:
    """Sizes of the library; `genres` counts documents by genre."""

    documents: int
    clauses: int
    entities: int
    assertions: int
    indicators: int
    obligations: int
    citations: int
    genres: Mapping[str, int]
    bytes: int
