from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from api.http import create_app
from api.settings import Settings
from corpus.feedback import FILE, Feedback

HERE = "测试省矿产资源条例/art_2"


@pytest.fixture
def asked(library: Path) -> Iterator[TestClient]:
    with TestClient(
        create_app(Settings(library=library, feedback=True)), base_url="http://127.0.0.1:8000"
    ) as client:
        yield client
    Feedback(library).forget()


def test_it_is_off_unless_switched_on(client: TestClient, library: Path) -> None:
    answer = client.post("/api/v1/feedback", json={"q": "边采边治", "id": HERE})
    assert answer.status_code == 403
    assert "MINEKG_FEEDBACK" in answer.json()["detail"]
    assert not (library / FILE).exists()


def test_an_opening_is_counted(asked: TestClient, library: Path) -> None:
    for _ in range(2):
        answer = asked.post("/api/v1/feedback", json={"q": "边采边治", "id": HERE})
        assert (answer.status_code, answer.content) == (204, b"")
    (kept,) = Feedback(library).questions()
    assert (kept.words, kept.answers, kept.times) == (
        "边采边治", (("测试省矿产资源条例", "art_2"),), 2,
    )  # fmt: skip


def test_the_search_page_counts_what_is_opened_only_when_switched_on(
    client: TestClient, asked: TestClient, library: Path
) -> None:
    assert "/opened?" not in client.get("/search?q=边采边治&kind=clause").text
    found = re.search(r'href="(/opened\?[^"]+)"', asked.get("/search?q=边采边治&kind=clause").text)
    assert found is not None
    answer = asked.get(html.unescape(found[1]), follow_redirects=False)
    assert answer.status_code == 302
    assert unquote(answer.headers["location"]).startswith(f"/doc/{HERE}")
    (kept,) = Feedback(library).questions()
    assert kept.words == "边采边治"
    assert client.get(html.unescape(found[1]), follow_redirects=False).status_code == 302
    assert Feedback(library).questions() == [kept]
    outside = asked.get("/opened?q=x&hit=//other.example/", follow_redirects=False)
    assert outside.status_code in (302, 404)
    assert outside.headers.get("location", "/doc/").startswith("/doc/")


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ({"q": "x", "id": "没有/art_1"}, {}, 404),
        ({"q": "x" * 401, "id": HERE}, {}, 422),
        ({"q": "x", "id": "mode/某模式'; --"}, {}, 422),
        ({"q": "x", "id": HERE}, {"Origin": "https://other.example"}, 403),
        ({"q": "x", "id": HERE}, {"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_what_is_not_counted(
    asked: TestClient, library: Path, body: dict[str, str], headers: dict[str, str], status: int
) -> None:
    assert asked.post("/api/v1/feedback", json=body, headers=headers).status_code == status
    assert Feedback(library).questions() == []
