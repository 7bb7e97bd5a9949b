from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from fastapi.testclient import TestClient

from api.http import create_app
from api.settings import Settings
from corpus.collation import collation_key
from ingest import pipeline

STATUTE = "测试省矿产资源条例"
ATOM = "{http://www.w3.org/2005/Atom}"


def find(client: TestClient, **parameters: object) -> dict[str, Any]:
    answer = client.get("/api/v1/search", params=parameters)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_hit_tells_its_place_its_norms_and_what_it_speaks_of(client: TestClient) -> None:
    hit = find(client, q="采矿权人 规定", kind="clause")["items"][0]
    assert hit["number"] == "art_2"
    assert hit["modalities"] == ["prohibits", "requires"]
    assert hit["document"]["superseded"] is False
    text = client.get(f"/api/v1/clauses/{STATUTE}/doc").json()["text"]
    assert text[hit["start"] : hit["end"]] == hit["text"]


def test_every_facet_counts_every_hit(client: TestClient) -> None:
    body = find(client, q="矿")
    names = ["kind", "genre", "issuer", "region", "year", "modality", "mineral", "entity", "force"]
    assert list(body["facets"]) == names
    for name in ("kind", "genre"):
        assert sum(body["facets"][name].values()) == body["total"]
    assert find(client, q="矿", facets="genre")["facets"].keys() == {"genre"}
    assert find(client, q="矿", facets="")["facets"] == {}


@pytest.mark.parametrize("facet", ["kind", "genre", "year", "modality", "entity"])
def test_a_facet_says_how_many_hits_are_left_when_it_is_chosen(
    client: TestClient, facet: str
) -> None:
    counts = find(client, q="矿")["facets"][facet]
    assert counts
    for value, count in counts.items():
        assert find(client, q="矿", **{facet: value})["total"] == count


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"facets": "genre,colour"}, "没有分面 colour"),
        ({"year": "abc"}, "year=abc"),
        ({"year": "2025..2020"}, "前一年晚于后一年"),
        ({"cursor": "x"}, "cursor"),
    ],
)
def test_what_cannot_be_understood_is_said(
    client: TestClient, parameters: dict[str, str], words: str
) -> None:
    answer = client.get("/api/v1/search", params={"q": "矿"} | parameters)
    assert answer.status_code == 400
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ("limit=0", "limit：至少是 1"),
        ("limit=-1", "limit：至少是 1"),
        ("limit=9999", "limit：至多是 200"),
        ("limit=x", "limit：应是整数"),
        ("kind=x", "kind：只能是 'clause'"),
    ],
)
def test_what_is_out_of_range_is_said_in_chinese(
    client: TestClient, parameters: str, words: str
) -> None:
    answer = client.get(f"/api/v1/search?q=矿&{parameters}")
    assert answer.status_code == 422
    assert words in answer.json()["detail"]


def test_a_paragraph_or_item_leads_to_the_article_that_holds_it(client: TestClient) -> None:
    hits = find(client, q=f"《{STATUTE}》第二条第一款")["items"]
    assert (hits[0]["direct"], hits[0]["number"]) == (True, "art_2")


def test_a_cursor_of_another_search_is_refused(client: TestClient) -> None:
    after = find(client, q="矿", limit=1)["next"]
    assert find(client, q="矿", limit=3, cursor=after)["items"]
    answer = client.get("/api/v1/search", params={"q": "矿", "sort": "date", "cursor": after})
    assert answer.status_code == 400
    assert "另一个查询" in answer.json()["detail"]


def test_order_and_groups(client: TestClient) -> None:
    ordered = find(client, q="测试", sort="document", kind="clause")["items"]
    places = [(collation_key(h["document"]["title"]), h["start"]) for h in ordered]
    assert places == sorted(places)
    body = find(client, q="测试", group="document")
    grouped = [h["document"]["id"] for h in body["items"]]
    assert len(grouped) == len(set(grouped)) == body["documents"] == 2
    plain = find(client, q="测试")
    assert (body["total"], body["facets"]) == (plain["total"], plain["facets"])
    assert plain["documents"] is None
    assert " 份文件）" in client.get("/search?q=测试&group=document").text


