from __future__ import annotations

from pathlib import Path

import pytest

from corpus.index import Index, is_current
from corpus.library import Library
from corpus.search import SearchRequest, search
from ontology.errors import BadQuery, EnvironmentFault

from .factories import a_law, with_entity


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


def test_a_single_character_finds_every_clause_with_it(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index", create=True)
    index.replace(a_law("甲办法", ["第一条 矿，归国家所有。", "第二条 开矿应当登记。"])[0])
    index.commit()
    assert search(index, SearchRequest("矿")).total == 2


def test_names_do_not_crowd_clauses_out(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index", create=True)
    for i in range(120):
        index.replace(a_law(f"登记办法{i}", ["第一条 登记。"] * 9)[0])
    index.commit()
    page = search(index, SearchRequest("登记", kind=None, facets=("kind",)))
    assert page.facets["kind"] == {"clause": 1080, "document": 120}


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
        ("地区:徽省 矿山", "第二条 废弃矿山由县级政府修复。"),
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


def test_a_document_that_states_no_status_is_counted_as_such(index: Index) -> None:
    index.replace(a_law("旧规划", ["第一条 采矿。"], genre="plan", in_force="")[0])
    index.commit()
    page = search(index, SearchRequest('"第一条"', facets=("force",)))
    assert page.facets["force"] == {"现行": 3, "未注明": 1}
    assert (
        texts(index, '"第一条"', force="未注明")
        == texts(index, '"第一条" 效力:未注明')
        == ["第一条 采矿。"]
    )


def test_a_document_number_finds_the_document_and_narrows_its_clauses(index: Index) -> None:
    articles = ["第一条 采矿。", "第二条 采矿采矿。"]
    index.replace(a_law("登记通知", articles, number="自然资规〔2019〕6号")[0])
    index.commit()
    everything = search(index, SearchRequest("文号：自然资规[2019]6号", kind=None)).items
    assert [h.number for h in everything] == ["", "chp_1", "art_1", "art_2"]
    assert texts(index, "采矿 文号:自然资规（2019）6号") == articles[::-1]


def test_fields_alone_list_in_the_order_of_documents(index: Index) -> None:
    assert texts(index, "标题:办法 年份:2020", sort="document") == texts(
        index, "标题:办法 年份:2020"
    )


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


@pytest.fixture
def library(tmp_path: Path, index: Index) -> Library:
    library = Library.open(tmp_path, create=True)
    laws = [
        a_law("中华人民共和国矿产资源法", ["第一条 旧的勘查规定。"], date="2009-08-27"),
        a_law("中华人民共和国矿产资源法", ["第一条 新的勘查规定。"], date="2024-11-08"),
    ]
    for i, (record, original) in enumerate(laws):
        library.put(record, original, f"{i}.txt")
        index.replace(record)
    index.commit()
    library.mark_published()
    return library


def test_a_named_article_is_the_first_hit(index: Index, library: Library) -> None:
    page = search(index, SearchRequest("矿法第一条", limit=2), library)
    assert [h.direct for h in page.items] == [True, False]
    assert page.items[0].id == "doc/中华人民共和国矿产资源法@2024-11-08/art_1"


def test_a_number_in_digits_finds_the_article_as_the_number_in_words_does(index: Index) -> None:
    index.replace(a_law("名录", ["第1条 第2条 第2条 第2条", "第2条 条条条条2。"])[0])
    index.replace(a_law("细则", ["第一条 登记。", "第二条 罚款。"])[0])
    index.commit()
    first = search(index, SearchRequest("第2条 罚款")).items[0]
    assert (first.text, first.highlights) == ("第二条 罚款。", ((0, 3), (4, 6)))
    assert texts(index, "第2条 罚款") == texts(index, "第二条 罚款")


def test_the_law_in_force_comes_before_its_former_version(index: Index, library: Library) -> None:
    found = [h.text for h in search(index, SearchRequest("勘查"), library).items]
    assert found == ["第一条 新的勘查规定。", "第一条 旧的勘查规定。"]


def test_a_mistyped_name_brings_the_right_spelling(index: Index, library: Library) -> None:
    page = search(index, SearchRequest('"矿产资员法"'), library)
    assert page.total == 0
    assert page.meant == ("中华人民共和国矿产资源法",)
    assert search(index, SearchRequest('"中华人民共和国矿产资源法"'), library).meant == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("矿产资员法", ("中华人民共和国矿产资源法",)),  # has hits: they hold its other letters
        ("历史遗留框山", ("历史遗留矿山",)),  # a term of the lexicons
        ("勘查规定", ()),  # stands in a hit
        ("第一条 勘察规定", ()),  # two words: no name
    ],
)
def test_a_name_that_no_hit_holds_brings_the_right_spelling(
    index: Index, library: Library, typed: str, meant: tuple[str, ...]
) -> None:
    assert search(index, SearchRequest(typed), library).meant == meant


