"""What the source sets apart: speaker's notes, hidden sheets and slides, contents lists."""

from __future__ import annotations

from ingest.clean import clean
from ingest.structure import parse
from ontology.parts import CONTENTS, HIDDEN, NOTES
from ontology.records import Document
from ontology.source import Block, RawDocument

from .factory import outline


def parsed(reader: str, *blocks: Block) -> Document:
    return parse(clean(RawDocument("文件", "0" * 64, reader, "", blocks)))


def slide(number: int, *lines: str, part: str = "") -> list[Block]:
    kinds = [("heading", 1), *[("paragraph", 0)] * (len(lines) - 1)]
    return [
        Block("heading" if k == "heading" else "paragraph", t, v, part=f"slide {number}{part}")
        for t, (k, v) in zip(lines, kinds, strict=True)
    ]


def test_notes_are_a_unit_of_their_own() -> None:
    found = parsed(
        "pptx",
        *slide(1, "矿山修复汇报", "自然资源局"),
        *slide(2, "进展", "完成三十公顷"),
        Block("paragraph", "先讲资金。", part=f"slide 2{NOTES}"),
        Block("paragraph", "再讲技术。", part=f"slide 2{NOTES}"),
        *slide(3, "问题", "资金不足", part=HIDDEN),
    )
    notes = next(c for c in found.clauses if c.title == "演讲者备注")
    assert found.text[notes.start : notes.end].split() == ["先讲资金。", "再讲技术。"]
    assert outline(found)[-1].endswith("问题" + HIDDEN)


def test_a_hidden_sheet_says_so() -> None:
    found = parsed(
        "xlsx",
        Block("heading", "台账", 1, part="sheet 台账"),
        Block("paragraph", "矿山台账。", part="sheet 台账"),
        Block("heading", "底稿", 1, part="sheet 底稿" + HIDDEN),
        Block("paragraph", "计算过程。", part="sheet 底稿" + HIDDEN),
    )
    assert outline(found) == ["hdg_1 台账", "hdg_2 底稿（隐藏）"]


def test_marked_contents_are_no_headings() -> None:
    found = parsed(
        "docx",
        Block("paragraph", "某县规划"),
        Block("paragraph", "第一章 总则 1", part=CONTENTS),
        Block("paragraph", "第一章 总则"),
        Block("paragraph", "说明如下。"),
    )
    assert outline(found) == ["chp_1 总则"]
    assert not found.issues
