"""The second count of what a file stores, against which the readers are proved."""

from __future__ import annotations

from collections import Counter

from ingest.read.docx import read_docx
from ingest.read.inventory import inventory

from .packages import cell, docx, p


def test_a_word_file_is_counted_as_it_is_read() -> None:
    away = "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B0"/><w:noBreakHyphen/></w:r>'
    body = (
        p("第一段")
        + f"<w:p><w:r><w:t>留</w:t></w:r>{away}{sign}</w:p>"
        + f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>"
    )
    data = docx(body)
    stored = inventory("docx", data)
    read = Counter(c for b in read_docx(data).blocks for c in b.text if not c.isspace())
    assert stored is not None
    assert stored.least == stored.most == read == Counter("第一段留°-甲乙")


def test_text_is_counted_without_white_space() -> None:
    stored = inventory("text", "甲 乙\n\u3000甲".encode("gb18030"))
    assert stored is not None
    assert stored.least == {"甲": 2, "乙": 1}


def test_pages_whose_frame_must_be_read_have_no_inventory() -> None:
    assert inventory("html", b"<p>x</p>") is None
