"""Measures search on questions with known answers: the shared clause-retrieval set."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from ontology.records import Clause, CleanText, Document, Facts, Metadata, RawDocument, Record


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the ids of the articles that answer it."""

    id: int
    words: str
    answers: frozenset[int]


def questions(shared: Path) -> list[Question]:
    """The labelled questions of the set."""
    with (shared / "retrieval" / "train.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Question(r["id"], r["query"], frozenset(r["relevant"])) for r in rows]


def articles(shared: Path) -> list[dict[str, str]]:
    """The articles of the set: id, law, article, text."""
    with gzip.open(shared / "retrieval" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def records(rows: list[dict[str, str]]) -> Iterator[Record]:
    """The articles as documents, one a law; the clause `a<id>` is the article of that id."""
    ordered = sorted(rows, key=lambda r: r["law"])
    for law, members in groupby(ordered, key=lambda r: r["law"]):
        yield _record(law, list(members))


def _record(law: str, members: list[dict[str, str]]) -> Record:
    text, clauses = "", [Clause("doc", "document", "", law, 0, 0, 0, 0, 0)]
    for row in members:
        start = len(text)
        text += row["text"] + "\n"
        clauses.append(
            Clause(f"a{row['id']}", "article", row["article"], "", 1, start, len(text), start,
                   start, 0)
        )  # fmt: skip
    raw = RawDocument(law, sha256(text.encode()).hexdigest(), "text", "text/plain", ())
    meta = Metadata(title=law, genre="regulation")
    document = Document(CleanText(raw, text, (), ()), meta, tuple(clauses), (), ())
    return Record(law.replace("/", "-"), document, Facts())
