"""What people do with the pages, in a real browser against a real server."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

playwright = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect  # noqa: E402

Open = Callable[..., Page]
RULES = "赣州市矿山生态修复管理办法"


def test_a_researcher_goes_from_words_to_the_clause_and_copies_its_citation(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("社会资本")
    page.get_by_role("button", name="检索").click()
    expect(page.locator("mark").first).to_have_text(re.compile("社会|资本"))
    page.get_by_role("link", name="法规").click()
    page.locator(".results a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("第")
    page.get_by_role("button", name="复制引用").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"《{RULES}》第")
    assert "/id/doc/" in copied


def test_a_cell_of_the_matrix_opens_the_words_and_their_place(page: Page) -> None:
    page.goto("/matrix")
    page.get_by_role("link", name=re.compile("余料反哺模式，融资难")).click()
    expect(page.locator("#cell blockquote")).to_contain_text("融资难")
    page.locator("#cell blockquote a").click()
    expect(page.locator("mark#at")).to_contain_text("融资难")


def test_a_citation_leads_straight_to_its_clause(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type(f"{RULES}第七条")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/art_7$"))
    expect(page.locator(".citation")).to_contain_text(f"《{RULES}》第七条")


def test_an_analyst_runs_an_example_query_and_sees_a_fault_in_his_own(page: Page) -> None:
    page.goto("/query")
    page.locator("main li a").first.click()
    expect(page.locator("table tbody tr").first).to_be_visible()
    page.locator("textarea").fill("SELECT ?s WHERE {")
    page.get_by_role("button", name="执行").click()
    expect(page.get_by_role("alert")).to_contain_text("第 1 行")


def test_the_tree_of_a_document_leads_to_its_parts(page: Page) -> None:
    page.goto("/documents?genre=specification")
    page.locator(".results a").first.click()
    link = page.locator(".tree a").nth(3)
    target = link.get_attribute("href") or ""
    link.click()
    expect(page.locator(f"[id='{target.removeprefix('#')}']")).to_be_in_viewport()


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
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name="浅色").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_the_ways_open_from_a_menu_on_a_phone(phone: Page) -> None:
    phone.goto("/documents")
    expect(phone.get_by_role("link", name="矩阵")).to_be_hidden()
    phone.get_by_role("button", name="菜单").tap()
    phone.get_by_role("link", name="矩阵").tap()
    expect(phone).to_have_url(re.compile("/matrix$"))
