from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


def hard(facts: Facts) -> list[tuple[str, str, str, str]]:
    return [(a.kind, a.where, a.expected, a.found) for a in facts.anomalies if a.severity == "hard"]


def table(header: str, *rows: str, caption: str = "表1 一览表") -> str:
    rule = "|---" * (header.count("|") - 1) + "|"
    return "\n".join([caption, "", header, rule, *rows, ""])


SUMS = "| 矿种 | 已设/个数 | 拟设/个数 | 合计/个数 |"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            table("| 矿种 | 面积（公顷） |", "| 铁 | 1.20 |", "| 锰 | 2.35 |", "| 合计 | 3.65 |"),
            [("total", "表1 row 3", "3.55", "3.65")],
        ),
        (table("| 矿种 | 面积（公顷） |", "| 铁 | 1.26 |", "| 锰 | 2.35 |", "| 合计 | 3.6 |"), []),
        (
            table(
                "| 矿种 | 面积（公顷） |",
                "| 铁 | 1 |",
                "| 锰 | 2 |",
                "| 小计 | 3 |",
                "| 金 | 4 |",
                "| 小计 | 4 |",
                "| 合计 | 7 |",
            ),
            [],
        ),
        (table("| 矿种 | 比例（%） |", "| 铁 | 30 |", "| 锰 | 20 |", "| 合计 | 24 |"), []),
        (
            table(SUMS, "| 铁 | 1 | 2 | 3 |", "| 锰 | 2 | 2 | 5 |", "| 金 | 1 | 1 | 2 |"),
            [("total", "表1 row 2", "4", "5")],
        ),
        (table(SUMS, "| 铁 | 1 | 2 | 3 |", "| 合计 | 1 | 2 | 3 |"), []),
        ("全县共有采矿权20个，其中石膏矿6个、萤石矿15个。", [("total", "第一章", "21", "20")]),
        ("全县共有采矿权20个，其中石膏矿6个、萤石矿3个。", []),
        ("全县共有采矿权20个，其中石膏矿6个、萤石矿14个。", []),
        ("复垦率平均67.4%，其中甲县最高，为78.1%，乙县最低，为52.6%。", []),
        (
            table("| 矿种 | 占比（%） |", "| 铁 | 30 |", "| 锰 | 60 |", "| 合计 | 100 |"),
            [("share", "表1 row 3", "100%", "90%")],
        ),
        (table("| 矿种 | 占比（%） |", "| 铁 | 33.3 |", "| 锰 | 66.6 |", "| 合计 | 100 |"), []),
        ("全县共有矿山40个，其中小型25个，占50%。", [("share", "第一章", "62.5%", "50%")]),
        ("全县共有矿山40个，其中小型25个，约占62%。", []),
        (
            "大型矿山占10%，中型矿山占30%，小型矿山占70%。",
            [("share", "第一章", "100%", "110%")],
        ),
        ("大型矿山占10%，中型矿山占30%，小型矿山占60%。", []),
        (
            "资金来源中，中央、省和市县财政分别占45%、30%和35%。",
            [("share", "第一章", "100%", "110%")],
        ),
        ("资金来源中，中央、省和市县财政分别占45%、30%和25%。", []),
        (
            "按来源分，中央财政占45%，省级财政占30%，企业自筹占35%。",
            [("share", "第一章", "100%", "110%")],
        ),
        ("国有矿山占60%，大型矿山占45%，绿色矿山占30%。", []),
        ("废石、尾矿和矿渣的利用率分别为45%、30%和35%。", []),
        ("收益按40%、30%和20%的比例分配。", [("share", "第一章", "100%", "90%")]),
        ("收益按40%、30%和30%的比例分配。", []),
        ("摊销比例按照成本的150%计算。", []),
    ],
)
def test_sums(plan_facts: PlanFacts, body: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert hard(plan_facts(body)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            table(
                "| 序号 | 项目名称 |", "| 1 | 甲地治理 |", "| 2 | 乙地治理 |", "| 2 | 丙地治理 |"
            ),
            [("sequence", "表1", "1..3", "1,2,2")],
        ),
        (
            table("| 序号 | 项目名称 |", "| 1 | 甲地治理 |", "| 3 | 乙地治理 |"),
            [("sequence", "表1", "1..2", "1,3")],
        ),
        (table("| 序号 | 名称 |", "| 1 | 甲 |", "| 2 | 乙 |", "| 1 | 丙 |", "| 2 | 丁 |"), []),
        (
            table("| 名称 | 数 |", "| 甲 | 1 |")
            + "\n"
            + table("| 名称 | 数 |", "| 乙 | 2 |", caption="表3 又表"),
            [("sequence", "表3", "表2", "表3")],
        ),
        (
            "### 第一节 甲事\n\n甲。\n\n### 第三节 丙事\n\n丙。",
            [("sequence", "第一章/第三节", "连续编号", "第三节")],
        ),
        ("详见表1。\n\n" + table("| 名称 | 数 |", "| 甲 | 1 |"), []),
        (
            "详见表4。\n\n" + table("| 名称 | 数 |", "| 甲 | 1 |"),
            [("reference", "第一章", "表4", "无")],
        ),
        (
            table("| 序号 | 项目名称 | 工作周期 |", "| 1 | 甲地治理 | 2023-2021 |"),
            [("period", "表1 row 1", "≤ 2021", "2023-2021")],
        ),
    ],
)
def test_sequences(
    plan_facts: PlanFacts, body: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert hard(plan_facts(body)) == expected


OUTPUT = table("| 矿种 | 单位 | 年开采量目标 |", "| 建筑用砂 | 万立方米 | 40 |")
SCALE = table(
    "| 矿种 | 单位 | 大型 | 小型 |", "| 建筑用砂 | {} | 30 | 10 |", caption="表2 最低规模"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            table(
                "| 矿种 | 单位 | 目标 |",
                "| 铁 | 矿石万吨 | 5 |",
                "| 锰 | 矿右万吨 | 2 |",
                "| 金 | 矿石万吨 | 1 |",
            ),
            [("unit", "表1 row 2", "矿石万吨", "矿右万吨")],
        ),
        (table("| 矿种 | 单位 | 目标 |", "| 铁 | 矿石万吨 | 5 |", "| 煤 | 原煤万吨 | 2 |"), []),
        (
            OUTPUT + "\n" + SCALE.format("矿石万吨/年"),
            [("unit", "表1 row 1 vs 表2 row 1", "同一单位", "万立方米 / 矿石万吨/年")],
        ),
        (OUTPUT + "\n" + SCALE.format("万立方米/年"), []),
        (
            table("| 指标 | 单位 | 目标 |", "| 治理面积 | 万吨 | 5 |"),
            [("unit", "表1 row 1", "area", "万吨")],
        ),
        (
            table("| 指标 | 单位 | 目标 |", "| 土地复垦率 | % | 120 |"),
            [("percent", "表1 row 1", "≤ 100%", "120%")],
        ),
        (table("| 指标 | 单位 | 目标 |", "| 产值增长率 | % | 120 |"), []),
        (
            table("| 矿种 | 单位 | 大型 | 中型 | 小型 |", "| 铁 | 万吨/年 | 30 | 60 | 10 |"),
            [("order", "表1 row 1", "60 > 30 > 10", "30 / 60 / 10")],
        ),
    ],
)
def test_units_and_shares(
    plan_facts: PlanFacts, body: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert hard(plan_facts(body)) == expected


EXISTING = "现有石膏矿2个、萤石矿5个、石灰岩矿{}个。\n\n" + table(
    "| 矿种 | 已设/个数 |", "| 石膏 | 2 |", "| 萤石 | 5 |", "| 石灰岩 | 8 |", caption="表1 采矿权"
)
ZONES = table(
    "| 序号 | 名称 | 面积（公顷） |",
    "| 1 | 东山石膏集中开采区 | 5 |",
    "| 2 | 西山石膏集中开采区 | 6 |",
    caption="表1 集中开采区",
)
TARGET = table("| 指标 | 单位 | 2025年 |", "| 矿山总数 | 个 | ≤18 |")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "到2025年，大中型矿山占比达到45%。\n\n"
            + table("| 指标 | 单位 | 2025年 |", "| 大中型矿山比例 | % | 40 |"),
            [("conflict", "第一章 vs 表1 row 1", "=40%", "=45%")],
        ),
        ("规划了3个集中开采区（表1）。\n\n" + ZONES, [("conflict", "第一章 vs 表1", "3", "2")]),
        ("规划了2个集中开采区（表1）。\n\n" + ZONES, []),
        (
            "到2025年，矿山总数控制在20个以内。\n\n" + TARGET,
            [("conflict", "第一章 vs 表1 row 1", "<=18个", "<=20个")],
        ),
        ("到2025年，矿山总数控制在18个以内。\n\n" + TARGET, []),
        (
            "原则上不再新设小型石膏矿。\n\n"
            + table("| 矿种 | 单位 | 大型 | 小型 |", "| 石膏 | 万吨/年 | 30 | 5 |"),
            [("conflict", "第一章 vs 表1 row 1", "-", "5")],
        ),
        (
            table("| 类别 | 矿种 | 数目 |", "| 非金属 | 石膏、萤石、重晶石 | 2 |"),
            [("conflict", "表1 row 1", "3", "2")],
        ),
        (EXISTING.format(9), [("conflict", "第一章 vs 表1 row 3", "=8个", "=9个")]),
        (EXISTING.format(8), []),
        ("矿产分为金属、非金属和水气矿产四大类。", [("enumeration", "第一章", "3", "4")]),
        ("矿产分为金属、非金属和水气矿产三大类。", []),
        ("规划一般分为村庄、集镇总体规划和村庄、集镇建设规划两个阶段。", []),
        ("有前款第一项、第三项、第十二项情形的除外。", []),
    ],
)
def test_conflicts(
    plan_facts: PlanFacts, body: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert hard(plan_facts(body)) == expected


SPEC = """某矿修复技术规范

1　范围

本文件规定了要求。

2　调查

调查包括水文调查{}和植被调查。

2.1　水文调查

应布设监测井。

2.2　土壤调查

应取样。

2.3　植被调查

应设样方。
"""


@pytest.mark.parametrize(("listed", "count"), [("", 1), ("、土壤调查", 0)])
def test_introductions_list_their_sub_clauses(
    facts_of: Callable[..., Facts], listed: str, count: int
) -> None:
    found = hard(facts_of(SPEC.format(listed), "spec.txt"))
    assert found == [("enumeration", "2", "3", "2")][:count]


def test_periods_and_names_with_two_wordings(facts_of: Callable[..., Facts]) -> None:
    text = (
        "某矿修复规划编制规范\n\n1　范围\n\n本文件由陇东矿山环境保护与生态修复研究院起草。近期（3年）完成复绿。\n\n"
        "2　时限\n\n近期：5年。由陇东矿山环境保护生态修复研究院负责解释。\n"
    )
    kinds = {(a.kind, a.where) for a in facts_of(text, "spec.txt").anomalies}
    assert kinds == {("conflict", "2 vs 1"), ("naming", "2")}


def test_repeated_sentences_are_soft(plan_facts: PlanFacts) -> None:
    words = "矿山企业应当按照批准的开发利用方案和生态修复方案开采并在闭坑前完成全部修复工程和土地复垦义务。"
    facts = plan_facts(f"### 第一节 甲\n\n{words}\n\n### 第二节 乙\n\n{words}")
    assert [(a.kind, a.severity) for a in facts.anomalies] == [("duplicate", "soft")]


RULES = """某省矿山修复条例

第一条　为了修复矿山，制定本条例。

第二条　采矿权人应当修复矿山。

第{}条　违反本条例第{}条规定的，责令改正。

第四条　本条例自公布之日起施行。
"""


@pytest.mark.parametrize(
    ("number", "cited", "expected"),
    [
        ("三", "二", []),
        ("二", "二", [("sequence", "第二条", "连续编号", "第二条")]),
        ("三", "九", [("reference", "第三条", "第一条至第4条", "本条例第九条")]),
    ],
)
def test_articles_run_on_and_refer_to_articles(
    facts_of: Callable[..., Facts],
    number: str,
    cited: str,
    expected: list[tuple[str, str, str, str]],
) -> None:
    assert hard(facts_of(RULES.format(number, cited), "rules.txt")) == expected


RECLAMATION = """# 复垦技术规范

## 1 范围

本文件规定了复垦的要求。

## 2 验收

### 2.1

植被覆盖度不应低于{}%。

表1 验收指标

| 指标 | 单位 | 合格值 |
|---|---|---|
| 植被覆盖度 | % | ≥70 |
| 林草成活率 | % | ≥85 |
"""


@pytest.mark.parametrize(("limit", "found"), [(75, ["conflict"]), (70, [])])
def test_the_limit_of_a_clause_against_the_table_of_a_specification(
    facts_of: Callable[[str], Facts], limit: int, found: list[str]
) -> None:
    facts = facts_of(RECLAMATION.format(limit))
    assert [a.kind for a in facts.anomalies if a.severity == "hard"] == found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("工程于2021年2月30日完工。", [("date", "第一章", "历法上有的日期", "2021年2月30日")]),
        ("方案于2022年13月批复。", [("date", "第一章", "历法上有的日期", "2022年13月")]),
        ("巡查在4月31日结束。", [("date", "第一章", "历法上有的日期", "4月31日")]),
        ("巡查在四月三十一日结束。", [("date", "第一章", "历法上有的日期", "四月三十一日")]),
        ("数据更新至2021-02-29。", [("date", "第一章", "历法上有的日期", "2021-02-29")]),
        ("工程于2024年2月29日完工，2月29日验收，工期13个月。", []),
        ("编号为2021-13-45-6。", []),
        ("覆土厚度为60～30cm。", [("range", "第一章", "30～60", "60～30")]),
        ("成活率为85%～80%。", [("range", "第一章", "80～85", "85～80")]),
        ("覆土厚度为30～60cm。", []),
        ("开采标高为1200～800米。", []),
        ("贫化率由12%～8%继续下降。", []),
        ("每年11月至3月停工，22时～6时禁止爆破。", []),
        (
            table("| 矿种 | 厚度（cm） |", "| 铁 | 60～30 |", "| 锰 | 30～60 |"),
            [("range", "表1 row 1", "30～60", "60～30")],
        ),
        (table("| 矿种 | 开采标高（m） |", "| 铁 | 800～300 |"), []),
        (table("| 矿种 | 实施时间 |", "| 铁 | 11～3 |"), []),
    ],
)
def test_what_cannot_be(
    plan_facts: PlanFacts, body: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert hard(plan_facts(body)) == expected
