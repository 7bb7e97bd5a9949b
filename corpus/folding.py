"""Makes the table of equal characters: python -m corpus.folding [TABLE].

The table ships as data, so that an index does not depend on the Unicode version of the Python that
reads it, and opening one does not wait for the dictionaries of the converter.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from opencc import OpenCC

from corpus.analyzer import FOLDING


def table() -> dict[str, str]:
    """Each character that is not its own plain form with that form, one character as well."""
    plain: dict[str, str] = {}
    for point in range(0x80, 0x10000):
        character = chr(point)
        if _plain(character) != character:
            plain[character] = _plain(character)
    plain |= {chr(capital): chr(capital + 32) for capital in range(ord("A"), ord("Z") + 1)}
    return plain | _simplified(plain)


def _plain(character: str) -> str:
    """The compatibility equivalent in lower case where that is one character, else itself."""
    if unicodedata.category(character) in ("No", "Nl", "So", "Cs", "Co"):
        return "2" if character == "²" else "3" if character == "³" else character
    plain = unicodedata.normalize("NFKC", character).lower()
    return plain if len(plain) == 1 else character


def _simplified(known: dict[str, str]) -> dict[str, str]:
    points = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)]
    plain = [known.get(chr(p), chr(p)) for p in points]
    simple = OpenCC("t2s").convert("\n".join(plain)).split("\n")
    rows = zip(points, simple, strict=True)
    return {chr(p): s for p, s in rows if len(s) == 1 and s != chr(p)}


def main(arguments: Sequence[str]) -> None:
    """Write the table to the file that the first argument names, or into the package."""
    rows = sorted(table().items())
    text = "".join(before for before, _ in rows) + "\n" + "".join(after for _, after in rows) + "\n"
    (Path(arguments[0]) if arguments else FOLDING).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
