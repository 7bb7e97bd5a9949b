"""What people do with the pages, in a real browser against a real server."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

playwright = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect  # noqa: E402

Open = Callable[..., Page]
RULES = "赣州市矿山生态修复管理办法"


def test_names_are_suggested_while_typing(page: Page) -> None:
    page.goto("/documents")
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("余料")
    option = page.get_by_role("option", name=re.compile("余料反哺模式")).first
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")  # from the box to the last one
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    expect(box).to_have_value("余料")
    page.keyboard.press("ArrowDown")
    option.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("余料")


def test_what_an_input_method_composes_is_no_choice_yet(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("余料")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.evaluate(_COMPOSING_ENTER)
    expect(page).to_have_url(re.compile("/$"))


_COMPOSING_ENTER = """document.activeElement.dispatchEvent(new KeyboardEvent(
  'keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"""


def test_the_tree_follows_the_text_and_the_address_the_reader(page: Page) -> None:
    page.goto("/doc/江西省于都县矿产资源总体规划(2021—2025年)")
    page.locator(".tree").get_by_role("link", name="第四章 勘查开采布局").click()
    expect(page.get_by_role("heading", name="第四章 勘查开采布局")).to_be_in_viewport()
    expect(page.locator(".tree a[aria-current]")).to_have_text("第四章 勘查开采布局")
    page.mouse.move(640, 400)
    page.mouse.wheel(0, 1500)
    expect(page.locator(".tree a[aria-current]")).not_to_have_text("第四章 勘查开采布局")
    expect(page).not_to_have_url(re.compile("#chp_4$"))


def test_a_part_of_an_article_can_be_cited_from_the_text(page: Page) -> None:
    page.goto(f"/doc/{RULES}")
    page.locator("[id='art_3__para_2']").hover()
    page.locator(".clause-tools button").click()
    expect(page.locator(".clause-tools button")).to_contain_text("第三条第二款")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"《{RULES}》第三条第二款 http")


def test_the_form_writes_the_query_language(page: Page) -> None:
    page.goto("/search")
    page.get_by_label("都要有的词").fill("矿山 修复")
    page.get_by_label("不能有的词").fill("尾矿库")
    page.get_by_label("从哪一年").fill("2020")
    expect(page.locator("output code")).to_have_text("矿山 AND 修复 -尾矿库 年份:2020..")
    page.locator("form[data-compose]").get_by_role("button").click()
    expect(page.get_by_role("combobox")).to_have_value("矿山 AND 修复 -尾矿库 年份:2020..")
    expect(page.locator(".results li").first).to_be_visible()


def test_hostile_words_are_shown_as_words(page: Page) -> None:
    for words in ("<script>alert(1)</script>", "\u202e倒写", "长" * 500, "{{7*7}} ' onload=x"):
        page.goto("/search")
        page.get_by_role("combobox").fill(words)
        page.get_by_role("combobox").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(words[:400])
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_search_works_without_scripts(new_page: Open) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.locator("input[name=q]").fill("基金")
    page.get_by_role("button", name="检索").click()
    assert page.locator(".results li").count() > 0


def test_a_reader_chooses_language_and_theme_without_scripts(new_page: Open) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/search?q=基金")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("searchbox")).to_have_value("基金")
    page.get_by_role("button", name="Dark").click()
    expect(page).to_have_url(re.compile("q=.*lang=en"))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/documents")  # both choices are kept
    expect(page.get_by_role("heading", level=1)).to_have_text("Documents")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_theme_changes_in_place(page: Page) -> None:
    page.goto("/documents")
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="浅色")).to_be_focused()
    with page.expect_response(lambda answer: "light" in (answer.request.post_data or "")):
        page.get_by_role("button", name="浅色").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_the_ways_open_from_a_menu_on_a_phone(phone: Page) -> None:
    phone.goto("/documents")
    expect(phone.get_by_role("link", name="矩阵")).to_be_hidden()
    phone.get_by_role("button", name="菜单").tap()
    phone.get_by_role("link", name="矩阵").tap()
    expect(phone).to_have_url(re.compile("/matrix$"))
