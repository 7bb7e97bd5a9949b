"""The whole published graph as one file: RDF, a network for graph programs, or tables.

Everything is streamed document by document or row by row; nothing is cut. Networks are held in
memory, with one edge for each relation between two things.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from errno import EISDIR, ENOENT
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from kg.blocks import LAYOUTS, Source, blocks, shared
from kg.claim_table import HEADER, ClaimTable
from kg.ontology import label
from kg.rows import rows_of
from kg.store import current
from kg.tables import SHEETS
from ontology.errors import BadQuery
from ontology.vocabulary import PREFIXES

if TYPE_CHECKING:
    import networkx as nx

# networkx and kg.sheet are imported where they are used: RDF exports start without them.
_PREFIXES = dict(PREFIXES)


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: the media type of its files and what writes one from a store."""

    media_type: str
    write: Callable[[Store, IO[bytes]], None]


def export(folder: Path, form: str, out: Path) -> Path:
    """Write the published graph of a graph folder to a file.

    Args:
        folder: the `graph/` folder of a library; an unpublished one exports an empty graph.
        form: nq, trig and jsonld keep one graph per document; ttl and nt hold their merge; graphml
            and gexf are the network of claims with evidence counts; csv is the table of claims;
            xlsx all tables.
        out: the file; it is replaced when the export is whole.

    Raises:
        BadQuery: no such format.
        OSError: the file cannot be written.
    """
    check(form)
    for wrong, code in ((out.is_dir(), EISDIR), (not out.parent.is_dir(), ENOENT)):
        if wrong:
            raise OSError(code, os.strerror(code), str(out))
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            write(current(folder), form, file)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return out


def check(form: str) -> None:
    """BadQuery for a name that is no export format."""
    if form not in FORMATS:
        raise BadQuery(f"没有导出格式 {form!r}，可用：{'、'.join(FORMATS)}")


def write(path: Path | None, form: str, file: IO[bytes]) -> None:
    """Write the graph of a snapshot to an open file, which need not be seekable.

    Args:
        path: the folder of the snapshot, None for an empty graph.
        form: one of `FORMATS`.
    """
    if form in LAYOUTS:
        file.writelines(pieces(path, form))
    else:
        FORMATS[form].write(Store.read_only(str(path)) if path else Store(), file)


def pieces(path: Path | None, form: str) -> Iterator[bytes]:
    """The file of a snapshot in pieces, for the formats of `kg.blocks.LAYOUTS`."""
    return blocks(Source(Store()), form) if path is None else shared(path, form)


# ----------------------------------------------------------------------------- RDF


def _by_graph(form: str) -> Callable[[Store, IO[bytes]], None]:
    def write(store: Store, file: IO[bytes]) -> None:
        file.writelines(blocks(Source(store), form))

    return write


def _merged(form: RdfFormat) -> Callable[[Store, IO[bytes]], None]:
    def write(store: Store, file: IO[bytes]) -> None:
        store.dump(file, form, from_graph=DefaultGraph(), prefixes=_PREFIXES)

    return write


# ------------------------------------------------------------------------- networks


def _plain_network(store: Store) -> nx.MultiDiGraph[str]:
    """The network with attributes that graph files can hold; `label` is what programs show."""
    from kg.network import network

    graph = network(rows_of(store))
    places = _places(graph)
    for node, data in graph.nodes(data=True):
        data["label"] = _legal(data.pop("name"))
        data.update(places[node])
    for _, _, data in graph.edges(data=True):
        quote, _ = data.pop("quotes")[0]
        data["label"] = label(data["predicate"])
        data["quote"] = _legal(quote)
    return graph


def _places(graph: nx.MultiDiGraph[str]) -> dict[str, dict[str, Any]]:
    """Where each thing stands in the network: degree, betweenness and the number of its group."""
    from kg.analysis import centrality, communities

    group = {node: number for number, nodes in enumerate(communities(graph), 1) for node in nodes}
    return {
        rank.iri: {
            "degree": rank.degree, "betweenness": rank.betweenness, "community": group[rank.iri],
        }
        for rank in centrality(graph)
    }  # fmt: skip


def _legal(text: str) -> str:
    """Text without the control characters that XML forbids."""
    return "".join(c for c in text if c >= " " or c in "\t\n")


def _graphml(store: Store, file: IO[bytes]) -> None:
    import networkx as nx

    nx.write_graphml(_plain_network(store), file)


def _gexf(store: Store, file: IO[bytes]) -> None:
    import networkx as nx

    nx.write_gexf(_plain_network(store), file)


# --------------------------------------------------------------------------- tables


def _xlsx(store: Store, file: IO[bytes]) -> None:
    from kg.sheet import workbook

    with workbook(file) as book:
        _sheets(book, "陈述", HEADER, _claims(store))
        for table in SHEETS:
            _sheets(book, table.name, table.header(), table.rows(rows_of(store)))
        _sheets(book, "网络", _NETWORK, _network_rows(store))


def _claims(store: Store) -> Iterator[list[str]]:
    table = ClaimTable(store)
    for graph in store.named_graphs():
        assert isinstance(graph, NamedNode)
        yield from table.rows(graph)


_NETWORK = ("条目", "类型", "关系数", "介数", "群", "模式数", "建议数", "IRI")


def _network_rows(store: Store) -> Iterator[list[str | int | float]]:
    """Every thing with its place in the network; how many modes and recommendations meet it."""
    from kg.network import network

    graph = network(rows_of(store))
    for node, place in _places(graph).items():
        met = [key for *_, key in graph.in_edges(node, keys=True)]
        data = graph.nodes[node]
        yield [data["name"], data["type"], *place.values(), met.count("solves"),
               met.count("addresses"), node]  # fmt: skip


def _sheets(book: Any, name: str, header: Iterable[str], rows: Iterator[list[Any]]) -> None:
    """A table as one worksheet, or several where it is longer than one can be."""
    bold = book.add_format({"bold": True})
    for number, page in enumerate(_pages(rows), 1):
        sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, header, bold)
        for index, row in enumerate(page, 1):
            sheet.write_row(index, 0, [_fitting(cell) for cell in row])


def _fitting(cell: str | int | float) -> str | int | float:
    from kg.sheet import CELL

    fits = not isinstance(cell, str) or len(cell) <= CELL
    return cell if fits else f"{str(cell)[: CELL - 1]}…"


def _pages(rows: Iterator[list[Any]]) -> Iterator[Iterator[list[Any]]]:
    """Rows in worksheets of at most a million; an empty table still has one."""
    first: list[Any] | None = next(rows, None)
    if first is None:
        yield iter(())
    while first is not None:
        yield _page(first, rows)
        first = next(rows, None)


def _page(first: list[Any], rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    from kg.sheet import ROWS

    yield first
    for _, row in zip(range(ROWS - 1), rows, strict=False):
        yield row


FORMATS: Final[Mapping[str, Format]] = {
    "nq": Format("application/n-quads", _by_graph("nq")),
    "trig": Format("application/trig", _by_graph("trig")),
    "ttl": Format("text/turtle; charset=utf-8", _merged(RdfFormat.TURTLE)),
    "nt": Format("application/n-triples", _merged(RdfFormat.N_TRIPLES)),
    "jsonld": Format("application/ld+json", _by_graph("jsonld")),
    "graphml": Format("application/graphml+xml", _graphml),
    "gexf": Format("application/gexf+xml", _gexf),
    "csv": Format("text/csv; charset=utf-8", _by_graph("csv")),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
}
"""The formats by name."""
