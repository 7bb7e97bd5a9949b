"""PDF documents with a text layer."""

from __future__ import annotations

import io
import re
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ingest.read.limits import NO_TEXT, Content, Refused, Scanned
from ingest.read.paged import page_blocks
from ingest.read.pdfpage import Page, read_page
from ontology.source import Issue

_MAX_PAGES = 5_000
_FILE_NAME = re.compile(r"^Microsoft \w+ - |\.(?:docx?|wps|html?|pdf|rtf|txt|xlsx?|pptx?)$", re.I)


def read_pdf(data: bytes) -> Content:
    """The paragraphs, tables and footnotes of a PDF in reading order.

    Running headers and page numbers are left out, footnotes follow the paragraph that refers to
    them, tables that go on over a page are one table.
    """
    pages, scans, title = read_pages(data)
    if not any(page.items for page in pages):
        if scans:
            raise Scanned(len(pages))
        raise Refused("没有文字层，也没有页面图像")
    empty = tuple(
        Issue(NO_TEXT, f"第 {number} 页没有文字层，是图像", 0, 0) for number in sorted(scans)
    )
    return Content(page_blocks(pages), empty, (("title", title),) if title else ())


def read_pages(data: bytes) -> tuple[list[Page], set[int], str]:
    """The pages, the numbers of those that are only an image, and the title that the file states."""
    with opened(data) as document:
        if len(document.pages) > _MAX_PAGES:
            raise Refused(f"超过 {_MAX_PAGES} 页")
        pages: list[Page] = []
        scans: set[int] = set()
        for number, page in enumerate(document.pages, start=1):
            pages.append(read_page(page, number))
            if page.images and not pages[-1].items:
                scans.add(number)
            page.close()
        title = str((document.metadata or {}).get("Title") or "").strip()
        return pages, scans, "" if _FILE_NAME.search(title) else title


def opened(data: bytes) -> Any:
    """The pdfplumber document of a file; `Refused` where it is damaged or needs a password."""
    start = max(data.find(b"%PDF-"), 0)
    try:
        return pdfplumber.open(io.BytesIO(data[start:]))
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise Refused("PDF 已加密，请先解除密码") from error
        raise Refused("PDF 已损坏") from error
