from __future__ import annotations

import pytest

from ingest.present import sections

from .factory import Part, document, outline


def heads(*parts: Part) -> list[tuple[str, str, int]]:
    return [(s["number"], s["title"], s["level"]) for s in sections(document(*parts))]


def test_a_plan_in_articles() -> None:
    assert heads(
        "青云县矿产资源总体规划",
        "（2021—2025年）",
        "目  录",
        "第一章 总则\t1",
        "第二章 目标\t3",
        "第一章  总  则",
        "第一条  规划目的",
        "为合理开发矿产资源，制定本规划。",
        "第二条 【规划期限】规划期为五年。",
        "第二章  目标",
        "第三条  主要目标",
        "到2025年，矿山总数控制在30家以内。",
        "1. 能源矿产",
        "煤炭主要分布于北部。",
        "附则",
        "本规划自批准之日起实施。",
    ) == [
        ("第一章", "总则", 1),
        ("第一条", "规划目的", 2),
        ("第二条", "规划期限", 2),
        ("第二章", "目标", 1),
        ("第三条", "主要目标", 2),
        ("1", "能源矿产", 3),
        ("", "附则", 1),
    ]


def test_a_standard() -> None:
    found = document(
        "矿山边坡复绿技术规范",
        "目 次",
        "前言 …… II",
        "1 范围 …… 1",
        "2 术语和定义 …… 2",
        "附录A（资料性附录）植物名录 …… 9",
        "前  言",
        "本标准规定了边坡复绿的要求。",
        "1 范围",
        "本标准适用于露天矿山。",
        "2 术语和定义",
        "2.1",
        "稳定边坡 stable slope",
        "不发生滑动的边坡。",
        "3 设计",
        "3.1 应坚持先治理后复绿。",
        "3.2 复绿方案应包括下列内容：",
        "a) 现状调查；",
        "b) 立地分析：",
        "1) 坡度；",
        "2) 土层。",
        "3.4 按照 3.2 的规定复核。",
        "11.5.14.2 的试验方法适用。",
        "附 录 A",
        "（资料性附录）",
        "植物名录",
        "A.1 乔木",
        "刺槐。",
    )
    assert outline(found) == [
        "hdg_1 前言",
        "sec_1 范围",
        "sec_2 术语和定义",
        "sec_2.1 稳定边坡",
        "sec_3 设计",
        "sec_3.1",
        "sec_3.2",
        "sec_3.2__item_1",
        "sec_3.2__item_2",
        "sec_3.2__item_2__item_1",
        "sec_3.2__item_2__item_2",
        "sec_3.4",
        "app_A 植物名录",
        "app_A__sec_A.1 乔木",
    ]
    assert [(i.kind, found.text[i.start : i.end]) for i in found.issues] == [
        ("number-skipped", "3.4 ")
    ]


def test_a_notice_with_enclosures() -> None:
    found = document(
        "云山省自然资源厅关于开展绿色矿山核查工作的通知",
        "云自然资发〔2023〕18号",
        "各市、县自然资源主管部门：",
        "现将有关事项通知如下。",
        "一、工作目标",
        "年底前完成全部核查。",
        "二、主要任务",
        "（一）全面自查。各矿山企业对照标准开展自查。",
        "（二）实地核查。各市组织专家开展核查。",
        "（三）材料包括：",
        "1.自查表；",
        "2.现场照片。",
        "附件：1.自查表",
        "云山省自然资源厅",
        "2023年5月9日",
        "附件1",
        "自查表",
        "一、基本条件",
        "证照齐全。",
    )
    assert outline(found) == [
        "sec_1 工作目标",
        "sec_2 主要任务",
        "sec_2__sec_1 全面自查",
        "sec_2__sec_2 实地核查",
        "sec_2__item_3",
        "sec_2__item_3__item_1",
        "sec_2__item_3__item_2",
        "signature",
        "app_1 自查表",
        "app_1__sec_1 基本条件",
    ]


