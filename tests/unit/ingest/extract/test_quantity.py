from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import quantity
from ingest.extract.quantity import cell_quantity, operator, quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("形成土地 2.45万亩，建设用地8000 多亩", [("2.45", "=", "万亩"), ("8000", ">=", "亩")]),
        ("总数控制在42个以内", [("42", "<=", "个")]),
        ("比例达到35%以上", [("35", ">=", "%")]),
        ("厚度不应小于0.5 m，不宜超过3 m", [("0.5", ">=", "m"), ("3", "<=", "m")]),
        ("三十日内；百分之八十五", [("30", "=", "日"), ("85", "=", "%")]),
        ("处五万元以上五十万元以下罚款", [("5", ">=", "万元"), ("50", "<=", "万元")]),
        ("深度在300-1000米", [("300-1000", "=", "米")]),
        ("人均1,234.5元", [("1234.5", "=", "元")]),
        ("遗留矿山4 316处，耕地1\u2009260亩", [("4316", "=", "处"), ("1260", "=", "亩")]),
        ("增至12 350～15 000 hm2", [("12350~15000", "=", "hm2")]),
        ("表3 120处，图2 4 316处", [("120", "=", "处"), ("4316", "=", "处")]),
        ("2500株/hm²～4400株/hm²", [("2500~4400", "=", "株/hm²")]),
        ("补助18万元～26万元，3月至5月", [("18~26", "=", "万元")]),
        ("pH 6～9，COD 100 mg/L", [("100", "=", "mg/L")]),
        ("低于20%", [("20", "<", "%")]),
    ],
)
def test_quantities(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(q.value, q.op, q.unit) for q in quantities(text, 0, len(text))]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "2025年",
        "2022年3月5日",
        "第三十条",
        "专栏5",
        "1∶20万区域地质调查",
        "278，项目单位",
        "3部门",
        "三家子镇",
        "二〇二五年",
        "1 项目背景",
    ],
)
def test_dates_ordinals_and_longer_words_are_no_quantities(text: str) -> None:
    assert list(quantities(text, 0, len(text))) == []


def test_ranges_of_quantities_are_their_words() -> None:
    text = "共建成 12座绿色矿山"
    (found,) = quantities(text, 0, len(text))
    assert text[found.start : found.end] == "12座"


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("≤50", "个", ("50", "<=", "个")),
        ("≥ 35", "", ("35", ">=", "")),
        ("5%", "%", ("5", "=", "%")),
        ("17％", "", ("17", "=", "%")),
        ("360.00", "平方千米", ("360.00", "=", "平方千米")),
        ("20 个月", "", ("20", "=", "个月")),
        ("100/200", "", None),
        ("—", "", None),
        ("水泥用", "", None),
    ],
)
def test_cells(cell: str, unit: str, expected: tuple[str, str, str] | None) -> None:
    assert cell_quantity(cell, unit) == expected


@pytest.mark.parametrize(("op", "words"), quantity._OP_BEFORE)
def test_every_comparator_is_read_by_its_end(op: str, words: re.Pattern[str]) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.from_regex(words.pattern))
    def is_read(before: str) -> None:
        assert operator(before, "") == next(o for o, p in quantity._OP_BEFORE if p.search(before))

    is_read()
