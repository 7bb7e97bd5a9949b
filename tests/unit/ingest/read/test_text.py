from __future__ import annotations

import pytest

from ingest.read import read_bytes
from ontology.errors import UnreadableFile
from ontology.source import Block

WRAPPED = """第一条 为了规范露天矿山的修复活动，保护矿区周
边群众的合法权益，根据有关法律，结合本市实际情
况，制定本办法。
第二条 本办法适用于本市行政区域内露天矿山的修复
设计、施工、验收和后期管护活动，其他矿山参照本办
法执行。
（一）设计单位应当具备相应的能力；
（二）施工单位应当按照设计施工，不得擅自变更设计
文件。
"""
TRAILING = (
    "矿区修复的模式与成效 \n\n本文调查了三个县的露天采场，发现修复资金主要来自矿山企\n\n业，"
    "政府补助只占一成。\n\n社会资本的参与程度仍然较低，原因在于收益难以保\n\n证。 \n\n"
    "2 存在的问题 \n\n序\n\n号 \n\n项目名称 \n\n主要成效 \n\n1 \n\n青石沟采场\n\n修复项目 \n\n"
    "完成边坡治理，栽植\n\n侧柏五千株 \n\n"
)
SPACED = """项目承担单位：某某矿山设计研究院，某某省地质环境监测总站，
某某大学

编制组成员：甲某 乙某

1 项目背景

本规范在总结各地经验的基础上编制，经过多次讨论和修改，形成了征求意见稿，其中关于矿

区范围的规定参照了现行标准。

2 适用范围
"""


def blocks(text: str) -> tuple[Block, ...]:
    return read_bytes("x.txt", text.encode()).blocks


def joined(text: str) -> list[str]:
    return ["".join(b.text.split("\n")) for b in blocks(text)]


def test_lines_wrapped_at_a_width_are_one_block_each_paragraph() -> None:
    assert [b.text[:4] for b in blocks(WRAPPED)] == ["第一条 ", "第二条 ", "（一）设", "（二）施"]


PARAGRAPHS = [
    "第一条 为了规范露天矿山的修复活动，保护矿区周边群众的合法权益，根据有关法律，结合本市实际，制定本办法。",
    "第二条 本办法适用于本市行政区域内露天矿山的修复设计、施工、验收和后期管护。其他矿山参照执行，具体范围另定。",
    "第三条 违反本办法规定，不按照批准的设计方案施工的，由主管部门依照本办法第九条的规定处理，并责令其限期改正。",
    "（一）设计单位应当具备相应的能力和业绩，并对其提交的设计文件负责，不得转包；",
]


def wrapped(indent: str, between: str, columns: int) -> str:
    lines: list[str] = []
    for paragraph in PARAGRAPHS:
        text = indent + paragraph
        lines += [text[i : i + columns] for i in range(0, len(text), columns)] + [between]
    return "\n".join(x for x in lines if x != "-")


@pytest.mark.parametrize(
    ("indent", "between"),
    [("", "-"), ("", ""), ("\u3000\u3000", "-")],
    ids=["plain", "blank", "indent"],
)
@pytest.mark.parametrize("columns", [18, 21, 24])
def test_paragraphs_wrapped_at_any_width_are_found(indent: str, between: str, columns: int) -> None:
    found = joined(wrapped(indent, between, columns))
    assert [text.strip() for text in found] == PARAGRAPHS


def test_a_trailing_space_alone_ends_a_paragraph_or_cell() -> None:
    found = joined(TRAILING)
    assert found[1].startswith("本文调查")
    assert found[1].endswith("难以保证。 ")
    assert found[2:] == [
        "2 存在的问题 ", "序号 ", "项目名称 ", "主要成效 ", "1 ", "青石沟采场修复项目 ",
        "完成边坡治理，栽植侧柏五千株 ",
    ]  # fmt: skip


def test_blank_lines_and_headings_hold_where_a_sentence_runs_on() -> None:
    found = joined(SPACED)
    assert found[0] == "项目承担单位：某某矿山设计研究院，某某省地质环境监测总站，某某大学"
    assert found[1:3] == ["编制组成员：甲某 乙某", "1 项目背景"]
    assert found[3].endswith("其中关于矿区范围的规定参照了现行标准。")
    assert found[4:] == ["2 适用范围"]


def test_a_paragraph_a_line_is_left_alone() -> None:
    text = "一、总体要求\n坚持保护优先。\n落实主体责任\n强化监督管理\n二、主要任务\n"
    assert [b.text for b in blocks(text)] == text.splitlines()
    assert not any(b.hard_wrapped for b in blocks(text))


def test_cells_indented_by_tabs_are_a_table() -> None:
    text = "说明如下。\n\t专栏2  重点项目\n\n\t序号\n\t面积\n（平方千米）\n\n\t1\n\t\n\n\n后文。"
    table = blocks(text)[1]
    assert table.kind == "table"
    assert [(c.row, c.column, table.text[c.start : c.end]) for c in table.cells] == [
        (0, 0, "专栏2  重点项目"),
        (1, 0, "序号"),
        (1, 1, "面积\n（平方千米）"),
        (2, 0, "1"),
        (2, 1, ""),
    ]


def test_rows_of_tab_separated_values_are_a_table_and_a_contents_list_is_none() -> None:
    table = blocks("矿种\t单位\n石膏\t万吨\n铁\t万吨")[0]
    assert [table.text[c.start : c.end] for c in table.cells][2:4] == ["石膏", "万吨"]
    assert {b.kind for b in blocks("1\t背景.....\t1\n2\t要点.....\t4\n3\t结论.....\t9")} == {
        "paragraph"
    }


def test_a_total_row_may_open_empty_and_end_early() -> None:
    (table,) = blocks("序号\t矿种\t个数\t备注\n1\t石膏\t3\t\n\t合计\t3")
    assert [(c.row, c.column, table.text[c.start : c.end]) for c in table.cells if c.row == 2][
        :3
    ] == [(2, 0, ""), (2, 1, "合计"), (2, 2, "3")]


def test_blocks_are_verbatim_slices_of_the_source() -> None:
    for text in (WRAPPED, TRAILING, SPACED):
        assert all(text[b.offset : b.offset + len(b.text)] == b.text for b in blocks(text))


def test_form_feeds_count_pages() -> None:
    assert [b.page for b in blocks("第一页。\f第二页。")] == [1, 2]


def test_markdown_marks_are_dropped_and_headings_keep_their_level() -> None:
    text = (
        "# 某某条例\n\n2020年1月1日公布\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 内容。\n\n"
        "| 矿种 | 单位 |\n|---|---|\n| 石膏 | 万吨 |\n"
    )
    raw = read_bytes("x", text.encode())
    assert raw.reader == "markdown"
    assert [(b.kind, b.level, b.text) for b in raw.blocks] == [
        ("title", 1, "某某条例"),
        ("paragraph", 0, "2020年1月1日公布"),
        ("heading", 2, "第一章 总则"),
        ("paragraph", 0, "第一条 内容。"),
        ("table", 0, "矿种\t单位\n石膏\t万吨"),
    ]
    assert raw.blocks[-1].header_rows == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空"),
        (b" \r\n\t ", "空"),
        (bytes(range(256)) * 40, "格式"),
        (b"CREATE TABLE a (b)\n" * 4000 + bytes(range(32)) * 2000, "格式"),
        (b"<!-- only a comment -->\n", "文字"),
    ],
)
def test_what_holds_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        read_bytes("a/甲.txt", data)
    assert caught.value.path == "a/甲.txt"
