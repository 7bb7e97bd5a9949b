from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("cv2")

import cv2
import numpy as np
import numpy.typing as npt

from ingest.read import read
from ingest.read.ocr import _rules, _straight
from ingest.read.pdftable import Glyph, tables_from_rules

_DPI = 200.0


def ruled_page() -> npt.NDArray[np.uint8]:
    """A page of short strokes in rows, with a grid of two rows and three columns."""
    page = np.full((1100, 850), 255, np.uint8)
    for y in range(500, 1000, 40):
        for x in range(80, 760, 30):
            cv2.rectangle(page, (x, y), (x + 18, y + 20), 0, 2)
    for y in (100, 200, 300):
        cv2.line(page, (100, y), (700, y), 0, 2)
    for x in (100, 250, 500, 700):
        cv2.line(page, (x, 100), (x, 300), 0, 2)
    return page


def test_rules_of_a_page_make_a_grid() -> None:
    rules = _rules(ruled_page(), _DPI)
    marks = [Glyph(t, x, x + 9, y, y + 9, 9) for t, x, y in (("甲", 120, 140), ("乙", 600, 240))]
    (table,) = tables_from_rules(rules, marks)
    assert [(c.row, c.column, c.text) for c in table.cells if c.text] == [
        (0, 0, "甲"),
        (1, 2, "乙"),
    ]
    assert table.rows == 2
    assert len(table.cells) == 6


@pytest.mark.parametrize("angle", [-0.8, 0.7])
def test_a_skewed_page_is_turned_straight(angle: float) -> None:
    page = ruled_page()
    matrix = cv2.getRotationMatrix2D((425, 550), angle, 1.0)
    skewed = cv2.warpAffine(page, matrix, (850, 1100), borderValue=255)
    ink = (255 - _straight(skewed)[100:300]).sum(axis=1)
    level = (255 - page[100:300]).sum(axis=1)
    assert ink.max() > 0.6 * level.max()


@pytest.mark.slow
@pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra ocr is not installed")
def test_a_scanned_plan_is_read_with_its_tables(shared: Path) -> None:
    raw = read(shared / "fixtures" / "docs" / "scan_plan_200dpi.pdf")
    assert raw.reader == "ocr"
    tables = [b for b in raw.blocks if b.kind == "table"]
    assert len(tables) == 6
    assert re.search("石膏\t矿石\\s?万吨\t1320", tables[1].text)
