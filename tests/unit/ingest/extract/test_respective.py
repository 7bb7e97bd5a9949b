"""Numbers told in the order of a list are each named by their own member."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]
Row = tuple[str, str, str, str, int | None]


def rows(facts: Facts) -> list[Row]:
    return [(i.name, i.op, i.value, i.unit, i.year) for i in facts.indicators]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "其中采坑、堆场和工业用地的面积分别为31公顷、7公顷和4.5公顷。",
            [
                ("采坑面积", "=", "31", "公顷", None),
                ("堆场面积", "=", "7", "公顷", None),
                ("工业用地面积", "=", "4.5", "公顷", None),
            ],
        ),
        (
            "采坑、堆场和工业用地的面积分别为31、7和4.5公顷。",
            [
                ("采坑面积", "=", "31", "公顷", None),
                ("堆场面积", "=", "7", "公顷", None),
                ("工业用地面积", "=", "4.5", "公顷", None),
            ],
        ),
        (
            "临沂、枣庄两市分别治理矿山52处和38处。",
            [
                ("临沂市治理矿山数", "=", "52", "处", None),
                ("枣庄市治理矿山数", "=", "38", "处", None),
            ],
        ),
        (
            "企业自筹、银行贷款分别投入2.1亿元、0.9亿元。占比依次为70%和30%。",
            [
                ("企业自筹投入", "=", "2.1", "亿元", None),
                ("银行贷款投入", "=", "0.9", "亿元", None),
                ("企业自筹占比", "=", "70", "%", None),
                ("银行贷款占比", "=", "30", "%", None),
            ],
        ),
        (
            "临夏州、甘南州因高寒缺氧，成活率分别为61%和58%。",
            [
                ("临夏州成活率", "=", "61", "%", None),
                ("甘南州成活率", "=", "58", "%", None),
            ],
        ),
        (
            "铜矿产量和萤石矿产量均未达标，分别只达到计划值的80%和45%。",
            [
                ("铜矿产量达到计划值比例", "=", "80", "%", None),
                ("萤石矿产量达到计划值比例", "=", "45", "%", None),
            ],
        ),
        (
            "2021年、2022年和2023年分别完成复绿面积12、15和20公顷。",
            [
                ("完成复绿面积", "=", "12", "公顷", 2021),
                ("完成复绿面积", "=", "15", "公顷", 2022),
                ("完成复绿面积", "=", "20", "公顷", 2023),
            ],
        ),
        (
            "铁矿、铜矿等金属矿山的回采率，分别不低于80%和75%。",
            [
                ("铁矿回采率", ">=", "80", "%", None),
                ("铜矿回采率", ">=", "75", "%", None),
            ],
        ),
    ],
)
def test_each_number_is_named_by_its_member(
    plan_facts: PlanFacts, sentence: str, expected: list[Row]
) -> None:
    assert rows(plan_facts(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "采坑、堆场和道路的面积分别为31公顷和7公顷。",
        "矿山由县、乡两级分别管理，共有矿山12处。",
        "采坑、堆场的面积分别为31公顷和7公顷。全县另有矿山12处。占比依次为70%和30%。",
    ],
)
def test_lists_of_another_length_or_long_past_name_nothing(
    plan_facts: PlanFacts, sentence: str
) -> None:
    names = [i.name for i in plan_facts(sentence).indicators]
    assert not {"采坑占比", "堆场占比", "道路面积", "乡两级"} & set(names)
    assert names
