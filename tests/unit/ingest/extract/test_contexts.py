"""A bare measure is named with what the words before it say it is of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("渣场周边应设置截水沟，沟深不小于0.6 m，底宽不小于0.4 m。", ["截水沟沟深", "截水沟底宽"]),
        ("坡脚应修建挡渣墙，墙高不宜大于3 m。", ["挡渣墙墙高"]),
        ("洒水频次春季不少于2次/d，其他季节不少于4次/d。", ["春季洒水频次", "其他季节洒水频次"]),
        ("覆土厚度旱地不小于60 cm，草地不小于30 cm。", ["旱地覆土厚度", "草地覆土厚度"]),
        ("施工前应剥离表土，剥离厚度耕地不小于25 cm。", ["耕地表土剥离厚度"]),
        ("市级每年对矿山安全检查2次，检查覆盖率不低于40%。", ["", "矿山安全检查覆盖率"]),
        ("划定砂石集中开采区3个，年开采总量上限为90万吨。", ["", "砂石集中开采区年开采总量上限"]),
        ("查明泥石流隐患点12处，威胁人口830人。", ["", "查明泥石流隐患点威胁人口"]),
        ("关闭矿山任务为6个，任务完成率为83%。", ["", "关闭矿山任务完成率"]),
        # What a limit tells apart is the thing behind it, up to what is done with it.
        ("对坡度大于25°的边坡进行治理。", ["边坡坡度"]),
        ("面积不小于0.5公顷的地块按单元管理。", ["地块面积"]),
        ("海拔3500米以上的矿山应当退出。", ["矿山海拔"]),
        # Words of place say nothing of what is counted.
        ("2022年末，县内尚有采石场14家。", ["采石场数"]),
        ("截至2022年末，境内有效采矿权26个。", ["有效采矿权数量"]),
        # What is a thing of its own stays as it is.
        ("坡面应铺设三维网，矿山总数不超过20个。", ["矿山总数"]),
        ("完成治理项目5个，新增耕地30公顷。", ["", "新增耕地面积"]),
    ],
)
def test_a_bare_measure_goes_on_from_the_words_before(
    plan_facts: PlanFacts, sentence: str, names: list[str]
) -> None:
    found = [i.name for i in plan_facts(sentence).indicators]
    assert [a if b else "" for a, b in zip(found, names, strict=True)] == names


def test_the_title_of_an_item_names_a_bare_time(plan_facts: PlanFacts) -> None:
    facts = plan_facts("（1）用地审批程序繁琐。平均耗时超过10个月。")
    assert [i.name for i in facts.indicators] == ["用地审批平均耗时"]
