"""The features by which a learned model orders candidates (`corpus.learned.FEATURES`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, log, log1p, sqrt
from operator import itemgetter
from statistics import fmean

from corpus import analyzer
from corpus.learned import Recalled
from corpus.lookup import Candidate, Lookup
from corpus.place import DOCUMENT_SHIFT, FLAG_BITS

_BELOW = 0.98  # scores of an article that only the memory found, against the worst candidate
_READ = 60  # candidates whose text is read
_REACH, _FARTHEST = 6.0, 30  # units over which nearness falls to 1/e, and beyond which it is none
_PER_LAW = 5.0  # makes the logarithm of a count about as large as the other features

Features = tuple[float, ...]
Covered = tuple[float, float]


def describe(
    recalled: Recalled, candidates: Sequence[Candidate], lookup: Lookup
) -> list[tuple[Features, Candidate]]:
    """The features of each candidate, and of each article that only the memory brings.

    Args:
        recalled: what the memory says of the question.
        candidates: in the order of the search, best first; not empty.
        lookup: where laws, articles and texts are found.
    """
    likeness, brought = _remembered(recalled, candidates, lookup)
    covered = _covered(recalled.words, candidates, lookup)
    usual = (fmean(map(itemgetter(0), covered)), fmean(map(itemgetter(1), covered)))
    votes = _of_documents(recalled.laws, lookup)
    asked = _of_documents(recalled.asked, lookup)
    near = _Near(recalled, lookup)
    top, strongest = candidates[0].total, max(c.own for c in candidates)
    found: list[tuple[Features, Candidate]] = []
    for rank, c in enumerate([*candidates, *brought]):
        document = c.place >> DOCUMENT_SHIFT
        around, nearest = near.of(c.place)
        values = (
            c.total / top, c.own / strongest, 1 / (rank + 3), sqrt(votes.get(document, 0.0)),
            likeness.get(c.place, 0.0), log1p(asked.get(document, 0.0)) / _PER_LAW, sqrt(around),
            nearest, *(covered[rank] if rank < len(covered) else usual),
        )  # fmt: skip
        found.append((values, c))
    return found


def _of_documents(laws: Mapping[str, float], lookup: Lookup) -> dict[int, float]:
    """From values of laws to values of their versions."""
    return {d: value for law, value in laws.items() for d in lookup.documents(law)}


def _remembered(
    recalled: Recalled, candidates: Sequence[Candidate], lookup: Lookup
) -> tuple[dict[int, float], list[Candidate]]:
    """The likeness of places that the memory knows, and those that the search did not find."""
    here = {c.place for c in candidates}
    total = _BELOW * min(c.total for c in candidates)
    own = _BELOW * min(c.own for c in candidates)
    likeness: dict[int, float] = {}
    brought: list[Candidate] = []
    for article in recalled.brought():
        places = lookup.places(*article)
        likeness.update(dict.fromkeys(places, recalled.articles[article]))
        if not here.issuperset(places):
            found = lookup.articles(*article)
            brought += [Candidate(total, own, p, a) for p, a in found if p not in here]
    return likeness, brought


class _Near:
    """How near units are to articles that answered like questions, in the same document."""

    def __init__(self, recalled: Recalled, lookup: Lookup) -> None:
        self._answers: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
        for article, (vote, likeness) in recalled.near.items():
            for place in lookup.places(*article):
                row = (place >> FLAG_BITS, vote, likeness)
                self._answers[place >> DOCUMENT_SHIFT].append(row)

    def of(self, place: int) -> tuple[float, float]:
        """The votes around a place and the likeness nearest to it, both falling with distance.

        An article itself does not count: what is remembered of it is a feature of its own.
        """
        around = nearest = 0.0
        position = place >> FLAG_BITS
        for other, vote, likeness in self._answers.get(place >> DOCUMENT_SHIFT, ()):
            distance = abs(other - position)
            if 0 < distance <= _FARTHEST:
                share = exp(-distance / _REACH)
                around += vote * share
                nearest = max(nearest, likeness * share)
        return around, nearest


def _covered(words: str, candidates: Sequence[Candidate], lookup: Lookup) -> list[Covered]:
    """How much of the question the texts of the first candidates hold: by pairs, by characters."""
    runs = analyzer.runs_of(words)
    pairs = _weights("two", analyzer.bigrams(runs), lookup)
    ones = _weights("one", analyzer.unigrams(runs), lookup)
    texts = (analyzer.fold_terms(lookup.text(c.address)) for c in candidates[:_READ])
    return [(_share(pairs, text), _share(ones, text)) for text in texts]


def _weights(field: str, terms: Iterable[str], lookup: Lookup) -> dict[str, float]:
    """The inverse document frequencies of terms, as shares of their sum."""
    size = lookup.units()
    found = dict(_weighed(field, dict.fromkeys(terms), size, lookup))
    whole = sum(found.values()) or 1.0
    return {term: weight / whole for term, weight in found.items()}


def _weighed(
    field: str, terms: Iterable[str], size: int, lookup: Lookup
) -> Iterator[tuple[str, float]]:
    for term in terms:
        n = min(lookup.frequency(field, term), size)
        yield term, log(1 + (size - n + 0.5) / (n + 0.5))


def _share(weights: Mapping[str, float], text: str) -> float:
    return sum([weight for term, weight in weights.items() if term in text])
