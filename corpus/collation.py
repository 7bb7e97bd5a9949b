"""The order of titles as a Chinese reader expects it: by the readings of their characters.

Not by GB 18030, which has only its common characters in this order: 亳州 and 歙县 would come last.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus import analyzer

READINGS = Path(__file__).with_name("model") / "readings.txt"
_LONGEST = 120  # characters of a title that decide
_RARE = "~"  # comes after all letters


def collation_key(title: str) -> str:
    """A string that sorts as the title does: digits, then Latin letters and readings; "" first.

    Titles that are read alike sort by their characters.
    """
    folded = analyzer.fold(title)[:_LONGEST]
    return f"{' '.join(_read(folded))}\t{folded}"


def _read(folded: str) -> list[str]:
    known, sizes = _readings()
    found, at = [], 0
    while at < len(folded):
        size = next((n for n in sizes if folded[at : at + n] in known), 1)
        words = folded[at : at + size]
        if words.isalnum():
            found.append(known.get(words, words if words.isascii() else _RARE + words))
        at += size
    return found


@cache
def _readings() -> tuple[dict[str, str], tuple[int, ...]]:
    """The readings of characters and names, and the lengths of these, longest first."""
    rows = READINGS.read_text(encoding="utf-8").splitlines()
    known = dict(row.split(" ", 1) for row in rows)
    return known, tuple(sorted({len(words) for words in known}, reverse=True))
