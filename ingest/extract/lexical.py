"""Words of the lexicons in the text, found in one pass each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from ingest.extract.book import FactBook
from ontology import lexicon

Kind = Literal["mineral", "place", "actor"]


class Hit(NamedTuple):
    """A word of a lexicon at `[start, end)` of the clean text."""

    word: str
    start: int
    end: int


def hits(book: FactBook, kind: Kind) -> list[Hit]:
    """All leftmost-longest words of a lexicon in the clean text, in order."""
    key = f"lexical {kind}"
    known = book.memo.get(key)
    if known is None:
        known = book.memo[key] = _search(kind, book.document.text)
    return cast("list[Hit]", known)


def within(found: list[Hit], start: int, end: int) -> list[Hit]:
    """The hits that lie inside a range."""
    from bisect import bisect_left

    low = bisect_left(found, start, key=lambda h: h.start)
    high = bisect_left(found, end, low, key=lambda h: h.start)
    return [h for h in found[low:high] if h.end <= end]


def in_words(kind: Kind, words: str) -> list[Hit]:
    """The hits in a string that is not part of the text (a cell without its blanks)."""
    return _search(kind, words)


def _search(kind: Kind, text: str) -> list[Hit]:
    automaton, words = _automaton(kind)
    return [
        Hit(words[index], start, end)
        for index, start, end in automaton.find_matches_as_indexes(text)
    ]


_SOURCES: Mapping[Kind, Callable[[], Mapping[str, object]]] = {
    "mineral": lexicon.minerals,
    "place": lexicon.places,
    "actor": lexicon.actors,
}
_built: dict[Kind, tuple[Mapping[str, object], AhoCorasick, tuple[str, ...]]] = {}


def _automaton(kind: Kind) -> tuple[AhoCorasick, tuple[str, ...]]:
    """The automaton of a lexicon and its words; made anew when the user has added a file."""
    source = _SOURCES[kind]()
    known = _built.get(kind)
    if known is None or known[0] is not source:
        words = tuple(word for word in source if len(word) > 1)
        known = source, AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words
        _built[kind] = known
    return known[1], known[2]
