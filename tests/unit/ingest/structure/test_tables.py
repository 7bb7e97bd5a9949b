from __future__ import annotations

import pytest

from ingest.clean import clean
from ingest.read import read_bytes
from ingest.structure import parse
from ingest.structure.grid import from_cells, join_header, read_caption
from ontology.records import Document, Table
from ontology.source import Cell

from .factory import document


def only(found: Document) -> Table:
    assert len(found.tables) == 1
    return found.tables[0]


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("表 1 规划指标", ("表1", "规划指标", False)),
        ("专栏8 2025年矿山规模结构", ("专栏8", "2025年矿山规模结构", False)),
        ("表3.2-1：最低开采规模", ("表3.2-1", "最低开采规模", False)),
        ("续表2 重点项目", ("表2", "重点项目", True)),
        ("附表1　重点项目（续）", ("附表1", "重点项目", True)),
        ("表A.1 植物", ("表A.1", "植物", False)),
        ("专栏三 重点区", ("专栏三", "重点区", False)),
        ("表现突出的矿山", None),
        ("表明指标", None),
    ],
)
def test_caption(line: str, caption: tuple[str, str, bool] | None) -> None:
    assert read_caption(line, 0, len(line)) == caption


def test_a_table_with_its_caption_inside() -> None:
    table = only(
        document(
            "一、目标",
            [
                ["专栏3  主要 指标"],
                ["序号", "指标", "单位"],
                ["1", "矿山总数", "个"],
                ["2", "绿色矿山", "座"],
            ],
        )
    )
    assert (table.id, table.label, table.title) == ("tbl_3", "专栏3", "主要指标")
    assert table.header == ("序号", "指标", "单位")
    assert table.rows == (("1", "矿山总数", "个"), ("2", "绿色矿山", "座"))


def test_a_box_of_prose() -> None:
    table = only(document([["专栏5 重点工程"], ["北山修复：治理边坡。"], ["南沟修复：复垦土地。"]]))
    assert (table.label, table.title, table.header) == ("专栏5", "重点工程", ("",))
    assert table.rows == (("北山修复：治理边坡。",), ("南沟修复：复垦土地。",))


def test_a_caption_line_above_belongs_to_the_table() -> None:
    found = document("表2 矿种", [["矿种", "数目"], ["铅", "1"]], "下文。")
    table = only(found)
    assert (table.label, table.title, table.start) == ("表2", "矿种", 0)
    assert found.text[table.start : table.end].startswith("表2")


def test_header_levels_without_spans() -> None:
    table = only(
        document(
            [
                ["矿种", "区块类型"],
                ["", "已有", "规划"],
                ["", "个数", "面积", "个数", "面积"],
                ["铅", "1", "2.5", "", ""],
                ["合计", "1", "2.5", "3", "9.1"],
            ]
        )
    )
    assert table.header == ("矿种", "已有/个数", "已有/面积", "规划/个数", "规划/面积")
    assert table.rows[0] == ("铅", "1", "2.5", "", "")


@pytest.mark.parametrize(
    ("levels", "header"),
    [
        (
            [["矿种", "目标", "备注"], ["", "近期", "远期", ""]],
            ["矿种", "目标/近期", "目标/远期", "备注"],
        ),
        (
            [["矿种", "目标", "", "备注"], ["", "近期", "远期", ""]],
            ["矿种", "目标/近期", "目标/远期", "备注"],
        ),
        ([["名称", "单位", "坐标"], ["", "", "东", "北"]], ["名称", "单位", "坐标/东", "坐标/北"]),
        (
            [["名", "甲", "乙", "丙"], ["", "a", "b", "", "c", "d"]],
            ["名", "甲/a", "甲/b", "乙", "丙/c", "丙/d"],
        ),
    ],
)
def test_header_groups_stand_over_their_columns(levels: list[list[str]], header: list[str]) -> None:
    body = [["铅", *["1"] * (len(header) - 1)], ["锌", *["2"] * (len(header) - 1)]]
    assert list(only(document([*levels, *body])).header) == header


def test_a_blank_label_repeats_the_one_above_and_a_short_header_spreads() -> None:
    found = document(
        [
            ["指标名称", "单位", "目标"],
            ["年开采量", "铅", "万吨", "20"],
            ["", "锌", "万吨", "30"],
            ["矿山数量", "合计", "个", ""],
        ]
    )
    table = only(found)
    assert table.header == ("指标名称", "指标名称", "单位", "目标")
    assert [row[0] for row in table.rows] == ["年开采量", "年开采量", "矿山数量"]
    assert table.rows[2][3] == ""
    assert table.cells[1][0] == table.cells[0][0]


