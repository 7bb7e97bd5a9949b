"""Every page: axe-core in both themes, 360 pixels of width, labels. A new page adds its path here."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page

PATHS = (
    "/",
    "/search?q=资金",
    "/search?q=没有这样的词句甲乙丙",
    "/documents",
    "/doc/赣州市矿山生态修复管理办法",
    "/doc/赣州市矿山生态修复管理办法/art_7",
    "/entities?type=Mode",
    "/mode/余料反哺模式",
    "/matrix",
    "/indicators",
    "/overview",
    "/projects",
    "/projects?sort=place&q=修复",
    "/graph",
    "/graph?about=mode/余料反哺模式&hops=2",
    "/query",
    "/query?query=ASK{}",
    "/docs",
    "/nothing/here",
)
_ZOOMED = {"width": 320, "height": 640}  # WCAG 1.4.10: 1280 pixels at 400 %


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_no_barriers(page: Page, axe: Callable[..., list[str]], path: str) -> None:
    page.goto(path)
    assert axe(page) == []
    _dark(page)
    assert axe(page, ["color-contrast"]) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_a_phone_and_names_its_parts(phone: Page, path: str) -> None:
    phone.goto(path)
    for size in (phone.viewport_size, _ZOOMED):
        assert size is not None
        phone.set_viewport_size(size)
        assert phone.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert phone.locator("h1").count() == 1
    assert phone.locator("main").count() == 1


def _dark(page: Page) -> None:
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
