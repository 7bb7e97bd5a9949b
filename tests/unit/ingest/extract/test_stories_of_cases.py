"""Stories of cases: whose deeds a section tells, what counts as one, and what the way is called."""

from __future__ import annotations

import pytest

from ingest.extract.deeds import is_before, is_deed
from tests.unit.ingest.extract.asked import FactsOf, names, said

PROJECT = "丽水市遂昌县金竹镇黄坑尾采石场复绿项目"
HEAD = "# 浙西采石场复绿的三个故事\n\n摘要：略。\n\n关键词：矿山；复绿\n\n## 1 缘起\n\n废弃矿山要修复。\n\n"
STORY = HEAD + f"## 2 黄坑尾的账\n\n{PROJECT}起于2016年。{{}}\n"


@pytest.mark.parametrize(
    "clause",
    [
        "运走危石1.9万立方米",
        "搬迁破碎站3座",
        "把矿坑边坡削到40°以下，".rstrip("，"),
        "用矿渣砌出挡墙620米",
        "移栽毛竹2.4万株".replace("移栽", "补种"),
        "杨梅亩产达到740公斤",
        "民宿全年入住率为63%",
        "坑水中砷浓度下降71%",
        "46名村民在果园就业",
        "37亩水面通过验收",
        "90万元分红转入村集体账户",
        "把破碎车间改造成陶艺工坊",
        "三年接待研学团队180批",
        "关停小窑11座",
        "修缮窑炉旧址4处",
        "在矸石坡上建起滑雪场和观景台",
        "采空的山坳种上了金丝皇菊",
        "扣本后结余36万元".replace("扣本后", "年末"),
    ],
)
def test_deeds(clause: str) -> None:
    assert is_deed(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "每级台阶高8米",
        "项目总投资2600万元",
        "苗木成活率只有41%",
        "游客收入下滑三成",
        "计划栽植红豆杉3000株",
        "银行放款年利率4.1%",
        "采石场2009年关停",
        "光伏修复模式为8～12年",
        "杨梅卖价每斤12元",
        "扣除人工费310万元后",
        "新建成的项目",
        "坑口距村庄300米".replace("距", "相距"),
    ],
)
def test_prices_plans_and_failures_are_no_deeds(clause: str) -> None:
    assert not is_deed(clause)


def test_the_state_before_the_work_is_told_apart() -> None:
    assert is_before("治理前坑壁高64米")
    assert is_before("此前坡面裸露9公顷")
    assert not is_before("治理后植被覆盖率达到80%")


@pytest.mark.parametrize(
    ("words", "outcomes"),
    [
        ("施工队先清运浮石6800立方米，再用条石砌起护坡310米。", {"清运浮石6800立方米", "用条石砌起护坡310米"}),
        ("2022年采摘园接待游客3.1万人次，每张门票15元。", {"2022年采摘园接待游客3.1万人次"}),
        ("财政没有掏一分钱。", {"财政没有掏一分钱"}),
        ("治理前坑壁高58米，治理后坡度降至38°。", {"坡度降至38°"}),
        ("全省同类项目平均收入120万元。", set()),
        ("按规划将栽植香榧900株。", set()),
    ],
)  # fmt: skip
def test_a_section_that_opens_with_a_project_is_its_story(
    facts_of: FactsOf, words: str, outcomes: set[str]
) -> None:
    facts = facts_of(STORY.format(words), "paper.md")
    assert said(facts, "hasOutcome") == {(PROJECT, "hasOutcome", o) for o in outcomes}


@pytest.mark.parametrize(
    ("words", "modes"),
    [
        ("乡亲们管这叫“以果养坡”模式。", {"以果养坡模式"}),
        ("这就是县里常说的“以果养坡”模式。", {"以果养坡模式"}),
        ("开发时按“以果养坡”模式推进。", {"以果养坡模式"}),
        ("几经试验，走出了“以果养坡”模式。", {"以果养坡模式"}),
        ("专家对“以果养坡”模式另有看法。", set()),
        ("黄坑尾项目走的是“以果养坡”的路子。“以果养坡”模式如今成了样板。", {"以果养坡模式"}),
        ("这就是被同行称道的“以果养坡”模式。", {"以果养坡模式"}),
        ("若按“以果养坡”模式推进，收入更多。", set()),
        ("它不是人们所说的“以果养坡”模式。", set()),
    ],
)
def test_what_the_way_of_a_case_is_called(facts_of: FactsOf, words: str, modes: set[str]) -> None:
    facts = facts_of(STORY.format(words), "paper.md")
    assert said(facts, "usesMode") == {(PROJECT, "usesMode", m) for m in modes}


