"""The SPARQL page: completion, running, faults at their place, and the plain form."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect

SOLVES = "PREFIX mk: <https://w3id.org/minekg/ontology#> SELECT ?m ?p { ?m mk:solves ?p }"


def test_a_query_is_completed_run_and_corrected_by_keyboard(page: Page) -> None:
    page.goto("/query")
    page.wait_for_selector("[data-ready]")
    page.locator(".editor .cm-content").focus()
    page.keyboard.type("SELECT ?m ?p WHERE { ?m mk:solv")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_contain_text("解决")
    page.wait_for_timeout(200)  # what opens under a keystroke is not taken by it
    page.keyboard.press("Enter")
    page.keyboard.type(" ?p")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer tbody tr").first).to_be_visible()
    assert "PREFIX+mk" in page.url  # completion declared the prefix, and the address is the link
    page.keyboard.press("End")
    page.keyboard.type(" } }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer [role=alert]")).to_contain_text("第 2 行")
    expect(page.locator(".cm-lint-marker-error")).to_be_visible()


def test_the_query_as_a_program_is_quoted(page: Page, shoot: Callable[..., None]) -> None:
    page.goto("/query?query=" + quote('ASK { ?s ?p "it\'s \\"so\\"" }'))
    expect(page.locator("#answer .truth")).to_have_text("否")
    page.get_by_text("curl", exact=True).click()
    expect(page.locator("#answer pre").first).to_contain_text("""it'"'"'s""")
    shoot(page, "query")


def test_without_scripts_the_form_answers(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/query")
    page.locator("textarea").fill(SOLVES)
    page.get_by_role("button", name="执行").click()
    expect(page.locator("#answer tbody tr").first).to_be_visible()
