"""The dataset of a query: which graphs its default graph merges and which GRAPH may name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ontology.errors import BadQuery


def choose(
    store: Store, default: Sequence[str], named: Sequence[str]
) -> tuple[Store, dict[str, Any]]:
    """The store to ask and the engine's options for a dataset given by graph IRIs.

    The engine repeats a triple for every graph of a default graph that holds it; the merge of
    several graphs is therefore copied into a store in memory, where it is a set.

    Raises:
        BadQuery: one of the IRIs is none.
    """
    sources, names = [graph_node(g) for g in default], [graph_node(g) for g in named]
    if len(sources) < 2:
        return store, {"default_graph": sources, "named_graphs": names}
    merged = Store()
    for source in sources:
        found = store.quads_for_pattern(None, None, None, source)
        merged.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in found)
    for name in names:
        merged.bulk_extend(store.quads_for_pattern(None, None, None, name))
        merged.add_graph(name)
    return merged, {"default_graph": [DefaultGraph()], "named_graphs": names}


def graph_node(iri: str) -> NamedNode:
    """The node of a graph's absolute IRI; BadQuery for a text that is none."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadQuery(f"图的名字不是绝对 IRI：{iri[:200]}") from error