@pytest.mark.parametrize(
    ("words", "doers"),
    [
        ("县政府委托遂昌青坡生态股份有限公司统一施工。", {"遂昌青坡生态股份有限公司"}),
        ("经过比选，选定金竹竹业合作社承担管护。", {"金竹竹业合作社"}),
        ("遂昌青坡生态有限公司以30年经营权报价中标。", {"遂昌青坡生态有限公司"}),
        ("余料被金竹竹业合作社竞得。", {"金竹竹业合作社"}),
        ("黄坑尾项目的投资方是遂昌青坡旅游开发有限公司。", {"遂昌青坡旅游开发有限公司"}),
        ("原拟委托遂昌青坡生态有限公司施工。", set()),
        ("各家公司均未中标。", set()),
    ],
)
def test_who_was_chosen_carries_the_project_out(
    facts_of: FactsOf, words: str, doers: set[str]
) -> None:
    facts = facts_of(STORY.format(words), "paper.md")
    assert said(facts, "implements") == {(PROJECT, "implements", d) for d in doers}


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        ("“以果养坡”模式见效慢。它的短处也很明显，果价随行就市，采摘集中在六月。",
         {"见效慢", "果价随行就市", "采摘集中在六月"}),
        ("“以果养坡”模式受欢迎。不足之处在于苗木品种混杂，山路弯多。",
         {"苗木品种混杂", "山路弯多"}),
        ("“以果养坡”模式受欢迎。美中不足的是山路狭窄。", {"山路狭窄"}),
        ("“以果养坡”模式虽名声不大，但收益可观。", set()),
        ("县里的实践表明，“以果养坡”模式对雨水依赖过重。", {"对雨水依赖过重"}),
        ("“以果养坡”模式避开了果价波动。", set()),
    ],
)  # fmt: skip
def test_faults_behind_a_lead_are_those_of_the_mode_before(
    facts_of: FactsOf, words: str, faults: set[str]
) -> None:
    facts = facts_of(f"{HEAD}## 2 做法\n\n{words}\n", "paper.md")
    assert said(facts, "hasProblem") - {("doc", "hasProblem", "废弃矿山要修复")} == {
        ("以果养坡模式", "hasProblem", f) for f in faults
    }


def test_faults_follow_a_colon(facts_of: FactsOf) -> None:
    words = "但项目也留下遗憾：接线迟迟未通，前两年弃电率高达19%。鱼塘成了摆设。"
    facts = facts_of(STORY.format(words), "paper.md")
    assert said(facts, "hasProblem") >= {
        (PROJECT, "hasProblem", "接线迟迟未通"),
        (PROJECT, "hasProblem", "前两年弃电率高达19%"),
    }


def test_a_bracket_exemplifies_the_problem_of_its_sentence(facts_of: FactsOf) -> None:
    body = "\n## 3 难点\n\n水权不清。\n\n苗木品种混杂，养护沦为空谈（如黄坑尾项目）。\n"
    facts = facts_of(STORY.format("") + body, "paper.md")
    assert said(facts, "exemplifiedBy") == {("养护沦为空谈", "exemplifiedBy", PROJECT)}


