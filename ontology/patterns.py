"""Regular expressions with the interface of `re`, compiled when they are first used.

The rules hold more than a thousand patterns. Compiling all of them takes half a second, and one
document uses a part; so `compile` gives a pattern that is compiled at its first use. And `re`
itself keeps no more than 512 of the patterns that its functions (`re.sub`) are given as strings,
which is fewer than the rules give it: here they are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from re import DOTALL as DOTALL
from re import IGNORECASE as IGNORECASE
from re import MULTILINE as MULTILINE
from re import VERBOSE as VERBOSE
from re import Match as Match
from re import Pattern as Pattern
from re import escape as escape
from typing import cast

_KEPT = 4096  # far more than the rules hold, yet bounded: some are made of the words of a document

_compiled = lru_cache(maxsize=_KEPT)(re.compile)


class _Lazy:
    """A pattern that turns into the compiled one: whatever is asked of it first, it takes over."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = _compiled(self.pattern, self.flags)
        value: object = getattr(compiled, name)
        # kept as an attribute of its own, so that this method is asked once for each
        setattr(self, name, value)
        return value


def compile(pattern: str, flags: int = 0) -> Pattern[str]:
    """A pattern like that of `re.compile`; a fault in it comes to light at its first use."""
    return cast("Pattern[str]", _Lazy(pattern, flags))


def search(pattern: str, string: str) -> Match[str] | None:
    """As `re.search`."""
    return _compiled(pattern).search(string)


def match(pattern: str, string: str) -> Match[str] | None:
    """As `re.match`."""
    return _compiled(pattern).match(string)


def fullmatch(pattern: str, string: str) -> Match[str] | None:
    """As `re.fullmatch`."""
    return _compiled(pattern).fullmatch(string)


def finditer(pattern: str, string: str) -> Iterator[Match[str]]:
    """As `re.finditer`."""
    return _compiled(pattern).finditer(string)


def findall(pattern: str, string: str) -> list[str]:
    """As `re.findall` of a pattern with at most one group."""
    return _compiled(pattern).findall(string)


def sub(pattern: str, repl: str | Callable[[Match[str]], str], string: str) -> str:
    """As `re.sub`."""
    return _compiled(pattern).sub(repl, string)


def split(pattern: str, string: str, maxsplit: int = 0) -> list[str]:
    """As `re.split` of a pattern whose groups all take part in each match."""
    return _compiled(pattern).split(string, maxsplit)
