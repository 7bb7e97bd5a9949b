"""Articles (第十二条, 第十二条之一) and their paragraphs (款)."""

from __future__ import annotations

from ingest.structure.marks import LISTED, SMALL, Mark
from ingest.structure.pieces import Piece, clean_title, next_filled, title_like
from ingest.structure.profile import ARTICLE_TOPIC
from ingest.structure.tree import Unit, follows
from ingest.structure.walk import Walk
from ontology import patterns as re

_REFERENCE = re.compile(
    r"[ \t\u3000]*(?:之?规定(?:的|中|外|和|与|，)|所(?:列|称|规定|述)|的(?![士卢])|[、，；。,;）)]|[至和与及或](?:者|其)?第|"
    r"第[〇零一二三四五六七八九十百0-9]+[款项]|中(?:的|规定|关于|第)|修改为|增加|删去)"
)
_LOOSE_REFERENCE = re.compile(r"规定|以|之外|内容|确定|关于|情形|适用")
_BRACKET_TITLE = re.compile(r"[ \t\u3000]*[【\[［]([^】\]］\n]{1,30})[】\]］]")
_LONGEST_TITLE = 25
_ITEM_LINES = 6


def is_reference(text: str, piece: Piece, mark: Mark) -> bool:
    """Whether a line that opens with 第十二条 or 第三章 only refers to it (第十二条规定的…)."""
    if _REFERENCE.match(text, mark.end, piece.b):
        return True
    return not mark.spaced and _LOOSE_REFERENCE.match(text, mark.end, piece.b) is not None


def read_article(walk: Walk, index: int, piece: Piece, mark: Mark) -> bool:
    """Open an article; without a blank behind it only the expected number is one."""
    if is_reference(walk.text, piece, mark):
        return False
    if not mark.spaced and mark.value != (1,) and not follows(walk.article, mark.value):
        return False
    walk.make_room("article", piece)
    walk.article, walk.quoting = mark.value, False
    title, head_end = _title(walk, index, piece, mark)
    article = walk.open("article", "article", piece, mark, title, head_end)
    if head_end >= piece.b:
        walk.tree.leaf(piece.b, piece.end, "gap")
        return True
    if walk.statute and _goes_below(walk, index):
        open_paragraph(walk, head_end)
    else:
        article.children["para"] = (1,)
    walk.tree.leaf(head_end, piece.end, "text")
    return True


def _title(walk: Walk, index: int, piece: Piece, mark: Mark) -> tuple[str, int]:
    """The title of an article and where its heading ends: 【…】, a topic, or a short line."""
    bracket = _BRACKET_TITLE.match(walk.text, mark.end, piece.b)
    if bracket is not None:
        return clean_title(bracket[1]), bracket.end()
    topic = ARTICLE_TOPIC.match(walk.text, mark.end, piece.b) if walk.profile.titled else None
    if topic is not None:
        return clean_title(topic[1]), topic.end()
    below = walk.below(index)
    if (
        piece.b - mark.end <= _LONGEST_TITLE
        and title_like(walk.text, mark.end, piece.b)
        and below is not None
        and below.mark is None
        and _goes_below(walk, index)
    ):
        return clean_title(walk.text[mark.end : piece.b]), piece.b
    return "", mark.end


def _goes_below(walk: Walk, index: int) -> bool:
    """Whether the article goes on behind this piece: with more paragraphs or items."""
    below = walk.below(index)
    if below is None or below.level or below.kind in ("heading", "title", "table"):
        return False
    if below.mark is None:
        return not walk.is_bare_heading(below)
    if below.mark.family == "article":
        return is_reference(walk.text, below, below.mark)
    return below.mark.family in LISTED


def open_paragraph(walk: Walk, at: int) -> None:
    """Open the next 款 of the article that is open."""
    tree = walk.tree
    tree.close_from(tree.holds("article") + 1, at)
    count = tree.top.children.get("para", (0,))[0] + 1
    tree.top.children["para"] = (count,)
    tree.open(Unit("para", "paragraph", "", (count,), "", at, (at, at)))


def read_paragraph(walk: Walk, index: int, piece: Piece) -> None:
    """A line without a number inside an article: the next 款, unless quoted or part of an item."""
    if not _is_quoted(walk, piece) and not _continues_item(walk, index):
        open_paragraph(walk, piece.start)


def _continues_item(walk: Walk, index: int) -> bool:
    """Whether an item above goes on here: the next number below is the one after its own."""
    tree = walk.tree
    if tree.holds("cnparen", "dot") < 0:
        return False
    units = (tree.units[place] for place in tree.stack)
    items = {unit.family: unit.value[0] for unit in units if unit.family in ("cnparen", "dot")}
    for _ in range(_ITEM_LINES):
        index = next_filled(walk.pieces, index)
        mark = walk.pieces[index].mark if index < len(walk.pieces) else None
        if mark is not None and mark.family not in SMALL:
            last = items.get(mark.family)
            return last is not None and 1 <= mark.value[0] - last <= 2
    return False


def _is_quoted(walk: Walk, piece: Piece) -> bool:
    """Whether the paragraph stands in words that the article quotes over several paragraphs."""
    text = walk.text
    if not walk.quoting:
        if text[piece.a] not in '“"「':
            return False
        if not text[max(piece.a - 3, 0) : piece.a].rstrip().endswith(("：", ":")):
            return False
    opened = text.count("“", piece.a, piece.b) - text.count("”", piece.a, piece.b)
    walk.quoting = opened + walk.quoting > 0
    return True
