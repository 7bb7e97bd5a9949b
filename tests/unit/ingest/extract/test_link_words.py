"""What joins a name to its number is taken off it, and what belongs to the name stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import link_words


@settings(max_examples=600, deadline=None)
@given(st.text("矿山面积治理投资", max_size=4), st.from_regex(link_words._LINK.pattern))
def test_every_link_is_taken_off(name: str, link: str) -> None:
    assert link_words.unlinked(name + link) == link_words._LINK.sub("", name + link)


def test_a_name_without_a_link_stays() -> None:
    assert link_words.unlinked("矿山面积") == "矿山面积"
    assert link_words.unlinked("矿山面积约为") == "矿山面积"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("已经矿山", "矿山"),
        ("2025年初矿山", "矿山"),
        ("本轮共设勘查区块", "勘查区块"),
        ("共设备", "设备"),
        ("基期采矿权", "采矿权"),
        ("区内矿山", "矿山"),
        ("区内采矿权总数", "区内采矿权总数"),
        ("有效采矿权", "有效采矿权"),
        ("矿山", "矿山"),
    ],
)
def test_leads_end_where_the_name_begins(words: str, name: str) -> None:
    assert words[link_words.lead_end(words) :] == name
