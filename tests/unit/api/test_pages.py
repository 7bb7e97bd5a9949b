"""What the rendered pages hold, without a browser."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from api.http import create_app
from api.settings import Settings
from ingest import pipeline

HTML = {"Accept": "text/html", "Accept-Language": "zh-CN"}


def test_the_list_of_documents_is_a_table_too(client: TestClient) -> None:
    answer = client.get("/api/v1/documents.csv", params={"genre": "regulation"})
    header, row = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert dict(zip(header, row, strict=True))["题名"] == "测试省矿产资源条例"
    assert client.get("/api/v1/documents.xlsx").content[:2] == b"PK"


def test_a_document_links_its_citations_and_escapes_its_words(client: TestClient) -> None:
    (plan,) = client.get("/api/v1/documents", params={"genre": "plan"}).json()["items"]
    page = client.get(f"/doc/{plan['id']}", headers=HTML).text
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert re.search(r'<a class="cite" href="/doc/[^"]+/art_2">', page)


def test_layers_of_a_document_are_links_that_keep_the_rest(client: TestClient) -> None:
    (plan,) = client.get("/api/v1/documents", params={"genre": "plan"}).json()["items"]
    plain = client.get(f"/doc/{plan['id']}", headers=HTML).text
    assert 'class="claim"' not in plain
    shown = client.get(f"/doc/{plan['id']}", params={"show": "claims", "at": "0-4"}, headers=HTML)
    assert re.search(r"<mark id=at>(<b>)?测试县矿(</b>)?</mark>", shown.text)
    assert re.search(r'href="[^"]*at=0-4"[^>]*aria-current', shown.text)


@pytest.mark.parametrize("clause", ["art_2", "art_2__para_1__item_1", "chp_1"])
def test_a_clause_shows_its_words_once(client: TestClient, clause: str) -> None:
    (law,) = client.get("/api/v1/documents", params={"genre": "regulation"}).json()["items"]
    detail = client.get(f"/api/v1/clauses/{law['id']}/{clause}").json()
    page = client.get(f"/doc/{law['id']}/{clause}", headers=HTML).text
    text = re.search(r'<div class="doc-text alone"[^>]*>(.*?)</div>\n<nav', page, re.S)
    assert text is not None
    shown = re.sub(r"<[^>]+>|§|\s", "", text[1])
    assert shown in re.sub(r"\s", "", detail["text"])
    assert len(shown) >= len(re.sub(r"\s", "", detail["text"])) - 10  # a heading may stand above


def test_pages_speak_the_language_that_is_asked_for(client: TestClient) -> None:
    english = client.get("/search", params={"q": "采矿", "lang": "en"}, headers=HTML)
    assert '<html lang="en"' in english.text
    assert english.cookies["minekg_lang"] == "en"
    assert "Accept-Language" in english.headers["vary"]
    client.cookies.clear()
    assert '<html lang="zh-CN"' in client.get("/search", headers=HTML).text


def test_a_choice_of_theme_leads_back_to_our_own_pages_only(client: TestClient) -> None:
    for back, where in (("/documents?q=1", "/documents?q=1"), ("//evil.example/", "/")):
        answer = client.post(
            "/preferences", data={"theme": "dark", "back": back}, follow_redirects=False
        )
        assert (answer.status_code, answer.headers["location"]) == (303, where)
    client.cookies.clear()


def test_a_missing_page_offers_a_search(client: TestClient) -> None:
    page = client.get("/doc/没有这份文件", headers=HTML)
    assert page.status_code == 404
    assert "/search?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%BB%BD%E6%96%87%E4%BB%B6" in page.text


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", "\u202e倒", "长" * 5000, '"', "("])
def test_whatever_is_searched_is_shown_as_words(client: TestClient, query: str) -> None:
    page = client.get("/search", params={"q": query}, headers=HTML)
    assert page.status_code in (200, 302, 400, 422)
    assert "<script>alert" not in page.text


def test_a_browser_can_take_over_the_search_box(client: TestClient) -> None:
    text = client.get("/opensearch.xml").text
    template = ElementTree.fromstring(text).find("{*}Url")
    assert template is not None
    address = template.attrib["template"].replace("{searchTerms}", "%E9%87%87%E7%9F%BF")
    assert "“采矿”" in client.get(address, headers=HTML).text


def test_the_example_of_an_article_comes_from_the_law_of_the_shortest_title(tmp_path: Path) -> None:
    names = ("乙市矿山生态修复条例", "丁市历史遗留矿山生态修复项目和资金管理办法")
    for at, name in enumerate(names):
        text = f"{name}\n\n第一条 为了修复矿山，制定本办法。\n\n第二条 矿山企业应当修复。\n"
        (tmp_path / f"{at}.txt").write_text(text, "utf-8")
    pipeline.ingest(tmp_path / "library", sorted(tmp_path.glob("*.txt")), workers=0)
    with TestClient(create_app(Settings(library=tmp_path / "library"))) as client:
        home = client.get("http://127.0.0.1:8000/", headers=HTML).text
    assert "乙市矿山生态修复条例第二条" in home
