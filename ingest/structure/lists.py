"""Numbered lines below articles and chapters: 一、, （一）, 1., （1）, 1), ①, a)."""

from __future__ import annotations

from ingest.structure.articles import open_paragraph
from ingest.structure.marks import SMALL, Mark
from ingest.structure.pieces import Piece, clean_title, title_like
from ingest.structure.tree import Unit
from ingest.structure.walk import Walk
from ontology import patterns as re
from ontology.records import ClauseKind

_RUN_IN = re.compile(r"([^。；;！!？?：:\n]{2,32})([。：:])(?=.)")
_LIST_LEAD = re.compile(r"(?:下列|以下|如下|包括|分别|按照|主要有|即)[^，,]{0,12}$")
_NORM = re.compile(
    r"应当|应|必须|不得|可以|可(?=[一-鿿]{2})(?![行靠视燃再持达]|采(?![用取])|利用)|须|宜"
)
# A sentence, no topic: …划分为三级：, …，满分100分。
_TELLS = re.compile(r"(?:分为|分成)[一二两三四五六七八九十\d]|\d\s?(?:[一-鿿]{1,2}|[%‰])$")
_LARGEST_SKIP = 3
_MAY_BEGIN_LATE = frozenset({"cn", "cnparen", "paren"})


def read_chinese(walk: Walk, index: int, piece: Piece, mark: Mark) -> bool:
    """一、: a division of a statute, a heading, or a numbered paragraph."""
    if walk.statute:
        if not title_like(walk.text, mark.end, piece.b):
            return walk.tree.holds("article") > 0 and read_listed(walk, index, piece, mark)
        walk.make_room("division", piece)
        walk.heading(index, piece, mark, "division", "heading")
        return True
    if not _in_sequence(walk, "cn", mark.value):
        return False
    walk.make_room("cn", piece)
    read_numbered(walk, index, piece, mark, "cn")
    return True


def read_listed(walk: Walk, index: int, piece: Piece, mark: Mark) -> bool:
    """（一）, 1., （1）, 1), ① or a): an item, or a heading where it is titled like one."""
    family = mark.family
    in_article = walk.statute and walk.tree.holds("article") > 0
    if in_article and piece.level and family == "cnparen":
        walk.make_room("subdivision", piece)
        walk.heading(index, piece, mark, "subdivision", "heading")
        return True
    if not _in_sequence(walk, family, mark.value):
        return False
    if in_article and walk.tree.holds("para") < 0:
        open_paragraph(walk, piece.start)
    if not _nests(walk, mark):
        walk.make_room(family, piece)
    if in_article or (family in SMALL and not _small_heading(walk, index, piece, mark)):
        _item(walk, piece, mark, "item" if family == "cnparen" else "subitem")
    else:
        read_numbered(walk, index, piece, mark, family)
    return True


def read_numbered(walk: Walk, index: int, piece: Piece, mark: Mark, family: str) -> Unit:
    """Open a numbered line as a heading, a run-in heading, or a clause without a title."""
    if mark.end >= piece.b or walk.is_title(index, piece, mark):
        return walk.heading(index, piece, mark, family, "heading")
    run_in = _RUN_IN.match(walk.text, mark.end, piece.b)
    if run_in is not None and _is_topic(walk, family, run_in[1], run_in[2]):
        title, stop = clean_title(run_in[1]), run_in.end(2)
        unit = walk.open(family, "heading", piece, mark, title, stop)
        walk.tree.leaf(stop, piece.end, "text")
        return unit
    kind: ClauseKind = "section" if family == "decimal" else "item"
    return _item(walk, piece, mark, kind, family)


def _item(walk: Walk, piece: Piece, mark: Mark, kind: ClauseKind, family: str = "") -> Unit:
    unit = walk.open(family or mark.family, kind, piece, mark, "", mark.end)
    walk.tree.leaf(mark.end, piece.end, "text")
    return unit


def _nests(walk: Walk, mark: Mark) -> bool:
    """Whether a list of small items begins right below an item of another kind."""
    tree = walk.tree
    if mark.family not in SMALL or mark.value != (1,) or tree.holds(mark.family) > 0:
        return False
    return tree.top.family in SMALL and tree.top.start == walk.above


def _in_sequence(walk: Walk, family: str, value: tuple[int, ...]) -> bool:
    """Whether the number can come now: the first, the next, a repeat or a small skip."""
    tree = walk.tree
    place = tree.holds(family)
    last = tree.units[tree.stack[place]].value if place > 0 else tree.last_number(family)
    if value[0] == 1:
        return True
    if not last:
        return family in _MAY_BEGIN_LATE
    return last[0] <= value[0] <= last[0] + _LARGEST_SKIP


def _small_heading(walk: Walk, index: int, piece: Piece, mark: Mark) -> bool:
    """（1）标题 on a line of its own with text below, in a plan."""
    return walk.profile.genre == "plan" and walk.is_title(index, piece, mark)


def _is_topic(walk: Walk, family: str, words: str, stop: str) -> bool:
    """Whether the first words of a numbered line name its topic."""
    if walk.profile.genre == "regulation" or _LIST_LEAD.search(words) or words[-1].isdigit():
        return False
    if walk.profile.genre == "paper" and family == "dot":
        return False
    if family != "decimal" and walk.profile.majors:
        return False
    if _TELLS.search(words) or (walk.profile.genre == "specification" and "，" in words):
        return False
    return _NORM.search(words) is None
