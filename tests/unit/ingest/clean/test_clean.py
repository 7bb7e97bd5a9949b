from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from ingest.clean import clean
from ingest.clean.account import account
from ingest.read import read_bytes
from ingest.read.grid import grid_block
from ontology.source import Block, CleanText, RawDocument


def cleaned(*blocks: Block) -> CleanText:
    return clean(RawDocument("x", "0" * 64, "text", "text/plain", blocks))


def paragraph(text: str, *, wrapped: bool = False) -> Block:
    return Block("paragraph", text, hard_wrapped=wrapped)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("２０２５年建成５处ＰＰＰ项目", "2025年建成5处PPP项目"),
        ("⼯程⽣态⽔⾏", "工程生态水行"),
        ("⻓期⻅效", "长期见效"),
        ("不\uf967成立", "不不成立"),
        ("﨑山﨩", "﨑山﨩"),
        ("矿\u200b山\u202e修\xad复\ufeff", "矿山修复"),
        ("面积㎡①％：（一）……㈠½", "面积㎡①％：（一）……㈠½"),
        ("[bookmark: _Toc25]总  则", "总  则"),
        ("\u3000\u3000第一条\u3000内容", "第一条\u3000内容"),
        ("一段\x00文字", "一段文字"),
    ],
)
def test_characters_are_put_right_and_only_those(source: str, text: str) -> None:
    assert cleaned(paragraph(source)).text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("修复\n\n资金", "修复资金"),
        ("共 2.45\n万亩", "共 2.45万亩"),
        ("ecological\nrestoration of", "ecological restoration of"),
        ("market-\noriented", "market-oriented"),
        ("占20\n25年", "占2025年"),
        ("突出位\n\n置\n［1］\n\n。废弃", "突出位置。废弃"),
        ("不够\n［4]\n。安全", "不够。安全"),
        ("前文\n— 12 —\n后文", "前文后文"),
        ("前文\n第 3 页 共 9 页\n后文", "前文后文"),
        ("见文献[1]的\n说明", "见文献[1]的说明"),
    ],
)
def test_wrapped_lines_are_joined_without_marks_that_stand_alone(source: str, text: str) -> None:
    assert cleaned(paragraph("甲。"), paragraph(source, wrapped=True)).text == "甲。\n" + text


def test_every_change_is_logged_where_it_was_made() -> None:
    result = cleaned(paragraph("甲[bookmark: a]乙５\n［1］\n丙", wrapped=True))
    assert [(r.start, r.end, r.before, r.after, r.reason) for r in result.repairs] == [
        (1, 1, "[bookmark: a]", "", "export-mark"),
        (2, 3, "５", "5", "full-width"),
        (3, 3, "［1］", "", "reference-mark"),
    ]


def test_a_note_mark_under_the_title_is_dropped_and_a_number_in_a_cell_is_not() -> None:
    result = cleaned(
        paragraph("矿山修复的探索\n1", wrapped=True), paragraph("总计\n1", wrapped=True)
    )
    assert result.text == "矿山修复的探索\n总计1"


def test_page_numbers_leave_no_line() -> None:
    result = cleaned(
        paragraph("前文。"), paragraph("— 3 —"), paragraph("后文。"), paragraph("- 4 -")
    )
    assert result.text == "前文。\n后文。"
    assert [(r.before, r.start) for r in result.repairs] == [("— 3 —", 4), ("- 4 -", 7)]


def test_running_headers_beside_page_numbers_go_and_the_title_stays() -> None:
    text = (
        "某县总体规划\n第一章 总则\n规划期内应当严格控制新建露天采石场的数量和规模，并定期评估执行情况，不得擅\n"
        "— 1 —\n\f某县总体规划\n自调整。\n— 2 —\n\f某县总体规划\n第二章 目标\n— 3 —\n"
    )
    result = clean(read_bytes("x", text.encode()))
    assert result.text == (
        "某县总体规划\n第一章 总则\n"
        "规划期内应当严格控制新建露天采石场的数量和规模，并定期评估执行情况，不得擅自调整。\n第二章 目标"
    )
    assert [r.reason for r in result.repairs].count("running-header") == 2


def test_automatic_numbers_stand_in_the_text_as_repairs() -> None:
    result = cleaned(Block("heading", "任务来源", level=2, number="1.1"))
    assert result.text == "1.1 任务来源"
    assert result.repairs[0].reason == "automatic-number"
    assert (result.runs[0].start, result.runs[0].source) == (4, 0)


def test_cells_keep_their_places_when_their_text_shrinks() -> None:
    rows = [["面积\n（亩） ", "[bookmark: x]１２"], ["", "乙"]]
    result = cleaned(paragraph("前"), grid_block(rows))
    assert result.text == "前\n面积（亩）\t12\n\t乙"
    found = [result.text[c.start : c.end] for c in result.lines[1].cells]
    assert found == ["面积（亩）", "12", "", "乙"]


def test_unreadable_characters_are_kept_and_reported() -> None:
    result = cleaned(paragraph("面积\ufffd\ufffd亩\ue004"))
    assert result.text == "面积\ufffd\ufffd亩\ue004"
    assert [(i.kind, i.start, i.end) for i in result.issues] == [
        ("unreadable-character", 2, 4),
        ("unreadable-character", 5, 6),
    ]


def test_an_empty_document_is_an_empty_text() -> None:
    assert cleaned().text == ""
    assert cleaned(paragraph(" \n ")).lines == ()


@pytest.mark.parametrize(
    ("reader", "source", "text"),
    [
        ("markdown", "**摘 要** 研究**矿山**。", "摘 要 研究矿山。"),
        ("markdown", "张**等3 ** 2人", "张**等3 ** 2人"),
        ("text", "**摘 要** 研究", "**摘 要** 研究"),
    ],
)
def test_marks_of_bold_words_go_from_markdown_only(reader: str, source: str, text: str) -> None:
    raw = RawDocument("x", "0" * 64, reader, "text/plain", (paragraph(source),))
    assert clean(raw).text == text


def test_typed_text_keeps_the_width_of_its_digits() -> None:
    """What comes from a page is made uniform; Markdown is as its author typed it."""
    page = clean(read_bytes("x", "按２倍支付ＡＢ１５０％。".encode()))
    typed = clean(read_bytes("x", "# 规定\n\n按２倍支付ＡＢ１５０％。".encode()))
    assert page.text == "按2倍支付AB150％。"
    assert typed.text.endswith("按２倍支付ＡＢ１５０％。")
    assert not typed.repairs


def test_the_account_of_a_text_names_what_was_left_out() -> None:
    found = account(
        clean(read_bytes("x", "一、总则２\u200b\n— 3 —\n[bookmark: a]二、附则".encode()))
    )
    assert (found.lost, found.doubled) == (Counter(), Counter())
    assert found.left_out.keys() == {"invisible-character", "page-number", "export-mark"}
    assert found.changed == {"full-width": 1}


def test_the_account_sees_what_is_lost_and_doubled() -> None:
    whole = clean(read_bytes("x", "第一段话。\n\n第二段话。".encode()))
    gone = replace(whole, text=whole.text.replace("二", " "))
    assert account(gone).lost == {"二": 1}
    twice = replace(whole, runs=(*whole.runs, whole.runs[0]))
    assert account(twice).doubled.total() == len("第一段话。")
