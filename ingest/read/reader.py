"""The door: one file in, one `RawDocument` out."""

from __future__ import annotations

import hashlib
import re
from importlib.util import find_spec
from pathlib import Path

from ingest.read.archive import Damaged
from ingest.read.formats import parse
from ingest.read.limits import NO_TEXT, Content, Limits, Refused, Scanned
from ingest.read.office import CONVERTED, converted
from ingest.read.sandbox import parse_apart
from ingest.read.sniff import MEDIA_TYPES, sniff
from ingest.read.text import read_markdown, read_text
from ontology.errors import UnreadableFile
from ontology.source import RawDocument

_PLAIN = {"text": read_text, "markdown": read_markdown}
_REFUSED = {
    "binary": "不是可识别的文档格式",
    "broken-zip": "压缩包或 Office 文件已损坏",
    "encrypted": "文件已加密，请先解除密码",
    "zip": "是压缩包，请用 ingest 读入其中的文件",
}
_READER_NAMES = {
    "pdf": "pdf-text",
    "image": "ocr",
    "xls": "xlsx",
    "ods": "xlsx",
    "ppt": "pptx",
    "odp": "pptx",
}
_OCR_FACTOR = 2
_MAX_OCR_SECONDS = 3600
_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd]+")
_SMALL_HTML = 2_000_000  # bytes up to which a page is parsed in this process


def read(path: Path, *, limits: Limits | None = None) -> RawDocument:
    """Read one file; see `read_bytes`. A missing or unreadable path is an `UnreadableFile`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else "文件无法打开"
        raise UnreadableFile(str(path), reason) from error
    return read_bytes(str(path), data, limits=limits)


def read_bytes(name: str, data: bytes, *, limits: Limits | None = None) -> RawDocument:
    """Read the content of one file, whatever its name says.

    Args:
        name: the path to show to the user; only kept, never interpreted.
        data: the whole content.
        limits: what parsing may cost; formats other than plain text run in their own process.

    Raises:
        UnreadableFile: empty, damaged, encrypted, over a limit, or of an unknown format.
    """
    if isinstance(data, Damaged):
        raise UnreadableFile(name, data.reason)
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile(name, "文件是空的")
    kind = sniff(data)
    try:
        content = _content(kind, data, limits or Limits())
    except Refused as refused:
        raise UnreadableFile(name, str(refused)) from refused
    if not any(block.text.strip() for block in content.blocks):
        raise UnreadableFile(name, "文件里没有文字")
    return RawDocument(
        name,
        hashlib.sha256(data).hexdigest(),
        content.reader or _READER_NAMES.get(kind, kind),
        MEDIA_TYPES[kind],
        content.blocks,
        dict(content.metadata),
        content.issues,
        content.corrections,
    )


def _content(kind: str, data: bytes, limits: Limits) -> Content:
    if kind in _PLAIN:
        return Content(*_PLAIN[kind](data))
    if kind in _REFUSED:
        raise Refused(_REFUSED[kind])
    if kind in CONVERTED:
        target = CONVERTED[kind][1]
        return parse_apart(target, converted(kind, data, limits), limits)
    if kind == "html" and len(data) <= _SMALL_HTML:
        return parse(kind, data)
    if kind == "image":
        if not can_recognise():
            raise Refused("图像需要文字识别，请安装 minekg[ocr]")
        return parse_apart(kind, data, _for_pages(limits, 1))
    try:
        content = parse_apart(kind, data, limits)
    except Scanned as scanned:
        if not can_recognise():
            raise
        return parse_apart("scan", data, _for_pages(limits, scanned.pages))
    return _looked_at(content, data, limits) if kind == "pdf" else content


def _looked_at(content: Content, data: bytes, limits: Limits) -> Content:
    """The content of a PDF, helped by recognition where its text layer lacks pages or is damaged.

    Recognition that fails leaves what the text layer says.
    """
    images = sum(issue.kind == NO_TEXT for issue in content.issues)
    damaged = _is_damaged("\n".join(block.text for block in content.blocks))
    if not (images or damaged) or not can_recognise():
        return content
    pages = max((block.page or 1 for block in content.blocks), default=1) if damaged else images
    try:
        return parse_apart(
            "pdf-damaged" if damaged else "pdf-mixed", data, _for_pages(limits, pages + 1)
        )
    except Refused:
        return content


def _is_damaged(text: str) -> bool:
    """Whether fonts spell wrong glyphs, or one character in a hundred is none at all."""
    from ingest.clean.glyphs import repair_glyphs  # clean stands behind read and imports it

    unknown = sum(match.end() - match.start() for match in _UNKNOWN.finditer(text))
    return unknown * 100 > len(text) or bool(repair_glyphs(text))


def can_recognise() -> bool:
    """Whether the extra `ocr` is installed."""
    return find_spec("rapidocr") is not None and find_spec("cv2") is not None


def _for_pages(limits: Limits, pages: int) -> Limits:
    """Limits for recognition, whose networks take memory once and time for each page."""
    cpu = min(limits.cpu * max(pages, 1), _MAX_OCR_SECONDS)
    return Limits(memory=_OCR_FACTOR * limits.memory, cpu=cpu)
