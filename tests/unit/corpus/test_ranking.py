from __future__ import annotations

import pytest

from corpus.place import Standing, document_number, level_of, number
from corpus.ranking import rerank

PLAIN = Standing(1)


def order(*units: tuple[float, str, int, Standing], replaced: tuple[str, ...] = ()) -> list[int]:
    """Positions, best first, of units given as (score, document, order, standing)."""
    places = [number(document, at, standing) for _, document, at, standing in units]
    gone = {document_number(name) for name in replaced}
    return [i for _, i in rerank([(score, None) for score, *_ in units], places, gone)]


def test_without_a_reason_the_order_stays() -> None:
    assert order((3.0, "a", 1, PLAIN), (2.0, "b", 1, PLAIN), (1.0, "c", 1, PLAIN)) == [0, 1, 2]
    assert rerank([], []) == []


def test_a_document_with_more_good_hits_comes_first() -> None:
    others = [(8.0, "b", 10 * i, PLAIN) for i in range(2, 7)]
    assert order((10.0, "a", 1, PLAIN), (9.8, "b", 1, PLAIN), *others)[0] == 1


def test_a_unit_beside_a_good_one_gains() -> None:
    units = ((10.0, "a", 1, PLAIN), (5.0, "a", 9, PLAIN), (4.9, "a", 2, PLAIN))
    assert order(*units) == [0, 2, 1]


@pytest.mark.parametrize(
    "lower", [Standing(1, replaced=True), Standing(1, heading=True), Standing(0)]
)
def test_what_binds_more_comes_first(lower: Standing) -> None:
    assert order((10.0, "a", 1, lower), (9.9, "b", 1, PLAIN)) == [1, 0]


def test_a_former_version_known_from_the_library_comes_later() -> None:
    units = ((10.0, "a", 1, PLAIN), (9.9, "b", 1, PLAIN))
    assert order(*units, replaced=("a",)) == [1, 0]


def test_a_limit_gives_the_first_of_all() -> None:
    candidates = [(9.0 - i // 3, None) for i in range(30)]
    places = [number(f"{i % 4}", i % 7, PLAIN) for i in range(30)]
    whole = rerank(candidates, places)
    assert len(whole) == 30
    assert [rerank(candidates, places, limit=n) for n in (1, 7)] == [whole[:1], whole[:7]]


@pytest.mark.parametrize(
    ("title", "genre", "level"),
    [
        ("矿产资源法", "regulation", 2),
        ("土地复垦条例", "regulation", 1),
        ("关于适用民法典的解释", "regulation", 0),
        ("矿山修复方法", "paper", 1),
    ],
)
def test_levels_of_instruments(title: str, genre: str, level: int) -> None:
    assert level_of(title, genre) == level


def test_a_place_fits_a_signed_number() -> None:
    assert number("甲" * 80, 2**21 - 1, Standing(2, True, True)) < 2**63
