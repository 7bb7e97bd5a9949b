"""Whole small papers: what is stored, and above all what is not."""

from __future__ import annotations

import pytest

from ingest.clean import clean
from ingest.extract import extract
from ingest.extract.actors import acting
from ingest.extract.results import solved
from ingest.read import read_bytes
from ingest.structure import parse

HEAD = "# 某地矿山修复模式研究\n\n摘要：本文分析模式、成效与问题。\n\n关键词：矿山；修复；模式\n\n"
TABLE = """## 1 模式与项目

表1 典型项目

| 项目名称 | 修复模式 | 实施单位 | 主要成效 | 存在问题 | 备注 |
|---|---|---|---|---|---|
| 赣州市兴国县高兴矿修复项目 | “渔光互补”模式 | 兴国县城投公司 | 复垦耕地120亩，其中水田30亩 | 管护经费不足 | 获评省级示范 |
| 赣州市于都县银坑矿治理项目 | 以租代补模式 |  | 治理面积400亩 | 收益分成、土地流转等缺少依据 |  |

"""


def triples(body: str) -> set[tuple[str, str, str]]:
    document = parse(clean(read_bytes("paper.md", (HEAD + body).encode())))
    facts = extract(document)
    names = {e.id: e.name for e in facts.entities}
    for claim in facts.assertions:
        assert document.text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
    return {
        (names.get(a.subject, a.subject), a.predicate, names.get(a.object, a.object))
        for a in facts.assertions
    }


A, B = "赣州市兴国县高兴矿修复项目", "赣州市于都县银坑矿治理项目"


def test_a_row_tells_of_its_project() -> None:
    found = triples(TABLE)
    assert {t for t in found if t[0] == A} == {
        (A, "usesMode", "渔光互补模式"),
        (A, "implements", "兴国县城投公司"),
        (A, "locatedIn", "赣州市"),
        (A, "locatedIn", "兴国县"),
        (A, "hasOutcome", "复垦耕地120亩"),
        (A, "hasOutcome", "水田30亩"),
        (A, "hasOutcome", "获评省级示范"),
        (A, "hasProblem", "管护经费不足"),
    }
    assert {o for s, p, o in found if (s, p) == (B, "hasProblem")} == {
        "收益分成缺少依据", "土地流转缺少依据",
    }  # fmt: skip


USES = [
    ("采用", "银坑矿治理项目采用渔光互补模式实施。", True),
    ("改为", "银坑矿治理项目原计划采用招商模式，后改为渔光互补模式。", True),
    ("planned, then replaced", "银坑矿治理项目原计划采用渔光互补模式，后改为以租代补模式。", False),
    ("not done", "银坑矿治理项目没有采用渔光互补模式。", False),
    ("only proposed", "银坑矿治理项目拟采用渔光互补模式。", False),
    ("reported", "据媒体报道，银坑矿治理项目采用渔光互补模式。", False),
]


@pytest.mark.parametrize(("_", "sentence", "stored"), USES, ids=[c[0] for c in USES])
def test_use_of_a_mode(_: str, sentence: str, stored: bool) -> None:
    claim = (B, "usesMode", "渔光互补模式")
    assert (claim in triples(TABLE + sentence)) is stored


SOLVES = [
    ("解决了", "渔光互补模式解决了融资难问题。", {"融资难"}),
    ("可以解决", "渔光互补模式可以解决融资难、监管难等问题。", {"融资难", "监管难"}),
    ("easing trouble", "渔光互补模式减少了土地撂荒。", {"土地撂荒"}),
    ("less of what is no trouble", "渔光互补模式降低了建设成本。", set()),
    ("negated", "渔光互补模式并未解决融资难问题。", set()),
    ("hard to", "渔光互补模式难以解决融资难问题。", set()),
    ("hoped for", "渔光互补模式有望缓解融资难问题。", set()),
    ("in question", "渔光互补模式能否解决融资难问题尚待观察。", set()),
    ("said by others", "有学者认为渔光互补模式解决了融资难问题。", set()),
]


@pytest.mark.parametrize(("_", "sentence", "problems"), SOLVES, ids=[c[0] for c in SOLVES])
def test_solved_problems(_: str, sentence: str, problems: set[str]) -> None:
    found = triples(TABLE + sentence)
    assert {o for s, p, o in found if (s, p) == ("渔光互补模式", "solves")} == problems


