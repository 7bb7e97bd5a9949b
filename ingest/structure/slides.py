"""Slides: pages whose title comes back on every page of its section, its number often behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from ingest.structure.pieces import Piece, clean_title
from ontology import patterns as re

_TRAILING = re.compile(r"(.*[^\s0-9.])\s*?([0-9]{1,2}(?:\.[0-9]{1,2}){1,3})$")
_ALONE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}$")
_WORDS = re.compile(r"[㐀-鿿].*[㐀-鿿]")
_QUANTITY = re.compile(r"(?:约|达|共|为|超|过|近|增长|第|[~～\-—–:：<>≤≥=])\s*$")
_LONGEST = 48
_USUAL = 30
_STOPS = "。；：:;”"

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SlideHeading:
    """A section of a deck: it begins at piece `index`; piece `line` (-1: none) bears its title."""

    index: int
    line: int
    number: str
    title: str


@dataclass(slots=True)
class _Sighting:
    """One page of a numbered section: the pieces from `first` to `at`, and the title if it is there."""

    number: Number
    first: int
    at: int
    title: str


def looks_like_slides(text: str, pieces: list[Piece]) -> bool:
    """Whether the lines are short, few are sentences, and titles come back or bear their number."""
    lines = [text[p.a : p.b] for p in pieces if not p.blank and p.kind != "table"]
    if len(lines) < 20 or sum(map(len, lines)) > _USUAL * len(lines):
        return False
    if sum(line[-1] in _STOPS for line in lines) * 4 >= len(lines):
        return False
    counts = Counter(
        line for line in lines if 6 <= len(line) <= _LONGEST and line[-1] not in _STOPS
    )
    if sum(count >= 3 for count in counts.values()) >= 3:
        return True
    return len({s.number for s in _sightings(text, pieces) if s.title}) >= 3


def find_slide_headings(text: str, pieces: list[Piece]) -> list[SlideHeading]:
    """The sections of a deck in order, each once; parents that only their children name included."""
    sightings = _sightings(text, pieces)
    if not sightings:
        return _repeated_titles(text, pieces)
    titles = _titles(text, pieces, sightings)
    agenda = _agenda(text, pieces)
    headings: list[SlideHeading] = []
    open_numbers: set[Number] = set()
    for sighting in sightings:
        for depth in range(1, len(sighting.number) + 1):
            number = sighting.number[:depth]
            if number in open_numbers:
                continue
            open_numbers.add(number)
            before = headings[-1].index if headings else -1
            headings.append(_heading(text, pieces, sighting, number, titles, agenda, before))
    return headings


def _sightings(text: str, pieces: list[Piece]) -> list[_Sighting]:
    """Every line that bears a section number at its end or alone, in order and plausible."""
    found: list[_Sighting] = []
    last: Number = ()
    first = 0
    entries = _agenda(text, pieces)
    listed = {entry[0] for entry in entries}
    chapters = {entry[2]: entry[1] for entry in reversed(entries)}
    for index, piece in enumerate(pieces):
        if piece.blank or piece.kind == "table" or piece.b - piece.a > _LONGEST + 10:
            continue
        if index in listed:
            continue
        seen = _number_of(text[piece.a : piece.b], chapters)
        if seen is None or not _can_follow(last, seen[0]):
            continue
        found.append(_Sighting(seen[0], first, index, seen[1]))
        last, first = seen[0], index + 1
    return found if len(found) > 1 else []


def _number_of(line: str, chapters: dict[str, int]) -> tuple[Number, str] | None:
    """The section number that a line bears, alone or behind its title, and that title.

    Args:
        chapters: the titles of the agenda with their numbers.
    """
    title = clean_title(line.rstrip("0123456789"))
    if title in chapters:
        return (chapters[title],), title
    if _ALONE.match(line):
        return tuple(int(part) for part in line.split(".")), ""
    match = _TRAILING.match(line)
    if match is None or not _is_title(match[1]):
        return None
    return tuple(int(part) for part in match[2].split(".")), clean_title(match[1])


def _is_title(words: str) -> bool:
    return bool(_WORDS.search(words)) and not _QUANTITY.search(words) and words[-1] not in "。；，"


def _can_follow(last: Number, number: Number) -> bool:
    """The same section again, a deeper one, or one of the next few."""
    if not last:
        return number[0] <= 2 and max(number[1:], default=0) <= 2
    if number == last:
        return True
    if number < last:
        return False
    return number[0] - last[0] <= 1 and max(number[1:], default=0) <= max(*last, 1) + 5


def _titles(text: str, pieces: list[Piece], sightings: list[_Sighting]) -> dict[Number, str]:
    """The title of each number: the one printed with it, else the line its pages have in common."""
    titles: dict[Number, str] = {}
    pages: defaultdict[Number, Counter[str]] = defaultdict(Counter)
    for sighting in sightings:
        if sighting.title:
            titles.setdefault(sighting.number, sighting.title)
        lines = {
            text[p.a : p.b]
            for p in pieces[sighting.first : sighting.at]
            if not p.blank and p.b - p.a <= _LONGEST
        }
        pages[sighting.number].update(line for line in sorted(lines) if _WORDS.search(line))
    for number, lines_seen in pages.items():
        if number not in titles and lines_seen:
            best = max(lines_seen.values())
            first = next(s for s in sightings if s.number == number)
            ordered = [text[p.a : p.b] for p in pieces[first.first : first.at] if not p.blank]
            titles[number] = next(
                (clean_title(line) for line in ordered if lines_seen[line] == best), ""
            )
    return titles


def _agenda(text: str, pieces: list[Piece]) -> list[tuple[int, int, str]]:
    """The entries of the agenda pages: piece, number, title; numbers that stand alone are none."""
    entries = []
    for index, piece in enumerate(pieces):
        mark = piece.mark
        if mark is not None and mark.family in ("decimal", "dot", "cn") and len(mark.value) == 1:
            title = clean_title(text[mark.end : piece.b])
            apart = mark.spaced or mark.family != "decimal"
            if apart and len(title) <= _LONGEST and _WORDS.search(title):
                entries.append((index, mark.value[0], title))
    return [
        entry
        for position, entry in enumerate(entries)
        if any(
            0 <= near < len(entries) and abs(entries[near][1] - entry[1]) == 1
            and abs(entries[near][0] - entry[0]) <= 3
            for near in (position - 1, position + 1)
        )
    ]  # fmt: skip


def _heading(
    text: str, pieces: list[Piece], sighting: _Sighting, number: Number, titles: dict[Number, str],
    agenda: list[tuple[int, int, str]], before: int,
) -> SlideHeading:  # fmt: skip
    """Where the section `number` begins, and its title from its pages or from the agenda."""
    printed = ".".join(map(str, number))
    title = titles.get(number, "")
    page = _page_start(text, pieces, sighting, titles.get(sighting.number, ""), before)
    if len(number) > 1 or title:
        line = page if number == sighting.number else -1
        return SlideHeading(page, line, printed, title)
    entries = [entry for entry in agenda if entry[1] == number[0]]
    title = entries[0][2] if entries else ""
    near = [entry for entry in entries if before < entry[0] < page]
    if not near:
        return SlideHeading(page, -1, printed, title)
    line = near[-1][0]
    start = line
    while start > before + 1 and any(entry[0] == start - 1 for entry in agenda):
        start -= 1
    return SlideHeading(start, line, printed, title)


def _page_start(
    text: str, pieces: list[Piece], sighting: _Sighting, title: str, before: int
) -> int:
    """The piece with the title of the page, at or above its number."""
    first = max(before, sighting.first)
    for index in range(first, sighting.at):
        piece = pieces[index]
        if (
            title
            and piece.b - piece.a <= _LONGEST + 10
            and clean_title(text[piece.a : piece.b]) == title
        ):
            return index
    return sighting.at if sighting.title else first


def _repeated_titles(text: str, pieces: list[Piece]) -> list[SlideHeading]:
    """The page titles of a deck without numbers: lines that come back, at their first place."""
    counts = Counter(
        text[p.a : p.b]
        for p in pieces
        if not p.blank and 4 <= p.b - p.a <= _LONGEST and p.kind != "table"
    )
    headings: list[SlideHeading] = []
    seen: set[str] = set()
    for index, piece in enumerate(pieces):
        line = text[piece.a : piece.b]
        stated = piece.kind in ("heading", "title") or piece.level > 0
        if line in seen or not line or not (stated or counts[line] >= 3) or not _WORDS.search(line):
            continue
        seen.add(line)
        headings.append(SlideHeading(index, index, "", clean_title(line)))
    return headings
