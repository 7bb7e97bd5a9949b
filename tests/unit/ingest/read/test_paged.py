from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.read import read
from ingest.read.grid import GridCell
from ingest.read.paged import page_blocks
from ingest.read.pdf import read_pdf
from ingest.read.pdfpage import Page, TextLine, lines_of, ordered
from ingest.read.pdftable import Glyph, RuledTable, continues, joined
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


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    body = line("正文只有这一句话。", 60, 300)
    above = line("2023/5/6 10:21  某县规划", 24, 16, size=8)
    below = line("https://www.example.gov.cn/art/2023.html  1/1", 24, 780, size=8)
    assert texts(page(1, above, body, below)) == ["正文只有这一句话。"]


def test_lines_wrap_at_the_edges_of_long_lines_whatever_stands_beside_them() -> None:
    body = [line(("一二三四五六七八九十" * 3)[:30], 60, 200 + 15 * i) for i in range(3)]
    aside = line("旁注", 20, 400)
    found = texts(page(1, *body, line("到此为止。", 60, 245), aside, line("另页", 580, 420)))
    assert found[0] == ("一二三四五六七八九十" * 3)[:30] * 3 + "到此为止。"


def test_wide_spacing_of_lines_is_no_end_of_a_paragraph() -> None:
    """Close lines elsewhere in the file must not make the wider ones look like paragraphs."""
    close = [line("短句另起。", 60, 100 + 11 * i, page=1) for i in range(12)]
    wide = [line(("一二三四五六七八九十" * 3)[:30], 60, 200 + 22 * i, page=2) for i in range(3)]
    found = texts(page(1, *close), page(2, *wide, line("到此为止。", 60, 266, page=2)))
    assert found[-1] == ("一二三四五六七八九十" * 3)[:30] * 3 + "到此为止。"


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


def test_a_cell_cut_by_the_page_spans_the_rows_behind_the_break() -> None:
    """The page ends below the first level of a header, whose second level divides one cell."""
    below = ruled([["", "2020年", "2025年"], ["1", "46", "40"]], top=60, page=2)
    cells = (GridCell("序号", 0, 0), GridCell("数值", 0, 1, 1, 2))
    above = replace(
        ruled([["序号", "数值", ""]], top=600, page=1, open_end=True),
        cells=cells,
        columns=below.columns,
    )
    found = joined(above, below).cells
    assert [(c.text, c.row, c.row_span) for c in found if c.column == 0] == [
        ("序号", 0, 2),
        ("1", 2, 1),
    ]


def drawn(content: str) -> bytes:
    """A PDF of one page with a content stream, in the plainest form."""
    stream = content.encode("ascii")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 5 0 R"
        b"/Resources<</Font<</F 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF"
    return out + end % (table, len(out))


def boxed(cells: list[tuple[str, int, int, int, int]], *, open_below: bool) -> str:
    """Cells (text, row, column, row span, column span) with rules drawn around each of them."""
    lines = []
    last = max(row + down for _, row, _, down, _ in cells)
    for text, row, column, down, across in cells:
        x, top, width, height = 50 + 80 * column, 350 - 30 * row, 80 * across, 30 * down
        for rule in ((x, top, width, 0.5), (x, top - height, 0.5, height)):
            lines.append("{} {} {} {} re f".format(*rule))
        lines.append(f"{x + width} {top - height} 0.5 {height} re f")
        if row + down < last or not open_below:
            lines.append(f"{x} {top - height} {width} 0.5 re f")
        lines.append(f"BT /F 10 Tf {x + 5} {top - 18} Td ({text}) Tj ET")
    return "\n".join(lines)


