"""Trains a library's own re-ranker on its feedback: which clauses were opened after which query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean as mean

from corpus.describe import describe
from corpus.evaluate import FOLDS, reciprocal_rank
from corpus.feedback import Feedback, Opened
from corpus.index import Index
from corpus.learn import Example, fit
from corpus.learned import OWN, Lesson, Memory, Model, save, shipped, terms_of
from corpus.lookup import Candidate, Lookup
from corpus.search import candidates

_ENOUGH = 50  # questions from which weights are fitted; fewer only extend the memory
_HOLD = 0.02  # how strongly fitted weights are drawn to those that ship


@dataclass(frozen=True, slots=True)
class Trained:
    """What training gave.

    `before` and `after` are MRR@10 of the opened clauses, by cross-validation over the questions: in
    the order of the search, and of the new model with a memory of the other questions. `fitted` says
    whether the weights changed or only the memory; `kept` whether the model was written down, which
    it is only if it orders no worse than the search.
    """

    questions: int
    opened: int
    before: float
    after: float
    fitted: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of the feedback with the candidates that the search has for it."""

    opened: Opened
    lesson: Lesson
    best: list[Candidate]
    lookup: Lookup
    right: frozenset[int]


def train(folder: Path, index: Index) -> Trained:
    """Train on the feedback in a library folder and write the model there; no feedback, no model."""
    asked = list(_asked(index, Feedback(folder).questions()))
    opened = sum(a.opened.times for a in asked)
    if not asked:
        return Trained(0, 0, 0.0, 0.0, fitted=False, kept=False)
    fitted = len(asked) >= _ENOUGH
    before = mean(_found(a, [c.place for c in a.best]) for a in asked)
    after = mean(
        score for fold in range(min(FOLDS, len(asked))) for score in _held_back(asked, fold, fitted)
    )
    kept = after >= before
    if kept:
        save(folder / OWN, _model(asked, fitted))
    return Trained(len(asked), opened, round(before, 4), round(after, 4), fitted, kept)


def forget(folder: Path) -> None:
    """Delete the feedback and what was learned from it."""
    Feedback(folder).forget()
    (folder / OWN).unlink(missing_ok=True)


def _asked(index: Index, questions: Sequence[Opened]) -> Iterator[_Asked]:
    """The questions whose clauses are still here and for which the search finds anything."""
    for opened in questions:
        best, lookup = candidates(index, opened.words)
        right = frozenset(place for answer in opened.answers for place in lookup.places(*answer))
        if best and right:
            lesson = Lesson(terms_of(opened.words), opened.answers)
            yield _Asked(opened, lesson, best, lookup, right)


def _model(asked: Sequence[_Asked], fitted: bool) -> Model:
    """The shipped model with a memory of these questions too, and weights that suit them."""
    base = shipped()
    own = [a.lesson for a in asked]
    memory = Memory([*own, *base.memory.lessons])
    weights = base.weights
    if fitted:
        examples = [_example(memory, a, i) for i, a in enumerate(asked)]
        useful = [e for e in examples if any(e[1])]
        weights = tuple(fit(useful, weights, _HOLD)) if useful else weights
    return Model(weights, memory, everywhere=True)


def _example(memory: Memory, asked: _Asked, number: int) -> Example:
    rows = describe(memory.recall(asked.opened.words, number), asked.best, asked.lookup)
    return [values for values, _ in rows], [c.place in asked.right for _, c in rows]


def _held_back(asked: Sequence[_Asked], fold: int, fitted: bool) -> Iterator[float]:
    """The reciprocal ranks of every `FOLDS`-th question under a model of the others."""
    others = [a for i, a in enumerate(asked) if i % FOLDS != fold]
    model = _model(others, fitted) if others else shipped()
    for a in asked[fold::FOLDS]:
        rows = describe(model.memory.recall(a.opened.words), a.best, a.lookup)
        ordered = sorted((-model.score(values), c.place) for values, c in rows)
        yield _found(a, [place for _, place in ordered])


def _found(asked: _Asked, places: Sequence[int]) -> float:
    return reciprocal_rank(asked.right, places[:10])
