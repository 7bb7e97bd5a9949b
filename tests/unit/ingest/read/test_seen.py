"""PDFs whose text layer is helped by the look of the page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ingest.clean import clean
from ingest.read import read, reader
from ingest.read.limits import NO_TEXT, Content, Limits, Refused
from ingest.read.pdftable import Glyph
from ontology.source import Block, Correction, Issue, RawDocument

pytest.importorskip("cv2")

from ingest.read import seen


def stored(words: str, font: str = "F1") -> list[dict[str, Any]]:
    return [{"text": c, "fontname": font, "x0": 10.0 * i} for i, c in enumerate(words)]


def line(words: str) -> list[Glyph]:
    return [Glyph(c, 10.0 * i, 10.0 * i + 10, 0, 10, 10) for i, c in enumerate(words)]


@pytest.mark.parametrize(
    ("said", "shown", "pairs"),
    [
        ("推劢生态", "推动生态", [("推", "推"), ("劢", "动"), ("生", "生"), ("态", "态")]),
        ("推劢生态修", "推动生修", [("推", "推"), ("劢", "动"), ("生", "生"), ("修", "修")]),
        ("", "推动", []),
    ],
)
def test_lines_are_compared_where_they_run_side_by_side(
    said: str, shown: str, pairs: Sequence[tuple[str, str]]
) -> None:
    found = [(code[1], right) for code, right in seen._pairs(stored(said), line(shown))]
    assert found == list(pairs)


@pytest.mark.parametrize(
    ("said", "votes", "right"),
    [
        ("劢", {"动": 9, "功": 1}, "动"),
        ("劢", {"动": 1}, "动"),  # one place, but as near above as the fault puts it
        ("己", {"已": 1, "己": 1}, ""),
        ("末", {"未": 1}, ""),  # one place that recognition may have misread
        ("动", {"动": 9, "劢": 2}, ""),
        ("—", {"一": 5}, ""),  # marks are not compared
        ("(cid:17)", {"矿": 1}, "矿"),
        ("\ue011", {"矿": 2, "广": 2}, ""),
    ],
)
def test_a_font_is_corrected_by_what_its_places_say_together(
    said: str, votes: dict[str, int], right: str
) -> None:
    assert seen._verdict(said, Counter(votes)) == right


def test_corrections_are_where_two_readings_differ() -> None:
    before = [Block("paragraph", "推劢"), Block("paragraph", "长短")]
    after = [Block("paragraph", "推动"), Block("paragraph", "长")]
    assert list(seen._differences(before, after)) == [Correction(0, 1, "动")]
    assert list(seen._differences(before, after[:1])) == []


def test_corrections_change_the_text_and_are_logged() -> None:
    blocks = (Block("paragraph", "甲"), Block("paragraph", "　推劢\n修复", hard_wrapped=True))
    raw = RawDocument("x", "", "pdf-text", "", blocks, corrections=(Correction(1, 2, "动"),))
    found = clean(raw)
    assert found.text == "甲\n推动修复"
    assert [(r.start, r.end, r.before, r.after, r.reason) for r in found.repairs] == [
        (3, 4, "劢", "动", "wrong-glyph")
    ]
    assert [i.kind for i in found.issues] == ["damaged-text"]


@pytest.mark.parametrize(
    ("text", "issues", "kind"),
    [
        ("文字完好。", (), ""),
        ("文字完好。", (Issue(NO_TEXT, "", 0, 0),), "pdf-mixed"),
        ("\ufffd文字缺码。", (), "pdf-damaged"),
    ],
)
def test_recognition_helps_where_pages_or_characters_are_missing(
    monkeypatch: pytest.MonkeyPatch, text: str, issues: tuple[Issue, ...], kind: str
) -> None:
    asked: list[str] = []

    def parse_apart(wanted: str, data: bytes, limits: Limits) -> Content:
        asked.append(wanted)
        if len(asked) > 1:
            raise Refused("识别失败")
        return Content((Block("paragraph", text),), issues)

    monkeypatch.setattr(reader, "parse_apart", parse_apart)
    monkeypatch.setattr(reader, "can_recognise", lambda: True)
    found = reader.read_bytes("x", b"%PDF-1.4")
    assert asked == ["pdf", *filter(None, [kind])]
    assert found.blocks[0].text == text


@pytest.mark.slow
@pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra ocr is not installed")
def test_a_deck_with_wrong_glyphs_is_read_as_it_looks(shared: Path) -> None:
    folder = shared / "fixtures"
    wanted = json.loads(
        (folder / "expected" / "deck_002_wrong_tounicode.expected.json").read_text(encoding="utf-8")
    )
    found = clean(read(folder / "docs" / "deck_002_wrong_tounicode.pdf"))
    assert "".join(found.text.split()) == "".join("".join(wanted).split())
