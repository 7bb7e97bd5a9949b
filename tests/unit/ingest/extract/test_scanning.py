"""Patterns that are tried only where a match is possible find what the bare patterns find.

What each pattern of the rules says that its matches need is derived here from the pattern itself,
read with the parser of `re`, so that a change of the pattern alone fails. Texts made from each
pattern show that the matches are the same.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as c
from re import _parser as parser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest.extract
from ingest.extract.scanning import Begun, Cued, Ended

_REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)
_GAP = "\0"  # stands for characters that are not spelled out


def _guarded() -> Iterator[Any]:
    for module in pkgutil.iter_modules(ingest.extract.__path__, "ingest.extract."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Cued | Ended | Begun):
                yield pytest.param(value, id=f"{module.name.rpartition('.')[2]}.{name}")


GUARDED = list(_guarded())


def endings(items: Any, words: tuple[str, ...], *, open_only: bool) -> set[str]:
    """How the matches of a parsed pattern can end, as far back as a word reaches.

    With `open_only`, without the matches that hold a word somewhere.
    """
    longest = max(map(len, words))
    found = {""}
    for op, value in items:
        found = {(a + b)[-longest:] for a in found for b in _ways(op, value, words, open_only)}
        if open_only:
            found = {a for a in found if not any(word in a for word in words)}
    return found


def _ways(op: Any, value: Any, words: tuple[str, ...], open_only: bool) -> set[str]:
    if op is c.LITERAL:
        return {chr(value) if chr(value) in "".join(words) else _GAP}
    if op is c.IN and all(kind is c.LITERAL for kind, _ in value):
        return {chr(char) if chr(char) in "".join(words) else _GAP for _, char in value}
    if op is c.SUBPATTERN:
        return endings(value[-1], words, open_only=open_only)
    if op is c.BRANCH:
        return {way for branch in value[1] for way in endings(branch, words, open_only=open_only)}
    if op in _REPEATS:
        once = endings(value[2], words, open_only=open_only)
        several = {_GAP + way for way in once} if value[1] > 1 else set()
        return ({""} if value[0] == 0 else set()) | once | several
    return {""} if op in (c.ASSERT, c.ASSERT_NOT, c.AT) else {_GAP}


def _characters(items: Any, *, first: bool) -> Iterator[str]:
    """The ends of the ranges of what a parsed pattern consumes, or of what it can begin with."""
    for op, value in items:
        if op in (c.ASSERT, c.ASSERT_NOT, c.AT):
            continue
        if op is c.LITERAL:
            yield chr(value)
        elif op is c.IN:
            for kind, what in value:
                assert kind in (c.LITERAL, c.RANGE)
                yield from map(chr, what if kind is c.RANGE else (what,))
        elif op is c.BRANCH:
            for branch in value[1]:
                yield from _characters(branch, first=first)
        else:
            assert op is c.SUBPATTERN or op in _REPEATS
            yield from _characters(value[-1], first=first)
        if first and not _may_be_empty(op, value):
            return


def _may_be_empty(op: Any, value: Any) -> bool:
    """Whether a part of a parsed pattern may consume nothing, as (?:^|(?<=a)) does."""
    if op in _REPEATS and value[0] == 0:
        return True
    ways = value[1] if op is c.BRANCH else [value[-1]] if op is c.SUBPATTERN else []
    return any(way.getwidth()[0] == 0 for way in ways)


@pytest.mark.parametrize("guarded", GUARDED)
def test_what_is_said_of_a_pattern_follows_from_it(guarded: Cued | Ended | Begun) -> None:
    items = parser.parse(guarded.pattern)
    if isinstance(guarded, Cued):
        assert not endings(items, guarded.words, open_only=True)
    elif isinstance(guarded, Ended):
        assert all(
            e.endswith(guarded.words) for e in endings(items, guarded.words, open_only=False)
        )
        assert items.getwidth()[1] <= guarded.longest
        assert all(re.match(f"[{guarded.letters}]", a) for a in _characters(items, first=False))
    else:
        assert items.getwidth()[0] > 0
        assert all(re.match(guarded.first, char) for char in _characters(items, first=True))


@pytest.mark.parametrize("guarded", GUARDED)
def test_the_matches_are_those_of_the_bare_pattern(guarded: Cued | Ended | Begun) -> None:
    bare = re.compile(guarded.pattern)
    near = st.sampled_from("的由和，。（）\n \t：有关镇系A2号法、为")
    around = st.text(near, max_size=6)

    @settings(max_examples=8, deadline=None)
    @given(st.lists(st.tuples(around, st.from_regex(bare)), min_size=1, max_size=2), around)
    def agrees(pieces: list[tuple[str, str]], behind: str) -> None:
        text = "".join(a + b for a, b in pieces) + behind
        found = [m.span() for m in guarded.finditer(text)]
        assert found == [m.span() for m in bare.finditer(text)]

    agrees()
