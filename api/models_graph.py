"""What the REST interface answers about the network of claims.

A thing is given by its library id (`mode/产业基金模式`, `doc/…` for documents and clauses), its IRI,
its name and its type.
"""

from __future__ import annotations

from api.models import Model


class Thing(Model):
    """A thing that claims are about."""

    id: str
    iri: str
    name: str
    type: str


class NodeItem(Thing):
    """A thing at a distance of `hop` relations from the centre."""

    hop: int


class EdgeItem(Model):
    """A relation in its own direction: how many documents and how many claims say so."""

    source: str
    target: str
    predicate: str
    label: str
    documents: int
    evidence: int


class Neighbourhood(Model):
    """The things around one thing and all relations among them.

    `found` counts the things before the cap; `truncated` says that the cap took some away.
    """

    center: str
    hops: int
    nodes: list[NodeItem]
    edges: list[EdgeItem]
    found: int
    truncated: bool


class TypeCount(Model):
    """How many things of a type the claims are about."""

    type: str
    label: str
    count: int


class RelationCount(Model):
    """How many pairs of things a relation ties, and how many claims say so."""

    predicate: str
    label: str
    count: int
    claims: int


class Coverage(Model):
    """How many problems have a mode that solves them or a recommendation that addresses them."""

    problems: int
    with_mode: int
    with_recommendation: int
    with_neither: int


class RankedThing(Thing):
    """A thing with the number of relations it is in."""

    degree: int


class Overview(Model):
    """The network of claims in numbers, and the things of each type that most relations meet in."""

    documents: int
    things: int
    claims: int
    types: list[TypeCount]
    relations: list[RelationCount]
    coverage: Coverage
    top: dict[str, list[RankedThing]]


class GapItem(Thing):
    """A problem: how many documents name it, modes solve it and recommendations address it."""

    documents: int
    modes: int
    recommendations: int


class CoverItem(Thing):
    """A mode: how many problems it solves, projects use it and documents speak of it."""

    problems: int
    projects: int
    documents: int


class RankItem(RankedThing):
    """A thing's place in the network; betweenness is in [0, 1] (Freeman 1977)."""

    betweenness: float


class CommunityItem(Model):
    """Things more closely related among themselves; `members` names the twenty most related."""

    id: int
    name: str
    size: int
    types: dict[str, int]
    members: list[RankedThing]


class SimilarItem(Thing):
    """A project like another: the Jaccard index of what both are related to, in (0, 1]."""

    score: float
    shared: list[str]


class StepEvidence(Model):
    """The words of a document that state one step."""

    quote: str
    document: str
    title: str


class StepItem(Model):
    """One relation on a path, in its own direction, as a sentence with its evidence."""

    subject: Thing
    predicate: str
    label: str
    object: Thing
    sentence: str
    documents: int
    evidence: list[StepEvidence]


class PathAnswer(Model):
    """The shortest chain of relations from one thing to another; no steps where none is found."""

    start: Thing
    end: Thing
    found: bool
    steps: list[StepItem]


class TermItem(Model):
    """A term of the vocabulary: labels and comments by language (zh, en)."""

    iri: str
    name: str
    label: dict[str, str]
    comment: dict[str, str]
    parents: list[str]
    domain: list[str]
    range: list[str]
    scheme: str


class ExampleItem(Model):
    """An example query and what it asks, by language."""

    id: str
    title: dict[str, str]
    query: str


class Vocabulary(Model):
    """What a query editor completes: prefixes, terms and examples."""

    prefixes: dict[str, str]
    classes: list[TermItem]
    properties: list[TermItem]
    values: list[TermItem]
    examples: list[ExampleItem]
