"""From the library to index and graph: what makes stored documents visible.

The library says what is left to do (`unpublished`). Index and graph take it over, each in one
commit, and only then does the library show it. A crash at any instant leaves the documents
unpublished and the next start does the same again; replacing what is there already is harmless.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from corpus.drafts import Drafts
from corpus.index import Index, is_current
from corpus.library import Library
from corpus.rows import Change
from ingest.lock import in_turn, sole_writer
from ingest.resolve import find_cited
from ingest.workers import Failure, Limits, Pool
from kg.quads import graph_name, quads
from kg.store import GraphStore, current
from ontology.errors import EnvironmentFault
from ontology.ids import DEFAULT_BASE

T = TypeVar("T")

_STORES = ("index", "graph")
_NEW, _OLD = ".new", ".old"
_READY = "rebuild.ready"
_BASE = "base"  # in the graph's folder: the base IRI of its instances
_CHUNK = 50  # documents whose quads are in memory at once
_INLINE = 20  # changes up to which starting processes costs more than it saves
_NO_LIMITS = Limits(seconds=7 * 24 * 3600.0, memory=0)


@dataclass(frozen=True, slots=True)
class Job:
    """One derived store to bring up to date; `fresh` makes it anew from every document.

    Both stores take over the decisions up to the entry `upto` of the review log, so that one made
    meanwhile is in both or in neither.
    """

    store: str
    folder: Path
    base: str
    fresh: bool = False
    upto: int = 0


def base_of(folder: Path) -> str:
    """The instance base IRI that the graph of a library was made with, "" before the first."""
    try:
        return (folder / "graph" / _BASE).read_text(encoding="utf-8")
    except OSError:
        return ""


def publish(library: Library, folder: Path, base: str = "", *, rebuild: bool = False) -> int:
    """Bring index and graph up to date and show the documents.

    Args:
        base: the instance base IRI of the quads, ending with `/`; "" keeps the one in use. With
            another one the graph is made anew.
        rebuild: make both anew from all documents; also done where most documents have changed,
            which is faster than replacing them. One that is missing, or that this program cannot
            read, is made anew alone.

    Returns:
        How many different triples the graph holds afterwards.

    Raises:
        EnvironmentFault: no space, no permission; nothing new is shown then.
    """
    _finish_swap(folder)
    _link(library)
    upto = library.decided
    changes = library.unpublished()
    base = base or base_of(folder) or DEFAULT_BASE
    held = len(library.document_ids())
    many = len(changes) > _INLINE
    anew = rebuild or (many and 2 * len(changes) > held)
    fresh = {store: anew or not _complete(folder, base, store) for store in _STORES}
    if not (changes or any(fresh.values())):
        with GraphStore(folder / "graph") as graph:
            return graph.triples()
    for store in _STORES:  # what a killed run left must not take a place below
        shutil.rmtree(folder / (store + _NEW), ignore_errors=True)
    jobs = [Job(store, folder, base, fresh[store], upto) for store in _STORES]
    results = _run(jobs, many=many or (any(fresh.values()) and held > _INLINE))
    if any(fresh.values()):
        (folder / _READY).touch()
        _finish_swap(folder)
    library.mark_published((c.document for c in changes), upto)
    return results[1]


def resume(folder: Path, base: str = "", say: Callable[[str], None] | None = None) -> None:
    """Finish what a stopped run left undone; leaves it to a process that is writing right now.

    Whoever opens a library calls this first. A folder that cannot be written, or has no space
    left, is read as it is. `base` is for a library without a graph; `say` is told when there is work to do.
    """
    with suppress(EnvironmentFault, OSError):
        if not _left_undone(folder):
            return
        with sole_writer(folder), Library.open(folder) as library:
            if say is not None:
                say("正在补做没有完成的索引和图谱……")
            publish(library, folder, base_of(folder) or base)


def _link(library: Library) -> None:
    """Join the citations of all documents to those that have come, and part them from the gone.

    Before the documents are shown, so that a run that is killed leaves this to be done as well.
    """
    drafts = Drafts(library)
    library.link_citations(lambda title, number, art: find_cited(title, number, art, drafts))


def _left_undone(folder: Path) -> bool:
    with Library.open(folder) as library:
        base = base_of(folder)
        whole = not (folder / _READY).exists() and all(_complete(folder, base, s) for s in _STORES)
        return not whole or bool(library.unpublished())


def bring_up_to_date(job: Job) -> int:
    """Do one job; returns the triples of the graph, 0 for the index.

    The process that was doing it may outlive a run that was killed; the job waits for its end.
    """
    turn = in_turn(job.folder / f"{job.store}.lock")
    with turn, Library.open(job.folder) as library:
        changes = library.unpublished()
        if job.fresh:
            leaving = {c.document for c in changes}
            kept = [i for i in library.document_ids() if i not in leaving]
            changes = (*(Change(i, "replace") for i in kept), *changes)
        target = job.folder / (job.store + _NEW if job.fresh else job.store)
        if job.fresh:
            shutil.rmtree(target, ignore_errors=True)
        return _update[job.store](library, changes, target, job)


def _update_index(library: Library, changes: Sequence[Change], target: Path, job: Job) -> int:
    with Index.open(target, create=True) as index:
        for change in changes:
            if change.action == "remove":
                index.remove(change.document)
            else:
                index.replace(library.record(change.document, True, job.upto))
        index.commit()
    return 0


def _update_graph(library: Library, changes: Sequence[Change], target: Path, job: Job) -> int:
    base = job.base
    with GraphStore(target) as graph:
        for change in changes:
            if change.action == "remove":
                graph.remove(graph_name(change.document, base))
        replaced = (c.document for c in changes if c.action == "replace")
        for chunk in _chunks(replaced, _CHUNK):
            records = (library.record(i, True, job.upto) for i in chunk)
            graph.replace_many((graph_name(r.id, base), quads(r, base)) for r in records)
        if len(changes) > _INLINE:
            graph.optimize()
        _count_on(target)
        graph.publish()
        (target / _BASE).write_text(base, encoding="utf-8")
        return graph.triples()


def _count_on(target: Path) -> None:
    """Let a graph made anew number its snapshot after the old one's: readers know them by path."""
    old = current(target.with_name("graph"))
    if target.name.endswith(_NEW) and old is not None:
        (target / "snapshots" / old.name).mkdir(exist_ok=True)


