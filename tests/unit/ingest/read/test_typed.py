"""Text and tables that were pasted into a Word file line by line."""

from __future__ import annotations

from ingest.read.docx import read_docx
from ontology.source import Block

from .packages import docx, p

TAB = "</w:t><w:tab/><w:t>"
SENTENCE = "全县历史遗留矿山点多面广治理资金主要来自县级财政投入社会资本参与不足"


def blocks(*paragraphs: str) -> tuple[Block, ...]:
    return read_docx(docx("".join(map(p, paragraphs)))).blocks


def pasted(end: str) -> list[str]:
    """A text of three sentences, broken at 25 characters as a page of print is."""
    text = (SENTENCE + "，") * 3 + "亟待破解。"
    lines = [text[i : i + 25] for i in range(0, len(text), 25)]
    return [*lines[:-1], lines[-1] + end] * 3


def test_lines_pasted_at_one_width_are_paragraphs_again() -> None:
    found = blocks("1 引言", *pasted(""))
    assert [b.text.replace("\n", "") for b in found[1:]] == [
        ((SENTENCE + "，") * 3 + "亟待破解。")
    ] * 3
    assert all(b.hard_wrapped for b in found[1:])


def test_lines_pasted_with_a_blank_behind_each_paragraph_are_paragraphs_again() -> None:
    found = blocks("引言 ", *pasted(" "), "Abstract " + "word " * 60)
    assert [b.text.replace("\n", "") for b in found[1:4]] == [
        ((SENTENCE + "，") * 3 + "亟待破解。 ")
    ] * 3


def test_paragraphs_and_lists_of_one_width_stay() -> None:
    names = [f"某某县第{n}号历史遗留废弃采石场" for n in "一二三四五六七八"]
    bodies = [SENTENCE + "。"] * 8
    assert [b.text for b in blocks(*names, *bodies)] == [*names, *bodies]


def test_rows_typed_with_tabs_are_a_table_and_labels_are_none() -> None:
    rows = [
        TAB.join(row) for row in (("矿种", "数量", "面积"), ("", "处", "公顷"), ("铁", "3", "8.1"))
    ]
    found = blocks(
        "编制单位" + TAB + "某局", "编制时间" + TAB + "2021年", *rows, TAB + "全县矿山合计3处。"
    )
    assert [b.kind for b in found] == ["paragraph", "paragraph", "table", "paragraph"]
    assert found[2].text == "矿种\t数量\t面积\n\t处\t公顷\n铁\t3\t8.1"
