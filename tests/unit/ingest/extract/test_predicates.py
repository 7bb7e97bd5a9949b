"""Counts are named by what those counted do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "全县有近40家矿山企业安装了扬尘监测设备。",
            [("安装扬尘监测设备的矿山企业数", "40", "家")],
        ),
        ("9座矿山公园免费向市民开放。", [("免费向市民开放的矿山公园数", "9", "座")]),
        ("仍有58座历史遗留矿山未完成修复。", [("未完成修复的历史遗留矿山", "58", "座")]),
        ("选取5家矿山企业开展智能化改造试点。", [("开展智能化改造试点的矿山企业数", "5", "家")]),
        ("全县已完成3座尾矿库的闭库治理工作。", [("完成闭库治理的尾矿库", "3", "座")]),
        ("超过3.2万人次参加各类科普活动。", [("参加科普活动人次", "3.2", "万人次")]),
        ("向每个示范点派驻2名技术员。", [("每个示范点技术员", "2", "名")]),
        ("将图册发放至118个村（社区）。", [("发放村（社区）", "118", "个")]),
        (
            "项目覆盖6个县、2个区和41个乡镇。",
            [
                ("项目覆盖县数", "6", "个"),
                ("项目覆盖乡镇数", "41", "个"),
                ("项目覆盖区数", "2", "个"),
            ],
        ),
        (
            "各县建立了监测站，范围覆盖21个乡镇，5个林场。",
            [("监测站覆盖乡镇数", "21", "个"), ("监测站覆盖林场数", "5", "个")],
        ),
        ("社会资本占比超过四成，达43%。", [("社会资本占比", "43", "%")]),
        ("累计推送预警信息1.3万余条。", [("累计推送预警信息", "1.3", "万条")]),
        ("开放日活动已连续举办4届。", [("开放日活动已连续举办", "4", "届")]),
        ("打通服务群众最后一公里。", []),
        ("三年累计投入资金6亿元。", [("累计投入资金", "6", "亿元")]),
    ],
)
def test_names(plan_facts: PlanFacts, sentence: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(i.name, i.value, i.unit) for i in plan_facts(sentence).indicators]
    assert sorted(found) == sorted(expected)


def test_more_than_a_round_number(plan_facts: PlanFacts) -> None:
    (found,) = plan_facts("全县栽植苗木3万余株。").indicators
    assert (found.value, found.op, found.unit) == ("3", ">=", "万株")
