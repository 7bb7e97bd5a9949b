"""Where the noun phrase of a count ends, and the names of counts that this gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.extract.phrases import clause
from ontology.records import Facts

FactsOf = Callable[..., Facts]
PAPER = """# 云山省矿山修复实践研究

摘要：略。

关键词：矿山；修复

## 一、现状

{}
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("农户签订了用工合同", ("农户", "签订用工合同")),
        ("工人在厂里常年值守", ("工人", "值守")),
        ("企业因资料造假被列入名单", ("企业", "列入名单")),
        ("牧草枯死", ("牧草", "枯死")),
        ("项目落地", ("项目", "落地")),
        ("绿色矿山建设项目", ("绿色矿山建设项目", "")),
        ("社会资本参与项目", ("社会资本参与项目", "")),
        ("落实资金的项目", ("落实资金的项目", "")),
        ("", ("", "")),
    ],
)
def test_a_noun_ends_where_its_predicate_begins(words: str, expected: tuple[str, str]) -> None:
    assert clause(words) == expected


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("28个项目中有6个超出红线。", ["项目数", "超出红线的项目数"]),
        ("19家受访企业中仅有4家申请过贷款。", ["受访企业数量", "申请贷款的企业数"]),
        ("其中有125户农户签订了用工合同。", ["签订用工合同的农户户数"]),
        ("全省有9家矿山企业因造假被列入名单。", ["列入名单的矿山企业数"]),
        ("目前落地28个社会资本参与项目。", ["社会资本参与项目数量"]),
        ("项目惠及310户村民。", ["项目惠及村民户数"]),
        ("课题组访谈74人。", ["访谈人数"]),
        ("本文归纳出四种模式。", ["修复模式数"]),
        ("设立省级转型发展基金，首期规模可按8亿元安排。", ["转型发展基金首期规模"]),
        ("推动银行开办林权质押贷款，期限延长至12年。", ["林权质押贷款期限"]),
        ("协调费用下降，但前期征地耗时2年。", ["前期征地耗时"]),
        ("一期修复面积62公顷，总投资0.84亿元。", ["一期修复面积", "一期总投资"]),
    ],
)
def test_counts_are_named_by_their_noun_and_what_it_does(
    facts_of: FactsOf, sentence: str, names: list[str]
) -> None:
    facts = facts_of(PAPER.format(sentence), "paper.md")
    assert [i.name for i in facts.indicators] == names
