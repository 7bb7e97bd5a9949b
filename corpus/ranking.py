"""The order of hits beyond the words they share with a query, from the best candidates alone.

Documents with several good hits on a question are likelier to answer it, and so is a unit beside
good ones; a statute answers before an implementing rule, and the law in force before a former one.
Each weight was chosen by cross-validation on labelled questions (`minekg eval search`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from heapq import nsmallest
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

_REASONS = FLAGS & ~LEVEL  # flags that are reasons to rank lower

Candidate = tuple[float, Any]


def rerank(
    candidates: Sequence[Candidate],
    places: Sequence[int],
    replaced: Collection[int] = (),
    limit: int = DEPTH,
) -> list[tuple[float, int]]:
    """New scores with the positions of their candidates, the `limit` best, best first.

    Args:
        candidates: (score, anything), best first.
        places: `corpus.place` numbers of the candidates.
        replaced: numbers of documents known not to be in force, beside those marked so.
    """
    if not candidates:
        return []
    scores = [score for score, _ in candidates]
    documents = [place >> DOCUMENT_SHIFT for place in places]
    support = _support(scores, documents)
    step = _LEVEL * scores[0]
    levels = [step * level for level in range(LEVEL + 1)]
    totals = [
        -(score + support[document] + levels[place & LEVEL])
        for score, document, place in zip(scores, documents, places, strict=True)
    ]
    _add_neighbours(totals, scores, places)
    for i, place in enumerate(places):
        if place & _REASONS or documents[i] in replaced:
            totals[i] *= _factor(place & FLAGS, documents[i] in replaced)
    rows = zip(totals, places, range(len(totals)), strict=True)
    found = nsmallest(limit, rows) if limit < len(totals) else sorted(rows)
    return [(-total, i) for total, _, i in found]


def _factor(flags: int, replaced: bool) -> float:
    """What is left of the score of a unit that is no clause of a document on mines in force."""
    factor = _NAME if flags & NAME else 1.0
    if flags & (REPLACED | HEADING) or replaced:
        factor *= _DEMOTED
    return factor * _ASIDE if flags & ASIDE else factor


def _support(scores: Sequence[float], documents: Sequence[int]) -> dict[int, float]:
    """What each document's best hits, which come first, add to the score of its units."""
    found = dict.fromkeys(documents, 0.0)
    left = dict.fromkeys(documents, _BEST_OF_DOCUMENT)
    for score, document in zip(scores, documents, strict=True):
        if left[document]:
            left[document] -= 1
            found[document] += _DOCUMENT * score
    return found


def _add_neighbours(totals: list[float], scores: Sequence[float], places: Sequence[int]) -> None:
    """Add to each (negative) total a share of the scores of the units before and behind."""
    at = {place >> FLAG_BITS: i for i, place in enumerate(places)}
    behind = at.get
    for position, here in at.items():
        after = behind(position + 1)
        if after is not None:
            totals[here] -= _NEIGHBOUR * scores[after]
            totals[after] -= _NEIGHBOUR * scores[here]
