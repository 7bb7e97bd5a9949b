"""Programmes and organisations that a deck names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

DECK = """矿山修复年度汇报

{issuer} 王青

目 录

1 总体进展

2 下一步打算



资金保障逐年加强1.1

{page}



公众参与不断完善1.2

线上联动

线下联动

志愿服务



下一步打算2.1

组织领导

责任落实

联动协作

宣传培训

督促检查

总结推广



下一步打算2.2

经验交流

考核评价

队伍建设
"""


@pytest.fixture
def deck(facts_of: Callable[..., Facts]) -> Callable[..., Facts]:
    """The facts of a deck with this line on one page, by this department."""

    def make(page: str = "责任落实", issuer: str = "青岚县自然资源局") -> Facts:
        return facts_of(DECK.format(page=page, issuer=issuer), "deck.txt")

    return make


Deck = Callable[..., Facts]


def named(facts: Facts, kind: str) -> list[str]:
    return [e.name for e in facts.entities if e.type == kind]


def test_who_the_deck_is_by(deck: Deck) -> None:
    assert named(deck(), "Organization") == ["青岚县自然资源局"]
    facts = deck(issuer="青岚县图书馆数字资源建设协调组")
    assert named(facts, "Organization") == ["青岚县图书馆数字资源建设协调组", "青岚县图书馆"]


def test_who_launched_a_programme(deck: Deck) -> None:
    facts = deck("2023年4月，县政府启动“石山复绿示范工程”。")
    assert named(facts, "Project") == ["石山复绿示范工程"]
    assert named(facts, "Organization")[-1] == "县政府"
    assert [a.predicate for a in facts.assertions] == ["implements"]


def test_who_runs_what_is_joined(deck: Deck) -> None:
    facts = deck("响应文化部、中央文明办开展的“绿满群山”号召。")
    assert named(facts, "Organization")[-2:] == ["文化部", "中央文明办"]


def test_other_names_of_a_programme(deck: Deck) -> None:
    facts = deck(
        "开展“石山·复绿行动”、“矿区植树月”活动、“石山复绿行动志愿服务活动”"
        "、“基层技术帮扶计划”和“矿区植树月基层技术帮扶计划”。"
    )
    assert named(facts, "Project") == ["石山·复绿行动", "矿区植树月", "基层技术帮扶计划"]
    aliases = [e.aliases for e in facts.entities if e.type == "Project"]
    assert "石山复绿行动志愿服务活动" in aliases[0]
    assert "矿区植树月基层技术帮扶计划" in aliases[2]
