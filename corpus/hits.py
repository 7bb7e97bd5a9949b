"""What a search gives back: hits on a page."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from tantivy import Searcher

from corpus.highlight import Highlighter
from corpus.place import document_number
from corpus.synonyms import Expansion

_TEXT = 5  # where the text stands in what is stored of a hit
REPLACED = ("废止", "已修改")  # values of `in_force` that say no


@dataclass(frozen=True, slots=True)
class HitDocument:
    """The document of a hit."""

    id: str
    title: str
    genre: str
    date: str = ""
    in_force: str = ""
    off_topic: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One result.

    `id` is its library key, `number` the id of the clause. `[start, end)` lies in the clean text
    of the document. `text` is that range, except for a table row, where it joins the cells with
    their column names. `highlights` are half-open ranges of `text`. `entities` are (key, type,
    name) of what the text speaks of. `direct` says that the query named this very thing,
    `superseded` that its document is law no longer in force, as far as the library knows.
    """

    id: str
    kind: str
    number: str
    title: str
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...]
    score: float
    document: HitDocument
    modalities: tuple[str, ...] = ()
    entities: tuple[tuple[str, str, str], ...] = ()
    direct: bool = False
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits. `total` counts all of them; `next` is None on the last page.

    An entity that several documents name is one hit and counts once. With `group` the items are
    one hit of each document; `total` then counts all their hits, `documents` the documents in which
    they are (None without `group`).

    `expanded` are the words that were added to the query and why, `meant` better spellings of it if
    it found little or is a name that no hit of the page holds; `notes` say what of it was not used. `reranked` says that a
    memory of answered questions (`corpus.learned`) had a say in the order.
    """

    items: tuple[Hit, ...]
    total: int
    next: str | None = None
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    took_ms: float = 0.0
    expanded: tuple[Expansion, ...] = ()
    meant: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reranked: bool = False
    documents: int | None = None

    @property
    def length(self) -> int:
        """How many items all pages have together; at most, where entities are grouped.

        An entity of several documents is grouped under one of them.
        """
        return self.total if self.documents is None else min(self.total, self.documents)

    @property
    def synonyms(self) -> tuple[str, ...]:
        """The words that were added to the query."""
        return tuple(word for row in self.expanded for word in row.words)


def hit(
    searcher: Searcher,
    address: Any,
    score: float,
    marker: Highlighter,
    direct: bool = False,
    former: Collection[int] = (),
) -> Hit:
    """The hit at an address of the index; `former` are numbers of documents no longer in force."""
    stored: Any = searcher.doc(address).get_first("hit")
    row = json.loads(bytes(stored))
    key, kind, number, title, path, text, start, end, modalities, entities, *document = row
    owner = HitDocument(*document)
    superseded = owner.in_force in REPLACED or document_number(owner.id) in former
    return Hit(
        key, kind, number, title, tuple(path), text, start, end, tuple(marker.spans(text)),
        round(score, 4), owner, tuple(modalities), tuple(tuple(e) for e in entities), direct,
        superseded,
    )  # fmt: skip


def text_of(searcher: Searcher, address: Any) -> str:
    """The text of the unit at an address of the index."""
    stored: Any = searcher.doc(address).get_first("hit")
    text: str = json.loads(bytes(stored))[_TEXT]
    return text
