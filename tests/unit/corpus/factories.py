"""Small documents for the corpus tests, made without reading or parsing a file."""

from __future__ import annotations

from hashlib import sha256

from ontology.ids import document_id, entity_key
from ontology.records import (
    Assertion,
    Citation,
    Clause,
    Document,
    Entity,
    EntityType,
    Evidence,
    Facts,
    Genre,
    Link,
    Metadata,
    Record,
)
from ontology.source import CleanText, RawDocument


def a_law(
    title: str,
    articles: list[str],
    *,
    date: str = "2020-01-01",
    number: str = "",
    genre: Genre = "regulation",
    region: str = "",
    in_force: str = "现行",
    facts: Facts | None = None,
) -> tuple[Record, bytes]:
    """A law with one chapter, and the bytes it was read from."""
    text, clauses = _articles(title, articles)
    original = text.encode()
    digest = sha256(original).hexdigest()
    raw = RawDocument(f"{title}.txt", digest, "text", "text/plain", ())
    meta = Metadata(title, genre, (), "", region, date, number, "", in_force)
    document = Document(CleanText(raw, text, (), ()), meta, clauses, (), ())
    return Record(document_id(digest, title, date), document, facts or Facts()), original


def _articles(title: str, articles: list[str]) -> tuple[str, tuple[Clause, ...]]:
    text = f"{title}\n第一章 总则\n"
    begin = len(title) + 1
    spans = []
    for article in articles:
        spans.append((len(text), len(text) + len(article)))
        text += article + "\n"
    whole = Clause("doc", "document", "", title, 0, 0, len(text), 0, len(title))
    chapter = Clause(
        "chp_1", "chapter", "第一章", "总则", 1, begin, len(text), begin, begin + 6, 0, (title,)
    )
    path = (title, "第一章 总则")
    nodes = [
        Clause(f"art_{i}", "article", _number(a), "", 2, s, e, s, s + len(_number(a)), 1, path)
        for i, (a, (s, e)) in enumerate(zip(articles, spans, strict=True), 1)
    ]
    return text, (whole, chapter, *nodes)


def _number(article: str) -> str:
    return article[: article.index("条") + 1] if "条" in article else ""


def quoted(record: Record, words: str) -> Evidence:
    """Evidence for words that the record's text holds."""
    start = record.document.text.index(words)
    return Evidence(words, start, start + len(words))


def with_entity(record: Record, kind: EntityType, name: str, *aliases: str) -> Record:
    """The record with one entity and the document's claim to cite or have it."""
    words = quoted(record, name)
    entity = Entity("e1", kind, name, words, aliases, "art_1")
    claim = Assertion("doc", "hasProblem", "e1", words, "第一条", "art_1")
    facts = Facts((entity,), (claim,), citations=record.facts.citations)
    return Record(record.id, record.document, facts, (Link("e1", entity_key(kind, name)),))


def with_citation(record: Record, title: str, number: str = "", article: str = "") -> Record:
    """The record with one citation from its first article."""
    facts = Facts(citations=(Citation(title, number, quoted(record, title), article, "art_1"),))
    return Record(record.id, record.document, facts, record.links)
