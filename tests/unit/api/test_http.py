from __future__ import annotations

import time
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api import models
from api.http import create_app
from api.settings import Settings

STATUTE = "测试省矿产资源条例"
PAGES = (
    "/", "/documents", "/search?q=采矿权人", "/entities", "/query", "/docs", "/ontology", "/matrix",
    "/indicators", f"/doc/{STATUTE}", f"/doc/{STATUTE}/art_2__para_1__item_1",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_under_a_strict_policy_and_uses_no_inline_code(
    client: TestClient, path: str
) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in answer.text
    assert " style=" not in answer.text
    assert " onclick=" not in answer.text


@pytest.mark.parametrize("path", ["/", "/api/v1/documents", "/healthz", f"/id/doc/{STATUTE}.ttl"])
def test_head_gives_the_headers_of_get_without_its_body(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]


def test_a_browser_that_opens_the_endpoint_gets_the_form(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/html"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("/query")


def test_text_of_documents_is_escaped(client: TestClient) -> None:
    documents = client.get("/api/v1/documents", params={"genre": "plan"}).json()["items"]
    answer = client.get(f"/doc/{documents[0]['id']}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text


def test_search_gives_path_highlights_and_facets(client: TestClient) -> None:
    body = client.get("/api/v1/search", params={"q": "保护区", "kind": "clause"}).json()
    hit = body["items"][0]
    assert hit["id"].startswith(f"{STATUTE}/art_2")
    assert "保护区" in {hit["text"][a:b] for a, b in hit["highlights"]}
    expected = {"id": STATUTE, "title": STATUTE, "genre": "regulation"}
    assert {name: hit["document"][name] for name in expected} == expected
    assert sum(body["facets"]["genre"].values()) == body["total"]
    assert body["took_ms"] >= 0
    assert client.get(f"/api/v1/clauses/{hit['id']}").status_code == 200


def test_what_is_mounted_says_how_it_may_be_asked(client: TestClient) -> None:
    answer = client.post("/static/site.css")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_pages_of_the_clauses_of_a_document_hold_each_once(client: TestClient) -> None:
    def page(cursor: str) -> models.Listing[models.ClauseItem]:
        answer = client.get(url, params={"limit": 3, "cursor": cursor})
        return models.Listing[models.ClauseItem].model_validate_json(answer.content)

    url = f"/api/v1/documents/{STATUTE}/clauses"
    found, cursor = [], "0"
    while cursor:
        part = page(cursor)
        found += [item.eid for item in part.items]
        cursor = part.next or ""
    whole = client.get(url, params={"limit": 200}).json()
    assert found == [item["eid"] for item in whole["items"]]
    assert len(found) == len(set(found)) == part.total > 3
    assert page("9" * 30).items == []


def test_pages_of_a_list_follow_one_another(client: TestClient) -> None:
    first = client.get("/api/v1/documents", params={"limit": 1}).json()
    second = client.get("/api/v1/documents", params={"limit": 1, "cursor": first["next"]}).json()
    assert first["total"] == second["total"] == 2
    assert second["next"] is None
    assert first["items"][0]["id"] != second["items"][0]["id"]


def test_lists_are_twenty_long_unless_asked(client: TestClient) -> None:
    spec = client.get("/openapi.json").json()["paths"]
    limits = [
        p["schema"]
        for path in spec.values()
        for p in path.get("get", {}).get("parameters", [])
        if p["name"] == "limit"
    ]
    assert len(limits) >= 5
    assert {(s["default"], s["minimum"], s["maximum"]) for s in limits} == {(20, 1, 200)}


def test_a_clause_carries_its_surroundings(client: TestClient) -> None:
    body = client.get(f"/api/v1/clauses/{STATUTE}/art_2__para_1__item_2").json()
    assert body["citation"] == f"《{STATUTE}》第二条第一款第（二）项"
    assert body["path"][0] == "第一章 总则"
    assert body["previous"]["id"].endswith("item_1")
    assert "边采边治" in body["text"]


def test_a_clause_knows_who_cites_it(client: TestClient) -> None:
    body = client.get(f"/api/v1/clauses/{STATUTE}/art_2").json()
    assert [c["document_title"] for c in body["cited_by"]] == [
        "测试县矿产资源总体规划（2021—2025年）"
    ]


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/api/v1/documents/没有", 404, "没有找到"),
        ("/api/v1/clauses/没有/art_1", 404, "没有找到"),
        ("/api/v1/entities/mode/没有", 404, "没有找到"),
        ("/api/v1/nothing", 404, "没有找到"),
        ("/api/v1/search?limit=0", 422, "参数不对"),
        ("/api/v1/search?q=x&cursor=x", 400, "查询看不懂"),
        ("/api/v1/search?year=abc", 400, "查询看不懂"),
        ("/api/v1/jobs/没有", 404, "没有找到"),
        ("/api/v1/resolve?q=没有这部法第九条", 404, "没有找到"),
        ("/id/doc/没有", 404, "没有找到"),
    ],
)
def test_errors_are_problems_with_a_chinese_title(
    client: TestClient, path: str, status: int, title: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["title"]) == (status, title)
    assert body["instance"].startswith("/")


def test_a_browser_gets_an_error_page(client: TestClient) -> None:
    answer = client.get("/doc/没有", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1>没有找到</h1>" in answer.text


def test_programs_get_no_error_page_even_when_they_would_take_one(client: TestClient) -> None:
    answer = client.get("/api/v1/documents/没有", headers={"Accept": "text/html, */*"})
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_citation_leads_to_its_clause(client: TestClient) -> None:
    answer = client.get(
        "/api/v1/resolve", params={"q": f"{STATUTE}第二条第二款"}, follow_redirects=False
    )
    assert answer.status_code == 302
    assert client.get(answer.headers["location"]).json()["eid"] == "art_2__para_2"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("text/plain", "text/plain"),
        ("text/turtle;q=0.5,application/json;q=0.9", "application/json"),
        ("*/*", "text/html"),
    ],
)
def test_an_identifier_leads_to_what_the_client_reads(
    client: TestClient, accept: str, media_type: str
) -> None:
    answer = client.get(
        f"/id/doc/{STATUTE}/art_2", headers={"Accept": accept}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert "Accept" in answer.headers["vary"]
    target = client.get(answer.headers["location"])
    assert target.status_code == 200
    assert target.headers["content-type"].startswith(media_type)


def test_an_identifier_in_no_form_of_ours_is_406(client: TestClient) -> None:
    answer = client.get(f"/id/doc/{STATUTE}", headers={"Accept": "image/png"})
    assert answer.status_code == 406


def test_turtle_of_a_document_holds_its_graph(client: TestClient) -> None:
    text = client.get(f"/id/doc/{STATUTE}.ttl").text
    assert "http://test.example/id/doc/" in text
    assert "mk:Regulation" in text


def test_the_interface_is_described_in_openapi_3_1(client: TestClient) -> None:
    spec = client.get("/openapi.json").json()
    assert spec["openapi"].startswith("3.1")
    assert {"/api/v1/search", "/api/v1/clauses/{clause_id}", "/sparql"} <= spec["paths"].keys()
    assert "/api/v1/search" in client.get("/docs").text


def test_requests_are_counted_by_route(client: TestClient) -> None:
    client.get(f"/api/v1/documents/{STATUTE}")
    text = client.get("/metrics").text
    assert 'minekg_requests_total{route="/api/v1/documents/{document_id}",status="200"}' in text


UPLOAD = {"files": ("新规.txt", "测试新规定\n\n第一条 新规定自公布之日起施行。\n".encode())}
CHANGED = {"files": ("新规.txt", "测试新规定\n\n第一条 新规定自次年起施行。\n".encode())}


def finished(client: TestClient, answer: Response) -> dict[str, Any]:
    assert answer.status_code == 202
    for _ in range(300):
        job: dict[str, Any] = client.get(answer.headers["location"]).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.1)
    raise AssertionError("the job does not end")


