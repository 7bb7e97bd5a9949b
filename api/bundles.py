"""A library in one file: the SQLite file and a manifest; index and graph are made again on import."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

from corpus.store import FILE
from corpus.tables import FORMAT
from ingest import pipeline
from ontology.errors import EnvironmentFault, UnreadableFile

_MANIFEST = "manifest.json"
_KIND = "minekg-bundle"
_CHUNK = 1 << 20


def create(folder: Path, out: Path) -> dict[str, object]:
    """Write the library in `folder` to the file `out`; returns the manifest.

    The copy is a consistent snapshot even while another process writes. `out` appears whole or
    not at all.
    """
    if not (folder / FILE).exists():
        raise EnvironmentFault(f"{folder} 里没有资料库")
    with tempfile.TemporaryDirectory(dir=out.resolve().parent, prefix=".bundle-") as scratch:
        copy, packed = Path(scratch) / FILE, Path(scratch) / "bundle.zip"
        _copy_database(folder / FILE, copy)
        manifest = {"kind": _KIND, "format": FORMAT, "files": {FILE: _describe(copy)}}
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=2))
            archive.write(copy, FILE)
        packed.replace(out)
    return manifest


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
        _unpack(bundle, unpacked)
        folder.mkdir(exist_ok=True)
        unpacked.replace(folder / FILE)
    return pipeline.rebuild(folder, options=options)


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")


def _describe(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"size": path.stat().st_size, "sha256": digest}


def _unpack(bundle: Path, target: Path) -> None:
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
    except FileNotFoundError as error:
        raise UnreadableFile(str(bundle), "文件不存在") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError) as error:
        raise UnreadableFile(str(bundle), "不是 MineKG 的打包文件，或已损坏") from error
    if _describe(target) != manifest["files"][FILE]:
        raise UnreadableFile(str(bundle), "校验和不对，文件已损坏")
