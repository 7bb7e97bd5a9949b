from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import read
from ingest.read.grid import GridCell
from ingest.read.paged import page_blocks
from ingest.read.pdfpage import Page, TextLine, ordered
from ingest.read.pdftable import RuledTable, continues, joined
from ontology.errors import UnreadableFile

EM = 10.0


def line(
    text: str, x: float, top: float, *, page: int = 1, size: float = EM, raised: str = ""
) -> TextLine:
    at = text.rfind(raised) if raised else 0
    marks = ((at, at + len(raised)),) if raised else ()
    return TextLine(text, x, x + len(text) * size, top, top + size, size, page, raised=marks)


def page(number: int, *lines: TextLine, rules: tuple[float, ...] = ()) -> Page:
    return Page(number, 800.0, tuple(ordered(lines)), rules)


def texts(*pages: Page) -> list[str]:
    return ["".join(b.text.split("\n")) for b in page_blocks(pages)]


def test_headers_and_page_numbers_that_repeat_are_left_out() -> None:
    pages = [
        page(
            n,
            line("某县矿产资源总体规划", 60, 30, page=n),
            line(f"第{n}部分写在这一页上的正文内容。", 60, 200, page=n),
            line(f"— {n} —", 280, 770, page=n),
        )
        for n in (1, 2, 3)
    ]
    assert texts(*pages) == [f"第{n}部分写在这一页上的正文内容。" for n in (1, 2, 3)]


def test_columns_are_read_one_after_the_other_below_a_full_width_title() -> None:
    left = [line(f"左栏第{i}行的文字内容", 60, 200 + 15 * i) for i in range(8)]
    right = [line(f"右栏第{i}行的文字内容", 310, 203 + 15 * i) for i in range(8)]
    title = line("横跨两栏的论文题目横跨两栏的论文题目横跨两栏的论文", 100, 100, size=16)
    found = "".join(texts(page(1, title, *left, *right)))
    assert found.index("左栏第7行") < found.index("右栏第0行")
    assert found.startswith("横跨两栏")


def test_a_paragraph_goes_on_over_a_page() -> None:
    first = page(
        1, line("二、规划目标", 60, 600), line("到二〇二五年全县矿山数量明显减少并且布", 60, 620)
    )
    second = page(2, line("局更加合理。", 60, 80, page=2), line("三、主要任务", 60, 110, page=2))
    assert texts(first, second) == [
        "二、规划目标",
        "到二〇二五年全县矿山数量明显减少并且布局更加合理。",
        "三、主要任务",
    ]


def test_a_footnote_follows_its_paragraph_without_the_marks() -> None:
    body = line("累计完成修复面积三十公顷。1", 60, 200, raised="1")
    note = line("1 数据来自年度报告。", 60, 700)
    found = page_blocks([page(1, body, line("后文另起一段。", 60, 300), note, rules=(690.0,))])
    assert [(b.kind, b.text) for b in found] == [
        ("paragraph", "累计完成修复面积三十公顷。"),
        ("footnote", "数据来自年度报告。"),
        ("paragraph", "后文另起一段。"),
    ]


def ruled(rows: list[list[str]], *, top: float, page: int, open_end: bool = False) -> RuledTable:
    cells = tuple(GridCell(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row))
    edges = tuple(60.0 + 50 * i for i in range(len(rows[0]) + 1))
    return RuledTable(60, edges[-1], top, top + 90, edges, cells, page, open_end, (page, top + 90))


def rows_of(table: RuledTable) -> list[list[str]]:
    return [[c.text for c in table.row(r)] for r in range(table.rows)]


HEAD = ["序号", "项目", "成效"]


def test_a_table_over_a_page_is_one_without_its_repeated_header() -> None:
    above = ruled([HEAD, ["1", "甲矿", "十亩"]], top=600, page=1)
    below = ruled([HEAD, ["2", "乙矿", "八亩"]], top=60, page=2)
    assert continues(above, below)
    assert rows_of(joined(above, below)) == [HEAD, ["1", "甲矿", "十亩"], ["2", "乙矿", "八亩"]]


def test_a_row_cut_by_the_page_is_made_whole() -> None:
    above = ruled([HEAD, ["", "甲矿山生态", "治理三"]], top=600, page=1, open_end=True)
    below = ruled([HEAD, ["1", "修复项目", "十亩"], ["2", "乙矿", "八亩"]], top=60, page=2)
    merged = rows_of(joined(above, below))
    assert merged[1:] == [["1", "甲矿山生态\n修复项目", "治理三\n十亩"], ["2", "乙矿", "八亩"]]


def test_tables_of_other_columns_or_further_down_are_apart() -> None:
    above = ruled([HEAD, ["1", "甲", "乙"]], top=100, page=1)
    assert not continues(above, ruled([HEAD[:2], ["1", "甲"]], top=60, page=2))
    assert not continues(above, ruled([HEAD, ["1", "甲", "乙"]], top=300, page=1))


@pytest.mark.parametrize("name", ["encrypted_user.pdf", "truncated.pdf", "pagetree_loop.pdf"])
def test_unreadable_pdfs_name_the_reason(shared: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"加密|损坏|文字层"):
        read(shared / "fixtures" / "hostile" / name)
