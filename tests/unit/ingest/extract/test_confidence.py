"""Claims carry the measured precision of their rules."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.extract.confidence import MEASURED
from ingest.pipeline import analyze

RULES = Path(__file__).resolve().parents[4] / "ingest" / "extract"
TEXT = """甲县矿山修复条例

第一条 根据《中华人民共和国矿产资源法》，制定本条例。

第二条 采矿权人应当边采边治。
"""


def test_a_claim_has_the_confidence_of_its_rule() -> None:
    _, facts = analyze("a.txt", TEXT.encode())
    by_rule = {a.rule: a.confidence for a in facts.assertions}
    assert by_rule == {rule: MEASURED.get(rule, 1.0) for rule in by_rule}
    assert by_rule["obligation"] < 1.0
    assert len(by_rule) > 1


def test_every_measured_rule_is_there() -> None:
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in RULES.glob("*.py") if p.name != "confidence.py"
    )
    named = set(re.findall(r'"([\w.-]+)"', code))
    kinds = {r: r.rpartition(".")[2].removesuffix("-column") for r in MEASURED}
    assert [r for r, kind in kinds.items() if not {r, kind} & named] == []
