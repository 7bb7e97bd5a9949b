"""How far a claim can be trusted: the share of its rule's claims that were right on all gold files.

Measured over the gold of the seeds, the samples, the held-out and the unseen documents together
(1,470 claims of 49 rules), rounded down to hundredths. A rule that is not listed has made no claim
there that gold does not have. The review queue shows the least certain claims first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ontology.records import Assertion

MEASURED: Final[Mapping[str, float]] = {
    "obligation": 0.87,  # 280 of 319
    "hasOutcome.sentence": 0.91,  # 11 of 12
    "problem.clause": 0.94,  # 146 of 154
    "directedAt.urge": 0.95,  # 20 of 21
    "problem.headline": 0.97,  # 45 of 46
}


def weighed(claims: tuple[Assertion, ...]) -> tuple[Assertion, ...]:
    """The claims with the measured confidence of their rules; what has one of its own keeps it."""
    return tuple(
        replace(c, confidence=MEASURED[c.rule]) if c.rule in MEASURED and c.confidence == 1 else c
        for c in claims
    )
