"""The readers of formats that are parsed in a process of their own, by the name of the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from ingest.read.limits import Content, Refused

# format -> (module, function); imported on demand, so that a worker loads one parser only
READERS: Mapping[str, tuple[str, str]] = {
    "docx": ("ingest.read.docx", "read_docx"),
    "html": ("ingest.read.html", "read_html"),
    "xlsx": ("ingest.read.xlsx", "read_xlsx"),
    "pptx": ("ingest.read.pptx", "read_pptx"),
    "pdf": ("ingest.read.pdf", "read_pdf"),
    "ofd": ("ingest.read.ofd", "read_ofd"),
    "pdf-mixed": ("ingest.read.seen", "read_image_pages"),
    "pdf-damaged": ("ingest.read.seen", "read_damaged"),
    "scan": ("ingest.read.ocr", "read_scan"),
    "image": ("ingest.read.ocr", "read_image"),
}


def parse(kind: str, data: bytes) -> Content:
    """Parse a file of a known format in this process.

    Raises:
        Refused: the file is damaged, hostile or over a limit, in words for the user.
    """
    module, name = READERS[kind]
    reader: Callable[[bytes], Content] = getattr(import_module(module), name)
    try:
        return reader(data)
    except (Refused, MemoryError):
        raise
    except RecursionError as error:
        raise Refused("嵌套过深") from error
    except Exception as error:  # parsers of damaged files raise more than twenty types
        raise Refused(f"文件已损坏（{type(error).__name__}）") from error
