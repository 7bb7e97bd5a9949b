from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import DOCUMENT_ID, Facts

from .asked import pairs

PlanFacts = Callable[[str], Facts]


def names(facts: Facts, kind: str) -> list[str]:
    return [e.name for e in facts.entities if e.type == kind]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("主要为铁、铅、石膏等矿产。", ["铁", "铅", "石膏"]),
        ("灰岩与石灰石储量大。", ["石灰岩"]),
        ("水泥用灰岩和石灰岩分别管理。", ["水泥用灰岩", "石灰岩"]),
        ("资金、技术投入不足。", []),
        ("宝玉石类矿产少。", []),
        ("执行《砂石行业规范》。", []),
        ("重点勘查铅锌矿。", ["铅锌"]),
        ("查明铅、锌、金等矿产。重点勘查铅锌矿。", ["铅", "锌", "金"]),
        ("鼓励企业回收锗、镓等共伴生元素。", ["锗", "镓"]),
        ("红土地镇设置采矿权。", []),
        ("禁止开采高硫煤。", ["高硫煤"]),
    ],
)
def test_minerals(plan_facts: PlanFacts, sentence: str, expected: list[str]) -> None:
    assert names(plan_facts(sentence), "Mineral") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("与芜湖市无为市接壤。", ["芜湖市", "无为市"]),
        ("安徽和浙江两省均有分布。", ["安徽省", "浙江省"]),
        ("分布在阿其克山一带。", ["阿其克山一带"]),
        ("和田玉产量下降。", []),
        ("我国矿区分布广。", []),
        ("涉及盘古山镇、铁山垅镇。", ["盘古山镇", "铁山垅镇"]),
    ],
)
def test_places(plan_facts: PlanFacts, sentence: str, expected: list[str]) -> None:
    found = names(plan_facts(sentence), "Place")
    assert [p for p in found if p not in ("甘肃省", "某某县")] == expected


def test_minerals_of_a_legal_text_are_no_mines(facts_of: Callable[..., Facts]) -> None:
    text = "某省矿山修复条例\n\n第一条　为了修复煤矿，管理石灰岩、煤炭、石膏开采，制定本条例。\n\n第二条　采矿权人应当修复矿山。\n"
    assert names(facts_of(text, "rules.txt"), "Mineral") == ["石灰岩", "煤", "石膏"]


def test_minerals_say_how_the_plan_controls_them(plan_facts: PlanFacts) -> None:
    facts = plan_facts("重点勘查开采矿种：铁、萤石。\n\n限制开采矿种：砂金等矿产。\n\n石膏丰富。")
    controls = {
        e.name: e.attributes.get("control", "") for e in facts.entities if e.type == "Mineral"
    }
    assert controls == {
        "铁": "重点勘查开采",
        "萤石": "重点勘查开采",
        "砂金": "限制开采",
        "石膏": "",
    }


def test_places_carry_their_code_and_short_name(plan_facts: PlanFacts) -> None:
    facts = plan_facts("位于定西。")
    (place,) = (e for e in facts.entities if e.name == "定西市")
    assert place.aliases == ("定西",)
    assert dict(place.attributes) == {"code": "621100", "level": "地级"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("县自然资源局应当加强检查。", ["县自然资源局"]),
        ("赣州市人民政府应当公布。", ["赣州市人民政府"]),
        ("县级以上人民政府自然资源主管部门应当核查。", ["县级以上人民政府自然资源主管部门"]),
        ("由甘肃陇原矿业有限责任公司实施。", ["甘肃陇原矿业有限责任公司"]),
        ("市审计局应当监督资金。", ["市审计局"]),
        ("各镇人民政府应当建立台账。", ["镇人民政府"]),
        ("镇人民政府、街道办事处应当巡查。", ["镇人民政府", "街道办事处"]),
        ("引导银行机构提供贷款。", ["银行机构"]),
        ("有关部门应当配合。", []),
        ("建立矿山企业名录。", []),
    ],
)
def test_organizations(plan_facts: PlanFacts, sentence: str, expected: list[str]) -> None:
    assert names(plan_facts(sentence), "Organization") == expected


