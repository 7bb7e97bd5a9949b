"""Text against tables: measures, totals, caps, phases, limits and projects with two values."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


def conflicts(facts: Facts) -> list[tuple[str, str, str]]:
    return [
        (a.where, a.expected, a.found)
        for a in facts.anomalies
        if a.severity == "hard" and a.kind == "conflict"
    ]


def table(header: str, *rows: str, caption: str = "表1 主要指标") -> str:
    rule = "|---" * (header.count("|") - 1) + "|"
    return "\n".join(["", "", caption, "", header, rule, *rows, ""])


REUSE = table("| 指标名称 | 单位 | 2020年 | 2025年 |", "| 尾矿综合利用率 | % | 22 | 45 |")
MINES = table("| 指标名称 | 单位 | 2020年 | 2025年 |", "| 矿山总数 | 个 | 31 | ≤25 |")
CAPPED = table("| 指标名称 | 单位 | 2020年 | 2025年 |", "| 萤石年开采总量 | 矿石万吨 | 31 | ≤25 |")
WORKS = table(
    "| 序号 | 项目名称 | 投资（万元） |",
    "| 1 | 南沟治理项目 | 400 |",
    "| 2 | 北沟治理项目 | 300 |",
    "| 合计 | | 700 |",
    caption="表1 治理工程",
)
CAPS = table(
    "| 序号 | 集中开采区 | 采矿权上限（个） |",
    "| 1 | 甲集中开采区 | 4 |",
    "| 2 | 乙集中开采区 | 3 |",
    "| 合计 | | 7 |",
    caption="表1 集中开采区",
)
BLOCKS = table(
    "| 矿种 | 勘查规划区块个数（个） | 开采规划区块个数（个） |",
    "| 铁 | 4 | 5 |",
    "| 金 | 6 | 8 |",
    "| 合计 | 10 | 13 |",
    caption="表1 规划区块汇总",
)
PHASES = table(
    "| 阶段 | 时段 | 采空区治理（公顷） |",
    "| 近期 | 2023—2025年 | 30.5 |",
    "| 远期 | 2026—2030年 | 20.0 |",
    "| 合计 | | 50.5 |",
    caption="表1 分阶段任务",
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("尾矿综合利用率达到54%。" + REUSE, [("第一章 vs 表1 row 1", "=45%", "=54%")]),
        ("尾矿综合利用率达到45%。" + REUSE, []),
        ("尾矿综合利用率为22%。" + REUSE, []),
        ("尾矿综合利用率约54%。" + REUSE, []),
        ("尾矿综合利用率由18%提高到45%。" + REUSE, []),
        ("2023年，尾矿综合利用率为30%。" + REUSE, []),
        (
            "截至2020年底，全县有效采矿权13个。" + MINES,
            [("第一章 vs 表1 row 1", "=31个", "=13个")],
        ),
        ("截至2020年底，全县有效采矿权31个。" + MINES, []),
        ("截至2020年底，全县有效探矿权13个。" + MINES, []),
        (
            "萤石年开采总量控制在28万吨以内。" + CAPPED,
            [("第一章 vs 表1 row 1", "<=25矿石万吨", "<=28万吨")],
        ),
        ("萤石年开采总量控制在25万吨以内。" + CAPPED, []),
        ("2023年，萤石年开采总量控制在28万吨以内。" + CAPPED, []),
        ("部署治理工程2项，总投资900万元。" + WORKS, [("第一章 vs 表1", "700", "900")]),
        ("部署治理工程2项，总投资700万元。" + WORKS, []),
        ("部署治理工程2项，总投资0.07亿元。" + WORKS, []),
        (
            "设置勘查规划区块10个、开采规划区块12个（表1）。" + BLOCKS,
            [("第一章 vs 表1", "13", "12")],
        ),
        ("道路总投资900万元。" + WORKS, []),
        ("到2025年，尾矿综合利用率由18%提高到45%。" + REUSE, []),
        ("采矿权总数不得突破6个（表1）。" + CAPS, [("第一章 vs 表1", "≤ 6", "7")]),
        ("采矿权总数不得突破7个（表1）。" + CAPS, []),
        (
            "到2025年，完成采空区治理35.0公顷。" + PHASES,
            [("第一章 vs 表1 row 1", "30.5", "35.0")],
        ),
        ("到2025年，完成采空区治理30.5公顷。" + PHASES, []),
        ("到2030年，完成采空区治理50.5公顷。" + PHASES, []),
        ("到2028年，完成采空区治理40.0公顷。" + PHASES, []),
    ],
)
def test_plans(plan_facts: PlanFacts, body: str, expected: list[tuple[str, str, str]]) -> None:
    assert conflicts(plan_facts(body)) == expected


LIMITS = """矿山粉尘控制技术规范

1　范围

本文件规定了要求。

