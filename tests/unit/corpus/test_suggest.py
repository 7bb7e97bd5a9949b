from __future__ import annotations

import pytest

from corpus.index import Index
from corpus.library import Library
from corpus.similar import similar
from corpus.suggest import suggest

from .factories import a_law, with_entity


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(tmp_path_factory.mktemp("library"), create=True)
    record, original = a_law("矿山修复论文", ["第一条 企业融资难。"], genre="paper")
    laws = [
        (with_entity(record, "Problem", "融资难", "资金缺口大"), original),
        a_law("土地复垦条例", ["第一条 甲。"]),
        a_law("矿山土地复垦办法", ["第一条 乙。"]),
    ]
    for i, (law, data) in enumerate(laws):
        library.put(law, data, f"{i}.txt")
    library.mark_published()
    return library


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("土地", ["土地复垦条例", "矿山土地复垦办法"]),
        ("矿山", ["矿山修复论文", "矿山土地复垦办法"]),
        ("资", ["资金缺口大", "融资难"]),
        ("融姿难", ["融资难"]),
        ("《土地", ["土地复垦条例", "矿山土地复垦办法"]),
        ("没有", []),
        ("", []),
        (" ", []),
    ],
)
def test_names_that_begin_so_come_first(library: Library, typed: str, names: list[str]) -> None:
    assert [n.text for n in suggest(library, typed).items] == names
    assert [n.text for n in suggest(library, typed, limit=1).items] == names[:1]


def test_similar_clauses_leave_out_the_clause_itself(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    index = Index.open(tmp_path_factory.mktemp("index"), create=True)
    law, _ = a_law("办法", ["第一条 复垦土地。", "第二条 土地应当复垦。", "第三条 罚款。"])
    index.replace(law)
    index.commit()
    found = [h.number for h in similar(index, f"doc/{law.id}/art_1")]
    assert found[0] == "art_2"
    assert "art_1" not in found
    assert similar(index, "doc/nothing") == ()
