"""Further claims from a language model, behind an OpenAI-compatible endpoint; off by default.

What a model says is a proposal: it must quote the text to the letter, fit the vocabulary, and name
things by words of its quote. It carries the model's name and stays unreviewed, so that answers
leave it out until a person has accepted it. Nothing is sent unless an endpoint is set.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.error import URLError
from urllib.request import Request, urlopen

from ontology.errors import EnvironmentFault
from ontology.ids import fold_name
from ontology.records import PROPOSED, Assertion, Document, Entity, Evidence, Facts
from ontology.signatures import DOCUMENT, SIGNATURES
from ontology.source import Issue

_CONFIDENCE: Final = 0.5  # below every rule: a proposal is the first thing that a reviewer sees
_CHUNK: Final = 3000  # code points a request; a clause that is longer goes in several
_RELATIONS: Final = tuple(p for p, s in SIGNATURES.items() if s.objects and p != "partOf")

_TASK: Final = (
    "你从中国矿业政策文本中找出明确陈述的关系。只输出 JSON 数组，每项为 "
    '{"subject": {"type": "", "name": ""}, "predicate": "", '
    '"object": {"type": "", "name": ""}, "quote": ""}。'
    "quote 必须逐字摘自原文，名称必须出现在 quote 里；被否定、期望、假设的不要。"
    "predicate 及其主体、客体类型只能是："
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is: `url` ends before `/chat/completions`; `seconds` limits one request."""

    url: str
    model: str
    key: str = ""
    seconds: float = 60.0


def propose(document: Document, facts: Facts, endpoint: Endpoint) -> Facts:
    """The facts with the model's proposals added; those that do not hold are among the rejected.

    Raises:
        EnvironmentFault: the endpoint cannot be reached or does not speak the protocol.
    """
    desk = _Desk(document, facts, endpoint.model)
    for start, end in _chunks(document):
        for claim in _claims(_ask(document.text[start:end], endpoint)):
            desk.take(claim, start, end)
    return desk.close()


class _Desk:
    """Checks proposals one by one and keeps those that hold."""

    def __init__(self, document: Document, facts: Facts, model: str) -> None:
        self._text, self._facts, self._model = document.text, facts, model
        self._entities = list(facts.entities)
        self._ids: dict[tuple[str, str], str] = {
            (e.type, fold_name(name)): e.id for e in facts.entities for name in (e.name, *e.aliases)
        }
        self._known = {(a.subject, a.predicate, a.object) for a in facts.assertions}
        self._kept: list[Assertion] = []
        self._rejected: list[Issue] = []

    def take(self, claim: Mapping[str, Any], start: int, end: int) -> None:
        quote = str(claim.get("quote") or "")
        found = self._text.find(quote, start, end) if quote else -1
        fault = _fault(claim, quote, found)
        if fault:
            self._rejected.append(Issue("model-proposal", f"{self._model}：{fault}", start, end))
            return
        evidence = Evidence(quote, found, found + len(quote))
        ids = [self._entity(claim[role], evidence) for role in ("subject", "object")]
        key = (ids[0], claim["predicate"], ids[1])
        if key not in self._known:
            self._known.add(key)
            self._kept.append(
                Assertion(*key, evidence, rule=PROPOSED, confidence=_CONFIDENCE, model=self._model)
            )

    def close(self) -> Facts:
        return replace(
            self._facts,
            entities=tuple(self._entities),
            assertions=(*self._facts.assertions, *self._kept),
            rejected=(*self._facts.rejected, *self._rejected),
        )

    def _entity(self, thing: Mapping[str, str], evidence: Evidence) -> str:
        key = (thing["type"], fold_name(thing["name"]))
        if key not in self._ids:
            new = f"e{len(self._entities) + 1}"
            self._entities.append(
                Entity(new, thing["type"], thing["name"], evidence, rule=PROPOSED)  # type: ignore[arg-type]
            )
            self._ids[key] = new
        return self._ids[key]


def _fault(claim: Mapping[str, Any], quote: str, found: int) -> str:
    """Why a proposal does not hold, "" if it does."""
    if found < 0:
        return "引文不是原文"
    things = [claim.get(role) for role in ("subject", "object")]
    if not all(isinstance(t, Mapping) and t.get("name") and t.get("type") for t in things):
        return "缺少主体或客体"
    subject, object_ = (t for t in things if isinstance(t, Mapping))
    if any(str(t["name"]) not in quote for t in (subject, object_)):
        return "名称不在引文里"
    signature = SIGNATURES.get(claim.get("predicate", ""))
    types = str(subject["type"]), str(object_["type"])
    if signature is None or DOCUMENT in types or not signature.admits(*types):
        return "关系不在词汇表里"
    return ""


def _chunks(document: Document) -> Iterator[tuple[int, int]]:
    """Ranges that tile the text at line ends, each at most `_CHUNK` code points where it can be."""
    start = 0
    for line in document.clean.lines:
        if line.end - start > _CHUNK and line.start > start:
            yield start, line.start
            start = line.start
    if document.text[start:].strip():
        yield start, len(document.text)


def _relations() -> str:
    return "；".join(
        f"{p}（{'|'.join(sorted(SIGNATURES[p].subjects))} → {'|'.join(sorted(SIGNATURES[p].objects))}）"
        for p in _RELATIONS
    )


def _ask(text: str, endpoint: Endpoint) -> str:
    body = {
        "model": endpoint.model,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": _TASK + _relations()},
            {"role": "user", "content": text},
        ],
    }
    headers = {"Content-Type": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    url = endpoint.url.rstrip("/") + "/chat/completions"
    request = Request(url, json.dumps(body).encode(), headers)
    try:
        with urlopen(request, timeout=endpoint.seconds) as answer:
            return str(json.load(answer)["choices"][0]["message"]["content"])
    except (URLError, OSError, ValueError, LookupError, TypeError) as error:
        raise EnvironmentFault(f"语言模型端点 {url} 没有给出可用的回答：{error}") from error


def _claims(answer: str) -> Iterator[Mapping[str, Any]]:
    """The JSON array in an answer, whatever stands around it; nothing where there is none."""
    opening, closing = answer.find("["), answer.rfind("]")
    try:
        rows = json.loads(answer[opening : closing + 1]) if opening >= 0 else []
    except ValueError:
        rows = []
    yield from (row for row in rows if isinstance(row, Mapping))
