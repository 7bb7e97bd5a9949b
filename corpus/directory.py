"""Every name in a library, for finding a thing by a name that is short, partial or mistyped.

Made once for each generation of the library and kept in memory: about 200 bytes a name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from weakref import WeakKeyDictionary

from corpus.library import Library
from corpus.namelist import Named, NameList
from corpus.names import name_key, number_key
from corpus.place import document_number
from ontology.ids import clause_key, document_key, fold_name
from ontology.lexicon import short_names

_NEAR_SHARE = 0.3  # of its pairs that a mistyped name shares with the right one
_NEAR_CANDIDATES = 30
_SHORTEST_NEAR = 3
_SHORTEST_ENDING = 4
_MOST_ENDING = 20
_PERIOD = re.compile(r"\([^()]*\)$")
_LONG_NAME = 12  # letters from which two wrong ones are allowed
_KINDS = (
    "法", "条例", "办法", "规定", "细则", "决定", "解释", "通知", "意见", "规划", "规范", "标准", "方案",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Title:
    """A document by its title. `cited` counts the citations that name the title."""

    id: str
    title: str
    key: str
    number: str
    date: str
    in_force: str
    cited: int


def directory(library: Library) -> Directory:
    """The directory of a library as it is now."""
    known = _made.get(library)
    if known is None or known.generation != library.generation:
        known = _made[library] = Directory(library)
    return known


class Directory:
    """Finds documents by title and number, and any name by part of it."""

    def __init__(self, library: Library) -> None:
        self.generation = library.generation
        self._library = library
        cited = library.times_cited()
        self._titles = [
            Title(
                i, title, key := name_key(title), number_key(number), date, force, cited.get(key, 0)
            )
            for i, title, number, date, force in library.titles()
            if title or number
        ]
        self._by_key: dict[str, list[Title]] = defaultdict(list)
        for title in sorted(self._titles, key=_currency):
            self._by_key[title.key].append(title)

    # ------------------------------------------------------------------ titles

    def titled(self, name: str) -> list[Title]:
        """The versions of the document with this title: titled so to the letter, current first."""
        letters = fold_name(name)
        versions = self._by_key.get(name_key(name), ())
        return sorted(versions, key=lambda t: fold_name(t.title) != letters)

    def short(self, name: str) -> list[list[Title]]:
        """Documents, each with its versions, that a short name can mean; likeliest first.

        A customary short name decides; else the letters must stand in the title in order, from the
        first one on and ending with the same kind of document (法, 条例), and the title that is
        cited more comes first.
        """
        key = name_key(name)
        usual = short_names().get(key)
        if usual is not None:
            known = self.titled(usual)
            return [known] if known else []  # another law whose letters fit is not what was meant
        if len(key) < 2 or not key.endswith(_KINDS):
            return []
        kind = next(k for k in sorted(_KINDS, key=len, reverse=True) if key.endswith(k))
        end = "(?<!办)法" if kind == "法" else kind
        pattern = re.compile(".*".join(map(re.escape, key.removesuffix(kind))) + f".*{end}")
        fits = [v for k, v in self._by_key.items() if pattern.fullmatch(k)]
        return sorted(fits, key=lambda v: (-v[0].cited, len(v[0].key), v[0].key))

    def ending(self, name: str) -> list[list[Title]]:
        """Documents, each with its versions, whose title ends so before the period in brackets.

        矿产资源总体规划 means the plan of every county; empty for words that name no kind of document.
        """
        key = name_key(name)
        if len(key) < _SHORTEST_ENDING or not key.endswith(_KINDS):
            return []
        fits = [v for k, v in self._by_key.items() if _PERIOD.sub("", k).endswith(key)]
        return sorted(fits, key=lambda v: (-v[0].cited, v[0].key))[:_MOST_ENDING]

    def numbered(self, number: str) -> list[Title]:
        """Documents with this number, in any spelling; without its issuer where that is unique."""
        key = number_key(number)
        if not key or not re.search(r"\d", key):
            return []
        found = [t for t in self._titles if t.number == key]
        found = found or [t for t in self._titles if t.number.endswith(key)]
        return sorted(found, key=_currency)

    def near(self, name: str) -> list[list[Title]]:
        """Documents whose title is one letter off (two from twelve letters on); nearest first."""
        found: dict[str, int] = {}
        for spelling in dict.fromkeys((fold_name(name), name_key(name))):
            if len(spelling) >= _SHORTEST_NEAR:
                for key, distance in self._near(spelling):
                    found[key] = min(distance, found.get(key, distance))
        ranked = sorted(found, key=lambda k: (found[k], -self._by_key[k][0].cited, k))
        return [self._by_key[key] for key in ranked]

    def _near(self, spelling: str) -> Iterator[tuple[str, int]]:
        most = 1 if len(spelling) < _LONG_NAME else 2
        pairs = set(_pairs(spelling))
        sizes = range(len(spelling) - most, len(spelling) + most + 1)
        shared = Counter(
            chain.from_iterable(
                self._spellings_by_pair.get((pair, size), ()) for pair in pairs for size in sizes
            )
        )
        for other, count in shared.most_common(_NEAR_CANDIDATES):
            if count >= _NEAR_SHARE * len(pairs):
                distance = edits(spelling, other)
                if distance <= most:
                    yield name_key(other), distance

    @cached_property
    def former(self) -> frozenset[int]:
        """Numbers (`corpus.place`) of the documents that a later version of the same title replaces."""
        return frozenset(
            document_number(old.id)
            for versions in self._by_key.values()
            for old in versions[1:]
            if old.date < versions[0].date
        )

    @cached_property
    def _spellings_by_pair(self) -> dict[tuple[str, int], list[str]]:
        """Titles, with and without the state's name, by pairs of letters in them and length."""
        found: dict[tuple[str, int], list[str]] = defaultdict(list)
        spellings = dict.fromkeys(s for t in self._titles for s in (t.key, fold_name(t.title)))
        for spelling in spellings:
            for pair in dict.fromkeys(_pairs(spelling)):
                found[pair, len(spelling)].append(spelling)
        return found

    # ------------------------------------------------------------- all names

    @cached_property
    def names(self) -> NameList:
        """The names of documents and entities."""
        return NameList((*self.document_names.names, *self.entity_names.names))

    @cached_property
    def document_names(self) -> NameList:
        """The titles of documents, the current version of each first."""
        current = (versions[0] for versions in self._by_key.values())
        return NameList(
            Named(t.title, document_key(t.id), "document", t.cited + 10, _version_note(t))
            for t in current
            if t.title
        )

    @cached_property
    def entity_names(self) -> NameList:
        """Every name of every entity; its kind is the type of the entity."""
        return NameList(
            Named(name, key, type_, weight)
            for name, key, type_, weight in self._library.entity_names()
        )

    @cached_property
    def clause_titles(self) -> NameList:
        """The titles of sections and other clauses, noted with their document."""
        return NameList(
            Named(title, clause_key(document, clause), "clause", 0, shown or document)
            for title, document, clause, shown in self._library.clause_titles()
        )


def _version_note(title: Title) -> str:
    return "，".join(part for part in (title.date, title.in_force) if part)


def edits(a: str, b: str) -> int:
    """How many letters must be changed, added, dropped or swapped with a neighbour (OSA)."""
    before, last = list[int](), list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _pairs(key: str) -> list[str]:
    return [a + b for a, b in pairwise(key)]


def _currency(title: Title) -> tuple[bool, str, str]:
    """Sorts the current version of a title before superseded ones."""
    newest_first = "".join(chr(0x10FFFF - ord(c)) for c in title.date)
    return title.in_force in ("废止", "已修改"), newest_first or chr(0x10FFFF), title.id


_made: WeakKeyDictionary[Library, Directory] = WeakKeyDictionary()
