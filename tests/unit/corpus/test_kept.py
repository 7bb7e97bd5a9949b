from __future__ import annotations

import pytest

from corpus.kept import Kept


def test_a_thing_is_made_once_for_each_generation_while_it_is_among_the_last() -> None:
    made: list[str] = []
    kept: Kept[str] = Kept(2)

    def get(generation: int, name: str) -> str:
        def make() -> str:
            made.append(f"{name}{generation}")
            return made[-1]

        return kept.get(generation, name, make)

    asked = [(1, "a"), (1, "b"), (1, "a"), (1, "c"), (1, "a"), (1, "b"), (2, "b"), (2, "b")]
    assert [get(*one) for one in asked] == ["a1", "b1", "a1", "c1", "a1", "b1", "b2", "b2"]
    assert made == ["a1", "b1", "c1", "b1", "b2"]


def test_nothing_is_kept_of_what_could_not_be_made() -> None:
    kept: Kept[float] = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get(1, "a", lambda: 1 / 0)
    assert kept.get(1, "a", lambda: 1.0) == 1.0