def test_spans_are_repeated_and_end_the_header() -> None:
    words = ["种类", "区块", "已有", "规划", "能源", "煤", "1", "油页岩", "2"]
    places = [
        (0, 0, 2, 2), (0, 2, 1, 2), (1, 2, 1, 1), (1, 3, 1, 1), (2, 0, 2, 1), (2, 1, 1, 1), (2, 2, 1, 2),
        (3, 1, 1, 1), (3, 2, 1, 2),
    ]  # fmt: skip
    text = "\t".join(words)
    cells = []
    at = 0
    for word, (row, column, height, width) in zip(words, places, strict=True):
        cells.append(Cell(row, column, at, at + len(word), height, width))
        at += len(word) + 1
    draft = from_cells(text, tuple(cells), 0)
    grid = [[text[a:b] for a, b in row] for row in (*draft.header, *draft.rows)]
    assert len(draft.header) == 2
    assert grid == [
        ["种类", "种类", "区块", "区块"],
        ["种类", "种类", "已有", "规划"],
        ["能源", "煤", "1", "1"],
        ["能源", "油页岩", "2", "2"],
    ]


def test_a_column_span_in_the_header_does_not_swallow_the_first_row() -> None:
    words = ["指标", "单位", "开采量", "铅", "万吨"]
    places = [(0, 0, 1, 2), (0, 2, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)]
    text = "\t".join(words)
    cells = []
    at = 0
    for word, (row, column, height, width) in zip(words, places, strict=True):
        cells.append(Cell(row, column, at, at + len(word), height, width))
        at += len(word) + 1
    draft = from_cells(text, tuple(cells), 0)
    assert (len(draft.header), len(draft.rows)) == (1, 1)


@pytest.mark.parametrize(
    ("levels", "joined"),
    [
        ([], []),
        ([["甲", "乙"]], ["甲", "乙"]),
        ([["甲", "乙", "乙"], ["甲", "丙", "丁"]], ["甲", "丙", "丁"]),
        ([["甲", "乙", "戊"], ["甲", "丙", "丁"]], ["甲", "乙/丙", "戊/丁"]),
    ],
)
def test_joined_header(levels: list[list[str]], joined: list[str]) -> None:
    assert join_header(levels) == joined


def test_a_flat_table_cell_by_cell() -> None:
    found = document(
        "1 概况", "参见下表。", "表 1 修复项目", "序号", "项目名称 工期", "问题",
        "1", "北山 PPP项目", "2", "资金不足", "2", "南沟修复", "20 个月", "管护缺位", "2 结论", "可行。",
    )  # fmt: skip
    table = only(found)
    assert table.header == ("序号", "项目名称", "工期", "问题")
    assert table.rows == (
        ("1", "北山 PPP项目", "2", "资金不足"),
        ("2", "南沟修复", "20 个月", "管护缺位"),
    )
    assert [c.title for c in found.clauses if c.kind == "heading"] == ["概况", "结论"]


def test_a_flat_row_with_a_spanned_label_and_one_with_a_broken_cell() -> None:
    table = only(
        document(
            "表1 修复模式比较", "编号", "修复对象", "修复模式", "代表矿山", "优点",
            "1", "单个矿山", "资源置换模式", "六盘", "水采石场群", "减轻了财政负担，工期较短",
            "2", "产业导入模式", "开阳光伏项目", "形成了持续现金流，群众参与度高",
            "3", "指标交易模式", "织金复垦项目", "收益兑现较快，手续简便易行",
            "4", "流域矿山", "产业基金模式", "乌江修复工程", "统筹了全流域的修复与监管",
        )
    )  # fmt: skip
    assert [row[1] for row in table.rows] == ["单个矿山", "单个矿山", "单个矿山", "流域矿山"]
    assert table.rows[0] == (
        "1",
        "单个矿山",
        "资源置换模式",
        "六盘水采石场群",
        "减轻了财政负担，工期较短",
    )
    assert table.rows[2][2:] == ("指标交易模式", "织金复垦项目", "收益兑现较快，手续简便易行")


def test_a_flat_table_with_whole_rows_on_lines() -> None:
    table = only(
        document(
            "表3 验收指标",
            "项目 指标 限值",
            "覆盖度 植被覆盖率 ≥85%",
            "成活率 苗木成活率 ≥90%",
            "其他要求见附录。",
        )
    )
    assert table.rows == (("覆盖度", "植被覆盖率", "≥85%"), ("成活率", "苗木成活率", "≥90%"))


