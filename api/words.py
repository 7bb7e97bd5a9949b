"""The words of the pages in Chinese and English, from the catalogues in api/locale.

A catalogue is a folder of JSON files, one an area; `search.total` is the text `total` in
`search.json`. A text may hold `{name}` fields in the syntax of `str.format`, and may be a pair
`{"one": ..., "other": ...}` of which the value `n` chooses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")  # the first is the one for readers who ask for neither
TAGS = {"zh": "zh-CN", "en": "en"}  # BCP 47
_LOCALE = Path(__file__).with_name("locale")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_PLURAL = frozenset({"one", "other"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str

    def __call__(self, key: str, **values: Any) -> str:
        """The text of a key with its fields filled.

        Raises:
            KeyError: no such key, or a field without a value.
        """
        found = catalogue(self.language)[key]
        if isinstance(found, Mapping):
            found = found["one" if values.get("n") == 1 else "other"]
        return found.format(**values) if values else found

    @property
    def tag(self) -> str:
        """The language as HTML's `lang` writes it."""
        return TAGS[self.language]

    def name(self, group: str, key: str) -> str:
        """What people call a value, such as a genre; the value itself where there is no name."""
        found = catalogue(self.language).get(f"names.{group}.{key}", key)
        return found if isinstance(found, str) else key

    def under(self, prefix: str) -> dict[str, Any]:
        """The texts below a prefix, by the rest of their keys; for scripts."""
        start = prefix + "."
        words = catalogue(self.language)
        return {k.removeprefix(start): v for k, v in words.items() if k.startswith(start)}

    def day(self, date: str) -> str:
        """A date as people write it: 2021年6月1日, 1 June 2021; any other text as it is.

        Args:
            date: ISO 8601, whole or without its day or month.
        """
        found = _DAY.fullmatch(date)
        if not found:
            return date
        year, month, day = (int(part) if part else 0 for part in found.groups())
        if self.language == "zh":
            return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
        named = _MONTHS[month - 1] if 1 <= month <= len(_MONTHS) else ""
        return " ".join(part for part in (str(day or ""), named, str(year)) if part)


@cache
def catalogue(language: str) -> Mapping[str, str | Mapping[str, str]]:
    """Every text of a language by its key."""
    found: dict[str, str | Mapping[str, str]] = {}
    for path in sorted((_LOCALE / language).glob("*.json")):
        found.update(_flat(path.stem, json.loads(path.read_text(encoding="utf-8"))))
    return found


def chosen(asked: str | None, kept: str | None, accepted: str) -> str:
    """The language for a reader: the one asked for, else kept, else the browser's, else Chinese.

    Args:
        accepted: an Accept-Language header; its first language that MineKG speaks is taken.
    """
    for wish in (asked, kept):
        if wish and (language := wish.lower().partition("-")[0]) in LANGUAGES:
            return language
    wishes = sorted(_wishes(accepted), key=lambda wish: -wish[0])
    return next((name for _, name in wishes if name in LANGUAGES), LANGUAGES[0])


def _wishes(accepted: str) -> Iterator[tuple[float, str]]:
    for part in accepted.split(","):
        tag, _, parameter = part.partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if weight > 0:
            yield weight, tag.strip().lower().partition("-")[0]


def _flat(prefix: str, tree: Mapping[str, Any]) -> Iterator[tuple[str, str | Mapping[str, str]]]:
    for key, value in tree.items():
        if isinstance(value, str) or _PLURAL.issuperset(value):
            yield f"{prefix}.{key}", value
        else:
            yield from _flat(f"{prefix}.{key}", value)