ZONES = """
表1 重点勘查区

| 序号 | 名称 | 所在乡镇 | 面积（平方千米） | 主要矿种 |
|---|---|---|---|---|
| 1 | 东岭萤石重点勘查区 | 东岭镇 | 12.5 | 萤石；重晶石 |
"""


def test_zones_of_a_table(plan_facts: PlanFacts) -> None:
    facts = plan_facts(ZONES)
    assert names(facts, "Zone") == ["东岭萤石重点勘查区"]
    assert pairs(facts, "locatedIn") == {("东岭萤石重点勘查区", "东岭镇")}
    assert pairs(facts, "forMineral") == {
        ("东岭萤石重点勘查区", "萤石"),
        ("东岭萤石重点勘查区", "重晶石"),
    }


def test_zones_of_a_sentence_share_their_first_part(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "### 第一节 布局\n\n重点区域。以萤石、石膏勘查开发为主。\n\n渭源县会川一带萤石、石膏重点勘查区和重点开采区投放探矿权2个。"
    )
    assert names(facts, "Zone") == [
        "渭源县会川一带萤石、石膏重点勘查区",
        "渭源县会川一带萤石、石膏重点开采区",
    ]


def test_zones_between_two_places(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "#### 1.石桥—云岭金属矿修复区\n\n分布于石桥镇、云岭镇，以萤石渣堆治理为主。\n\n"
        "落实柳树—杏花石膏重点勘查区，面积8.5平方千米，涉及柳树镇。\n\n石膏采矿权应当进入集中开采区。"
    )
    first, second = "石桥—云岭金属矿修复区", "柳树—杏花石膏重点勘查区"
    assert names(facts, "Zone") == [first, second]
    assert pairs(facts, "locatedIn") == {
        (first, "石桥镇"),
        (first, "云岭镇"),
        (second, "柳树镇"),
    }
    assert pairs(facts, "forMineral") == {(first, "萤石"), (second, "石膏")}


@pytest.mark.parametrize(
    ("sentence", "expected", "solved"),
    [
        (
            "沉陷区主要采取裂缝充填、土地平整和排水沟修建等措施。",
            ["裂缝充填", "土地平整", "排水沟修建"],
            set(),
        ),
        ("采取约谈、限批、挂牌督办等措施。", [], set()),
        ("采用削坡、覆土两种方式。", [], set()),
        (
            "以防渗膜覆盖减少淋溶污染。",
            ["防渗膜覆盖"],
            {("防渗膜覆盖", "淋溶污染")},
        ),
    ],
)
def test_measures_of_a_plan(
    plan_facts: PlanFacts, sentence: str, expected: list[str], solved: set[tuple[str, str]]
) -> None:
    facts = plan_facts(sentence)
    assert names(facts, "Measure") == expected
    assert pairs(facts, "solves") == solved


def test_counted_zones_are_no_names(plan_facts: PlanFacts) -> None:
    assert names(plan_facts("落实定西市重点勘查区2个。"), "Zone") == []


def test_clauses_and_what_they_are_part_of(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "### 第一节 目的\n\n甲。\n\n### 第二节 依据\n\n乙。\n\n## 第二章 目标\n\n### 第一节 目的\n\n丙。"
    )
    assert names(facts, "Clause") == [
        "第一章 总则",
        "第一节 目的",
        "第二节 依据",
        "第二章 目标",
        "第一节 目的",
    ]
    assert pairs(facts, "partOf") == {
        ("第一节 目的", "第一章 总则"),
        ("第二节 依据", "第一章 总则"),
        ("第一节 目的", "第二章 目标"),
    }


