from __future__ import annotations

import json
from pathlib import Path

from api.quality import Group, page

TEXT = "矿山纪要\n东山石场治理项目采用余料反哺模式。依据《矿产资源法》办理。\n"


def gold(folder: Path, **kinds: object) -> None:
    (folder / "纪要.txt").write_text(TEXT, encoding="utf-8")
    (folder / "纪要.gold.json").write_text(json.dumps(kinds), encoding="utf-8")


def test_each_group_has_its_own_table_with_totals_and_misses(tmp_path: Path) -> None:
    gold(tmp_path, citations=[{"title": "矿产资源法"}, {"title": "土地管理法"}])
    written = page([Group("甲组", tmp_path, tmp_path), Group("空组", tmp_path / "x", tmp_path)])
    assert "## 甲组" in written
    assert "空组" not in written
    assert "| 纪要 | citations | 1.000 | 0.500 | 0.667 | 1/2 |" in written
    assert "| **合计 all** | citations | 1.000 | 0.500 | 0.667 | 1/2 |" in written
    assert "漏：土地管理法" in written


def test_misses_of_texts_that_must_not_be_quoted_are_not_listed(tmp_path: Path) -> None:
    gold(tmp_path, citations=[{"title": "土地管理法"}])
    assert "土地管理法" not in page([Group("甲组", tmp_path, tmp_path, listed=False)])
