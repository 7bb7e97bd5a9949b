"""The outline: every line goes to the rule that knows what opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.structure.articles import read_article
from ingest.structure.decimals import read_decimal, stands_for_decimal
from ingest.structure.divisions import DIVISIONS, read_appendix, read_division
from ingest.structure.emit import emit_table
from ingest.structure.grid import Draft
from ingest.structure.lists import read_chinese, read_listed
from ingest.structure.marks import LISTED, Mark
from ingest.structure.pieces import Piece
from ingest.structure.slides import SlideHeading
from ingest.structure.unnumbered import (
    open_slide,
    read_bare_heading,
    read_notes,
    read_plain,
    read_run_in,
    read_signature,
    read_source_heading,
)
from ingest.structure.walk import Walk
from ontology.records import Table

_Rule = Callable[[Walk, int, Piece, Mark], bool]
_RULES: dict[str, _Rule] = {
    "article": read_article,
    "appendix": read_appendix,
    "decimal": read_decimal,
    "cn": read_chinese,
    **dict.fromkeys(DIVISIONS, read_division),
    **dict.fromkeys(LISTED, read_listed),
}


@dataclass(frozen=True, slots=True)
class Findings:
    """What looks at several lines at once found before the walk.

    `tables` by the piece that they begin with, `run_ins` with the offset behind their headings,
    `slides` by the piece that their sections begin with, `signatures` as pieces, and the offset
    behind the title of the document.
    """

    tables: dict[int, Draft] = field(default_factory=dict)
    run_ins: dict[int, int] = field(default_factory=dict)
    slides: dict[int, list[SlideHeading]] = field(default_factory=dict)
    signatures: frozenset[int] = frozenset()
    title_end: int = 0


def read_outline(walk: Walk, findings: Findings) -> list[Table]:
    """Grow the tree of `walk` over all its pieces and give the tables in order."""
    tables: list[Table] = []
    lines = {heading.line for found in findings.slides.values() for heading in found}
    deck = walk.profile.genre == "slides"
    index = 0
    while index < len(walk.pieces):
        if walk.pieces[index].part:
            read_notes(walk, walk.pieces[index])
        for heading in findings.slides.get(index, ()):
            open_slide(walk, heading)
        draft = findings.tables.get(index)
        if draft is not None:
            tables.append(_read_table(walk, draft, len(tables)))
            index = draft.last
            continue
        piece = walk.pieces[index]
        walk.resume = index + 1
        if deck:
            titled = index in lines or piece.kind in ("heading", "title")
            walk.tree.leaf(piece.start, piece.end, "heading" if titled else "text")
        else:
            _read_piece(walk, index, piece, findings)
        if not piece.blank:
            walk.above = piece.start
        index = walk.resume
    return tables


def _read_piece(walk: Walk, index: int, piece: Piece, findings: Findings) -> None:
    if piece.skip or piece.blank:
        walk.tree.leaf(piece.start, piece.end, "note" if piece.skip else "gap")
    elif piece.mark is not None and _read_marked(walk, index, piece, piece.mark):
        return
    elif piece.kind == "title" or (piece.b <= findings.title_end and len(walk.tree.units) == 1):
        walk.tree.leaf(piece.start, piece.end, "heading")
    elif piece.level > 1 or piece.kind == "heading":
        read_source_heading(walk, piece)
    else:
        _read_paragraph(walk, index, piece, findings)


def _read_marked(walk: Walk, index: int, piece: Piece, mark: Mark) -> bool:
    """Offer a numbered line to the rule of its number; False where it is no unit."""
    if mark.family == "dot" and stands_for_decimal(walk, mark):
        return read_decimal(walk, index, piece, mark)
    return _RULES[mark.family](walk, index, piece, mark)


def _read_paragraph(walk: Walk, index: int, piece: Piece, findings: Findings) -> None:
    if index in findings.signatures:
        read_signature(walk, piece)
    elif index in findings.run_ins:
        read_run_in(walk, piece, findings.run_ins[index])
    elif walk.is_bare_heading(piece):
        read_bare_heading(walk, piece)
    else:
        read_plain(walk, index, piece)


def _read_table(walk: Walk, draft: Draft, number: int) -> Table:
    start, end = walk.pieces[draft.first].start, walk.pieces[draft.last - 1].end
    if draft.label.startswith("附表"):
        walk.to_outer(start)
    return emit_table(walk.tree, walk.text, draft, start, end, number)
