from __future__ import annotations

from ingest.present import sections, tables

from .factory import document

DECK = [
    "山地矿区修复技术培训", "方法与案例", "云山省地质培训中心 刘一鸣",
    "目 录", "1 技术进展", "2 工作展望",
    "修复技术不断成熟1.1", "共培训35人", "修复技术不断成熟1.1", "覆盖12个县", "修复技术不断成熟1.1", "喷播",
    "案例逐步推广1.2", "北山", "案例逐步推广1.2", "南沟", "案例逐步推广1.2", "东岭",
    "1 技术进展", "2 工作展望",
    "扩大培训覆盖面", "面向乡镇", "2.1.1", "扩大培训覆盖面", "面向企业", "2.1.1",
    "扩大培训覆盖面", "年均增长3.5", "2.1.1",
    "谢谢大家！",
]  # fmt: skip


def test_a_title_on_many_pages_counts_once() -> None:
    found = document(*DECK)
    assert found.metadata.genre == "slides"
    assert [(s["number"], s["title"]) for s in sections(found)] == [
        ("1", "技术进展"),
        ("1.1", "修复技术不断成熟"),
        ("1.2", "案例逐步推广"),
        ("2", "工作展望"),
        ("2.1", ""),
        ("2.1.1", "扩大培训覆盖面"),
    ]


def test_sections_begin_at_their_first_page() -> None:
    found = document(*DECK)
    second = next(c for c in found.clauses if c.number == "2")
    assert found.text[second.start :].startswith("1 技术进展\n2 工作展望\n扩大")
    assert found.text[second.heading_start : second.heading_end] == "2 工作展望"


def test_the_cover_names_title_author_and_office() -> None:
    metadata = document(*DECK).metadata
    assert metadata.title == "山地矿区修复技术培训方法与案例"
    assert (metadata.authors, metadata.issuer) == (("刘一鸣",), "云山省地质培训中心")


def test_a_deck_without_numbers() -> None:
    pages = ["矿山安全培训", "总体情况", "甲", "总体情况", "乙", "总体情况", "丙"]
    pages += [
        "典型案例",
        "丁",
        "典型案例",
        "戊",
        "典型案例",
        "己",
        "下步打算甲",
        "庚",
        "下步打算甲",
        "辛",
        "下步打算甲",
        "壬",
    ]
    pages += ["矿山安全培训", "谢谢"]
    found = document(*pages, reader="pptx")
    assert [s["title"] for s in sections(found)] == ["总体情况", "典型案例", "下步打算甲"]


def test_a_table_of_two_columns_with_its_name_below() -> None:
    lines = [
        "设备类型 内容",
        "监测 倾斜仪、雨量计",
        "巡查",
        "无人机、测距仪、",
        "热像仪",
        "设备清单（乡镇级）",
    ]
    found = document(*DECK[:-1], *lines, "谢谢大家！")
    assert [(t.header, t.title) for t in found.tables] == [
        (("设备类型", "内容"), "设备清单（乡镇级）")
    ]
    assert found.tables[0].rows == (("监测", "倾斜仪、雨量计"), ("巡查", "无人机、测距仪、热像仪"))
    assert tables(found)[0]["label"] == "设备清单"
