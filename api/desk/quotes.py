"""Whether quoted words stand in a text, and if not, what differs."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from api.desk.changes import Change, changes
from api.desk.folding import fold

_GAP = re.compile(r"(?:…+|\.{3,}|。{3,}|·{3,})")
_CONTEXT = 6
_SLACK = 12
_SHOWN = 60
_MOST = 5
_ALIEN = 0.3
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

    The quotation is held against the part of the text that is likest to it; words of the text
    before and after that part do not count. A quotation that has next to nothing of the text is
    not compared word by word. "" where the text holds it.
    """
    if holds(text, quote):
        return ""
    if nearness(text, quote) < _ALIEN:
        return f"条文里没有这段话，条文是“{_short(text)}”"
    part = _likest(text, quote)
    found = [c for c in changes(part, quote) if not _outside(part, c)]
    return "；".join(
        f"引文“{_around(quote, *c.new)}”，原文“{_around(part, *c.old)}”" for c in found[:_MOST]
    )


def _likest(text: str, quote: str) -> str:
    """The part of the text that a quotation was made from: around the longest common run."""
    run = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match()
    start = run.a - run.b
    return text[max(0, start - _SLACK) : start + len(quote) + _SLACK]


def _outside(part: str, change: Change) -> bool:
    """Whether a change only leaves out words at the edges of the part."""
    return change.new[0] == change.new[1] and (change.old[0] == 0 or change.old[1] == len(part))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "……"


def _around(text: str, start: int, end: int) -> str:
    cut = text[max(0, start - _CONTEXT) : min(len(text), end + _CONTEXT, start + 60)]
    return " ".join(cut.split())
