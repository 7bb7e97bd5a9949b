"""The table of claims, one document after the other.

Each column is one pass over a predicate of the document's graph, or all of them one pass over its
N-Quads where those are at hand. (One query for all of it would look up some twenty things for each
claim, each at another place of the store.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.lexer import ESCAPES
from kg.terms import node

HEADER: Final = (
    "主语", "关系", "宾语", "原文", "文件", "条款", "位置", "起", "止", "文件 IRI", "置信度", "审核", "规则",
    "主语 IRI", "宾语 IRI",
)  # fmt: skip
_PARTS = {
    "subject": "rdf:subject", "predicate": "rdf:predicate", "object": "rdf:object",
    "quote": "mk:quote", "start": "mk:start", "end": "mk:end", "clause": "mk:inClause",
    "where": "mk:where", "confidence": "mk:confidence", "review": "mk:reviewStatus",
    "rule": "mk:rule",
}  # fmt: skip
_PART_OF = {str(node(curie)): part for part, curie in _PARTS.items()}
_NAMING = ("dcterms:title", "rdfs:label", "skos:prefLabel")  # the last that there is, is the name
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_REMEMBERED = 200_000  # names held in memory
_MERGED = DefaultGraph()


class _Iri(str):
    """A value that names a thing; other values are words."""

    __slots__ = ()


Columns = dict[str, dict[str, str]]
"""By part the values of the claims by their IRIs."""


class ClaimTable:
    """The claims of the documents of a store as rows under `HEADER`.

    Args:
        store: where the documents are.
        nquads: gives a document's graph as N-Quads where they are at hand.
    """

    def __init__(
        self, store: Store, nquads: Callable[[NamedNode], bytes | None] = lambda _: None
    ) -> None:
        self._store, self._nquads = store, nquads
        self._names = _all_names(store)
        self._known = bool(self._names)

    def rows(self, document: NamedNode) -> Iterator[list[str]]:
        """The claims of one document's graph in the order of the text, "" for what is not said."""
        known = self._nquads(document)
        columns = self._columns(document) if known is None else _read(known, document)
        title = self._name(_Iri(document.value))
        for claim in sorted(columns["subject"], key=lambda c: _place(c, columns)):
            yield self._row(claim, columns, title, document.value)

    def _columns(self, graph: NamedNode) -> Columns:
        return {part: self._column(curie, graph) for part, curie in _PARTS.items()}

    def _column(self, curie: str, graph: NamedNode) -> dict[str, str]:
        found = self._store.quads_for_pattern(None, node(curie), None, graph)
        return {
            quad.subject.value: _Iri(quad.object.value)  # type: ignore[union-attr]
            if isinstance(quad.object, NamedNode)
            else quad.object.value  # type: ignore[union-attr]
            for quad in found
        }

    def _row(self, claim: str, columns: Columns, title: str, document: str) -> list[str]:
        (subject, predicate, object_, quote, start, end, clause, where, confidence, review,
         rule) = (column.get(claim, "") for column in columns.values())  # fmt: skip
        return [
            self._name(subject), _local(predicate), self._name(object_), quote, title,
            self._name(clause), where, start, end, document, confidence, _local(review), rule,
            str(subject), str(object_),
        ]  # fmt: skip

    def _name(self, thing: str) -> str:
        """The name of a thing in whichever document gives one, else its IRI; words as they are."""
        if not isinstance(thing, _Iri):
            return thing
        name = self._names.get(thing)
        if name is None:
            if self._known:
                return str(thing)
            if len(self._names) >= _REMEMBERED:
                self._names.clear()
            name = self._names[thing] = self._look_up(NamedNode(thing))
        return name

    def _look_up(self, thing: NamedNode) -> str:
        for curie in reversed(_NAMING):
            found = self._store.quads_for_pattern(thing, node(curie), None, _MERGED)
            if names := [quad.object.value for quad in found]:  # type: ignore[union-attr]
                return min(names)
        return thing.value


def _all_names(store: Store) -> dict[str, str]:
    """The names of all things, read at one go; none where they are too many to hold."""
    names: dict[str, str] = {}
    for curie in _NAMING:
        found: dict[str, str] = {}
        for quad in store.quads_for_pattern(None, node(curie), None, _MERGED):
            thing, name = quad.subject.value, quad.object.value  # type: ignore[union-attr]
            if (known := found.get(thing)) is None or name < known:
                found[thing] = name
            if len(names) + len(found) > _REMEMBERED:
                return {}
        names |= found
    return names


def _read(nquads: bytes, graph: NamedNode) -> Columns:
    """The columns out of the lines of a graph."""
    columns: Columns = {part: {} for part in _PARTS}
    end = -len(f" {graph} .")
    for line in nquads.decode().split("\n")[:-1]:
        claim, predicate, rest = line.split(" ", 2)
        if part := _PART_OF.get(predicate):
            columns[part][claim[1:-1]] = _value(rest[:end])
    return columns


def _value(term: str) -> str:
    """An IRI or a literal of N-Quads; datatypes and languages hold no quotation marks."""
    if term.startswith('"'):
        return _words(term[1 : term.rindex('"')])
    return _Iri(term[1:-1])


def _words(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    return chr(int(short or long, 16)) if letter is None else ESCAPES.get(letter, letter)


def _place(claim: str, columns: Columns) -> tuple[int, int, str]:
    return int(columns["start"][claim]), int(columns["end"][claim]), claim


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
