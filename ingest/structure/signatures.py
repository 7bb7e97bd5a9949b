"""Signatures: the office and the date below the end of a letter, a notice or a preface."""

from __future__ import annotations

from ingest.structure.dates import DIGIT
from ingest.structure.pieces import Piece, next_filled
from ontology import patterns as re

_DATE_LINE = re.compile(
    rf"[（(]?[{DIGIT}]{{4}}\s*年\s*[{DIGIT}]{{1,3}}\s*月(?:\s*[{DIGIT}]{{1,3}}\s*日)?[）)]?$"
)
_OFFICE = re.compile(
    r"[㐀-鿿（）()、 ]{2,40}(?:人民政府(?:办公厅|办公室)?|委员会|委|部|厅|局|署|法院|检察院|办公厅|办公室|领导小组|公司|中心|协会)$"
)
_NOTE = re.compile(r"[（(].{2,24}[）)]$|抄送\s*[：:]|印发单位")
_OPENING = 12  # lines that a cover takes at most
_SENTENCE = 15  # characters from which a line that ends with 。 is a sentence
_LONGEST = 24  # characters of a date with what may stand beside it


def find_signatures(text: str, pieces: list[Piece]) -> frozenset[int]:
    """The pieces of signatures: a date alone on its line, the offices above it, not on the cover."""
    found: set[int] = set()
    filled = [index for index, piece in enumerate(pieces) if not piece.blank]
    told = False
    for place, index in enumerate(filled):
        piece = pieces[index]
        told = told or place >= _OPENING or _is_sentence(text, piece)
        if not told or piece.kind == "table" or piece.b - piece.a > _LONGEST or piece.skip:
            continue
        if not _DATE_LINE.match(text, piece.a, piece.b) or not _closes(text, pieces, index):
            continue
        found.add(index)
        above = place - 1
        # the first line of all is the title, though it may read like an office
        while above > 0 and _OFFICE.match(text, pieces[filled[above]].a, pieces[filled[above]].b):
            found.add(filled[above])
            above -= 1
    return frozenset(found)


def _is_sentence(text: str, piece: Piece) -> bool:
    """Whether a line tells something, as no line of a cover does."""
    return piece.b - piece.a >= _SENTENCE and text[piece.b - 1] == "。"


def _closes(text: str, pieces: list[Piece], index: int) -> bool:
    """Whether the text ends below the line: nothing, an appendix, a heading or a bracket follows."""
    follower = next_filled(pieces, index)
    if follower >= len(pieces):
        return True
    below = pieces[follower]
    if _NOTE.match(text, below.a, below.b):
        return True
    return below.level > 0 or (
        below.mark is not None and below.mark.family in ("appendix", "article", "chapter")
    )
