from __future__ import annotations

import pytest

from .factory import document, outline


def test_articles_are_flat_and_know_their_chapter() -> None:
    found = document(
        "# 某市采石场管理办法",
        "2019年4月1日某市人民政府令第21号公布",
        "## 第一章 总　则",
        "第一条 为了加强管理，制定本办法。",
        "第二条 采石应当持证。",
        "严禁越界开采。",
        "## 第二章 开采",
        "### 第一节 一般规定",
        "第二条之一 采石场应当设置界桩。",
    )
    assert outline(found) == [
        "preamble",
        "chp_1 总则",
        "art_1",
        "art_2",
        "art_2__para_1",
        "art_2__para_2",
        "chp_2 开采",
        "chp_2__sec_1 一般规定",
        "art_2-1",
    ]
    last = found.clauses[-1]
    assert last.path == ("第二章 开采", "第一节 一般规定")
    assert found.text[last.start : last.end] == "第二条之一 采石场应当设置界桩。"
    assert found.issues == ()


def test_items_and_subitems_stand_in_their_paragraph() -> None:
    found = document(
        "# 某市采石办法",
        "第一条 申请人应当提交：",
        "（一）申请书；",
        "（二）方案，包括：",
        "1.边坡设计；",
        "2.排水设计；",
        "设计应当盖章。",
        "（三）其他材料。",
        "前款材料应当真实。",
        "第二条 本办法自公布之日起施行。",
    )
    assert outline(found) == [
        "art_1",
        "art_1__para_1",
        "art_1__para_1__item_1",
        "art_1__para_1__item_2",
        "art_1__para_1__item_2__item_1",
        "art_1__para_1__item_2__item_2",
        "art_1__para_1__item_3",
        "art_1__para_2",
        "art_2",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "第三条的规定同样适用。",
        "第三条规定的期限届满后，应当注销。",
        "第三条、第四条所列情形除外。",
        "第三条第二款情形除外。",
        "第三条至第五条适用于小型矿山。",
        "第三条中的矿山包括尾矿库。",
        "“第三条 采矿权人应当投保。”",
    ],
)
def test_a_cross_reference_is_no_article(line: str) -> None:
    found = document(
        "# 某办法", "第一条 总则如下。", "第二条 内容如下。", line, "第三条 采石应当持证。"
    )
    assert [c.id for c in found.clauses if c.kind == "article"] == ["art_1", "art_2", "art_3"]


def test_an_article_without_a_blank_needs_the_right_number() -> None:
    found = document(
        "# 某办法", "第一条为了管理，制定本办法。", "第二条采石应当持证。", "第九条采石场。"
    )
    assert [c.id for c in found.clauses if c.kind == "article"] == ["art_1", "art_2"]


def test_broken_numbers_are_kept_and_reported() -> None:
    found = document(
        "# 某办法",
        "第一条 甲。",
        "第三条 乙。",
        "第三条 丙。",
        "（一）子；",
        "（三）丑。",
        "第二条 丁。",
    )
    assert [c.id for c in found.clauses if c.kind == "article"] == [
        "art_1",
        "art_3",
        "art_3~2",
        "art_2",
    ]
    assert [(i.kind, found.text[i.start : i.end]) for i in found.issues] == [
        ("number-skipped", "第三条 "),
        ("number-repeated", "第三条 "),
        ("number-skipped", "（三）"),
        ("number-disordered", "第二条 "),
    ]


def test_quoted_paragraphs_belong_to_the_paragraph_that_quotes() -> None:
    found = document(
        "# 某法修正案",
        "第一条 将原文修改为：",
        "“采矿权人应当投保。",
        "“保险费列入成本。”",
        "第二条 本决定自公布之日起施行。",
    )
    assert outline(found) == ["art_1", "art_1__para_1", "art_2"]


def test_a_second_text_in_one_file_keeps_its_own_articles() -> None:
    found = document(
        "# 某决定",
        "第一条 修改如下。",
        "第二条 公布施行。",
        "附件1",
        "某条例",
        "第一条 采石应当持证。",
    )
    assert [c.id for c in found.clauses if c.kind == "article"] == [
        "art_1",
        "art_2",
        "app_1__art_1",
    ]


def test_divisions_with_chinese_numbers_hold_articles() -> None:
    found = document(
        "# 某规定",
        "一、管辖",
        "第一条 甲。",
        "第二条 乙。",
        "二、立案",
        "（一）材料",
        "第三条 丙。",
    )
    assert found.clauses[-1].path[0] == "二、立案"


def test_an_unnumbered_heading_holds_articles() -> None:
    found = document(
        "# 某办法",
        "## 第一章 总则",
        "第一条 甲。",
        "## 附则",
        "第二条 乙。",
        "附　则",
        "第三条 丙。",
    )
    assert [c.path for c in found.clauses if c.kind == "article"] == [
        ("第一章 总则",),
        ("附则",),
        ("附则",),
    ]


def test_a_wrapped_chapter_title() -> None:
    found = document(
        "# 某解释", "## 第一章 犯罪嫌疑人、", "被告人逃匿的程序", "第一条 甲。", "第二条 乙。"
    )
    assert found.clauses[1].title == "犯罪嫌疑人、被告人逃匿的程序"
