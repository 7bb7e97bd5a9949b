"""Relevance on the shared questions: what `minekg eval search` prints, held to its goals.

python -m pytest tests/bench/test_relevance.py -m bench -s
"""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import evaluate

pytestmark = pytest.mark.bench
GOALS = {
    "search": {"MRR@10": 0.34, "Recall@10": 0.41, "Recall@100": 0.66},
    "re-ranked": {"MRR@10": 0.42, "Recall@10": 0.52, "Recall@100": 0.72},
}
GAIN = {
    "MRR@10": 0.04,
    "Recall@10": 0.01,
    "Recall@100": -0.01,
}  # on answers nobody asked for before


def test_relevance_reaches_its_goals(shared: Path) -> None:
    found = {(row.ranking, row.measure): row for row in evaluate.evaluate(shared)}
    for row in found.values():
        print(
            f"\n{row.ranking:28} {row.measure:10} {row.value:.3f} [{row.low:.3f}, {row.high:.3f}]",
            end="",
        )
    for ranking, goals in GOALS.items():
        for measure, goal in goals.items():
            assert found[ranking, measure].value >= goal
    for measure in GOALS["search"]:
        before = found["search, answers unseen", measure].value
        assert found["re-ranked, answers unseen", measure].value >= before + GAIN[measure]
