"""What people do with the pages, in a real browser against a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

playwright = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402

_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
RULES = "赣州市矿山生态修复管理办法"
PATHS = (
    "/", "/search?q=资金", "/documents", "/entities?type=Mode", "/matrix", "/indicators",
    "/query", "/overview", "/docs", "/mode/余料反哺模式", "/nothing/here",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test for script errors, policy violations and foreign requests."""
    context = browser.new_context(base_url=address)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if _is_bad(message) else None)
    page.on("request", lambda r: None if r.url.startswith(address) else wrong.append(r.url))
    yield page
    context.close()
    assert wrong == []


def _is_bad(message: playwright.ConsoleMessage) -> bool:
    return message.type == "error" and "404" not in message.text


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


def test_search_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("input[name=q]").fill("基金")
    page.locator("button").first.click()
    assert page.locator(".results li").count() > 0
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_a_phone_and_names_its_parts(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.evaluate(_UNLABELLED) == []


_UNLABELLED = """() => [...document.querySelectorAll('input:not([type=hidden]), textarea, select')]
  .filter(e => !e.labels.length && !e.getAttribute('aria-label')).map(e => e.outerHTML)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/search?q=资金", "/matrix", "/overview"])
def test_words_stand_out_from_their_ground(
    browser: Browser, address: str, path: str, scheme: str
) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme)
    page = context.new_page()
    page.goto(path)
    assert page.evaluate(_FAINT) == []
    context.close()


# WCAG 2.2 contrast (1.4.3) of every element with words of its own: 4.5, or 3 for large letters
_FAINT = """() => {
  const rgb = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const lum = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => {
    let layers = [];
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      const a = c.length > 3 ? c[3] : 1;
      if (a > 0) layers.push([c, a]);
      if (a === 1) break;
    }
    return layers.reverse().reduce((under, [c, a]) => under.map((u, i) => c[i] * a + u * (1 - a)),
                                   [255, 255, 255]);
  };
  const faint = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility()) continue;
    const style = getComputedStyle(e);
    const [a, b] = [lum(rgb(style.color)), lum(ground(e))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) faint.push(e.outerHTML.slice(0, 120));
  }
  return faint;
}"""
