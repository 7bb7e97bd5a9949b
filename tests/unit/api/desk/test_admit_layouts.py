from __future__ import annotations

from decimal import Decimal

import pytest

from api.desk.admit import admit
from api.desk.amounts import amount_for, amounts, unsettled
from api.desk.application import AdmitReport, Application
from api.desk.blocks import blocks
from api.desk.control import controls
from api.desk.minerals import group_covers
from api.desk.shelf import Shelf
from ingest.extract import extract
from ontology.records import Record


def report(document, text: str, mineral: str, scale: str, **more: object) -> AdmitReport:
    plan = document(text, title="海宁市矿产资源规划", genre="plan", region="浙江省海宁市")
    unit = str(more.pop("unit", "万吨/年"))
    application = Application(mineral, Decimal(scale), unit, "海宁市", **more)  # type: ignore[arg-type]
    return admit(application, Shelf([Record("plan", plan, extract(plan))]))


def verdicts(document, text: str, mineral: str, scale: str, **more: object) -> list[str]:
    return [r.verdict for r in report(document, text, mineral, scale, **more).rules]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("萤石矿最低开采规模为5万吨/年", [(("萤石",), "", "5")]),
        ("最低开采规模：煤矿30万吨/年；锡矿、钨矿均为6万吨/年", [(("煤",), "", "30"), (("锡", "钨"), "", "6")]),
        ("页岩、花岗岩的开采规模分别不低于6万立方米/年和1万立方米/年", [(("页岩",), "", "6"), (("花岗岩",), "", "1")]),
        ("铁矿露天开采规模不低于30万吨/年，地下不低于10万吨/年", [(("铁",), "露天", "30"), (("铁",), "地下", "10")]),
        ("萤石矿资源量5万吨", []),
    ],
)  # fmt: skip
def test_scales_in_sentences(words, found):
    assert [(a.minerals, a.method, str(a.value)) for a in amounts(words)] == found


def test_the_scale_of_the_method_counts_and_without_one_nothing_is_settled():
    words = "铁矿露天开采规模不低于30万吨/年，地下不低于10万吨/年"
    found = amount_for(words, "铁", "地下")
    assert found is not None
    assert found.value == 10
    assert unsettled(words, "铁", "")
    assert not unsettled(words, "铁", "露天")


ONE_COLUMN = """# 规划

## 一、准入

| 矿种 | 开采方式 | 规模单位 | 最低生产规模 |
| --- | --- | --- | --- |
| 磷矿 | 露天 | 万吨/年 | 50 |
| 磷矿 | 地下 | 万吨/年 | 30 |
"""
TURNED = """# 规划

## 一、准入

表1 矿山最低开采规模

| 类型 | 铜矿（万吨/年） | 磷矿（万吨/年） |
| --- | --- | --- |
| 大型 | 100 | 100 |
| 中型 | 30 | 50 |
| 小型 | 10 | 30 |
"""
COUNTS = """# 规划

## 一、现状

表1 矿山数量与规模

| 矿种 | 大型（个） | 中型（个） | 小型（个） |
| --- | --- | --- | --- |
| 磷矿 | 1 | 2 | 9 |
"""


@pytest.mark.parametrize(
    ("text", "scale", "method", "expected"),
    [
        (ONE_COLUMN, "40", "地下", ["met"]),
        (ONE_COLUMN, "40", "露天", ["not met"]),
        (ONE_COLUMN, "40", "", ["cannot decide", "cannot decide"]),
        (TURNED, "40", "", ["met"]),
        (TURNED, "20", "", ["not met"]),
        (COUNTS, "20", "", []),
    ],
)
def test_tables_of_other_layouts(document, text, scale, method, expected):
    assert verdicts(document, text, "磷矿", scale, method=method) == expected


ZONES = """# 规划

## 一、准入

河道两岸可视范围内禁止露天采矿。重点开采区内新建矿山规模不得低于中型。新建金属矿山原则上应当采用地下开采方式。

已有矿山开采规模低于本规划规定的，期满不予延续。

新建尾矿库应当远离居民点。

## 二、规模

表1 矿山最低开采规模

| 矿种 | 单位 | 大型 | 中型 | 小型 |
| --- | --- | --- | --- | --- |
| 铁矿 | 万吨/年 | 100 | 50 | 20 |
"""


@pytest.mark.parametrize(
    ("scale", "method", "new", "quote", "verdict"),
    [
        ("30", "露天", True, "河道两岸", "cannot decide"),
        ("30", "露天", True, "重点开采区内", "cannot decide"),
        ("60", "露天", True, "重点开采区内", "met"),
        ("30", "露天", True, "新建金属矿山", "cannot decide"),
        ("30", "地下", True, "新建金属矿山", "met"),
        ("10", "露天", False, "已有矿山", "not met"),
        ("30", "露天", False, "已有矿山", "met"),
        ("30", "露天", True, "新建尾矿库", ""),
        ("30", "露天", True, "已有矿山", ""),
    ],
)
def test_zones_principles_and_old_mines(document, scale, method, new, quote, verdict):
    found = report(document, ZONES, "铁矿", scale, method=method, new=new)
    assert [r.verdict for r in found.rules if r.quote.startswith(quote)] == (
        [verdict] * bool(verdict)
    )


def test_a_rule_for_metal_mines_is_not_for_others():
    assert group_covers("新建金属矿山", "铁") is True
    assert group_covers("新建金属矿山", "萤石") is False
    assert group_covers("新建非金属矿山", "萤石") is True
    assert group_covers("新设采石场", "建筑石料用灰岩") is True


def test_blocks_listed_one_by_one(document):
    plan = document(
        "# 规划\n\n表2 开采规划区块\n\n| 编号 | 矿种 | 设置类型 |\n| --- | --- | --- |\n"
        "| 1 | 磷矿 | 新设 |\n| 2 | 磷矿 | 已设保留 |\n| 3 | 铁矿、磷矿 | 新设 |\n"
    )
    found = [(plan.text[b.start : b.end].split()[0], b.count) for b in blocks(plan, "磷")]
    assert found == [("1", 1), ("3", 1)]


def test_two_lists_in_one_sentence(document):
    text = "# 规划\n\n限制开采石棉、硫铁矿，禁止开采蓝石棉和汞矿。\n"
    found = [(c.kind, c.mineral) for c in controls(document(text))]
    assert found == [("限制", "石棉"), ("限制", "硫铁矿"), ("禁止", "蓝石棉"), ("禁止", "汞")]
    assert verdicts(document, text, "硫铁矿", "5") == ["cannot decide"]


LOWER = "# 规划\n\n## 一、准入\n\n萤石矿最低开采规模为3万吨/年。\n"


def test_a_sentence_below_the_table_of_the_plan_above(document):
    low = document(LOWER, title="海宁市矿产资源规划", genre="plan", region="浙江省海宁市")
    table = TURNED.replace("磷矿", "萤石")
    high = document(table, title="浙江省矿产资源规划", genre="plan", region="浙江省")
    shelf = Shelf(Record(i, d, extract(d)) for i, d in (("low", low), ("high", high)))
    found = admit(Application("萤石", Decimal(4), "万吨/年", "海宁市", new=True), shelf)
    assert {(r.document, r.verdict) for r in found.rules} == {("low", "met"), ("high", "not met")}
    assert ["下级规划" in c.why for c in found.contradictions] == [True]