def test_a_figure_told_by_table_and_text_is_one_outcome(facts_of: FactsOf) -> None:
    table = (
        "表1 项目概况\n\n| 项目名称 | 主要成效 |\n|:--|:--|\n"
        f"| {PROJECT} | 年采摘收入约210万元 |\n\n"
    )
    facts = facts_of(HEAD + f"## 2 概况\n\n{table}黄坑尾项目采摘收入约210万元。\n", "paper.md")
    assert names(facts, "Outcome") == {"年采摘收入约210万元"}


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("用水审批链条长，黄坑尾项目等了14个月。",
         {("doc", "hasProblem", "用水审批链条长"), ("用水审批链条长", "exemplifiedBy", PROJECT)}),
        ("补苗经费短缺，黄坑尾项目欠付工钱9万元。",
         {("doc", "hasProblem", "补苗经费短缺"), ("补苗经费短缺", "exemplifiedBy", PROJECT)}),
        ("黄坑尾项目的验收拖了11个月。", {(PROJECT, "hasProblem", "验收拖了11个月")}),
        ("黄坑尾项目缺乏管护人手。", {(PROJECT, "hasProblem", "缺乏管护人手")}),
        ("黄坑尾项目有护林员4人。", set()),
        ("省里的补贴标准不统一，为此各乡另行贴补。", {("doc", "hasProblem", "省里的补贴标准不统一")}),
    ],
)  # fmt: skip
def test_a_project_behind_a_problem_is_its_example(
    facts_of: FactsOf, words: str, claims: set[tuple[str, str, str]]
) -> None:
    facts = facts_of(STORY.format("") + f"\n## 3 难点\n\n{words}\n", "paper.md")
    found = said(facts, "hasProblem", "exemplifiedBy")
    assert found == claims


@pytest.mark.parametrize(
    ("words", "actors"),
    [
        ("遂昌县人民政府把山权与修复捆在一起。", {"遂昌县人民政府"}),
        ("林业部门认林地，水利部门认水面。", {"林业部门", "水利部门"}),
        ("施工单位沿用平原做法。", {"施工单位"}),
        ("村民把坡地交给合作社打理。", set()),
        ("丽水市生态环境局莲都分局抽检了水样。", {"丽水市生态环境局莲都分局"}),
        ("修文县政府统一处置余料。", {"修文县政府"}),
        ("《省自然资源厅关于余料处置的通知》尚在修改。", set()),
        ("实施主体的资质要求偏高。", set()),
        ("国务院的规定早已明确。", set()),
    ],
)
def test_authorities_that_act_in_papers(facts_of: FactsOf, words: str, actors: set[str]) -> None:
    facts = facts_of(f"{HEAD}## 2 做法\n\n{words}\n", "paper.md")
    assert names(facts, "Organization") == actors


@pytest.mark.parametrize(
    ("words", "used"),
    [
        ("黄坑尾项目采用股田式共建。", True),
        ("黄坑尾项目采取股田式共建，村民出地。", True),
        ("黄坑尾项目率先推行股田式共建。", True),
        ("黄坑尾项目沿用“股田式共建”。", True),
        ("黄坑尾项目走股田式共建的路子。", True),
        ("黄坑尾项目试行股田式共建三年。", True),
        ("黄坑尾项目未采用股田式共建。", False),
        ("黄坑尾项目拟采用股田式共建。", False),
        ("黄坑尾项目采用喷播工艺，与股田式共建无关。", False),
    ],
)
def test_a_project_uses_a_mode_whose_name_says_no_mode(
    facts_of: FactsOf, words: str, used: bool
) -> None:
    kinds = (
        "\n## 3 共建的两种形式\n\n### 3.1 股田式共建\n\n略。\n\n### 3.2 租赁式共建\n\n略略。\n\n"
        f"## 4 余论\n\n{words}\n"
    )
    facts = facts_of(STORY.format("") + kinds, "paper.md")
    assert said(facts, "usesMode") == ({(PROJECT, "usesMode", "股田式共建")} if used else set())


@pytest.mark.parametrize(
    ("words", "solved"),
    [
        ("它化解了分红纠纷。", {"分红纠纷"}),
        ("它让山有人管，也避免了果园撂荒。", {"果园撂荒"}),
        ("它既增收，又缓解了灌溉用水紧张。", {"灌溉用水紧张"}),
        ("此举破解了苗木销售难。", {"苗木销售难"}),
        ("它规避了账目被挪用的风险。", {"账目被挪用的风险"}),
        ("它不仅护坡，还消除了滚石隐患。", {"滚石隐患"}),
        ("它未能化解分红纠纷。", set()),
        ("它有望缓解用水紧张。", set()),
        ("它让村民年年有分红。", set()),
    ],
)
def test_it_is_the_mode_that_the_sentence_before_calls_so(
    facts_of: FactsOf, words: str, solved: set[str]
) -> None:
    told = f"县里把果园折股到户，该做法被称为“以果养坡”模式。{words}"
    facts = facts_of(f"{HEAD}## 2 做法\n\n{told}\n", "paper.md")
    assert said(facts, "solves") == {("以果养坡模式", "solves", s) for s in solved}