def test_an_advantage_may_be_a_help_but_a_sentence_may_not() -> None:
    words = "有利于缓解融资难"
    assert [s.problem.name for s in solved(words, 0, len(words), hoping=True)] == ["融资难"]
    assert not list(solved(words, 0, len(words)))


def test_examples_in_brackets() -> None:
    found = triples(
        TABLE
        + "## 2 存在的问题\n\n（1）利益联结机制不健全。收益分配缺乏约定（如高兴矿修复项目），约束条件多（如以租代补模式）。\n"
    )
    assert ("收益分配缺乏约定", "exemplifiedBy", A) in found
    assert ("约束条件多", "exemplifiedBy", B) in found
    assert ("以租代补模式", "hasProblem", "约束条件多") in found
    assert ("doc", "hasProblem", "利益联结机制不健全") in found


ADVICE = """## 3 对策建议

针对管护经费、收益分成等问题应完善保障机制。

### 3.1 完善保障机制

（1）建立管护经费保障制度。由县级财政部门牵头，安排专项资金。

（2）按照谁受益谁付费的原则，鼓励矿山企业参与收益分成，避免资金闲置。

（3）禁止以修复名义采矿，确保国有资产不流失。
"""


def test_items_of_advice() -> None:
    found = triples(TABLE + ADVICE)
    first, second = "建立管护经费保障制度", "鼓励矿山企业参与收益分成"
    assert {t for t in found if t[1] in ("addresses", "directedAt")} == {
        ("完善保障机制", "addresses", "管护经费问题"),
        ("完善保障机制", "addresses", "收益分成问题"),
        (first, "addresses", "管护经费问题"),
        (first, "directedAt", "县级财政部门"),
        (second, "addresses", "收益分成问题"),
        (second, "addresses", "资金闲置"),
        (second, "directedAt", "矿山企业"),
        ("禁止以修复名义采矿", "addresses", "国有资产流失"),
    }


def test_the_abstract_and_the_advice_state_no_problems() -> None:
    body = TABLE + "## 3 对策建议\n\n（1）针对审批环节多、融资渠道单一，简化流程。\n"
    assert not {o for s, p, o in triples(body) if (s, p) == ("doc", "hasProblem")}


@pytest.mark.parametrize(
    ("advice", "names"),
    [
        ("由省自然资源厅牵头，会同有关部门会商", ["省自然资源厅"]),
        ("省能源局、省财政厅应联合制定办法", ["省能源局", "省财政厅"]),
        ("省、市两级自然资源主管部门应细化制度", ["省、市两级自然资源主管部门"]),
        ("支持高等院校、科研院所开展攻关", ["高等院校、科研院所"]),
        ("鼓励和引导社会资本投入修复", ["社会资本"]),
        ("（1）省财政厅要安排专项资金", ["省财政厅"]),
        ("煤矿企业关闭前必须移交资料", ["煤矿企业"]),
        ("省自然资源厅可出台指引，防止企业应付验收", ["省自然资源厅"]),
        ("建议对积极作为的市县给予奖励", []),
        ("由于历史原因，政府部门无法核实", []),
    ],
)
def test_who_shall_act(advice: str, names: list[str]) -> None:
    assert [a.name for a in acting(advice, 0, len(advice))] == names


def test_off_topic_documents_hold_no_mine_facts() -> None:
    text = (
        "# 图书馆阅读推广工作汇报\n\n文化局启动了“全民悦读推广计划”。经费不足，读者活动模式单一。\n"
    )
    document = parse(clean(read_bytes("a.md", text.encode())))
    kinds = {e.type for e in extract(document).entities}
    assert not kinds & {"Mode", "Problem", "Outcome", "Recommendation"}


SIDEWAYS = """## 1 模式对比

| 对比项 | 余料反哺模式 | 合作社托管模式 |
|---|---|---|
| 代表项目 | 赣州市于都县银坑矿治理项目 | 赣州市兴国县高兴矿修复项目 |
| 优点 | 资金来源稳定 | 破解了管护难题 |
| 缺点 | 二次污染风险大 | 收益周期长 |

"""


def test_a_table_that_is_turned_on_its_side() -> None:
    found = triples(SIDEWAYS)
    assert (B, "exemplifies", "余料反哺模式") in found
    assert ("余料反哺模式", "hasOutcome", "资金来源稳定") in found
    assert ("余料反哺模式", "hasProblem", "二次污染风险大") in found
    assert ("合作社托管模式", "solves", "管护难题") in found


