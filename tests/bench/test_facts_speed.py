"""From text to facts: megabytes of UTF-8 clean text a second on one core.

Cleaning, structure, extraction and resolution of one document after the other, in processor time
of this process; only the decoding of the file is left out. "First" is the time as a process meets
the document after a few others, "again" the best of further times, when the caches of words
and names are filled. Beside it the same text is cut into words by jieba (pure Python) and by rjieba
(Rust), and searched for a hundred words by one pattern: ratios of one run say more than seconds of
one machine. Nothing here fails for its speed.

python -m pytest tests/bench/test_facts_speed.py -m bench -s
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jieba
import pytest
import rjieba

from ingest.clean import clean
from ingest.extract import extract
from ingest.read import read_bytes
from ingest.resolve import resolve
from ingest.structure import parse
from ontology import lexicon
from ontology.source import RawDocument

pytestmark = pytest.mark.bench
_TIMES = 3
_EVERY = 30  # laws
_ROOT = Path(__file__).resolve().parents[2]
_SAMPLES = _ROOT / "corpus" / "samples"
_OTHERS = sorted((_ROOT / "tests" / "golden" / "held_out").glob("*_*.*"))  # read before, untimed


class _Empty:
    """A library that holds nothing."""

    def find_documents(self, title: str = "", number: str = "") -> tuple[()]:
        return ()

    def has_clause(self, document_id: str, clause_id: str) -> bool:
        return False

    def entity_keys(self, type: str, name: str) -> tuple[()]:
        return ()


def _facts(raw: RawDocument) -> str:
    document = parse(clean(raw))
    resolve(document, extract(document), _Empty())
    return document.text


def _seconds(work: Callable[[Any], object], item: object) -> float:
    began = time.process_time()
    work(item)
    return time.process_time() - began


def _rivals() -> dict[str, Callable[[str], object]]:
    words = sorted(lexicon.actors(), key=len, reverse=True)[:100]
    pattern = re.compile("|".join(map(re.escape, words)))
    return {
        "jieba": lambda text: jieba.lcut(text),
        "rjieba": lambda text: rjieba.cut(text),
        "one pattern of 100 words": lambda text: pattern.findall(text),
    }


def _measure(name: str, files: Sequence[Path], *, each: bool) -> None:
    for other in _OTHERS:
        _facts(read_bytes(other.name, other.read_bytes()))
    raws = [read_bytes(file.name, file.read_bytes()) for file in files]
    first = [_seconds(_facts, raw) for raw in raws]
    again = [min(_seconds(_facts, raw) for _ in range(_TIMES)) for raw in raws]
    texts = [_facts(raw) for raw in raws]
    sizes = [len(text.encode()) / 1e6 for text in texts]
    for file, size, a, b in zip(files, sizes, first, again, strict=True):
        if each:
            print(f"  {file.name[:40]:40} {size / a:5.2f} first, {size / b:5.2f} MB/s again")
    total, spent = sum(sizes), sum(again)
    print(f"{name}: {total / sum(first):.2f} first, {total / spent:.2f} MB/s again")
    for rival, work in _rivals().items():
        work("预热")
        theirs = sum(_seconds(work, text) for text in texts)
        print(
            f"  {rival}: {total / theirs:.2f} MB/s; facts take {spent / theirs:.1f} times as long"
        )


def test_the_seeds(shared: Path) -> None:
    print()
    _measure("seeds", sorted((shared / "seeds").glob("*.txt")), each=True)


def test_the_samples() -> None:
    print()
    files = sorted(f for f in _SAMPLES.iterdir() if f.suffix in (".txt", ".md"))
    _measure("samples", files, each=True)


def test_laws(shared: Path) -> None:
    print()
    _measure("laws", sorted((shared / "laws").rglob("*.md"))[::_EVERY], each=False)
