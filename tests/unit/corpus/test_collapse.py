from __future__ import annotations

import pytest

from corpus.index import Index
from corpus.search import SearchRequest, search

from .factories import a_law, with_entity

LONG = "第一条 " + "\n".join(
    f"（{n}）" + "开采石膏应当修复矿山。" * 30 for n in "一二三四五六七八九"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.open(tmp_path_factory.mktemp("collapse") / "index", create=True)
    for i in range(12):
        law = a_law(
            f"第{i}号办法", [LONG, f"第二条 石膏矿山第{i}种。"], region=f"{'甲乙'[i % 2]}省"
        )[0]
        index.replace(with_entity(law, "Mineral", "石膏"))
    index.commit()
    return index


@pytest.mark.parametrize("kind", ["clause", "document", "entity", None])
@pytest.mark.parametrize("sort", ["relevance", "document", "date"])
def test_pages_hold_every_thing_once_and_as_many_as_they_say(
    index: Index, kind: str | None, sort: str
) -> None:
    ids: list[str] = []
    cursor = None
    while True:
        page = search(
            index,
            SearchRequest(
                "石膏 办法", kind=kind, limit=5, cursor=cursor, sort=sort, facets=("kind", "region")
            ),
        )
        ids += [h.id for h in page.items]
        assert sum(page.facets["kind"].values()) == page.total
        cursor = page.next
        if cursor is None:
            break
        assert len(page.items) == 5
    assert len(ids) == len(set(ids)) == page.total > 0
