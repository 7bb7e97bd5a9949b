"""The pages that are tables: the matrix and the indicators, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect


def test_a_cell_opens_its_words_by_keyboard(page: Page, shoot: Callable[..., None]) -> None:
    page.goto("/matrix?row_name=余料反哺")
    cell = page.locator(".matrix td a").first
    told = cell.get_attribute("aria-label") or ""
    cell.focus()
    page.keyboard.press("Enter")
    heading = page.locator("#cell h2")
    expect(heading).to_contain_text("余料反哺模式")
    assert told.split("，")[1].split("：")[0] in heading.inner_text()
    expect(page.locator("#cell blockquote").first).to_be_visible()
    shoot(page, "matrix")


def test_on_a_phone_the_list_says_what_the_grid_says(phone: Page) -> None:
    phone.goto("/matrix")
    expect(phone.locator(".scroll.matrix")).to_be_hidden()
    listed = phone.locator("details.twin .claims > li ul a")
    cells = phone.locator(".scroll.matrix td a")
    assert listed.count() == cells.count() > 0


def test_numbers_of_one_name_stand_side_by_side_and_in_a_chart(
    page: Page, shoot: Callable[..., None]
) -> None:
    page.goto("/indicators?name=绿色矿山")
    page.wait_for_selector("figure[data-drawn]")
    heads = page.locator(".pivot thead th").all_inner_texts()
    assert "2020" in heads
    assert "2025" in heads
    expect(page.locator(".pivot tbody tr").first).to_contain_text("座")
    shoot(page, "indicators")


def test_without_scripts_there_is_the_table_but_no_empty_chart(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/indicators?name=绿色矿山")
    expect(page.locator("figure.chart")).to_be_hidden()
    expect(page.locator(".pivot")).to_be_visible()
