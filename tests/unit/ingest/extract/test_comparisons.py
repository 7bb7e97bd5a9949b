"""Figures that changed or compare are named by what rose, fell or is compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]
Row = tuple[str, str, str, int | None]


def rows(facts: Facts) -> list[Row]:
    return [(i.name, i.value, i.unit, i.year) for i in facts.indicators]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "因柴油涨价，剥离成本从11.5元/吨涨到14.2元/吨，上涨23.5%。",
            [
                ("剥离成本", "11.5", "元/吨", None),
                ("剥离成本", "14.2", "元/吨", None),
                ("剥离成本上涨", "23.5", "%", None),
            ],
        ),
        (
            "矿井水悬浮物由310毫克/升下降到42毫克/升，降幅为86.5%。",
            [
                ("矿井水悬浮物", "310", "毫克/升", None),
                ("矿井水悬浮物", "42", "毫克/升", None),
                ("矿井水悬浮物降幅", "86.5", "%", None),
            ],
        ),
        (
            "自筹资金占比在2019年为12%，到2022年升至31%。",
            [("自筹资金占比", "12", "%", 2019), ("自筹资金占比", "31", "%", 2022)],
        ),
        (
            "自筹资金占比2019年为12%，2022年升至31%。",
            [("自筹资金占比", "12", "%", 2019), ("自筹资金占比", "31", "%", 2022)],
        ),
        (
            "截至2022年底，治理矿山31处，复绿率由2015年的8%提高到43%。",
            [
                ("治理矿山数量", "31", "处", 2022),
                ("复绿率", "8", "%", 2015),
                ("复绿率", "43", "%", 2022),
            ],
        ),
        (
            "绿化率为40%，较2019年下降3个百分点。",
            [("绿化率", "40", "%", None), ("绿化率下降", "3", "个百分点", None)],
        ),
        (
            "将验收程序由7个精简为3个。",
            [("验收程序", "7", "个", None), ("验收程序", "3", "个", None)],
        ),
        (
            "渗滤液pH值由4.1上升到7.2。",
            [("渗滤液pH值", "4.1", "", None), ("渗滤液pH值", "7.2", "", None)],
        ),
        (
            "坡面稳定系数从1.02提高到1.25。",
            [("坡面稳定系数", "1.02", "", None), ("坡面稳定系数", "1.25", "", None)],
        ),
        (
            "河谷矿山的复绿率达到71%，比高山区平均水平高18个百分点。",
            [
                ("河谷矿山的复绿率", "71", "%", None),
                ("河谷矿山的复绿率高于高山区平均水平", "18", "个百分点", None),
            ],
        ),
        ("露天坡面治理单价是河谷的2.3倍。", [("露天坡面治理单价与河谷之比", "2.3", "倍", None)]),
        (
            "小麦亩产恢复到380千克，相当于邻近农田的90%。",
            [("小麦亩产", "380", "千克", None), ("小麦亩产相当于邻近农田比例", "90", "%", None)],
        ),
    ],
)
def test_what_changed_or_is_compared_names_the_figure(
    plan_facts: PlanFacts, sentence: str, expected: list[Row]
) -> None:
    assert rows(plan_facts(sentence)) == expected
