"""The domain records: what a document is on its way from clean text to facts in the library.

Every offset is a half-open range of Unicode code points in the clean text of the document
(`ontology.source.CleanText.text`). All records are immutable; tuples keep document order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ontology.kinds import EntityType as EntityType
from ontology.kinds import IndicatorKind as IndicatorKind
from ontology.kinds import Modality as Modality
from ontology.kinds import Predicate as Predicate
from ontology.kinds import ReviewStatus as ReviewStatus
from ontology.kinds import Severity as Severity
from ontology.source import CleanText, Issue

# ---------------------------------------------------------------------- structure

Genre = Literal["paper", "plan", "specification", "regulation", "notice", "slides", "other"]
ClauseKind = Literal[
    "document", "part", "chapter", "section", "article", "paragraph", "item", "subitem",
    "heading", "run-in", "slide", "appendix", "preamble", "table", "row", "signature",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """A structural unit: a heading with what stands under it, an article, a 款, 项 or 目.

    `id` is the Akoma Ntoso style eId, unique in the document (`art_12__para_1__item_3`,
    `sec_5.2.2.1`). `number` is as printed (第十二条, （一）, 5.2.1), "" for none. `title` is the
    heading text without the number. `[start, end)` covers the heading and everything below it;
    `[heading_start, heading_end)` the heading or number alone, empty where there is none.
    `parent` is an index into `Document.clauses`, None for the top. `path` holds the labels
    (number and title) of the ancestors, outermost first, without the unit itself.
    """

    id: str
    kind: ClauseKind
    number: str
    title: str
    level: int
    start: int
    end: int
    heading_start: int
    heading_end: int
    parent: int | None = None
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its cells joined (no wraps) and spans repeated in every covered cell.

    `header` is one row: the levels of `header_rows` joined by "/" column by column, repeated parts once. `cells[r][c]`
    is the half-open range in the clean text of body cell (r, c): an empty range for an empty
    cell; a repeated span points at the one cell that covers it. `header_cells` likewise for the
    rows of `header_rows`. `clause` is the index of the clause that holds the table. `label` is
    表1 or 专栏3 as printed, "" for none. `[start, end)` includes the caption.
    """

    id: str
    label: str
    title: str
    header_rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[tuple[int, int], ...], ...]
    header_cells: tuple[tuple[tuple[int, int], ...], ...]
    start: int
    end: int
    clause: int | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """The smallest node: leaves tile the clean text, each in one clause and at most one table.

    `kind` is heading, text, cell, caption, note or gap (separators).
    """

    start: int
    end: int
    kind: str
    clause: int
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself; "" or empty where it says nothing.

    `date` is ISO 8601, possibly shortened (2010-10). `in_force` is 现行, 已修改, 废止 or "".
    """

    title: str = ""
    genre: Genre = "other"
    authors: tuple[str, ...] = ()
    issuer: str = ""
    region: str = ""
    date: str = ""
    doc_number: str = ""
    period: str = ""
    in_force: str = ""
    off_topic: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The parsed document. `clauses[0]` is the document itself and covers the whole text."""

    clean: CleanText
    metadata: Metadata
    clauses: tuple[Clause, ...]
    tables: tuple[Table, ...]
    leaves: tuple[Leaf, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def text(self) -> str:
        """The clean text that all offsets count in."""
        return self.clean.text


# ------------------------------------------------------------------------ extract

PROPOSED = "model"  # rule of what a language model proposed and no person has accepted yet
REVIEWED = "review"  # rule of what stands in the record because a person said so
DOCUMENT_ID = "doc"  # subject of statements that the document itself makes


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the document that carry a fact: `text[start:end] == quote` always holds."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing the document names. `id` is unique in the document (e1, e2, ... in order)."""

    id: str
    type: EntityType
    name: str
    evidence: Evidence
    aliases: tuple[str, ...] = ()
    clause: str = ""
    rule: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim by the document: subject, predicate, object, with its words.

    `subject` is an entity id or `DOCUMENT_ID`; `object` an entity id, or the words of an
    obligation for requires, prohibits, recommends, permits and encourages. `where` is the place
    for people (表2 row 1, 3.2(1)); `clause` the clause id; `rule` the id of the rule that found it;
    `confidence` lies in (0, 1]. `model` names a language model that proposed it, "" for rules.
    `review` is what people decided; `revises` the index of the claim that an edited one replaces.
    """

    subject: str
    predicate: Predicate
    object: str
    evidence: Evidence
    where: str = ""
    clause: str = ""
    rule: str = ""
    confidence: float = 1.0
    model: str = ""
    review: ReviewStatus = "unreviewed"
    revises: int | None = None

    @property
    def holds(self) -> bool:
        """Whether answers hold it: a model's proposal counts only once a person has accepted it."""
        return self.review != "rejected" and not (self.model and self.review == "unreviewed")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number for a named thing. `value` is as printed; `op` one of = <= >= < >."""

    name: str
    value: str
    op: str
    unit: str
    evidence: Evidence
    year: int | None = None
    kind: IndicatorKind = "status"
    attribute: str = ""
    mineral: str = ""
    where: str = ""
    clause: str = ""
    subject: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A minimum mining scale. `min_service_years` is None where the text gives none."""

    mineral: str
    variant: str
    scale: str
    op: str
    value: str
    unit: str
    evidence: Evidence
    min_service_years: int | None = None
    where: str = ""
    clause: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """A norm: who (`subject`, "" when unsaid) must, may or should do what (`action`), when."""

    modality: Modality
    subject: str
    action: str
    condition: str
    clause: str
    evidence: Evidence
    cue: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to a law, standard, plan or notice; `article` as printed (第三十条), or ""."""

    title: str
    number: str
    evidence: Evidence
    article: str = ""
    clause: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something in the document that contradicts itself. `severity` is hard or soft."""

    kind: str
    what: str
    where: str
    expected: str
    found: str
    severity: Severity
    evidence: Evidence
    clause: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything extracted from one document, in document order."""

    entities: tuple[Entity, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    citations: tuple[Citation, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    rejected: tuple[Issue, ...] = ()


# ------------------------------------------------------------------------ resolve


@dataclass(frozen=True, slots=True)
class Link:
    """A local id of one document bound to its permanent key in the library.

    `local` is an entity id, `key` the key of `ontology.ids.entity_key` (mode/产业基金模式);
    `basis` says why two documents share it (name, alias, code).
    """

    local: str
    key: str
    basis: str = "name"


@dataclass(frozen=True, slots=True)
class Record:
    """One document as the library holds it: what is stored, indexed and turned into quads.

    `id` is the document id of `ontology.ids.document_id`, made unique in the library. `cites` maps
    the index of a citation in `facts.citations` to the key (`doc/<id>` or `doc/<id>/<clause>`)
    that it points at inside the library.
    """

    id: str
    document: Document
    facts: Facts
    links: tuple[Link, ...] = ()
    cites: Mapping[int, str] = field(default_factory=dict)