def test_a_flat_table_of_figures_with_blanks_a_unit_line_and_a_total() -> None:
    found = document(
        "表1-1 查明资源储量表", "单位：万吨", "序号", "矿种", "矿区数", "资源量", "备注",
        "1", "煤", "3", "1250.5", "2", "石灰岩", "5", "8800", "3", "萤石", "2", "36.2", "停采",
        "合计", "10", "10086.7", "注：数据截至2020年底。", "下文。",
    )  # fmt: skip
    table = only(found)
    assert table.rows == (
        ("1", "煤", "3", "1250.5", ""),
        ("2", "石灰岩", "5", "8800", ""),
        ("3", "萤石", "2", "36.2", "停采"),
        ("合计", "", "10", "10086.7", ""),
    )
    notes = [found.text[leaf.start : leaf.end] for leaf in found.leaves if leaf.kind == "note"]
    assert [note.strip() for note in notes] == ["单位：万吨"]


def test_a_flat_table_without_a_caption_needs_numbered_rows() -> None:
    found = document(
        "序号", "项目名称", "工期", "1", "北山修复", "2年", "2", "南沟修复", "3年", "下文很长。" * 9
    )
    assert only(found).rows == (("1", "北山修复", "2年"), ("2", "南沟修复", "3年"))
    assert document("序号", "和名称", "应当填写。", "其余从略。").tables == ()


def test_flat_rows_on_lines_of_their_own_parted_by_wide_blanks() -> None:
    table = only(
        document(
            "表2 规划指标",
            "序号  指标名称    单位   2025年",
            "1   矿山总数    个    30",
            "2   大中型矿山 比例   %   40",
            "合计       70",
        )
    )
    assert table.rows == (
        ("1", "矿山总数", "个", "30"),
        ("2", "大中型矿山 比例", "%", "40"),
        ("合计", "", "", "70"),
    )


def test_a_table_goes_on_over_a_page() -> None:
    head = ["序号", "项目", "投资"]
    found = document(
        "表4 重点项目",
        [head, ["1", "北山", "30"]],
        "续表4 重点项目",
        [head, ["2", "南沟", "20"]],
        "下文。",
    )
    assert only(found).rows == (("1", "北山", "30"), ("2", "南沟", "20"))
    found = document("表4 重点项目", [head, ["1", "北山", "30"]], [["2", "南沟", "20"]], "下文。")
    assert only(found).rows == (("1", "北山", "30"), ("2", "南沟", "20"))
    named = document(
        "表4 重点项目", [head, ["1", "北山", "30"]], "续表4", [["2", "南沟", "20"]], "下文。"
    )
    assert only(named).rows == (("1", "北山", "30"), ("2", "南沟", "20"))
    short = document(
        "表4 重点项目",
        [head, ["1", "北山", "30"]],
        "续表4",
        [["项目", "投资"], ["南沟", "20"]],
        "下文。",
    )
    assert only(short).rows == (("1", "北山", "30"), ("南沟", "20", ""))


def test_prose_about_a_table_is_no_table() -> None:
    assert (
        document(
            "表1给出了限值。", "项目多、周期长。", "表2 中的数据", "来自统计年鉴，口径一致。"
        ).tables
        == ()
    )


def test_cells_and_rows_are_leaves_and_clauses() -> None:
    found = document("表2 矿种", [["矿种", "数目"], ["铅", "1"], ["锌", "2"]], "下文。")
    rows = [c for c in found.clauses if c.kind == "row"]
    assert [(c.id, found.text[c.start : c.end].split()) for c in rows] == [
        ("tbl_2__row_1", ["铅", "1"]),
        ("tbl_2__row_2", ["锌", "2"]),
    ]
    cells = [leaf for leaf in found.leaves if leaf.kind == "cell"]
    assert [found.text[leaf.start : leaf.end] for leaf in cells] == [
        "矿种",
        "数目",
        "铅",
        "1",
        "锌",
        "2",
    ]
    assert {leaf.table for leaf in cells} == {0}


def test_ragged_header_levels_fill_every_column() -> None:
    filled = "011111111111111", "01", "010111110101101"
    lines = ["\t".join("甲" if x == "1" else " " for x in level) for level in filled]
    text = "\n".join(["矿产表", *lines, "一\t1\t2", "二\t3\t4", ""])
    (table,) = parse(clean(read_bytes("表.txt", text.encode()))).tables
    assert {len(row) for row in (*table.header_rows, *table.rows)} == {15}
