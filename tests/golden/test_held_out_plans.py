"""A plan and a specification, written with their expected facts before the rules saw them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.evaluate import Score, evaluate, grounded, predict

HERE = Path(__file__).parent / "held_out"
SCORES = {
    (s.document, s.kind): s
    for s in evaluate(HERE, HERE)
    if not s.type and s.document.startswith(("plan_", "spec_"))
}
DOCUMENTS = ["plan_yanshan", "spec_tailings"]
GOALS = {
    "entities": 0.90,
    "relations": 0.90,
    "indicators": 0.90,
    "citations": 0.95,
    "obligations": 0.90,
}


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("kind", sorted(GOALS))
def test_kinds_reach_their_goals(document: str, kind: str) -> None:
    score = SCORES[document, kind]
    assert score.f1 >= GOALS[kind], (score.missed, score.extra)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_relations_are_precise(document: str) -> None:
    score = SCORES[document, "relations"]
    assert score.precision >= 0.95, score.extra


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_planted_contradiction_is_found_and_no_other(document: str) -> None:
    score = SCORES[document, "anomalies"]
    assert score.recall == 1.0, score.missed
    assert score.predicted - score.hits <= 1, score.extra


def test_every_threshold_is_read() -> None:
    assert SCORES["plan_yanshan", "thresholds"].recall == 1.0


@pytest.mark.parametrize("document", DOCUMENTS)
def test_all_evidence_is_verbatim(document: str) -> None:
    text = next(p for p in HERE.glob(f"{document}.*") if p.suffix != ".json")
    assert grounded(predict(text)) == 1.0


SEED_GOALS = [
    ("001", "indicators", 0.98),
    ("001", "thresholds", 1.0),
    ("001", "citations", 1.0),
    ("001", "obligations", 0.95),
    ("001", "relations", 0.94),
    ("003", "citations", 1.0),
    ("003", "indicators", 0.80),
    ("003", "obligations", 0.95),
    ("003", "relations", 0.93),
    ("002", "citations", 1.0),
]


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[tuple[str, str], Score]:
    return {
        (s.document[:3], s.kind): s
        for s in evaluate(shared / "gold", shared / "seeds")
        if not s.type
    }


@pytest.mark.parametrize(("document", "kind", "goal"), SEED_GOALS)
def test_seeds_reach_their_goals(
    seeds: dict[tuple[str, str], Score], document: str, kind: str, goal: float
) -> None:
    assert seeds[document, kind].f1 >= goal, seeds[document, kind]


@pytest.mark.parametrize("document", ["001", "002", "003"])
def test_hard_anomalies_of_the_seeds(seeds: dict[tuple[str, str], Score], document: str) -> None:
    found = seeds[document, "anomalies"]
    assert (found.recall, found.predicted) == (1.0, found.gold)
