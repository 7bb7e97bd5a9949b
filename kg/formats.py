"""Result formats: their names, media types, engine formats, and how a cut result says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pyoxigraph import QueryResultsFormat, RdfFormat

Marker = Literal["json", "xml", "csv", "tsv", "hash", "none"]


@dataclass(frozen=True, slots=True)
class Format:
    """A serialisation. `marker` is the way in which its last line can carry a message."""

    name: str
    media_type: str
    engine: QueryResultsFormat | RdfFormat
    marker: Marker
    aliases: tuple[str, ...] = ()

    @property
    def dataset(self) -> bool:
        """Whether it can hold named graphs."""
        return isinstance(self.engine, RdfFormat) and self.engine.supports_datasets


XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_R, _G = QueryResultsFormat, RdfFormat

RESULTS: Final[Mapping[str, Format]] = {
    f.name: f
    for f in (
        Format("json", "application/sparql-results+json", _R.JSON, "json", ("application/json",)),
        Format(
            "xml", "application/sparql-results+xml", _R.XML, "xml", ("application/xml", "text/xml")
        ),
        Format("csv", "text/csv", _R.CSV, "csv"),
        Format("tsv", "text/tab-separated-values", _R.TSV, "tsv"),
        # Written by `kg.sheet`, from rows as of the engine's CSV.
        Format("xlsx", XLSX, _R.CSV, "none"),
    )
}
"""Formats of SELECT and ASK results by name, the preferred first."""

GRAPHS: Final[Mapping[str, Format]] = {
    f.name: f
    for f in (
        Format("ttl", "text/turtle", _G.TURTLE, "hash", ("application/x-turtle",)),
        Format("nt", "application/n-triples", _G.N_TRIPLES, "hash", ("text/plain",)),
        Format("rdf", "application/rdf+xml", _G.RDF_XML, "xml", ("application/xml", "text/xml")),
        Format("jsonld", "application/ld+json", _G.JSON_LD, "none", ("application/json",)),
        Format("trig", "application/trig", _G.TRIG, "hash", ("application/x-trig",)),
        Format("nq", "application/n-quads", _G.N_QUADS, "hash"),
    )
}
"""Formats of CONSTRUCT and DESCRIBE results and of whole graphs by name, the preferred first."""

GRAPH_TWINS: Final[Mapping[str, str]] = {"json": "jsonld", "xml": "rdf"}
"""The graph format meant by a result format's name when the query builds a graph."""


def mark(form: Marker, tail: bytes, message: str) -> bytes:
    """The end of a result, `tail`, with a message that it was cut; well formed as before."""
    note = message.encode()
    if form == "json":
        head, brace, rest = tail.rpartition(b"}")
        return head + b',"truncated":"' + note + b'"' + brace + rest
    if form == "xml":
        return tail + b"<!-- " + note + b" -->"
    if form == "csv":
        return tail + b"# " + note + b"\r\n"
    if form == "tsv":
        return tail + b'"# ' + note + b'"\n'
    return tail + b"# " + note + b"\n" if form == "hash" else tail
