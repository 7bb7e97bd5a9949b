"""Numbers of a part bear the state, the place or the sum that the words beside them tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("渣堆直接威胁下游村庄48户村民。", ["受威胁村民"]),
        ("滑坡威胁31户110人。", ["受威胁户数", "受威胁人口"]),
        ("排查隐患点20处，威胁人口650人。", ["", "隐患点威胁人口"]),
        ("全县有采坑45处，主要分布在7个乡。", ["", "采坑分布乡数"]),
        ("尚有废弃采坑32处、面积210公顷未治理。", ["", "未治理废弃采坑面积"]),
        ("本轮规划确定的8项任务中，完成5项，未完成3项。", ["", "本轮规划完成任务数", "本轮规划未完成任务数"]),
        ("上轮规划确定的10项指标中，7项达到预期，3项未完成。",
         ["", "达到预期的指标数", "未完成的指标数"]),
        ("修复废弃矿山240公顷，其中干流两岸130公顷、县城周边60公顷。",
         ["", "干流两岸修复废弃矿山面积", "县城周边修复废弃矿山面积"]),
        ("设有柳河重点勘查区、石岭重点勘查区2个，面积合计83.5平方千米。",
         ["重点勘查区数", "重点勘查区合计面积"]),
        ("柳河重点勘查区面积40平方千米，石岭重点勘查区面积30平方千米，合计70平方千米。",
         ["", "", "重点勘查区合计面积"]),
        ("钨矿开采回采率不低于85%，选矿回收率不低于80%。", ["", "钨矿选矿回收率"]),
        ("注销过期探矿权6宗、采矿权9宗。", ["", "注销过期采矿权数"]),
        ("投入矿山监测资金800万元，其中财政资金500万元。", ["", "矿山监测财政资金"]),
        ("探矿权压减任务为12个，实际压减14个。", ["", "探矿权实际压减"]),
        ("选厂总数由60座减少到45座，压减幅度25%。", ["", "", "选厂总数压减幅度"]),
        # A part of another kind and what is no list stay as they are.
        ("修复采坑90公顷，新增水田20公顷。", ["", "新增水田面积"]),
        ("建成生产线和仓库4座。", ["建成生产线和仓库"]),
    ],
)  # fmt: skip
def test_numbers_of_a_part(plan_facts: PlanFacts, sentence: str, names: list[str]) -> None:
    found = [i.name for i in plan_facts(sentence).indicators]
    assert [a if b else "" for a, b in zip(found, names, strict=True)] == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("本轮规划共设勘查区块6个。", ["勘查区块数量"]),
        ("选厂总数压减到30座以内。", ["选厂总数"]),
        ("绿色选厂只建成4座。", ["建成绿色选厂"]),
        ("三年引进技术人才25名。", ["引进技术人才"]),
        ("停产6个月以上的，暂停受理申请。", ["停产时间"]),
        ("复垦率低于70%的采坑应重新验收。", ["采坑复垦率"]),
        ("干流岸线2公里、支流岸线800米范围内禁止新（改、扩）建选厂。",
         ["干流岸线禁止新建选厂范围", "支流岸线禁止新建选厂范围"]),
        ("铁路以及省道两侧各600米可视范围禁止露天采矿。", ["省道两侧禁止露天采矿范围"]),
    ],
)  # fmt: skip
def test_words_around_a_number_that_are_no_part_of_its_name(
    plan_facts: PlanFacts, sentence: str, names: list[str]
) -> None:
    assert [i.name for i in plan_facts(sentence).indicators] == names
