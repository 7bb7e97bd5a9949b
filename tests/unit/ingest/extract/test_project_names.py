"""Names of projects, modes, places and table columns."""

from __future__ import annotations

import pytest

from ingest.extract import modes
from ingest.extract.headers import field_of, layout
from ingest.extract.locations import chain, without_places
from ingest.extract.projects import core, same
from ontology.records import Table

PLACES = [
    ("芜湖无为姜湾打鼓村治理项目", ["芜湖市", "无为县", "姜湾打鼓村"]),
    ("江西省赣州市寻乌县柯树塘废弃矿山", ["江西省", "赣州市", "寻乌县"]),
    ("内蒙乌梁素海流域治理工程", ["内蒙古自治区"]),
    ("毕节市织金县废弃煤矿复垦项目", ["毕节市", "织金县"]),
    ("目前国内矿山市场化修复", []),
    ("上海路矿坑公园", []),
    ("采煤沉陷区光伏项目", []),
]


@pytest.mark.parametrize(("name", "places"), PLACES, ids=[n for n, _ in PLACES])
def test_places_that_a_name_opens_with(name: str, places: list[str]) -> None:
    assert [p.name for p in chain(name)] == places


def test_a_name_without_its_places_keeps_at_least_two_characters() -> None:
    assert without_places("赣州市资源置换模式") == "资源置换模式"
    assert without_places("寻乌县") == "寻乌县"


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("淮北市绿金湖（中湖）矿山地质环境治理项目", "绿金湖"),
        ("六盘水市水城区老鹰山采石场群治理工程", "老鹰山"),
        ("毕节市织金县废弃煤矿复垦项目", ""),
        ("丽水市遂昌金矿国家矿山公园", ""),
    ],
)
def test_the_own_words_of_a_project_name(name: str, own: str) -> None:
    assert core(name) == own


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("淮北市绿金湖PPP项目", "淮北市绿金湖（中湖）矿山地质环境治理项目", True),
        ("老鹰山采石场群治理工程", "六盘水市水城区老鹰山采石场群治理工程", True),
        ("甲市大青山一期治理项目", "甲市大青山二期治理项目", False),
        ("淮北市大青山治理项目", "芜湖市大青山治理项目", False),
        ("毕节市织金县废弃煤矿复垦项目", "毕节市黔西县废弃煤矿复垦项目", False),
    ],
)
def test_which_names_are_one_project(a: str, b: str, one: bool) -> None:
    assert same(a, b) is one


def mode(words: str) -> tuple[str, tuple[str, ...]]:
    found = modes.read(words, 0, len(words))
    return found.name, found.aliases


def test_names_of_modes() -> None:
    assert mode("资源置换模式（以料补治）") == ("资源置换模式", ("资源置换模式（以料补治）",))
    assert mode("“景观再造”模式")[0] == "景观再造模式"
    assert mode("“先治后补”（社会投入）")[0] == "先治后补"
    assert mode("“甲湖模式”即“投资—建设—移交”一体化采购")[0] == "甲湖模式"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("产业导入模式、指标交易模式", ["产业导入模式", "指标交易模式"]),
        ("国企引领、民企跟进模式", ["国企引领、民企跟进模式"]),
    ],
)
def test_modes_of_a_cell(cell: str, names: list[str]) -> None:
    assert [m.name for m in modes.in_cell(cell, 0, len(cell))] == names


@pytest.mark.parametrize(
    "name", ["市场化修复模式", "生态修复模式", "目前国内矿山治理模式", "该模式"]
)
def test_generic_names_name_no_mode(name: str) -> None:
    assert modes.is_generic(name)


@pytest.mark.parametrize("name", ["产业基金模式", "繁昌模式", "特许经营权模式", "PPP模式"])
def test_own_names_do(name: str) -> None:
    assert not modes.is_generic(name)


HEADERS = [
    ("项目名称", "project"), ("案例名称", "project"), ("修复模式", "mode"), ("模式类别", "mode"),
    ("代表矿山", "example"), ("典型案例", "example"), ("取得的效果", "outcome"), ("面临困难", "problem"),
    ("制约因素", "problem"), ("长处", "advantage"), ("短板", "drawback"), ("所在地", "place"),
    ("投资主体", "actor"), ("牵头单位", "actor"), ("备 注", "remark"), ("对策建议", "advice"),
    ("计量单位", None), ("总工期", None), ("指标名称", None),
]  # fmt: skip


@pytest.mark.parametrize(("header", "field"), HEADERS, ids=[h for h, _ in HEADERS])
def test_headers(header: str, field: str | None) -> None:
    assert field_of(header.replace(" ", "")) == field


def table(*header: str) -> Table:
    return Table("t", "表1", "", (header,), header, (("甲",) * len(header),), (), (), 0, 0)


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        (("修复模式", "代表矿山", "优点", "缺点"), "mode"),
        (("项目名称", "修复模式", "主要成效", "存在问题"), "project"),
        (("典型案例", "运作模式", "成效"), "project"),
        (("治理模式", "案例", "不足"), "mode"),
        (("项目", "单位", "2025年目标"), None),
        (("指标名称", "单位", "规划目标"), None),
    ],
)
def test_what_the_rows_of_a_table_are_about(header: tuple[str, ...], subject: str | None) -> None:
    found = layout(table(*header))
    assert (found.subject if found else None) == subject
