"""Measures search on questions with known answers: the shared clause-retrieval set."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from random import Random
from statistics import fmean as mean
from tempfile import TemporaryDirectory

from corpus.hits import Hit
from corpus.index import Index
from corpus.search import SearchRequest, plain, search
from ontology.records import Clause, CleanText, Document, Facts, Metadata, RawDocument, Record

_RESAMPLES, _SEED = 1000, 20261121


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


# --------------------------------------------------------------------------- measures


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure with its 95 % bootstrap interval over the questions."""

    ranking: str
    measure: str
    value: float
    low: float
    high: float
    questions: int


def evaluate(shared: Path) -> list[Row]:
    """The relevance of search on the labelled questions in the shared folder.

    MRR@10, Recall@10 and Recall@100 of the words alone (BM25 of characters and pairs) and of
    search as it is. Nothing of it learns from the questions, so that no question is seen before.

    Raises:
        OSError: the folder has no retrieval set.
    """
    asked = questions(shared)
    rankings: dict[str, Callable[[Index, str], list[int]]] = {
        "words alone": _by_words,
        "search": _by_search,
    }
    rows: list[Row] = []
    with TemporaryDirectory() as folder, Index.open(Path(folder), create=True) as index:
        for record in records(articles(shared)):
            index.replace(record)
        index.commit()
        for name, ask in rankings.items():
            rows += measures(name, [(q, ask(index, q.words)) for q in asked])
    return rows


def measures(ranking: str, answers: Sequence[tuple[Question, Sequence[int]]]) -> list[Row]:
    """MRR@10, Recall@10 and Recall@100 of ranked article ids, over all questions."""
    scored = {
        "MRR@10": [reciprocal_rank(q.answers, ids[:10]) for q, ids in answers],
        "Recall@10": [recall(q.answers, ids[:10]) for q, ids in answers],
        "Recall@100": [recall(q.answers, ids[:100]) for q, ids in answers],
    }
    return [
        Row(ranking, name, mean(values), *_interval(values), len(values))
        for name, values in scored.items()
    ]


def reciprocal_rank(answers: Collection[int], ranked: Sequence[int]) -> float:
    """One over the position of the first answer, 0 where none is ranked."""
    return next((1 / i for i, found in enumerate(ranked, 1) if found in answers), 0.0)


def recall(answers: Collection[int], ranked: Sequence[int]) -> float:
    """The share of the answers that is ranked."""
    return len(set(answers) & set(ranked)) / len(answers)


def _interval(values: Sequence[float]) -> tuple[float, float]:
    draw = Random(_SEED)
    means = sorted(mean(draw.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return means[_RESAMPLES * 25 // 1000], means[_RESAMPLES * 975 // 1000]


def _by_search(index: Index, words: str) -> list[int]:
    return _ids(search(index, SearchRequest(words, limit=100)).items)


def _by_words(index: Index, words: str) -> list[int]:
    return _ids(plain(index, words, 100))


def _ids(hits: Sequence[Hit]) -> list[int]:
    return [int(hit.number[1:]) for hit in hits]
