from __future__ import annotations

import pytest

from corpus.directory import directory, edits
from corpus.library import Library
from corpus.resolver import resolve

from .factories import a_law

ARTICLES = [f"第{n}条 内容。" for n in "一二三"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(tmp_path_factory.mktemp("library"), create=True)
    laws = [
        a_law("中华人民共和国矿产资源法", ARTICLES, date="2009-08-27"),
        a_law("中华人民共和国矿产资源法", ARTICLES[:2], date="2024-11-08"),
        a_law("矿山安全法", ARTICLES, date="1992-11-07"),
        a_law("矿山安全条例", ARTICLES, date="2024-01-01", number="国令第774号"),
        a_law("矿山企业监督管理办法", ["第一条 甲。"], date="2011-01-01"),
        a_law("土地复垦利用法", ["第一条 甲。"], date="2011-01-01"),
        a_law("关于适用矿产资源法第二条的规定", ["第一条 甲。"], date="2012-01-01"),
        a_law("某省甲县矿产资源总体规划（2021—2025年）", ["第一条 甲。"], date="", genre="plan"),
        a_law("乙县矿产资源总体规划（2021—2025年）", ["第一条 乙。"], date="", genre="plan"),
        a_law("采矿权登记通知", ["第一条 甲。"], date="2019-12-31", number="自然资规〔2019〕6号"),
    ]
    for i, (record, original) in enumerate(laws):
        library.put(record, original, f"{i}.txt")
    library.mark_published()
    return library


NEW, OLD = "doc/中华人民共和国矿产资源法@2024-11-08", "doc/中华人民共和国矿产资源法@2009-08-27"
NOTICE = "doc/采矿权登记通知@2019-12-31"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("矿产资源法", [NEW]),
        ("《中华人民共和国矿产资源法》", [NEW]),
        ("矿产资源法第二条", [NEW + "/art_2"]),
        ("矿产资源法第2条怎么说？", [NEW + "/art_2"]),
        ("矿法 2 条", [NEW + "/art_2"]),
        ("矿产资源法 第 2 条", [NEW + "/art_2"]),
        ("矿产资源法二条", [NEW + "/art_2"]),
        ("矿产资源法2", [NEW + "/art_2"]),
        ("甲县矿产资源总体规划", ["doc/某省甲县矿产资源总体规划(2021—2025年)"]),
        (
            "矿产资源总体规划",
            [
                "doc/乙县矿产资源总体规划(2021—2025年)",
                "doc/某省甲县矿产资源总体规划(2021—2025年)",
            ],
        ),
        ("总体规划编制", []),
        ("矿山企业法", []),  # 矿山企业监督管理办法 is no 法
        ("土地法第一条", []),  # the customary short name of a law that is not here
        ("矿产资源法第三条", [OLD + "/art_3"]),
        ("矿产资源法（2009年）第二条", [OLD + "/art_2"]),
        ("矿产资员法第二条", [NEW + "/art_2"]),
        ("矿产资源法第二条第一款", [NEW + "/art_2"]),
        ("矿产资源法第九条", []),
        ("矿安法", ["doc/矿山安全法@1992-11-07"]),
        ("自然资规[2019]6号", [NOTICE]),
        ("自然资规〔2019〕6号", [NOTICE]),
        ("自然资规（2019）6", [NOTICE]),
        ("〔2019〕6号", [NOTICE]),
        ("国令第774号", ["doc/矿山安全条例@2024-01-01"]),
        ("采矿权登记通之", [NOTICE]),
        ("中华大民共和国矿产资源法第二条的规定", [NEW + "/art_2"]),
        (
            "关于适用矿产资源法第二条的规定第一条",
            ["doc/关于适用矿产资源法第二条的规定@2012-01-01/art_1"],
        ),
        ("关于适用矿产资源法第二条的规定", ["doc/关于适用矿产资源法第二条的规定@2012-01-01"]),
        ("第二条", []),
        ("融资难怎么办", []),
        ("", []),
        ("第条款项" * 100, []),
        ("\x00((", []),
    ],
)
def test_names_lead_to_things(library: Library, text: str, keys: list[str]) -> None:
    assert [t.key for t in resolve(library, text)] == keys


def test_a_number_with_a_blank_is_exact(library: Library) -> None:
    assert [t.exact for t in resolve(library, "矿产资源法 第2条")] == [True]


def test_a_mistyped_name_is_said_to_be_one(library: Library) -> None:
    assert [t.exact for t in resolve(library, "矿山安金法")] == [False]


def test_the_directory_is_made_again_after_a_change(library: Library) -> None:
    before = directory(library)
    assert directory(library) is before
    library.mark_published()
    assert directory(library) is not before


@pytest.mark.parametrize(
    ("a", "b", "n"), [("", "", 0), ("甲乙", "乙甲", 1), ("甲乙丙", "甲丙", 1), ("甲", "乙丙", 2)]
)
def test_edits_are_counted(a: str, b: str, n: int) -> None:
    assert edits(a, b) == n
