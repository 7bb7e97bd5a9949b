"""The real documents, where the shared data lie beside the checkout."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ingest.clean import clean
from ingest.present import sections, tables
from ingest.read import read
from ingest.structure import parse
from ontology.records import Document

SEEDS = ["000_b745f1cb98e51f91", "001_d2f5554b1da99164", "003_649283a4b4499d51"]
_ARTICLE = re.compile(
    r"第[零〇一二三四五六七八九十百千两]+ ?条(?:之[一二三四五六七八九十]+)?(?= )", re.MULTILINE
)


def _document(path: Path) -> Document:
    return parse(clean(read(path)))


def _key(words: Any) -> str:
    return re.sub(r"[\s“”\"]+", "", str(words or ""))


@pytest.mark.parametrize("seed", SEEDS)
def test_headings_of_the_seeds(shared: Path, seed: str) -> None:
    gold = json.loads((shared / f"gold/{seed}.json").read_text(encoding="utf-8"))
    found = Counter(
        (s["number"], _key(s["title"])) for s in sections(_document(shared / f"seeds/{seed}.txt"))
    )
    expected = Counter((s["number"], _key(s["title"])) for s in gold["sections"])
    assert found == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_cells_of_the_seeds(shared: Path, seed: str) -> None:
    gold = json.loads((shared / f"gold/{seed}.json").read_text(encoding="utf-8"))
    found = tables(_document(shared / f"seeds/{seed}.txt"))
    for table, expected in zip(found, gold["tables"], strict=True):
        assert table["label"] == expected["label"]
        rows = [[_key(cell) for cell in row] for row in (table["header"], *table["rows"])]
        assert rows == [[_key(c) for c in row] for row in (expected["header"], *expected["rows"])]


def test_the_deck_counts_its_titles_once(shared: Path) -> None:
    gold = json.loads((shared / "gold/002_9d5f0c201bcf2d14.json").read_text(encoding="utf-8"))
    found = sections(_document(shared / "fixtures/expected/deck_002.gold.txt"))
    assert [(s["number"], _key(s["title"])) for s in found] == [
        (s["number"], _key(s["title"])) for s in gold["sections"]
    ]


def _articles(path: Path) -> tuple[Counter[str], Counter[str], Document]:
    source = path.read_text(encoding="utf-8")
    opened = (line for line in source.splitlines() if _ARTICLE.match(line))
    expected = Counter("".join(m[0].split()) for line in opened if (m := _ARTICLE.match(line)))
    document = _document(path)
    return Counter(c.number for c in document.clauses if c.kind == "article"), expected, document


@pytest.mark.parametrize(
    "law",
    ["经济法/矿产资源法(2009-08-27).md", "经济法/矿产资源法(2024-11-08).md", "民法典/物权编.md"],
)
def test_every_article_of_a_statute_is_one_clause(shared: Path, law: str) -> None:
    found, expected, document = _articles(shared / "laws" / law)
    assert found == expected
    assert all(c.path for c in document.clauses if c.kind == "article")


@pytest.mark.slow
def test_every_article_of_all_statutes(shared: Path) -> None:
    paths = [p for p in sorted((shared / "laws").rglob("*.md")) if p.name != "README.md"]
    total = 0
    for path in paths:
        found, expected, _ = _articles(path)
        assert not expected - found, path.name
        total += found.total()
    assert (len(paths), total) == (1510, 64669)
