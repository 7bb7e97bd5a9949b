"""The graph page: the picture, its keyboard, the words behind a line, and the table without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect

ABOUT = "/graph?about=mode/余料反哺模式"


def test_a_line_opens_the_words_that_it_stands_for(page: Page, shoot: Callable[..., None]) -> None:
    page.goto(ABOUT)
    page.wait_for_selector("[data-drawn]")
    frame = page.locator(".ego")
    frame.focus()
    page.keyboard.press("ArrowRight")  # the centre
    page.keyboard.press("ArrowRight")
    side = page.locator(".ego-side h2")
    expect(side).not_to_have_text("余料反哺模式")
    shoot(page, "graph")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/graph" not in url)
    expect(page.locator("blockquote.quote").first).to_be_visible()


def test_a_name_leads_to_its_graph_and_an_unknown_one_says_so(page: Page) -> None:
    page.goto("/graph")
    page.get_by_label("条目", exact=True).fill("余料反哺模式")
    page.get_by_role("button", name="看图").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("余料反哺模式的关系图")
    page.goto("/graph?about=没有这样的东西")
    expect(page.get_by_text("没有叫“没有这样的东西”的条目")).to_be_visible()


def test_without_scripts_the_table_says_it_all(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(ABOUT)
    expect(page.locator(".ego-frame")).to_be_hidden()
    rows = page.locator("details.twin tbody tr")
    assert rows.count() > 3
    expect(rows.filter(has_text="解决").first).to_be_visible()
