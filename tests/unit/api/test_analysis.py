from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

STATUTE, PLAN = "测试省矿产资源条例", "测试县矿产资源总体规划(2021—2025年)"
LISTS = ("gaps", "coverage", "centrality", "communities")


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_pages(client: TestClient, name: str) -> None:
    body = client.get(f"/api/v1/analysis/{name}").json()
    assert set(body) == {"items", "total", "next", "facets"}
    assert body["total"] >= len(body["items"])


def test_pages_of_central_things_follow_one_another(client: TestClient) -> None:
    url = "/api/v1/analysis/centrality"
    first = client.get(url, params={"limit": 1}).json()
    second = client.get(url, params={"limit": 1, "cursor": first["next"]}).json()
    assert first["items"][0]["degree"] >= 1
    assert first["items"][0]["id"] != second["items"][0]["id"]
    typed = client.get(url, params={"type": "Clause"}).json()
    assert {item["type"] for item in typed["items"]} == {"Clause"}
    assert client.get(url, params={"type": "Clause", "cursor": first["next"]}).status_code == 400


def test_neighbours_of_an_entity_and_of_a_clause(client: TestClient) -> None:
    entity = client.get("/api/v1/entities", params={"type": "Instrument"}).json()["items"][0]
    around = client.get(f"/api/v1/entities/{entity['id']}/neighbours").json()
    assert around["center"] == entity["id"]
    assert around["nodes"][0]["name"]
    assert {"source", "target", "predicate", "label", "documents", "evidence"} == set(
        around["edges"][0]
    )
    clause = client.get(f"/api/v1/entities/doc/{STATUTE}/art_2/neighbours").json()
    assert clause["nodes"][1]["id"].startswith(f"doc/{PLAN}/")


def test_a_path_is_sentences_with_quotes(client: TestClient) -> None:
    parameters = {"from": f"doc/{STATUTE}/art_2", "to": f"doc/{STATUTE}/art_2"}
    assert client.get("/api/v1/analysis/path", params=parameters).json()["steps"] == []
    around = client.get(f"/api/v1/entities/doc/{STATUTE}/art_2/neighbours").json()["nodes"]
    parameters["to"] = around[1]["id"]
    found = client.get("/api/v1/analysis/path", params=parameters).json()
    assert found["found"]
    (step,) = found["steps"]
    assert step["sentence"].startswith("1 份文件说：")
    assert step["evidence"][0]["quote"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/entities/mode/没有/neighbours", 404),
        ("/api/v1/entities/mode/没有/neighbours?hops=3", 422),
        ("/api/v1/analysis/path?from=x&to=y", 404),
        ("/api/v1/analysis/path?from=x", 422),
        ("/api/v1/analysis/similar?project=x", 404),
        ("/api/v1/analysis/similar?project=", 422),
        ("/api/v1/analysis/gaps?missing=x", 422),
        ("/api/v1/analysis/gaps?cursor=x", 400),
    ],
)
def test_bad_questions_are_problems(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_vocabulary_names_everything_in_both_languages(client: TestClient) -> None:
    body = client.get("/api/v1/sparql/vocabulary").json()
    assert body["prefixes"]["mk"] == "https://w3id.org/minekg/ontology#"
    named = [*body["classes"], *body["properties"], *body["values"]]
    assert len(named) > 80
    assert all(set(t["label"]) == set(t["comment"]) == {"zh", "en"} for t in named if t["comment"])
    solves = next(t for t in body["properties"] if t["name"] == "mk:solves")
    assert (solves["label"]["zh"], solves["range"]) == ("解决", ["mk:Problem"])
    assert all(e["query"] and e["title"]["zh"] for e in body["examples"])