def test_numbers_in_running_text_are_no_headings() -> None:
    assert heads(
        "关于某矿的说明",
        "1 概况",
        "全矿现有矿井如下。",
        "1.1 位置",
        "2.5 万吨储量已查明。",
        "1.2 万亩耕地受影响。",
        "15.3%的矿山已关闭。",
        "1.2 规模",
        "年产量小。",
        "2 结论",
        "可行。",
    ) == [("1", "概况", 1), ("1.1", "位置", 2), ("1.2", "规模", 2), ("2", "结论", 1)]


def test_entries_of_a_list_are_no_headings() -> None:
    assert heads(
        "某县矿山整治工作方案",
        "一、申报材料",
        "（一）采矿许可证",
        "（二）营业执照",
        "（三）安全生产许可证",
        "二、办理程序",
        "（一）受理",
        "窗口收件。",
        "（二）审查",
        "五日内办结。",
    ) == [
        ("一", "申报材料", 1),
        ("二", "办理程序", 1),
        ("（一）", "受理", 2),
        ("（二）", "审查", 2),
    ]


def test_a_parent_that_only_its_child_names() -> None:
    found = document("某技术规范", "1 总则", "说明。", "1.1 目的", "说明。", "2.1.1 选址", "说明。")
    assert [s["number"] for s in sections(found)] == ["1", "1.1", "2.1", "2.1.1"]


@pytest.mark.parametrize(
    ("paragraphs", "titles"),
    [
        (
            ["总体目标。到2025年基本建成。", "展望目标。到2035年全面建成。"],
            ["总体目标", "展望目标"],
        ),
        (["规划定位：统筹矿产开发。", "规划范围：全县辖区。"], ["规划定位", "规划范围"]),
        (["重点勘查区。落实重点勘查区1个。"], ["重点勘查区"]),
        (["到2025年，完成治理。其余另行安排。"], []),
        (["重点开采锰、锑、铝土矿。限制开采砖瓦用页岩。"], []),
        (["严禁新设小矿。已设小矿限期关闭。"], []),
        (["主要任务包括：调查、评价。"], []),
        (["加强领导，落实责任。各镇应当配合。"], []),
        (
            [
                "坚持惠民利民，助力乡村振兴。带动就业。",
                "坚持绿色发展。减少破坏。",
                "坚持统筹布局。有序投放。",
            ],
            ["坚持惠民利民，助力乡村振兴", "坚持绿色发展", "坚持统筹布局"],
        ),
    ],
)
def test_run_in_headings(paragraphs: list[str], titles: list[str]) -> None:
    known = ["资源概况。全县矿产丰富。", "开发现状。全县矿山59处。", "修复现状。已修复22公顷。"]
    found = document("某县矿产资源规划", "一、现状", *known, "二、其他", *paragraphs)
    assert [c.title for c in found.clauses if c.kind == "run-in"][3:] == titles


def test_a_run_in_heading_covers_its_paragraph_and_the_plain_ones_below() -> None:
    found = document(
        "某县矿产资源规划",
        "一、目标",
        "总体目标。基本建成。",
        "同时加强监管工作",
        "展望目标。建成。",
        "远期目标。建成。",
    )
    first = next(c for c in found.clauses if c.title == "总体目标")
    assert found.text[first.start : first.end] == "总体目标。基本建成。\n同时加强监管工作\n"
    assert first.path == ("一、目标",)


def test_a_contents_list_whose_entries_repeat_ends() -> None:
    found = document("某规划", "1 总则 …… 1", "1 总则 …… 1", "1 总则 …… 1", "2 附则 …… 2", "正文。")
    assert found.text.endswith("正文。")


def test_articles_of_a_plan_that_open_with_their_topic() -> None:
    assert heads(
        "某县矿产资源规划",
        "第一条 规划目的。为合理开发矿产资源，制定本规划。",
        "第二条 规划期限：2021年至2025年。",
        "第三条 到2025年，矿山总数控制在30家以内，布局更加合理。",
    ) == [("第一条", "规划目的", 1), ("第二条", "规划期限", 1)]


