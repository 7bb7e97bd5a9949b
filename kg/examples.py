"""The example queries: shown in the editor, described in the dataset, run by a test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, Triple

from kg.shape import shape
from kg.terms import node, plain

_HEAD = re.compile(r"# (.+)\n# (.+)\n")
_KINDS = {
    "SELECT": ("sh:SPARQLSelectExecutable", "sh:select"),
    "ASK": ("sh:SPARQLAskExecutable", "sh:ask"),
    "CONSTRUCT": ("sh:SPARQLConstructExecutable", "sh:construct"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One query with what it asks in both languages; `id` is its place in the list and its topic."""

    id: str
    zh: str
    en: str
    query: str


@cache
def examples() -> tuple[Example, ...]:
    """All example queries in their order."""
    paths = sorted(
        (p for p in files("kg").joinpath("queries").iterdir() if p.name.endswith(".rq")),
        key=lambda p: p.name,
    )
    return tuple(_read(p.name, p.read_text(encoding="utf-8")) for p in paths)


def described(base: str, endpoint: str) -> Iterator[Triple]:
    """The examples as `sh:SPARQLExecutable`, as query editors read them.

    Args:
        base: the instance base IRI, under which the examples get theirs.
        endpoint: the URL of the SPARQL endpoint that answers them.
    """
    for example in examples():
        me = NamedNode(f"{base}id/query/{example.id}")
        kind, text = _KINDS[shape(example.query).form]
        yield Triple(me, node("rdf:type"), node("sh:SPARQLExecutable"))
        yield Triple(me, node("rdf:type"), node(kind))
        yield Triple(me, node("rdfs:comment"), Literal(example.zh, language="zh"))
        yield Triple(me, node("rdfs:comment"), Literal(example.en, language="en"))
        yield Triple(me, node(text), plain(example.query))
        yield Triple(me, NamedNode("https://schema.org/target"), NamedNode(endpoint))


def _read(name: str, text: str) -> Example:
    head = _HEAD.match(text)
    assert head is not None, name
    return Example(name.removesuffix(".rq"), head[1], head[2], text[head.end() :])
