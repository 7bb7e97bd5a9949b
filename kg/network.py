"""The claims of the graph as a network of things, for analysis and for graph programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import networkx as nx

Ask = Callable[[str], Iterable[Mapping[str, str]]]
"""A SELECT to its rows, values by column name (`QueryPool.rows`)."""

_CLAIMS = """
SELECT ?s ?p ?o ?document ?quote {
  ?a a mk:Assertion ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
     mk:quote ?quote ; prov:wasDerivedFrom ?document .
  ?document mk:offTopic false .
  FILTER(isIRI(?o))
} ORDER BY ?document ?a
"""
_NAMES = """
SELECT ?thing ?name ?type {
  { ?thing skos:prefLabel ?name } UNION { ?thing a mk:Document ; dcterms:title ?name }
  UNION { ?thing a mk:Clause ; rdfs:label ?name . ?claim rdf:subject|rdf:object ?thing }
  ?thing a ?type . FILTER(STRSTARTS(STR(?type), STR(mk:)))
} ORDER BY ?thing ?type
"""


def network(ask: Ask) -> nx.MultiDiGraph[str]:
    """Things as nodes (`name`, `type`), relations as edges.

    An edge has its predicate's local name as key and `predicate`, the number of different
    `documents` that claim it (also as `weight`), the number of claims as `evidence`, and `quotes`,
    one per claim with its document. Claims of off-topic documents and claims about literals are
    left out.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in ask(_CLAIMS):
        _add(graph, row)
    for row in ask(_NAMES):
        if row["thing"] in graph:
            kind = row["type"].rpartition("#")[2]
            graph.nodes[row["thing"]].update(name=row["name"], type=kind)
    for node, data in graph.nodes(data=True):
        data.setdefault("name", node.rpartition("/")[2])
        data.setdefault("type", "")
    return graph


def _add(graph: nx.MultiDiGraph[str], row: Mapping[str, str]) -> None:
    key = row["p"].rpartition("#")[2]
    subject, object_ = row["s"], row["o"]
    if not graph.has_edge(subject, object_, key):
        graph.add_edge(subject, object_, key, predicate=row["p"], quotes=[])
    edge = graph.edges[subject, object_, key]
    edge["quotes"].append((row["quote"], row["document"]))
    edge["evidence"] = len(edge["quotes"])
    edge["documents"] = edge["weight"] = len({document for _, document in edge["quotes"]})
