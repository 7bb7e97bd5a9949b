"""Forms of papers that the first rules did not know: types, turned tables, cases, tables of advice."""

from __future__ import annotations

import pytest

from .asked import FactsOf, names, pairs, said

HEAD = "# 云山省矿山再利用研究\n\n摘要：略。\n\n关键词：矿山；修复\n\n"


TYPES = """## 一、再利用的类型

### （一）储能型利用

略。

### （二）康养文旅型

以合肥市包河区石塘煤矿遗址公园为代表。该型延续了矿区记忆，但同质化竞争突出。

### （三）渔光复合型

合肥市长丰县下塘镇塌陷地治理项目属于此类。下塘镇项目年发电3亿千瓦时。
"""


def test_headings_of_types_are_modes(facts_of: FactsOf) -> None:
    facts = facts_of(HEAD + TYPES, "paper.md")
    assert names(facts, "Mode") == {"康养文旅型", "渔光复合型"}
    park, project = "合肥市包河区石塘煤矿遗址公园", "合肥市长丰县下塘镇塌陷地治理项目"
    assert said(facts, "exemplifies", "hasProblem", "hasOutcome") == {
        (park, "exemplifies", "康养文旅型"),
        ("康养文旅型", "hasOutcome", "延续了矿区记忆"),
        ("康养文旅型", "hasProblem", "同质化竞争突出"),
        (project, "exemplifies", "渔光复合型"),
        (project, "hasOutcome", "年发电3亿千瓦时"),
    }


ADVISED = """## 一、难点

表1 存在的问题与对策

| 类别 | 存在问题 | 成因 | 对策建议 | 责任单位 |
|---|---|---|---|---|
| 资金 | 投入大、渠道不畅 | 缺抵押物 | 设立转型基金 | 省财政厅、省能源局 |
"""


def test_a_table_of_problems_and_advice(facts_of: FactsOf) -> None:
    found = said(facts_of(HEAD + ADVISED, "paper.md"), "hasProblem", "addresses", "directedAt")
    assert found == {
        ("doc", "hasProblem", "投入大"),
        ("doc", "hasProblem", "渠道不畅"),
        ("设立转型基金", "addresses", "投入大"),
        ("设立转型基金", "addresses", "渠道不畅"),
        ("设立转型基金", "directedAt", "省财政厅"),
        ("设立转型基金", "directedAt", "省能源局"),
    }


TURNED = """## 1 比较

表1 模式的要素

| 要素 | “光伏复绿”模式 | “碳汇+保险”模式 |
|---|---|---|
| 资金来源 | 企业自筹 | 碳汇预售 |
| 适用条件 | 地势平坦 | 面积大 |
| 优势 | 现金流稳定 | 分散了灾害风险 |
| 劣势 | 前期投入大 | 核证周期长 |
"""


def test_columns_headed_by_modes_are_read_downwards(facts_of: FactsOf) -> None:
    facts = facts_of(HEAD + TURNED, "paper.md")
    assert names(facts, "Mode") == {"光伏复绿模式", "碳汇+保险模式"}
    assert said(facts, "hasProblem", "hasOutcome", "solves") == {
        ("光伏复绿模式", "hasOutcome", "现金流稳定"),
        ("光伏复绿模式", "hasProblem", "前期投入大"),
        ("碳汇+保险模式", "solves", "灾害风险"),
        ("碳汇+保险模式", "hasProblem", "核证周期长"),
    }


NAMED = """## 1 比较

表1 治理方式对照

| {} | 做法 | 优势 | 不足 | 典型案例 |
|---|---|---|---|---|
| {} | 分层回铺 | 成本低 | 管护难 | 合肥市包河区石塘采石场 |
"""


@pytest.mark.parametrize(
    ("header", "name"), [("名称", "内排复垦模式"), ("类型", "内排复垦"), ("方式", "内排复垦")]
)
def test_the_first_column_names_modes_beside_their_ways(
    facts_of: FactsOf, header: str, name: str
) -> None:
    facts = facts_of(HEAD + NAMED.format(header, name), "paper.md")
    assert names(facts, "Mode") == {name}
    assert said(facts, "exemplifies", "hasProblem") == {
        ("合肥市包河区石塘采石场", "exemplifies", name),
        (name, "hasProblem", "管护难"),
    }


CASE = """## 1 模式

该省推行“光伏复绿”模式。

## 2 案例

### 2.1 案例一：合肥市长丰县下塘采石场修复项目

该项目位于安徽省合肥市，由长丰城建投资有限公司出资建设。项目采用“光伏复绿”模式，造林200亩。
但草料加工链条短，并网指标难以落实。
"""


