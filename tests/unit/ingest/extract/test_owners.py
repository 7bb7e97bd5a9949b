"""What a figure is of, where its own words do not say it: standards, zones and measures of a city."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

FactsOf = Callable[..., Facts]
SPEC = "矿山废水治理技术规范\n\n1　范围\n\n本文件规定了要求。\n\n2　设计\n\n2.1　{}\n"
NORM = "某市矿山生态修复管理办法\n\n第一章 总则\n\n第一条 {}\n"
PLAN = "# 某县矿产资源总体规划（2021-2025年）\n\n## 第一章 总则\n\n{}\n"
FORMS = {"spec.txt": SPEC, "norm.txt": NORM, "plan.md": PLAN}


@pytest.mark.parametrize(
    ("form", "sentence", "names"),
    [
        # The subject of the sentence, or what it has made, owns the measures behind it.
        ("spec.txt", "加药间应采用机械通风，换气次数不应少于12次/h。", ["加药间换气次数"]),
        ("spec.txt", "储罐间应设置围堰，围堰高度不应低于1.0 m。", ["储罐间围堰高度"]),
        ("spec.txt", "控制系统应配置不间断电源，供电时间不应少于2 h。", ["不间断电源供电时间"]),
        ("spec.txt", "应设置曝气氧化池，池内溶解氧浓度不应低于2.0 mg/L。", ["曝气氧化池溶解氧浓度"]),
        # 反应 holds no 应.
        (
            "spec.txt",
            "中和反应池应设置机械搅拌，搅拌功率宜为15 W/m³～25 W/m³。",
            ["中和反应池搅拌功率"],
        ),
        ("spec.txt", "在线监测设备的数据有效传输率不应低于90%。", ["在线监测设备的数据有效传输率"]),
        ("norm.txt", "封场覆土厚度：耕地不少于80厘米、林地不少于50厘米。",
         ["耕地覆土厚度", "林地覆土厚度"]),
        ("norm.txt", "采矿权人连续2年未按方案使用基金的，责令改正。", ["连续未按方案使用基金年数"]),
        ("norm.txt", "基本预备费率可以按10%计取。", ["基本预备费率"]),
        ("norm.txt", "审查专家从专家库中随机抽取，人数不得少于5人。", ["审查专家人数"]),
        (
            "plan.md",
            "杨岭水泥用灰岩重点开采区位于梅棠镇，面积22.35平方千米。",
            ["杨岭水泥用灰岩重点开采区面积"],
        ),
        (
            "plan.md",
            "落实重点勘查区1个，即江上—梅棠高岭土重点勘查区，涉及梅棠镇，面积64.8平方千米。",
            ["重点勘查区数量", "江上—梅棠高岭土重点勘查区面积"],
        ),
        (
            "plan.md",
            "黄岭建筑用砂岩集中开采区面积2.18平方千米，拟设采矿权2个。",
            ["黄岭建筑用砂岩集中开采区面积", "黄岭建筑用砂岩集中开采区拟设采矿权数量"],
        ),
        (
            "plan.md",
            "全县登记矿产地34处，按规模分，大型3处、中型10处。",
            ["登记矿产地数量", "大型矿产地", "中型矿产地"],
        ),
        ("plan.md", "矿泉水允许开采量合计每日860立方米。", ["矿泉水允许开采量"]),
    ],
)  # fmt: skip
def test_figures_are_named_by_what_they_are_of(
    facts_of: FactsOf, form: str, sentence: str, names: list[str]
) -> None:
    facts = facts_of(FORMS[form].format(sentence), form)
    assert [i.name for i in facts.indicators] == names


def test_a_table_of_limits_with_a_column_a_class(facts_of: FactsOf) -> None:
    body = (
        SPEC.format("限值应符合表1的要求。")
        + "\n表1　排放限值\n项目\t单位\t现有工程\t新建工程\n总铅\tmg/L\t≤0.5\t≤0.2\npH\t无量纲\t6～9\t6～9\n"
    )
    assert [(i.name, i.unit) for i in facts_of(body, "spec.txt").indicators] == [
        ("总铅现有工程限值", "mg/L"),
        ("总铅新建工程限值", "mg/L"),
        ("pH现有工程限值", "无量纲"),
        ("pH新建工程限值", "无量纲"),
    ]


def test_a_table_right_below_a_bare_annex_is_kept(facts_of: FactsOf) -> None:
    body = NORM.format("本办法自2024年1月1日起施行。") + (
        "\n附件1\n\n表1 基金计提标准\n\n| 矿种 | 计提标准（元/吨） |\n|---|---|\n| 煤 | 4.5 |\n| 油页岩 | 2.8 |\n"
    )
    facts = facts_of(body, "norm.md")
    assert [(i.name, i.value) for i in facts.indicators] == [
        ("煤计提标准", "4.5"),
        ("油页岩计提标准", "2.8"),
    ]
