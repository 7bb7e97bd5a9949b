"""A thing that only the graph knows (a statement, an instrument by name): its properties as rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from api.service import Service
from kg.ontology import short
from kg.query import Query
from ontology.errors import UnknownName
from ontology.ids import iri, key_of

_ABOUT = """SELECT ?p ?o ?name {{ <{0}> ?p ?o
  OPTIONAL {{ ?o skos:prefLabel ?n }} OPTIONAL {{ ?o rdfs:label ?l }}
  BIND(COALESCE(?n, ?l) AS ?name) }} ORDER BY ?p ?o"""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as people read it; `key` leads to a thing of the library, `url` to another."""

    text: str
    key: str
    url: str


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing with its properties by prefixed name, each with its values in order."""

    id: str
    iri: str
    properties: dict[str, list[Value]]

    def plain(self) -> dict[str, Any]:
        """As JSON: values as strings, things of the library by their IRI."""
        values = {
            name: [value.url or value.text for value in found]
            for name, found in self.properties.items()
        }
        return {"id": self.id, "iri": self.iri, "properties": values}

    def text(self) -> str:
        """Its words where it quotes some, else everything said of it, a line each."""
        if quotes := self.properties.get("mk:quote"):
            return "\n".join(value.text for value in quotes) + "\n"
        lines = (f"{n}: {v.text}" for n, found in self.properties.items() for v in found)
        return "\n".join(lines) + "\n"


def resource(service: Service, key: str) -> Resource:
    """What the graph says of a key; UnknownName when that is nothing."""
    base = service.settings.base_iri
    me = iri(base, key)
    body = json.loads(service.pool.run(Query(_ABOUT.format(me))).read())
    properties: dict[str, list[Value]] = {}
    for row in body["results"]["bindings"]:
        properties.setdefault(short(row["p"]["value"]), []).append(_value(row, base))
    if not properties:
        raise UnknownName(f"图谱里没有 {key}")
    return Resource(key, me, properties)


def _value(row: dict[str, dict[str, str]], base: str) -> Value:
    value = row["o"]["value"]
    if row["o"]["type"] != "uri":
        return Value(value, "", "")
    name = row["name"]["value"] if "name" in row else ""
    if value.startswith(f"{base}id/"):
        key = key_of(base, value)
        return Value(name or key, key, value)
    return Value(name or short(value), "", value)
