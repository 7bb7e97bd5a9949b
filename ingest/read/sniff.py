"""What a file is, judged by its bytes; its name is never asked."""

from __future__ import annotations

import io
import re
import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta)\b", re.IGNORECASE)
_MARKDOWN = re.compile(rb"^(?:#{1,6}[ \t]+\S|\|[ \t]*:?-{3,}|<!--.*-->\s*$)", re.MULTILINE)
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32)])
_WINDOW = (
    65536  # bytes looked at: the beginning, the middle and the end, as databases open readably
)
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_MEMBERS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
_OPEN_TYPES = (
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.presentation", "odp"),
)
_PACKAGE_TYPES = (
    (b"wordprocessingml", "docx"),
    (b"spreadsheetml", "xlsx"),
    (b"presentationml", "pptx"),
)

MEDIA_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ofd": "application/ofd",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "rtf": "application/rtf",
    "pdf": "application/pdf",
    "image": "image/*",
    "zip": "application/zip",
}


def sniff(data: bytes) -> str:
    """The format of a file: a key of `MEDIA_TYPES`, or broken-zip, encrypted or binary.

    A zip is looked into: Office, OpenDocument and OFD packages are told from plain archives.
    """
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _package(data)
    if b"%PDF-" in data[:4096]:
        return "pdf"
    if data.startswith(_OLE):
        return _compound(data)
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_IMAGES):
        return "image"
    return _plain(data)


def _compound(data: bytes) -> str:
    """What an OLE file holds, by the names in its directory (UTF-16)."""
    names = (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    )
    found = (kind for name, kind in names if name.encode("utf-16-le") in data)
    return next(found, "ppt" if "PowerPoint Document".encode("utf-16-le") in data else "doc")


def _plain(data: bytes) -> str:
    head = data[:_WINDOW]
    codec = next((codec for mark, codec in _UTF16.items() if head.startswith(mark)), "")
    if codec:
        head = head.decode(codec, "replace").encode("utf-8", "replace")
    windows = [head] if codec else [head, data[len(data) // 2 :][:_WINDOW], data[-_WINDOW:]]
    if any(map(looks_binary, windows)):
        return "binary"
    if _HTML.search(head[:4096]):
        return "html"
    return "markdown" if _MARKDOWN.search(head) else "text"


def looks_binary(window: bytes) -> bool:
    """Whether bytes hold more control characters than any text has: five, and one in fifty."""
    controls = len(window) - len(window.translate(None, _CONTROLS))
    return controls >= 5 and controls * 50 > len(window)


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            for member, kind in _MEMBERS:
                if member in names:
                    return kind
            if "mimetype" in names:
                return _open_document(archive)
            if "[Content_Types].xml" in names:
                return _office_by_types(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return "broken-zip"
    return "zip"


def _open_document(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as member:
        kind = member.read(100)
    return next((name for mark, name in _OPEN_TYPES if mark in kind), "zip")


def _office_by_types(archive: zipfile.ZipFile) -> str:
    with archive.open("[Content_Types].xml") as member:
        types = member.read(200_000)
    return next((kind for mark, kind in _PACKAGE_TYPES if mark in types), "zip")