def test_added_words_are_shown_with_their_reason_and_can_be_left_out(client: TestClient) -> None:
    body = find(client, q="石灰岩露采")
    shown = {row["term"]: (row["relation"], row["words"]) for row in body["expanded"]}
    assert shown["石灰岩"][0] == "narrower"
    assert "水泥用灰岩" in shown["石灰岩"][1]
    assert shown["露采"][0] == "same"
    assert "露天开采" in body["synonyms"]
    assert find(client, q="石灰岩露采", synonyms=False)["expanded"] == []


def test_a_mistyped_name_is_put_right(client: TestClient) -> None:
    assert find(client, q='"测试省矿产资员条例"')["meant"] == [STATUTE]


@pytest.mark.parametrize("address", ["/api/v1/search.csv?", "/api/v1/search?format=csv&"])
def test_a_table_holds_every_hit(client: TestClient, address: str) -> None:
    answer = client.get(address + "q=矿&limit=1")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.startswith("\ufeff")
    header, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    whole = find(client, q="矿", limit=200)
    assert len(rows) == whole["total"] == len(whole["items"])
    assert [r[header.index("编号")] for r in rows] == [h["id"] for h in whole["items"]]


def test_a_worksheet_holds_every_hit(client: TestClient) -> None:
    answer = client.get("/api/v1/search.xlsx?q=矿")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet.max_row == find(client, q="矿")["total"] + 1


def test_a_feed_leads_to_its_next_page(client: TestClient) -> None:
    seen: list[str | None] = []
    address = "/api/v1/search.atom?q=矿&limit=2"
    while address:
        feed = ET.fromstring(client.get(address).content)
        seen += [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        address = links.get("next") or ""
    assert seen == [hit["iri"] for hit in find(client, q="矿")["items"]]


def test_an_unknown_format_is_no_page(client: TestClient) -> None:
    assert client.get("/api/v1/search.pdf?q=矿").status_code == 422


def test_suggestions_come_in_groups(client: TestClient) -> None:
    body = client.get("/api/v1/suggest", params={"q": "测试省"}).json()
    assert [row["kind"] for row in body["items"]] == sorted(r["kind"] for r in body["items"])
    assert body["facets"]["kind"]["document"] == 1
    first = next(row for row in body["items"] if row["kind"] == "document")
    assert (first["text"], first["highlights"]) == (STATUTE, [[0, 3]])


def test_the_beginning_of_a_number_gives_articles(client: TestClient) -> None:
    body = client.get("/api/v1/suggest", params={"q": STATUTE + "第"}).json()
    articles = [row for row in body["items"] if row["kind"] == "clause"]
    assert [row["text"] for row in articles] == [STATUTE + "第一条", STATUTE + "第二条"]
    assert client.get(f"/api/v1/clauses/{articles[1]['id']}").json()["eid"] == "art_2"


def test_a_mistyped_beginning_is_told_apart(client: TestClient) -> None:
    body = client.get("/api/v1/suggest", params={"q": "测试省矿产姿源条例"}).json()
    assert (body["near"], body["items"][0]["text"]) == (True, STATUTE)
    assert client.get("/api/v1/suggest", params={"q": ""}).json()["items"] == []


def test_similar_clauses_leave_out_the_clause_and_its_parts(client: TestClient) -> None:
    answer = client.get(f"/api/v1/clauses/{STATUTE}/art_2__para_1/similar")
    assert answer.status_code == 200
    ids = [h["id"] for h in answer.json()["items"]]
    assert ids
    assert not [i for i in ids if i.startswith(f"{STATUTE}/art_2")]
    assert client.get("/api/v1/clauses/没有/art_1/similar").status_code == 404


def test_a_name_of_several_documents_gives_a_list(tmp_path: Path) -> None:
    for county in "甲乙":
        text = f"{county}县矿产资源总体规划（2021—2025年）\n\n第一章 总则\n\n矿山应当修复。\n"
        (tmp_path / f"{county}.txt").write_text(text, encoding="utf-8")
    pipeline.ingest(tmp_path / "L", [tmp_path / "甲.txt", tmp_path / "乙.txt"], workers=0)
    with TestClient(create_app(Settings(library=tmp_path / "L"))) as client:
        answer = client.get("/api/v1/resolve?q=矿产资源总体规划", follow_redirects=False)
        assert (answer.status_code, answer.json()["total"]) == (300, 2)
        for item in answer.json()["items"]:
            assert client.get(item["url"]).status_code == 200
        one = client.get("/api/v1/resolve?q=乙县矿产资源总体规划", follow_redirects=False)
        assert one.status_code == 302