5　控制

5.1　{}

5.2　限值应符合表1的要求。

表1　限值
对象\t项目\t单位\t限值
破碎站排气筒\t粉尘\tmg/m3\t≤15
运矿道路\t粉尘\tmg/m3\t≤3
旱地\t有效土层厚度\tcm\t≥50
草地\t有效土层厚度\tcm\t≥20
"""


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (
            "筛分排气筒的高度不应低于15 m，粉尘排放浓度不应超过30 mg/m3。",
            [("5.1 vs 表1 row 1", "<=15mg/m3", "<=30mg/m3")],
        ),
        ("筛分排气筒的高度不应低于15 m，粉尘排放浓度不应超过15 mg/m3。", []),
        ("厂界的粉尘排放浓度不应超过30 mg/m3。", []),
        (
            "复垦为旱地的，有效土层厚度不应小于60 cm。",
            [("5.1 vs 表1 row 3", ">=50cm", ">=60cm")],
        ),
        ("复垦为旱地的，有效土层厚度不应小于0.5 m。", []),
        ("复垦为园地的，有效土层厚度不应小于60 cm。", []),
    ],
)
def test_limits(
    facts_of: Callable[..., Facts], clause: str, expected: list[tuple[str, str, str]]
) -> None:
    assert conflicts(facts_of(LIMITS.format(clause), "spec.txt")) == expected


@pytest.mark.parametrize(("value", "found"), [("4.0", ">=4.0MPa"), ("5.0", "")])
def test_a_limit_whose_title_says_what_its_table_is_of(
    facts_of: Callable[..., Facts], value: str, found: str
) -> None:
    body = (
        "充填技术规范\n\n1　范围\n\n本文件规定了要求。\n\n5　控制\n\n"
        f"5.1　人工底柱的充填体单轴抗压强度应不低于{value} MPa。\n\n"
        "表1　充填体单轴抗压强度最低值\n充填部位\t强度/MPa\n一步骤采场\t2.0\n人工底柱\t5.0\n"
    )
    expected = [("5.1 vs 表1 row 2", ">=5.0MPa", found)] if found else []
    assert conflicts(facts_of(body, "spec.txt")) == expected


@pytest.mark.parametrize(("value", "found"), [("0.5", "<=0.5mg/L"), ("0.2", "")])
def test_a_limit_of_a_class_at_the_place_that_its_row_tells(
    facts_of: Callable[..., Facts], value: str, found: str
) -> None:
    body = (
        "排放技术规范\n\n1　范围\n\n本文件规定了要求。\n\n2　控制\n\n"
        f"2.1　新建工程车间排放口的总铅浓度不应大于{value} mg/L。\n\n"
        "表1　排放控制限值\n项目\t单位\t现有工程\t新建工程\t监控位置\n"
        "总锌\tmg/L\t≤1.5\t≤1.0\t总排放口\n总铅\tmg/L\t≤0.5\t≤0.2\t车间排放口\n"
    )
    expected = [("2.1 vs 表1 row 2", "<=0.2mg/L", found)] if found else []
    assert conflicts(facts_of(body, "spec.txt")) == expected


PAPER = """# 某省废弃矿山修复模式研究

摘要：研究废弃矿山修复。
关键词：矿山修复；模式

## 1 实践

### 1.1 项目

表1 典型项目

| 项目名称 | 修复模式 | 总投资（万元） | 主要成效 |
|---|---|---|---|
| 临江市花山镇采石场修复项目 | 产业融合模式 | 2380 | 回收土石料215万吨 |
| 靖宇县龙泉镇煤矿治理项目 | 土地整理模式 | 1500 | 新增耕地300亩 |

### 1.2 比较

{}
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("花山项目总投资2830万元。", [("1.2 vs 表1 row 1", "=2380万元", "=2830万元")]),
        ("花山项目总投资2380万元。", []),
        ("花山项目总投资约2830万元。", []),
        ("花山项目削坡所得251万吨石料全部外售。", [("1.2 vs 表1 row 1", "=215万吨", "=251万吨")]),
        ("龙泉项目外运251万吨石料。", []),
    ],
)
def test_projects(
    facts_of: Callable[..., Facts], words: str, expected: list[tuple[str, str, str]]
) -> None:
    assert conflicts(facts_of(PAPER.format(words), "paper.md")) == expected


YEARS = table(
    "| 矿种 | 单位 | 大型 | 中型 | 大型服务年限（年） | 中型服务年限（年） |",
    "| 石膏 | 万吨/年 | 20 | 10 | 15 | 8 |",
    caption="表1 最低开采规模和最低服务年限",
)


def test_years_of_service_are_no_smaller_scales(plan_facts: PlanFacts) -> None:
    assert [a.kind for a in plan_facts(YEARS).anomalies if a.kind == "order"] == []
