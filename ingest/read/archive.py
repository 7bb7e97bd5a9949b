"""Folders and archives: the files that a user means by one path."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ingest.read.limits import Refused
from ingest.read.package import UNPACK_ERRORS, check_sizes
from ingest.read.sniff import sniff

_MAX_NESTING = 3
_UTF8_NAME = 0x800  # the flag of a member whose name is UTF-8


class Damaged(bytes):
    """What cannot be unpacked from an archive, as empty content with the reason."""

    def __new__(cls, reason: str) -> Damaged:
        """Empty content that says why it is empty."""
        made = super().__new__(cls)
        made.reason = reason
        return made

    reason: str


def expand(path: Path) -> Iterator[tuple[str, bytes | Path]]:
    """The documents below a path, sorted by name: `(name to show, path or content)`.

    A file gives itself, a folder all files below it, a zip archive its members as
    `archive.zip/path/in/it`; hidden files are left out. A damaged archive or
    member comes as content that `read_bytes` refuses with the reason; it never raises.
    """
    if path.is_dir():
        for child in sorted(path.rglob("*")):
            if child.is_file() and not _is_hidden(child.relative_to(path).parts):
                yield from expand(child)
        return
    if path.is_file() and _is_archive(path):
        with path.open("rb") as file:
            yield from _members(str(path), file, 0)
        return
    yield str(path), path


def _is_hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _is_archive(path: Path) -> bool:
    with path.open("rb") as file:
        if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
    return sniff(path.read_bytes()) == "zip"


def _members(name: str, file: IO[bytes], nesting: int) -> Iterator[tuple[str, bytes | Path]]:
    try:
        archive = zipfile.ZipFile(file)
        check_sizes(archive.infolist(), _packed(archive))
    except Refused as refused:
        yield name, Damaged(str(refused))
        return
    except UNPACK_ERRORS:
        yield name, Damaged("压缩包已损坏")
        return
    with archive:
        for info in sorted(archive.infolist(), key=_name):
            shown = f"{name}/{_name(info)}"
            if info.is_dir() or _is_hidden(tuple(_name(info).split("/"))):
                continue
            data = _unpacked(archive, info)
            if sniff(data) == "zip" and nesting < _MAX_NESTING:
                yield from _members(shown, io.BytesIO(data), nesting + 1)
            else:
                yield shown, data


def _packed(archive: zipfile.ZipFile) -> int:
    return sum(info.compress_size for info in archive.infolist())


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; without a UTF-8 flag it is what Chinese Windows wrote, GBK."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        return Damaged("压缩包成员已加密")
    try:
        return archive.read(info)
    except UNPACK_ERRORS:
        return Damaged("压缩包成员已损坏")
