from __future__ import annotations

import pytest

from ingest.read.encoding import decode

TEXT = "矿山生态修复应当坚持节约优先，由县级自然资源主管部门组织验收。\n"
RARE = "地名用字：㙍、𡎚、䥽。" + TEXT


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (TEXT.encode("utf-8"), TEXT),
        (TEXT.encode("utf-8-sig"), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT),
        (TEXT.encode("gbk"), TEXT),
        (RARE.encode("gb18030"), RARE),
        ("通知".encode("gbk"), "通知"),
        ("礦產資源總體規劃應當公開徵求意見。".encode("big5"), "礦產資源總體規劃應當公開徵求意見。"),
        (b"plain ASCII", "plain ASCII"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "gbk", "four-byte", "short", "big5", "ascii"],
)
def test_every_encoding_of_a_chinese_office_is_told(data: bytes, text: str) -> None:
    assert decode(data).text == text
    assert decode(data).issues == ()


def test_damaged_bytes_become_a_mark_with_an_issue_and_never_the_word_none() -> None:
    decoded = decode(TEXT.encode("utf-8") + b"\xed\xa0\x80" + TEXT.encode("utf-8"))
    assert decoded.text.replace("\ufffd", "") == TEXT * 2
    assert [i.kind for i in decoded.issues] == ["damaged-bytes"]
    assert decoded.text[decoded.issues[0].start : decoded.issues[0].end].strip("\ufffd") == ""
    assert "None" not in decode(b"\x81").text


def test_lines_in_two_encodings_are_both_read() -> None:
    decoded = decode(TEXT.encode("utf-8") + TEXT.encode("gbk"))
    assert decoded.text == TEXT * 2
    assert [i.kind for i in decoded.issues] == ["mixed-encoding"]


def test_a_declared_gb2312_is_read_as_its_superset() -> None:
    assert decode(RARE.encode("gb18030"), "GB2312").text == RARE
