"""From clean text to a document: genre, metadata, clause tree, tables, leaves."""

from __future__ import annotations

from ingest.structure.contents import mark_contents
from ingest.structure.flat import find_flat_tables
from ingest.structure.grid import Draft, from_cells, read_caption
from ingest.structure.metadata import read_metadata
from ingest.structure.outline import Outliner
from ingest.structure.pieces import Piece, cut_pieces
from ingest.structure.profile import profile
from ingest.structure.runins import find_run_ins
from ingest.structure.signatures import find_signatures
from ingest.structure.slides import SlideHeading, find_slide_headings, looks_like_slides
from ingest.structure.titles import find_title
from ontology.records import CleanText, Document

_RUN_IN_GENRES = frozenset({"plan", "notice", "other"})


def parse(clean: CleanText) -> Document:
    """Find the structure of a document.

    `clauses[0]` is the document itself; parents stand before their children. Leaves tile the
    text. An empty text gives one clause and nothing else. Bad numbering becomes issues.
    """
    pieces = cut_pieces(clean)
    mark_contents(clean.text, pieces)
    deck = clean.raw.reader == "pptx" or looks_like_slides(clean.text, pieces)
    title = find_title(clean.text, pieces, clean.raw.metadata, slides=deck)
    shape = profile(pieces, clean.text, title[0], slides=deck)
    drafts = _tables(clean.text, pieces)
    run_ins = find_run_ins(clean.text, pieces) if shape.genre in _RUN_IN_GENRES else {}
    slides = _slides(clean.text, pieces) if shape.genre == "slides" else {}
    signatures = find_signatures(clean.text, pieces)
    outliner = Outliner(clean.text, pieces, shape, run_ins, drafts, slides, signatures, title[1])
    outliner.run()
    tree = outliner.tree
    return Document(
        clean=clean,
        metadata=read_metadata(
            clean.raw.path,
            clean.text,
            pieces,
            shape.genre,
            title,
            clean.raw.metadata,
            [pieces[index] for index in sorted(signatures)],
        ),
        clauses=tree.finish(len(clean.text)),
        tables=tuple(outliner.tables),
        leaves=tuple(tree.leaves),
        issues=(*clean.issues, *tree.issues),
    )


def _slides(text: str, pieces: list[Piece]) -> dict[int, list[SlideHeading]]:
    found: dict[int, list[SlideHeading]] = {}
    for heading in find_slide_headings(text, pieces):
        found.setdefault(heading.index, []).append(heading)
    return found


def _tables(text: str, pieces: list[Piece]) -> dict[int, Draft]:
    drafts: dict[int, Draft] = {}
    for index, piece in enumerate(pieces):
        if piece.kind != "table" or not piece.cells:
            continue
        draft = from_cells(text, piece.cells, piece.header_rows)
        draft.first, draft.last = index, index + 1
        above = index - 1
        while above >= 0 and pieces[above].blank:
            above -= 1
        if not draft.label and above >= 0 and pieces[above].kind != "table":
            found = read_caption(text, pieces[above].a, pieces[above].b)
            if found is not None:
                draft.label, draft.title, draft.continued = found
                draft.caption = (pieces[above].a, pieces[above].b)
                draft.first = above
        drafts[draft.first] = draft
    for draft in find_flat_tables(text, pieces):
        if not any(first in drafts for first in range(draft.first, draft.last)):
            drafts[draft.first] = draft
    return drafts
