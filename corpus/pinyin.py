"""Makes the table of readings by which titles sort: python -m corpus.pinyin [TABLE].

Readings are those of pypinyin, toneless, for the characters of GB 2312 and of the names of
administrative divisions; names whose characters are read otherwise than alone (重庆, 六安, 蚌埠) are
kept whole. The table ships as data, so that an index does not load 57 MB of dictionaries.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pypinyin import lazy_pinyin

from corpus.collation import READINGS
from ontology.lexicon import places

_WORDS = ("会计", "银行", "行业", "调解", "调整")  # in titles of documents


def table() -> dict[str, str]:
    """The reading of each character, and of each name that its characters do not give."""
    names = [*dict.fromkeys(name for place in places() for name in _prefixes(place)), *_WORDS]
    letters = dict.fromkeys([*_standard(), *"".join(names)])
    found = {c: read for c in letters if (read := _reading(c)).isascii()}
    for name in names:
        read = _reading(name)
        shorter = any(name[:size] in found for size in range(2, len(name)))
        if read.isascii() and not shorter and read != " ".join(found.get(c, c) for c in name):
            found[name] = read
    return found


def _prefixes(place: str) -> Iterator[str]:
    """What of a name may be read in its own way, shortest first: 重庆 of 重庆市."""
    yield from (place[:2], place)


def _standard() -> Iterator[str]:
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield bytes((row, cell)).decode("gb2312", "ignore")


def _reading(words: str) -> str:
    return " ".join(lazy_pinyin(words))


def main(arguments: Sequence[str]) -> None:
    """Write the table to the file that the first argument names, or into the package."""
    rows = "".join(f"{words} {read}\n" for words, read in sorted(table().items()) if words)
    (Path(arguments[0]) if arguments else READINGS).write_text(rows, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