def test_grouping_shows_each_document_once(index: Index) -> None:
    page = search(index, SearchRequest("矿山 应当", group=True))
    documents = [h.document.id for h in page.items]
    assert len(documents) == len(set(documents)) == 2


def test_a_document_that_the_query_names_is_grouped_with_its_hits(
    index: Index, library: Library
) -> None:
    law = a_law("探矿登记办法", ["第一条 探矿登记办法所称探矿，是指探矿登记。", "第二条 矿。"])
    library.put(*law, "a.txt")
    library.mark_published()
    index.replace(law[0])
    index.commit()
    page = search(index, SearchRequest("探矿登记办法", kind=None, group=True), library)
    assert page.items[0].direct
    documents = [h.document.id for h in page.items]
    assert len(documents) == len(set(documents)) == page.documents == page.length
    assert page.total > page.length


def test_an_entity_of_many_documents_is_one_item_of_a_grouped_list(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index", create=True)
    for title in ("甲论文", "乙论文", "丙论文"):
        record, _ = a_law(title, ["第一条 融资难。"], genre="paper")
        index.replace(with_entity(record, "Problem", "融资难"))
    index.commit()
    page = search(index, SearchRequest("融资难", kind="entity", group=True))
    assert (page.total, len(page.items), page.documents, page.length) == (1, 1, 3, 1)


def test_synonyms_are_added_shown_and_switched_off(index: Index) -> None:
    page = search(index, SearchRequest("露采"))
    assert "露天开采" in page.synonyms
    assert search(index, SearchRequest("露采", synonyms=False)).synonyms == ()


def test_documents_and_entities_are_found_apart(index: Index) -> None:
    assert texts(index, "土地", kind="document") == ["土地条例"]
    assert texts(index, "土地", kind="entity") == []
    everything = search(index, SearchRequest("土地", kind=None, facets=("kind",)))
    assert everything.facets["kind"] == {"clause": 1, "document": 1}
    assert [h.kind for h in everything.items] == ["clause", "document"]


def test_an_entity_of_two_documents_is_shown_once(index: Index) -> None:
    for title in ("甲论文", "乙论文"):
        record, _ = a_law(title, ["第一条 企业融资难。"], genre="paper")
        index.replace(with_entity(record, "Problem", "融资难"))
    index.commit()
    found = search(index, SearchRequest("融资难", kind="entity"))
    assert [h.id for h in found.items] == ["problem/融资难"]
    everything = search(index, SearchRequest('"融资难"', kind=None)).items
    assert [h.kind for h in everything] == ["clause", "clause", "clause", "entity"]


@pytest.mark.parametrize(
    ("odd", "notes"),
    [
        ("", 0), (" ", 0), ('"', 1), ('"(', 1), ("((()", 1), ("(" * 400, 1), ("NOT " * 100, 1),
        ("(矿" * 100, 0), ("-" * 300 + "矿", 0), ("AND", 1), ("-", 1), ("*:*", 1), ("\x00\x1b", 1),
        ("ab:cd", 1), ("没有的:矿", 1), ("问题：矿", 0), ("标题:矿 年份:2020", 0), ("，。！", 1), ("𠀀", 0), ("法" * 10_000, 1), ("(" * 10_000, 2),
    ],
)  # fmt: skip
def test_odd_words_are_no_error(index: Index, library: Library, odd: str, notes: int) -> None:
    page = search(index, SearchRequest(odd, kind=None), library)
    assert len(page.notes) == notes
    assert bool(page.total) == (
        not odd.strip() or (bool({"矿", "法"} & set(odd)) and "标题" not in odd)
    )
