"""The approval desk in a browser: one journey a tool, one of them without scripts, one on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect

SCHEME, SPEC = "于都县银坑铁矿矿山生态修复方案", "矿山生态修复方案编制规范"
OLD = "第一条 每年检查一次。\n\n第二条 不得取土。\n\n第三条 违者罚款。\n"


def test_a_scheme_is_checked_and_the_passage_opens_in_its_place(
    page: Page, shoot: Callable[..., None]
) -> None:
    page.goto("/desk")
    page.get_by_role("link", name="核对规划").click()
    page.get_by_label("规划或方案：资料库里的文件").fill(SCHEME)
    page.get_by_label("对照的规范（可不选）：资料库里的文件").fill(SPEC)
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_contain_text(SPEC)
    shoot(page, "desk-check")
    page.locator(".pairs blockquote a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SCHEME)
    expect(page.locator("mark").first).to_be_visible()


def test_without_scripts_two_uploads_are_compared_and_saved(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    for name, text in (("旧.txt", OLD), ("新.txt", OLD.replace("一次", "两次"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = new_page(java_script_enabled=False)
    page.goto("/desk/diff")
    page.locator("input[type=file]").nth(0).set_input_files(tmp_path / "旧.txt")
    page.locator("input[type=file]").nth(1).set_input_files(tmp_path / "新.txt")
    page.get_by_role("button", name="比较").click()
    expect(page.locator("del")).to_have_text("一次")
    expect(page.locator("ins")).to_have_text("两次")
    page.locator("input[type=file]").nth(0).set_input_files(tmp_path / "旧.txt")
    page.locator("input[type=file]").nth(1).set_input_files(tmp_path / "新.txt")
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出表格").click()
    assert saved.value.suggested_filename.endswith(".xlsx")


def test_on_a_phone_an_application_is_tested_by_keyboard(phone: Page) -> None:
    phone.goto("/desk/admit")
    phone.get_by_label("矿种").fill("萤石")
    phone.get_by_label("地点（县、市）").fill("于都县")
    phone.get_by_label("开采规模").fill("2")
    phone.keyboard.press("Enter")
    expect(phone.locator(".rules li").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_citation_leads_to_its_verdict_and_back(page: Page) -> None:
    page.goto("/desk/verify")
    page.get_by_label("文字").fill("依据《赣州市矿山生态修复管理办法》第七条、第九十条办理。")
    page.get_by_role("button", name="核对", exact=True).click()
    page.locator(".checked-text .cite").nth(1).click()
    expect(page.locator("#c2")).to_contain_text("没有这一条")
    assert page.url.endswith("#c2")
