"""Measures search on questions with known answers: the shared clause-retrieval set."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from random import Random
from statistics import fmean as mean
from tempfile import TemporaryDirectory

from corpus.hits import Hit
from corpus.index import Index
from corpus.learned import Lesson, Memory, Model, shipped, terms_of
from corpus.names import name_key
from corpus.search import SearchRequest, plain, search
from ontology.ids import clause_key
from ontology.numerals import to_int
from ontology.records import Clause, Document, Facts, Metadata, Record
from ontology.source import CleanText, RawDocument

FOLDS = 5
_RESAMPLES, _SEED = 1000, 20261121
_NUMBER = re.compile(r"第([^条]+)条(?:之([一二三四五六七八九十]+))?$")


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
    """The articles as documents, one a law, their clauses named as in a parsed law."""
    ordered = sorted(rows, key=lambda r: (r["law"], r["id"]))
    for law, members in groupby(ordered, key=lambda r: r["law"]):
        yield _record(law, list(members))


def article_ids(rows: list[dict[str, str]]) -> dict[str, int]:
    """The ids of the articles by the library keys that they have in `records`."""
    found: dict[str, int] = {}
    ordered = sorted(rows, key=lambda r: (r["law"], r["id"]))
    for law, members in groupby(ordered, key=lambda r: r["law"]):
        listed = list(members)
        for row, clause in zip(listed, _clause_ids(listed), strict=True):
            found[clause_key(_document_id(law), clause)] = int(row["id"])
    return found


def _document_id(law: str) -> str:
    return law.replace("/", "-")


def _clause_ids(members: list[dict[str, str]]) -> list[str]:
    """`art_12` for 第十二条, with the article's own id where two articles have one number."""
    found: list[str] = []
    for row in members:
        match = _NUMBER.match(row["article"])
        name = f"art_{to_int(match[1])}" if match else f"art_0~{row['id']}"
        if match and match[2]:
            name += f"-{to_int(match[2])}"
        found.append(f"{name}~{row['id']}" if name in found else name)
    return found


def _record(law: str, members: list[dict[str, str]]) -> Record:
    text, clauses = "", [Clause("doc", "document", "", law, 0, 0, 0, 0, 0)]
    for row, name in zip(members, _clause_ids(members), strict=True):
        start = len(text)
        text += row["text"] + "\n"
        clauses.append(
            Clause(name, "article", row["article"], "", 1, start, len(text), start, start, 0)
        )
    raw = RawDocument(law, sha256(text.encode()).hexdigest(), "text", "text/plain", ())
    meta = Metadata(title=law, genre="regulation")
    document = Document(CleanText(raw, text, (), ()), meta, tuple(clauses), (), ())
    return Record(_document_id(law), document, Facts())


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

    "words alone" is BM25 of characters and pairs, "search" the search as it is; neither learns from
    the questions. "re-ranked" uses the shipped weights with a memory of the other four fifths of
    the questions (five folds), and is told apart for questions none of whose answers are in it.

    Raises:
        OSError: the folder has no retrieval set.
    """
    asked, rows = questions(shared), articles(shared)
    ids = article_ids(rows)
    with TemporaryDirectory() as folder, Index.open(Path(folder), create=True) as index:
        for record in records(rows):
            index.replace(record)
        index.commit()
        found = measures("words alone", [(q, _ids(ids, plain(index, q.words, 100))) for q in asked])
        found += measures("search", [(q, _found(index, ids, q)) for q in asked])
        found += _cross_validated(index, ids, asked)
    return found


def lessons(asked: Sequence[Question], ids: Mapping[str, int]) -> list[Lesson]:
    """The questions as the re-ranker remembers them."""
    keys = {number: key.split("/")[1:] for key, number in ids.items()}
    return [
        Lesson(
            terms_of(q.words),
            tuple((name_key(keys[a][0]), keys[a][1]) for a in sorted(q.answers) if a in keys),
        )
        for q in asked
    ]


def _cross_validated(index: Index, ids: Mapping[str, int], asked: list[Question]) -> list[Row]:
    known = lessons(asked, ids)
    answers: list[tuple[Question, list[int]]] = []
    unseen: set[int] = set()
    for fold in range(FOLDS):
        kept = [i for i in range(len(asked)) if i % FOLDS != fold]
        model = Model(shipped().weights, Memory([known[i] for i in kept]))
        seen = {a for i in kept for a in asked[i].answers}
        for question in asked[fold::FOLDS]:
            answers.append((question, _found(index, ids, question, model)))
            if not seen & question.answers:
                unseen.add(question.id)
    parts = {
        "re-ranked": answers,
        "re-ranked, answers unseen": [(q, a) for q, a in answers if q.id in unseen],
        "search, answers unseen": [
            (q, _found(index, ids, q)) for q, _ in answers if q.id in unseen
        ],
        "re-ranked, answers seen": [(q, a) for q, a in answers if q.id not in unseen],
    }
    return [row for name, part in parts.items() for row in measures(name, part)]


def _found(
    index: Index, ids: Mapping[str, int], question: Question, model: Model | None = None
) -> list[int]:
    page = search(index, SearchRequest(question.words, limit=100), model=model)
    return _ids(ids, page.items)


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


def _ids(ids: Mapping[str, int], hits: Sequence[Hit]) -> list[int]:
    return [ids[hit.id] for hit in hits]
