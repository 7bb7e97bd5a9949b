"""Reading SKOS concepts from Turtle.

The lexicons that ship with MineKG use the plain part of Turtle (prefixes, names, literals, `;` and
`,` lists), which a scanner reads in milliseconds; a user's file may use all of Turtle and is then
read with rdflib.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import UnreadableFile

SKOS = "http://www.w3.org/2004/02/skos/core#"
_TOKEN = re.compile(
    r"""\s+|\#[^\n]*|(?P<prefix>@prefix\s+(?P<name>[\w-]*):\s*<(?P<iri>[^>]*)>\s*\.)"""
    r"""|<(?P<full>[^>]*)>|"(?P<text>(?:[^"\\\n]|\\.)*)"(?:@[A-Za-z-]+|\^\^[\w-]*:[\w-]+)?"""
    r"""|(?P<local>[\w-]*:(?:[\w-]|\.(?=[\w-]))*)|(?P<a>a)(?=\s)|(?P<mark>[;,.])"""
)
_ESCAPE = re.compile(r"\\(.)")
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Triples = Iterator[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Concept:
    """One skos:Concept.

    `schemes` and `broader` are IRIs; `properties` holds every other property by its full IRI.
    """

    iri: str
    name: str
    aliases: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    properties: Mapping[str, tuple[str, ...]] | None = None

    def value(self, prop: str) -> str:
        """The first value of a property, "" where there is none."""
        return (self.properties or {}).get(prop, ("",))[0]


def concepts(path: Path) -> tuple[Concept, ...]:
    """The concepts of a Turtle file in the order of the file.

    Raises:
        UnreadableFile: the file is missing, not UTF-8 or not Turtle.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(str(path), f"词表读不出：{error}") from error
    try:
        return tuple(_concepts(_plain(text)))
    except ValueError:
        return tuple(_concepts(_full(text, path)))


def _concepts(triples: Triples) -> Iterator[Concept]:
    rows: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in triples:
        rows.setdefault(subject, {}).setdefault(predicate, []).append(value)
    known = {"prefLabel", "altLabel", "hiddenLabel", "inScheme", "topConceptOf", "broader"}
    taken = {SKOS + k for k in known} | {_RDF_TYPE}
    for iri, row in rows.items():
        if SKOS + "Concept" not in row.get(_RDF_TYPE, ()) or SKOS + "prefLabel" not in row:
            continue
        yield Concept(
            iri,
            row[SKOS + "prefLabel"][0],
            tuple(row.get(SKOS + "altLabel", [])) + tuple(row.get(SKOS + "hiddenLabel", [])),
            tuple(row.get(SKOS + "inScheme", []) or row.get(SKOS + "topConceptOf", [])),
            tuple(row.get(SKOS + "broader", [])),
            {p: tuple(v) for p, v in row.items() if p not in taken},
        )


def _plain(text: str) -> Triples:
    """Triples of the plain part of Turtle; ValueError for anything else."""
    prefixes: dict[str, str] = {}
    terms: list[str] = []
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise ValueError(f"not plain Turtle at {at}")
        at = token.end()
        kind = token.lastgroup
        if token["prefix"] is not None:
            prefixes[token["name"]] = token["iri"]
        elif kind == "mark":
            if len(terms) == 3:
                yield terms[0], terms[1], terms[2]
            elif len(terms) != 1 or token["mark"] == ",":
                raise ValueError(f"unexpected mark at {at}")
            del terms[{";": 1, ",": 2, ".": 0}[token["mark"]] :]
        elif kind is not None:
            terms.append(_term(token, prefixes))
    if terms:
        raise ValueError("the file ends inside a statement")


def _term(token: re.Match[str], prefixes: Mapping[str, str]) -> str:
    if token["full"] is not None:
        return token["full"]
    if token["text"] is not None:
        return _ESCAPE.sub(r"\1", token["text"])
    if token["a"] is not None:
        return _RDF_TYPE
    prefix, _, local = token["local"].partition(":")
    if prefix not in prefixes:
        raise ValueError(f"unknown prefix {prefix}")
    return prefixes[prefix] + local


def _full(text: str, path: Path) -> Triples:
    from rdflib import Graph

    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UnreadableFile(str(path), f"词表不是合格的 Turtle：{reason}") from error
    for subject, predicate, value in sorted(graph):
        yield str(subject), str(predicate), str(value)
