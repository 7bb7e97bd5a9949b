"""Analyses as plain data, for workers, the command line, REST and spreadsheets.

Things are given as `id` (the key under the base IRI), `iri`, `name` and `type`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import networkx as nx
from pyoxigraph import Store

from kg import analysis
from kg.neighbours import neighbours
from kg.network import Ask, network
from kg.ontology import label
from kg.rows import rows_of
from kg.store import current
from ontology.errors import BadQuery
from ontology.ids import ONTOLOGY, iri, key_of

Arguments = Mapping[str, Any]
Report = dict[str, Any]
_TOP = 10  # things of each type in the overview
_MEMBERS = 20  # members of a community that are named


def report(kind: str, ask: Ask, base: str, arguments: Arguments) -> Report:
    """The analysis of a kind.

    Args:
        kind: one of `KINDS`.
        ask: SELECT to rows.
        base: the base IRI of the instances, ending with `/`.
        arguments: path takes `start` and `end`, similar takes `project`, neighbours takes
            `centre`, `hops` and `limit`; each thing by IRI, key or (but for `centre`) name.

    Raises:
        BadQuery: no such kind.
        UnknownName: an argument names nothing that a claim is about.
    """
    if kind not in KINDS:
        raise BadQuery(f"没有分析 {kind!r}，可用：{'、'.join(KINDS)}")
    return KINDS[kind](_Source(ask, base), arguments)


def of_folder(folder: Path, kind: str, base: str, arguments: Arguments) -> Report:
    """The same over the published snapshot of a graph folder; an empty one has no claims."""
    path = current(folder)
    store = Store.read_only(str(path)) if path else Store()
    return report(kind, rows_of(store), base, arguments)


class _Source:
    """The graph of one report, and the form in which its things are given."""

    def __init__(self, ask: Ask, base: str) -> None:
        self.ask, self.base = ask, base
        self._network: nx.MultiDiGraph[str] | None = None

    @property
    def network(self) -> nx.MultiDiGraph[str]:
        if self._network is None:
            self._network = network(self.ask)
        return self._network

    def key(self, node: str) -> str:
        return key_of(self.base, node)

    def thing(self, node: str) -> Report:
        data = self.network.nodes[node]
        return {"id": self.key(node), "iri": node, "name": data["name"], "type": data["type"]}

    def find(self, name: str) -> str:
        return analysis.find(self.network, name, self.base)


def _overview(source: _Source, arguments: Arguments) -> Report:
    graph = source.network
    types = Counter(filter(None, _types(graph).values()))
    problems = [node for node, kind in _types(graph).items() if kind == "Problem"]
    solved = [_has(graph, n, "solves") for n in problems]
    advised = [_has(graph, n, "addresses") for n in problems]
    documents = {d for *_, data in graph.edges(data=True) for _, d in data["quotes"]}
    return {
        "documents": len(documents),
        "things": len(graph),
        "claims": sum(data["evidence"] for *_, data in graph.edges(data=True)),
        "types": [{"type": k, "label": _word(k), "count": n} for k, n in types.most_common()],
        "relations": _relations(graph),
        "coverage": {
            "problems": len(problems),
            "with_mode": sum(solved),
            "with_recommendation": sum(advised),
            "with_neither": sum(not (a or b) for a, b in zip(solved, advised, strict=True)),
        },
        "top": {kind: _top(source, kind) for kind in types},
    }


def _types(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    return {node: data["type"] for node, data in graph.nodes(data=True)}


def _has(graph: nx.MultiDiGraph[str], node: str, predicate: str) -> bool:
    return any(key == predicate for *_, key in graph.in_edges(node, keys=True))


def _relations(graph: nx.MultiDiGraph[str]) -> list[Report]:
    count, claims = Counter[str](), Counter[str]()
    for *_, key, data in graph.edges(keys=True, data=True):
        count[key] += 1
        claims[key] += data["evidence"]
    return [
        {"predicate": key, "label": _word(key), "count": n, "claims": claims[key]}
        for key, n in count.most_common()
    ]


def _top(source: _Source, kind: str) -> list[Report]:
    graph = source.network
    own = [node for node, its in _types(graph).items() if its == kind]
    own.sort(key=lambda n: (-graph.degree(n), n))
    return [source.thing(n) | {"degree": graph.degree(n)} for n in own[:_TOP]]


def _gaps(source: _Source, arguments: Arguments) -> Report:
    items = [
        {"id": source.key(g.problem), "iri": g.problem, "name": g.name, "type": "Problem",
         "documents": g.documents, "modes": g.modes, "recommendations": g.recommendations}
        for g in analysis.gaps(source.ask)
    ]  # fmt: skip
    return {"items": items}


def _coverage(source: _Source, arguments: Arguments) -> Report:
    items = [
        source.thing(c.mode)
        | {"problems": c.problems, "projects": c.projects, "documents": c.documents}
        for c in analysis.coverage(source.network)
    ]
    return {"items": items}


def _centrality(source: _Source, arguments: Arguments) -> Report:
    items = [
        source.thing(r.iri) | {"degree": r.degree, "betweenness": r.betweenness}
        for r in analysis.centrality(source.network)
    ]
    return {"items": items}


def _communities(source: _Source, arguments: Arguments) -> Report:
    graph, items = source.network, []
    for number, group in enumerate(analysis.communities(graph), 1):
        members = [source.thing(n) | {"degree": graph.degree(n)} for n in group[:_MEMBERS]]
        types = Counter(graph.nodes[n]["type"] for n in group)
        name = "、".join(graph.nodes[n]["name"] for n in group[:3])
        items.append({"id": number, "name": name, "size": len(group),
                      "types": dict(types.most_common()), "members": members})  # fmt: skip
    return {"items": items}


def _path(source: _Source, arguments: Arguments) -> Report:
    start, end = source.find(arguments["start"]), source.find(arguments["end"])
    steps = analysis.path(source.network, start, end)
    titles = dict(_titles(source, {d for step in steps for _, d in step.quotes}))
    return {
        "start": source.thing(start),
        "end": source.thing(end),
        "found": bool(steps) or start == end,
        "steps": [
            {
                "subject": source.thing(step.subject),
                "predicate": step.predicate,
                "label": _word(step.predicate),
                "object": source.thing(step.object),
                "sentence": step.sentence,
                "documents": step.documents,
                "evidence": [
                    {"quote": quote, "document": source.key(d).removeprefix("doc/"),
                     "title": titles.get(d, "")}
                    for quote, d in step.quotes
                ],
            }
            for step in steps
        ],
    }  # fmt: skip


def _titles(source: _Source, documents: set[str]) -> list[tuple[str, str]]:
    names = " ".join(f"<{d}>" for d in sorted(documents))
    rows = source.ask(f"SELECT ?d ?t {{ VALUES ?d {{ {names} }} ?d dcterms:title ?t }}")
    return [(row["d"], row["t"]) for row in rows]


def _similar(source: _Source, arguments: Arguments) -> Report:
    project = source.find(arguments["project"])
    found = analysis.similar(source.network, project, limit=len(source.network))
    items = [source.thing(s.iri) | {"score": s.score, "shared": list(s.shared)} for s in found]
    return {"project": source.thing(project), "items": items}


def _neighbours(source: _Source, arguments: Arguments) -> Report:
    centre, limit = arguments["centre"], int(arguments["limit"])
    if not centre.startswith(f"{source.base}id/"):
        centre = iri(source.base, centre)
    found = neighbours(source.ask, centre, int(arguments["hops"]), limit)
    edges = [
        {"source": source.key(e.source), "target": source.key(e.target),
         "predicate": e.predicate.rpartition("#")[2], "label": label(e.predicate),
         "documents": e.documents, "evidence": e.evidence}
        for e in found.edges
    ]  # fmt: skip
    return {
        "center": source.key(centre),
        "hops": int(arguments["hops"]),
        "nodes": [asdict(node) | {"id": source.key(node.iri)} for node in found.nodes],
        "edges": edges,
        "found": found.found,
        "truncated": not found.complete,
    }


def _word(name: str) -> str:
    return label(ONTOLOGY + name)


KINDS: Final[Mapping[str, Callable[[_Source, Arguments], Report]]] = {
    "overview": _overview,
    "coverage": _coverage,
    "gaps": _gaps,
    "centrality": _centrality,
    "communities": _communities,
    "path": _path,
    "similar": _similar,
    "neighbours": _neighbours,
}
"""The analyses by name."""
