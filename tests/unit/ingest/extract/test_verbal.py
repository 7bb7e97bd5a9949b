"""Papers measure with verbs; the name is what they measure, in the unit that they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

FactsOf = Callable[..., Facts]
PAPER = "# 云山省矿山修复研究\n\n摘要：略。\n\n关键词：矿山；修复\n\n## 一、现状\n\n{}\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("补种花去35万元。", [("补种费用", "35", "万元")]),
        ("全部治理约需41亿元。", [("全部治理所需资金", "41", "亿元")]),
        ("按现行单价测算约需资金8亿元。", [("所需资金", "8", "亿元")]),
        ("方案评审就历时9个月。", [("方案评审历时", "9", "个月")]),
        ("从立项到开工用了20个月。", [("从立项到开工所需时间", "20", "个月")]),
        ("将审批时限压缩至4个月以内。", [("审批时限", "4", "个月")]),
        ("把坡度放缓到40°以内。", [("坡度", "40", "°")]),
        ("三年间植被盖度由6%提高到79%。", [("植被盖度", "6", "%"), ("植被盖度", "79", "%")]),
        ("石料平均售价为每吨21.5元。", [("石料平均售价", "21.5", "元/吨")]),
        ("按每公顷38万元的治理成本测算。", [("治理成本", "38", "万元/公顷")]),
        ("对复垦指标实行每亩6万元的保底价。", [("复垦指标保底价", "6", "万元/亩")]),
        ("银行对入库项目发放10～15年期贷款。", [("入库项目贷款期限", "10~15", "年")]),
        ("山脚是一面80米高的岩壁。", [("岩壁高度", "80", "米")]),
        ("尾砂使下游150亩稻田减产。", [("下游稻田面积", "150", "亩")]),
        ("从经营收入中提取6%作为管护金。", [("管护金提取比例", "6", "%")]),
        ("边坡两度垮塌，企业前三年累计亏损900万元。", [("企业前三年累计亏损", "900", "万元")]),
        (
            "全省损毁土地3.1万公顷，其中挖损1.9万公顷、压占1.2万公顷。",
            [
                ("损毁土地面积", "3.1", "万公顷"),
                ("挖损土地面积", "1.9", "万公顷"),
                ("压占土地面积", "1.2", "万公顷"),
            ],
        ),
        ("县财政为此累计负债5亿元。", [("县财政累计负债", "5", "亿元")]),
        (
            "累计投入资金58亿元，其中市县财政12亿元，社会资本15亿元。",
            [
                ("累计投入资金", "58", "亿元"),
                ("市县财政投入资金", "12", "亿元"),
                ("社会资本投入资金", "15", "亿元"),
            ],
        ),
        ("省内仅有2个项目落地。", [("落地项目数", "2", "个")]),
        # A verb that is part of a thing stays.
        ("花岗岩年开采量为30万吨。", [("花岗岩年开采量", "30", "万吨")]),
        ("单位面积修复费用为12万元。", [("单位面积修复费用", "12", "万元")]),
    ],
)
def test_a_verb_gives_way_to_what_it_measures(
    facts_of: FactsOf, sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    facts = facts_of(PAPER.format(sentence), "paper.md")
    assert [(i.name, i.value.replace("～", "~"), i.unit) for i in facts.indicators] == expected


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("年发电量为910万kW·h。", "万kW·h"),
        ("侵蚀模数为1200 t/(km2·a)。", "t/(km2·a)"),
        ("表土容重为2.1 g/cm3。", "g/cm3"),
        ("日均运输320车次。", "车次"),
    ],
)
def test_units_are_read_whole(facts_of: FactsOf, sentence: str, unit: str) -> None:
    assert [i.unit for i in facts_of(PAPER.format(sentence), "paper.md").indicators] == [unit]
