from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from corpus.units import Unit, units
from ontology.records import (
    Clause,
    Document,
    Entity,
    Evidence,
    Facts,
    Metadata,
    Obligation,
    Record,
    Table,
)
from ontology.source import CleanText, RawDocument

from .factories import a_law

LONG = "矿山企业应当按照方案开展治理恢复，并定期报告进展情况，接受监督检查。" * 6


def of_kind(record: Record, kind: str) -> list[Unit]:
    return [u for u in units(record) if u.kind == kind]


def a_plan(text: str, clauses: list[Clause], tables: list[Table] | None = None) -> Record:
    whole = Clause("doc", "document", "", "", 0, 0, len(text), 0, 0)
    clean = CleanText(RawDocument("p", "0" * 64, "text", "text/plain", ()), text, (), ())
    document = Document(clean, Metadata("规划", "plan"), (whole, *clauses), tuple(tables or ()), ())
    return Record("规划", document, Facts())


def a_section(id_: str, text: str, whole: str, parent: int = 0, kind: str = "heading") -> Clause:
    start = whole.index(text)
    end = start + len(text)
    heading = start + text.index("\n")
    return Clause(id_, kind, "", text[: text.index("\n")], 1, start, end, start, heading, parent)  # type: ignore[arg-type]


def test_an_article_is_one_unit_with_its_chapter_in_the_path() -> None:
    record, _ = a_law("办法", ["第一条 甲。\n（一）乙；\n（二）丙。", "第二条 丁。"])
    found = [u for u in of_kind(record, "clause") if not u.heading]
    assert [u.number for u in found] == ["art_1", "art_2"]
    assert found[0].text == "第一条 甲。\n（一）乙；\n（二）丙。"
    assert found[0].path == ("办法", "第一章 总则")
    assert found[0].text == record.document.text[found[0].start : found[0].end]


def test_a_long_section_falls_into_paragraphs_with_its_heading_on_the_first() -> None:
    text = f"目标\n{LONG}\n{LONG}\n"
    record = a_plan(text, [a_section("sec_1", text, text)])
    found = of_kind(record, "clause")
    assert [u.text for u in found] == [f"目标\n{LONG}", LONG]
    assert {u.key for u in found} == {"doc/规划/sec_1"}


def test_no_words_are_in_two_units() -> None:
    inner = "做法\n短短的一段。\n"
    text = f"目标\n{LONG}\n{inner}"
    record = a_plan(text, [a_section("s", text, text), a_section("s1", inner, text, 1)])
    found = of_kind(record, "clause")
    assert [u.number for u in found] == ["s", "s1"]
    spans = sorted((u.start, u.end) for u in found)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_row_names_its_columns_and_a_spanning_cell_once() -> None:
    text = "表1 规模\n石膏\t30\t\n"
    cells = (((6, 8), (9, 11), (9, 11), (12, 12)),)
    table = Table(
        "tbl_1", "表1", "规模", (("矿种", "大型", "中型", "备注"),), ("矿种", "大型", "中型", "备注"),
        (("石膏", "30", "30", ""),), cells, (), 0, len(text), 0,
    )  # fmt: skip
    (row,) = of_kind(a_plan(text, [], [table]), "clause")
    assert row.text == "矿种：石膏；大型：30"
    assert (row.key, row.title) == ("doc/规划/tbl_1__row_1", "表1 规模")
    assert row.words == "规模 矿种：石膏；大型：30"
    assert text[row.start : row.end] == "石膏\t30"


def test_facts_hang_on_the_unit_that_holds_their_words() -> None:
    record, _ = a_law("办法", ["第一条 石膏矿应当登记。", "第二条 甲。"])
    text = record.document.text
    at = text.index("石膏")
    words = Evidence(text[at : at + 2], at, at + 2)
    facts = Facts(
        entities=(Entity("e1", "Mineral", "石膏", words),),
        obligations=(Obligation("requires", "", "登记", "", "art_1", words),),
    )
    record = replace(record, facts=facts)
    first, second = (u for u in of_kind(record, "clause") if not u.heading)
    assert first.modalities == ("requires",)
    assert first.minerals == ("石膏",)
    assert first.entities == (("mineral/石膏", "Mineral", "石膏"),)
    assert (second.modalities, second.minerals, second.entities) == ((), (), ())
    assert [u.key for u in of_kind(record, "entity")] == ["mineral/石膏"]
