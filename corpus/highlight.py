"""Which characters of a hit a query spoke of."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from corpus import analyzer

Span = tuple[int, int]


class Highlighter:
    """Marks a query's words; made once for all hits of a query."""

    def __init__(self, texts: Iterable[str], phrases: Iterable[str] = ()) -> None:
        folded = [analyzer.fold(t) for t in texts]
        found = {w for t in folded for w, _, _ in analyzer.words(t)}
        found.update(analyzer.fold(p).strip() for p in phrases)
        found.discard("")
        whole = {w for w in found if len(w) > 1 or not analyzer.is_han(w)}
        pieces = {t for f in folded for t in analyzer.bigrams(analyzer.runs(f))}
        self._finders = [AhoCorasick(sorted(w)) for w in (whole, pieces | found) if w]

    def spans(self, text: str) -> list[Span]:
        """Half-open ranges of `text` in order, apart from one another; empty if nothing matches.

        Words are marked as wholes; only a text without any whole word has its pieces marked.
        """
        folded = analyzer.fold(text)
        for finder in self._finders:
            found = finder.find_matches_as_indexes(folded, overlapping=True)
            if found:
                return _joined(sorted((start, end) for _, start, end in found))
        return []


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
