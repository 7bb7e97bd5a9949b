from __future__ import annotations

import pytest

from ingest.read.shown import shown
from ingest.read.xlsx import read_xlsx

from .packages import xlsx

STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="2"/><xf numFmtId="164"/></cellXfs>'
)


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


SHEET = (
    f"<sheetData><row r='2'>{text('A2', '专栏1')}</row>"
    f"<row r='3'>{text('A3', '铅')}<c r='B3' s='1'><v>11.2</v></c><c r='C3' s='2'><v>44788</v></c></row>"
    "<row r='4'><c r='B4'><f>SUM(B3:B3)</f><v></v></c></row>"
    f"<row r='6'>{text('B6', '注：以吨计')}</row></sheetData>"
    "<mergeCells><mergeCell ref='A2:C2'/><mergeCell ref='A3:A4'/></mergeCells>"
)


def test_cells_are_read_as_shown_with_their_merges() -> None:
    content = read_xlsx(xlsx({"专栏1": SHEET}, styles=STYLES))
    heading, table, note = content.blocks
    assert (heading.kind, heading.text, heading.part) == ("heading", "专栏1", "sheet 专栏1")
    assert table.text == "专栏1\n铅\t11.20\t2022-08-15\n\t"
    assert [(c.row, c.column, c.row_span, c.column_span) for c in table.cells[:2]] == [
        (0, 0, 1, 3),
        (1, 0, 2, 1),
    ]
    assert (note.kind, note.text) == ("paragraph", "注：以吨计")
    assert [i.kind for i in content.issues] == ["formula-without-value"]


def test_hidden_sheets_are_marked() -> None:
    content = read_xlsx(xlsx({"甲": SHEET, "乙": SHEET}, styles=STYLES, hidden=("乙",)))
    assert {b.part for b in content.blocks} == {"sheet 甲", "sheet 乙（隐藏）"}


def test_a_merge_over_the_whole_sheet_is_neither_expanded_nor_hides_cells() -> None:
    wide = SHEET.replace("A2:C2", "A1:XFD1048576")
    assert "11.20" in read_xlsx(xlsx({"甲": wide}, styles=STYLES)).blocks[1].text


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("0.05", "0%", "5%"),
        ("1234567.891", "#,##0.0", "1,234,567.9"),
        ("44788", 'yyyy"年"m"月"d"日";@', "2022年8月15日"),
        ("44788.5", "yyyy/m/d h:mm", "2022/8/15 12:00"),
        ("-3", "0;(0)", "(3)"),
        ("12", '0"万吨"', "12万吨"),
        ("3.5", "0.0##", "3.5"),
        ("0.1", "General", "0.1"),
        ("100", "General", "100"),
        ("2.5", "0", "3"),
        ("x", "0", "x"),
    ],
)
def test_numbers_are_shown_by_their_format(stored: str, code: str, text: str) -> None:
    assert shown(stored, code) == text
