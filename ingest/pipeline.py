"""From files to a published library: the batch that a user runs.

    files -> read, clean, parse, extract (processes) -> resolve, store (here) -> publish

Only storing and publishing write. Stopped at any instant, a run loses no document that it has
stored and shows none that index and graph do not hold; running again finishes the work.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from corpus.drafts import Drafts
from corpus.library import Library
from ingest.extract import extract
from ingest.lock import sole_writer
from ingest.propose import Endpoint, propose
from ingest.publish import publish
from ingest.read import expand, read_bytes
from ingest.resolve import resolve
from ingest.workers import Failure, Limits, Pool, run_here
from ontology.errors import UnreadableFile
from ontology.records import Document, Facts, Record

Report = Callable[[int, int, str], None]
Tell = Callable[["Outcome"], None]

_BATCH = 64  # documents stored in one transaction
_PACKAGES = Path(__file__).resolve().parent, Path(__file__).resolve().parents[1] / "ontology"


@dataclass(frozen=True, slots=True)
class Options:
    """What a run needs to know beside its files.

    `base` is the instance base IRI ("" keeps the library's own), `seconds` and `memory` (MiB) limit
    the work on one file. With an `origin` ("upload:") files are known by it and their place below
    the path given, not by where they lie on this machine. An `endpoint` lets a language model
    propose further claims.
    """

    base: str = ""
    seconds: float = 600.0
    memory: int = 4096
    origin: str = ""
    endpoint: Endpoint | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `documents` counts files taken in, `skipped` those that had not changed.

    Clauses, entities and assertions are counted over the documents taken in, entities by
    document; `triples` over the whole graph afterwards.
    """

    documents: int = 0
    skipped: int = 0
    clauses: int = 0
    entities: int = 0
    assertions: int = 0
    triples: int = 0
    seconds: float = 0.0
    failed: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `state` is taken, skipped (nothing new in it) or failed (`error`).

    `name` is the file as the run found it; the rest describes the document of a file taken in.
    """

    name: str
    state: str
    error: str = ""
    document: str = ""
    title: str = ""
    clauses: int = 0
    entities: int = 0
    assertions: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """A file to take in: the name the user sees, where it is kept, its content and its times.

    `endpoint` is the language model that proposes further claims, if any.
    """

    name: str
    path: str
    data: bytes
    size: int | None = None
    mtime_ns: int | None = None
    endpoint: Endpoint | None = None


def analyze(name: str, data: bytes) -> tuple[Document, Facts]:
    """Read, clean, parse and extract one file; nothing is stored.

    Raises:
        UnreadableFile: the content cannot be read; names the file and the reason.
    """
    from ingest.clean import clean  # slow to load, and a batch leaves this to its workers
    from ingest.structure import parse

    document = parse(clean(read_bytes(name, data)))
    return document, extract(document)


def read_file(path: Path) -> bytes:
    """The content of one file; UnreadableFile with what to do where that fails."""
    if path.is_dir():
        raise UnreadableFile(str(path), "这是文件夹，请给出一份文件")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(str(path), _cannot_open(error)) from error


@cache
def version() -> str:
    """A digest of the code and lexicons that make records; documents made by others are redone."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for file in sorted(package.rglob("*")):
            if file.suffix in (".py", ".ttl"):
                digest.update(file.relative_to(package).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def analyze_task(task: Task) -> tuple[Document, Facts]:
    """`analyze` for a worker process, with the proposals of a language model where one is set."""
    document, facts = analyze(task.name, task.data)
    return document, propose(document, facts, task.endpoint) if task.endpoint else facts


def ingest(
    folder: Path,
    paths: Sequence[Path],
    *,
    workers: int = 1,
    progress: Report | None = None,
    options: Options | None = None,
    tell: Tell | None = None,
) -> Summary:
    """Take files into the library in `folder`, which is made if need be.

    Args:
        paths: files, folders or archives; a file that fails is listed and the others go on.
        workers: processes that analyse files; 0 for this one, where a bad file ends the run.
        progress: called with (files done, files known, name of the last one).
        tell: called with what became of each file, from several threads.

    Raises:
        EnvironmentFault: another process writes the library, it cannot be opened, no space.
    """
    began, options = time.monotonic(), options or Options()
    if not (folder.exists() or any(path.exists() for path in paths)):
        reason = _cannot_open(FileNotFoundError())
        return Summary(failed=tuple({"path": str(path), "error": reason} for path in paths))
    with sole_writer(folder), Library.open(folder, create=True) as library:
        run = _Run(library, folder, paths, progress, options, tell)
        run.take_in(workers, Limits(options.seconds, options.memory))
        run.say("正在更新索引和图谱")
        triples = publish(library, folder, options.base)
    return run.summary(triples, time.monotonic() - began)


def read_again(
    folder: Path,
    documents: Iterable[str],
    *,
    workers: int = 1,
    options: Options | None = None,
    tell: Tell | None = None,
) -> Summary:
    """Extract documents anew, by today's rules, from the originals that the library keeps.

    Raises:
        UnknownName: a document is not in the library; none is read then.
        EnvironmentFault: as for `ingest`.
    """
    began, options = time.monotonic(), options or Options()
    with sole_writer(folder), Library.open(folder) as library:
        run = _Run(library, folder, (), None, options, tell)
        tasks = [run.kept(document) for document in documents]
        run.take_in(workers, Limits(options.seconds, options.memory), tasks)
        triples = publish(library, folder, options.base)
    return run.summary(triples, time.monotonic() - began)


def remove(folder: Path, documents: Iterable[str], *, options: Options | None = None) -> None:
    """Take documents out of library, index and graph.

    Raises:
        UnknownName: a document is not in the library; none is removed then.
        EnvironmentFault: as for `ingest`.
    """
    with sole_writer(folder), Library.open(folder) as library:
        with library.batch():
            for document in documents:
                library.remove(document)
        publish(library, folder, (options or Options()).base)


def rebuild(folder: Path, *, options: Options | None = None) -> Summary:
    """Make index and graph again from the library alone; readers see the old ones until then.

    Raises:
        EnvironmentFault: as for `ingest`.
    """
    began, options = time.monotonic(), options or Options()
    with sole_writer(folder), Library.open(folder) as library:
        triples = publish(library, folder, options.base, rebuild=True)
        held = library.stats()
    return Summary(
        held.documents, 0, held.clauses, held.entities, held.assertions, triples,
        round(time.monotonic() - began, 3),
    )  # fmt: skip


class _Run:
    """One batch: finds the files, stores what the workers make of them, and counts."""

    def __init__(
        self,
        library: Library,
        folder: Path,
        paths: Sequence[Path],
        progress: Report | None,
        options: Options,
        tell: Tell | None,
    ) -> None:
        self._library = library
        self._origin = options.origin
        self._endpoint = options.endpoint
        self._version = version() + (f"+{options.endpoint.model}" if options.endpoint else "")
        self._folder = folder.resolve()  # may lie inside a folder that is taken in
        self._drafts = Drafts(library)
        self._paths = paths
        self._tell = tell or (lambda outcome: None)
        self._report = progress or (lambda done, total, name: None)
        self._total = sum(self._count(path) for path in paths) if progress else 0
        self._done = self._documents = self._skipped = 0
        self._clauses = self._entities = self._assertions = 0
        self._failed: list[tuple[str, str]] = []
        self._counting = threading.Lock()  # files are found in one thread and stored in another

    def kept(self, document: str) -> Task:
        """The work of reading a document of the library again; UnknownName if it is not here."""
        path = min(self._library.document(document).paths, default=document)
        name = path.removeprefix(self._origin)
        return Task(name, path, self._library.original(document), endpoint=self._endpoint)

    def take_in(self, workers: int, limits: Limits, tasks: Iterable[Task] | None = None) -> None:
        """Store what is given, or every file that is new or has changed."""
        tasks = iter(self._tasks() if tasks is None else tasks)
        if not workers:
            self._store(run_here(analyze_task, tasks))
        else:
            with Pool(analyze_task, tasks, workers=workers, limits=limits) as pool:
                self._store(iter(pool))

    def _store(self, answers: Iterator[tuple[Task, tuple[Document, Facts] | Failure]]) -> None:
        while batch := list(islice(answers, _BATCH)):
            with self._library.batch():
                for task, answer in batch:
                    self._keep(task, answer)

    def say(self, words: str) -> None:
        """Show what is being done in place of a file's name."""
        self._report(self._done, max(self._total, self._done), words)

    def summary(self, triples: int, seconds: float) -> Summary:
        """What was done so far."""
        failed = tuple({"path": p, "error": e} for p, e in sorted(self._failed))
        return Summary(
            self._documents, self._skipped, self._clauses, self._entities, self._assertions,
            triples, round(seconds, 3), failed,
        )  # fmt: skip

    def _tasks(self) -> Iterator[Task]:
        for path in self._paths:
            try:
                for name, content in expand(path):
                    if (task := self._task(path, name, content)) is not None:
                        yield task
            except UnreadableFile as error:
                self._fail(error.path, error.reason)

    def _task(self, root: Path, name: str, content: bytes | Path) -> Task | None:
        """The work that a file needs; None for one that is known or cannot be opened."""
        path = str(Path(name).resolve())
        if self._origin:
            name = Path(name).relative_to(root).as_posix()
            path = self._origin + name
        elif self._folder in Path(path).parents:
            return None
        if isinstance(content, bytes):
            return self._unknown(Task(name, path, content, endpoint=self._endpoint))
        try:
            stat = content.stat()
            if self._library.seen(path, stat.st_size, stat.st_mtime_ns, self._version):
                self._skip(name)
                return None
            task = Task(
                name, path, content.read_bytes(), stat.st_size, stat.st_mtime_ns, self._endpoint
            )
        except OSError as error:
            self._fail(name, _cannot_open(error))
            return None
        return self._unknown(task)

    def _unknown(self, task: Task) -> Task | None:
        """The task, None where the library holds its content already."""
        sha256 = hashlib.sha256(task.data).hexdigest()
        if self._library.touch(task.path, sha256, self._version, task.size, task.mtime_ns):
            self._skip(task.name)
            return None
        return task

    def _keep(self, task: Task, answer: tuple[Document, Facts] | Failure) -> None:
        if isinstance(answer, Failure):
            self._fail(task.name, answer.reason.removeprefix(f"{task.name}："))
            return
        try:
            resolved = resolve(*answer, self._drafts)
        except Exception as error:
            self._fail(task.name, f"归并时出错（{type(error).__name__}：{error}）")
            return
        record = self._library.put(
            resolved, task.data, task.path,
            version=self._version, size=task.size, mtime_ns=task.mtime_ns,
        )  # fmt: skip
        self._documents += 1
        self._clauses += len(record.document.clauses)
        self._entities += len(record.facts.entities)
        self._assertions += len(record.facts.assertions)
        self._tell(_taken(task.name, record))
        self._step(task.name)

    def _count(self, path: Path) -> int:
        """About how many files there will be; an archive counts as one until it is opened."""
        if not path.is_dir():
            return 1
        found = (
            c for c in path.rglob("*") if not any(p[0] == "." for p in c.relative_to(path).parts)
        )
        return sum(1 for c in found if c.is_file() and self._folder not in c.resolve().parents)

    def _skip(self, name: str) -> None:
        with self._counting:
            self._skipped += 1
        self._tell(Outcome(name, "skipped"))
        self._step(name)

    def _fail(self, name: str, reason: str) -> None:
        self._failed.append((name, reason))
        self._tell(Outcome(name, "failed", reason))
        self._step(name)

    def _step(self, name: str) -> None:
        with self._counting:
            self._done += 1
            self._report(self._done, max(self._total, self._done), name)


def _taken(name: str, record: Record) -> Outcome:
    facts, document = record.facts, record.document
    return Outcome(
        name, "taken", "", record.id, document.metadata.title, len(document.clauses),
        len(facts.entities), len(facts.assertions),
    )  # fmt: skip


def _cannot_open(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件或文件夹，请检查路径"
    if isinstance(error, PermissionError):
        return "没有读取权限，请检查文件的权限"
    return f"打不开（{error.strerror}）"
