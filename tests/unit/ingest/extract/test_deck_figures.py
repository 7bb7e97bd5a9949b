"""Figures of a deck take their names from labels, years and topics beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.extract.topics import programme, topic
from ontology.records import Facts

Figure = tuple[str, str, str, int | None]
FactsOf = Callable[..., Facts]
TITLE = "公众参与机制不断完善1.2"
FRAME = """青岚县矿山修复年度汇报

目 录

1 总体进展

2 下一步打算



资金保障逐年加强1.1

组织领导

责任落实



{title}

{page}



下一步打算2.1

组织领导

责任落实

联动协作

宣传培训

督促检查

总结推广



下一步打算2.2

经验交流

考核评价

队伍建设
"""


@pytest.fixture
def page(facts_of: FactsOf) -> Callable[..., list[Figure]]:
    """The figures of a page with these lines in a deck."""

    def make(*lines: str, title: str = TITLE) -> list[Figure]:
        text = FRAME.format(title=title, page="\n\n".join(lines))
        return [(i.name, i.value, i.unit, i.year) for i in facts_of(text, "deck.txt").indicators]

    return make


Page = Callable[..., list[Figure]]


def test_labels_above(page: Page) -> None:
    assert page("覆绿面积", "860公顷", "截水沟", "37.5公里") == [
        ("覆绿面积", "860", "公顷", None),
        ("截水沟", "37.5", "公里", None),
    ]


def test_labels_below(page: Page) -> None:
    assert page("860公顷", "覆绿面积", "37.5公里", "截水沟") == [
        ("覆绿面积", "860", "公顷", None),
        ("截水沟", "37.5", "公里", None),
    ]


def test_a_topic_is_no_label(page: Page) -> None:
    assert page("矿山监测预警平台", "64座", "接入矿山", "98.6%", "设备在线率") == [
        ("矿山监测预警平台接入矿山", "64", "座", None),
        ("矿山监测预警平台设备在线率", "98.6", "%", None),
    ]


def test_a_count_goes_on_on_the_next_line(page: Page) -> None:
    assert page("计划建成绿色矿山12座", "已建成8座，正在创建3座") == [
        ("建成绿色矿山", "12", "座", None),
        ("建成绿色矿山", "8", "座", None),
        ("正在创建绿色矿山", "3", "座", None),
    ]


def test_columns_of_years(page: Page) -> None:
    expected = [("参观人数", "1.8", "万人次", 2023), ("参观人数", "3.4", "万人次", 2024)]
    assert page("参观人数", "2023年 2024年", "1.8万人次 3.4万人次") == expected
    assert page("1.8万人次", "3.4万人次", "2023年", "2024年", "参观人数") == expected


def test_columns_out_of_order_have_no_years(page: Page) -> None:
    found = page("收到作品的数量", "2017年2016年4817件 9721件")
    assert found == [("收到作品数", "4817", "件", None), ("收到作品数", "9721", "件", None)]


def test_a_year_beside_each_figure(page: Page) -> None:
    assert page("29座", "2017年", "在建矿山", "18座", "2016年", "在建矿山") == [
        ("在建矿山", "29", "座", 2017),
        ("在建矿山", "18", "座", 2016),
    ]


def test_the_topic_of_a_page(page: Page) -> None:
    assert page("“清溪矿山”公众号", "用户近50000人") == [
        ("清溪矿山公众号用户数", "50000", "人", None)
    ]
    assert page("示范点", "12个", title="“石山复绿”示范工程1.2") == [
        ("石山复绿示范工程示范点", "12", "个", None)
    ]
    assert page("2023年启动“石山复绿工程”。", "示范点", "12个") == [
        ("石山复绿工程示范点", "12", "个", None)
    ]
    assert page("“矿区植树月”活动", "130万人次 70万次") == [
        ("矿区植树月活动", "130", "万人次", None),
        ("矿区植树月活动", "70", "万次", None),
    ]


def test_those_who_take_part(page: Page) -> None:
    assert page("“矿区植树月”活动", "23家县直单位", "158个行政村", "共同参与") == [
        ("参与矿区植树月活动的县直单位", "23", "家", None),
        ("参与矿区植树月活动的行政村", "158", "个", None),
    ]


def test_a_predicate_on_the_next_line(page: Page) -> None:
    assert page("39家矿山企业", "为群众提供就业岗位") == [
        ("为群众提供就业岗位的矿山企业数", "39", "家", None)
    ]


def test_two_columns_on_a_line_and_what_they_refer_to(page: Page) -> None:
    found = page("稳步推进扬尘在线监测", "28家矿山企业启动该工作 15家矿山企业完成封闭改造")
    assert found == [
        ("启动扬尘在线监测的矿山企业数", "28", "家", None),
        ("完成封闭改造的矿山企业数", "15", "家", None),
    ]


def test_the_goals_of_a_year(facts_of: FactsOf) -> None:
    text = FRAME.format(title=TITLE, page="2025年目标\n\n修复面积 2万亩")
    (found,) = facts_of(text, "deck.txt").indicators
    assert (found.name, found.year, found.kind) == ("修复面积", 2025, "target")


def test_a_callout_of_a_sentence_is_told_once(page: Page) -> None:
    assert page("15万元/县", "县财政拨付网络建设经费15万元/县，专款专用。") == [
        ("县财政拨付网络建设经费", "15", "万元/县", None)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“矿区植树月”活动", "矿区植树月活动"),
        ("书香过大年”活动", "书香过大年活动"),
        ("“天空地”一体化监测平台", "一体化监测平台"),
        ("矿山修复行动官方微信公众号", "微信公众号"),
        ("影响力不断深化——“开放日”活动", "开放日活动"),
        ("“尾矿变建材”产业园", "尾矿变建材产业园"),
        ("示范基地", ""),
        ("开展服务推广活动", ""),
        ("资金保障逐年加强", ""),
        ("", ""),
    ],
)
def test_topics(words: str, expected: str) -> None:
    assert topic(words) == expected


def test_programmes_are_quoted() -> None:
    assert programme("2016年启动“基层帮扶计划”以来") == "基层帮扶计划"
    assert programme("2016年启动基层帮扶计划") == ""
