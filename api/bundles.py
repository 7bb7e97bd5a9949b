"""A library in one file: the SQLite file, for other programs the texts and the graph, a manifest.

manifest.json   kind, format, base IRI, and size and SHA-256 of each of the files
library.sqlite  all that an import needs; index and graph are made again from it
graph.trig      one graph per document
texts/ID.txt    the clean text of each document, which the offsets of evidence count in
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from corpus.library import Library
from corpus.store import FILE
from corpus.tables import FORMAT
from ingest import pipeline
from ingest.publish import base_of
from kg.export import pieces
from kg.store import current
from ontology.errors import EnvironmentFault, UnreadableFile

_MANIFEST = "manifest.json"
_KIND = "minekg-bundle"
_GRAPH = "graph.trig"
_CHUNK = 1 << 20
_ATTEMPTS = 3


def create(folder: Path, out: Path) -> dict[str, object]:
    """Write the library in `folder` to the file `out`; returns the manifest.

    The copy is a consistent snapshot even while another process writes. `out` appears whole or
    not at all.

    Raises:
        EnvironmentFault: there is no library, or others publish all the time.
    """
    if not (folder / FILE).exists():
        raise EnvironmentFault(f"{folder} 里没有资料库")
    with tempfile.TemporaryDirectory(dir=out.resolve().parent, prefix=".bundle-") as scratch:
        packed = Path(scratch) / "bundle.zip"
        for _ in range(_ATTEMPTS):
            if manifest := _pack(folder, Path(scratch), packed):
                packed.replace(out)
                return manifest
    raise EnvironmentFault(f"{folder}：别的进程一直在发布，请等它结束后再打包")


def _pack(folder: Path, scratch: Path, packed: Path) -> dict[str, object] | None:
    """The manifest of the bundle that was written; None when something was published meanwhile."""
    copy = scratch / FILE
    with Library.open(folder) as library:
        before = library.generation
        snapshot = current(folder / "graph")
        _copy_database(folder / FILE, copy)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            files = {FILE: _add(archive, FILE, _file(copy))}
            files[_GRAPH] = _add(archive, _GRAPH, pieces(snapshot, "trig"))
            for document in library.document_ids():
                name = f"texts/{document}.txt"
                files[name] = _add(archive, name, iter([library.text(document).encode()]))
            manifest = {"kind": _KIND, "format": FORMAT, "base": base_of(folder), "files": files}
            archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))
        return manifest if library.generation == before else None


def _file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _add(archive: zipfile.ZipFile, name: str, content: Iterator[bytes]) -> dict[str, object]:
    """Write a member in pieces; returns its size and checksum."""
    size, digest = 0, hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as member:
        for piece in content:
            member.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"size": size, "sha256": digest.hexdigest()}


def restore(bundle: Path, folder: Path, options: pipeline.Options) -> pipeline.Summary:
    """Unpack a bundle into a new library folder and make index and graph.

    Raises:
        UnreadableFile: the file is no bundle, or is damaged.
        EnvironmentFault: the folder holds a library already, or the bundle has a newer format.
    """
    if (folder / FILE).exists():
        raise EnvironmentFault(f"{folder} 里已经有资料库；请给一个新文件夹")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".bundle-") as scratch:
        unpacked = Path(scratch) / FILE
        base = _unpack(bundle, unpacked)
        folder.mkdir(exist_ok=True)
        unpacked.replace(folder / FILE)
    return pipeline.rebuild(folder, options=replace(options, base=options.base or base))


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")


def _unpack(bundle: Path, target: Path) -> str:
    """Put the SQLite file of a bundle at `target`; returns the base IRI of its instances."""
    try:
        with zipfile.ZipFile(bundle) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            if manifest.get("kind") != _KIND:
                raise UnreadableFile(str(bundle), "不是 MineKG 的打包文件")
            if manifest["format"] > FORMAT:
                raise EnvironmentFault(
                    f"{bundle}：打包格式 {manifest['format']} 比本程序支持的 {FORMAT} 新，请升级 MineKG"
                )
            with archive.open(FILE) as source, target.open("wb") as out:
                shutil.copyfileobj(source, out, _CHUNK)
            damaged = [n for n, is_ in manifest["files"].items() if not _is(archive, n, is_)]
    except FileNotFoundError as error:
        raise UnreadableFile(str(bundle), "文件不存在") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError) as error:
        raise UnreadableFile(str(bundle), "不是 MineKG 的打包文件，或已损坏") from error
    if damaged:
        raise UnreadableFile(str(bundle), f"校验和不对，文件已损坏：{damaged[0]}")
    return str(manifest.get("base", ""))


def _is(archive: zipfile.ZipFile, name: str, described: Mapping[str, object]) -> bool:
    """Whether a member has the checksum that the manifest says."""
    with archive.open(name) as member:
        digest = hashlib.file_digest(member, "sha256")  # type: ignore[arg-type]
        return digest.hexdigest() == described["sha256"]
