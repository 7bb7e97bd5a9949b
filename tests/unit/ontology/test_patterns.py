from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

import ingest
from ontology import patterns


def lazies(value: object) -> Iterator[patterns._Lazy]:
    if isinstance(value, patterns._Lazy):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from lazies(part)


def test_a_pattern_answers_like_that_of_re() -> None:
    lazy, plain = patterns.compile(r"(\d+)[年月]"), re.compile(r"(\d+)[年月]")
    text = "2024年5月"
    for _ in range(2):  # compiled at the first use, known at the second
        assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in plain.finditer(text)]
        assert lazy.findall(text) == plain.findall(text)
        assert lazy.sub("", text) == plain.sub("", text) == ""
    assert lazy.pattern == plain.pattern
    assert lazy.search(text, 1, 4) is None
    assert patterns.compile("A", patterns.IGNORECASE).match("a")


@pytest.mark.parametrize("name", ["search", "match", "fullmatch", "findall", "split"])
def test_the_functions_answer_like_those_of_re(name: str) -> None:
    for pattern in (r"[，；]", r"甲，乙；丙", r"丁"):
        found, told = getattr(patterns, name), getattr(re, name)
        assert str(found(pattern, "甲，乙；丙")) == str(told(pattern, "甲，乙；丙"))
    assert patterns.split("、", "甲、乙、丙", maxsplit=1) == ["甲", "乙、丙"]
    assert [m.start() for m in patterns.finditer("、", "甲、乙、丙")] == [1, 3]
    assert patterns.sub("[，；]", lambda m: m[0] * 2, "甲，乙") == "甲，，乙"


def test_nothing_is_compiled_before_it_is_used() -> None:
    patterns.compile("(")
    with pytest.raises(re.error):
        patterns.compile("(").search("")


def test_every_pattern_of_the_pipeline_compiles() -> None:
    modules = [import_module(m.name) for m in walk_packages(ingest.__path__, "ingest.")]
    found = [
        lazy for module in modules for value in vars(module).values() for lazy in lazies(value)
    ]
    assert len(found) > 500
    for lazy in found:
        lazy.search("")
