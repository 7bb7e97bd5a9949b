from __future__ import annotations

import pytest

from ingest.read.docx import read_docx
from ingest.read.limits import Refused
from ingest.read.numerals import FORMATS
from ontology.parts import CONTENTS
from ontology.source import Block

from .packages import cell, docx, p, table

NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%3）"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="1"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
"""


def numbered(text: str, level: int, list_id: int = 5) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def blocks(body: str, **parts: str) -> tuple[Block, ...]:
    return read_docx(docx(body, **parts)).blocks


def test_automatic_numbers_count_restart_and_override() -> None:
    body = "".join(
        [
            numbered("总则", 0), numbered("甲", 1), numbered("乙", 1), numbered("丙", 2),
            numbered("点", 0, 6), numbered("附则", 0), numbered("丁", 1), numbered("戊", 2),
            numbered("己", 1, 7), p("无号", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        ]
    )  # fmt: skip
    shown = [b.number for b in blocks(body, numbering=NUMBERING)]
    assert shown == ["第一章", "1.1", "1.2", "（三）", "", "第二章", "2.1", "（三）", "2.9", ""]


def test_headings_take_level_and_number_from_their_style() -> None:
    styles = (
        '<w:style w:styleId="H2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Own"><w:name w:val="自拟"/><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    )
    body = (
        p("总规划", '<w:pStyle w:val="T"/>')
        + p("背景", '<w:pStyle w:val="Own"/>')
        + p("大纲", '<w:outlineLvl w:val="2"/>')
        + p("正文")
    )
    found = blocks(body, styles=styles, numbering=NUMBERING)
    assert [(b.kind, b.level, b.number) for b in found] == [
        ("title", 1, ""),
        ("heading", 2, "1.1"),
        ("heading", 3, ""),
        ("paragraph", 0, ""),
    ]


def test_only_what_the_page_shows_is_read() -> None:
    body = (
        "<w:p><w:r><w:t>留下</w:t></w:r>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>插入</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显示</w:t></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert [b.text for b in blocks(body)] == ["留下插入显示"]


def test_footnotes_follow_the_block_that_cites_them() -> None:
    cited = '<w:p><w:r><w:t>达标率</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("指三项指标。")}</w:footnote>'
    )
    found = blocks(cited + p("后文"), footnotes=notes)
    assert [(b.kind, b.text) for b in found] == [
        ("paragraph", "达标率"),
        ("footnote", "指三项指标。"),
        ("paragraph", "后文"),
    ]


def test_merged_cells_keep_their_spans_and_content_controls_are_seen_through() -> None:
    body = table(
        cell("专栏1", '<w:gridSpan w:val="3"/>'),
        cell("类别", '<w:vMerge w:val="restart"/>') + f"<w:sdt><w:sdtContent>{cell('数目')}</w:sdtContent></w:sdt>" + cell("x"),
        cell("", "<w:vMerge/>") + cell("1") + cell("y"),
    )  # fmt: skip
    found = blocks(body)[0]
    assert [(c.row, c.column, c.row_span, c.column_span) for c in found.cells] == [
        (0, 0, 1, 3), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip
    assert found.text == "专栏1\n类别\t数目\tx\n1\ty"


def test_an_absurd_span_is_refused() -> None:
    with pytest.raises(Refused, match="63"):
        blocks(table(cell("甲", '<w:gridSpan w:val="20000000"/>')))


@pytest.mark.parametrize(
    ("name", "number", "text"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 105, "一百零五"),
        ("chineseCountingThousand", 2024, "二千零二十四"),
        ("decimalEnclosedCircle", 3, "③"),
        ("upperRoman", 49, "XLIX"),
        ("lowerLetter", 28, "bb"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 11, "甲"),
    ],
)
def test_numbers_are_written_as_word_writes_them(name: str, number: int, text: str) -> None:
    assert FORMATS[name](number) == text


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", "F0B0", "°"),
        ("Symbol", "F0A3", "≤"),
        ("Symbol", "F06D", "μ"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings 2", "F0A3", "□"),
        ("宋体", "2103", "℃"),
        ("Wingdings", "F021", "\ufffd"),
        ("宋体", "?", "\ufffd"),
    ],
)
def test_signs_of_symbol_fonts_are_the_characters_that_they_show(
    font: str, code: str, shown: str
) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    found = blocks(f"<w:p><w:r><w:t>前</w:t></w:r>{sign}</w:p>")
    assert [b.text for b in found] == ["前" + shown]


def test_entries_of_a_contents_list_are_marked_by_their_style() -> None:
    styles = '<w:style w:styleId="A"><w:name w:val="toc 1"/></w:style>'
    found = blocks(
        p("第一章 总则 1", '<w:pStyle w:val="A"/><w:outlineLvl w:val="0"/>') + p("第一章 总则"),
        styles=styles,
    )
    assert [(b.kind, b.part) for b in found] == [("paragraph", CONTENTS), ("paragraph", "")]