def test_this_mode_is_the_one_named_before_or_in_the_heading() -> None:
    body = "## 1 模式分析\n\n### 1.1 指标置换模式\n\n该模式有效缓解了地方财政压力。\n\n### 1.2 生态修复模式\n\n该模式解决了融资难。\n"
    assert {t for t in triples(body) if t[1] == "solves"} == {
        ("指标置换模式", "solves", "地方财政压力")
    }


def test_a_project_that_only_the_text_names() -> None:
    body = TABLE + "赣州市定南县岭北废弃稀土矿修复项目采用以租代补模式，复垦林地800亩。\n"
    named = "赣州市定南县岭北废弃稀土矿修复项目"
    assert {t for t in triples(body) if t[0] == named} == {
        (named, "locatedIn", "赣州市"),
        (named, "locatedIn", "定南县"),
        (named, "usesMode", "以租代补模式"),
        (named, "hasOutcome", "复垦林地800亩"),
    }


def test_counted_advice_under_a_heading() -> None:
    body = TABLE + (
        "## 3 对策建议\n\n### 3.1 拓宽融资渠道\n\n"
        "一是设立修复基金，由省财政厅管理；二是鼓励商业银行开发信贷产品，解决抵押物不足问题。\n"
    )
    found = {t for t in triples(body) if t[1] in ("directedAt", "addresses")}
    assert found == {
        ("设立修复基金", "directedAt", "省财政厅"),
        ("鼓励商业银行开发信贷产品", "directedAt", "商业银行"),
        ("鼓励商业银行开发信贷产品", "addresses", "抵押物不足"),
    }


def test_a_contrast_lets_weaker_words_count() -> None:
    body = TABLE + "该做法见效快，但对产业基础要求高，且短期内难以平衡资金。\n\n各地矿山数量多。\n"
    assert {o for s, p, o in triples(body) if (s, p) == ("doc", "hasProblem")} == {
        "对产业基础要求高", "短期内难以平衡资金",
    }  # fmt: skip


def test_actors_of_a_paper() -> None:
    text = (
        "# 某地矿山修复模式研究\n\n李四\n\n（某省地质调查院，长沙 410007）\n\n摘要：采矿权人概念。\n\n关键词：矿山\n\n"
        "## 1 现状\n\n金融机构参与少，矿山企业负担重。\n"
    )
    facts = extract(parse(clean(read_bytes("a.md", text.encode()))))
    assert {e.name for e in facts.entities if e.type == "Organization"} == {
        "某省地质调查院", "金融机构", "矿山企业",
    }  # fmt: skip


def test_a_column_of_forms_beside_examples_names_modes() -> None:
    body = (
        "## 1 形式\n\n| 形式 | 优点 | 存在问题 | 应用实例 |\n|---|---|---|---|\n"
        "| 以修复换指标 | 盘活存量用地 | 验收周期长 | 赣州市于都县银坑矿治理项目 |\n"
    )
    found = triples(body)
    assert (B, "exemplifies", "以修复换指标") in found
    assert ("以修复换指标", "hasProblem", "验收周期长") in found


def test_this_project_is_the_one_named_before() -> None:
    body = TABLE + "银坑矿治理项目由县政府组织。该项目恢复山体面积12公顷，预计新增耕地30亩。\n"
    found = {o for s, p, o in triples(body) if (s, p) == (B, "hasOutcome")}
    assert found == {"治理面积400亩", "恢复山体面积12公顷"}


@pytest.mark.parametrize(
    ("sentence", "name", "towns"),
    [
        (
            "“十四五”期间，采取“政府主导+社会资本”模式实施云岭镇石灰石矿区生态修复项目。",
            "云岭镇石灰石矿区生态修复项目",
            {"云岭镇"},
        ),
        (
            "水城区云岭乡煤矸石山治理项目由某公司投资建设，采用以地养矿模式。",
            "水城区云岭乡煤矸石山治理项目",
            {"水城区", "云岭乡"},
        ),
    ],
)
def test_projects_of_towns_and_of_counties_that_are_younger_than_the_code_list(
    sentence: str, name: str, towns: set[str]
) -> None:
    found = triples(f"## 1 实践\n\n{sentence}\n")
    assert {o for s, p, o in found if (s, p) == (name, "locatedIn")} == towns
    assert len({o for s, p, o in found if (s, p) == (name, "usesMode")}) == 1
