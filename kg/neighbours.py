"""The things around one thing, read from the graph without the network as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.network import Ask, described, values
from ontology.errors import UnknownName

_AROUND = """
SELECT ?a ?s ?p ?o ?document {{
  {{ VALUES ?s {{ {0} }} ?a rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
     prov:wasDerivedFrom ?document . ?document mk:offTopic false . FILTER(isIRI(?o)) }}
  UNION
  {{ VALUES ?o {{ {0} }} ?a rdf:object ?o ; rdf:subject ?s ; rdf:predicate ?p ;
     prov:wasDerivedFrom ?document . ?document mk:offTopic false }}
  FILTER NOT EXISTS {{ ?a mk:reviewStatus mk:Rejected }}
  FILTER NOT EXISTS {{ ?a mk:reviewStatus mk:Unreviewed ; mk:model ?model }}
}}"""
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing at a distance of `hop` relations from the centre; `name` and `type` may be ""."""

    iri: str
    name: str
    type: str
    hop: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation in its own direction, with the different documents and the claims that say so."""

    source: str
    predicate: str
    target: str
    documents: int
    evidence: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes, the centre first, and all relations among them.

    `found` is the number of things around the centre before the cap; `complete` says that the cap
    took nothing away.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    found: int
    complete: bool


@dataclass(slots=True)
class _Claims:
    """The claims read so far by relation, each with its document."""

    found: dict[Key, dict[str, str]] = field(default_factory=dict)

    def read(self, ask: Ask, things: Iterable[str]) -> None:
        for row in ask(_AROUND.format(values(things))):
            relation = self.found.setdefault((row["s"], row["p"], row["o"]), {})
            relation[row["a"]] = row["document"]

    def around(self, known: Mapping[str, int]) -> list[str]:
        """Things next to known ones, those that most documents and claims tie to them first."""
        ties: dict[str, list[str]] = {}
        for (source, _, target), claims in self.found.items():
            for one, other in ((source, target), (target, source)):
                if one in known and other not in known:
                    ties.setdefault(other, []).extend(claims.values())
        return sorted(ties, key=lambda t: (-len(set(ties[t])), -len(ties[t]), t))


def neighbours(ask: Ask, centre: str, hops: int, limit: int) -> Neighbourhood:
    """What claims tie to a thing within one or two relations, in either direction.

    Claims of off-topic documents and claims about literals are left out.

    Args:
        ask: SELECT to rows.
        centre: the IRI of the thing.
        hops: 1 or 2.
        limit: how many things at most, beside the centre; nearer ones and those that more
            documents tie to the known ones come first.

    Raises:
        UnknownName: nothing describes the thing.
    """
    claims, hop_of, found = _Claims(), {centre: 0}, 0
    rim = [centre]
    for hop in range(1, hops + 1):
        claims.read(ask, rim)
        around = claims.around(hop_of)
        found += len(around)
        rim = around[: limit + 1 - len(hop_of)]
        hop_of |= dict.fromkeys(rim, hop)
        if not rim:
            break
    if rim:
        claims.read(ask, rim)  # how the outermost things are tied to each other
    nodes = _nodes(ask, hop_of)
    if not nodes:
        raise UnknownName(f"图谱里没有 {centre}")
    return Neighbourhood(nodes, _edges(claims, hop_of), found, found == len(hop_of) - 1)


def _edges(claims: _Claims, known: Mapping[str, int]) -> tuple[Edge, ...]:
    inside = (
        Edge(s, p, o, len(set(said.values())), len(said))
        for (s, p, o), said in claims.found.items()
        if s in known and o in known
    )
    return tuple(sorted(inside, key=lambda e: (-e.documents, e.source, e.predicate, e.target)))


def _nodes(ask: Ask, hop_of: Mapping[str, int]) -> tuple[Node, ...]:
    """The nodes in the order of `hop_of`; none when the centre has neither type nor relation."""
    known = described(ask, list(hop_of))
    if len(hop_of) == 1 and not any(kind for _, kind in known.values()):
        return ()
    return tuple(Node(iri, *known[iri], hop) for iri, hop in hop_of.items())
