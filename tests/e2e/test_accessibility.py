"""Every page: axe-core in both themes, 360 pixels of width, labels. A new page adds its path here."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, ViewportSize

PATHS = (
    "/",
    "/search",
    "/search?q=资金",
    "/search?q=资金&genre=paper&kind=clause&sort=date&synonyms=false",
    "/search?q=没有这样的词句甲乙丙",
    "/documents",
    "/doc/赣州市矿山生态修复管理办法",
    "/doc/江西省于都县矿产资源总体规划(2021—2025年)?show=claims,repairs",
    "/doc/赣州市矿山生态修复管理办法/art_7",
    "/entities?type=Mode",
    "/mode/余料反哺模式",
    "/matrix",
    "/matrix?rows=Project&columns=Mode&predicate=usesMode",
    "/indicators",
    "/indicators?name=绿色矿山",
    "/overview",
    "/projects",
    "/projects?sort=place&q=修复",
    "/graph",
    "/graph?about=mode/余料反哺模式&hops=2",
    "/query",
    "/query?query=ASK{}",
    "/desk",
    "/desk/check?plan=于都县银坑铁矿矿山生态修复方案&against=矿山生态修复方案编制规范",
    "/desk/admit?mineral=萤石&scale=4&unit=万吨/年&place=于都县&new=1",
    "/desk/verify?text=《赣州市矿山生态修复管理办法》第七条、第九十条",
    "/desk/diff?a=江西省于都县矿产资源总体规划(2021—2025年)&b=赣州市矿产资源总体规划(2021—2025年)",
    "/add",
    "/review",
    "/review/log",
    "/review/merges",
    "/docs",
    "/nothing/here",
)
_NARROW: tuple[ViewportSize, ...] = (
    {"width": 360, "height": 740},
    {"width": 320, "height": 640},  # WCAG 1.4.10: 1280 pixels at 400 %
)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_no_barriers(page: Page, axe: Callable[..., list[str]], path: str) -> None:
    page.goto(path)
    assert axe(page) == []
    _dark(page)
    assert axe(page, ["color-contrast"]) == []
    for size in _NARROW:
        page.set_viewport_size(size)
        assert _fits(page, size["width"])


def _dark(page: Page) -> None:
    page.evaluate("document.documentElement.dataset.theme = 'dark'")


def _fits(page: Page, width: int) -> bool:
    """Whether nothing is wider than the page, once charts have followed its width."""
    for _ in range(100):  # the policy of the pages forbids Playwright's own waiting
        if page.evaluate("document.documentElement.scrollWidth") <= width:
            return True
        page.wait_for_timeout(50)
    return False