_update = {"index": _update_index, "graph": _update_graph}


def _run(jobs: Sequence[Job], many: bool) -> list[int]:
    if not many:
        return [bring_up_to_date(job) for job in jobs]
    results: list[int] = []
    with Pool(bring_up_to_date, jobs, workers=len(jobs), limits=_NO_LIMITS) as pool:
        for _, answer in pool:
            if isinstance(answer, Failure):
                raise EnvironmentFault(f"没有更新索引和图谱：{answer.reason}")
            results.append(answer)
    return results


def _complete(folder: Path, base: str, store: str) -> bool:
    """Whether a store is there and this program can read it."""
    if store == "index":
        return is_current(folder / "index")
    return current(folder / "graph") is not None and base_of(folder) == base


def _finish_swap(folder: Path) -> None:
    """Put stores made anew in the place of the old ones, once all of them are whole.

    The old one steps aside before it is deleted, so that a store is missing for two renamings only.
    """
    ready = folder / _READY
    if not ready.exists():
        return
    for store in _STORES:
        new, old = folder / (store + _NEW), folder / (store + _OLD)
        if new.is_dir():
            shutil.rmtree(old, ignore_errors=True)
            if (folder / store).exists():
                (folder / store).rename(old)
            new.rename(folder / store)
        shutil.rmtree(old, ignore_errors=True)
    ready.unlink()


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk
