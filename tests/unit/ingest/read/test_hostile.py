from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from ingest.read import read, read_bytes
from ingest.read.limits import Limits
from ontology.errors import UnreadableFile

from .packages import W, docx, p, package

SECRET = "TOPSECRET"
_PDF_HEAD = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "


def bomb() -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(b"\0" * 1_000_000)
    return buffer.getvalue()


def flate_bomb() -> bytes:
    squeezed = zlib.compressobj(9)
    data = b"".join(squeezed.compress(b" " * 10_000_000) for _ in range(40)) + squeezed.flush()
    return (
        _PDF_HEAD
        + b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj 4 0 obj"
        + b"<</Filter/FlateDecode/Length %d>>stream\n" % len(data)
        + data
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def slow() -> bytes:
    """A Word file of a great many paragraphs, stored so that it is no bomb."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        body = p("矿山") * 300_000
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return buffer.getvalue()


def with_entities(kind: str) -> bytes:
    entity = {
        "file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        "laughs": '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]>',
    }[kind]
    return package({"word/document.xml": entity + "<w:document>&x;</w:document>"})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(), "炸弹"),
        (with_entities("file"), "DTD"),
        (with_entities("laughs"), "DTD"),
        (docx(p("甲"))[:300], "损坏"),
        (docx("<w:p>" * 100_000), "XML"),
        (b"%PDF-1.7\n%%EOF", "PDF|文件已损坏|文字层"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加密"),
    ],
    ids=["zip bomb", "external entity", "laughs", "truncated", "deep", "empty pdf", "encrypted"],
)
def test_hostile_files_end_in_one_typed_error(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_bytes("x", data)


def test_a_process_over_its_time_is_stopped() -> None:
    with pytest.raises(UnreadableFile, match="秒"):
        read_bytes("x", slow(), limits=Limits(cpu=1))


def test_a_process_over_its_memory_is_stopped() -> None:
    with pytest.raises(UnreadableFile, match=r"内存|XML"):
        read_bytes("x", slow(), limits=Limits(memory=250_000_000))


def test_a_stream_that_swells_stays_within_limits() -> None:
    with pytest.raises(UnreadableFile):
        read_bytes("x", flate_bomb(), limits=Limits(memory=300_000_000, cpu=10))


def test_one_line_of_five_megabytes_is_read() -> None:
    raw = read_bytes("x", ("矿山生态修复，" * 250_000).encode())
    assert len(raw.blocks[0].text) == 1_750_000


@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".xlsx", ".html"])
def test_the_suffix_is_never_believed(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(docx(p("正文")))
    assert read(path).reader == "docx"


def test_every_hostile_fixture_ends_in_an_error_or_text_and_leaks_nothing(shared: Path) -> None:
    secret = Path("/tmp/minekg-test/secret.txt")
    secret.parent.mkdir(exist_ok=True)
    secret.write_text(SECRET, encoding="utf-8")
    before = sorted(secret.parent.iterdir())
    for path in sorted((shared / "fixtures" / "hostile").iterdir()):
        try:
            text = "".join(b.text for b in read(path).blocks)
        except UnreadableFile as error:
            text = error.reason
        assert text
        assert SECRET not in text
        assert "None" not in text
    assert sorted(secret.parent.iterdir()) == before
