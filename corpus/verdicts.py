"""What stands after all decisions: the log of a library, read from its beginning to a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpus.rows import Review

REPORT, UNDO = "report", "undo"
VERDICTS = ("accept", "reject", "edit")
MERGES = ("merge", "split")
STATES: Mapping[str, str] = {"accept": "accepted", "reject": "rejected", "edit": "edited"}
"""Decisions on a statement and the review status that they give it."""


@dataclass(frozen=True, slots=True)
class Merges:
    """Which entities are one, and which are not, because people said so.

    `into` maps an entity key to (the key that it is merged into, what that is called); `apart` holds
    (own key, key) of entities that must not take a key by which the library would know them.
    """

    into: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.into or self.apart)

    def final(self, key: str) -> tuple[str, tuple[str, ...]]:
        """The key at the end of all merges, and the names met on the way, nearest first."""
        names: list[str] = []
        met = {key}
        while key in self.into:
            key, name = self.into[key]
            names.append(name)
            if key in met:
                break
            met.add(key)
        return key, tuple(names)

    def sources(self, key: str) -> set[str]:
        """The keys that end in this one, itself included."""
        return {key} | {own for own in self.into if self.final(own)[0] == key}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The standing decisions that concern one document: by statement id, and all merges."""

    statements: Mapping[str, Review] = field(default_factory=dict)
    merges: Merges = field(default_factory=Merges)

    def __bool__(self) -> bool:
        return bool(self.statements or self.merges)

    def state(self, statement: str) -> str:
        """accepted, rejected, edited or unreviewed."""
        found = self.statements.get(statement)
        return STATES[found.decision] if found else "unreviewed"


def standing(entries: Iterable[Review]) -> dict[tuple[str, str], Review]:
    """(document, target) to the decision that holds; entries oldest first, reports left out.

    An undoing names the decision that it brings back (`restores`), so the last entry tells all.
    """
    decided: defaultdict[tuple[str, str], dict[str, Review]] = defaultdict(dict)
    for entry in entries:
        if entry.decision != REPORT:
            decided[entry.document, entry.target][str(entry.number)] = entry
    held = ((place, _held(own)) for place, own in decided.items())
    return {place: entry for place, entry in held if entry is not None}


def by_statement(entries: Iterable[Review]) -> dict[str, Review]:
    """Statement ids to the decisions that hold, for the entries that concern one document."""
    found = sorted(standing(entries).items(), key=lambda item: item[1].number)
    return {target: entry for (_, target), entry in found if entry.decision in VERDICTS}


def merges(entries: Iterable[Review]) -> Merges:
    """The merges and splits that hold."""
    held = standing(entries).values()
    into = {
        r.target: (r.detail["into"], r.detail["into_name"]) for r in held if r.decision == "merge"
    }
    apart = {tuple(r.target.split("\t", 1)) for r in held if r.decision == "split"}
    return Merges(into, frozenset((own, key) for own, key in apart))


def _held(own: Mapping[str, Review]) -> Review | None:
    last = list(own.values())[-1]
    return own.get(last.detail.get("restores", "")) if last.decision == UNDO else last


def open_reports(entries: Iterable[Review]) -> Iterator[tuple[str, str, list[Review]]]:
    """(document, target, reports) of what was reported since the decision that holds, if any."""
    listed = list(entries)
    held = standing(listed)
    found: defaultdict[tuple[str, str], list[Review]] = defaultdict(list)
    for entry in listed:
        place = entry.document, entry.target
        since = held[place].number if place in held else 0
        if entry.decision == REPORT and entry.number > since:
            found[place].append(entry)
    for (document, target), reports in found.items():
        yield document, target, reports
