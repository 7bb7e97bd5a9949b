from __future__ import annotations

import pytest

from ontology import lexicon
from ontology.divisions import changes, divisions


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("水城区", "520204", "县级"),  # 水城县 until 2020
        ("水城县", "520221", "县级"),
        ("神木市", "610881", "县级"),
        ("那曲", "540600", "地级"),  # 那曲地区 until 2017
        ("那曲地区", "542400", "地级"),
        ("米林市", "540481", "县级"),
    ],
)
def test_places_of_today_and_their_former_names(name: str, code: str, level: str) -> None:
    assert [(p.code, p.level) for p in lexicon.places()[name]] == [(code, level)]


def test_a_place_whose_code_changed_is_one_place() -> None:
    assert [p.code for p in lexicon.places()["寿县"]] == ["340422"]  # 341521 until 2015


def test_every_code_in_force_has_one_name() -> None:
    codes = [d.code for d in divisions() if d.current]
    assert len(codes) == len(set(codes))
    assert all(
        not d.name.endswith("级行政区划") for d in divisions() if d.current and d.code > 659000
    )


def test_changes_name_what_went_out_before_what_came_in() -> None:
    now = {d.code: d.name for d in divisions() if d.current}
    assert changes({**now, 520204: "水城新名区"}) != changes(now)
    renamed = [row for row in changes({**now, 110101: "东城新名区"}) if row[0] == 110101]
    assert renamed == [(110101, "东城区", "out"), (110101, "东城新名区", "in")]
    zones = {110171: "某开发区", 110100: "市辖区"}
    assert changes({**now, **zones}) == changes(now)
