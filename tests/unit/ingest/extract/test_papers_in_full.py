"""Papers as other writers put them: remarks among problems, stories by the paragraph, who acts with whom."""

from __future__ import annotations

import pytest

from ingest.extract import actors
from ingest.extract.comments import is_comment
from ingest.extract.deficits import deficit
from tests.unit.ingest.extract.asked import FactsOf, names, said

HEAD = "云岭省废弃矿山修复研究\n\n摘要：略。\n\n关键词：矿山；修复\n\n"


@pytest.mark.parametrize(
    "clause",
    [
        "拿到贷款的只有4家",
        "贷款额不到总投资的12%",
        "仅占测算需求的三成",
        "每个乡镇平均只有1.5人",
        "这对小企业是沉重的负担",
        "对乡镇的协调能力是很大的考验",
        "可见症结不在技术",
        "六成受访者把周期长列为首要顾虑",
        "与沿海省份相比",
    ],
)
def test_measures_remarks_and_answers_are_comments(clause: str) -> None:
    assert is_comment(clause)


@pytest.mark.parametrize(
    "clause",
    ["管护期只有2年", "前后跑了7个部门", "监测人员不足", "这类项目回收期长", "缺口达16亿元"],
)
def test_faults_are_no_comments(clause: str) -> None:
    assert not is_comment(clause)


TROUBLES = """## 1 存在的主要问题

（1）资金之困：后期投入接不上。区级财政每年安排80万元，仅占实际需要的31%，可见缺口不小。

（2）权责之惑：渣场归属不明。这对乡镇是个沉重的包袱。

上述问题相互缠绕。资金短缺使企业不敢投。
"""


def test_the_problem_stands_behind_a_label(facts_of: FactsOf) -> None:
    facts = facts_of(HEAD + TROUBLES, "paper.md")
    assert said(facts, "hasProblem") == {
        ("doc", "hasProblem", "后期投入接不上"),
        ("doc", "hasProblem", "渣场归属不明"),
    }


STORIES = """## 1 典型案例

邯郸市涉县坪上铅锌矿渣场修复项目采用代养模式。渣场覆土后分给农户种植，避免了坡地二次撂荒。年产蜂蜜由2.1吨提高到5.6吨，其中分红占8%，内部收益率测算为6%。

三门峡市渑池县大岭采石场光伏项目采用光伏复绿模式。板下种草，年发电3100万千瓦时，解决了坡面扬尘大、复绿难的顽疾。
"""


def test_each_paragraph_tells_of_its_own_project(facts_of: FactsOf) -> None:
    facts = facts_of(HEAD + STORIES, "paper.md")
    dump, quarry = "邯郸市涉县坪上铅锌矿渣场修复项目", "三门峡市渑池县大岭采石场光伏项目"
    assert said(facts, "hasOutcome", "solves") == {
        (dump, "hasOutcome", "年产蜂蜜由2.1吨提高到5.6吨"),
        ("代养模式", "solves", "坡地二次撂荒"),
        (quarry, "hasOutcome", "年发电3100万千瓦时"),
        ("光伏复绿模式", "solves", "坡面扬尘大"),
        ("光伏复绿模式", "solves", "复绿难"),
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("由省水利厅会同林业部门制定办法，", ["省水利厅", "林业部门"]),
        ("由县人民政府组织水利、林业等部门会审，", ["县人民政府", "水利、林业等部门"]),
        ("水利、林草和能源部门宜联合发布清单，", ["水利、林草和能源部门"]),
        ("支持云岭大学与龙头企业共建监测点。", ["云岭大学", "龙头企业"]),
        ("支持云岭大学等高校开展监测。", ["云岭大学等高校"]),
    ],
)
def test_who_acts_with_whom(sentence: str, expected: list[str]) -> None:
    assert [a.name for a in actors.acting(sentence, 0, len(sentence))] == expected


ROLES = """## 1 做法

由旗（区）政府委托国有平台公司实施，余款由牧民合作社垫付，基层政府只负责协调。自然资源部当年印发意见。青山煤炭基金会每年出资。

## 2 建议

（1）统一标准。建议旗县人民政府公布清单。支持云岭大学建站。
"""


