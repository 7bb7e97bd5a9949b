"""Numbers that tell a thing apart name the thing and what is measured of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("停产超过12个月的矿山应当重新评估。", ["矿山停产时间"]),
        ("对闲置满两年的采空区进行清查。", ["采空区闲置时间"]),
        ("与学校距离小于800 m的采场应调整爆破参数。", ["采场与学校距离"]),
        ("坡度大于25°的坡面应设置截水沟。", ["坡面坡度"]),
        ("培育年产值超过5亿元的骨干企业3家。", ["骨干企业年产值", "年产值超过5亿元的骨干企业"]),
        ("湖泊岸线1500米范围内禁止新建选矿厂。", ["湖泊岸线禁止新建选矿厂范围"]),
        ("水库周边500米以内不再新设采石场。", ["水库周边不再新设采石场范围"]),
        ("在抽样的46个在建项目中开展回访。", ["抽样在建项目数"]),
        ("上一轮规划确定的9项指标中，完成7项。", ["上一轮规划指标数"]),
        ("水文分析可采用近10年的观测资料。", ["水文分析采用观测资料年限"]),
        ("施工单位应承担不少于2年的养护责任。", ["养护责任期限"]),
        ("市财政每年安排不少于500万元用于监测网建设。", ["市财政每年监测网建设资金"]),
        ("台账每2年核对一次。", ["台账核对周期"]),
        ("采空区应每三年复测1次。", ["采空区复测周期"]),
        ("栽植两年后灌木保存率不低于75%。", ["栽植后灌木保存率"]),
        # No thing is told apart here.
        ("采空区封闭期限不超过3年。", ["采空区封闭期限"]),
        ("边坡坡度不大于35°。", ["边坡坡度"]),
        ("闭坑前6个月提交报告。", ["报告提交期限"]),
    ],
)
def test_a_number_in_a_phrase_is_named_by_the_phrase(
    plan_facts: PlanFacts, sentence: str, names: list[str]
) -> None:
    found = [i.name for i in plan_facts(sentence).indicators]
    assert found[: len(names)] == names
