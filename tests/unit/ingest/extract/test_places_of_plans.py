"""Projects, zones and problems of plans in layouts of other counties."""

from __future__ import annotations

from collections.abc import Callable

from ontology.records import Facts

from .asked import names, pairs

PlanFacts = Callable[[str], Facts]


PROJECTS = """专栏1 重点项目

| 类别 | 项目 | 建设单位 | 建设内容及规模 | 总投资（亿元） | 所在地 |
|---|---|---|---|---|---|
| 生态修复 | 石岭矸石山治理项目 | 石岭镇人民政府 | 治理矸石山5座 | 0.46 | 石岭镇 |
| 合计 | 合计 | — | — | 0.46 | — |
"""


def test_a_column_called_project_beside_builders_holds_projects(plan_facts: PlanFacts) -> None:
    facts = plan_facts(PROJECTS)
    assert names(facts, "Project") == {"石岭矸石山治理项目"}
    assert pairs(facts, "implements") == {("石岭矸石山治理项目", "石岭镇人民政府")}
    assert pairs(facts, "locatedIn") == {("石岭矸石山治理项目", "石岭镇")}


ZONES = """重点治理区包括：

（1）石岭铁矿重点治理区：位于石岭镇，面积86公顷。

（2）溢水采石场重点治理区：涉及溢水镇、河口乡，面积50公顷，开采矿种为石灰岩。

（3）各重点治理区：位于县城周边。
"""


def test_items_that_open_with_a_zone_tell_where_it_lies(plan_facts: PlanFacts) -> None:
    facts = plan_facts(ZONES)
    assert names(facts, "Zone") == {"石岭铁矿重点治理区", "溢水采石场重点治理区"}
    assert pairs(facts, "locatedIn") == {
        ("石岭铁矿重点治理区", "石岭镇"),
        ("溢水采石场重点治理区", "溢水镇"),
        ("溢水采石场重点治理区", "河口乡"),
    }
    assert pairs(facts, "forMineral") == {
        ("溢水采石场重点治理区", "石灰岩"),
        ("石岭铁矿重点治理区", "铁"),
    }


def test_problems_below_a_bare_heading_need_no_numbers(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "### 第一节 存在问题\n\n矿产品附加值低，产业链条短。今后应加大投入。\n\n"
        "### 第二节 资源概况\n\n煤炭储量少。\n"
    )
    assert pairs(facts, "hasProblem") == {("doc", "矿产品附加值低"), ("doc", "产业链条短")}


def test_a_place_name_inside_another_word_is_no_place(plan_facts: PlanFacts) -> None:
    facts = plan_facts("石岭镇、河口镇一带石料丰富，得胜地区次之。\n")
    assert not {n for n in names(facts, "Place") if n.endswith(("一带", "地区"))}
