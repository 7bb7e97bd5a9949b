"""Questions about the network of claims: gaps, central things, groups, paths, similar projects.

Every answer is about what documents say. Ties are broken by IRI, so that answers repeat.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.network import Ask
from kg.ontology import label
from ontology.errors import UnknownName
from ontology.ids import fold_name, iri

_VISITS = 2_000_000  # edges that estimating betweenness may visit, which takes some seconds
_SEED = 1
_GAPS = """
SELECT ?problem ?name ?documents (COALESCE(?m, 0) AS ?modes) (COALESCE(?r, 0) AS ?recommendations) {
  ?problem skos:prefLabel ?name .
  { SELECT ?problem (COUNT(DISTINCT ?document) AS ?documents) {
      ?problem a mk:Problem .
      ?claim rdf:subject|rdf:object ?problem ; prov:wasDerivedFrom ?document .
      ?document mk:offTopic false
      FILTER NOT EXISTS { ?claim mk:reviewStatus mk:Rejected }
      FILTER NOT EXISTS { ?claim mk:reviewStatus mk:Unreviewed ; mk:model ?model }
    } GROUP BY ?problem }
  OPTIONAL { SELECT ?problem (COUNT(?mode) AS ?m) { ?mode mk:solves ?problem } GROUP BY ?problem }
  OPTIONAL { SELECT ?problem (COUNT(?a) AS ?r) { ?a mk:addresses ?problem } GROUP BY ?problem }
} ORDER BY DESC(?documents) ?problem
"""
_EXAMPLES = ("usesMode", "exemplifies")  # how a project is an example of a mode
_COUNTS = ("documents", "modes", "recommendations")


@dataclass(frozen=True, slots=True)
class Gap:
    """A problem with how many documents name it and how many modes and recommendations meet it."""

    problem: str
    name: str
    documents: int
    modes: int
    recommendations: int


@dataclass(frozen=True, slots=True)
class Cover:
    """A mode with how many problems it solves, projects use it, and documents speak of it."""

    mode: str
    name: str
    problems: int
    projects: int
    documents: int


@dataclass(frozen=True, slots=True)
class Rank:
    """A thing's place in the network.

    `degree` is the number of relations it is in, `betweenness` the share of shortest paths between
    others that pass through it (Freeman 1977), in [0, 1].
    """

    iri: str
    name: str
    type: str
    degree: int
    betweenness: float


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on a path, in its own direction, as a sentence with its evidence."""

    subject: str
    predicate: str
    object: str
    sentence: str
    documents: int
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """A project like another: Jaccard index of what both are related to, in (0, 1]."""

    iri: str
    name: str
    score: float
    shared: tuple[str, ...]


def gaps(ask: Ask) -> list[Gap]:
    """Problems that no mode solves or no recommendation addresses, the most reported first."""
    found = (
        Gap(row["problem"], row["name"], *(int(row[c]) for c in _COUNTS)) for row in ask(_GAPS)
    )
    return [gap for gap in found if not gap.modes or not gap.recommendations]


def coverage(graph: nx.MultiDiGraph[str]) -> list[Cover]:
    """Every mode of the network, those that solve most problems first."""
    modes = (n for n, data in graph.nodes(data=True) if data["type"] == "Mode")
    found = (_cover(graph, mode) for mode in modes)
    return sorted(found, key=lambda c: (-c.problems, -c.projects, -c.documents, c.mode))


def _cover(graph: nx.MultiDiGraph[str], mode: str) -> Cover:
    solved = {o for _, o, key in graph.out_edges(mode, keys=True) if key == "solves"}
    using = {s for s, _, key in graph.in_edges(mode, keys=True) if key in _EXAMPLES}
    edges = (*graph.out_edges(mode, data=True), *graph.in_edges(mode, data=True))
    documents = {document for *_, data in edges for _, document in data["quotes"]}
    return Cover(mode, graph.nodes[mode]["name"], len(solved), len(using), len(documents))


