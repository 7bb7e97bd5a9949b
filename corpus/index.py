"""The full-text index of a library: tantivy, one writer and any number of readers.

The text of clauses is indexed as single characters with positions (`one`) and as pairs (`two`): pairs
rank, singles find phrases, words of one character and rare characters. What documents and entities
are called is in `label`, apart from the clauses, so that a search for clauses needs no filter. Title
and path go into `name`. Fields with exact values filter and count. What a hit shows is stored with it, so that a page comes
from one snapshot of the index.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tantivy import (
    Document,
    IndexWriter,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzerBuilder,
    Tokenizer,
)
from tantivy import Index as Tantivy

from corpus import analyzer, place
from corpus.collapse import Counts
from corpus.collation import collation_key
from corpus.hits import REPLACED
from corpus.names import name_key, number_key, year_of
from corpus.place import Standing, level_of
from corpus.units import Unit, units
from ontology.errors import EnvironmentFault
from ontology.records import Metadata, Record

_LABEL = "minekg.json"
_LAYOUT = 10  # counts changes to the fields
_REMEMBERED = 200_000  # term frequencies kept in memory
_SEARCHES = 1000  # counts of searches kept in memory
_HEAP = 256_000_000
_SPLIT = "terms"
_ALWAYS_ASKED = ("regulation",)  # genres that answer questions whether they speak of mines or not
UNSTATED = "未注明"  # the value of `force` where a document does not say
EXACT = ("kind", "doc", "genre", "issuer", "region", "modality", "mineral", "etype", "force")


def label() -> dict[str, object]:
    """What an index must be made with to fit this program."""
    return {"layout": _LAYOUT, "analyzer": analyzer.version()}


def is_current(folder: Path) -> bool:
    """Whether there is an index in `folder` that this program can read."""
    try:
        found = json.loads((Path(folder) / _LABEL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(found == label()) and Tantivy.exists(str(folder))


@dataclass(slots=True)
class Remembered:
    """What was looked up in one state of an index: term frequencies, places of laws and clauses.

    `counts` are totals and facets of whole searches, which all pages of a search share.
    """

    state: int
    frequencies: dict[tuple[str, str], int] = field(default_factory=dict)
    places: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    counts: dict[object, Counts] = field(default_factory=dict)


class Index:
    """An open index. Changes show after `commit`, to every reader at once."""

    def __init__(self, folder: Path, index: Tantivy) -> None:
        self.folder = folder
        self._index = index
        self._writer: IndexWriter | None = None
        self._kept = Remembered(0)
        split = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
        index.register_tokenizer(_SPLIT, split)

    @classmethod
    def open(cls, folder: Path, create: bool = False) -> Index:
        """Open the index in `folder`, making an empty one where `create` allows it.

        Raises:
            EnvironmentFault: none there, made by another version (rebuild it), not readable.
        """
        folder = Path(folder)
        try:
            if create and not (folder / _LABEL).exists():
                return cls(folder, _create(folder))
            if not is_current(folder):
                raise EnvironmentFault(
                    f"{folder}：没有可用的索引（不存在或由其他版本生成），请运行 minekg rebuild"
                )
            return cls(folder, Tantivy.open(str(folder)))
        except (OSError, ValueError) as fault:
            raise EnvironmentFault(f"{folder}：打不开索引（{fault}）") from fault

    @property
    def schema(self) -> Schema:
        """The fields, for building queries."""
        return self._index.schema

    def searcher(self) -> Searcher:
        """A snapshot that does not change; a new one sees what was committed in between."""
        return self._index.searcher()

    def snapshot(self) -> tuple[Searcher, Remembered]:
        """What was committed last, and what is remembered of it; empty again after a commit."""
        state = (self.folder / "meta.json").stat().st_mtime_ns
        kept = self._kept
        if kept.state != state:
            self._index.reload()  # else a commit of another process shows within half a second
        full = len(kept.frequencies) > _REMEMBERED or len(kept.counts) > _SEARCHES
        if kept.state != state or full:
            kept = self._kept = Remembered(state)
        return self._index.searcher(), kept

    def reload(self) -> None:
        """Let `searcher` see commits of other processes now, not within half a second."""
        self._index.reload()

    # ---------------------------------------------------------------- changes

    def replace(self, record: Record) -> None:
        """Put a document's units in place of those it had."""
        writer = self._writing()
        writer.delete_documents_by_term("doc", record.id)
        meta = record.document.metadata
        context = _Context(record.id, meta)
        for order, unit in enumerate(units(record)):
            writer.add_document(context.entry(unit, order))

    def remove(self, document_id: str) -> None:
        """Take a document's units out; nothing happens when it has none."""
        self._writing().delete_documents_by_term("doc", document_id)

    def commit(self) -> None:
        """Show all changes since the last commit.

        Raises:
            EnvironmentFault: no space, no permission; nothing of them shows then.
        """
        if self._writer is None:
            return
        try:
            self._writer.commit()
            self._writer.garbage_collect_files()
        except (OSError, ValueError) as fault:
            self._writer = None
            raise EnvironmentFault(f"{self.folder}：索引没有写入（{fault}）") from fault
        self._index.reload()

    def rollback(self) -> None:
        """Drop all changes since the last commit."""
        if self._writer is not None:
            self._writer.rollback()

    def close(self) -> None:
        """Finish merging and let another process write; drops what was not committed."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.rollback()
            writer.wait_merging_threads()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _writing(self) -> IndexWriter:
        if self._writer is None:
            try:
                self._writer = self._index.writer(_HEAP, 1)
            except (OSError, ValueError) as fault:
                raise EnvironmentFault(
                    f"{self.folder}：另一个程序正在写入索引，或没有写入权限（{fault}）"
                ) from fault
        return self._writer


def _create(folder: Path) -> Tantivy:
    folder.mkdir(parents=True, exist_ok=True)
    index = Tantivy(_schema(), str(folder))
    (folder / _LABEL).write_text(json.dumps(label()), encoding="utf-8")
    return index


def _schema() -> Schema:
    fields = SchemaBuilder()
    fields.add_text_field("one", tokenizer_name=_SPLIT, index_option="position")
    fields.add_text_field("two", tokenizer_name=_SPLIT, index_option="freq")
    fields.add_text_field("label", tokenizer_name=_SPLIT, index_option="freq")
    fields.add_text_field("name", tokenizer_name=_SPLIT, index_option="freq")
    for name in EXACT:
        fields.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("key", "number", "title", "docnum", "entity"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("year", "date", "place", "same"):
        fields.add_integer_field(name, indexed=name in ("year", "same"), fast=True)
    fields.add_text_field("order", fast=True, tokenizer_name="raw", index_option="basic")
    fields.add_bytes_field("hit", stored=True)
    return fields.build()


class _Context:
    """What all units of one document share."""

    def __init__(self, document_id: str, meta: Metadata) -> None:
        self._id = document_id
        self._aside = meta.off_topic and meta.genre not in _ALWAYS_ASKED
        shown = [
            document_id, meta.title, meta.genre, meta.date, meta.in_force, meta.off_topic,
        ]  # fmt: skip
        self._document = _encode(shown).removeprefix("[")
        self._title = _pairs(meta.title)
        self._paths: dict[tuple[str, ...], str] = {}
        self._level = level_of(meta.title, meta.genre)
        self._replaced = meta.in_force in REPLACED
        self._name = name_key(meta.title)
        self._shared: dict[str, Any] = {
            name: value
            for name, value in (
                ("doc", document_id), ("genre", meta.genre), ("issuer", meta.issuer),
                ("region", meta.region), ("force", meta.in_force or UNSTATED),
                ("year", year_of(meta)), ("date", _day(meta.date)),
                ("order", f"{collation_key(meta.title)}\t{document_id}"),
                ("docnum", number_key(meta.doc_number)),
            )
            if value not in ("", None)
        }  # fmt: skip

    def entry(self, unit: Unit, order: int) -> Document:
        """The index entry of a unit that is the document's `order`-th."""
        standing = Standing(
            self._level, self._replaced, unit.heading, name=unit.kind != "clause", aside=self._aside
        )
        fields = self._shared | {
            "kind": unit.kind,
            "key": unit.key,
            "place": place.number(self._id, order, standing),
            "hit": self._stored(unit),
        }
        if unit.shared:
            fields["same"] = place.thing_number(unit.key)
        fields |= self._words(unit)
        fields |= {n: v for n, v in _repeated(unit).items() if v}
        if unit.kind == "clause" and self._name:
            fields["title"] = self._name
        return Document(**fields)

    def _words(self, unit: Unit) -> dict[str, str]:
        runs = analyzer.runs_of(unit.words or unit.text)
        one, two = " ".join(analyzer.unigrams(runs)), " ".join(analyzer.bigrams(runs))
        if unit.kind != "clause":
            return {"label": f"{one} {two}"}
        title = " ".join(_pairs(unit.title))
        return {"one": one, "two": two, "name": f"{self._named(unit.path)} {title}"}

    def _named(self, path: tuple[str, ...]) -> str:
        """The terms of title and path, made once for all units under one heading."""
        known = self._paths.get(path)
        if known is None:
            known = " ".join(dict.fromkeys((*self._title, *_pairs(" ".join(path)))))
            self._paths[path] = known
        return known

    def _stored(self, unit: Unit) -> bytes:
        shown = [
            unit.key, unit.kind, unit.number, unit.title, unit.path, unit.text, unit.start,
            unit.end, unit.modalities, unit.entities,
        ]  # fmt: skip
        return f"{_encode(shown)[:-1]},{self._document}".encode()


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _pairs(text: str) -> list[str]:
    return analyzer.bigrams(analyzer.runs_of(text))


def _repeated(unit: Unit) -> dict[str, list[str]]:
    return {
        "number": [unit.number] if unit.number else [],
        "modality": list(unit.modalities),
        "mineral": list(unit.minerals),
        "etype": list(dict.fromkeys(type_ for _, type_, _ in unit.entities)),
        "entity": list(dict.fromkeys(key for key, _, _ in unit.entities)),
    }


def _day(date: str) -> int | None:
    """An ISO date, perhaps shortened, as yyyymmdd with zeros for what is missing."""
    digits = date.replace("-", "")
    return int(digits.ljust(8, "0")[:8]) if digits.isdigit() else None
