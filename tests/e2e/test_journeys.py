"""The ten journeys of CONTRIBUTING.md, by mouse, by keyboard alone, and by touch at 360 pixels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Locator, Page, expect

RULES = "赣州市矿山生态修复管理办法"
_MOST_TABS = 300
_BEHIND_THE_HEAD = """element => element.closest('main') && !document.querySelector('main :target')
  && !document.activeElement.closest('main')"""
# how many stops a target is away, less a few, since the count is only a guess at the real order
_AWAY = """element => {
  const stops = [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility() && !e.closest('details:not([open]) > :not(summary)'));
  return Math.max(0, stops.indexOf(element) - stops.indexOf(document.activeElement) - 3);
}"""
_FOCUSED = "element => element === document.activeElement"


class Hand(Protocol):
    """One way to use a page."""

    page: Page

    def follow(self, target: Locator) -> None:
        """Click, tap or press what is there."""

    def search(self, words: str) -> None:
        """Write into the box and search."""


class Mouse:
    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, target: Locator) -> None:
        target.click()

    def search(self, words: str) -> None:
        self.page.get_by_role("combobox").fill(words)
        self.page.get_by_role("search").get_by_role("button").click()


class Touch(Mouse):
    def follow(self, target: Locator) -> None:
        target.tap()


class Keyboard:
    """Reaches everything with Tab, past the head by the skip link."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, target: Locator) -> None:
        target.wait_for()
        if target.evaluate(_BEHIND_THE_HEAD):
            self._skip()
        for _ in range(target.evaluate(_AWAY)):
            self.page.keyboard.press("Tab")
        for _ in range(_MOST_TABS):
            if target.evaluate(_FOCUSED):
                self.page.keyboard.press("Enter")
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way by keyboard to {target}")

    def search(self, words: str) -> None:
        self.page.keyboard.press("/")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")

    def _skip(self) -> None:
        self.page.evaluate("document.activeElement.blur()")
        self.page.keyboard.press("Tab")
        expect(self.page.locator(".skip")).to_be_focused()
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Tab")


@pytest.fixture(params=["mouse", "keyboard", "phone"])
def hand(
    request: pytest.FixtureRequest,
    new_page: Callable[..., Page],
    shoot: Callable[[Page, str], None],
) -> Iterator[Hand]:
    """The three ways; what the journey ends with is kept as a screenshot."""
    kind: str = request.param
    if kind == "phone":
        page = new_page(viewport={"width": 360, "height": 740}, has_touch=True)
        hand: Hand = Touch(page)
    else:
        page = new_page(viewport={"width": 1280, "height": 800})
        hand = Keyboard(page) if kind == "keyboard" else Mouse(page)
    yield hand
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    shoot(page, f"journey-{request.node.originalname.removeprefix('test_')}-{kind}")


def test_researcher_from_a_problem_to_what_solves_it_and_the_words(hand: Hand) -> None:
    page = hand.page
    page.goto("/")
    hand.search("融资难")
    hand.follow(page.locator(".hit-group.entity").get_by_role("link", name="融资难", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("融资难")
    hand.follow(page.locator("main blockquote footer a").first)
    expect(page.locator("mark").first).to_be_in_viewport()


def test_researcher_from_a_cell_of_the_matrix_to_the_words(hand: Hand) -> None:
    page = hand.page
    page.goto("/matrix")
    name = re.compile("^(余料反哺模式，)?融资难")
    cells = page.locator("main").get_by_role("link", name=name)
    hand.follow(cells.locator("visible=true").last)
    expect(page.locator("#cell")).to_contain_text("融资难")
    hand.follow(page.locator("#cell blockquote footer a").first)
    expect(page.locator("mark").first).to_contain_text(re.compile("融资|余料"))


def test_researcher_to_the_problems_that_nothing_answers(hand: Hand) -> None:
    page = hand.page
    page.goto("/overview")
    problems = page.locator("main a[href*='/problem/']").locator("visible=true")
    name = problems.first.inner_text()
    hand.follow(problems.first)
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_researcher_narrows_results_and_takes_them_along(hand: Hand) -> None:
    page = hand.page
    page.goto("/")
    hand.search("修复 资金")
    hand.follow(page.locator(".facets").get_by_role("link", name=re.compile("^论文")))
    expect(page.locator(".chosen")).to_contain_text("论文")
    hand.follow(page.get_by_role("link", name="新的在前"))
    with page.expect_download() as download:
        hand.follow(page.get_by_role("link", name="CSV", exact=True))
    assert download.value.suggested_filename == "search.csv"


def test_clerk_from_a_law_and_a_number_to_the_citation(hand: Hand) -> None:
    page = hand.page
    page.goto("/")
    hand.search(f"{RULES}第七条")
    expect(page).to_have_url(re.compile("/art_7$"))
    hand.follow(page.get_by_role("button", name="复制引用"))
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"《{RULES}》第七条 http")


def test_clerk_finds_the_minimum_scale_of_a_mineral(hand: Hand) -> None:
    page = hand.page
    page.goto("/")
    hand.search("萤石 最低开采规模")
    hand.follow(page.locator(".results h3 a").first)
    expect(page.locator("main")).to_contain_text("萤石")
    expect(page.get_by_role("navigation", name="所在位置")).to_be_visible()


def test_clerk_goes_through_a_document_by_its_contents(hand: Hand) -> None:
    page = hand.page
    page.goto(f"/doc/{RULES}")
    contents = page.get_by_role("button", name="目录")
    if contents.is_visible():
        hand.follow(contents)
    hand.follow(page.locator(".tree").get_by_role("link", name="第十五条", exact=True))
    expect(page.locator("#art_15")).to_be_in_viewport()


def test_clerk_sees_what_contradicts_itself_beside_the_words(hand: Hand) -> None:
    page = hand.page
    page.goto("/doc/江西省于都县矿产资源总体规划(2021—2025年)")
    hand.follow(page.get_by_role("link", name=re.compile("处旁注$")))
    expect(page.get_by_role("note").first).to_be_in_viewport()


def test_analyst_fills_in_conditions(hand: Hand) -> None:
    page = hand.page
    page.goto("/search?q=矿山")
    hand.follow(page.locator(".builder summary"))
    page.get_by_label("原样出现的短语").fill("修复基金")
    hand.follow(page.locator(".builder").get_by_role("button"))
    expect(page.get_by_role("combobox")).to_have_value('"修复基金"')
    expect(page.locator(".results mark").first).to_be_visible()


def test_analyst_runs_an_example_query(hand: Hand) -> None:
    page = hand.page
    page.goto("/query")
    hand.follow(page.locator("main li a").locator("visible=true").first)
    expect(page.locator("main table tbody tr").first).to_be_visible()