def centrality(graph: nx.MultiDiGraph[str]) -> list[Rank]:
    """The things of the network, the most central first.

    On networks of more than about 1,400 things and relations betweenness is estimated from a
    sample of sources (Brandes and Pich 2007), always the same.
    """
    simple = nx.Graph(graph)
    sources = max(20, _VISITS // (len(simple) + simple.number_of_edges() + 1))
    sample = sources if sources < len(simple) else None
    between = nx.betweenness_centrality(simple, k=sample, seed=_SEED)
    ranks = (
        Rank(node, data["name"], data["type"], graph.degree(node), round(between[node], 6))
        for node, data in graph.nodes(data=True)
    )
    return sorted(ranks, key=lambda r: (-r.betweenness, -r.degree, r.iri))


def communities(graph: nx.MultiDiGraph[str]) -> list[list[str]]:
    """Groups of things more closely related among themselves (Louvain, weighted by documents).

    Returns:
        Lists of IRIs, the largest group first, inside a group by degree; an empty network has none.
    """
    if not graph:
        return []
    found = nx.community.louvain_communities(_pairs(graph), seed=_SEED)
    groups = [sorted(group, key=lambda n: (-graph.degree(n), n)) for group in found]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def path(graph: nx.MultiDiGraph[str], start: str, end: str) -> list[Step]:
    """The shortest chain of relations between two things, in either direction of each relation.

    Among chains of equal length the one that most documents carry is taken.

    Returns:
        The steps from `start` to `end`; none when nothing links them or they are the same.

    Raises:
        UnknownName: the network does not hold one of them.
    """
    for thing in (start, end):
        if thing not in graph:
            raise UnknownName(f"图谱里没有 {thing} 的陈述")
    try:
        hops: list[str] = nx.shortest_path(_pairs(graph), start, end, weight="cost")
    except nx.NetworkXNoPath:
        return []
    return [_step(graph, one, other) for one, other in pairwise(hops)]


def similar(graph: nx.MultiDiGraph[str], project: str, limit: int = 10) -> list[Similar]:
    """Other projects related to the same modes, problems, places or minerals, the likest first.

    Raises:
        UnknownName: the network does not hold the project.
    """
    if project not in graph:
        raise UnknownName(f"图谱里没有 {project} 的陈述")
    mine = _around(graph, project)
    shared: Counter[str] = Counter()
    for thing in mine:
        shared.update(n for n in _around(graph, thing) if graph.nodes[n]["type"] == "Project")
    shared.pop(project, None)
    found = []
    for other in shared:
        theirs = _around(graph, other)
        names = tuple(sorted(graph.nodes[n]["name"] for n in mine & theirs))
        score = round(len(mine & theirs) / len(mine | theirs), 4)
        found.append(Similar(other, graph.nodes[other]["name"], score, names))
    return sorted(found, key=lambda s: (-s.score, s.iri))[:limit]


def find(graph: nx.MultiDiGraph[str], name: str, base: str = "") -> str:
    """The IRI of the thing with this IRI, key (under `base`) or name.

    Raises:
        UnknownName: with near names.
    """
    for known in (name, iri(base, name)):
        if known in graph:
            return known
    folded = fold_name(name)
    names = {fold_name(graph.nodes[node]["name"]): node for node in sorted(graph, reverse=True)}
    if folded in names:
        return names[folded]
    near = tuple(graph.nodes[n]["name"] for f, n in names.items() if folded in f or f in folded)
    raise UnknownName(f"图谱里没有关于 {name} 的陈述", near[:5])


def _around(graph: nx.MultiDiGraph[str], thing: str) -> set[str]:
    return set(graph.successors(thing)) | set(graph.predecessors(thing))


def _pairs(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """The network without directions and kinds: weights add up, and a hop costs about 1.

    The cost falls a little with the weight, never so much that a longer chain is cheaper.
    """
    weights: Counter[tuple[str, str]] = Counter()
    for one, other, data in graph.edges(data=True):
        weights[min(one, other), max(one, other)] += data["weight"]
    pairs: nx.Graph[str] = nx.Graph()
    pairs.add_nodes_from(sorted(graph))
    for (one, other), weight in sorted(weights.items()):
        pairs.add_edge(one, other, weight=weight, cost=1 + 1 / (1_000 + weight))
    return pairs


def _step(graph: nx.MultiDiGraph[str], one: str, other: str) -> Step:
    ways = [way for way in ((one, other), (other, one)) if graph.has_edge(*way)]
    between = [(*way, str(key)) for way in ways for key in graph[way[0]][way[1]]]
    subject, object_, key = max(between, key=lambda e: (graph.edges[e]["weight"], e))
    edge = graph.edges[subject, object_, key]
    names = graph.nodes[subject]["name"], graph.nodes[object_]["name"]
    sentence = f"{edge['documents']} 份文件说：{names[0]} {label(edge['predicate'])} {names[1]}"
    return Step(subject, key, object_, sentence, edge["documents"], tuple(edge["quotes"]))