def test_numbered_suggestions_of_a_paper_are_items() -> None:
    assert heads(
        "关闭煤矿利用研究",
        "摘要：本文研究矿山。",
        "关键词：矿山",
        "一、建议",
        "（一）厘清权属",
        "1．限制转让。权属不清的不得转让。",
    ) == [("一", "建议", 1), ("（一）", "厘清权属", 2)]


def test_a_norm_that_opens_a_numbered_clause_is_no_title() -> None:
    found = document(
        "矿山监测技术规范",
        "6 监督",
        "6.1 台账。采样记录按月归档。",
        "6.2 主管部门应加强检查。鼓励委托第三方监测。",
        "6.3 主管部门可组织抽查。抽查结果公开。",
        "6.4 可行性论证。论证报告归档。",
    )
    assert outline(found)[-4:] == ["sec_6.1 台账", "sec_6.2", "sec_6.3", "sec_6.4 可行性论证"]


def test_a_sentence_that_opens_a_numbered_clause_is_no_title() -> None:
    found = document(
        "矿山边坡技术规范",
        "4 等级",
        "4.1 渣场等级划分为四级：堆高大于50 m的为一级。",
        "4.2 评定采用百分制，满分100分。得分取整数。",
        "4.3 评定方法：逐项打分。",
    )
    assert outline(found)[-3:] == ["sec_4.1", "sec_4.2", "sec_4.3 评定方法"]


def test_an_introduction_may_count_as_nought() -> None:
    found = document("矿山修复研究", "0 引言", "采石场很多。", "1 模式", "1.1 余料模式", "略。")
    assert outline(found)[-3:] == ["sec_0 引言", "sec_1 模式", "sec_1.1 余料模式"]
    assert found.issues == ()


def test_a_description_in_decimal_sections_has_no_run_in_headings() -> None:
    found = document(
        "某矿山修复方案",
        "1 概况",
        "1.1 自然地理",
        "矿区属亚热带季风气候。年均降水充沛。",
        "土壤以红壤为主。厚度不一。",
        "植被覆盖较好。以松林居多。",
        "1.2 土地利用",
        "矿区有林地和耕地。面积另列。",
    )
    assert [c.title for c in found.clauses if c.kind == "run-in"] == []


@pytest.mark.parametrize("second", ["1", "2"])
def test_decimals_within_chapters(second: str) -> None:
    assert heads(
        "某矿山修复方案",
        "第一章 概况",
        "1.1 位置",
        "矿山位于北部。",
        "1.2 交通",
        "公路可达。",
        "第二章 措施",
        f"{second}.1 边坡",
        "削坡。",
        f"{second}.2 排水",
        "挖沟。",
    )[3:] == [("第二章", "措施", 1), (f"{second}.1", "边坡", 2), (f"{second}.2", "排水", 2)]


def test_the_usual_order_of_numbers() -> None:
    found = document(
        "某县实施方案",
        "第一部分 总论",
        "第一章 概况",
        "一、背景",
        "（一）国家",
        "1．政策",
        "说明。",
        "（1）甲；",
        "①子；",
        "②丑。",
        "（2）乙。",
        "2．规划",
        "说明。",
        "二、基础",
        "说明。",
        "第二章 任务",
        "一、调查",
        "说明。",
    )
    assert [c.id for c in found.clauses[1:]] == [
        "part_1",
        "part_1__chp_1",
        "part_1__chp_1__sec_1",
        "part_1__chp_1__sec_1__sec_1",
        "part_1__chp_1__sec_1__sec_1__sec_1",
        "part_1__chp_1__sec_1__sec_1__sec_1__item_1",
        "part_1__chp_1__sec_1__sec_1__sec_1__item_1__item_1",
        "part_1__chp_1__sec_1__sec_1__sec_1__item_1__item_2",
        "part_1__chp_1__sec_1__sec_1__sec_1__item_2",
        "part_1__chp_1__sec_1__sec_1__sec_2",
        "part_1__chp_1__sec_2",
        "part_1__chp_2",
        "part_1__chp_2__sec_1",
    ]
    assert found.issues == ()
