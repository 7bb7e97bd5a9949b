"""The whole published graph as one file: RDF, a network for graph programs, or tables.

Everything is streamed document by document or row by row; nothing is cut. Networks are held in
memory, with one edge for each relation between two things.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterator, Mapping
from errno import EISDIR, ENOENT
from pathlib import Path
from typing import Final

import networkx as nx
import xlsxwriter
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from kg.network import network
from kg.ontology import label
from kg.rows import rows_of
from kg.store import current
from kg.tables import CLAIMS, SHEETS
from ontology.errors import BadQuery
from ontology.vocabulary import PREFIXES

_PREFIXES = dict(PREFIXES)
_SHEET_ROWS = 1_048_575  # rows of a worksheet without its header
_CELL = 32_767  # characters of a cell
_NUMBER = re.compile(r"[+-]?[\d.,]+%?")


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
    if form not in FORMATS:
        raise BadQuery(f"没有导出格式 {form!r}，可用：{'、'.join(FORMATS)}")
    for wrong, code in ((out.is_dir(), EISDIR), (not out.parent.is_dir(), ENOENT)):
        if wrong:
            raise OSError(code, os.strerror(code), str(out))
    path = current(folder)
    store = Store.read_only(str(path)) if path else Store()
    part = out.with_name(out.name + ".part")
    try:
        FORMATS[form](store, part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return out


# ----------------------------------------------------------------------------- RDF


def _graphs(store: Store, form: RdfFormat) -> Iterator[tuple[NamedNode, bytes]]:
    """Each named graph in a format for triples; the engine writes it without making objects."""
    for name in store.named_graphs():
        assert isinstance(name, NamedNode)
        yield name, store.dump(format=form, from_graph=name, prefixes=_PREFIXES) or b""


def _nquads(store: Store, out: Path) -> None:
    with out.open("wb") as file:
        for name, triples in _graphs(store, RdfFormat.N_TRIPLES):
            # Line ends inside literals are escaped, so each of these ends a triple.
            file.write(triples.replace(b" .\n", f" {name} .\n".encode()))


def _trig(store: Store, out: Path) -> None:
    with out.open("wb") as file:
        for prefix, namespace in _PREFIXES.items():
            file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
        for name, turtle in _graphs(store, RdfFormat.TURTLE):
            lines = turtle.splitlines(keepends=True)
            body = b"".join(line for line in lines if not line.startswith(b"@prefix "))
            file.write(f"{name} {{\n".encode() + body + b"}\n")


def _jsonld(store: Store, out: Path) -> None:
    with out.open("wb") as file:
        before = b"["
        for name, nodes in _graphs(store, RdfFormat.JSON_LD):
            file.write(before + b'{"@id":"' + name.value.encode() + b'","@graph":' + nodes + b"}")
            before = b",\n"
        file.write(b"[]" if before == b"[" else b"]")


def _merged(form: RdfFormat) -> Callable[[Store, Path], None]:
    def write(store: Store, out: Path) -> None:
        store.dump(out, form, from_graph=DefaultGraph(), prefixes=_PREFIXES)

    return write


# ------------------------------------------------------------------------- networks


def _plain_network(store: Store) -> nx.MultiDiGraph[str]:
    """The network with attributes that graph files can hold; `label` is what programs show."""
    graph = network(rows_of(store))
    for _, data in graph.nodes(data=True):
        data["label"] = data.pop("name")
    for _, _, data in graph.edges(data=True):
        quote, _ = data.pop("quotes")[0]
        data["label"] = label(data["predicate"])
        data["quote"] = _legal(quote)
    return graph


def _legal(text: str) -> str:
    """Text without the control characters that XML forbids."""
    return "".join(c for c in text if c >= " " or c in "\t\n")


def _graphml(store: Store, out: Path) -> None:
    nx.write_graphml(_plain_network(store), out)


def _gexf(store: Store, out: Path) -> None:
    nx.write_gexf(_plain_network(store), out)


# --------------------------------------------------------------------------- tables


def _csv(store: Store, out: Path) -> None:
    # The byte order mark is what spreadsheet programs know UTF-8 by.
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CLAIMS.header())
        writer.writerows(map(inert, row) for row in CLAIMS.rows(rows_of(store)))


def inert(cell: str) -> str:
    """A cell that a spreadsheet program does not run as a formula (OWASP, CSV injection)."""
    if not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or _NUMBER.fullmatch(cell):
        return cell
    return "'" + cell


def _xlsx(store: Store, out: Path) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(out), options) as book:
        bold = book.add_format({"bold": True})
        for table in SHEETS:
            rows = table.rows(rows_of(store))
            for number, page in enumerate(_pages(rows), 1):
                name = table.name if number == 1 else f"{table.name} {number}"
                sheet = book.add_worksheet(name)
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, table.header(), bold)
                for index, row in enumerate(page, 1):
                    sheet.write_row(index, 0, [_fitting(cell) for cell in row])


def _fitting(cell: str) -> str:
    return cell if len(cell) <= _CELL else cell[: _CELL - 1] + "…"


def _pages(rows: Iterator[list[str]]) -> Iterator[Iterator[list[str]]]:
    """Rows in worksheets of at most a million; an empty table still has one."""
    first: list[str] | None = next(rows, None)
    if first is None:
        yield iter(())
    while first is not None:
        yield _page(first, rows)
        first = next(rows, None)


def _page(first: list[str], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield first
    for _, row in zip(range(_SHEET_ROWS - 1), rows, strict=False):
        yield row


FORMATS: Final[Mapping[str, Callable[[Store, Path], None]]] = {
    "nq": _nquads,
    "trig": _trig,
    "ttl": _merged(RdfFormat.TURTLE),
    "nt": _merged(RdfFormat.N_TRIPLES),
    "jsonld": _jsonld,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
    "xlsx": _xlsx,
}
"""The writers by format name."""
