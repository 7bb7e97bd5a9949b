"""How often the claims of each rule are right on gold: what the table of `confidence` is copied from.

minekg eval rules prints it. Claims that gold calls optional do not count.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.extract.evaluate import documents, judged


@dataclass(frozen=True, slots=True)
class Share:
    """Of `claims` by a rule `right` are in gold; `confidence` is their share in (0, 1]."""

    rule: str
    right: int
    claims: int
    confidence: float


def shares(folders: Iterable[tuple[Path, Path]]) -> tuple[Share, ...]:
    """The share of each rule over all gold, the least certain first, then by name.

    Args:
        folders: those of gold and of its texts, as for `ingest.extract.evaluate.evaluate`.
    """
    claims: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold, texts in folders:
        for found, wanted, _ in documents(gold, texts):
            for rule, hit in judged(found, wanted):
                claims[rule] += 1
                right[rule] += hit
    found_all = (Share(r, right[r], n, _confidence(right[r], n)) for r, n in claims.items())
    return tuple(sorted(found_all, key=lambda s: (s.confidence, s.rule)))


def _confidence(right: int, claims: int) -> float:
    """The share rounded down to hundredths; a rule that was never right keeps the least of them."""
    return max(math.floor(100 * right / claims), 1) / 100