TERMS = """某矿修复规范

1　范围

本文件规定了要求。

2　术语和定义

2.1
修复单元　restoration unit
条件一致的地块。

2.2
参照系统
用于比较的系统。
"""
RULES = """某市矿山修复办法

第一条　为了修复矿山，制定本办法。

第二条　本办法所称历史遗留矿山，是指责任主体灭失的矿山。

第三条　本办法下列用语的含义：
（一）修复主体，是指承担修复义务的单位；
（二）余料，是指施工产生的土石料。
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [(TERMS, ["修复单元", "参照系统"]), (RULES, ["历史遗留矿山", "修复主体", "余料"])],
)
def test_terms(facts_of: Callable[..., Facts], text: str, expected: list[str]) -> None:
    facts = facts_of(text, "spec.txt")
    assert names(facts, "Term") == expected
    assert {s for s, _ in pairs(facts, "defines")} == {DOCUMENT_ID}


def test_measures_are_what_clauses_on_works_list(facts_of: Callable[..., Facts]) -> None:
    text = (
        "某矿修复规范\n\n1　范围\n\n内容包括矿区调查、边坡治理。\n\n2　工程措施\n\n2.1　植被工程\n\n"
        "植被工程包括土壤改良、乔灌种植和草本喷播三类措施。\n"
    )
    assert names(facts_of(text, "spec.txt"), "Measure") == ["土壤改良", "乔灌种植", "草本喷播"]


def test_off_topic_documents_give_no_mine_facts(facts_of: Callable[..., Facts]) -> None:
    text = (
        "某市居家养老服务条例\n\n第一条　为了发展养老服务，根据《中华人民共和国老年人权益保障法》，制定本条例。\n\n"
        "第二条　各级人民政府应当为老年人提供助餐服务。\n"
    )
    facts = facts_of(text, "rules.txt")
    assert {e.type for e in facts.entities} <= {"Instrument"}
    assert {a.predicate for a in facts.assertions} <= {"cites"}
    assert [c.title for c in facts.citations] == ["中华人民共和国老年人权益保障法"]


TWICE = """
表1 矿山名单

| 矿山名称 | 矿种 | 矿山名称 | 矿种 |
|---|---|---|---|
| 东岭萤石矿 | 萤石 | 西岭石膏矿 | 石膏 |
| 南岭铅锌矿 | 铅锌矿 | | |

查明铅、锌等矿产。
"""


def test_a_table_printed_twice_side_by_side_has_two_things_a_row(plan_facts: PlanFacts) -> None:
    facts = plan_facts(TWICE)
    assert pairs(facts, "forMineral") == {
        ("东岭萤石矿", "萤石"),
        ("西岭石膏矿", "石膏"),
        ("南岭铅锌矿", "铅锌"),
    }
    assert names(facts, "Mineral") == ["萤石", "石膏", "铅锌", "铅", "锌"]


def test_main_minerals_of_a_zone_are_those_of_its_column(plan_facts: PlanFacts) -> None:
    facts = plan_facts(ZONES.replace("主要矿种", "主要矿产").replace("东岭萤石", "东岭砂石"))
    assert pairs(facts, "forMineral") == {
        ("东岭砂石重点勘查区", "萤石"),
        ("东岭砂石重点勘查区", "重晶石"),
    }


@pytest.mark.parametrize(
    ("body", "zones", "located", "minerals"),
    [
        (
            "划定东岭萤石重点勘查区、西山石膏重点勘查区2个，面积合计30平方千米。涉及东岭镇、柳树镇。",
            ["东岭萤石重点勘查区", "西山石膏重点勘查区"],
            {("东岭萤石重点勘查区", "东岭镇")},
            {("东岭萤石重点勘查区", "萤石"), ("西山石膏重点勘查区", "石膏")},
        ),
        (
            "划定西山铁矿外围重点勘查区，面积36.5平方千米，主攻矿种为铁、铜。",
            ["西山铁矿外围重点勘查区"],
            set(),
            {("西山铁矿外围重点勘查区", "铁"), ("西山铁矿外围重点勘查区", "铜")},
        ),
        (
            "划定东岭萤石矿储备地1处。",  # counted: it may stand for several
            [],
            set(),
            set(),
        ),
    ],
)
def test_zones_that_only_a_sentence_names(
    plan_facts: PlanFacts,
    body: str,
    zones: list[str],
    located: set[tuple[str, str]],
    minerals: set[tuple[str, str]],
) -> None:
    facts = plan_facts(body)
    assert names(facts, "Zone") == zones
    assert pairs(facts, "locatedIn") == located
    assert pairs(facts, "forMineral") == minerals
