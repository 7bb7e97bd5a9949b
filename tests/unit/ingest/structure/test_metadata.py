from __future__ import annotations

import pytest

from ingest.clean import clean
from ingest.read import read_bytes
from ingest.structure import parse
from ontology.records import Metadata

from .factory import document


def test_a_notice() -> None:
    found = document(
        "云山省自然资源厅关于开展绿色矿山核查工作的通知",
        "云自然资发〔2023〕18号",
        "各市、县自然资源主管部门：",
        "现将有关事项通知如下。",
        *[f"{n}、有关要求{n}" for n in "一二三四五六七八九"],
        "请遵照执行。",
        "云山省自然资源厅",
        "2023年5月9日",
    )
    assert found.metadata == Metadata(
        title="云山省自然资源厅关于开展绿色矿山核查工作的通知",
        genre="notice",
        issuer="云山省自然资源厅",
        region="云山省",
        date="2023-05-09",
        doc_number="云自然资发〔2023〕18号",
    )


def test_a_plan() -> None:
    metadata = document(
        "青云县矿产资源总体规划",
        "（2021—2025年）",
        "青云县人民政府",
        "二〇二二年六月",
        "第一章 总则",
        "规划矿产开发。",
    ).metadata
    assert metadata == Metadata(
        title="青云县矿产资源总体规划（2021—2025年）",
        genre="plan",
        issuer="青云县人民政府",
        region="青云县",
        date="2022-06",
        period="2021-2025",
    )


def test_a_paper() -> None:
    metadata = document(
        "废弃矿山修复路径研究",
        "——以云山省为例",
        "陈立群1，吴 岚2",
        "（1.云山省修复中心，云山 550004）",
        "摘要：本文研究矿山。",
        "关键词：矿山；修复",
        "1 引言",
    ).metadata
    assert metadata == Metadata(
        title="废弃矿山修复路径研究——以云山省为例",
        genre="paper",
        authors=("陈立群", "吴岚"),
        issuer="云山省修复中心",
        region="云山省",
    )


def test_a_standard() -> None:
    metadata = document(
        "中华人民共和国国家环境保护标准",
        "HJ 999—2021",
        "矿山边坡复绿技术规范",
        "Technical specification for slope greening",
        "2021-05-01 发布",
        "生态环境部 发布",
        "1 范围",
        "适用于矿山。",
    ).metadata
    assert (metadata.title, metadata.genre, metadata.doc_number) == (
        "矿山边坡复绿技术规范",
        "specification",
        "HJ 999—2021",
    )
    assert (metadata.date, metadata.region) == ("2021-05-01", "全国")


@pytest.mark.parametrize(
    ("history", "path", "date"),
    [
        (
            "2019年3月12日市政府常务会议通过 2019年4月1日公布 自2019年6月1日起施行",
            "办法.md",
            "2019-04-01",
        ),
        ("1986年3月19日公布", "某法(2009-08-27).md", "2009-08-27"),
        ("1986年3月19日通过 2009年8月27日第二次修正", "某法.md", "2009-08-27"),
        ("本办法自2030年1月1日起施行。", "办法.md", ""),
    ],
)
def test_the_date_of_a_statute_is_that_of_its_version(history: str, path: str, date: str) -> None:
    found = document("# 临江市采石场管理办法", history, "第一条 采石。", "第二条 施行。", path=path)
    assert found.metadata.date == date


def test_a_plan_that_names_itself_only_in_its_text() -> None:
    found = document(
        "总则",
        "规划依据：编制《云山省青云县矿产资源规划（2016—2020年）》（以下简称《规划》）。",
    )
    assert found.metadata.title == "云山省青云县矿产资源规划（2016—2020年）"
    assert (found.metadata.genre, found.metadata.region) == ("plan", "云山省青云县")


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("某县矿山修复实施方案", "plan"),
        ("某省采矿权出让公告", "notice"),
        ("矿山地质环境调查评价规范", "specification"),
        ("某省矿产资源条例（2020年修正）", "regulation"),
        ("矿山笔记", "other"),
    ],
)
def test_genre(title: str, genre: str) -> None:
    assert document(title, "矿山的说明。").metadata.genre == genre


def test_what_the_file_states_goes_first() -> None:
    found = document(
        "青云县矿产资源总体规划",
        "一、总则",
        "说明。",
        issuer="青云县政府",
        date="2022-08-15",
        doc_number="青政发〔2022〕1号",
    )
    metadata = found.metadata
    assert (metadata.issuer, metadata.date, metadata.doc_number) == (
        "青云县政府",
        "2022-08-15",
        "青政发〔2022〕1号",
    )


@pytest.mark.parametrize(
    ("words", "off_topic"),
    [("数字图书馆推广工程。", True), ("采石场应当复绿。", False), ("图书。" * 3000 + "矿", True)],
)
def test_off_topic(words: str, off_topic: bool) -> None:
    assert document("说明材料", words).metadata.off_topic is off_topic


@pytest.mark.parametrize(
    "head",
    [
        "摘\u3000要\u3000本文研究矿山。\n关键词\u3000矿山；修复",
        "**摘要** 本文研究矿山。\n\n**关键词** 矿山；修复",
        "摘 要\n本文研究矿山。\n关键词\n矿山；修复",
    ],
)
def test_a_paper_is_known_by_labels_without_colons(head: str) -> None:
    data = f"# 某省矿山治理模式研究\n\n{head}\n\n## 一、背景\n\n矿山的摘要指标很多。\n"
    assert parse(clean(read_bytes("a.md", data.encode()))).metadata.genre == "paper"
