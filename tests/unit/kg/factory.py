"""Small hand-made records for the graph tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ontology.ids import entity_key
from ontology.records import (
    Anomaly,
    Assertion,
    Citation,
    Clause,
    Document,
    Entity,
    Evidence,
    Facts,
    Indicator,
    Link,
    Metadata,
    Obligation,
    Record,
    Table,
    Threshold,
)
from ontology.source import CleanText, RawDocument

BASE = "http://localhost:8000/"

PLAN_TEXT = (
    "青岗县矿山修复方案\n"
    "一、现状\n甲山修复项目采用产业基金模式，缓解了资金短缺问题。甲山修复项目交付较慢。\n"
    "二、要求\n新建石膏矿不得小于20万吨/年。修复率达到85%。依据矿产资源法第三十条。\n"
    "建议设立专户解决资金短缺问题。合计12处，实列11处。\n"
)


def quote(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence(words, start, start + len(words))


def unit(text: str, id_: str, kind: str, number: str, title: str, parent: int | None) -> Clause:
    heading = f"{number}{title}"
    start = text.index(heading)
    return Clause(
        id_, kind, number, title, 1, start, len(text), start, start + len(heading), parent  # type: ignore[arg-type]
    )  # fmt: skip


def document(text: str, clauses: Sequence[Clause] = (), **metadata: object) -> Document:
    raw = RawDocument("方案.txt", "ab" * 32, "text", "text/plain", ())
    top = Clause("doc", "document", "", "", 0, 0, len(text), 0, 0)
    clean = CleanText(raw, text, (), ())
    return Document(clean, Metadata(**metadata), (top, *clauses), (), ())  # type: ignore[arg-type]


def record(id_: str, doc: Document, facts: Facts, cites: Mapping[int, str] | None = None) -> Record:
    links = tuple(Link(e.id, entity_key(e.type, e.name)) for e in facts.entities)
    return Record(id_, doc, facts, links, cites or {})


def _table(text: str) -> Table:
    """A table of one row, laid over the last sentence of the plan."""
    start, end = text.index("合计12处"), len(text) - 1
    cells = ((start, start + 5), (start + 6, end))
    return Table(
        "tbl_1", "表1", "图斑", (("合计", "实列"),), ("合计", "实列"), (("12", "11"),),
        (cells,), (((start, start + 2), (start + 6, start + 8)),), start, end, 2,
    )  # fmt: skip


def plan(id_: str = "青岗县矿山修复方案@2021-06-01") -> Record:
    """A plan with one fact of every kind."""
    t = PLAN_TEXT
    clauses = (
        unit(t, "sec_1", "heading", "一、", "现状", 0),
        unit(t, "sec_2", "heading", "二、", "要求", 0),
    )
    doc = document(
        t,
        clauses,
        title="青岗县矿山修复方案",
        genre="plan",
        issuer="青岗县人民政府",
        region="青岗县",
        date="2021-06",
        doc_number="青政发〔2021〕007号",
        in_force="现行",
    )
    doc = replace(doc, tables=(_table(t),))
    entities = (
        Entity("e1", "Project", "甲山修复项目", quote(t, "甲山修复项目"), (), "sec_1", "r.project"),
        Entity("e2", "Mode", "产业基金模式", quote(t, "产业基金模式"), ("基金模式",), "sec_1"),
        Entity("e3", "Problem", "资金短缺", quote(t, "资金短缺")),
        Entity("e4", "Recommendation", "设立专户", quote(t, "设立专户")),
        Entity("e5", "Instrument", "矿产资源法", quote(t, "矿产资源法")),
        Entity("e6", "Clause", "二、要求", quote(t, "二、要求"), ("要求",), "sec_2"),
        Entity("e7", "Mineral", "石膏", quote(t, "石膏")),
        Entity("e8", "Problem", "交付较慢", quote(t, "交付较慢")),
    )
    says = "甲山修复项目采用产业基金模式"
    assertions = (
        Assertion("e1", "usesMode", "e2", quote(t, says), "一、", "sec_1", "r.uses", 0.9),
        Assertion("e2", "solves", "e3", quote(t, "缓解了资金短缺问题"), "", "sec_1", "r.solves"),
        Assertion("doc", "hasProblem", "e3", quote(t, "资金短缺问题"), "", "sec_1", "r.problem"),
        Assertion("e1", "hasProblem", "e8", quote(t, "交付较慢"), "", "sec_1", "r.problem"),
        Assertion("e4", "addresses", "e3", quote(t, "设立专户解决资金短缺"), "", "sec_2", "r.adr"),
        Assertion("doc", "cites", "e5", quote(t, "矿产资源法"), "", "sec_2", "r.cites"),
        Assertion("e6", "prohibits", "小于20万吨/年", quote(t, "不得小于20万吨/年"), "", "sec_2"),
    )
    facts = Facts(
        entities=entities,
        assertions=assertions,
        indicators=(
            Indicator(
                "修复率", "85", ">=", "%", quote(t, "修复率达到85%"), 2025, "target", "约束性",
                clause="sec_2", subject="doc", rule="r.ind",
            ),
        ),
        thresholds=(
            Threshold(
                "石膏", "", "小型", ">=", "020", "万吨/年", quote(t, "石膏矿不得小于20万吨/年"),
                10, "", "sec_2", "r.thr",
            ),
        ),
        obligations=(
            Obligation(
                "prohibits", "新建石膏矿", "小于20万吨/年", "", "sec_2",
                quote(t, "新建石膏矿不得小于20万吨/年"), "不得", "r.norm",
            ),
        ),
        citations=(
            Citation("矿产资源法", "", quote(t, "矿产资源法第三十条"), "第三十条", "sec_2", "r.cit"),
        ),
        anomalies=(
            Anomaly("total", "合计与明细不符", "文末", "11", "12", "hard", quote(t, "合计12处，实列11处"),
                "tbl_1__row_1"),
        ),
    )  # fmt: skip
    return record(id_, doc, facts)


LAW_TEXT = "矿产资源法\n第三十条 采矿权人应当修复生态。\n"


def law() -> Record:
    """A statute of one article."""
    t = LAW_TEXT
    article = replace(unit(t, "art_30", "article", "第三十条", "", 0), end=len(t))
    doc = document(t, (article,), title="矿产资源法", genre="regulation", date="2024-11-08")
    facts = Facts(
        obligations=(
            Obligation(
                "requires", "采矿权人", "修复生态", "", "art_30",
                quote(t, "采矿权人应当修复生态"), "应当", "r.norm",
            ),
        )
    )  # fmt: skip
    return record("矿产资源法@2024-11-08", doc, facts)


def paper(id_: str = "市场化修复研究", mode: str = "产业基金模式") -> Record:
    """A paper that shares its mode and problem with `plan()`."""
    t = f"{mode}缓解了资金短缺，但周期长。"
    entities = (
        Entity("e1", "Mode", mode, quote(t, mode)),
        Entity("e2", "Problem", "资金短缺", quote(t, "资金短缺")),
        Entity("e3", "Problem", "周期长", quote(t, "周期长")),
    )
    assertions = (
        Assertion("e1", "solves", "e2", quote(t, "缓解了资金短缺"), rule="r.solves"),
        Assertion("e1", "hasProblem", "e3", quote(t, "周期长"), rule="r.problem"),
    )
    doc = document(t, (), title=id_, genre="paper", authors=("李工",))
    return record(id_, doc, Facts(entities=entities, assertions=assertions))
