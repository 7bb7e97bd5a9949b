"""Extraction over generated documents: what is printed is read back, and nothing else."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.extract import extract
from ingest.extract.quantity import quantities
from ingest.read import read_bytes
from ingest.structure import parse
from ontology import lexicon
from ontology.records import Facts

UNITS = ["亩", "公顷", "平方千米", "万吨", "万立方米", "亿元", "个", "座", "%", "km2", "mg/L"]
MINERALS = ["铁", "锰", "石膏", "萤石", "石灰岩", "砖瓦用页岩", "矿泉水"]
TOPICS = ["采矿权人", "县自然资源局", "矿山企业", "施工单位"]
CUES = {
    "应当": "requires",
    "必须": "requires",
    "不得": "prohibits",
    "可以": "permits",
    "严禁": "prohibits",
}
ACTS = ["编制修复方案", "擅自变更矿区范围", "委托第三方监测", "开展边坡治理"]

numbers = st.decimals(min_value=0, max_value=99999, places=2).map(lambda d: d.normalize())


def plan(body: str) -> Facts:
    text = f"# 某县矿产资源总体规划（2021—2025年）\n\n## 第一章 总则\n\n{body}\n"
    return extract(parse(clean(read_bytes("plan.md", text.encode()))))


@given(numbers, st.sampled_from(UNITS))
def test_a_printed_quantity_is_read_back(number: Decimal, unit: str) -> None:
    text = f"面积达{number:f}{unit}。"
    (found,) = quantities(text, 0, len(text))
    assert (Decimal(found.value), found.unit) == (number, unit)
    assert text[found.start : found.end].startswith(f"{number:f}")


@given(numbers, st.sampled_from([("亩", "公顷"), ("万吨", "千克"), ("万吨/年", "吨/月")]))
def test_conversion_goes_there_and_back(number: Decimal, pair: tuple[str, str]) -> None:
    there = lexicon.convert(number, *pair)
    back = lexicon.convert(there, *reversed(pair))
    assert abs(back - number) <= abs(number) * Decimal("1e-8")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 9999)), min_size=2, max_size=7),
    st.integers(-3, 3),
)
def test_a_total_is_an_anomaly_exactly_when_it_is_wrong(
    rows: list[tuple[int, int]], error: int
) -> None:
    counts, areas = zip(*rows, strict=True)
    lines = [
        f"| {MINERALS[i]} | {count} | {Decimal(area) / 100:.2f} |"
        for i, (count, area) in enumerate(rows)
    ]
    total = Decimal(sum(areas) + error) / 100
    table = "\n".join(
        ["表1 区块汇总", "", "| 矿种 | 区块个数 | 面积（公顷） |", "|---|---|---|", *lines,
         f"| 合计 | {sum(counts)} | {total:.2f} |"]
    )  # fmt: skip
    facts = plan(table)
    totals = [a for a in facts.anomalies if a.kind == "total"]
    assert len(totals) == (1 if error else 0)
    assert {i.value for i in facts.indicators} >= {str(c) for c in counts}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TOPICS), st.sampled_from(sorted(CUES)), st.sampled_from(ACTS))
def test_a_norm_is_taken_apart(subject: str, cue: str, act: str) -> None:
    (found,) = plan(f"{subject}{cue}{act}。").obligations
    assert (found.subject, found.modality, found.action) == (subject, CUES[cue], act)


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="第一二条章节（）《》“”、，。；：|-\n0123456789年个吨亩%应不得可以合计表专栏矿",
        max_size=300,
    )
)
def test_any_text_gives_verbatim_evidence_and_never_fails(body: str) -> None:
    text = f"# 某县矿产资源总体规划\n\n{body}"
    document = parse(clean(read_bytes("plan.md", text.encode())))
    facts = extract(document)
    claims = (
        *facts.entities, *facts.assertions, *facts.indicators, *facts.thresholds,
        *facts.obligations, *facts.citations, *facts.anomalies,
    )  # fmt: skip
    for claim in claims:
        evidence = claim.evidence
        assert document.text[evidence.start : evidence.end] == evidence.quote
