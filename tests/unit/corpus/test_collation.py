from __future__ import annotations

from pathlib import Path

import pytest

from corpus.collation import READINGS, collation_key
from corpus.index import Index
from corpus.search import SearchRequest, search

from .factories import a_law

SORTED = [
    "2020年工作要点", "亳州市规划", "长沙市条例", "重庆市办法", "GB 50187", "会计法", "矿产资源法",
    "礦山条例", "六安市规划", "歙县方案", "鑫源论文", "行政处罚法", "银行业监督管理法", "重大事项规定",
]  # fmt: skip


def test_the_table_that_ships_is_the_one_that_the_script_makes(tmp_path: Path) -> None:
    pytest.importorskip("pypinyin", reason="pypinyin makes the table again")
    from corpus.pinyin import main

    main([str(tmp_path / "table.txt")])
    assert (tmp_path / "table.txt").read_bytes() == READINGS.read_bytes()


def test_titles_sort_by_their_reading() -> None:
    assert sorted(reversed(SORTED), key=collation_key) == SORTED


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("", "一"),
        ("矿法（2019）", "矿法（2020）"),
        ("《安全法》", "办法"),
        ("安全", "ｂ法"),
        ("张", "𬬻"),
    ],
)
def test_marks_widths_and_rare_characters(first: str, second: str) -> None:
    assert collation_key(first) < collation_key(second)


def test_documents_sort_by_title_and_their_clauses_by_place(tmp_path: Path) -> None:
    titles = ["重庆市办法", "亳州市办法", "长沙市办法"]
    with Index.open(tmp_path, create=True) as index:
        for title in titles:
            index.replace(a_law(title, ["第一条 矿山。", "第二条 矿山矿山。"])[0])
            index.commit()
        found: list[tuple[str, str]] = []
        cursor = None
        for _ in range(3):
            request = SearchRequest("矿山", sort="document", limit=2, cursor=cursor)
            page = search(index, request)
            found += [(h.document.title, h.number) for h in page.items]
            cursor = page.next
    ordered = ["亳州市办法", "长沙市办法", "重庆市办法"]
    assert found == [(title, f"art_{n}") for title in ordered for n in (1, 2)]
    assert cursor is None
