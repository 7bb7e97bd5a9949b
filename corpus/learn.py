"""Trains the re-ranker on labelled questions: python -m corpus.learn SHARED [MODEL].

Listwise softmax regression (ListNet, Cao et al. 2007) over the candidates of each question. For a
question in training its own lesson does not count, and for one in three the memory forgets their
answers but no others, so that the weights hold for questions whose answers nobody asked for before.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from math import exp
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from corpus.describe import describe
from corpus.evaluate import Question, article_ids, articles, lessons, questions, records
from corpus.index import Index
from corpus.learned import MODEL, Lesson, Memory, Model, save
from corpus.place import FLAG_BITS, Standing, number
from corpus.search import candidates
from corpus.units import units

_FORGOTTEN = 0.35  # share of the questions in training whose answers the memory forgets
_EPOCHS, _RATE, _DECAY = 12, 0.1, 1e-4
_SEED = 5

Example = tuple[list[tuple[float, ...]], list[bool]]


def train(shared: Path) -> tuple[list[float], list[Lesson]]:
    """Weights and memory from the questions in the shared folder; the same for the same questions.

    Raises:
        OSError: the folder has no retrieval set.
    """
    asked, rows = questions(shared), articles(shared)
    ids = article_ids(rows)
    known = lessons(asked, ids)
    with TemporaryDirectory() as folder, Index.open(Path(folder), create=True) as index:
        positions: dict[int, int] = {}
        for record in records(rows):
            index.replace(record)
            for order, unit in enumerate(units(record)):
                place = number(record.id, order, Standing(0))
                positions[place >> FLAG_BITS] = ids.get(unit.key, -1)
        index.commit()
        examples = list(_examples(index, asked, positions, known))
    return fit([e for e in examples if any(e[1])]), known


def _examples(
    index: Index, asked: Sequence[Question], positions: Mapping[int, int], known: list[Lesson]
) -> list[Example]:
    memory, draw, found = Memory(known), Random(_SEED), []
    for i, question in enumerate(asked):
        best, lookup = candidates(index, question.words)
        recalled = memory.recall(question.words, leave_out=i)
        if draw.random() < _FORGOTTEN:
            recalled = recalled.without(known[i].answers)
        if best:
            rows = describe(recalled, best, lookup)
            right = [positions[c.place >> FLAG_BITS] in question.answers for _, c in rows]
            found.append(([values for values, _ in rows], right))
    return found


def fit(
    examples: Sequence[Example], start: Sequence[float] = (), hold: float = _DECAY
) -> list[float]:
    """The weights under which right candidates take most of the softmax, by gradient steps.

    Args:
        start: weights to begin with, zeros for none; they are also what the weights are drawn to.
        hold: how strongly.
    """
    first = list(start) or [0.0] * len(examples[0][0][0])
    weights = list(first)
    squares = [1e-8] * len(weights)
    order, draw = list(range(len(examples))), Random(_SEED)
    for _ in range(_EPOCHS):
        draw.shuffle(order)
        for i in order:
            for j, slope in enumerate(_gradient(weights, *examples[i])):
                slope += hold * (weights[j] - first[j])
                squares[j] += slope * slope
                weights[j] -= _RATE * slope / squares[j] ** 0.5
    return weights


def _gradient(
    weights: Sequence[float], rows: Sequence[tuple[float, ...]], right: Sequence[bool]
) -> list[float]:
    scores = [sum(w * x for w, x in zip(weights, row, strict=True)) for row in rows]
    top = max(scores)
    chances = [exp(score - top) for score in scores]
    whole, share = sum(chances), 1 / sum(right)
    slopes = [0.0] * len(weights)
    for row, chance, is_right in zip(rows, chances, right, strict=True):
        error = chance / whole - (share if is_right else 0.0)
        for j, value in enumerate(row):
            slopes[j] += error * value
    return slopes


def main(arguments: Sequence[str]) -> None:
    """Train on the folder that the first argument names and write the model."""
    weights, known = train(Path(arguments[0]))
    target = Path(arguments[1]) if len(arguments) > 1 else MODEL
    save(target, Model(tuple(weights), Memory(known)))
    print("weights", *(f"{weight:.3f}" for weight in weights))


if __name__ == "__main__":
    main(sys.argv[1:])
