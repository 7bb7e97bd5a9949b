"""Automatic numbers of Word: what the page shows and the text does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ingest.read.numerals import FORMATS
from ingest.read.ooxml import W

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str
    legal: bool
    restart: int | None
    style: str


@dataclass(slots=True)
class _List:
    levels: Mapping[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


def value(element: etree._Element | None, tag: str, default: str = "") -> str:
    """The `w:val` of a child, or the default where there is none."""
    child = element.find(W + tag) if element is not None else None
    return default if child is None else child.get(W + "val", default)


def number_of(text: str, default: int = 0) -> int:
    """A whole number from an attribute, or the default where it is none."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


class Numbering:
    """Counts through a document: `label` must be asked once for each paragraph, in order."""

    def __init__(
        self, root: etree._Element | None, style_lists: Mapping[str, str] | None = None
    ) -> None:
        """`style_lists` maps the id of a numbering style to the list it uses."""
        abstract = (
            {}
            if root is None
            else {a.get(W + "abstractNumId", ""): a for a in root.iterfind(W + "abstractNum")}
        )
        self._numbers = (
            {} if root is None else {n.get(W + "numId", ""): n for n in root.iterfind(W + "num")}
        )
        self._lists = {key: _List(_levels(a)) for key, a in abstract.items()}
        self._links = {key: value(a, "numStyleLink") for key, a in abstract.items()}
        self._style_lists = style_lists or {}
        self._overridden: set[tuple[str, int]] = set()

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level of a list that a paragraph style is bound to, 0 where it is to none."""
        found = self._list(list_id)
        levels = found.levels if found else {}
        return next((i for i, level in levels.items() if level.style == style), 0)

    def label(self, list_id: str, level: int) -> str:
        """Count one paragraph of a list and return the number it shows, "" for a bullet."""
        found = self._list(list_id)
        if found is None or level not in found.levels:
            return ""
        self._override(list_id, level, found)
        shape = found.levels[level]
        found.counts[level] = found.counts.get(level, shape.start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                found.counts.pop(deeper, None)
        return "" if shape.number_format in ("bullet", "none") else _shown(found, shape)

    def _list(self, list_id: str, seen: int = 0) -> _List | None:
        number = self._numbers.get(list_id)
        if number is None or seen > 8:
            return None
        key = value(number, "abstractNumId")
        linked = self._style_lists.get(self._links.get(key, ""))
        return (
            self._list(linked, seen + 1) if linked and linked != list_id else self._lists.get(key)
        )

    def _override(self, list_id: str, level: int, found: _List) -> None:
        if (list_id, level) in self._overridden:
            return
        self._overridden.add((list_id, level))
        for override in self._numbers[list_id].iterfind(W + "lvlOverride"):
            start = value(override, "startOverride")
            if start and number_of(override.get(W + "ilvl", "")) == level:
                found.counts[level] = number_of(start, 1) - 1


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {
        number_of(level.get(W + "ilvl", "")): _Level(
            number_of(value(level, "start"), 1),
            value(level, "numFmt", "decimal"),
            value(level, "lvlText"),
            level.find(W + "isLgl") is not None,
            number_of(value(level, "lvlRestart")) if value(level, "lvlRestart") else None,
            value(level, "pStyle"),
        )
        for level in abstract.iterfind(W + "lvl")
    }


def _shown(found: _List, shape: _Level) -> str:
    def place(match: re.Match[str]) -> str:
        level = int(match.group(1)) - 1
        other = found.levels.get(level)
        if other is None:
            return ""
        write: Callable[[int], str] = FORMATS.get(
            "decimal" if shape.legal else other.number_format, str
        )
        return write(found.counts.get(level, other.start))

    return _PLACE.sub(place, shape.text).strip()
