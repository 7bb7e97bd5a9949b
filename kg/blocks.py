"""Files that are made of one block for each named graph, so that processes can share the work.

N-Quads are kept beside the snapshot (`kg.segments`) and only copied. For the rest the engine spends
its time on looking terms up, one core at a time; two processes over the same snapshot take half
as long.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Final

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.claim_table import HEADER, ClaimTable
from kg.process import program
from kg.segments import SegmentReader
from kg.tables import inert
from ontology.vocabulary import PREFIXES

_PREFIXES = dict(PREFIXES)
_FEW = 40  # graphs up to which starting processes costs more than it saves
_START = program("kg.blocks")

Writer = Callable[[NamedNode], bytes]


@dataclass(frozen=True, slots=True)
class Source:
    """A store, and the graphs of it that are at hand as N-Quads."""

    store: Store
    segments: SegmentReader | None = None

    @classmethod
    def of(cls, snapshot: Path) -> Source:
        """The source for a published snapshot; OSError where it cannot be read."""
        return cls(Store.read_only(str(snapshot)), SegmentReader(snapshot))

    def nquads(self, graph: NamedNode) -> bytes | None:
        """A graph as N-Quads, None where only the engine can give them."""
        return self.segments.read(graph) if self.segments else None


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands before, between and after the blocks, and what writes a block of a source.

    Where `kept` is true the blocks of graphs at hand cost next to nothing.
    """

    writer: Callable[[Source], Writer]
    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""
    kept: bool = False


def blocks(source: Source, form: str) -> Iterator[bytes]:
    """The file in pieces, written by this process."""
    layout = LAYOUTS[form]
    return _joined(layout, map(layout.writer(source), _graphs(source.store)))


def shared(path: Path, form: str, processes: int = 0) -> Iterator[bytes]:
    """The file in pieces, written by several processes; small stores are written by this one.

    Args:
        path: the folder of a snapshot.
        form: one of `LAYOUTS`.
        processes: how many; 0 for one each core, at most four.

    Raises:
        OSError: the snapshot cannot be read.
    """
    source = Source.of(path)
    count = sum(1 for _ in source.store.named_graphs())
    dear = count - len(source.segments or ()) if LAYOUTS[form].kept else count
    processes = processes or min(os.cpu_count() or 1, 4)
    if processes < 2 or dear <= _FEW:
        yield from blocks(source, form)
        return
    with ExitStack() as stack:
        workers = [
            stack.enter_context(_worker(path, form, first, processes)) for first in range(processes)
        ]
        yield from _joined(LAYOUTS[form], (_next(workers[i % processes]) for i in range(count)))


def main() -> None:
    """A process that writes every n-th block, each after its length in eight bytes.

    Arguments: the snapshot, the form, the number of its first graph, n.
    """
    source, form = Source.of(Path(sys.argv[1])), sys.argv[2]
    write = LAYOUTS[form].writer(source)
    for graph in islice(_graphs(source.store), int(sys.argv[3]), None, int(sys.argv[4])):
        block = write(graph)
        sys.stdout.buffer.write(len(block).to_bytes(8, "big") + block)
    sys.stdout.buffer.flush()


def _joined(layout: Layout, every: Iterator[bytes]) -> Iterator[bytes]:
    yield layout.head
    for number, block in enumerate(every):
        if number and layout.between:
            yield layout.between
        yield block
    yield layout.tail


def _graphs(store: Store) -> Iterator[NamedNode]:
    for name in store.named_graphs():
        assert isinstance(name, NamedNode)
        yield name


def _worker(path: Path, form: str, first: int, step: int) -> subprocess.Popen[bytes]:
    command: Sequence[str] = [sys.executable, "-c", _START, str(path), form, str(first), str(step)]
    # A worker whose reader has gone ends when it writes next.
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _next(worker: subprocess.Popen[bytes]) -> bytes:
    assert worker.stdout is not None
    size = int.from_bytes(_exactly(worker.stdout, 8), "big")
    return _exactly(worker.stdout, size)


def _exactly(source: IO[bytes], size: int) -> bytes:
    data = source.read(size)
    if len(data) < size:
        raise OSError("图谱快照读不下去了，导出没有完成")
    return data


# ------------------------------------------------------------------------ the writers


def _nquads(source: Source) -> Writer:
    def write(graph: NamedNode) -> bytes:
        if (known := source.nquads(graph)) is not None:
            return known
        triples = source.store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
        # Line ends inside literals are escaped, so each of these ends a triple.
        return triples.replace(b" .\n", f" {graph} .\n".encode())

    return write


def _trig(source: Source) -> Writer:
    def write(graph: NamedNode) -> bytes:
        dump = source.store.dump
        turtle = dump(format=RdfFormat.TURTLE, from_graph=graph, prefixes=_PREFIXES) or b""
        lines = turtle.splitlines(keepends=True)
        body = b"".join(line for line in lines if not line.startswith(b"@prefix "))
        return f"{graph} {{\n".encode() + body + b"}\n"

    return write


def _jsonld(source: Source) -> Writer:
    def write(graph: NamedNode) -> bytes:
        nodes = source.store.dump(format=RdfFormat.JSON_LD, from_graph=graph) or b"[]"
        return b'{"@id":"' + graph.value.encode() + b'","@graph":' + nodes + b"}"

    return write


def _csv(source: Source) -> Writer:
    table = ClaimTable(source.store, source.nquads)

    def write(graph: NamedNode) -> bytes:
        return csv_lines(map(inert, row) for row in table.rows(graph))

    return write


def csv_lines(rows: Iterator[Iterator[str]]) -> bytes:
    """Rows as lines of a CSV file (RFC 4180)."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


_TRIG_HEAD = "".join(f"@prefix {p}: <{namespace}> .\n" for p, namespace in _PREFIXES.items())

LAYOUTS: Final = {
    "nq": Layout(_nquads, kept=True),
    "trig": Layout(_trig, _TRIG_HEAD.encode()),
    "jsonld": Layout(_jsonld, b"[", b",\n", b"]"),
    # The byte order mark is what spreadsheet programs know UTF-8 by.
    "csv": Layout(_csv, b"\xef\xbb\xbf" + csv_lines(iter([iter(HEADER)]))),
}
"""The formats by name: all but csv (the table of claims) hold the dataset."""
