"""What counts as a problem, clause by clause."""

from __future__ import annotations

import pytest

from ingest.extract.coordination import split
from ingest.extract.deficits import deficit
from ingest.extract.statements import damages, headline, states

BAD = [
    ("配套资金到位难", "难"),
    ("技术力量薄弱", "薄弱"),
    ("产权边界不清晰", "不清晰"),
    ("验收标准存在一定分歧和矛盾", "存在一定分歧和矛盾"),
    ("后续管护缺少固定经费", "缺少固定经费"),
    ("项目回报周期偏长", "偏长"),
    ("协调部门较多", "较多"),
    ("关键设备尚未国产化", "尚未国产化"),
    ("企业用地受规划调整限制", "受规划调整限制"),
    ("奖补资金未落实", "未落实"),
]


@pytest.mark.parametrize(("clause", "predicate"), BAD, ids=[c for c, _ in BAD])
def test_a_predicate_of_shortage_is_found_where_it_begins(clause: str, predicate: str) -> None:
    found = deficit(clause)
    assert found is not None
    assert clause[found.start :] == predicate


@pytest.mark.parametrize(
    "clause",
    [
        "取得了较好成效",
        "规模不断扩大",
        "矿产资源十分丰富",
        "案例并不多见",
        "各地做法不同",
        "产业不断壮大",
    ],
)
def test_neutral_and_good_clauses_have_none(clause: str) -> None:
    assert deficit(clause) is None


LISTS = [
    ("a shared tail", "审批权限、监管职责等缺少规定", ["审批权限缺少规定", "监管职责缺少规定"]),
    ("each of its own", "前期投入大、回报周期长", ["前期投入大", "回报周期长"]),
    ("a shared head", "基金的来源、用途、退出方式等未予以明确",
     ["基金的来源未予以明确", "基金的用途未予以明确", "基金的退出方式未予以明确"]),
    ("topics", "征地补偿、村民安置等存在问题", ["征地补偿问题", "村民安置问题"]),
    ("statements before 等问题", "融资难、管护经费不足等问题", ["融资难", "管护经费不足"]),
    ("a list that modifies a noun", "财政、林业、水利等部门的配套政策落地难",
     ["财政、林业、水利等部门的配套政策落地难"]),
    ("an object list", "缺少专门的规划、用地等政策支持", ["缺少专门的规划、用地等政策支持"]),
    ("one notion", "各方责、权、利不清", ["各方责、权、利不清"]),
]  # fmt: skip


@pytest.mark.parametrize(("_", "words", "names"), LISTS, ids=[c[0] for c in LISTS])
def test_coordinations(_: str, words: str, names: list[str]) -> None:
    assert [p.name for p in split(words, 0, len(words), cell=True)] == names


def test_short_parts_stay_one_notion_in_running_text_only() -> None:
    words = "工期紧、任务急"
    assert [p.name for p in split(words, 0, len(words))] == ["工期紧、任务急"]
    assert len(split(words, 0, len(words), cell=True)) == 2


SENTENCES = [
    ("connectives go", "但由于部门协同机制不健全，项目推进较为缓慢。", ["部门协同机制不健全", "项目推进较为缓慢"]),
    ("what it leads to goes", "技术标准不统一等制约了模式推广。", ["技术标准不统一"]),
    ("普遍存在…的问题", "各地普遍存在重视不够、投入有限的问题。", ["重视不够", "投入有限"]),
    ("甲因乙、丙而丁", "不少项目因手续繁琐、涉及部门多而落地难。", ["手续繁琐", "涉及部门多", "不少项目落地难"]),
    ("a remedy", "为解决融资难问题，各地开展了探索。", []),
    ("a denial", "未出现资金不足的情况。", []),
    ("a condition", "如果资金不足，可以分期实施。", []),
    ("a circumstance", "在资金不足的情况下。", []),
]  # fmt: skip


@pytest.mark.parametrize(("_", "sentence", "names"), SENTENCES, ids=[c[0] for c in SENTENCES])
def test_sentences(_: str, sentence: str, names: list[str]) -> None:
    found = states(sentence, 0, len(sentence), inside=True)
    kept = [p.name.removeprefix("不少") for p in found]
    assert kept == [n.removeprefix("不少") for n in names]


def test_a_headline_needs_no_bad_word_but_a_hollow_one_is_none() -> None:
    assert [p.name for p in headline("多头审批", 0, 4)] == ["多头审批"]
    assert headline("政策机制方面", 0, 6) == []


def test_mining_damage_is_one_problem_an_item() -> None:
    text = "长期采矿造成的植被破坏、水土流失、地面塌陷等，影响面广。开采对地下水造成了严重污染。"
    assert [p.name for p in damages(text, 0, len(text))] == [
        "植被破坏", "水土流失", "地面塌陷", "地下水污染",
    ]  # fmt: skip


def test_damage_that_is_denied_is_none() -> None:
    assert not list(damages("开采不会对地下水造成污染。", 0, 13))
