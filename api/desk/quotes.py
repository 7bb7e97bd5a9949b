"""Whether quoted words stand in a text, and if not, what differs."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from api.desk.folding import fold

_GAP = re.compile(r"(?:…+|\.{3,}|。{3,}|·{3,})")
_CONTEXT = 6
_SHORTEST = 4


def holds(text: str, quote: str) -> bool:
    """Whether the words of `quote` stand in `text`, form apart; …… may leave words out.

    A quotation without any word stands everywhere.
    """
    folded, at = fold(text), 0
    for part in map(fold, _GAP.split(quote)):
        if not part:
            continue
        at = folded.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def nearness(text: str, quote: str) -> float:
    """The share of the quotation's words that stand in `text` in runs of four or more, 0 to 1."""
    a, b = fold(text), fold(quote)
    if not b:
        return 1.0
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= _SHORTEST) / len(b)


def difference(text: str, quote: str) -> str:
    """What the quotation says and what the text says, place by place, for people to read.

    Words of the text before and after the quoted part do not count as a difference.
    """
    matcher = SequenceMatcher(None, text, quote, autojunk=False)
    codes = matcher.get_opcodes()
    while codes and codes[0][0] == "delete":
        codes = codes[1:]
    while codes and codes[-1][0] == "delete":
        codes = codes[:-1]
    changes = [
        c for c in codes if c[0] != "equal" and fold(text[c[1] : c[2]]) != fold(quote[c[3] : c[4]])
    ]
    return "；".join(
        f"引文“{_around(quote, j1, j2)}”，原文“{_around(text, i1, i2)}”"
        for _, i1, i2, j1, j2 in changes[:5]
    )


def _around(text: str, start: int, end: int) -> str:
    cut = text[max(0, start - _CONTEXT) : min(len(text), end + _CONTEXT, start + 60)]
    return " ".join(cut.split())