def test_roles_have_no_verb_before_them(facts_of: FactsOf) -> None:
    assert names(facts_of(HEAD + ROLES, "paper.md"), "Organization") >= {
        "旗（区）政府", "国有平台公司", "牧民合作社", "基层政府", "自然资源部",
        "青山煤炭基金会", "旗县人民政府", "云岭大学",
    }  # fmt: skip
    assert not {"建议旗县人民政府", "支持云岭大学", "平台公司"} & names(
        facts_of(HEAD + ROLES, "paper.md"), "Organization"
    )


def test_words_about_all_of_a_county_are_no_place(facts_of: FactsOf) -> None:
    text = "## 1 做法\n\n山西省大同市采用整市打包的方式，鄂尔多斯市集中了全区的煤矿。\n"
    assert names(facts_of(HEAD + text, "paper.md"), "Place") == {"山西省", "大同市", "鄂尔多斯市"}


JUDGED = """## 1 概况

运行费用缺口大是各地的通病，信息公开不充分的问题带有普遍性。村民普遍担心的是补偿标准过低。2022年煤矸石成交价由每吨12元升至每吨19元。

## 2 模式

复垦托管模式把管护交给合作社，代价是前期垫资沉重。施工便道得以共用，羊存栏量较治理前增加800只。

## 3 存在的主要问题

（1）审批周期长。邯郸市涉县坪上渣场修复项目因图斑认定反复，用地审批用了14个月。与邻省相比，差距不小。

## 4 结论与建议

### 4.1 结论

第一，政府应当转变角色。第二，管护期过短是各类项目的软肋。

### 4.2 建议

（1）延长管护期。
"""


def test_nouns_of_fault_judge_and_examples_show(facts_of: FactsOf) -> None:
    facts = facts_of(HEAD + JUDGED, "paper.md")
    assert said(facts, "hasProblem") == {
        ("doc", "hasProblem", "运行费用缺口大"),
        ("doc", "hasProblem", "信息公开不充分"),
        ("doc", "hasProblem", "补偿标准过低"),
        ("复垦托管模式", "hasProblem", "前期垫资沉重"),
        ("doc", "hasProblem", "审批周期长"),
        ("doc", "hasProblem", "管护期过短"),
    }
    assert said(facts, "hasOutcome") == {
        ("复垦托管模式", "hasOutcome", "施工便道得以共用"),
        ("复垦托管模式", "hasOutcome", "羊存栏量较治理前增加800只"),
    }
    assert names(facts, "Recommendation") == {"延长管护期"}


@pytest.mark.parametrize(
    "clause", ["技术力量单薄", "移交手续一拖再拖", "由谁接手各执一词", "站内一人多岗"]
)
def test_idioms_of_neglect_are_faults(clause: str) -> None:
    assert deficit(clause)


SHOWN = """## 1 案例

### 1.1 余热反哺模式

邯郸市涉县坪上矸石山治理项目是该模式的代表。

### 1.2 代养模式

三门峡市渑池县大岭采石场复绿项目率先采用该做法。

## 2 存在的主要问题

（1）责任交接不清。例如坪上矸石山治理项目，移交协议改了五稿仍未签字。

## 3 建议

（1）共建监测点。支持云岭大学与县矿山环境站共建监测点，推动应急、环保部门共用一套标准。
"""


def test_what_is_meant_before_counts_as_named(facts_of: FactsOf) -> None:
    facts = facts_of(HEAD + SHOWN, "paper.md")
    dump, quarry = "邯郸市涉县坪上矸石山治理项目", "三门峡市渑池县大岭采石场复绿项目"
    assert said(facts, "exemplifies", "usesMode", "hasProblem", "exemplifiedBy") == {
        (dump, "exemplifies", "余热反哺模式"),
        (quarry, "usesMode", "代养模式"),
        ("doc", "hasProblem", "责任交接不清"),
        ("责任交接不清", "exemplifiedBy", dump),
    }
    assert {target for _, _, target in said(facts, "directedAt")} == {
        "云岭大学", "县矿山环境站", "应急、环保部门",
    }  # fmt: skip
    assert names(facts, "Place").isdisjoint({"大学与县"})
