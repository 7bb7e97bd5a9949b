"""Adding documents and reviewing what was read from them, in a browser, on a library of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect

from ingest import pipeline

TEXT = "甲县矿山修复模式研究\n\n一、主要模式\n\n产业融合模式破解了融资难问题。\n"
FIRST = "乙县矿山修复模式研究\n\n一、主要模式\n\n资源置换模式缓解了资金短缺。\n"
Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture
def place(tmp_path: Path, serve: Serve, scripts: None) -> Iterator[str]:
    """The address of a server over a small library."""
    (tmp_path / "乙.txt").write_text(FIRST, encoding="utf-8")
    pipeline.ingest(tmp_path / "L", [tmp_path / "乙.txt"], workers=0)
    with serve(tmp_path / "L") as address:
        yield address


def upload(tmp_path: Path) -> Path:
    file = tmp_path / "甲县研究.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_from_an_upload_to_a_rejection_that_lasts_and_back(
    place: str, new_page: Callable[..., Page], tmp_path: Path,
    axe: Callable[..., list[str]], shoot: Callable[[Page, str], None],
) -> None:  # fmt: skip
    page = new_page(base_url=place, viewport={"width": 1280, "height": 800})
    page.goto("/add")
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04")
    page.set_input_files("#files", [upload(tmp_path), broken])
    expect(page.locator("#list li.taken a")).to_have_text("甲县矿山修复模式研究", timeout=60_000)
    expect(page.locator("#list li.failed .what")).not_to_be_empty()
    expect(page.locator("#summary")).to_contain_text("加入 1")
    assert axe(page) == []
    shoot(page, "add")

    cell = page.locator("td a[aria-label*='产业融合模式']")
    page.goto("/matrix")
    cell.click()
    page.locator("#cell a.wrong").first.click()
    page.get_by_label("哪里不对").fill("原文没有说解决")
    assert axe(page) == []
    page.get_by_role("button", name="报告").click()
    page.get_by_role("link", name="看待审队列").click()

    expect(page.locator("article .remark")).to_contain_text("原文没有说解决")
    page.get_by_label("审核人").fill("审核员甲")
    page.locator("#total").click()
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator("article.settled .act .tag.bad")).to_have_text("已否定")
    assert axe(page) == []
    shoot(page, "review-rejected")

    page.goto("/matrix")
    expect(cell).to_have_count(0)
    page.goto("/add")
    page.get_by_role("button", name="重新读取：甲县矿山修复模式研究").click()
    expect(page.locator("li.taken")).to_be_visible(timeout=60_000)
    page.goto("/matrix")
    expect(cell).to_have_count(0)

    page.goto("/review?status=rejected")
    expect(page.locator("article .remark")).to_contain_text("审核员甲")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("article")).to_have_count(0)
    page.goto("/matrix")
    expect(cell).to_have_count(1)
    page.goto("/review/log")
    decisions = page.locator("td .tag").all_inner_texts()
    assert [d for d in decisions if d in ("撤销", "否定", "报告有误")] == [
        "撤销",
        "否定",
        "报告有误",
    ]


def test_the_queue_edits_by_keyboard_and_complains_in_place(
    place: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(base_url=place)
    page.goto("/review")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("长" * 501)
    page.get_by_role("button", name="保存修改").first.click()
    expect(page.get_by_role("alert")).to_contain_text("太长")
    field = page.get_by_label("客体").first
    field.fill("修复资金不足")
    field.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("article.settled .act .tag.good")).to_have_text("已修改")
    page.goto("/problem/修复资金不足")
    expect(page.locator("blockquote .tag.good")).to_have_text("已修改")


def test_everything_works_without_scripts(
    place: str, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = new_page(base_url=place, java_script_enabled=False)
    page.goto("/add")
    page.set_input_files("#files", upload(tmp_path))
    page.get_by_role("button", name="加入资料库").click()
    for _ in range(60):
        if page.locator("li.taken").count():
            break
        page.get_by_role("link", name="刷新").click()
        page.wait_for_timeout(500)
    page.goto("/review")
    item = page.locator("article", has_text="产业融合模式").first
    item.get_by_label("理由").fill("看错了")
    item.get_by_role("button", name="否定").click()
    expect(page.locator(".banner.good")).to_contain_text("产业融合模式")
    page.goto("/matrix")
    expect(page.locator("td a[aria-label*='产业融合模式']")).to_have_count(0)
    page.goto("/review/merges")
    page.get_by_label("这个名称").fill("资源置换模式")
    page.get_by_label("并入这个条目").fill("产业融合模式")
    page.get_by_role("button", name="合并", exact=True).click()
    expect(page.locator(".merges h3")).to_contain_text("资源置换模式")
    page.goto("/mode/产业融合模式")
    expect(page.locator(".lead")).to_contain_text("资源置换模式")
    page.goto("/add")
    page.locator("tr", has_text="甲县").locator("summary").click()
    page.get_by_role("button", name="移除《甲县矿山修复模式研究》").click()
    expect(page.locator("table.held tbody tr")).to_have_count(1)


def test_pages_ask_for_the_token_once(
    tmp_path: Path, serve: Serve, new_page: Callable[..., Page], scripts: None
) -> None:
    (tmp_path / "乙.txt").write_text(FIRST, encoding="utf-8")
    pipeline.ingest(tmp_path / "L", [tmp_path / "乙.txt"], workers=0)
    with serve(tmp_path / "L", MINEKG_TOKEN="geheim") as address:
        page = new_page(base_url=address)
        page.goto("/review")
        expect(page.get_by_role("button", name="否定")).to_have_count(0)
        page.get_by_label("修改需要令牌").fill("falsch")
        page.get_by_role("button", name="使用令牌").click()
        expect(page.locator("main")).to_contain_text("令牌不对")
        page.goto("/review")
        page.get_by_label("修改需要令牌").fill("geheim")
        page.get_by_role("button", name="使用令牌").click()
        page.get_by_role("button", name="否定").first.click()
        expect(page.locator("article.settled .act .tag.bad")).to_have_text("已否定")
        page.goto("/add")
        page.set_input_files("#files", upload(tmp_path))
        expect(page.locator("#list li.taken")).to_be_visible(timeout=60_000)
        page.get_by_role("button", name="不再使用令牌").click()
        expect(page.locator("#drop")).to_have_count(0)
