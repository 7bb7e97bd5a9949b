from __future__ import annotations

import pytest

from ingest.structure.marks import find_mark
from ontology.numerals import to_int


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("一百零八", 108), ("一千二百六十", 1260),
        ("二〇二五", 2025), ("32", 32), ("３２", 32), ("两", 2), ("一万零一", 10001),
    ],
)  # fmt: skip
def test_numerals(numeral: str, value: int) -> None:
    assert to_int(numeral) == value


@pytest.mark.parametrize(
    ("line", "family", "number", "value", "rest"),
    [
        ("第一编 总则", "part", "第一编", (1,), "总则"),
        ("第三分编 担保", "subpart", "第三分编", (3,), "担保"),
        ("第 二 章　开采", "chapter", "第二章", (2,), "开采"),
        ("第十二条之一 内容", "article", "第十二条之一", (12, 1), "内容"),
        ("第一百零八条", "article", "第一百零八条", (108,), ""),
        ("一 、现状", "cn", "一", (1,), "现状"),
        ("（十三）保障", "cnparen", "（十三）", (13,), "保障"),
        ("( 2 ) 选址", "paren", "(2)", (2,), "选址"),
        ("5.2.2.1 水体", "decimal", "5.2.2.1", (5, 2, 2, 1), "水体"),
        ("5．2 水体", "decimal", "5.2", (5, 2), "水体"),
        ("7 附则", "decimal", "7", (7,), "附则"),
        ("A.1.2 乔木", "decimal", "A.1.2", (65, 1, 2), "乔木"),
        ("3.现场", "dot", "3", (3,), "现场"),
        ("3、现场", "dot", "3", (3,), "现场"),
        ("4）样方", "half", "4)", (4,), "样方"),
        ("⑫ 样方", "circled", "⑫", (12,), "样方"),
        ("b) 样方", "letter", "b)", (2,), "样方"),
        ("附件三：表格", "appendix", "附件三", (3,), "表格"),
        ("附 录 B", "appendix", "附录B", (2,), ""),
    ],
)
def test_mark(line: str, family: str, number: str, value: tuple[int, ...], rest: str) -> None:
    mark = find_mark(line, 0, len(line))
    assert mark is not None
    assert (mark.family, mark.number, mark.value, line[mark.end :]) == (family, number, value, rest)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "矿山",
        "一般规定",
        "附近居民",
        "2025年目标",
        "1.5万吨",
        "第二次修订",
        "（含）税",
        "GB 3838",
    ],
)
def test_no_mark(line: str) -> None:
    mark = find_mark(line, 0, len(line))
    assert mark is None or mark.family == "decimal"
