"""Bare measures are of what a sentence opens with, of what is deployed, or of the case told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


def _names(facts: Facts) -> list[str]:
    return [i.name for i in facts.indicators]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "石桥沟铅锌矿开采区块，矿种为铅锌矿，面积2.2平方千米，设计规模30万吨/年。",
            ["石桥沟铅锌矿开采区块面积", "石桥沟铅锌矿开采区块设计规模"],
        ),
        ("划定柳河灰岩重点开采区，面积9.4平方千米，区内采矿权不多于2个。",
         ["", "柳河灰岩重点开采区采矿权数"]),
        ("规划范围为全县行政辖区，面积2310平方千米。", ["规划范围面积"]),
        ("规划适用于全县行政区域，总面积2310平方千米。", ["规划范围总面积"]),
        # What says something is no bare name, and a full name stays as it is.
        ("新建矿山应建设排土场，总投资520万元。", ["新建矿山总投资"]),
        ("柳河重点开采区，绿色矿山比例不低于80%。", ["绿色矿山比例"]),
    ],
)  # fmt: skip
def test_a_bare_measure_is_of_what_the_sentence_opens_with(
    plan_facts: PlanFacts, sentence: str, names: list[str]
) -> None:
    found = _names(plan_facts(sentence))
    assert [a if b else "" for a, b in zip(found, names, strict=True)] == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "规划部署采坑治理工程4项，治理面积90公顷，匡算投资2100万元。",
            ["部署采坑治理工程", "采坑治理面积", "采坑治理工程匡算投资"],
        ),
        ("安排地质调查项目3项，总经费900万元。", ["地质调查项目数量", "地质调查项目总经费"]),
        (
            "全县有效探矿权9个，其中大型1个、中型3个。",
            ["有效探矿权数量", "大型探矿权", "中型探矿权"],
        ),
        ("选厂数量比2016年减少7个。", ["选厂数量减少"]),
        ("小型矿山占比比“十三五”末下降8个百分点。", ["小型矿山占比下降"]),
    ],
)
def test_figures_of_what_is_deployed_or_compared(
    plan_facts: PlanFacts, sentence: str, names: list[str]
) -> None:
    assert _names(plan_facts(sentence)) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("发现超层开采的应在7个工作日内立案。", ["超层开采立案期限"]),
        ("水泵每月保养1次，发生故障的应在12小时内修复。", ["", "水泵故障修复期限"]),
        ("企业应编制应急处置方案，并在开工前1个月报送县应急局。", ["应急处置方案报送期限"]),
        ("评定结果为不达标的矿山，应在4个月内完成整改。", ["不达标矿山整改期限"]),
        ("竣工验收应在管护期满后2个月内进行。", ["竣工验收期限"]),
        ("停采后2年内须完成采坑回填，管护期为4年。", ["完成采坑回填期限", "管护期"]),
        ("裂缝应在汛期前20日内封堵完毕。", ["裂缝封堵期限"]),
    ],
)
def test_a_bare_deed_within_a_time_is_of_its_case(
    plan_facts: PlanFacts, sentence: str, names: list[str]
) -> None:
    found = _names(plan_facts(sentence))
    assert [a if b else "" for a, b in zip(found, names, strict=True)] == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("严禁在水源地周边2千米范围内新建、扩建选矿厂。", ["水源地周边新建选矿厂禁止范围"]),
        ("风力达到5级及以上时，应停止开挖、装卸和运输作业。", ["停止作业风力"]),
        ("渣场四周应设置围网，网高不应低于堆体高度的1.2倍。", ["围网网高"]),
        ("治理费用比三年前上涨两成。", []),
    ],
)
def test_what_a_limit_is_of(plan_facts: PlanFacts, sentence: str, names: list[str]) -> None:
    assert _names(plan_facts(sentence)) == names
