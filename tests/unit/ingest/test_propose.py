"""Proposals of a model, from a local server that speaks the chat-completions protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from corpus.library import Library
from ingest.clean import clean
from ingest.pipeline import Options, ingest
from ingest.propose import Endpoint, propose
from ingest.read import read_bytes
from ingest.structure import parse
from kg.sparql import run
from ontology.errors import EnvironmentFault
from ontology.records import Document, Facts

TEXT = "东山石场治理项目采用余料反哺模式。余料反哺模式缓解了资金短缺。\n"
PROJECT = {"type": "Project", "name": "东山石场治理项目"}
MODE = {"type": "Mode", "name": "余料反哺模式"}
GOOD = {
    "subject": PROJECT,
    "predicate": "usesMode",
    "object": MODE,
    "quote": "东山石场治理项目采用余料反哺模式",
}


class Model(BaseHTTPRequestHandler):
    answer = ""
    status = 200
    asked: list[dict[str, Any]] = []  # noqa: RUF012 - the handler class is the test's mailbox

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        Model.asked.append(json.loads(self.rfile.read(length)) | {"path": self.path})
        body = json.dumps({"choices": [{"message": {"content": Model.answer}}]}).encode()
        self.send_response(Model.status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    Model.asked, Model.status = [], 200
    with HTTPServer(("127.0.0.1", 0), Model) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "mine-model", seconds=5)
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def document() -> Document:
    return parse(clean(read_bytes("a.txt", TEXT.encode())))


def test_a_proposal_that_quotes_the_text_is_kept_with_the_models_name(
    endpoint: Endpoint, document: Document
) -> None:
    Model.answer = "好的：\n" + json.dumps([GOOD, GOOD], ensure_ascii=False)
    facts = propose(document, Facts(), endpoint)
    (claim,) = facts.assertions
    assert (claim.model, claim.rule, claim.confidence) == ("mine-model", "model", 0.5)
    assert document.text[claim.evidence.start : claim.evidence.end] == GOOD["quote"]
    assert [e.type for e in facts.entities] == ["Project", "Mode"]
    assert Model.asked[0]["path"] == "/v1/chat/completions"
    assert Model.asked[0]["messages"][1]["content"] == document.text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "东山石场治理项目应用余料反哺模式"}, "引文不是原文"),
        ({"quote": ""}, "引文不是原文"),
        ({"predicate": "relevant"}, "关系不在词汇表里"),
        ({"subject": MODE, "object": PROJECT}, "关系不在词汇表里"),
        ({"object": {"type": "Mode", "name": "产业基金模式"}}, "名称不在引文里"),
        ({"object": "余料反哺模式"}, "缺少主体或客体"),
        (
            {
                "subject": {"type": "Document", "name": "东山石场"},
                "predicate": "hasProblem",
                "object": {"type": "Problem", "name": "余料"},
            },
            "关系不在词汇表里",
        ),
    ],
)
def test_a_proposal_that_does_not_hold_is_listed_not_stored(
    endpoint: Endpoint, document: Document, change: dict[str, Any], reason: str
) -> None:
    Model.answer = json.dumps([GOOD | change], ensure_ascii=False)
    facts = propose(document, Facts(), endpoint)
    assert (facts.entities, facts.assertions) == ((), ())
    assert reason in facts.rejected[0].message


def test_an_answer_without_json_proposes_nothing(endpoint: Endpoint, document: Document) -> None:
    Model.answer = "没有找到。"
    assert propose(document, Facts(), endpoint) == Facts()


def test_an_endpoint_that_fails_is_named(endpoint: Endpoint, document: Document) -> None:
    Model.status = 500
    with pytest.raises(EnvironmentFault, match="/v1/chat/completions"):
        propose(document, Facts(), endpoint)


def test_answers_leave_proposals_out_and_the_graph_names_their_model(
    endpoint: Endpoint, tmp_path: Path
) -> None:
    Model.answer = json.dumps(
        [
            {
                "subject": {"type": "Project", "name": "甲号山体"},
                "predicate": "usesMode",
                "object": {"type": "Mode", "name": "乙法"},
                "quote": "甲号山体可参照乙法",
            }
        ],
        ensure_ascii=False,
    )
    (tmp_path / "矿山纪要.txt").write_text("矿山纪要\n甲号山体可参照乙法。\n", encoding="utf-8")
    folder = tmp_path / "library"
    ingest(folder, [tmp_path / "矿山纪要.txt"], workers=0, options=Options(endpoint=endpoint))
    with Library.open(folder) as library:
        document = library.documents().items[0].id
        assert library.entities(q="乙法").total == 0
        assert library.assertions(document) == ()
        assert [a.model for a in library.record(document).facts.assertions] == ["mine-model"]
    direct = run(folder / "graph", "SELECT ?o { ?s mk:usesMode ?o }", "csv").read()
    named = run(folder / "graph", "SELECT ?o { ?s mk:model ?o }", "csv").read()
    assert (direct.split(), named.split()) == ([b"o"], [b"o", b"mine-model"])
