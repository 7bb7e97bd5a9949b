"""Whatever the lines say, the structure holds every character once and points at real places."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.structure import parse
from ontology.records import Document
from ontology.source import Block, Cell, CleanText, Line, RawDocument

_NUMERALS = st.sampled_from(
    ["一", "二", "三", "四", "十", "十二", "1", "2", "3", "20", "1999", "〇"]
)
_MARKS = st.one_of(
    st.builds("第{}{}".format, _NUMERALS, st.sampled_from("编章节条")),
    st.builds("第{}条之{}".format, _NUMERALS, st.sampled_from("一二三")),
    st.builds("{}、".format, _NUMERALS),
    st.builds("（{}）".format, _NUMERALS),
    st.builds("{}.{}".format, _NUMERALS, _NUMERALS),
    st.builds("{}.{}.{}".format, _NUMERALS, _NUMERALS, _NUMERALS),
    st.sampled_from(
        [
            "①",
            "a)",
            "A.1",
            "附件",
            "附录A",
            "附件1：",
            "目录",
            "表1",
            "专栏2 ",
            "续表1",
            "“",
            "1",
            "2",
            "3",
            "序号",
        ]
    ),
    st.just(""),
)
_WORDS = st.sampled_from(
    [
        "", " ", "　", "总　则", "矿山修复", "规定的要求", "采矿权人应当投保。", "总体目标。到2025年完成。",
        "名称 面积 备注", "包括：", "合计", "2023年5月9日", "某县自然资源局", "万吨", "…… 3", "1.1", "，", "\t1",
    ]
)  # fmt: skip
_LINES = st.builds("{}{}{}".format, _MARKS, st.sampled_from(["", " "]), _WORDS)
_TABLES = st.lists(st.lists(_WORDS, min_size=1, max_size=4), min_size=1, max_size=4)


@st.composite
def texts(draw: st.DrawFn) -> CleanText:
    """Clean texts of up to thirty lines: headings, items, prose, tables, in any order."""
    parts = draw(st.lists(st.one_of(_LINES, _TABLES), max_size=30))
    text = ""
    lines = []
    for index, part in enumerate(parts):
        start, cells = len(text), []
        if isinstance(part, str):
            text += part + "\n"
            level = draw(st.sampled_from([0, 0, 0, 1, 2, 3]))
            lines.append(Line(start, len(text), index, "heading" if level else "paragraph", level))
            continue
        for row, words in enumerate(part):
            for column, word in enumerate(words):
                spans = draw(st.sampled_from([(1, 1), (1, 1), (2, 1), (1, 2)]))
                cells.append(Cell(row, column, len(text), len(text) + len(word), *spans))
                text += word + "\t"
        text += "\n"
        lines.append(Line(start, len(text), index, "table", 0, tuple(cells)))
    reader = draw(st.sampled_from(["text", "docx", "pptx"]))
    raw = RawDocument("文件", "0" * 64, reader, "", tuple(Block("paragraph", "") for _ in parts))
    return CleanText(raw, text, tuple(lines), ())


@settings(max_examples=200, deadline=None)
@given(texts())
def test_structure_holds_everything_once(clean: CleanText) -> None:
    document = parse(clean)
    _leaves_tile(document)
    _clauses_nest(document)
    for table in document.tables:
        assert {len(row) for row in (*table.header_rows, *table.rows)} <= {len(table.header)}
        for row, ranges in zip(table.rows, table.cells, strict=True):
            found = [document.text[a:b] for a, b in ranges]
            assert ["".join(w.split()) for w in row] == ["".join(w.split()) for w in found]
    for issue in document.issues:
        assert 0 <= issue.start <= issue.end <= len(document.text)


def _leaves_tile(document: Document) -> None:
    position = 0
    for leaf in document.leaves:
        assert leaf.start == position < leaf.end
        clause = document.clauses[leaf.clause]
        assert clause.start <= leaf.start
        assert leaf.end <= clause.end
        position = leaf.end
    assert position == len(document.text)


def _clauses_nest(document: Document) -> None:
    ids = [clause.id for clause in document.clauses]
    assert len(ids) == len(set(ids))
    ends: dict[int | None, int] = {}
    for index, clause in enumerate(document.clauses):
        assert clause.start <= clause.heading_start <= clause.heading_end <= clause.end
        if clause.parent is None:
            assert index == 0
            continue
        parent = document.clauses[clause.parent]
        assert clause.parent < index
        assert parent.start <= clause.start <= clause.end <= parent.end
        assert ends.get(clause.parent, 0) <= clause.start
        ends[clause.parent] = clause.end
