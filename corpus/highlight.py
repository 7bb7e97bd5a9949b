"""Which characters of a hit a query spoke of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus import analyzer

Span = tuple[int, int]


class Highlighter:
    """Marks a query's words; made once for all hits of a query."""

    def __init__(self, texts: Iterable[str], phrases: Iterable[str]) -> None:
        folded = [analyzer.fold(t) for t in texts]
        found = {w for t in folded for w, _, _ in analyzer.words(t)}
        found.update(analyzer.fold(p).strip() for p in phrases)
        whole = {w for w in found if len(w) > 1 or not analyzer.is_han(w)} - {""}
        self._whole = _any_of(whole)
        self._pieces = _any_of(
            {t for f in folded for t in analyzer.bigrams(analyzer.runs(f))} | (found - {""})
        )

    def spans(self, text: str) -> list[Span]:
        """Half-open ranges of `text` in order, apart from one another; empty if nothing matches.

        Words are marked as wholes; only a text without any whole word has its pieces marked.
        """
        folded = analyzer.fold(text)
        for pattern in (self._whole, self._pieces):
            if pattern is not None:
                spans = _joined(m.span() for m in pattern.finditer(folded))
                if spans:
                    return spans
        return []


def _any_of(words: set[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
