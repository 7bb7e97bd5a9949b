from __future__ import annotations

import pytest

from ingest.structure.dates import iso_date


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("二〇二三年五月九日", "2023-05-09"),
        ("发布日期：2021-5-1", "2021-05-01"),
        ("2022年6月", "2022-06"),
        ("2021年印发", "2021"),
        ("2021年13月", "2021"),  # there is no such month
        ("2021年12月32日", "2021-12"),
        ("二〇二一年〇月", "2021"),
        ("没有日期", ""),
    ],
)
def test_the_first_date_of_words(words: str, date: str) -> None:
    assert iso_date(words) == date
