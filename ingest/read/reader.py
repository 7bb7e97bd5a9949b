"""The door: one file in, one `RawDocument` out."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.read.sniff import MEDIA_TYPES, sniff
from ingest.read.text import read_markdown, read_text
from ontology.errors import UnreadableFile
from ontology.records import RawDocument

_PLAIN = {"text": read_text, "markdown": read_markdown}
_REFUSED = {
    "binary": "不是可识别的文档格式",
    "broken-zip": "压缩包或 Office 文件已损坏",
    "zip": "是压缩包，请用 ingest 读入其中的文件",
}


def read(path: Path) -> RawDocument:
    """Read one file; see `read_bytes`. A missing or unreadable path is an `UnreadableFile`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else "文件无法打开"
        raise UnreadableFile(str(path), reason) from error
    return read_bytes(str(path), data)


def read_bytes(name: str, data: bytes) -> RawDocument:
    """Read the content of one file, whatever its name says.

    Args:
        name: the path to show to the user; only kept, never interpreted.
        data: the whole content.

    Raises:
        UnreadableFile: empty, damaged, encrypted, over a limit, or of an unknown format.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile(name, "文件是空的")
    kind = sniff(data)
    if kind not in _PLAIN:
        raise UnreadableFile(name, _REFUSED.get(kind, f"尚不能读 {kind} 格式"))
    digest = hashlib.sha256(data).hexdigest()
    blocks, issues = _PLAIN[kind](data)
    if not blocks:
        raise UnreadableFile(name, "文件里没有文字")
    return RawDocument(name, digest, kind, MEDIA_TYPES[kind], blocks, {}, issues)
