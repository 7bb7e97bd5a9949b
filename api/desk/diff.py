"""Comparison of two documents, article by article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from api.desk.align import Group, align
from api.desk.folding import fold
from api.desk.units import Unit, units
from ontology.records import Document

DiffKind = Literal["same", "moved", "changed", "split", "merged", "dropped", "new"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of both texts: `old` and `new` are equal, or one replaces the other ("": none)."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Whether the words differ."""
        return self.old != self.new


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

    def segments(self) -> tuple[Segment, ...]:
        """The two texts cut into equal and changed stretches, in order."""
        matcher = SequenceMatcher(None, self.old_text, self.new_text, autojunk=False)
        return tuple(
            Segment(self.old_text[i1:i2], self.new_text[j1:j2])
            for _, i1, i2, j1, j2 in matcher.get_opcodes()
        )

    def as_json(self) -> dict[str, object]:
        """The row as the command line and the web give it."""
        return {
            "old": list(self.old),
            "new": list(self.new),
            "kind": self.kind,
            "old_text": self.old_text,
            "new_text": self.new_text,
        }


def diff(a: Document, b: Document) -> tuple[DiffRow, ...]:
    """Every article of `a` (old) and `b` (new) in exactly one row, in the order of `b`.

    Documents without articles are compared by their numbered clauses. Two equal documents give
    rows of kind same only; () when both have no words.
    """
    old, new = units(a), units(b)
    return tuple(_row(group, old, new) for group in align(old, new))


def as_json(rows: Sequence[DiffRow]) -> dict[str, object]:
    """The whole comparison as DESIGN.md fixes it."""
    return {"rows": [row.as_json() for row in rows]}


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
