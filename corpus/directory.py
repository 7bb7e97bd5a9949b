"""Every name in a library, for finding a thing by a name that is short, partial or mistyped.

Made once for each generation of the library and kept in memory: about 200 bytes a name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from weakref import WeakKeyDictionary

from corpus.library import Library
from corpus.names import name_key, number_key
from corpus.place import document_number
from ontology.ids import document_key, fold_name
from ontology.lexicon import short_names

_LINE = "\n"
_NEAR_SHARE = 0.3  # of its pairs that a mistyped name shares with the right one
_NEAR_CANDIDATES = 30
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


@dataclass(frozen=True, slots=True)
class Named:
    """A name that can be suggested: of a document or an entity; `weight` orders equals."""

    name: str
    key: str
    kind: str
    weight: int


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
        """The versions of the document with exactly this title, the current one first."""
        return list(self._by_key.get(name_key(name), ()))

    def short(self, name: str) -> list[list[Title]]:
        """Documents, each with its versions, that a short name can mean; likeliest first.

        A customary short name decides; else the letters must stand in the title in order, from the
        first one on and ending with the same kind of document (法, 条例), and the title that is
        cited more comes first.
        """
        key = name_key(name)
        usual = short_names().get(key)
        if usual is not None and name_key(usual) in self._by_key:
            return [self.titled(usual)]
        if len(key) < 2 or not key.endswith(_KINDS):
            return []
        kind = next(k for k in sorted(_KINDS, key=len, reverse=True) if key.endswith(k))
        pattern = re.compile(".*".join(map(re.escape, key.removesuffix(kind))) + f".*{kind}")
        fits = [v for k, v in self._by_key.items() if pattern.fullmatch(k)]
        return sorted(fits, key=lambda v: (-v[0].cited, len(v[0].key), v[0].key))

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
        key = name_key(name)
        most = 1 if len(key) < 12 else 2
        if len(key) < 3:
            return []
        pairs = set(_pairs(key))
        shared = Counter(k for pair in pairs for k in self._titles_by_pair.get(pair, ()))
        found = []
        for other, count in shared.most_common(_NEAR_CANDIDATES):
            if count >= _NEAR_SHARE * len(pairs) and abs(len(other) - len(key)) <= most:
                distance = edits(key, other)
                if distance <= most:
                    found.append((distance, -self._by_key[other][0].cited, other))
        return [self._by_key[other] for _, _, other in sorted(found)]

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
    def _titles_by_pair(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self._by_key:
            for pair in dict.fromkeys(_pairs(key)):
                found[pair].append(key)
        return found

    # ------------------------------------------------------------- all names

    def containing(self, part: str, limit: int) -> list[Named]:
        """Names that hold `part`: those that begin with it first, then by weight and length."""
        part = fold_name(part)
        if not part:
            return []
        found: dict[int, bool] = {}
        begin = self._lines.find(part)
        while begin >= 0 and len(found) < limit * 20:
            line = self._line_at(begin)
            found.setdefault(line, self._lines[begin - 1] == _LINE)
            begin = self._lines.find(part, self._starts[line + 1])
        ranked = sorted(
            found, key=lambda i: (not found[i], -self._names[i].weight, len(self._names[i].name), i)
        )
        unique = dict.fromkeys(self._names[i] for i in ranked)
        return list(unique)[:limit]

    def one_letter_off(self, word: str) -> list[Named]:
        """Names that differ from `word` in one letter, heaviest first."""
        word = fold_name(word)
        if len(word) < 3:
            return []
        options = [
            re.escape(word[:i]) + "[^\n]" + re.escape(word[i + 1 :]) for i in range(len(word))
        ]
        pattern = re.compile(f"\n({'|'.join(options)})(?=\n)")
        lines = {self._line_at(m.start() + 1) for m in pattern.finditer(self._lines)}
        found = [self._names[i] for i in lines]
        return sorted(found, key=lambda n: (-n.weight, n.name))

    @cached_property
    def _names(self) -> list[Named]:
        named = [Named(t.title, document_key(t.id), "document", t.cited + 10) for t in self._titles]
        named += [Named(n, key, type_, w) for n, key, type_, w in self._library.entity_names()]
        return sorted(named, key=lambda n: (fold_name(n.name), n.key))

    @cached_property
    def _lines(self) -> str:
        return _LINE + _LINE.join(fold_name(n.name) for n in self._names) + _LINE

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for line in self._lines.split(_LINE):
            starts.append(at)
            at += len(line) + 1
        return starts[1:]

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


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
