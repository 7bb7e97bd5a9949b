"""Papers of other provinces, written with their expected facts before the rules saw them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.evaluate import Score, compare, evaluate, grounded, predict, total

HERE = Path(__file__).parent / "held_out"
SCORES = tuple(s for s in evaluate(HERE, HERE) if s.document.startswith("paper_"))
DOCUMENTS = sorted({s.document for s in SCORES})


def of(document: str, kind: str) -> Score:
    return next(s for s in SCORES if (s.document, s.kind, s.type) == (document, kind, ""))


def test_every_paper_is_scored() -> None:
    assert DOCUMENTS == ["paper_guizhou", "paper_hunan", "paper_shanxi"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_entities_and_relations_reach_their_goals(document: str) -> None:
    entities, relations = of(document, "entities"), of(document, "relations")
    assert entities.f1 >= 0.90, entities
    assert relations.f1 >= 0.90, relations
    assert relations.precision >= 0.95, relations.extra


@pytest.mark.parametrize("document", DOCUMENTS)
def test_all_evidence_is_verbatim(document: str) -> None:
    text = next(p for p in HERE.glob(f"{document}.*") if p.suffix != ".json")
    assert grounded(predict(text)) == 1.0


def test_seeds_reach_their_goals(shared: Path) -> None:
    sums = {
        (s.document[:3], s.kind): s
        for s in evaluate(shared / "gold", shared / "seeds")
        if not s.type
    }
    assert sums["000", "entities"].f1 >= 0.92
    assert sums["000", "relations"].f1 >= 0.90
    assert sums["000", "relations"].precision >= 0.95
    assert sums["001", "entities"].f1 >= 0.95


GOLD = {
    "entities": [
        {"id": "e1", "type": "Mode", "name": "产业基金模式"},
        {"id": "e2", "type": "Problem", "name": "融资难", "aliases": ["融资难问题"]},
    ],
    "optional_entities": [{"id": "x1", "type": "Mode", "name": "招商引资模式"}],
    "relations": [{"s": "e1", "p": "solves", "o": "e2"}],
}


def scores(predicted: dict[str, object]) -> dict[str, Score]:
    return {s.kind: s for s in compare({"relations": [], **predicted}, GOLD) if not s.type}


def test_an_alias_matches_and_an_optional_entity_counts_in_neither() -> None:
    found = scores(
        {
            "entities": [
                {"id": "a", "type": "Mode", "name": "产业基金模式"},
                {"id": "b", "type": "Problem", "name": "融资难问题"},
                {"id": "c", "type": "Mode", "name": "招商引资模式"},
                {"id": "d", "type": "Mode", "name": "另一种做法"},
            ],
            "relations": [{"s": "a", "p": "solves", "o": "b"}],
        }
    )
    assert (found["entities"].hits, found["entities"].predicted) == (2, 3)
    assert found["entities"].extra == ("Mode 另一种做法",)
    assert found["relations"].f1 == 1.0


def test_the_type_and_the_predicate_must_agree() -> None:
    found = scores(
        {
            "entities": [
                {"id": "a", "type": "Problem", "name": "产业基金模式"},
                {"id": "b", "type": "Problem", "name": "融资难"},
            ],
            "relations": [{"s": "a", "p": "hasProblem", "o": "b"}],
        }
    )
    assert (found["entities"].hits, found["relations"].hits) == (1, 0)
    assert found["entities"].missed == ("Mode 产业基金模式",)


def test_totals_add_up_over_documents() -> None:
    rows = [Score("a", "entities", "", 1, 2, 2), Score("b", "entities", "", 1, 1, 1)]
    assert total(rows) == [Score("", "entities", "", 2, 3, 3)]
