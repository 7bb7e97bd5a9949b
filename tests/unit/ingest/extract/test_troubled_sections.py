"""What complains only among complaints, and sections whose headings alone say what they are for."""

from __future__ import annotations

import pytest

from ingest.extract.burdens import is_burden
from tests.unit.ingest.extract.asked import FactsOf, names, said

HEAD = "# 云岭省采石场修复的调查与思考\n\n## 1 概况\n\n废弃矿山修复的市场化模式正在推广。\n\n"


@pytest.mark.parametrize(
    "clause",
    [
        "苗木费用只能由村里垫付",
        "复垦后的地块仅够种两季豆",
        "招标人不掌握边坡勘查数据",
        "中标单位拿不出保证金",
        "水泥厂的尾款收不回来",
        "一张批文拖了21个月",
        "光是补件就要跑9个窗口",
        "承包期短于林木轮伐期",
        "护坡单价高于概算",
        "乡镇以罚代管",
        "设计单位照抄外省图纸",
        "评审专家大多回避表态",
        "电价下调直接拖累现金流",
        "验收偏重树苗棵数",
        "工期排得过紧",
        "回访次数少",
        "船民动辄拦船",
        "监测井成了摆设",
        "林票抵押被退回",
        "空置率高达35%",
        "承包人突击刷绿",
        "乡镇账目靠手工登记".replace("靠", "主要靠"),
        "果价一路下行",
        "两个矿点由盈转亏",
        "余料拍卖沦为变相采石",
    ],
)
def test_a_clause_among_problems_is_one(clause: str) -> None:
    assert is_burden(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "该省共有采石场412处",
        "粉尘浓度明显降低",
        "审批时间缩短",
        "群众满意度高",
        "坡面植被覆盖率不低于80%",
        "治理费用较低",
        "采用无人机巡查边坡",
        "企业不仅栽树而且养树",
        "配套用房已经完工",
        "边坡经三级放坡",
    ],
)
def test_a_plain_clause_is_none(clause: str) -> None:
    assert not is_burden(clause)


@pytest.mark.parametrize(
    ("title", "sentence", "problems"),
    [
        ("共同的难处", "担保公司普遍观望。", {"担保公司普遍观望"}),
        ("现实之困", "有11家企业反映评估价偏低。", {"评估价偏低"}),
        ("卡点在哪", "前后等了17个月，村民只好改种玉米。", {"前后等了17个月", "村民只好改种玉米"}),
        ("症结", "租期短于果树盛产期［4］。", {"租期短于果树盛产期"}),
        ("难点", "一张图纸要过6道关，费用由企业承担。", {"一张图纸要过6道关"}),
        ("问题", "一是林权纠葛。二是补贴政策朝令夕改。", {"林权纠葛", "补贴政策朝令夕改"}),
        ("问题", "客土缺、运距长。", {"客土缺", "运距长"}),
        ("问题", "旧账难收、新账难管。", {"旧账难收", "新账难管"}),
    ],
)
def test_problems_of_a_troubled_section(
    facts_of: FactsOf, title: str, sentence: str, problems: set[str]
) -> None:
    facts = facts_of(f"{HEAD}## 3 {title}\n\n{sentence}\n", "paper.md")
    assert said(facts, "hasProblem") == {("doc", "hasProblem", p) for p in problems}


@pytest.mark.parametrize(
    ("above", "titles", "advice"),
    [
        ("走出泥潭之道", ("夯实底数", "盘活余料"), {"夯实底数", "盘活余料"}),
        ("往后怎么走", ("让余料收益回流坡面", "把补植列入合同"), {"让余料收益回流坡面", "把补植列入合同"}),
        ("往后怎么走", ("村社的角色", "银行的角色"), set()),
        ("对下一步工作的思考", ("摸清存量", "管好余料"), {"摸清存量", "管好余料"}),
        ("疏解的处方", ("打通并网堵点", "补齐水源短板"), {"打通并网堵点", "补齐水源短板"}),
    ],
)  # fmt: skip
def test_a_section_behind_the_problems_that_demands_is_advice(
    facts_of: FactsOf, above: str, titles: tuple[str, str], advice: set[str]
) -> None:
    below = "".join(f"### 3.{i} {t}\n\n第{i}组须当年完成。\n\n" for i, t in enumerate(titles, 1))
    troubles = "## 2 难点\n\n账目不清。\n\n"
    facts = facts_of(f"{HEAD}{troubles}## 3 {above}\n\n{below}", "paper.md")
    assert names(facts, "Recommendation") == advice
    assert names(facts, "Problem") == {"账目不清"}


