"""What readers of an index see while another process changes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.index import Index
from corpus.search import SearchRequest, search
from ontology.records import Record

from .factories import a_law

ASKED = SearchRequest("矿山", limit=4, facets=("genre",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "index", *(a_law(f"办法{i}", ["第一条 矿山。"] * 3)[0] for i in range(4)))
    return tmp_path / "index"


def write(folder: Path, *records: Record, removed: str = "") -> None:
    """Change the index as another process does, with an `Index` of its own."""
    with Index.open(folder, create=True) as writer:
        for record in records:
            writer.replace(record)
        if removed:
            writer.remove(removed)
        writer.commit()


def test_totals_and_facets_follow_every_commit(folder: Path) -> None:
    reader = Index.open(folder)
    for size in range(12, 24, 3):
        page = search(reader, ASKED)
        assert (page.total, page.facets["genre"]) == (size, {"regulation": size})
        write(folder, a_law(f"新办法{size}", ["第一条 矿山。"] * 3)[0])


@pytest.mark.parametrize("change", ["added", "removed"])
def test_pages_go_on_where_they_stopped_when_documents_come_or_go(
    folder: Path, change: str
) -> None:
    reader = Index.open(folder)
    ordered = replace(ASKED, sort="document")
    first = search(reader, ordered)
    if change == "added":
        write(folder, a_law("a前办法", ["第一条 矿山。"] * 3)[0])
    else:
        write(folder, removed=first.items[0].document.id)
    seen = [hit.id for hit in first.items]
    cursor = first.next
    while cursor:
        page = search(reader, replace(ordered, cursor=cursor))
        seen += [hit.id for hit in page.items]
        cursor = page.next
    assert len(seen) == len(set(seen)) == 12


def test_documents_that_have_nothing_to_do_with_mines_come_last(tmp_path: Path) -> None:
    with Index.open(tmp_path / "index", create=True) as index:
        for title, genre, off in (
            ("图书馆服务", "slides", True), ("绿色矿山", "plan", False), ("劳动法", "regulation", True),
        ):  # fmt: skip
            record = a_law(title, ["第一条 服务应当推广，服务模式应当总结。"], genre=genre)[0]  # type: ignore[arg-type]
            meta = replace(record.document.metadata, off_topic=off)
            index.replace(replace(record, document=replace(record.document, metadata=meta)))
        index.commit()
        page = search(index, SearchRequest("服务模式"))
        assert [h.document.title for h in page.items][-1] == "图书馆服务"
        assert sorted(h.document.off_topic for h in page.items) == [False, True, True]
        (asked,) = search(index, SearchRequest("图书馆服务", kind="document")).items[:1]
        assert asked.document.title == "图书馆服务"
