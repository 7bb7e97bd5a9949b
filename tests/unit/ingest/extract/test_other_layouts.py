"""Layouts and wordings of other counties and provinces: tables, counted problems, offices, modes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]
FactsOf = Callable[..., Facts]
PAPER = "# 某地矿山修复模式研究\n\n摘要：本文分析模式。\n\n关键词：矿山\n\n## 1 主要做法\n\n### 1.1 光伏复绿模式\n\n{}\n"


def found(facts: Facts, kind: str) -> list[str]:
    return [e.name for e in facts.entities if e.type == kind]


def claims(facts: Facts, predicate: str) -> list[tuple[str, str]]:
    names = {e.id: e.name for e in facts.entities}
    return [
        (names.get(a.subject, a.subject), names.get(a.object, a.object))
        for a in facts.assertions
        if a.predicate == predicate
    ]


def test_a_unit_column_and_a_total_before_the_names(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "表1 主要矿产保有储量\n\n"
        "| 序号 | 矿种 | 矿区数（处） | 资源储量单位 | 保有资源储量 |\n|---|---|---|---|---|\n"
        "| 1 | 煤 | 6 | 千吨 | 4821 |\n| 2 | 铜矿 | 4 | 金属吨 | 231 |\n| 合计 |  | 11 |  |  |"
    )
    assert [(i.name, i.value, i.unit) for i in facts.indicators] == [
        ("煤矿区数", "6", "处"),
        ("煤保有资源储量", "4821", "千吨"),
        ("铜矿矿区数", "4", "处"),
        ("铜矿保有资源储量", "231", "金属吨"),
        ("合计矿区数", "11", "处"),
    ]
    assert [(a.kind, a.expected, a.found) for a in facts.anomalies] == [("total", "10", "11")]


def test_a_label_that_states_its_unit_and_a_rank_that_has_none(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "到2025年，修复历史遗留矿山180公顷，新建矿山100%达到绿色矿山标准。\n\n表1 规划指标\n\n"
        "| 指标 | 2025年目标 | 全省位次 |\n|---|---|---|\n"
        "| 采矿权总数（个） | ≤52 | 3 |\n| 历史遗留矿山修复面积（公顷） | 200 | 5 |"
    )
    assert [(i.name, i.op, i.value, i.unit) for i in facts.indicators] == [
        ("修复历史遗留矿山面积", "=", "180", "公顷"),
        ("新建矿山达到绿色矿山标准比例", "=", "100", "%"),
        ("采矿权总数", "<=", "52", "个"),
        ("采矿权总数全省位次", "=", "3", ""),
        ("历史遗留矿山修复面积", "=", "200", "公顷"),
        ("历史遗留矿山修复面积全省位次", "=", "5", ""),
    ]
    assert [(a.kind, a.expected, a.found) for a in facts.anomalies] == [
        ("conflict", "=200公顷", "=180公顷")
    ]


def test_years_of_carrying_out_are_no_quantity_but_terms_in_years_are(
    plan_facts: PlanFacts,
) -> None:
    works = plan_facts(
        "表1 重点工程\n\n| 工程名称 | 投资（万元） | 实施期限 |\n|---|---|---|\n"
        "| 东岭矿山修复工程 | 860 | 2021—2023年 |\n| 西沟矿山修复工程 | 530 | 2022—2024年 |"
    )
    assert {i.value for i in works.indicators} == {"860", "530"}
    terms = plan_facts(
        "表1 监测要求\n\n| 监测项目 | 监测频次（次/年） | 监测年限（年） |\n|---|---|---|\n"
        "| 地表水 | 4 | 5 |\n| 土壤 | 1 | 3 |"
    )
    assert ("土壤监测年限", "3", "年") in [(i.name, i.value, i.unit) for i in terms.indicators]


@pytest.mark.parametrize(
    ("name", "mineral"),
    [("煤年开采量", "煤"), ("新增金资源量", "金"), ("铁矿年开采量", "铁矿"), ("矿山年产量", "")],
)
def test_a_mineral_of_one_letter_before_what_is_measured(
    plan_facts: PlanFacts, name: str, mineral: str
) -> None:
    facts = plan_facts(
        f"表1 主要指标\n\n| 指标名称 | 单位 | 2025年 |\n|---|---|---|\n| {name} | 万吨 | 90 |\n"
        "| 矿山总数 | 座 | 60 |"
    )
    assert facts.indicators[0].mineral == mineral


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("遥感影像分辨率宜优于2 m。", ["遥感影像分辨率"]),
        ("监测内容应包括地形、土壤、植被三类。", ["监测内容"]),
        ("停用设施的，应当提前十五日向主管部门报告。", ["提前报告期限"]),
        ("一个区块只设置一个采矿权。", []),
        ("恢复方案应在停用前12个月内编制完成。", ["恢复方案编制完成期限"]),
        ("应建立监测台账，保存期限不少于10年。", ["监测台账保存期限"]),
        (
            "种植土层厚度乔木不小于80 cm，灌木不小于50 cm。",
            ["乔木种植土层厚度", "灌木种植土层厚度"],
        ),
        (
            "累计完成废弃矿山治理3276处，治理面积2.9万公顷。",
            ["废弃矿山治理数量", "废弃矿山治理面积"],
        ),
    ],
)
def test_names_bear_no_words_of_duty(
    plan_facts: PlanFacts, sentence: str, names: list[str]
) -> None:
    assert [i.name for i in plan_facts(sentence).indicators] == names


@pytest.mark.parametrize(
    ("sentence", "problems"),
    [
        (
            "存在的主要问题：一是矿山规模偏小，小矿占七成。二是后备资源不足。三是修复资金筹措难。",
            ["矿山规模偏小", "后备资源不足", "修复资金筹措难"],
        ),
        (
            "当前面临的突出困难是：一是布局散、规模小；二是设备老化。",
            ["布局散", "规模小", "设备老化"],
        ),
        ("主要任务：一是解决规模偏小问题。二是加大投入。", []),
        ("一是矿山规模偏小。", []),
    ],
)
def test_problems_that_a_plan_counts_up(
    plan_facts: PlanFacts, sentence: str, problems: list[str]
) -> None:
    facts = plan_facts(sentence)
    assert found(facts, "Problem") == problems
    assert claims(facts, "hasProblem") == [("doc", name) for name in problems]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("云山市人民政府负责本规划的实施。", ["云山市人民政府"]),
        ("规划由云山市人民政府组织实施。", ["云山市人民政府"]),
        ("各县人民政府应当配合。", ["县人民政府"]),
        ("县级人民政府可以购买服务。", ["县级人民政府"]),
        ("示范项目由云山绿地生态有限公司投资。", ["云山绿地生态有限公司"]),
        ("县自然资源局会同县发展和改革局开展检查。", ["县自然资源局", "县发展和改革局"]),
        ("贵州省市场监督管理局负责抽查。", ["贵州省市场监督管理局"]),
    ],
)
def test_governments_and_offices(plan_facts: PlanFacts, sentence: str, names: list[str]) -> None:
    facts = plan_facts(sentence)
    assert found(facts, "Organization") == names
    assert "会同县" not in found(facts, "Place")


def test_each_level_of_a_legal_text_acts_for_itself(facts_of: FactsOf) -> None:
    facts = facts_of(
        "某省矿山条例\n\n第一章 总则\n\n第一条 县级自然资源主管部门应当组织验收。\n\n"
        "第二条 自然资源主管部门应当加强检查。\n\n第三条 违反规定的，由所在地县级人民政府处"
        "五万元以上二十万元以下罚款，用于治理恢复。\n",
        "a.txt",
    )
    assert found(facts, "Organization") == [
        "县级自然资源主管部门",
        "自然资源主管部门",
        "县级人民政府",
    ]
    assert [(i.name, i.kind) for i in facts.indicators] == [("罚款", "status")] * 2


@pytest.mark.parametrize(
    ("sentence", "solved", "faults"),
    [
        (
            "但该模式对并网条件要求高，容易出现重建设轻管护的问题。",
            [],
            ["对并网条件要求高", "重建设轻管护"],
        ),
        ("该模式前期投入大、回收期长。", [], ["前期投入大", "回收期长"]),
        ("该模式有效缓解了财政压力，不足之处在于收益不稳定。", ["财政压力"], ["收益不稳定"]),
        ("光伏复绿模式审批环节多。", [], ["审批环节多"]),
        ("该模式适用于缺乏水源的矿区。", [], []),
        ("该模式解决了管护资金不足的问题。", ["管护资金不足"], []),
        ("光伏复绿模式的推广中，部分企业资金不足。", [], []),
        ("光伏复绿模式盘活了土地，资金缺口大。", [], ["资金缺口大"]),
    ],
)
def test_what_running_text_says_of_a_mode(
    facts_of: FactsOf, sentence: str, solved: list[str], faults: list[str]
) -> None:
    facts = facts_of(PAPER.format(sentence), "paper.md")
    mode = "光伏复绿模式"
    assert claims(facts, "solves") == [(mode, name) for name in solved]
    assert [o for s, o in claims(facts, "hasProblem") if s == mode] == faults


def test_a_noun_with_an_adjective_of_size_takes_no_shared_tail(facts_of: FactsOf) -> None:
    facts = facts_of(
        PAPER.format(
            "表1 典型项目\n\n| 项目名称 | 采用模式 | 主要不足 |\n|---|---|---|\n"
            "| 东岭采石场修复项目 | 光伏复绿模式 | 占地大、回收期长 |"
        ),
        "paper.md",
    )
    assert found(facts, "Problem") == ["占地大", "回收期长"]


def test_a_title_asks_nobody_to_act(facts_of: FactsOf) -> None:
    facts = facts_of(
        PAPER.format("略。") + "\n## 2 对策建议\n\n（1）依据《关于支持金融机构开展试点的通知》"
        "落实优惠政策。\n\n（2）由省财政厅制定办法。\n\n（3）建议市林业局提高补助标准。\n\n"
        "（4）充实力量。各县（市、区）自然资源局应配备技术人员。\n",
        "paper.md",
    )
    assert [o for _, o in claims(facts, "directedAt")] == [
        "省财政厅",
        "市林业局",
        "县（市、区）自然资源局",
    ]


PROJECT = "表1 典型项目\n\n| 项目名称 | 采用模式 |\n|---|---|\n| 云山市北岭采石坑治理项目 | 光伏复绿模式 |\n\n"
NAME = "云山市北岭采石坑治理项目"


def test_a_sentence_about_a_project_tells_of_its_results(facts_of: FactsOf) -> None:
    facts = facts_of(
        PAPER.format(
            PROJECT + "北岭采石坑治理项目是该模式的代表，建成后年接待游客36万人次，改善了人居环境，"
            "消除了积水隐患。“十三五”期间全省治理面积1250亩。"
        ),
        "paper.md",
    )
    assert claims(facts, "solves") == []
    assert claims(facts, "hasOutcome") == [
        (NAME, "年接待游客36万人次"),
        (NAME, "改善了人居环境"),
        (NAME, "消除了积水隐患"),
    ]
    assert [i.name for i in facts.indicators] == [
        "北岭采石坑项目年接待游客",
        "“十三五”期间治理面积",
    ]


def test_a_heading_names_a_mode_that_a_table_knows(facts_of: FactsOf) -> None:
    facts = facts_of(
        PAPER.format(PROJECT.replace("光伏复绿模式", "资源综合利用模式"))
        + "\n### 1.2 资源综合利用模式\n\n该模式容易出现以修复之名行采矿之实的问题。\n",
        "paper.md",
    )
    assert [s for s, _ in claims(facts, "hasProblem")] == ["资源综合利用模式"]


def test_a_number_before_the_title_that_it_issued(facts_of: FactsOf) -> None:
    facts = facts_of(
        PAPER.format("2019年以云自然资规〔2019〕6号印发的《关于推进矿山修复的意见》明确了方向。"),
        "paper.md",
    )
    assert [(c.title, c.number) for c in facts.citations] == [
        ("关于推进矿山修复的意见", "云自然资规〔2019〕6号")
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "| 灰砂比 | 质量浓度/% | 28 d强度/MPa |\n|---|---|---|\n| 1:4 | 72 | 4.2 |\n| 1:6 | 70 | 2.6 |",
            [
                ("灰砂比1:4的质量浓度", "72", "%"),
                ("灰砂比1:4的28d强度", "4.2", "MPa"),
                ("灰砂比1:6的质量浓度", "70", "%"),
                ("灰砂比1:6的28d强度", "2.6", "MPa"),
            ],
        ),
        (
            "| 序号 | 指标 | 合格要求 | 分值 |\n|---|---|---|---|\n"
            "| 1 | 防洪排水 | 排洪设施完好率≥95% | 60 |\n| 2 | 档案资料 | 齐全、真实 | 40 |",
            [
                ("防洪排水分值", "60", "分"),
                ("档案资料分值", "40", "分"),
                ("排洪设施完好率", "95", "%"),
            ],
        ),
        (
            "| 层位 | 材料 | 厚度/cm | 控制要点 |\n|---|---|---|---|\n"
            "| 排水层 | 砾石 | ≥20 | 粒径10 mm～40 mm |\n| 营养土层 | 表土 | ≥30 | 有机质≥10 g/kg |\n"
            "| 保护层 | 表土 | ≥10 | — |",
            [
                ("排水层厚度", "20", "cm"),
                ("营养土层厚度", "30", "cm"),
                ("保护层厚度", "10", "cm"),
                ("营养土层有机质", "10", "g/kg"),
            ],
        ),
        (
            "| 监测对象 | 监测项目 | 频次/（次/年） |\n|---|---|---|\n"
            "| 地表水 | pH值、砷、铅 | 4 |\n| 坝体 | 水平、竖向位移 | 12 |",
            [("地表水监测频次", "4", "次/年"), ("坝体监测频次", "12", "次/年")],
        ),
        (
            "| 配比 | 水泥/（kg/m3） | 密度/（kg/m3） |\n|---|---|---|\n"
            "| 1:5 | 240 | 1900 |\n| 1:9 | 160 | 1850 |",
            [
                ("配比1:5的水泥用量", "240", "kg/m3"),
                ("配比1:5的密度", "1900", "kg/m3"),
                ("配比1:9的水泥用量", "160", "kg/m3"),
                ("配比1:9的密度", "1850", "kg/m3"),
            ],
        ),
    ],
)
def test_rows_named_by_ratios_scores_and_limits_in_words(
    plan_facts: PlanFacts, rows: str, expected: list[tuple[str, str, str]]
) -> None:
    facts = plan_facts(f"表1 技术指标\n\n{rows}\n")
    assert sorted((i.name, i.value, i.unit) for i in facts.indicators) == sorted(expected)
