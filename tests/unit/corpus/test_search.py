from __future__ import annotations

from pathlib import Path

import pytest

from corpus.index import Index, is_current
from corpus.search import SearchRequest, search
from ontology.errors import BadQuery, EnvironmentFault

from .factories import a_law


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = Index.open(tmp_path / "index", create=True)
    laws = [
        a_law(
            "探矿办法",
            ["第一条 探矿权人应当登记。", "第二条 废弃矿山由县级政府修复。"],
            region="安徽省",
        ),
        a_law("采矿办法", ["第一条 采矿权人应当缴纳基金。", "第二条 融资难的矿山可以申请贷款。"]),
        a_law(
            "土地条例",
            ["第一条 土地复垦。", "第二条 违反规定的，处五万元罚款。"],
            date="2023-05-01",
        ),
    ]
    for record, _ in laws:
        index.replace(record)
    index.commit()
    return index


def texts(index: Index, query: str, **options: object) -> list[str]:
    page = search(index, SearchRequest(query, **options))  # type: ignore[arg-type]
    return [h.text for h in page.items]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("融资难", "第二条 融资难的矿山可以申请贷款。"),
        ("廢棄礦山", "第二条 废弃矿山由县级政府修复。"),
        ("罚", "第二条 违反规定的，处五万元罚款。"),
        ("复垦", "第一条 土地复垦。"),
        ('"五万元"', "第二条 违反规定的，处五万元罚款。"),
        ("矿山 -融资", "第二条 废弃矿山由县级政府修复。"),
        ("应当 AND 基金", "第一条 采矿权人应当缴纳基金。"),
        ("年份:2023 土地", "第一条 土地复垦。"),
        ("地区:安徽 矿山", "第二条 废弃矿山由县级政府修复。"),
        ("标题:采矿 矿山", "第二条 融资难的矿山可以申请贷款。"),
    ],
)
def test_the_first_hit(index: Index, query: str, first: str) -> None:
    assert texts(index, query)[0] == first


def test_a_phrase_is_exact(index: Index) -> None:
    assert texts(index, '"矿山融资"') == []
    assert len(texts(index, '"应当"')) == 2


def test_replaced_and_removed_units_are_gone(index: Index) -> None:
    index.replace(a_law("采矿办法", ["第一条 全新的内容。"])[0])
    index.remove("土地条例@2023-05-01")
    assert len(texts(index, '"应当"')) == 2  # not before the commit
    index.commit()
    assert len(texts(index, '"应当"')) == 1
    assert texts(index, "土地复垦") == []


def test_highlights_are_the_words_of_the_query(index: Index) -> None:
    (hit,) = search(index, SearchRequest('"融资难"')).items
    assert [hit.text[a:b] for a, b in hit.highlights] == ["融资难"]


def test_facets_and_totals_count_every_hit(index: Index) -> None:
    page = search(index, SearchRequest('"第一条"', limit=1, facets=("doc", "genre")))
    assert page.total == 3
    assert page.facets["genre"] == {"regulation": 3}
    assert sorted(page.facets["doc"].values()) == [1, 1, 1]


def test_pages_follow_one_another(index: Index) -> None:
    request = SearchRequest('"第一条"', limit=1)
    got: list[str] = []
    cursor = None
    while True:
        page = search(index, SearchRequest('"第一条"', limit=1, cursor=cursor))
        got += [h.id for h in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert len(got) == len(set(got)) == page.total == 3
    with pytest.raises(BadQuery):
        search(index, SearchRequest("别的", cursor=search(index, request).next))


def test_an_index_of_another_analyzer_is_refused(tmp_path: Path, index: Index) -> None:
    index.close()
    folder = tmp_path / "index"
    assert is_current(folder)
    (folder / "minekg.json").write_text('{"layout": 1, "analyzer": "other"}', encoding="utf-8")
    assert not is_current(folder)
    with pytest.raises(EnvironmentFault, match="rebuild"):
        Index.open(folder)