def test_an_upload_becomes_a_document_is_replaced_and_goes_again(client: TestClient) -> None:
    for files, words in ((UPLOAD, "公布之日"), (CHANGED, "次年")):
        job = finished(client, client.post("/api/v1/documents", files=files))
        assert (job["state"], job["detail"]["documents"]) == ("done", 1)
        body = client.get("/api/v1/search", params={"q": f'"{words}"', "kind": "clause"}).json()
        assert body["total"] == 1
    document = body["items"][0]["document"]["id"]
    assert client.get("/api/v1/documents").json()["total"] == 3
    assert client.delete(f"/api/v1/documents/{document}").status_code == 204
    assert client.get(f"/api/v1/documents/{document}").status_code == 404
    assert client.get("/api/v1/documents").json()["total"] == 2


def test_an_upload_that_cannot_be_read_fails_by_name(client: TestClient) -> None:
    answer = client.post("/api/v1/documents", files={"file": ("../空.txt", b"")})
    job = finished(client, answer)
    assert job["state"] == "failed"
    assert job["detail"]["failed"] == [{"path": "空.txt", "error": "文件是空的"}]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "evil.example"},
    ],
)
def test_pages_of_other_sites_cannot_write(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/api/v1/documents", files=UPLOAD, headers=headers).status_code == 403


def test_writes_need_the_token_where_one_is_set(client: TestClient) -> None:
    settings = client.app.state.service.settings  # type: ignore[attr-defined]
    app = create_app(Settings(library=settings.library, token="geheim", host="0.0.0.0"))
    with TestClient(app) as guarded:
        for headers in ({}, {"Authorization": "Bearer falsch"}, {"Authorization": "Basic geheim"}):
            answer = guarded.delete("/api/v1/documents/x", headers=headers)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
        right = {"Authorization": "Bearer geheim"}
        assert guarded.delete("/api/v1/documents/没有", headers=right).status_code == 404
        assert guarded.get("/api/v1/documents").status_code == 200


def test_writes_are_refused_where_no_token_is_set_and_others_can_reach_the_server(
    client: TestClient,
) -> None:
    settings = client.app.state.service.settings  # type: ignore[attr-defined]
    app = create_app(Settings(library=settings.library, host="0.0.0.0"))
    with TestClient(app) as open_server:
        assert open_server.delete("/api/v1/documents/x").status_code == 403


def test_a_job_tells_what_became_of_each_file(client: TestClient) -> None:
    files = [
        ("files", ("甲县/方案.txt", "甲县修复方案\n\n第一条 甲县应当复绿。\n".encode())),
        ("files", ("乙县/方案.txt", "乙县修复方案\n\n第一条 乙县应当复绿。\n".encode())),
        ("files", ("..\\坏.docx", b"PK\x03\x04")),
    ]
    job = finished(client, client.post("/api/v1/documents", files=files))
    told = {file["name"]: file for file in job["detail"]["files"]}
    assert {name: file["state"] for name, file in told.items()} == {
        "甲县/方案.txt": "taken", "乙县/方案.txt": "taken", "坏.docx": "failed",
    }  # fmt: skip
    assert told["坏.docx"]["error"]
    document = told["甲县/方案.txt"]["document"]
    assert told["甲县/方案.txt"]["clauses"] > 1
    assert client.get("/api/v1/jobs").json()["items"][0]["id"] == job["id"]
    again = finished(client, client.post(f"/api/v1/documents/{document}/reread"))
    assert [(f["name"], f["state"]) for f in again["detail"]["files"]] == [(document, "taken")]
    assert client.post("/api/v1/documents/没有/reread").status_code == 404
    for name in ("甲县修复方案", "乙县修复方案"):
        assert client.delete(f"/api/v1/documents/{name}").status_code == 204
