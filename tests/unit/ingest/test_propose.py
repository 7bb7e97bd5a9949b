"""Proposals of a model, from a local server that speaks the chat-completions protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from ingest.clean import clean
from ingest.propose import Endpoint, propose
from ingest.read import read_bytes
from ingest.structure import parse
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