@pytest.mark.parametrize("open_below", [False, True])
def test_rules_drawn_cell_by_cell_keep_the_spans(open_below: bool) -> None:
    cells = [
        ("No", 0, 0, 2, 1), ("Value", 0, 1, 1, 2), ("Kind", 0, 3, 2, 1), ("2020", 1, 1, 1, 1),
        ("2025", 1, 2, 1, 1), ("1", 2, 0, 1, 1), ("46", 2, 1, 1, 1), ("40", 2, 2, 1, 1), ("x", 2, 3, 1, 1),
    ]  # fmt: skip
    found = read_pdf(drawn(boxed(cells, open_below=open_below))).blocks
    assert len(found) == 1
    texts_and_places = [
        (found[0].text[c.start : c.end], c.row, c.column, c.row_span, c.column_span)
        for c in found[0].cells
    ]
    assert texts_and_places == cells


def test_three_rules_and_white_space_make_a_table() -> None:
    def words(text: str, x: int, y: int) -> str:
        return f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET"

    content = [
        *(f"50 {y} 300 0.7 re f" for y in (350, 325, 240)),
        words("No", 55, 333), words("Mine", 100, 333), words("Result", 200, 333),
        words("1", 55, 310), words("Nanhu", 100, 310), words("a park was built and", 200, 310),
        words("visited", 200, 298),
        words("2", 55, 280), words("Wuan", 100, 280), words("solar", 200, 280),
        words("3", 55, 262), words("Xingtai", 100, 262), words("farms and", 200, 262),
        words("orchards", 200, 250),
        words("What follows the table is a paragraph.", 50, 200),
    ]  # fmt: skip
    found = read_pdf(drawn("\n".join(content))).blocks
    assert [b.kind for b in found] == ["table", "paragraph"]
    rows: dict[int, list[str]] = {}
    for cell in found[0].cells:
        rows.setdefault(cell.row, []).append(found[0].text[cell.start : cell.end])
    assert list(rows.values()) == [
        ["No", "Mine", "Result"],
        ["1", "Nanhu", "a park was built and\nvisited"],
        ["2", "Wuan", "solar"],
        ["3", "Xingtai", "farms and\norchards"],
    ]


def test_rules_above_and_below_running_text_make_no_table() -> None:
    rules = [f"50 {y} 300 0.7 re f" for y in (350, 325, 240)]
    lines = [
        f"BT /F 10 Tf 50 {y} Td (one running line of text) Tj ET" for y in (333, 310, 290, 270)
    ]
    assert {b.kind for b in read_pdf(drawn("\n".join(rules + lines))).blocks} == {"paragraph"}


@pytest.mark.parametrize("name", ["encrypted_user.pdf", "truncated.pdf", "pagetree_loop.pdf"])
def test_unreadable_pdfs_name_the_reason(shared: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"加密|损坏|文字层"):
        read(shared / "fixtures" / "hostile" / name)


def glyphs(text: str, x: float) -> list[Glyph]:
    return [Glyph(c, x + EM * i, x + EM * (i + 1), 100, 100 + EM, EM) for i, c in enumerate(text)]


def test_a_sign_drawn_after_the_letters_around_it_stands_in_its_place() -> None:
    first, sign, last = glyphs("完成比例1", 60), glyphs("∶", 110), glyphs("20万调查", 120)
    at_once = [*first, *last[:2], *sign, *last[2:]]
    later = [*first, *last, *glyphs("下一行", 400), *sign]
    assert [x.text for x in lines_of(at_once, [], 1)] == ["完成比例1∶20万调查"]
    assert "完成比例1∶20万调查" in [x.text for x in lines_of(later, [], 1)]


def test_a_short_numbered_heading_opens_a_paragraph_below_a_full_line() -> None:
    full = "一二三四五六七八九十" * 2 + "适用年限为五年内每年修编。"
    found = texts(page(1, line(full, 60, 200), line(full, 60, 215), line("5 工作程序", 60, 230)))
    assert found[-1] == "5 工作程序"


def test_figures_in_a_list_may_be_one_word_that_did_not_fit() -> None:
    full = "一二三四五六七八九十" * 3
    broken = ["回采率、回收率、荒料率分别为", "82%、76%、31%，均已达标。"]
    rows = [line(text, 60, 200 + 15 * i) for i, text in enumerate([full[:22], *broken])]
    assert "".join(broken) in "".join(texts(page(1, *rows))[-1:])