def test_a_case_is_told_without_its_name(facts_of: FactsOf) -> None:
    project = "合肥市长丰县下塘采石场修复项目"
    found = said(
        facts_of(HEAD + CASE, "paper.md"),
        "usesMode", "locatedIn", "implements", "hasOutcome", "hasProblem",
    )  # fmt: skip
    assert found == {
        (project, "locatedIn", "合肥市"),
        (project, "locatedIn", "长丰县"),
        (project, "locatedIn", "安徽省"),
        (project, "implements", "长丰城建投资有限公司"),
        (project, "usesMode", "光伏复绿模式"),
        (project, "hasOutcome", "造林200亩"),
        (project, "hasProblem", "草料加工链条短"),
        (project, "hasProblem", "并网指标难以落实"),
    }


PROBLEMS = [
    ("验收标准重绿化、轻功能。", {"验收标准重绿化、轻功能"}),
    ("企业以修复为名采石的现象并不少见。", {"企业以修复为名采石"}),
    ("冻融造成边坡二次损毁。", {"边坡二次损毁"}),
    ("历史纠纷难以化解。", {"历史纠纷难以化解"}),
    ("受送出线路建设滞后影响，见图3。", {"送出线路建设滞后"}),
    ("个别企业擅自扩大削坡范围。", {"企业擅自扩大削坡范围"}),
    ("闭坑资料残缺，加之多头管理。", {"闭坑资料残缺", "多头管理"}),
    ("采用无人机巡查，违法线索核查时间缩短。", set()),
    ("粉尘浓度明显下降，事故发生率降低。", set()),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "problems"), PROBLEMS, ids=[s for s, _ in PROBLEMS])
def test_problems_of_a_section_on_sore_points(
    facts_of: FactsOf, sentence: str, problems: set[str]
) -> None:
    facts = facts_of(f"{HEAD}## 3 主要堵点\n\n{sentence}\n", "paper.md")
    assert said(facts, "hasProblem") == {("doc", "hasProblem", p) for p in problems}


ACTORS = """## 1 现状

2019年，自然资源部印发《关于探索市场化修复的意见》。云山省地质环境监测院负责复核，
农业龙头企业参与。自然资源、生态环境、应急管理等部门各管一段。责任主体灭失。
"""


def test_bodies_and_firms_that_act_in_a_paper(facts_of: FactsOf) -> None:
    assert names(facts_of(HEAD + ACTORS, "paper.md"), "Organization") == {
        "自然资源部",
        "云山省地质环境监测院",
        "农业龙头企业",
        "自然资源、生态环境、应急管理等部门",
    }


PLACES = [
    ("河北迁安的做法被引入。", {"河北省", "迁安市"}),
    ("长白县围绕硅藻土开展探索。", {"长白朝鲜族自治县"}),
    ("澳大利亚昆士兰州实行该制度。", {"澳大利亚", "昆士兰州"}),
    ("适用于日照充足的矿区。", set()),
    ("丘陵山区矿点多。", set()),
]


@pytest.mark.parametrize(("sentence", "places"), PLACES, ids=[s for s, _ in PLACES])
def test_short_names_of_places(facts_of: FactsOf, sentence: str, places: set[str]) -> None:
    text = f"# 矿山修复研究\n\n摘要：略。\n\n关键词：矿山\n\n## 1 现状\n\n{sentence}\n"
    assert names(facts_of(text, "paper.md"), "Place") == places


def test_counties_of_a_list_in_the_papers_own_province(facts_of: FactsOf) -> None:
    text = "# 云南省矿山修复研究\n\n摘要：略。\n\n关键词：矿山\n\n## 1 现状\n\n个旧、会泽等地矿点多。\n"
    assert names(facts_of(text, "paper.md"), "Place") == {"云南省", "个旧市", "会泽县"}


WAYS = """## 1 协同方式

表1 方式对比

| 协同方式 | 主要优点 | 主要缺点 | 典型地区 |
|---|---|---|---|
| 以采代修 | 程序规范、财政零投入 | 容易借修扩采 | 长丰县 |
| 修采分离 | 国有资产不易流失 | 工期延误 | 合肥市 |

### 1.1 修采分离

合肥市长丰县下塘镇砂坑修复与采矿权捆绑出让项目采取修采分离方式，竞得人云山建材集团修复老坑17个。
修采分离压实了责任。其局限在于：标的难以估价；中小企业资金实力弱，参与度低。
"""


def test_ways_that_are_not_called_modes(facts_of: FactsOf) -> None:
    facts = facts_of(HEAD + WAYS, "paper.md")
    project = "合肥市长丰县下塘镇砂坑修复与采矿权捆绑出让项目"
    assert names(facts, "Project") == {project}
    assert said(facts, "usesMode", "implements", "hasProblem", "hasOutcome") == {
        ("以采代修", "hasOutcome", "程序规范"),
        ("以采代修", "hasOutcome", "财政零投入"),
        ("以采代修", "hasProblem", "容易借修扩采"),
        ("修采分离", "hasOutcome", "国有资产不易流失"),
        ("修采分离", "hasProblem", "工期延误"),
        (project, "usesMode", "修采分离"),
        (project, "implements", "云山建材集团"),
        (project, "hasOutcome", "修复老坑17个"),
        ("修采分离", "hasProblem", "标的难以估价"),
        ("修采分离", "hasProblem", "中小企业资金实力弱"),
        ("修采分离", "hasProblem", "参与度低"),
    }


