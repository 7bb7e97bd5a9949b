"""The optional re-ranker: what questions answered before say of a new one.

It remembers answered questions as sets of terms with the law and article of their answers. The
questions most like a new one vote for laws; an article that answered a like question gains itself,
and so do the articles near it. Ten weights, trained by `corpus.learn`, join this with the rank and
scores of the search and with how much of the question a text holds.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from heapq import nlargest, nsmallest
from math import log, sqrt
from operator import mul
from pathlib import Path

from corpus import analyzer

MODEL = Path(__file__).with_name("model") / "questions.json"
OWN = "ranking.json"  # the model trained on a library's own feedback, in its folder
_VOTERS = 30  # like questions that vote
_LIKE = 0.12  # likeness from which an article is brought in that the search did not find
_BROUGHT = 40  # articles brought in at most
FEATURES = (
    "total", "own", "rank",  # of the search: shares of the best score, 1 / (position + 3)
    "vote", "likeness",  # of like questions for the law, of the likest one that the article answered
    "asked",  # how often the law answered any question
    "around", "nearest",  # votes for articles near by, likeness of the nearest
    "pairs", "singles",  # share of the question's pairs and characters that the text holds
)  # fmt: skip

Article = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lesson:
    """An answered question: its terms, and (`name_key` of the law, clause id) of each answer."""

    terms: frozenset[str]
    answers: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the memory says of a question: votes for laws and the likeness of articles.

    The votes for a law add up to 1 where all like questions were answered by it. Articles of
    questions that are hardly like this one are left out. `likeness` is that of the likest question.
    `asked` counts the questions that each law answered, `near` has vote and likeness of every
    article of a voter. `words` are the question.
    """

    laws: Mapping[str, float]
    articles: Mapping[Article, float]
    likeness: float = 0.0
    words: str = ""
    asked: Mapping[str, int] = field(default_factory=dict)
    near: Mapping[Article, tuple[float, float]] = field(default_factory=dict)

    def without(self, answers: Collection[Article]) -> Recalled:
        """The same without these articles, as if nobody had asked for them before."""
        articles = {a: v for a, v in self.articles.items() if a not in answers}
        near = {a: v for a, v in self.near.items() if a not in answers}
        return replace(self, articles=articles, near=near)

    def brought(self) -> list[Article]:
        """The articles worth a look whether the search found them or not, likeliest first."""
        return nsmallest(_BROUGHT, self.articles, key=lambda a: (-self.articles[a], a))


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of `FEATURES` and the memory.

    `everywhere`: the memory holds questions about documents of every kind, not about law alone.
    """

    weights: tuple[float, ...]
    memory: Memory
    everywhere: bool = False

    def score(self, features: Sequence[float]) -> float:
        """The new score of a candidate."""
        return float(sum(map(mul, self.weights, features)))


class Memory:
    """Answered questions, found by the terms they share with a new one."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        self.lessons = lessons
        self._holding: dict[str, list[int]] = defaultdict(list)
        for i, lesson in enumerate(lessons):
            for term in lesson.terms:
                self._holding[term].append(i)
        self._asked = Counter(law for lesson in lessons for law in _laws(lesson))
        self.laws = frozenset(self._asked)
        self._norms = [sqrt(sum(map(self._weight, lesson.terms)) or 1.0) for lesson in lessons]

    def recall(self, words: str, leave_out: int | None = None) -> Recalled:
        """What like questions say; `leave_out` is the number of a lesson that does not count."""
        like = self._like(terms_of(words), leave_out)
        voters = nlargest(_VOTERS, like, key=lambda i: (like[i], -i))
        whole = sum(like[i] ** 2 for i in voters) or 1.0
        laws: dict[str, float] = defaultdict(float)
        near: dict[Article, tuple[float, float]] = {}
        for i in voters:
            vote = like[i] ** 2 / whole
            for law in _laws(self.lessons[i]):
                laws[law] += vote
            for article in self.lessons[i].answers:
                votes, likest = near.get(article, (0.0, 0.0))
                near[article] = votes + vote, max(likest, like[i])
        articles: dict[Article, float] = {}
        for i in (i for i, likeness in like.items() if likeness > _LIKE):
            for article in self.lessons[i].answers:
                articles[article] = max(like[i], articles.get(article, 0.0))
        likest = max(like.values(), default=0.0)
        return Recalled(laws, articles, likest, words, self._asked_but(leave_out), near)

    def _asked_but(self, leave_out: int | None) -> Mapping[str, int]:
        """How many lessons each law answers, apart from one that does not count."""
        if leave_out is None:
            return self._asked
        own = _laws(self.lessons[leave_out])
        return {law: n - (law in own) for law, n in self._asked.items()}

    def _like(self, terms: Iterable[str], leave_out: int | None) -> dict[int, float]:
        """The cosine of each lesson that shares a term with the question."""
        shared: dict[int, float] = defaultdict(float)
        norm = 0.0
        for term in terms:
            weight = self._weight(term)
            norm += weight
            for i in self._holding.get(term, ()):
                shared[i] += weight
        shared.pop(-1 if leave_out is None else leave_out, None)
        return {i: s / (sqrt(norm) * self._norms[i]) for i, s in shared.items()}

    def _weight(self, term: str) -> float:
        size, n = len(self.lessons), len(self._holding.get(term, ()))
        return log(1 + (size - n + 0.5) / (n + 0.5)) ** 2


def terms_of(words: str) -> frozenset[str]:
    """The terms that make questions alike."""
    return frozenset(analyzer.bigrams(analyzer.runs_of(words)))


def _laws(lesson: Lesson) -> set[str]:
    return {law for law, _ in lesson.answers}


def shipped() -> Model:
    """The model in the package."""
    return _loaded(MODEL, 0)


def model_of(folder: Path) -> Model:
    """The model trained on a library's own feedback, the shipped one where there is none."""
    own = folder / OWN
    try:
        model = _loaded(own, own.stat().st_mtime_ns)
    except OSError:
        return shipped()
    if len(model.weights) == len(FEATURES):
        return model
    return replace(model, weights=shipped().weights)  # trained by a version with other features


@lru_cache(maxsize=4)
def _loaded(path: Path, changed: int) -> Model:
    return load(path)


def load(path: Path) -> Model:
    """Read a model that `save` wrote."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    terms, laws = stored["terms"], stored["laws"]
    lessons = [
        Lesson(frozenset(terms[t] for t in asked), tuple((laws[i], a) for i, a in answers))
        for asked, answers in stored["lessons"]
    ]
    return Model(tuple(stored["weights"]), Memory(lessons), stored.get("everywhere", False))


def save(path: Path, model: Model) -> None:
    """Write a model: terms and laws once, lessons as numbers of them."""
    lessons = model.memory.lessons
    terms = sorted({t for lesson in lessons for t in lesson.terms})
    laws = sorted({law for lesson in lessons for law, _ in lesson.answers})
    of_term, of_law = ({v: i for i, v in enumerate(values)} for values in (terms, laws))
    stored = {
        "weights": [round(w, 4) for w in model.weights],
        "everywhere": model.everywhere,
        "terms": terms,
        "laws": laws,
        "lessons": [
            [sorted(of_term[t] for t in x.terms), [[of_law[law], a] for law, a in x.answers]]
            for x in lessons
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
    new = path.with_name(path.name + ".new")
    new.write_text(text + "\n", encoding="utf-8")
    new.replace(path)
