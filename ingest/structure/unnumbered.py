"""Lines without a number: source headings, bare headings, run-in headings, signatures, slides."""

from __future__ import annotations

from ingest.structure.articles import read_paragraph
from ingest.structure.pieces import Piece, clean_title
from ingest.structure.slides import SlideHeading
from ingest.structure.tree import Unit
from ingest.structure.walk import Walk
from ontology import patterns as re
from ontology.parts import HIDDEN, NOTES

_CLOSING = re.compile(r"(?:参考文献|后记)$")


def read_source_heading(walk: Walk, piece: Piece) -> None:
    """A heading that the format marks and that bears no number."""
    level = piece.level or 1
    tree = walk.tree
    while len(tree.stack) > 1 and not 0 < tree.top.source_level < level:
        tree.close_from(len(tree.stack) - 1, piece.start)
    _open_heading(walk, piece, "heading", level)


def read_bare_heading(walk: Walk, piece: Piece) -> None:
    """A bare heading stands beside the outermost headings, one for the whole text at its end."""
    if _CLOSING.match("".join(walk.text[piece.a : piece.b].split())):
        walk.tree.close_from(1, piece.start)
    else:
        walk.to_outer(piece.start)
    _open_heading(walk, piece, "bare", 0)


def _open_heading(walk: Walk, piece: Piece, family: str, level: int) -> None:
    title = _marked(clean_title(walk.text[piece.a : piece.b]), piece)
    walk.tree.open(Unit(family, "heading", "", (), title, piece.start, (piece.a, piece.b), level))
    walk.tree.leaf(piece.start, piece.b, "heading")
    walk.tree.leaf(piece.b, piece.end, "gap")


def read_run_in(walk: Walk, piece: Piece, stop: int) -> None:
    """A heading that opens its paragraph (总体目标。); `stop` is behind its end mark."""
    tree = walk.tree
    while tree.top.kind in ("item", "subitem", "run-in"):
        tree.close_from(len(tree.stack) - 1, piece.start)
    title = clean_title(walk.text[piece.a : stop - 1])
    tree.open(Unit("runin", "run-in", "", (), title, piece.start, (piece.a, stop)))
    tree.leaf(piece.start, stop, "heading")
    tree.leaf(stop, piece.end, "text")


def read_signature(walk: Walk, piece: Piece) -> None:
    """Who issued the text and when, below its end."""
    if walk.tree.top.family != "signature":
        walk.to_outer(piece.start)
        walk.open_unnumbered("signature", "signature", piece.start)
    walk.tree.leaf(piece.start, piece.end, "text")


def read_plain(walk: Walk, index: int, piece: Piece) -> None:
    """A paragraph without a number: text of the open clause, or the next 款 of an article."""
    tree = walk.tree
    if walk.statute and tree.holds("article") > 0:
        read_paragraph(walk, index, piece)
    elif walk.statute and len(tree.units) == 1:
        walk.open_unnumbered("preamble", "preamble", piece.start)
    tree.leaf(piece.start, piece.end, "text")


def open_slide(walk: Walk, heading: SlideHeading) -> None:
    """Open a section of a deck; its title counts once however many pages repeat it."""
    value = tuple(int(part) for part in heading.number.split(".")) if heading.number else ()
    family = "decimal" if value else "slide"
    start = walk.pieces[heading.index].start
    walk.tree.make_room(family, len(value), start)
    head = (start, start)
    if heading.line >= 0:
        head = (walk.pieces[heading.line].a, walk.pieces[heading.line].b)
    title = _marked(heading.title, walk.pieces[heading.index])
    walk.tree.open(Unit(family, "slide", heading.number, value, title, start, head))


def _marked(title: str, piece: Piece) -> str:
    """The title of a sheet or slide, which says where it is hidden."""
    return title + HIDDEN if piece.part.endswith(HIDDEN) else title


def read_notes(walk: Walk, piece: Piece) -> None:
    """Open a unit of its own where a speaker's notes begin, and close it behind them."""
    inside = walk.tree.holds("notes")
    if piece.part.endswith(NOTES):
        if inside < 0:
            key = f"{walk.tree.top.eid}__notes"
            here = (piece.start, piece.start)
            walk.tree.open(
                Unit("notes", "paragraph", "", (), "演讲者备注", piece.start, here, key=key)
            )
    elif inside > 0:
        walk.tree.close_from(inside, piece.start)
