"""The account of a clean text: every character of the source is in it once, or left out by name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ontology.source import CleanText


@dataclass(frozen=True, slots=True)
class Account:
    """Characters that are no white space, counted.

    `source` stand in the blocks that the reader gave, `kept` in the clean text as they were;
    `changed` and `left_out` by the reason of the repair that did it. `lost` are in the source and
    neither kept, changed nor left out; `doubled` come from one place of the source twice or from
    no place at all. Both are empty for every text.
    """

    source: int
    kept: int
    changed: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    doubled: Counter[str] = field(default_factory=Counter)


def account(clean: CleanText) -> Account:
    """Follow every character of the source into the clean text."""
    source = Counter(c for b in clean.raw.blocks for c in b.number + b.text if not c.isspace())
    changed: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for repair in clean.repairs:
        old, new = _inked(repair.before), _inked(repair.after)
        before += old
        # a number that the format only shows is text of the block as well: it is kept, not added
        after += Counter() if repair.reason == "automatic-number" else new
        (changed if new and old else left_out)[repair.reason] += old.total()
    found = _inked(clean.text) - after
    doubled = (found + before) - source
    doubled += _twice(clean)
    lost = source - (found + before)
    return Account(source.total(), found.total(), +changed, +left_out, lost, doubled)


def _inked(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace())


def _twice(clean: CleanText) -> Counter[str]:
    """Characters whose place in the source another stretch of the clean text has too."""
    taken: Counter[str] = Counter()
    ends: dict[int, int] = {}
    for run in sorted(clean.runs, key=lambda run: (run.block, run.source)):
        end = run.source + run.end - run.start
        over = min(end, ends.get(run.block, 0)) - run.source
        if over > 0:
            taken += _inked(clean.text[run.start : run.start + over])
        ends[run.block] = max(end, ends.get(run.block, 0))
    return taken
