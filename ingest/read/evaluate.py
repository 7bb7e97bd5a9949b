"""How well files are read, measured against the shared fixtures."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.clean import clean
from ingest.clean.glyphs import repair_glyphs
from ingest.read import read
from ingest.read.reader import can_recognise
from ontology.errors import UnreadableFile
from ontology.source import CleanText, Line

_SPACE = re.compile(r"\s+")
_TEXT_FORMATS = {
    "plan_001.docx": "plan_001",
    "plan_001.doc": "plan_001",
    "plan_001.odt": "plan_001",
    "plan_001.pdf": "plan_001",
    "spec_003_autonum.docx": "spec_003_autonum",
    "spec_003_autonum.pdf": "spec_003_autonum",
    "gov_page_utf8.html": "gov_page",
    "gov_page_gb18030.html": "gov_page",
    "paper_000_1col.pdf": "paper_000_1col",
    "paper_000_2col.pdf": "paper_000_2col",
}
# file, expected pages, how many of them, goal (running text; pages with tables)
_SCANS = (
    ("scan_paper_150dpi.pdf", "scan_paper", 1, 0.01),
    ("scan_plan_200dpi.pdf", "scan_plan", 2, 0.03),
)
_FRAME = re.compile(
    r"^(?:第 \d+ 卷 第 \d+ 期.*|— \d+ —\s*|.*总体规划（2021—2025 年）)\r?$", re.MULTILINE
)
_ENCODED = ("spec_003_gb18030.txt", "spec_003_utf8bom.txt", "spec_003_utf16le.txt")


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its value, the goal as written, whether it is met, and what was missed."""

    measure: str
    value: float
    goal: str
    met: bool
    misses: tuple[str, ...] = ()


def evaluate(shared: Path) -> tuple[Row, ...]:
    """Measure reading and repair on the files in the shared folder, one row a measure.

    Shares lie in [0, 1].
    """
    measures: Sequence[Callable[[Path], Iterator[Row]]] = (
        _formats, _sheets, _encodings, _deck, _hostile, _scans,
    )  # fmt: skip
    return tuple(row for measure in measures for row in measure(shared))


def bare(text: str) -> str:
    """A text without white space, the form in which texts are compared."""
    return _SPACE.sub("", text)


def _at_least(measure: str, good: int, total: int, goal: float, misses: Sequence[str]) -> Row:
    value = good / total if total else 1.0
    return Row(measure, value, f">= {goal}", value >= goal, tuple(misses))


def _formats(shared: Path) -> Iterator[Row]:
    for name, expected in _TEXT_FORMATS.items():
        path = shared / "fixtures" / "expected" / f"{expected}.expected.json"
        wanted = json.loads(path.read_text(encoding="utf-8"))
        try:
            result = clean(read(shared / "fixtures" / "docs" / name))
        except UnreadableFile as error:
            yield Row(f"{name}: paragraphs", 0.0, ">= 0.98", met=False, misses=(error.reason,))
            continue
        yield _paragraphs(name, result, wanted)
        if wanted["tables"]:
            grids = [grid(result, line) for line in result.lines if line.kind == "table"]
            goal = 0.95 if name.endswith(".pdf") else 0.97
            yield _cells(name, grids, wanted["tables"], goal)


def _paragraphs(name: str, result: CleanText, wanted: dict[str, Any]) -> Row:
    """Paragraphs and headings that stand in the text as lines of their own."""
    lines = {bare(result.text[x.start : x.end]) for x in result.lines if x.kind != "table"}
    numbered = {re.sub(r"^（[一二三四五六七八九十]+）", "", line) for line in lines}
    due = [bare(p) for p in (*wanted["paras"], *map(_heading, wanted["headings"])) if p.strip()]
    missed = [p[:30] for p in due if p not in lines and p not in numbered]
    goal = 0.95 if name.endswith(".pdf") else 0.98
    return _at_least(f"{name}: paragraphs", len(due) - len(missed), len(due), goal, missed)


def _heading(entry: str | Sequence[Any]) -> str:
    """A heading as shown: plain, [level, text] or [level, number shown, text, ...]."""
    if isinstance(entry, str):
        return entry
    return str(entry[1]) if len(entry) == 2 else f"{entry[1]}{entry[2]}"


