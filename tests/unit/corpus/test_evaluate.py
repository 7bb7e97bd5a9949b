from __future__ import annotations

import pytest

from corpus.evaluate import Question, measures, recall, reciprocal_rank


@pytest.mark.parametrize(
    ("answers", "ranked", "rr", "share"),
    [
        ({1}, [1, 2], 1.0, 1.0),
        ({2, 9}, [1, 2], 0.5, 0.5),
        ({9}, [1, 2], 0.0, 0.0),
        ({1}, [], 0.0, 0.0),
    ],
)
def test_measures_of_one_question(
    answers: set[int], ranked: list[int], rr: float, share: float
) -> None:
    assert reciprocal_rank(answers, ranked) == rr
    assert recall(answers, ranked) == share


def test_means_come_with_an_interval_around_them() -> None:
    hit, miss = Question(1, "", frozenset([1])), Question(2, "", frozenset([2]))
    rows = {r.measure: r for r in measures("x", [(hit, [1])] * 30 + [(miss, [1])] * 10)}
    assert rows["Recall@10"].value == 0.75
    assert rows["MRR@10"].low < 0.75 < rows["MRR@10"].high
    late = {r.measure: r.value for r in measures("x", [(hit, [5] * 10 + [1])])}
    assert late == {"MRR@10": 0.0, "Recall@10": 0.0, "Recall@100": 1.0}
