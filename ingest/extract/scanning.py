"""Patterns that are tried only where a match is possible.

A pattern that begins with anything but a letter is tried at every character of a text, and most
sentences hold none of the words that it needs. Finding a word in a string is a hundred times
cheaper, so each kind of pattern here says what its matches cannot do without. The matches are those
of the bare pattern; a test proves of each that it needs what is said here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from ontology import patterns as re

_END = sys.maxsize


class Cued:
    """A pattern, every match of which holds at least one of `words`."""

    __slots__ = ("_compiled", "pattern", "words")

    def __init__(self, pattern: str, *words: str) -> None:
        self.pattern, self.words = pattern, words
        self._compiled = re.compile(pattern)

    def holds(self, text: str, start: int = 0, end: int = _END) -> bool:
        """Whether one of the words stands in `text[start:end]`."""
        return any(text.find(word, start, end) >= 0 for word in self.words)

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """The first match in `text[start:end]`, as `re.Pattern.search` gives it."""
        for word in self.words:
            if text.find(word, start, end) >= 0:
                return self._compiled.search(text, start, end)
        return None

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """The matches in `text[start:end]`, as `re.Pattern.finditer` gives them."""
        for word in self.words:
            if text.find(word, start, end) >= 0:
                return self._compiled.finditer(text, start, end)
        return iter(())


class Ended:
    """A pattern whose matches lie in one run of letters each and end with one of `words`.

    `letters` are the characters that a match may hold, written as in a class (一-鿿), and `longest`
    is the greatest length of a match. What it looks at behind itself is part of the run or the one
    character that ends it.
    """

    __slots__ = ("_break", "_compiled", "_words", "letters", "longest", "pattern", "words")

    def __init__(self, pattern: str, *words: str, letters: str, longest: int) -> None:
        self.pattern, self.words, self.letters, self.longest = pattern, words, letters, longest
        self._compiled = re.compile(pattern)
        self._words = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
        self._break = re.compile(f"[^{letters}]")

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in a text, as `re.Pattern.finditer` gives them."""
        floor = 0
        for _, start, end in self._words.find_matches_as_indexes(text):
            if end <= floor:
                continue
            stop = self._break.search(text, end)
            limit = stop.end() if stop else len(text)
            begin = max(floor, start + 1 - self.longest)  # the last word may begin behind `start`
            yield from self._compiled.finditer(text, begin, limit)
            floor = stop.start() if stop else limit


class Begun:
    """A pattern, every match of which begins with a character of the class `first`.

    For patterns of many alternatives, which `re` would try one by one at every character: where
    none begins with a class or looks behind itself, it knows their first letters by itself.
    """

    __slots__ = ("_compiled", "_first", "first", "pattern")

    def __init__(self, pattern: str, first: str) -> None:
        self.pattern, self.first = pattern, first
        self._compiled = re.compile(pattern)
        self._first = re.compile(first)

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """The first match in `text[start:end]`, as `re.Pattern.search` gives it."""
        for hit in self._first.finditer(text, start, end):
            if match := self._compiled.match(text, hit.start(), end):
                return match
        return None

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """The matches in `text[start:end]`, as `re.Pattern.finditer` gives them."""
        floor = start
        for hit in self._first.finditer(text, start, end):
            at = hit.start()
            if at >= floor and (match := self._compiled.match(text, at, end)):
                yield match
                floor = match.end()
