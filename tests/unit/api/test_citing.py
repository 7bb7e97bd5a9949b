from __future__ import annotations

import pytest

from api.citing import citation_line
from corpus.rows import DocumentRow
from ingest.clean import clean
from ingest.read import read_bytes
from ingest.structure import parse
from ontology.numerals import chinese_number, to_int
from ontology.records import Clause

STATUTE = """测试矿产管理条例

第一章 总则

第一条 为了测试，制定本条例。

第二条 采矿权人应当遵守下列规定：
（一）按图施工；
（二）边采边治。
违反规定的，停止开采。
"""
PLAN = """测试县矿产资源总体规划

5 开采布局

5.1 开采总量

开采总量控制在十万吨以内。

5.2 开采准入

5.2.1 最低规模

新建矿山应达到最低规模。
"""


def row(title: str, number: str = "", genre: str = "regulation") -> DocumentRow:
    return DocumentRow(
        id=title, title=title, genre=genre, issuer="", region="", date="", year=None,
        doc_number=number, period="", in_force="", off_topic=False, sha256="", reader="text",
        media_type="text/plain", characters=0, clauses=0, entities=0, assertions=0, added="",
    )  # fmt: skip


def lineage(clauses: tuple[Clause, ...], id: str) -> list[Clause]:
    found = [next(c for c in clauses if c.id == id)]
    while (parent := found[0].parent) is not None:
        found.insert(0, clauses[parent])
    return found


@pytest.mark.parametrize(
    ("text", "clause", "line"),
    [
        (STATUTE, "art_1", "《条例》第一条"),
        (STATUTE, "art_2__para_1__item_2", "《条例》第二条第一款第（二）项"),
        (STATUTE, "art_2__para_2", "《条例》第二条第二款"),
        (STATUTE, "chp_1", "《条例》第一章"),
        (PLAN, "sec_5.2.1", "《条例》5.2.1"),
        (PLAN, "doc", "《条例》"),
    ],
)
def test_the_line_names_the_clause_as_a_letter_does(text: str, clause: str, line: str) -> None:
    clauses = parse(clean(read_bytes("甲.txt", text.encode()))).clauses
    assert citation_line(row("条例"), lineage(clauses, clause)) == line


def test_the_only_paragraph_of_an_article_is_not_counted() -> None:
    clauses = parse(clean(read_bytes("甲.txt", STATUTE.encode()))).clauses
    units = lineage(clauses, "art_2__para_1__item_2")
    line = citation_line(row("条例"), units, {"art_2__para_1"})
    assert line == "《条例》第二条第（二）项"


@pytest.mark.parametrize(
    ("genre", "line"),
    [("notice", "《通知》（测自然资规〔2022〕3号）"), ("regulation", "《通知》")],
)
def test_the_document_number_stands_behind_the_title_of_a_notice(genre: str, line: str) -> None:
    clauses = parse(clean(read_bytes("甲.txt", STATUTE.encode()))).clauses
    document = row("通知", "测自然资规〔2022〕3号", genre)
    assert citation_line(document, clauses[:1]) == line


@pytest.mark.parametrize(
    "number", [1, 10, 11, 20, 30, 99, 100, 101, 110, 111, 307, 1000, 1260, 2005]
)
def test_chinese_numbers_read_back_as_themselves(number: int) -> None:
    assert to_int(chinese_number(number)) == number


@pytest.mark.parametrize(
    ("number", "words"), [(10, "十"), (12, "十二"), (110, "一百一十"), (307, "三百零七")]
)
def test_chinese_numbers_are_written_as_in_statutes(number: int, words: str) -> None:
    assert chinese_number(number) == words
