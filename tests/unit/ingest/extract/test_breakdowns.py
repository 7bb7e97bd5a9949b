"""Counts of a region, a stage or a state bear what the text counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "全州废弃矿山共310处。河谷北部有120处，山前地带有90处，其余100处位于牧区南部。",
            [
                ("废弃矿山数量", "310"),
                ("河谷北部废弃矿山数", "120"),
                ("山前地带废弃矿山数", "90"),
                ("牧区南部废弃矿山数", "100"),
            ],
        ),
        (
            "废弃矿山共310处。位于干流沿岸的有80处，占总数的25.8%。",
            [
                ("废弃矿山数量", "310"),
                ("干流沿岸废弃矿山数", "80"),
                ("干流沿岸废弃矿山占总数比例", "25.8"),
            ],
        ),
        (
            "废弃矿山共310处。\n\n牧区南部有监测站120处。\n\n山前地带有90处。",
            [("废弃矿山数量", "310"), ("牧区南部有监测站数量", "120"), ("山前地带数量", "90")],
        ),
        (
            "启动阶段完工项目6个，投资突破90万元；推进阶段完工项目11个。",
            [
                ("启动阶段完工项目数量", "6"),
                ("启动阶段投资", "90"),
                ("推进阶段完工项目数量", "11"),
            ],
        ),
        ("启动阶段完工项目6个。", [("启动阶段完工项目数量", "6")]),
        (
            "排查的渣堆中，有4个出现渗漏，占8%。",
            [("渗漏渣堆数", "4"), ("渗漏渣堆占比", "8")],
        ),
        ("砖瓦用页岩矿山中有9个位于水源地上游。", [("水源地上游砖瓦用页岩矿山数", "9")]),
        ("煤矿企业中有3家未缴存基金。", [("未缴存基金的煤矿企业数", "3")]),
    ],
)
def test_parts_bear_what_is_counted(
    plan_facts: PlanFacts, paragraph: str, expected: list[tuple[str, str]]
) -> None:
    assert [(i.name, i.value) for i in plan_facts(paragraph).indicators] == expected
