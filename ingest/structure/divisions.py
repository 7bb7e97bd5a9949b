"""Divisions (编, 章, 节) and appendices (附件, 附录, 附表)."""

from __future__ import annotations

from ingest.structure.articles import is_reference
from ingest.structure.marks import Mark
from ingest.structure.pieces import Piece, next_filled, title_like
from ingest.structure.walk import Walk
from ontology.records import ClauseKind

_KINDS: dict[str, ClauseKind] = {
    "part": "part",
    "subpart": "part",
    "chapter": "chapter",
    "section": "section",
}
_RESTARTING = frozenset({"part", "chapter"})
DIVISIONS = frozenset(_KINDS)


def read_division(walk: Walk, index: int, piece: Piece, mark: Mark) -> bool:
    """Open a 编, 章 or 节; 第三章规定的… is none. Decimal numbers may begin anew in a 章."""
    if not piece.level and (
        is_reference(walk.text, piece, mark)
        or (mark.end < piece.b and not title_like(walk.text, mark.end, piece.b))
    ):
        return False
    walk.make_room(mark.family, piece)
    if mark.family in _RESTARTING:
        walk.decimal = ()
    walk.heading(index, piece, mark, mark.family, _KINDS[mark.family])
    return True


def read_appendix(walk: Walk, index: int, piece: Piece, mark: Mark) -> bool:
    """Open an appendix, in which decimal numbers begin anew."""
    if not piece.level and not _heads_appendix(walk, index, piece, mark):
        return False
    walk.make_room("appendix", piece)
    walk.decimal = ()
    walk.heading(index, piece, mark, "appendix", "appendix")
    return True


def _heads_appendix(walk: Walk, index: int, piece: Piece, mark: Mark) -> bool:
    """Whether an appendix begins here.

    附件五 above everything else numbers the document itself; 附件：1.… in a letter lists what is
    enclosed, and so do several 附件 lines in a row.
    """
    if mark.end >= piece.b:
        return walk.above >= 0
    below = walk.below(index)
    if not mark.spaced or index in walk.listed:
        return False
    if below is None:
        return mark.number == "附录"
    if not title_like(walk.text, mark.end, piece.b):
        return False
    if below.mark is not None and below.mark.family == "appendix":
        walk.listed.add(next_filled(walk.pieces, index))
        return False
    return bool(mark.value) or below.kind == "table" or mark.number == "附录"
