"""The order of hits beyond the words they share with a query, from the best candidates alone.

Documents with several good hits on a question are likelier to answer it, and so is a unit beside
good ones; a statute answers before an implementing rule, and the law in force before a former one.
Each weight was chosen by cross-validation on labelled questions (`minekg eval search`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from corpus.place import ASIDE, DOCUMENT_SHIFT, FLAG_BITS, FLAGS, HEADING, LEVEL, NAME, REPLACED

DEPTH = 300  # candidates that are looked at
_BEST_OF_DOCUMENT = 8  # hits of a document that speak for it
_DOCUMENT = 0.05  # share of their scores that its units gain
_NEIGHBOUR = 0.06  # share of a neighbour's score that a unit gains
_LEVEL = 0.12  # share of the best score that a unit gains for each level of its document
_DEMOTED = 0.85  # factor for headings and for law that is not in force
_ASIDE = 0.5  # factor for documents that have nothing to do with mines
_NAME = 0.4  # factor for names of documents and entities, which come after the clauses

Candidate = tuple[float, Any]


def rerank(
    candidates: Sequence[Candidate], places: Sequence[int], replaced: Collection[int] = ()
) -> list[tuple[float, int]]:
    """New scores with the positions of their candidates, best first.

    Args:
        candidates: (score, anything), best first.
        places: `corpus.place` numbers of the candidates.
        replaced: numbers of documents known not to be in force, beside those marked so.
    """
    if not candidates:
        return []
    documents = _documents(candidates, places)
    neighbours = _neighbours(candidates, places)
    step = _LEVEL * candidates[0][0]
    found = []
    for i, place in enumerate(places):
        document, flags = place >> DOCUMENT_SHIFT, place & FLAGS
        total = candidates[i][0] + documents[document] + step * (flags & LEVEL)
        if neighbours:
            total += neighbours.get(place >> FLAG_BITS, 0.0)
        if flags > LEVEL or (replaced and document in replaced):
            total *= _factor(flags, document in replaced)
        found.append((-total, place, i))
    found.sort()
    return [(-total, i) for total, _, i in found]


def _factor(flags: int, replaced: bool) -> float:
    """What is left of the score of a unit that is no clause of a document on mines in force."""
    factor = _NAME if flags & NAME else 1.0
    if flags & (REPLACED | HEADING) or replaced:
        factor *= _DEMOTED
    return factor * _ASIDE if flags & ASIDE else factor


def _documents(candidates: Sequence[Candidate], places: Sequence[int]) -> dict[int, float]:
    """What each document's best hits add to the score of its units."""
    scores: dict[int, list[float]] = {}
    for (score, _), place in zip(candidates, places, strict=True):
        scores.setdefault(place >> DOCUMENT_SHIFT, []).append(score)
    return {d: _DOCUMENT * sum(found[:_BEST_OF_DOCUMENT]) for d, found in scores.items()}


def _neighbours(candidates: Sequence[Candidate], places: Sequence[int]) -> dict[int, float]:
    """What the units before and behind add to the score of the one at a position."""
    beside = {place >> FLAG_BITS: c[0] for place, c in zip(places, candidates, strict=True)}
    found: dict[int, float] = {}
    for position, score in beside.items():
        after = beside.get(position + 1)
        if after is not None:
            found[position] = found.get(position, 0.0) + _NEIGHBOUR * after
            found[position + 1] = found.get(position + 1, 0.0) + _NEIGHBOUR * score
    return found
