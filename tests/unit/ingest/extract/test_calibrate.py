"""The shares of right claims that the confidence of rules is copied from."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.extract.calibrate import Share, shares
from ingest.extract.evaluate import predict

TEXT = """甲县矿山修复条例

第一条 根据《中华人民共和国矿产资源法》，制定本条例。

第二条 采矿权人应当边采边治。

第三条 采矿权人不得破坏耕地。

第四条 采矿权人应当公开修复方案。
"""


def _gold(folder: Path, *, missing: int = 0, optional: int = 0) -> None:
    """Gold that has what is found, but for the last obligations: missing, or optional."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    found = predict(folder / "a.txt")
    norms = [r for r in found["relations"] if r["rule"] == "obligation"]
    others = [r for r in found["relations"] if r["rule"] != "obligation"]
    assert len(norms) == 3
    gold = {
        "entities": found["entities"],
        "relations": others + norms[missing + optional :],
        "optional_relations": norms[missing : missing + optional],
    }
    (folder / "a.json").write_text(json.dumps(gold), encoding="utf-8")


def test_the_least_certain_rule_comes_first(tmp_path: Path) -> None:
    _gold(tmp_path, missing=1)
    first, *rest = shares([(tmp_path, tmp_path)])
    assert first == Share("obligation", 2, 3, 0.66)
    assert rest
    assert {s.confidence for s in rest} == {1.0}


def test_what_gold_calls_optional_does_not_count(tmp_path: Path) -> None:
    _gold(tmp_path, missing=1, optional=1)
    assert shares([(tmp_path, tmp_path)])[0] == Share("obligation", 1, 2, 0.5)


def test_folders_are_counted_together(tmp_path: Path) -> None:
    _gold(tmp_path, missing=1)
    assert shares([(tmp_path, tmp_path)] * 2)[0] == Share("obligation", 4, 6, 0.66)
    assert shares([]) == ()