def test_counted_advice_runs_on_to_the_next_number(facts_of: FactsOf) -> None:
    text = (
        f"{HEAD}## 4 建议\n\n一是拓宽资金渠道。支持金融机构发行债券，解决渠道不多的问题。"
        "二是强化技术支撑。由省林业科学研究院编制指南，杜绝数据造假。\n"
    )
    found = said(facts_of(text, "paper.md"), "directedAt", "addresses")
    assert found == {
        ("拓宽资金渠道", "directedAt", "金融机构"),
        ("拓宽资金渠道", "addresses", "渠道不多"),
        ("强化技术支撑", "directedAt", "省林业科学研究院"),
        ("强化技术支撑", "addresses", "数据造假"),
    }


def test_modes_are_named_by_their_column_not_by_how_they_work(facts_of: FactsOf) -> None:
    body = HEAD + (
        "## 1 做法\n\n表1 模式比较\n\n| 修复模式 | 运作方式 | 优点 | 缺点 |\n|---|---|---|---|\n"
        "| 资源置换模式 | 以余料收益抵补修复投入 | 见效快 | 收益受砂石价格影响大 |\n"
    )
    facts = facts_of(body, "paper.md")
    modes = {e.name for e in facts.entities if e.type == "Mode"}
    assert "资源置换模式" in modes
    assert "以余料收益抵补修复投入" not in modes


def test_advice_inside_an_item_is_the_items_own(facts_of: FactsOf) -> None:
    body = (
        "# 某地矿山修复研究\n\n摘要：本文分析。\n\n关键词：矿山\n\n## 1 存在问题\n\n（1）产权激励机制不健全。\n\n"
        "（2）融资渠道窄。\n\n## 2 对策建议\n\n（1）完善产权政策。针对产权激励机制不健全的问题，建议省自然资源厅出台使用细则。\n\n"
        "（2）拓宽融资渠道。鼓励银行参与。\n"
    )
    facts = facts_of(body, "paper.md")
    names = {e.id: e.name for e in facts.entities}
    advice = [e.name for e in facts.entities if e.type == "Recommendation"]
    assert advice == ["完善产权政策", "拓宽融资渠道"]
    claims = {(names.get(a.subject), a.predicate, names.get(a.object)) for a in facts.assertions}
    assert ("完善产权政策", "addresses", "产权激励机制不健全") in claims
    assert ("完善产权政策", "directedAt", "省自然资源厅") in claims


def test_a_place_that_is_made_into_a_park_is_no_project(facts_of: FactsOf) -> None:
    facts = facts_of(HEAD + "## 1 经验\n\n徐州市把1.16万亩塌陷地改造成湿地公园。\n", "paper.md")
    assert [e.name for e in facts.entities if e.type == "Project"] == []


def test_an_instance_of_a_problem_is_no_problem(facts_of: FactsOf) -> None:
    body = (
        "## 1 实践模式\n\n凤台县顾桥镇沉陷区综合整治项目新增耕地5100亩。\n\n## 2 存在的问题\n\n"
        "1.土地权属复杂。征收和流转成本高，例如凤台县顾桥镇项目仅流转协商就用了18个月。\n\n2.资金来源单一。\n"
    )
    facts = facts_of(HEAD + body, "paper.md")
    assert names(facts, "Problem") == {"土地权属复杂", "征收和流转成本高", "资金来源单一"}
    assert pairs(facts, "exemplifiedBy") == {("征收和流转成本高", "凤台县顾桥镇沉陷区综合整治项目")}
    assert names(facts, "Mode") == set()
    assert "顾桥镇项目新增耕地面积" in {i.name for i in facts.indicators}


def test_an_action_plan_in_a_notice_tells_of_projects_and_modes(facts_of: FactsOf) -> None:
    body = (
        "湖南省自然资源厅关于印发《三年行动方案》的通知\n\n湘自资发〔2023〕21号\n\n各市州自然资源局：\n\n"
        "一、重点任务\n\n（一）推进实施。重点实施湘潭市鹤岭锰矿区等7个修复工程。"
        "冷水江市锡矿山片区生态修复工程采用“削坡减载+植被重建”模式，有效解决了水土流失问题。\n"
    )
    facts = facts_of(body, "notice.txt")
    assert names(facts, "Project") == {"冷水江市锡矿山片区生态修复工程"}
    assert pairs(facts, "usesMode") == {("冷水江市锡矿山片区生态修复工程", "削坡减载+植被重建模式")}
