"""Names that a person may be typing, found by a part of them or by all letters but one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ontology.ids import fold_name

_LINE = "\n"
_LOOKED_AT = 20  # names looked at for each one that is shown
_SHORTEST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A name that can be suggested; `weight` orders equals, `note` tells them apart.

    `kind` is document, clause or the type of an entity.
    """

    name: str
    key: str
    kind: str
    weight: int
    note: str = ""


class NameList:
    """Names in order of their letters; about 200 bytes a name."""

    def __init__(self, names: Iterable[Named]) -> None:
        folded = sorted(
            ((fold_name(n.name), n) for n in names), key=lambda row: (row[0], row[1].key)
        )
        self.names = [name for _, name in folded]
        self._lines = _LINE + _LINE.join(line for line, _ in folded) + _LINE
        self._starts: list[int] = []
        at = 1
        for line, _ in folded:
            self._starts.append(at)
            at += len(line) + 1

    def containing(self, part: str, limit: int) -> list[Named]:
        """Names that hold `part`: those that begin with it first, then by weight and length.

        Equal names are listed once; empty for a part without letters.
        """
        part = fold_name(part)
        if not part or _LINE in part:
            return []
        first = self._with(_LINE + part, 1, limit * _LOOKED_AT)
        found = first + self._with(part, 0, limit * _LOOKED_AT)
        begins = set(first)
        ranked = sorted(
            dict.fromkeys(found),
            key=lambda i: (i not in begins, -self.names[i].weight, len(self.names[i].name), i),
        )
        unique: dict[str, Named] = {}
        for i in ranked:
            unique.setdefault(fold_name(self.names[i].name), self.names[i])
        return list(unique.values())[:limit]

    def one_letter_off(self, word: str) -> list[Named]:
        """Names that differ from `word` in one letter, heaviest first."""
        word = fold_name(word)
        if len(word) < _SHORTEST_NEAR:
            return []
        options = [
            re.escape(word[:i]) + "[^\n]" + re.escape(word[i + 1 :]) for i in range(len(word))
        ]
        pattern = re.compile(f"\n({'|'.join(options)})(?=\n)")
        lines = {self._at(m.start() + 1) for m in pattern.finditer(self._lines)}
        return sorted((self.names[i] for i in lines), key=lambda n: (-n.weight, n.name))

    def _with(self, words: str, skip: int, most: int) -> list[int]:
        """The first names with these letters; `skip` of them come before the name."""
        found: list[int] = []
        begin = self._lines.find(words)
        while begin >= 0 and len(found) < most:
            found.append(self._at(begin + skip))
            last = self._starts[found[-1]]
            begin = self._lines.find(words, self._lines.index(_LINE, last))
        return found

    def _at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1
