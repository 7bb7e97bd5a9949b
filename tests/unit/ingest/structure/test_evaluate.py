from __future__ import annotations

from collections import Counter

import pytest

from ingest.clean import clean
from ingest.read import read_bytes
from ingest.structure import parse
from ingest.structure.evaluate import _f1, _misplaced

LAW = "# 某法\n\n## 第一章 总则\n\n第一条 甲。\n\n第二条 乙。\n\n第二条之一 丙。\n"


@pytest.mark.parametrize(
    ("source", "shown", "found"),
    [
        (LAW, LAW, []),
        (LAW + "\n第三条 丁。\n", LAW, ["某法: - 第三条"]),
        (LAW, LAW + "\n第三条 丁。\n", ["某法: + 第三条"]),
    ],
)
def test_missing_and_invented_articles_are_named(source: str, shown: str, found: list[str]) -> None:
    document = parse(clean(read_bytes("某法.md", shown.encode())))
    assert _misplaced("某法", source, document) == found


def test_f1_lists_what_is_missing_and_what_is_too_much() -> None:
    row = _f1("甲", Counter("abc"), Counter("abd"), 0.9)
    assert (round(row.value, 3), row.met, row.misses) == (0.667, False, ("- d", "+ c"))
