"""Limits between grades and classes, and words around limits that are no part of a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "渣堆治理工程等级按堆高划分为两级：堆高大于40 m的为一级，不大于40 m的为二级。",
            ["渣堆治理工程等级", "一级渣堆堆高", "二级渣堆堆高"],
        ),
        ("采坑按积水深度分为三类。", ["采坑积水深度类别数"]),
        (
            "新建矿山废石利用率不低于60%，改建、扩建矿山不低于40%。",
            ["新建矿山废石利用率", "改建、扩建矿山废石利用率"],
        ),
        ("监测孔不少于5个，其中上游对照孔1个。", ["监测孔数", "上游对照孔数量"]),
        ("应设置容积不小于200 m3的沉淀池。", ["沉淀池容积"]),
        ("检测台账应保存至闭坑后不少于8年。", ["检测台账保存期限"]),
        ("变更后20日内移交全部图纸。", ["图纸移交期限"]),
        ("管护期满苗木保存率不低于80%。", ["苗木保存率"]),
        ("苗圃样地面积，乔木不小于300 m2，草本不小于2 m2。", ["乔木样地面积", "草本样地面积"]),
        ("县财政应统筹安排监测专项资金，年度投入不少于90万元。", ["监测专项资金年度投入"]),
        # A number of something else takes no measure, a plain state no grade.
        ("新建矿山废石利用率不低于60%，新建矿山3座。", ["新建矿山废石利用率", "新建矿山"]),
        ("坡度大于25°的坡面应分级放坡。", ["坡面坡度"]),
    ],
)
def test_grades_and_classes(plan_facts: PlanFacts, sentence: str, names: list[str]) -> None:
    assert [i.name for i in plan_facts(sentence).indicators] == names