def grid(result: CleanText, line: Line) -> list[list[str]]:
    """A table as rows of bare cell texts, spans repeated in every covered cell."""
    height = max(c.row + c.row_span for c in line.cells)
    width = max(c.column + c.column_span for c in line.cells)
    rows = [[""] * width for _ in range(height)]
    for cell in line.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                rows[row][column] = bare(result.text[cell.start : cell.end])
    return rows


def _cells(
    name: str, grids: Sequence[list[list[str]]], tables: Sequence[list[list[str]]], goal: float
) -> Row:
    missed: list[str] = []
    total = 0
    for index, table in enumerate(tables):
        found = grids[index] if index < len(grids) else []
        for row, cells in enumerate(table):
            total += len(cells)
            got = found[row] if row < len(found) else []
            missed += [
                f"table {index + 1} row {row}: {bare(cell)[:20]}"
                for column, cell in enumerate(cells)
                if column >= len(got) or got[column] != bare(cell)
            ]
    return _at_least(f"{name}: cells", total - len(missed), total, goal, missed)


def _sheets(shared: Path) -> Iterator[Row]:
    path = shared / "fixtures" / "expected" / "indicators.expected.json"
    wanted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    result = clean(read(shared / "fixtures" / "docs" / "indicators.xlsx"))
    found = {
        x.part.removeprefix("sheet "): grid(result, x) for x in result.lines if x.kind == "table"
    }
    grids = [found.get(name, []) for name in wanted]
    yield _cells("indicators.xlsx", grids, list(wanted.values()), 0.97)


def _encodings(shared: Path) -> Iterator[Row]:
    seed = next((shared / "seeds").glob("003_*.txt")).read_text(encoding="utf-8")
    missed = []
    for name in _ENCODED:
        text = bare(clean(read(shared / "fixtures" / "docs" / name)).text)
        if not text.startswith(bare(seed)):
            missed.append(name)
    yield _at_least("encodings", len(_ENCODED) - len(missed), len(_ENCODED), 1.0, missed)


def _deck(shared: Path) -> Iterator[Row]:
    """Wrong glyphs of seed 002 against the hand-made gold, position by position."""
    faulty = next((shared / "seeds").glob("002_*.txt")).read_text(encoding="utf-8")
    path = shared / "fixtures" / "expected" / "deck_002.gold.txt"
    right = path.read_text(encoding="utf-8")
    changes = {c.position: c.after for c in repair_glyphs(faulty)}
    due = {i: b for i, (a, b) in enumerate(zip(faulty, right, strict=True)) if a != b}
    good = sum(changes.get(i) == b for i, b in due.items())
    wrong = [f"{faulty[i]} -> {c}" for i, c in changes.items() if due.get(i) != c]
    missed = Counter(f"{faulty[i]} -> {b}" for i, b in due.items() if changes.get(i) != b)
    yield _at_least("seed 002 glyphs: precision", good, len(changes), 0.99, wrong)
    yield _at_least("seed 002 glyphs: recall", good, len(due), 0.85, [*missed])


def _hostile(shared: Path) -> Iterator[Row]:
    """Hostile files that end in the typed error or in text."""
    bad = []
    paths = sorted((shared / "fixtures" / "hostile").iterdir())
    for path in paths:
        try:
            clean(read(path))
        except UnreadableFile:
            continue
        except Exception as error:
            bad.append(f"{path.name}: {type(error).__name__}")
    yield _at_least("hostile files contained", len(paths) - len(bad), len(paths), 1.0, bad)


def _scans(shared: Path) -> Iterator[Row]:
    """Character errors of recognised pages, white space and page frame left out."""
    if not can_recognise():
        return
    for name, expected, pages, goal in _SCANS:
        path = shared / "fixtures" / "expected" / f"{expected}.expected.json"
        wanted = json.loads(path.read_text(encoding="utf-8"))[:pages]
        result = clean(read(shared / "fixtures" / "docs" / name))
        blocks = result.raw.blocks
        kept = [x for x in result.lines if (blocks[x.block].page or 0) <= pages]
        found = bare("".join(result.text[x.start : x.end] for x in kept))
        due = bare("\n".join(_FRAME.sub("", page) for page in wanted))
        value = distance(found, due) / len(due)
        yield Row(f"{name}: character errors", value, f"<= {goal}", value <= goal)


def distance(a: str, b: str) -> int:
    """The edit distance of two texts (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        left, above = i, row[0]
        row[0] = i
        for j, y in enumerate(b, start=1):
            left = min(left + 1, row[j] + 1, above + (x != y))
            above, row[j] = row[j], left
    return row[-1]
