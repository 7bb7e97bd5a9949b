"""Papers and plans of independent writers: what was reached on them must not be lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.evaluate import evaluate, grounded, predict

HERE = Path(__file__).parent / "fresh"
SCORES = {(s.document, s.kind): s for s in evaluate(HERE, HERE) if not s.type}
# Least F1 of entities and of relations, a little below what is reached; first scores in README.md.
FLOORS = {
    "paper_yunnan": (0.97, 0.97),
    "paper_jilin": (0.97, 0.97),
    "plan_wuqia": (0.96, 0.96),
    "plan_dongchuan": (0.94, 0.94),
}


@pytest.mark.parametrize("document", FLOORS)
def test_claims_stay_above_their_floors(document: str) -> None:
    for kind, floor in zip(("entities", "relations"), FLOORS[document], strict=True):
        score = SCORES[document, kind]
        assert score.f1 >= floor, (kind, score.f1, score.missed, score.extra)


@pytest.mark.parametrize("document", FLOORS)
def test_relations_are_precise_and_evidence_is_verbatim(document: str) -> None:
    assert SCORES[document, "relations"].precision >= 0.95, SCORES[document, "relations"].extra
    text = next(p for p in HERE.glob(f"{document}.*") if p.suffix != ".json")
    assert grounded(predict(text)) == 1.0
