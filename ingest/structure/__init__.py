"""From clean text to a document: genre, metadata, clause tree, tables, leaves."""

from __future__ import annotations

from ingest.structure.contents import mark_contents
from ingest.structure.metadata import read_metadata
from ingest.structure.outline import Findings, read_outline
from ingest.structure.pieces import Piece, cut_pieces
from ingest.structure.profile import profile
from ingest.structure.runins import find_run_ins
from ingest.structure.signatures import find_signatures
from ingest.structure.slides import SlideHeading, find_slide_headings, looks_like_slides
from ingest.structure.tables import find_tables
from ingest.structure.titles import find_title
from ingest.structure.walk import Walk
from ontology.records import Document
from ontology.source import CleanText

_RUN_IN_GENRES = frozenset({"plan", "notice", "other"})


def parse(clean: CleanText) -> Document:
    """Find the structure of a document.

    `clauses[0]` is the document itself; parents stand before their children. Leaves tile the
    text. An empty text gives one clause and nothing else. Bad numbering becomes issues.
    """
    text, stated = clean.text, clean.raw.metadata
    pieces = cut_pieces(clean)
    mark_contents(text, pieces)
    deck = clean.raw.reader == "pptx" or looks_like_slides(text, pieces)
    title = find_title(text, pieces, stated, slides=deck)
    walk = Walk(text, pieces, profile(pieces, text, title[0], slides=deck))
    genre = walk.profile.genre
    findings = Findings(
        tables=find_tables(text, pieces, clean.raw.reader, deck=deck),
        run_ins=(
            find_run_ins(text, pieces, decimals=bool(walk.profile.majors))
            if genre in _RUN_IN_GENRES
            else {}
        ),
        slides=_slides(text, pieces) if deck else {},
        signatures=find_signatures(text, pieces),
        title_end=title[1],
    )
    tables = read_outline(walk, findings)
    signature = [pieces[index] for index in sorted(findings.signatures)]
    return Document(
        clean=clean,
        metadata=read_metadata(clean.raw.path, text, pieces, genre, title, stated, signature),
        clauses=walk.tree.finish(len(text)),
        tables=tuple(tables),
        leaves=tuple(walk.tree.leaves),
        issues=(*clean.issues, *walk.tree.issues),
    )


def _slides(text: str, pieces: list[Piece]) -> dict[int, list[SlideHeading]]:
    found: dict[int, list[SlideHeading]] = {}
    for heading in find_slide_headings(text, pieces):
        found.setdefault(heading.index, []).append(heading)
    return found
