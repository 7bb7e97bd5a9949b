from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import DOCUMENT_ID, Facts

PlanFacts = Callable[[str], Facts]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("依据《土地复垦条例》编制。", [("土地复垦条例", "", "")]),
        (
            "按《某办法》（甘自然资发〔2021〕12号）执行。",
            [("某办法", "甘自然资发〔2021〕12号", "")],
        ),
        (
            "按《某办法》［甘自然资发（2021）12号］执行。",
            [("某办法", "甘自然资发（2021）12号", "")],
        ),
        ("按《某要点》(甘政办发[2020]9号)执行。", [("某要点", "甘政办发[2020]9号", "")]),
        ("《安全规程》（GB 16423—2020）适用。", [("安全规程", "GB16423—2020", "")]),
        ("符合GB/T 1.1—2020《起草规则》的规定。", [("起草规则", "GB/T1.1—2020", "")]),
        ("水质应符合GB 3838的要求。", [("GB3838", "GB3838", "")]),
        ("引用了（HJ/T2.1~2.4）的内容。", [("HJ/T2.1~2.4", "HJ/T2.1~2.4", "")]),
        (
            "依照《中华人民共和国矿产资源法》第三十九条第一款处罚。",
            [("中华人民共和国矿产资源法", "", "第三十九条第一款")],
        ),
        ("符合《水质标准》GB 3838—2002的要求。", [("水质标准", "GB3838—2002", "")]),
        (
            "按《某省某办法》（甘资发〔2020〕第12号，以下简称《办法》）执行，《办法》从其规定。",
            [
                ("某省某办法", "甘资发〔2020〕第12号", ""),
                ("某省某办法", "甘资发〔2020〕第12号", ""),
            ],
        ),
        (
            "按《某办法》（甘资发〔2020〕2号）执行。另见《某办法》。",
            [("某办法", "甘资发〔2020〕2号", ""), ("某办法", "甘资发〔2020〕2号", "")],
        ),
        (
            "［3］TD/T 1036—2013，复垦质量规则［S］. 北京：某社，2013.",
            [("复垦质量规则", "TD/T1036—2013", "")],
        ),
        ("依照刑法有关规定处理。", [("刑法", "", "")]),
        ("《甲法》《乙条例》均适用。", [("甲法", "", ""), ("乙条例", "", "")]),
    ],
)
def test_citations(
    plan_facts: PlanFacts, sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    found = [(c.title, c.number, c.article) for c in plan_facts(sentence).citations]
    assert found == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "编制《某某县矿产资源总体规划（2021—2025年）》（下称《规划》）。《规划》经批准后实施。",
        "领取《采矿许可证》后方可开采。",
        "依照有关法律、行政法规的规定处理。",
        "采用科学的方法和办法。",
        "资源量达4TB2.2处。",
        "刊于《某矿业》。",
        "该《方案》由县政府编制。",
    ],
)
def test_no_citations(plan_facts: PlanFacts, sentence: str) -> None:
    assert [c for c in plan_facts(sentence).citations if c.title] == []


def test_one_instrument_under_its_short_names(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "依据《中华人民共和国矿产资源法》编制。《矿产资源法》第三条规定的矿产，按《甘肃省某某条例》（以下简称《条例》）管理，《条例》另有规定的除外。"
    )
    assert [e.name for e in facts.entities if e.type == "Instrument"] == [
        "中华人民共和国矿产资源法",
        "甘肃省某某条例",
    ]
    cites = [a for a in facts.assertions if a.predicate == "cites"]
    assert {a.subject for a in cites} == {DOCUMENT_ID}
    assert len(cites) == 2


def test_internal_references_keep_their_words(plan_facts: PlanFacts) -> None:
    facts = plan_facts("违反本条例第十二条规定的，依照前款处理。")
    assert [(c.title, c.article) for c in facts.citations] == [("", "本条例第十二条"), ("", "前款")]


