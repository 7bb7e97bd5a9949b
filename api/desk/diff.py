"""Comparison of two documents, article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from api.desk.align import Group, align
from api.desk.changes import Change, changes
from api.desk.folding import fold
from api.desk.units import Unit, units
from ontology.records import Document

DiffKind = Literal["same", "moved", "changed", "split", "merged", "dropped", "new"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of both texts: the same words, or (`changed`) one replaces the other ("": none)."""

    old: str
    new: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class DiffRow:
    """What became of some units of the old document.

    `old` and `new` are unit numbers (第十二条 is 12), `old_clauses` and `new_clauses` their clause
    ids in the same order. `moved` means the same words under another number; texts that differ in
    punctuation width, blanks or numeral style only are the same words.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    kind: DiffKind
    old_text: str
    new_text: str
    old_clauses: tuple[str, ...] = ()
    new_clauses: tuple[str, ...] = ()

    def changes(self) -> tuple[Change, ...]:
        """The words that differ, in order; () where one of the texts is not there."""
        return changes(self.old_text, self.new_text) if self.old and self.new else ()

    def segments(self) -> tuple[Segment, ...]:
        """The two texts cut into equal and changed stretches, in order.

        Equal stretches may differ in width, blanks or numeral style.
        """
        found, i, j = [], 0, 0
        for change in self.changes():
            found.append(
                Segment(self.old_text[i : change.old[0]], self.new_text[j : change.new[0]])
            )
            found.append(
                Segment(self.old_text[slice(*change.old)], self.new_text[slice(*change.new)], True)
            )
            i, j = change.old[1], change.new[1]
        rest = Segment(self.old_text[i:], self.new_text[j:], not (self.old and self.new))
        return tuple(s for s in (*found, rest) if s.old or s.new)

    def as_json(self) -> dict[str, object]:
        """The row as the command line and the web give it; ranges of `changes` are in the texts."""
        return {
            "old": list(self.old),
            "new": list(self.new),
            "kind": self.kind,
            "old_text": self.old_text,
            "new_text": self.new_text,
            "old_clauses": list(self.old_clauses),
            "new_clauses": list(self.new_clauses),
            "changes": [c.as_json() for c in self.changes()],
        }


def diff(a: Document, b: Document) -> tuple[DiffRow, ...]:
    """Every article of `a` (old) and `b` (new) in exactly one row, in the order of `b`.

    Documents without articles are compared by their numbered clauses. Two equal documents give
    rows of kind same only; () when both have no words.
    """
    old, new = units(a), units(b)
    return tuple(_row(group, old, new) for group in align(old, new))


def as_json(rows: Sequence[DiffRow]) -> dict[str, object]:
    """The whole comparison as DESIGN.md fixes it, and how many rows there are of each kind."""
    return {"rows": [row.as_json() for row in rows], "counts": counts(rows)}


def counts(rows: Sequence[DiffRow]) -> dict[str, int]:
    """How many rows there are of each kind, the commonest first."""
    return dict(Counter(row.kind for row in rows).most_common())


def _row(group: Group, old: Sequence[Unit], new: Sequence[Unit]) -> DiffRow:
    before, after = [old[i] for i in group.old], [new[j] for j in group.new]
    return DiffRow(
        tuple(u.number for u in before),
        tuple(u.number for u in after),
        _kind(before, after),
        "\n".join(u.text for u in before),
        "\n".join(u.text for u in after),
        tuple(u.clause for u in before),
        tuple(u.clause for u in after),
    )


def _kind(before: Sequence[Unit], after: Sequence[Unit]) -> DiffKind:
    if not before:
        return "new"
    if not after:
        return "dropped"
    if len(after) > 1:
        return "split"
    if len(before) > 1:
        return "merged"
    if fold(before[0].text) != fold(after[0].text):
        return "changed"
    return "same" if before[0].number == after[0].number else "moved"