def test_a_section_whose_headings_complain_is_about_problems(facts_of: FactsOf) -> None:
    below = "### 2.1 收费标准不统一\n\n业主等了8个月。\n\n### 2.2 水源短缺\n\n浇树要跑30里。\n"
    facts = facts_of(f"{HEAD}## 2 走访札记\n\n{below}", "paper.md")
    assert names(facts, "Problem") == {
        "收费标准不统一", "业主等了8个月", "水源短缺", "浇树要跑30里",
    }  # fmt: skip


def test_the_opening_of_advice_answers_problems_one_by_one(facts_of: FactsOf) -> None:
    body = (
        "## 2 难点\n\n### 2.1 账目不清\n\n略。\n\n### 2.2 水源短缺\n\n略。\n\n"
        "## 3 建议\n\n账目不清的，应从合同入手逐年公示；对水源短缺问题，则须以集雨窖补上；天气好时，应多巡查。\n\n"
        "### 3.1 管账\n\n（1）建立台账。\n\n（2）公示收支。\n"
    )
    facts = facts_of(HEAD + body, "paper.md")
    assert said(facts, "addresses") == {
        ("从合同入手逐年公示", "addresses", "账目不清"),
        ("集雨窖补上", "addresses", "水源短缺"),
    }


@pytest.mark.parametrize(
    ("section", "title", "modes"),
    [
        ("三种路径", "“矿坑+酒窖”路径", {"矿坑+酒窖模式"}),
        ("多条路径的比较", "“采坑养蟹”做法", {"采坑养蟹模式"}),
        ("四类办法", "“以石换绿”办法", {"以石换绿模式"}),
        ("五类措施", "“渣土换林”方式", {"渣土换林模式"}),
        ("典型路径", "“废窑开馆”类", {"废窑开馆模式"}),
        ("现行做法", "“联户包山”路子", {"联户包山模式"}),
        ("优化路径", "完善台账", set()),
        ("对策与措施", "“回头看”机制", set()),
        ("三种路径", "资金的来路", set()),
    ],
)
def test_quoted_ways_that_head_sections_are_modes(
    facts_of: FactsOf, section: str, title: str, modes: set[str]
) -> None:
    body = f"## 2 {section}\n\n### 2.1 {title}\n\n企业出工出料。\n\n### 2.2 其他\n\n略。\n"
    facts = facts_of(HEAD + body, "paper.md")
    assert names(facts, "Mode") == modes


@pytest.mark.parametrize(
    ("words", "directed"),
    [
        ("县级人民政府可按年度兑现补贴。", {"县级人民政府"}),
        ("由县级财政部门随工程进度拨付。", {"县级财政部门"}),
        ("省林业局会同财政部门出台办法。", {"省林业局", "财政部门"}),
        ("市人民政府每年抽查一次。", {"市人民政府"}),
        ("省能源局牵头编制导则。", {"省能源局"}),
        ("合同期满后补种两年。", set()),
        ("验收结果报有关部门。", set()),
        ("台账对外公示。", set()),
    ],
)
def test_who_acts_in_an_item_without_a_word_of_duty(
    facts_of: FactsOf, words: str, directed: set[str]
) -> None:
    facts = facts_of(f"{HEAD}## 4 建议\n\n（1）稳定补贴。{words}\n\n（2）完善台账。\n", "paper.md")
    assert said(facts, "directedAt") == {("稳定补贴", "directedAt", d) for d in directed}


@pytest.mark.parametrize(
    ("above", "titles", "modes"),
    [
        ("共建的三种形式", ("股田式共建", "租赁式共建"), {"股田式共建", "租赁式共建"}),
        ("两类路径", ("就地安置法", "异地安置法"), {"就地安置法", "异地安置法"}),
        ("四种打法", ("以渔养湖", "以蟹养湖"), {"以渔养湖", "以蟹养湖"}),
        ("几种样式", ("合作社领办", "能人领办"), {"合作社领办", "能人领办"}),
        ("3种机制", ("拍卖反哺", "租金反哺"), {"拍卖反哺", "租金反哺"}),
        ("两条路子", ("卖石筹资", "卖碳筹资"), {"卖石筹资", "卖碳筹资"}),
        ("两种方式", ("成效比较", "成本比较"), set()),
        ("修复现状", ("东部矿区", "西部矿区"), set()),
        ("两种方式", ("资金的来源", "苗木的来源"), set()),
    ],
)
def test_headings_of_one_ending_in_a_section_of_kinds_are_modes(
    facts_of: FactsOf, above: str, titles: tuple[str, str], modes: set[str]
) -> None:
    below = "".join(f"### 2.{i} {t}\n\n第{i}组农户参加。\n\n" for i, t in enumerate(titles, 1))
    facts = facts_of(f"{HEAD}## 2 {above}\n\n{below}", "paper.md")
    assert names(facts, "Mode") == modes