def test_a_specification_cites_from_its_clauses(facts_of: Callable[..., Facts]) -> None:
    text = (
        "DZ/T 0999—2022\n\n矿山修复技术规范\n\n1　范围\n\n本文件规定了修复要求。\n\n2　规范性引用文件\n\n"
        "GB 3838　地表水环境质量标准\n\n3　要求\n\n3.1　水质\n\n排水应符合GB 3838的要求。\n"
    )
    facts = facts_of(text, "spec.txt")
    names = {e.id: e.name for e in facts.entities} | {DOCUMENT_ID: DOCUMENT_ID}
    assert [
        (names[a.subject], names[a.object]) for a in facts.assertions if a.predicate == "cites"
    ] == [
        (DOCUMENT_ID, "地表水环境质量标准"),
        ("3.1 水质", "地表水环境质量标准"),
    ]


STATUTE = """某市矿山条例

第一条 为了保护环境，依据《甲法》，制定本条例。

第二条 修复应当按照《乙办法》执行。
"""


def test_in_a_legal_text_the_article_cites_as_well(facts_of: Callable[[str], Facts]) -> None:
    facts = facts_of(STATUTE)
    names = {e.id: e.name for e in facts.entities} | {DOCUMENT_ID: "doc"}
    cites = [
        (names[a.subject], names[a.object]) for a in facts.assertions if a.predicate == "cites"
    ]
    assert cites == [("doc", "甲法"), ("doc", "乙办法"), ("第二条", "乙办法")]


STANDARD = """矿山复垦规范

1　范围

本文件规定了要求。

3　术语和定义

3.1
客土　borrowed soil
从矿区外运入的土壤。

4　要求

水质应符合GB 3838的规定。

参 考 文 献

[1]　《土地复垦条例》（国务院令第592号）
[2]　TD/T 1070.1—2022　矿山生态修复技术规范　第1部分：通则
"""


def test_the_references_of_a_standard_are_cited_by_the_document(
    facts_of: Callable[..., Facts],
) -> None:
    facts = facts_of(STANDARD, "spec.txt")
    assert [(c.title, c.number) for c in facts.citations] == [
        ("GB3838", "GB3838"),
        ("土地复垦条例", "国务院令第592号"),
        ("矿山生态修复技术规范 第1部分：通则", "TD/T1070.1—2022"),
    ]
    names = {e.id: e.name for e in facts.entities} | {DOCUMENT_ID: DOCUMENT_ID}
    cited = {
        (names[a.subject], names[a.object]) for a in facts.assertions if a.predicate == "cites"
    }
    assert cited == {
        ("4 要求", "GB3838"),
        (DOCUMENT_ID, "土地复垦条例"),
        (DOCUMENT_ID, "矿山生态修复技术规范 第1部分：通则"),
    }


def test_terms_keep_their_english_name_apart(facts_of: Callable[..., Facts]) -> None:
    facts = facts_of(STANDARD, "spec.txt")
    (term,) = (e for e in facts.entities if e.type == "Term")
    assert (term.name, dict(term.attributes)) == ("客土", {"english": "borrowed soil"})
    assert "3.1 客土" in [e.name for e in facts.entities if e.type == "Clause"]


def test_a_notice_does_not_cite_what_it_issues(facts_of: Callable[..., Facts]) -> None:
    text = (
        "陇川市人民政府办公室\n关于印发陇川市矿山修复资金管理办法的通知\n\n陇政办〔2025〕7号\n\n"
        "各县人民政府：\n\n《陇川市矿山修复资金管理办法》已经同意，现印发给你们。\n\n"
        "第一条　为规范矿山修复，根据《土地复垦条例》，制定本办法。\n\n第二条　本办法适用于全市。\n"
    ).replace("\\\n", "\n")
    assert [c.title for c in facts_of(text, "a.txt").citations] == ["土地复垦条例"]
