"""Names to offer while a person types: clauses, documents and entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus import analyzer
from corpus.directory import Directory, directory
from corpus.library import Library
from corpus.namelist import Named
from ontology.ids import clause_key, fold_name
from ontology.numerals import NUMERAL

_ARTICLE = re.compile(
    rf"(?P<name>.{{2,40}}?)(?:第\s*(?P<numeral>[0-9{NUMERAL}]{{0,9}})|(?P<digits>\d{{1,4}}))条?$"
)
_GROUPS = ("clause", "document", "entity")
_LONGEST = 80  # letters of a name that are looked at


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name to offer. `kind` is clause, document or entity, `type` the type of an entity.

    `note` tells equal names apart; `highlights` are half-open ranges of `text` that were typed.
    """

    text: str
    key: str
    kind: str
    type: str = ""
    note: str = ""
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Suggestions in groups, the likeliest group first. `near`: the names are one letter off."""

    items: tuple[Suggestion, ...]
    near: bool = False


def suggest(library: Library, typed: str, limit: int = 10) -> Suggestions:
    """Names that hold what was typed, those that begin with it first in each group.

    A law with the beginning of an article's number (矿产资源法第三) gives its articles. A name that
    nothing holds gives the names that are one letter off; empty for no letters.
    """
    known, typed = directory(library), typed.strip()[:_LONGEST]
    groups = _groups(library, known, typed, limit)
    if any(groups.values()):
        return Suggestions(tuple(_shown(row, typed) for row in _shared_out(groups, typed, limit)))
    near = known.names.one_letter_off(typed)[:limit]
    return Suggestions(tuple(_shown(row, typed) for row in near), bool(near))


def _groups(library: Library, known: Directory, typed: str, limit: int) -> dict[str, list[Named]]:
    articles = list(_articles(library, known, typed, limit))
    return {
        "clause": articles or known.clause_titles.containing(typed, limit),
        "document": known.document_names.containing(typed, limit),
        "entity": known.entity_names.containing(typed, limit),
    }


def _articles(library: Library, known: Directory, typed: str, limit: int) -> Iterator[Named]:
    found = _ARTICLE.fullmatch(typed)
    if found is None:
        return
    versions = known.titled(found["name"]) or next(iter(known.short(found["name"])), [])
    for law in versions[:1]:
        begin = found["numeral"] or found["digits"] or ""
        for clause, number in library.articles_from(law.id, begin, limit):
            name = f"{law.title}{number}"
            yield Named(name, clause_key(law.id, clause), "clause", 0, law.date)


def _shared_out(groups: dict[str, list[Named]], typed: str, limit: int) -> list[Named]:
    """The best of each group in turn until the limit, put together by group, best group first."""
    folded = fold_name(typed)
    taken: dict[str, list[Named]] = {group: [] for group in _GROUPS}
    for rank in range(limit):
        for group in _GROUPS:
            if rank < len(groups[group]) and sum(map(len, taken.values())) < limit:
                taken[group].append(groups[group][rank])
    order = sorted((g for g in _GROUPS if taken[g]), key=lambda g: _unlike(taken[g][0], folded))
    return [row for group in order for row in taken[group]]


def _unlike(row: Named, folded: str) -> tuple[bool, int]:
    return not fold_name(row.name).startswith(folded), -row.weight


def _shown(row: Named, typed: str) -> Suggestion:
    kind = row.kind if row.kind in _GROUPS else "entity"
    words = analyzer.fold(typed)
    at = analyzer.fold(row.name).find(words) if words else -1
    marks = ((at, at + len(words)),) if at >= 0 else ()
    return Suggestion(
        row.name, row.key, kind, row.kind if kind == "entity" else "", row.note, marks
    )
