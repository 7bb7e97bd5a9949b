"""The ontology as data: what its page shows, and the Chinese words for relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from ontology.ids import ONTOLOGY
from ontology.vocabulary import PREFIXES, term

Kind = Literal["class", "property", "value", "scheme", "unit"]
_KINDS: dict[str, Kind] = {
    term("owl:Class"): "class",
    term("owl:ObjectProperty"): "property",
    term("owl:DatatypeProperty"): "property",
    term("skos:Concept"): "value",
    term("skos:ConceptScheme"): "scheme",
    term("qudt:Unit"): "unit",
}
Store = Mapping[tuple[Any, str], list[Any]]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology, names abbreviated (`mk:solves`) where a prefix is known."""

    iri: str
    name: str
    kind: Kind
    label: Mapping[str, str]
    comment: Mapping[str, str]
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    scheme: str

    @property
    def anchor(self) -> str:
        """Where the page shows it: `#solves`, and `#mkm-requires` for another namespace's term."""
        prefix, _, local = self.name.partition(":")
        return local if prefix == "mk" else f"{prefix}-{local}"


def source() -> bytes:
    """The ontology in Turtle, as published."""
    return files("ontology").joinpath("minekg.ttl").read_bytes()


def shapes() -> bytes:
    """The SHACL shapes in Turtle, as published."""
    return files("ontology").joinpath("shapes.ttl").read_bytes()


@cache
def terms() -> tuple[Term, ...]:
    """Every term of the ontology in the order of the file."""
    return tuple(_terms(_load()))


@cache
def label(iri: str, language: str = "zh") -> str:
    """The word for a term; its local name where the ontology does not know it."""
    found = next((t for t in terms() if t.iri == iri), None)
    return found.label[language] if found else iri.rpartition("#")[2].rpartition("/")[2]


def short(iri: str) -> str:
    """The prefixed name of an IRI, the IRI itself where no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _load() -> Store:
    found: dict[tuple[Any, str], list[Any]] = {}
    for quad in parse(source(), RdfFormat.TURTLE):
        found.setdefault((quad.subject, quad.predicate.value), []).append(quad.object)
    return found


def _terms(store: Store) -> Iterator[Term]:
    for (subject, predicate), objects in store.items():
        kind = _KINDS.get(objects[0].value) if predicate == term("rdf:type") else None
        if kind is None or not isinstance(subject, NamedNode):
            continue
        if subject.value.startswith((ONTOLOGY, PREFIXES["mkm"], PREFIXES["mku"])):
            yield Term(
                subject.value,
                short(subject.value),
                kind,
                _texts(store, subject, "rdfs:label"),
                _texts(store, subject, "rdfs:comment"),
                (*_names(store, subject, "rdfs:subClassOf"),
                 *_names(store, subject, "rdfs:subPropertyOf")),
                _names(store, subject, "rdfs:domain"),
                _names(store, subject, "rdfs:range"),
                next(iter(_names(store, subject, "skos:inScheme")), ""),
            )  # fmt: skip


def _texts(store: Store, subject: NamedNode, predicate: str) -> Mapping[str, str]:
    return {o.language: o.value for o in store.get((subject, term(predicate)), ())}


def _names(store: Store, subject: Any, predicate: str) -> tuple[str, ...]:
    found: list[str] = []
    for value in store.get((subject, term(predicate)), ()):
        if isinstance(value, BlankNode):
            found += _list(store, store[value, term("owl:unionOf")][0])
        else:
            found.append(short(value.value))
    return tuple(found)


def _list(store: Store, head: Any) -> Iterator[str]:
    while head.value != term("rdf:nil"):
        yield short(store[head, term("rdf:first")][0].value)
        head = store[head, term("rdf:rest")][0]
