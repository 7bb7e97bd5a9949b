"""What `minekg doctor` looks at: versions, settings, sizes, and whether the library is whole."""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from api.assets import missing_scripts
from api.settings import Settings, unknown_variables
from ontology.records import Document

_PARTS = (
    "tantivy", "pyoxigraph", "rdflib", "rjieba", "fastapi", "uvicorn", "pypdfium2", "lxml",
    "rapidocr",
)  # fmt: skip


@dataclass(slots=True)
class Diagnosis:
    """What was found; `faults` are what a person must act on, empty when all is well."""

    versions: dict[str, str] = field(default_factory=dict)
    settings: list[tuple[str, str, str, str]] = field(default_factory=list)
    library: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def examine(settings: Settings, environment: Mapping[str, str]) -> Diagnosis:
    """Look at everything; a library that is not there is no fault."""
    found = Diagnosis(dict(_versions()), list(settings.rows()))
    found.faults += [f"不认识环境变量 {name}" for name in unknown_variables(environment)]
    folder = settings.library
    if (folder / "library.sqlite").exists():
        found.library = _sizes(folder)
        found.faults += _integrity(folder)
        _compare(folder, found)
    return found


def coverage(path: Path) -> dict[str, Any]:
    """The way of every character of a file, from what it stores to the nodes of the structure.

    `source` characters are in the blocks of the reader, of which `kept`, `changed` and `left_out`
    (by reason) say what became; `lost` and `doubled` count those that have no place or two, also
    against a second count of what the file stores (`stored`, None for formats without one).
    `outside` and `twice` count characters of the clean text in no node and in two.
    """
    from ingest.clean.account import account
    from ingest.pipeline import analyze, read_file

    data = read_file(path)
    document, _ = analyze(str(path), data)
    book = account(document.clean)
    stored, unread, invented = _stored(document, data)
    kinds: Counter[str] = Counter()
    at = outside = twice = 0
    for leaf in document.leaves:
        outside += max(0, leaf.start - at)
        twice += max(0, at - leaf.start)
        kinds[leaf.kind] += leaf.end - leaf.start
        at = max(at, leaf.end)
    outside += len(document.text) - at
    return {
        "stored": stored, "source": book.source, "kept": book.kept,
        "changed": dict(book.changed), "left_out": dict(book.left_out),
        "lost": book.lost.total() + unread, "doubled": book.doubled.total() + invented,
        "characters": len(document.text), "outside": outside, "twice": twice,
        "kinds": dict(kinds.most_common()), "clauses": len(document.clauses),
        "tables": len(document.tables), "repairs": len(document.clean.repairs),
        "issues": len(document.issues),
    }  # fmt: skip


def _stored(document: Document, data: bytes) -> tuple[int | None, int, int]:
    """How many characters a file stores, how many the reader missed, and how many it made up."""
    from ingest.read.inventory import inventory
    from ingest.read.sniff import sniff

    found = inventory(sniff(data), data)
    if found is None or document.clean.raw.reader == "ocr":
        return None, 0, 0
    read: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for block in document.clean.raw.blocks:
        read.update(c for c in block.text if not c.isspace())
        numbers.update(c for c in block.number if not c.isspace())
    missed = (found.least - read).total()
    return found.most.total(), missed, (read - found.most - numbers).total()


def _versions() -> Iterator[tuple[str, str]]:
    yield "minekg", version("minekg")
    yield "python", f"{sys.version.split()[0]} ({platform.machine()})"
    yield "sqlite", sqlite3.sqlite_version
    for name in _PARTS:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, "没有安装"
    yield "网页脚本", missing_scripts() or "已构建"


def _sizes(folder: Path) -> dict[str, Any]:
    def size(path: Path) -> int:
        files = path.rglob("*") if path.is_dir() else [path]
        return sum(f.stat().st_size for f in files if f.is_file())

    names = ("library.sqlite", "index", "graph")
    return {
        "path": str(folder.resolve()),
        "bytes": {name: size(folder / name) for name in names if (folder / name).exists()},
    }


def _integrity(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "library.sqlite")) as db:
        try:
            verdicts = [row[0] for row in db.execute("PRAGMA integrity_check(5)")]
        except sqlite3.DatabaseError as error:
            verdicts = [str(error)]
    return [f"library.sqlite 损坏：{v}；请用备份恢复" for v in verdicts if v != "ok"]


def _compare(folder: Path, found: Diagnosis) -> None:
    """Whether library, index and graph hold the same documents."""
    from corpus.index import is_current
    from corpus.library import Library

    with Library.open(folder) as library:
        documents = library.stats().documents
        found.library["documents"] = documents
        found.library["unpublished"] = waiting = len(library.unpublished())
        found.library["reviews"] = library.decided
        changed = list(library.log_faults())
    if waiting:
        found.faults.append(
            f"{waiting} 份文件还没有发布：运行 minekg ingest 或 minekg rebuild 会接着做完"
        )
    if changed:
        numbers = "、".join(map(str, changed))
        found.faults.append(f"审核日志第 {numbers} 条与记录时不符：日志在程序之外被改动过")
    if not is_current(folder / "index"):
        found.faults.append("索引不存在或由其他版本生成：请运行 minekg rebuild")
    _compare_graph(folder / "graph", documents, found)


def _compare_graph(graph: Path, documents: int, found: Diagnosis) -> None:
    """Whether the graph holds as many documents as the library."""
    from kg.sparql import run
    from kg.store import current

    if current(graph) is None:
        found.faults.append("图谱还没有发布：请运行 minekg rebuild")
        return
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?g a mk:Document } }"
    graphs = int(run(graph, query, "csv").read().split()[1])
    found.library["graphs"] = graphs
    if graphs != documents:
        found.faults.append(
            f"图谱里有 {graphs} 份文件，资料库里有 {documents} 份：请运行 minekg rebuild"
        )
