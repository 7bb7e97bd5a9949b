from __future__ import annotations

from pathlib import Path

import pytest

from corpus.library import Library
from ingest import pipeline

LAW = "测试矿产法\n\n第一条 为了测试，制定本法。\n\n第二条 采矿权人应当治理。\n"
RULES = "测试矿产法实施细则\n\n第一条 根据《测试矿产法》第二条，制定本细则。\n"


FILES = {"法.txt": LAW, "细则.txt": RULES}


def ingest(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text(FILES[name], encoding="utf-8")
    pipeline.ingest(folder / "L", [folder / name for name in names], workers=0)


@pytest.mark.parametrize("order", [("法.txt", "细则.txt"), ("细则.txt", "法.txt")])
def test_a_citation_is_linked_whichever_document_comes_first(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    for name in order:
        ingest(tmp_path, name)
    with Library.open(tmp_path / "L") as library:
        assert library.unpublished() == ()
        assert list(library.record("测试矿产法实施细则").cites.values()) == ["doc/测试矿产法/art_2"]
        (cite,) = library.cited_by("测试矿产法", "art_2")
        assert cite.document == "测试矿产法实施细则"


def test_a_citation_of_a_document_that_leaves_is_loose_again(tmp_path: Path) -> None:
    ingest(tmp_path, "法.txt", "细则.txt")
    pipeline.remove(tmp_path / "L", ["测试矿产法"])
    with Library.open(tmp_path / "L") as library:
        assert library.record("测试矿产法实施细则").cites == {}
        assert library.document_ids() == ("测试矿产法实施细则",)


def test_a_shown_document_whose_citations_change_waits_for_publication(tmp_path: Path) -> None:
    ingest(tmp_path, "法.txt", "细则.txt")
    with Library.open(tmp_path / "L") as library:
        library.remove("测试矿产法")
        assert library.link_citations(lambda title, number, article: "") == 1
        waiting = {(c.document, c.action) for c in library.unpublished()}
        assert waiting == {("测试矿产法", "remove"), ("测试矿产法实施细则", "replace")}
        library.mark_published()
        assert library.unpublished() == ()
