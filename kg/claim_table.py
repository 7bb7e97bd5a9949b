"""The table of claims, one document after the other.

Each column is one pass over a predicate of the document's graph. (One query for all of it would look
up some twenty things for each claim, each at another place of the store.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pyoxigraph import DefaultGraph, NamedNode, Store

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
_REMEMBERED = 200_000  # names
_MERGED = DefaultGraph()


class ClaimTable:
    """The claims of the documents of a store as rows under `HEADER`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[NamedNode, str] = {}

    def rows(self, document: NamedNode) -> Iterator[list[str]]:
        """The claims of one document's graph in the order of the text, "" for what is not said."""
        columns = {part: self._column(curie, document) for part, curie in _PARTS.items()}
        title = self._name(document)
        for claim in sorted(columns["subject"], key=lambda c: _place(c, columns)):
            said = {part: column[claim] for part, column in columns.items() if claim in column}
            yield self._row(said, title, document.value)

    def _column(self, curie: str, graph: NamedNode) -> dict[Any, Any]:
        found = self._store.quads_for_pattern(None, node(curie), None, graph)
        return {quad.subject: quad.object for quad in found}

    def _row(self, said: dict[str, Any], title: str, document: str) -> list[str]:
        def text(part: str) -> str:
            return said[part].value if part in said else ""

        return [
            self._name(said["subject"]), _local(text("predicate")), self._name(said["object"]),
            text("quote"), title, self._name(said["clause"]) if "clause" in said else "",
            text("where"), text("start"), text("end"), document, text("confidence"),
            _local(text("review")), text("rule"), text("subject"), text("object"),
        ]  # fmt: skip

    def _name(self, thing: Any) -> str:
        """The name of a thing in whichever document gives one, else its IRI; a literal's words."""
        if not isinstance(thing, NamedNode):
            return str(thing.value)
        if thing not in self._names:
            if len(self._names) >= _REMEMBERED:
                self._names.clear()
            self._names[thing] = self._look_up(thing)
        return self._names[thing]

    def _look_up(self, thing: NamedNode) -> str:
        for curie in ("skos:prefLabel", "rdfs:label", "dcterms:title"):
            found = self._store.quads_for_pattern(thing, node(curie), None, _MERGED)
            if names := sorted(quad.object.value for quad in found):  # type: ignore[union-attr]
                return names[0]
        return thing.value


def _place(claim: Any, columns: dict[str, dict[Any, Any]]) -> tuple[int, int, str]:
    start, end = (int(columns[part][claim].value) for part in ("start", "end"))
    return start, end, claim.value


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
