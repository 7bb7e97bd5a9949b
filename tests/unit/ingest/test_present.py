from __future__ import annotations

import json

from ingest.present import present
from ontology.records import (
    Anomaly,
    Assertion,
    Citation,
    Entity,
    Evidence,
    Facts,
    Indicator,
    Obligation,
    Threshold,
)
from ontology.source import Issue

from .structure.factory import document

DOCUMENT = document(
    "某县矿产资源规划",
    "一、目标",
    "到2025年，矿山总数控制在50个以内。",
    "表1 指标",
    [["指标", "单位"], ["矿山总数", "个"]],
    path="甲/规划.txt",
)


def place(words: str) -> Evidence:
    start = DOCUMENT.text.index(words)
    return Evidence(words, start, start + len(words))


FACTS = Facts(
    entities=(Entity("e1", "Place", "某县", place("某县"), ("本县",), "sec_1", "r"),),
    assertions=(Assertion("doc", "requires", "控制矿山总数", place("控制在50个"), "一", "sec_1", "r", 0.9),),
    indicators=(Indicator("矿山总数", "50", "<=", "个", place("50个"), 2025, "target"),),
    thresholds=(Threshold("铅", "", "大型", ">=", "30", "万吨", place("矿山总数"), 10),),
    obligations=(Obligation("requires", "本县", "控制总数", "", "sec_1", place("控制"), "控制"),),
    citations=(
        Citation("矿产资源法", "", place("矿产资源"), "第三十条"),
        Citation("矿产资源法", "", place("资源"), "第三十一条"),
    ),
    anomalies=(Anomaly("sum", "合计不符", "表1", "3", "2", "hard", place("个")),),
    rejected=(Issue("outside-vocabulary", "不识", 0, 1),),
)  # fmt: skip


def test_the_shape_of_an_extraction() -> None:
    shown = present(DOCUMENT, FACTS)
    assert json.loads(json.dumps(shown, ensure_ascii=False)) == shown
    assert (shown["doc"], shown["title"], shown["genre"]) == (
        "规划.txt",
        "某县矿产资源规划",
        "plan",
    )
    assert shown["reader"] == "text"
    assert shown["sections"] == [{"number": "一", "title": "目标", "level": 1, "clause": "sec_1"}]
    assert [c["id"] for c in shown["clauses"]] == ["sec_1", "tbl_1", "tbl_1__row_1"]
    assert shown["tables"][0]["header"] == ["指标", "单位"]
    assert shown["tables"][0]["rows"] == [["矿山总数", "个"]]
    assert shown["issues"] == [
        {"kind": "outside-vocabulary", "message": "不识", "start": 0, "end": 1}
    ]


def test_every_evidence_is_the_text_at_its_offsets() -> None:
    shown = present(DOCUMENT, FACTS)
    kinds = (
        "entities",
        "relations",
        "indicators",
        "thresholds",
        "obligations",
        "citations",
        "anomalies",
    )
    for kind in kinds:
        assert len(shown[kind]) == 1
        fact = shown[kind][0]
        assert shown["text"][fact["start"] : fact["end"]] == fact["evidence"]


def test_facts_keep_their_fields() -> None:
    shown = present(DOCUMENT, FACTS)
    assert shown["entities"][0]["aliases"] == ["本县"]
    assert (shown["relations"][0]["s"], shown["relations"][0]["where"]) == ("doc", "一")
    assert (shown["indicators"][0]["year"], shown["indicators"][0]["op"]) == (2025, "<=")
    assert shown["thresholds"][0]["min_service_years"] == 10
    assert len(shown["citations"]) == 1
    assert shown["citations"][0]["article"] == "第三十条"
    assert shown["citations"][0]["articles"] == ["第三十条", "第三十一条"]
    assert "clause" not in shown["citations"][0]
