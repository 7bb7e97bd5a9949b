"""In papers the figures of a paragraph about one project are named after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

FactsOf = Callable[..., Facts]
PAPER = """# 云山省矿山修复实践研究

摘要：略。

关键词：矿山；修复

## 一、案例

表1 案例基本情况

| 项目名称 | 所在地 |
| --- | --- |
| 合肥市长丰县下塘镇铁矿废渣堆整治项目 | 合肥市长丰县 |
| 淮北市烈山区黑山头煤矸石山治理项目 | 淮北市烈山区 |

{}
"""


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "黑山头项目清运矸石30万立方米。每年支付租金96万元，人均年增收1.8万元。",
            ["黑山头项目清运矸石", "黑山头项目每年支付租金", "黑山头项目人均年增收"],
        ),
        (
            "下塘项目栽植乔木2万株，单位面积投资高达74万元，是黑山头项目投资的2.1倍。项目吸纳就业80人。",
            [
                "下塘项目栽植乔木",
                "下塘项目单位面积投资",
                "下塘项目单位面积投资与黑山头项目投资之比",
                "下塘项目吸纳就业",
            ],
        ),
        ("黑山头项目占地30亩。全省共有矿山12处。", ["黑山头项目占地", "矿山数"]),
        ("黑山头项目占地30亩。\n\n租金为96万元。", ["黑山头项目占地", "租金"]),
        (
            "黑山头项目占地30亩。两个项目的年租金为96万元。",
            ["黑山头项目占地", "两个项目的年租金"],
        ),
    ],
)
def test_the_project_of_the_paragraph_names_its_figures(
    facts_of: FactsOf, paragraph: str, expected: list[str]
) -> None:
    facts = facts_of(PAPER.format(paragraph), "paper.md")
    assert [i.name for i in facts.indicators] == expected


STORY = """# 云山省矿山修复实践研究

摘要：略。

关键词：矿山；修复

## 一、案例

本文回访青石坳、白沙嘴两处。

### （一）凤台青石坳：石壁上种茶

凤台县石头镇青石坳采石场修复项目始于2019年。

{}

### （二）白沙嘴：渣土回填

长丰县下塘镇白沙嘴矿坑回填工程收取消纳费。

青石坳占地80亩。
"""


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("栽植茶苗12万株。", ["青石坳项目栽植茶苗", "青石坳项目占地"]),
        ("项目区植被盖度达到35%。", ["青石坳项目植被盖度", "青石坳项目占地"]),
        (
            "修复基本完成，白沙嘴投入150万元。",
            ["白沙嘴项目投入", "青石坳项目占地"],
        ),
        (
            "凤台县嘉和土地整理有限公司2020年6月进驻青石坳，投入150万元。",
            ["青石坳项目投入", "青石坳项目占地"],
        ),
        ("茶苗成活率只有63%。全省平均为70%。", ["青石坳项目茶苗成活率", "全省", "青石坳项目占地"]),
    ],
)
def test_the_project_of_the_section_names_its_figures(
    facts_of: FactsOf, paragraph: str, expected: list[str]
) -> None:
    facts = facts_of(STORY.format(paragraph), "paper.md")
    assert [i.name for i in facts.indicators] == expected


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("淮北市烈山区白马沟采石坑治理项目", "白马沟采石坑项目"),
        ("合肥市长丰县龙尾尾矿库整治项目", "龙尾尾矿库项目"),
        ("合肥市长丰县青云瓷泥矿区复绿项目", "青云瓷泥矿区项目"),
        ("淮北市烈山区方塘采石场群综合治理项目", "方塘采石场群项目"),
        ("淮北市烈山区凤眼废弃稀土矿修复项目", "凤眼废弃稀土矿项目"),
        ("淮北市烈山区锰锌矿区整治工程", "烈山区锰锌矿区工程"),
        ("淮北市烈山区石人沟铁矿遗址公园项目", "石人沟铁矿遗址公园项目"),
    ],
)
def test_a_project_is_called_by_its_name_without_works(
    facts_of: FactsOf, name: str, site: str
) -> None:
    text = PAPER.replace("合肥市长丰县下塘镇铁矿废渣堆整治项目", name).format(f"{name}占地30亩。")
    assert [i.name for i in facts_of(text, "paper.md").indicators] == [f"{site}占地"]


@pytest.mark.parametrize(
    ("name", "told", "called"),
    [
        ("合肥市长丰县龙尾尾矿库整治项目", "龙尾项目成效明显。", "龙尾项目"),
        ("榆林市神木市柳湾铁矿矿坑治理项目", "神木项目成效明显。", "神木柳湾铁矿项目"),
        ("陇南市徽县江洛镇采选场复垦项目", "江洛项目成效明显。", "江洛项目"),
        (
            "淮北市烈山区石人沟铁矿遗址公园项目",
            "淮北石人沟文旅有限公司出资，石人沟文旅有限公司建设。",
            "石人沟铁矿遗址公园项目",
        ),
    ],
)
def test_a_project_is_called_as_the_text_calls_it_elsewhere(
    facts_of: FactsOf, name: str, told: str, called: str
) -> None:
    text = PAPER.replace("合肥市长丰县下塘镇铁矿废渣堆整治项目", name).format(
        f"{name}占地30亩。\n\n{told}"
    )
    assert next(i.name for i in facts_of(text, "paper.md").indicators) == f"{called}占地"
