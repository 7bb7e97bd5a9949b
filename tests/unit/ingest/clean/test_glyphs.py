from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from ingest.clean import clean
from ingest.clean.damage import damage
from ingest.clean.glyphs import repair_glyphs
from ingest.read import read, read_bytes

# As a faulty font gives it: 动 劢, 助 劣, 努 劤, 工 巟, 进 迚, 书 乢, 不 丌, 与 不, 络 绚, 互 亏.
FAULTY = (
    "各级图乢馆推劢数字图乢馆建设，移劢服务丌断迚步。\n"
    "推广巟程组织线上活劢，有劣于提高服务水平，社会力量共同劤力。\n"
    "参不活劢的读者丌断增加，网绚平台实现亏联亏通。\n"
    "巟作人员启劢培训，促迚全民阅读，图乢借阅量逐年上升。\n"
)
RIGHT = FAULTY.translate(str.maketrans("劢劣劤巟迚乢不丌绚亏", "动助努工进书与不络互"))


def score(faulty: str, right: str) -> tuple[int, int, int]:
    """Right changes, wrong changes, and how many were due."""
    changes = {c.position: c.after for c in repair_glyphs(faulty)}
    due = {i: b for i, (a, b) in enumerate(zip(faulty, right, strict=True)) if a != b}
    good = sum(changes.get(i) == b for i, b in due.items())
    return good, len(changes) - good, len(due)


def test_a_faulty_font_is_put_right_in_context() -> None:
    good, bad, due = score(FAULTY, RIGHT)
    assert bad == 0
    assert good / due >= 0.9


def test_repairs_are_logged_and_keep_the_way_back() -> None:
    result = clean(read_bytes("x", FAULTY.encode()))
    glyphs = [r for r in result.repairs if r.reason == "wrong-glyph"]
    assert glyphs
    assert all(result.text[r.start : r.end] == r.after for r in glyphs)
    for run in result.runs:
        source = result.raw.blocks[run.block].text[run.source : run.source + run.end - run.start]
        assert len(source) == run.end - run.start
    assert [i.kind for i in result.issues] == ["damaged-text"]


@pytest.mark.parametrize(
    "text",
    [
        "畲族乡的砗磲加工户王劢、李烜、赵喆承租了亓家沟的土地，每年缴纳租赁费用。\n" * 3,
        "矿物名称包括硅孔雀石、蓝辉铜矿、斑铜矿、毒砂、辉锑矿、雌黄、雄黄和砷黝铜矿。",
        RIGHT,
    ],
    ids=["names", "minerals", "clean"],
)
def test_rare_characters_that_are_meant_stay(text: str) -> None:
    assert repair_glyphs(text) == []


def test_seeds_and_laws_without_the_fault_stay_untouched(shared: Path) -> None:
    laws = sorted(shared.glob("laws/*/**/*.md"))[::25]
    clean_seeds = [p for p in shared.glob("seeds/*.txt") if not p.name.startswith("002")]
    for path in (*laws, *clean_seeds):
        assert repair_glyphs(path.read_text(encoding="utf-8")) == [], path.name


def test_the_damaged_deck_is_repaired(shared: Path) -> None:
    faulty = next(shared.glob("seeds/002*.txt")).read_text(encoding="utf-8")
    gold = (shared / "fixtures/expected/deck_002.gold.txt").read_text(encoding="utf-8")
    good, bad, due = score(faulty, gold)
    assert bad <= 0.01 * good
    assert good >= 0.9 * due


def test_laws_damaged_in_the_same_way_are_repaired(shared: Path) -> None:
    rng = Random(20)
    sums = [0, 0, 0]
    for path in rng.sample(sorted(shared.glob("laws/*/**/*.md")), 10):
        text = path.read_text(encoding="utf-8")
        found = score(damage(text, rng), text) if len(text) > 2500 else (0, 0, 0)
        sums = [a + b for a, b in zip(sums, found, strict=True)]
    good, bad, due = sums
    assert due > 500
    assert good >= 0.85 * due
    assert bad <= 0.01 * good


def test_the_same_characters_are_seen_by_reader_and_cleaner(shared: Path) -> None:
    path = next(shared.glob("seeds/000*.txt"))
    text = clean(read(path)).text
    source = path.read_text(encoding="utf-8")
    kept = re.sub(r"\s|［\d+[］\]]", "", source).replace("探索1——", "探索——")
    assert re.sub(r"\s", "", text) == kept
