from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from api.layout import Block, Mark, blocks, tree
from ingest.clean import clean
from ingest.read import read, read_bytes
from ingest.structure import parse
from ontology.records import Document

SAMPLES = Path(__file__).resolve().parents[3] / "corpus" / "samples"
STATUTE = """测试条例

第一章 总则

第一条 为了测试，制定本条例。

第二条 采矿权人应当遵守下列规定：
（一）按图施工；
（二）边采边治。
"""


def document(text: str) -> Document:
    return parse(clean(read_bytes("甲.txt", text.encode())))


def words(shown: list[Block]) -> str:
    parts = [p for b in shown for p in b.parts]
    return "".join(p.text for p in parts)


@pytest.mark.parametrize(
    "name", ["plan_yudu_county.txt", "paper_gannan_modes.txt", "plan_ganzhou.docx"]
)
def test_every_word_outside_tables_is_shown_once(name: str) -> None:
    parsed = parse(clean(read(SAMPLES / name)))
    shown = list(blocks(parsed))
    outside = (parsed.text[x.start : x.end] for x in parsed.leaves if x.table is None)
    assert "".join(words(shown).split()) == "".join("".join(outside).split())
    assert len([b for b in shown if b.table]) == len(parsed.tables)


def test_every_clause_has_an_anchor_and_none_has_two() -> None:
    parsed = document(STATUTE)
    anchors = [p.id for b in blocks(parsed) for p in b.parts if p.id]
    assert len(anchors) == len(set(anchors))
    assert {"chp_1", "art_1", "art_2", "art_2__para_1__item_2"} <= set(anchors)


def test_chapters_are_headings_and_articles_are_paragraphs_with_a_strong_number() -> None:
    shown = {b.parts[0].id: b for b in blocks(document(STATUTE)) if b.parts}
    assert shown["chp_1"].level == 2
    assert shown["art_1"].level == 0
    assert shown["art_1"].parts[0].text.strip() == "第一条"
    assert shown["art_1"].parts[0].strong


def test_marked_words_are_cut_out_exactly() -> None:
    parsed = document(STATUTE)
    start = parsed.text.index("按图施工")
    marked = [p for b in blocks(parsed, [Mark(start, start + 4)]) for p in b.parts if p.marked]
    assert [p.text for p in marked] == ["按图施工"]
    assert marked[0].opens


def test_a_mark_over_several_paragraphs_opens_once() -> None:
    parsed = document(STATUTE)
    shown = blocks(parsed, [Mark(parsed.text.index("按图"), parsed.text.index("边采") + 2)])
    marked = [p for b in shown for p in b.parts if p.marked]
    assert "".join(p.text for p in marked) == "按图施工；（二）边采"
    assert [p.opens for p in marked].count(True) == 1


def test_the_tree_nests_articles_under_chapters() -> None:
    (chapter,) = tree(document(STATUTE).clauses)
    assert (chapter.label, [b.label for b in chapter.children]) == (
        "第一章 总则",
        ["第一条", "第二条"],
    )


def test_marks_of_all_kinds_cut_the_words_and_gone_words_stand_where_they_were() -> None:
    parsed = document(STATUTE)
    at = parsed.text.index("按图施工")
    marks = [Mark(at, at + 2, "cite", "/x"), Mark(at + 1, at + 4, "claim"), Mark(at, at, "repair")]
    parts = [p for b in blocks(parsed, marks) for p in b.parts if p.marks]
    assert [(p.text, [m.kind for m in p.marks]) for p in parts] == [
        ("", ["repair"]), ("按", ["cite"]), ("图", ["cite", "claim"]), ("施工", ["claim"]),
    ]  # fmt: skip


def test_one_range_in_several_cells_is_one_cell_that_spans_them() -> None:
    parsed = document("测试规划\n\n| 甲 | 乙 |\n| --- | --- |\n| 丙 | 1 |\n| 丁 | 2 |\n")
    (table,) = parsed.tables
    (wide, one), (_, two) = table.cells
    spanned = replace(table, cells=((wide, one), (wide, two), (one, one)))
    (block,) = (b for b in blocks(replace(parsed, tables=(spanned,))) if b.table)
    assert block.table is not None
    shown = [[(c.parts[0].text, c.rows, c.columns) for c in row] for row in block.table.rows]
    assert shown == [[("丙", 2, 1), ("1", 1, 1)], [("2", 1, 1)], [("1", 1, 2)]]


def test_many_articles_side_by_side_stand_in_runs() -> None:
    numbers = "零一二三四五六七八九"
    articles = "\n\n".join(
        f"第{'' if n < 20 else numbers[n // 10]}{'十' if n > 9 else ''}{numbers[n % 10] if n % 10 else ''}条 内容。"
        for n in range(1, 71)
    )
    runs = tree(document(f"测试条例\n\n{articles}\n").clauses)
    assert [(b.label, b.run, len(b.children)) for b in runs] == [
        ("第一条–第五十条", True, 50), ("第五十一条–第七十条", True, 20),
    ]  # fmt: skip
