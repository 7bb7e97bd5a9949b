"""The links between a name and its number are told by their ends."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import naming


@settings(max_examples=600, deadline=None)
@given(st.text("矿山面积治理投资", max_size=4), st.from_regex(naming._LINK.pattern))
def test_every_link_is_taken_off(name: str, link: str) -> None:
    assert naming._unlinked(name + link) == naming._LINK.sub("", name + link)


def test_a_name_without_a_link_stays() -> None:
    assert naming._unlinked("矿山面积") == "矿山面积"
    assert naming._unlinked("矿山面积约为") == "矿山面积"
