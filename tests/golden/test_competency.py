"""Questions that people ask, each answered by a query over the graph of what was extracted."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient

from api.http import create_app
from api.settings import Settings
from ingest import pipeline

from . import competency_queries

QUERIES: dict[str, list[list[object]]] = json.loads(
    Path(__file__).with_name("competency.json").read_text(encoding="utf-8")
)
Question = dict[str, object]


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    library = tmp_path_factory.mktemp("competency")
    pipeline.ingest(library, [shared / "seeds"], workers=0)
    with TestClient(create_app(Settings(library=library))) as client:
        yield client


def questions(shared: Path) -> dict[str, Question]:
    """Every question of the gold under its document's number and its own (000-q01)."""
    found: dict[str, Question] = {}
    for path in sorted((shared / "gold").glob("*_competency.json")):
        for question in json.loads(path.read_text(encoding="utf-8")):
            found[f"{path.name[:3]}-{question['id'][-3:]}"] = question
    return found


def norm(words: object) -> str:
    folded = unicodedata.normalize("NFKC", str(words))
    return re.sub(r"[\s\"'“”‘’「」《》〈〉↦↤]+", "", folded).lower()


def answers(client: TestClient, queries: list[list[object]]) -> list[str]:
    """The rows of all queries of a question, each as one text."""
    rows = []
    for name, *given in queries:
        query = getattr(competency_queries, str(name))(*given)
        response = client.post("/sparql", data={"query": query})
        assert response.status_code == 200, response.text
        for row in response.json()["results"]["bindings"]:
            rows.append(norm("".join(cell["value"] for cell in row.values())))
            if clause := row.get("clause"):
                rows.append(norm(whole(client, clause["value"])))
    return rows


def whole(client: TestClient, clause: str) -> str:
    """The text of a clause of which a query found a part."""
    key = unquote(clause).partition("/id/doc/")[2]
    response = client.get(f"/api/v1/clauses/{quote(key)}")
    assert response.status_code == 200, response.text
    return str(response.json()["text"])


def misses(question: Question, rows: list[str]) -> list[str]:
    """What the rows lack of an answer: keys with their alternatives, else the names themselves."""
    if question.get("expect") == "no_answer":
        return rows
    said = "\n".join(rows)
    keys = question.get("answer_keys") or question["answers"]
    assert isinstance(keys, list)
    return [key for key in keys if not any(norm(k) in said for k in str(key).split("|"))]


def test_every_question_has_its_query(shared: Path) -> None:
    assert set(questions(shared)) == set(QUERIES)


@pytest.mark.parametrize("document", ["000", "001", "002", "003"])
def test_nine_questions_of_ten_are_answered(
    document: str, shared: Path, seeds: TestClient
) -> None:
    asked = {k: q for k, q in questions(shared).items() if k.startswith(document)}
    open_ = {k: m for k, q in asked.items() if (m := misses(q, answers(seeds, QUERIES[k])))}
    assert len(open_) * 10 <= len(asked), open_
