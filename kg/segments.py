"""Each named graph as sorted N-Quads, compressed, beside the snapshots: exports need no engine.

    graph/segments/<graph>-<n>  the graph as it is from snapshot n on; empty where nobody wrote it
    graph/segments/last         the newest snapshot that these files know about

`<graph>` is a digest of the graph's IRI. Of a graph's files the one with the largest number up to
that of a snapshot tells its content. A file stands empty while the store changes the graph, and
what is empty, missing or damaged is asked of the engine, so that after a crash nothing is wrong
but slower. A snapshot newer than `last` was published by a program that keeps no such files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from ontology.vocabulary import term

FOLDER: Final = "segments"
_LAST = "last"
_FAST = 1
_VERBATIM = (NamedNode(term("xsd:string")), NamedNode(term("rdf:langString")))
_ANY = NamedNode("urn:any")


def pack(quads: Iterable[Quad]) -> bytes:
    """The quads of one graph, each once, as the engine would give them back; b"" if unsure."""
    stored = list(_stored(quads))
    if any(isinstance(quad.object, Triple) for quad in stored):
        return b""
    text = serialize(stored, format=RdfFormat.N_QUADS) or b""
    # Line ends inside literals are escaped, so each line is a quad.
    return zlib.compress(b"".join(sorted(set(text.splitlines(keepends=True)))), _FAST)


class Segments:
    """The files as the writer of a graph folder keeps them."""

    def __init__(self, folder: Path, published: int) -> None:
        """`folder` is the graph folder, `published` the number of its snapshot, 0 for none."""
        self._folder = folder / FOLDER
        if self._folder.exists() and _last(self._folder) < published:
            shutil.rmtree(self._folder)
        self._folder.mkdir(exist_ok=True)

    def void(self, graph: NamedNode, number: int) -> None:
        """Know nothing of a graph from snapshot `number` on; before the store changes it."""
        path = self._path(graph, number)
        path.unlink(missing_ok=True)  # a new file: a power cut must not bring the old words back
        path.touch()

    def fill(self, graph: NamedNode, number: int, packed: bytes) -> None:
        """Tell what a graph holds from snapshot `number` on; after the store has changed it."""
        self._path(graph, number).write_bytes(packed)

    def sync(self) -> None:
        """Make the names of the files outlast a power cut; before the snapshot is shown."""
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def published(self, number: int, oldest: int) -> None:
        """Note the snapshot that is shown now, and drop what none from `oldest` on needs."""
        (self._folder / _LAST).write_text(str(number), encoding="ascii")
        for name, numbers in _versions(self._folder).items():
            old = [n for n in numbers if n <= oldest]
            for number in old[:-1]:
                (self._folder / f"{name}-{number}").unlink(missing_ok=True)
            if len(old) > 1:
                self._drop_empty(self._folder / f"{name}-{old[-1]}")

    def _drop_empty(self, path: Path) -> None:
        if not path.stat().st_size:
            path.unlink()

    def _path(self, graph: NamedNode, number: int) -> Path:
        return self._folder / f"{_digest(graph)}-{number}"


class SegmentReader:
    """The files as they are for one snapshot.

    Args:
        snapshot: the folder of a published snapshot, in its graph folder.
    """

    def __init__(self, snapshot: Path) -> None:
        self._folder = snapshot.parent.parent / FOLDER
        self._newest: dict[str, int] = {}
        number = int(snapshot.name) if snapshot.name.isdigit() else 0
        if self._folder.is_dir() and 0 < number <= _last(self._folder):
            for name, numbers in _versions(self._folder).items():
                if known := [n for n in numbers if n <= number]:
                    self._newest[name] = known[-1]

    def read(self, graph: NamedNode) -> bytes | None:
        """The N-Quads of a graph, None where the engine has to be asked."""
        name = _digest(graph)
        if name not in self._newest:
            return None
        try:
            packed = (self._folder / f"{name}-{self._newest[name]}").read_bytes()
            return zlib.decompress(packed)
        except (OSError, zlib.error):
            return None

    def __len__(self) -> int:
        """Of how many graphs there are files, some perhaps empty."""
        return len(self._newest)


def _digest(graph: NamedNode) -> str:
    return hashlib.sha256(graph.value.encode()).hexdigest()[:32]


def _last(folder: Path) -> int:
    try:
        return int((folder / _LAST).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def _versions(folder: Path) -> dict[str, list[int]]:
    """The numbers of each graph's files, in order."""
    found: dict[str, list[int]] = {}
    for file in os.listdir(folder):  # noqa: PTH208 - ten thousand names without as many paths
        name, dash, number = file.partition("-")
        if dash and number.isdigit():
            found.setdefault(name, []).append(int(number))
    for numbers in found.values():
        numbers.sort()
    return found


def _stored(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads with their literals as the engine keeps them: 007 as 7, 1.50 as 1.5."""
    for quad in quads:
        thing = quad.object
        if isinstance(thing, Literal) and thing.datatype not in _VERBATIM:
            kept = _normal(thing)
            if kept != thing:
                quad = Quad(quad.subject, quad.predicate, kept, quad.graph_name)
        yield quad


@lru_cache(maxsize=1 << 16)
def _normal(literal: Literal) -> Literal:
    store = Store()
    store.add(Quad(_ANY, _ANY, literal))
    kept = next(iter(store)).object
    assert isinstance(kept, Literal)
    return kept
