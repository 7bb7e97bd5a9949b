"""The claims of the graph as a network of things, for analysis and for graph programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import networkx as nx

Ask = Callable[[str], Iterable[Mapping[str, str]]]
"""A SELECT to its rows, values by column name (`QueryPool.rows`)."""

_NAMES = """
SELECT ?thing ?name ?type {{
  VALUES ?thing {{ {0} }}
  ?thing a ?type . FILTER(STRSTARTS(STR(?type), STR(mk:)))
  OPTIONAL {{ ?thing skos:prefLabel ?n }} OPTIONAL {{ ?thing rdfs:label ?l }}
  BIND(COALESCE(?n, ?l) AS ?name)
}} ORDER BY ?thing ?type ?name"""
ASIDE = """{{ {0} mk:reviewStatus mk:Rejected }} UNION
  {{ {0} mk:reviewStatus mk:Unreviewed ; mk:model ?aside_model }}"""
"""Claims that are no answer: rejected, or proposed by a model and accepted by nobody."""
_BATCH = 500  # things named in one query


class _Claim(NamedTuple):
    document: str
    claim: str
    subject: str
    predicate: str
    object: str
    quote: str


def network(ask: Ask) -> nx.MultiDiGraph[str]:
    """Things as nodes (`name`, `type`), relations as edges.

    An edge has its predicate's local name as key and `predicate`, the number of different
    `documents` that claim it (also as `weight`), the number of claims as `evidence`, and `quotes`,
    one per claim with its document. Claims of off-topic documents and claims about literals are
    left out.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for claim in sorted(_claims(ask)):
        key = claim.predicate.rpartition("#")[2]
        if not graph.has_edge(claim.subject, claim.object, key):
            graph.add_edge(claim.subject, claim.object, key, predicate=claim.predicate, quotes=[])
        edge = graph.edges[claim.subject, claim.object, key]
        edge["quotes"].append((claim.quote, claim.document))
    for *_, data in graph.edges(data=True):
        data["evidence"] = len(data["quotes"])
        data["documents"] = data["weight"] = len({document for _, document in data["quotes"]})
    names = described(ask, list(graph))
    for node, data in graph.nodes(data=True):
        data["name"], data["type"] = names[node]
    return graph


def described(ask: Ask, things: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Name and type of each thing: the end of its IRI and "" where the graph gives none."""
    known = {thing: (thing.rpartition("/")[2], "") for thing in things}
    for first in range(0, len(things), _BATCH):
        for row in ask(_NAMES.format(values(things[first : first + _BATCH]))):
            # The last of several types is the narrower one: Plan after Document.
            name = row.get("name") or known[row["thing"]][0]
            known[row["thing"]] = name, row["type"].rpartition("#")[2]
    return known


def values(things: Iterable[str]) -> str:
    """IRIs as the inside of a VALUES block."""
    return " ".join(f"<{thing}>" for thing in things)


def _claims(ask: Ask) -> Iterator[_Claim]:
    """Every claim between two things.

    Each part is read by itself and joined here: one pass over a predicate is far cheaper than a
    look-up for each claim.
    """
    about = {row["d"] for row in ask("SELECT ?d { ?d mk:offTopic false }")}
    predicates, documents = _column(ask, "rdf:predicate"), _column(ask, "prov:wasDerivedFrom")
    objects, quotes = _column(ask, "rdf:object"), _column(ask, "mk:quote")
    aside = {
        row["x"]
        for row in ask(f"SELECT DISTINCT ?x {{ ?x a mk:Assertion . {ASIDE.format('?x')} }}")
    }
    for claim, subject in _column(ask, "rdf:subject").items():
        document = documents.get(claim, "")
        if document in about and claim in objects and claim not in aside:
            yield _Claim(document, claim, subject, predicates[claim], objects[claim], quotes[claim])


def _column(ask: Ask, predicate: str) -> dict[str, str]:
    only = "FILTER(isIRI(?v))" if predicate == "rdf:object" else ""
    return {row["x"]: row["v"] for row in ask(f"SELECT ?x ?v {{ ?x {predicate} ?v {only} }}")}
