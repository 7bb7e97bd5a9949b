"""The graph store: one writer, and immutable snapshots that queries read.

    graph/store/          the writer's RocksDB files; one process holds them
    graph/snapshots/<n>/  published states (hard links to the writer's immutable files)
    graph/current         the name of the published snapshot, replaced atomically
    graph/segments/       each graph as compressed N-Quads, for exports (`kg.segments`)
    graph/count           how many triples the writer holds; absent while it changes them

Every triple is stored in its document's named graph and once in the default graph, which is
therefore the merge of all named graphs as a set. (A store's own union of graphs repeats a triple
for every graph that holds it, so that counts over it are wrong.)

Where the space goes: the engine keeps a named quad in six indexes and a default one in three, in
freshly written files 184 and 85 bytes (0.5 million quads), so that the merge takes about a third.
`optimize` leaves small stores uncompressed, 1.7 times as large as one load; it reads faster so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.segments import Segments, pack
from ontology.errors import EnvironmentFault

_DEFAULT = DefaultGraph()
_BULK = 5_000  # quads from which writing files directly beats one transaction
_FEW = 2_000  # quads up to which changing a graph beats removing and writing it
_POINTER = 100  # bytes that hold the name of a snapshot
_KEEP = 2  # snapshots kept, so that a reader that has just looked up the pointer finds its files

_ONLY_HERE = """{{
  GRAPH {graph} {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {graph}) }}
}}"""
_REMOVE = f"DELETE {{{{ ?s ?p ?o }}}} WHERE {_ONLY_HERE} ; DROP SILENT GRAPH {{graph}}"
_COUNT_REMOVED = f"SELECT (COUNT(*) AS ?n) {_ONLY_HERE}"
_DELETE = "DELETE DATA {{ {merged} GRAPH {graph} {{ {quads} }} }}"
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


class GraphStore:
    """The only writer of a graph folder; a context manager.

    Changes are seen by nobody before `publish()`. After a crash the last published snapshot is
    intact, and the writer holds some of the later changes; replacing the same graphs again is
    always safe.

    Raises:
        EnvironmentFault: another process writes this folder, or its files cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "snapshots").mkdir(parents=True, exist_ok=True)
        try:
            self._store: Store | None = Store(folder / "store")
        except OSError as error:
            raise EnvironmentFault(_explain(folder, error)) from error
        self._count = self._known_count()
        self._clean()
        published = current(folder)
        self._segments = Segments(folder, int(published.name) if published else 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many quads the named graphs hold together."""
        return len(self._open) - self.triples()

    def triples(self) -> int:
        """How many different triples the default graph (the merge of all graphs) holds."""
        if self._count is None:
            self._count = self._ask(_COUNT)
        return self._count

    def graphs(self) -> Iterator[str]:
        """The IRIs of the named graphs, in no particular order."""
        for name in self._open.named_graphs():
            yield name.value

    def replace(self, graph: NamedNode, quads: Iterable[Quad]) -> int:
        """Put these quads in the place of the graph's old ones; returns how many."""
        return self.replace_many([(graph, quads)])

    def replace_many(self, items: Iterable[tuple[NamedNode, Iterable[Quad]]]) -> int:
        """Replace many graphs in one write, which is far faster for a fresh library.

        Args:
            items: a graph name and its quads, each graph at most once.

        Returns:
            The number of quads written.
        """
        pairs = list(items)
        if len(pairs) == 1 and self._open.contains_named_graph(pairs[0][0]):
            graph, new = pairs[0][0], set(pairs[0][1])
            if self._revise(graph, new):
                return len(new)
            pairs = [(graph, new)]
        for graph, _ in pairs:
            if self._open.contains_named_graph(graph):
                self.remove(graph)
        packed: dict[NamedNode, bytes] = {}
        number = self._next()
        for graph, _ in pairs:
            self._segments.void(graph, number)
        written = self._write(_packing(pairs, packed))
        for graph, segment in packed.items():
            self._segments.fill(graph, number, segment)
        return written

    def _write(self, stream: Iterator[Quad]) -> int:
        written = 0

        def both(quads: Iterable[Quad]) -> Iterator[Quad]:
            nonlocal written
            for quad in quads:
                written += 1
                yield quad
                yield _merged(quad)

        head = list(islice(stream, _BULK))
        if len(head) < _BULK:
            new = {_merged(quad) for quad in head}
            self._changed(sum(triple not in self._open for triple in new))
            self._open.extend(both(head))
        else:  # never all in one list: the collector would walk it again and again
            self._changed(None)
            self._open.bulk_extend(both(chain(head, stream)))
        return written

    def _revise(self, graph: NamedNode, new: Set[Quad]) -> bool:
        """Write only what is different from the graph's old quads; False where that is too much.

        A decision on one statement changes a few triples among many thousands.
        """
        old = set(self._open.quads_for_pattern(None, None, None, graph))
        gone, come = old - new, new - old
        if len(gone) + len(come) > _FEW:
            return False
        merged = [_merged(quad) for quad in gone if not self._elsewhere(quad)]
        fresh = sum(_merged(quad) not in self._open for quad in come)
        number = self._next()
        self._segments.void(graph, number)
        self._changed(fresh - len(merged))
        if gone:
            self._open.update(
                _DELETE.format(graph=graph, quads=_lines(gone), merged=_lines(merged))
            )
        self._open.extend([q for quad in come for q in (quad, _merged(quad))])
        self._segments.fill(graph, number, pack(new))
        return True

    def _elsewhere(self, quad: Quad) -> bool:
        """Whether another named graph says the same."""
        same = self._open.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(q.graph_name not in (_DEFAULT, quad.graph_name) for q in same)

    def remove(self, graph: NamedNode) -> None:
        """Remove a named graph, and from the default graph what no other graph says."""
        self._segments.void(graph, self._next())
        self._changed(-self._ask(_COUNT_REMOVED.format(graph=graph)))
        self._open.update(_REMOVE.format(graph=graph))

    def clear(self) -> None:
        """Remove everything; the published snapshot stays until the next `publish()`."""
        self._changed(None)
        for name in self._open.named_graphs():
            assert isinstance(name, NamedNode)
            self._segments.void(name, self._next())
        self._open.clear()

    def publish(self) -> Path:
        """Make the present state the one that new queries see, in one atomic step.

        Returns:
            The folder of the new snapshot.

        Raises:
            EnvironmentFault: the snapshot cannot be written (a full disk); the old one stays.
        """
        number = self._next()
        target = self.folder / "snapshots" / str(number)
        try:
            self._open.flush()
            self._open.backup(target)
            self._segments.sync()
            _replace_text(self.folder / "current", target.name)
        except OSError as error:
            raise EnvironmentFault(_explain(self.folder, error)) from error
        self._clean()
        with suppress(OSError):  # shown already; exports ask the engine then
            self._segments.published(number, min(int(p.name) for p in self._snapshots()))
        return target

    def _next(self) -> int:
        """The number of the snapshot that the next `publish()` makes."""
        return max((int(p.name) for p in self._snapshots()), default=0) + 1

    def optimize(self) -> None:
        """Merge the store's files after a big import, so that queries read fewer of them."""
        self._open.optimize()

    def close(self) -> None:
        """Release the writer's lock. Closing twice does nothing."""
        if self._store is not None:
            self._store.flush()
            if self._count is not None:
                _replace_text(self.folder / "count", str(self._count))
            self._store = None

    def _ask(self, count: str) -> int:
        return int(next(iter(self._open.query(count)))[0].value)  # type: ignore[arg-type]

    def _known_count(self) -> int | None:
        try:
            return int((self.folder / "count").read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return None

    def _changed(self, by: int | None) -> None:
        (self.folder / "count").unlink(missing_ok=True)
        self._count = None if self._count is None or by is None else self._count + by

    @property
    def _open(self) -> Store:
        if self._store is None:
            raise EnvironmentFault(f"图谱存储已关闭：{self.folder}")
        return self._store

    def _snapshots(self) -> list[Path]:
        found = (self.folder / "snapshots").iterdir()
        return sorted((p for p in found if p.name.isdigit()), key=lambda p: int(p.name))

    def _clean(self) -> None:
        now = current(self.folder)
        kept = [p for p in self._snapshots() if now is None or int(p.name) <= int(now.name)]
        keep = {p.name for p in kept[-_KEEP:]} if now else set()
        for snapshot in self._snapshots():
            if snapshot.name not in keep:
                shutil.rmtree(snapshot, ignore_errors=True)


def current(folder: Path) -> Path | None:
    """The folder of the published snapshot of a graph folder, None before the first publish."""
    try:
        file = os.open(f"{folder}/current", os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:  # every query asks this more than once
        return folder / "snapshots" / os.read(file, _POINTER).decode("ascii").strip()
    finally:
        os.close(file)


def _packing(
    pairs: Iterable[tuple[NamedNode, Iterable[Quad]]], packed: dict[NamedNode, bytes]
) -> Iterator[Quad]:
    """The quads of all graphs, graph by graph; what each holds goes into `packed` meanwhile."""
    for graph, quads in pairs:
        some = list(quads)
        packed[graph] = pack(some)
        yield from some


def _lines(quads: Iterable[Quad]) -> str:
    return "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in quads)


def _merged(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)


def _replace_text(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    with new.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _explain(folder: Path, error: OSError) -> str:
    if "lock" in str(error).lower():
        return f"另一个进程正在写入图谱 {folder}，请等它结束后再试"
    return f"无法使用图谱目录 {folder}：{error}"
