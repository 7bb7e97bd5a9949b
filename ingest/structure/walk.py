"""The walk over the pieces of one document: its state and the steps that all rules share."""

from __future__ import annotations

from ingest.structure.grid import read_caption
from ingest.structure.marks import Mark
from ingest.structure.pieces import Piece, clean_title, next_filled, title_like
from ingest.structure.profile import Profile
from ingest.structure.tree import Tree, Unit, follows
from ontology import patterns as re
from ontology.records import ClauseKind

_BARE = re.compile(
    r"(?:总则|附则|前言|引言|序言|序|绪论|导言|结语|结束语|后记|参考文献|规划总则|编制说明|名词解释|规范性引用文件|术语和定义)$"
)
_LONGEST_BARE = 12
_STATUS = re.compile(r"[（(](?:规范性|资料性)(?:附录)?[）)]$")
_FOREIGN = re.compile(r"(?<=[一-鿿）)])\s+[A-Za-z][A-Za-z0-9 ,;'’()（）\-—/]+$")


class Walk:
    """Where the reading of a document stands.

    `resume` is the index of the piece to read next, `above` where the last line that was not blank
    begins. `article` and `decimal` are the last numbers of their kinds, `listed` the pieces known
    to be list entries, `quoting` says that a quotation of several paragraphs is open. `statute`:
    paragraphs of articles are 款.
    """

    __slots__ = (
        "above", "article", "decimal", "listed", "pieces", "profile", "quoting", "resume", "statute",
        "text", "tree",
    )  # fmt: skip

    def __init__(self, text: str, pieces: list[Piece], profile: Profile) -> None:
        self.text = text
        self.pieces = pieces
        self.profile = profile
        self.statute = profile.articles > 0 and profile.genre == "regulation"
        self.tree = Tree()
        self.article: tuple[int, ...] = ()
        self.decimal: tuple[int, ...] = ()
        self.listed: set[int] = set()
        self.quoting = False
        self.resume = 0
        self.above = -1

    def below(self, index: int) -> Piece | None:
        """The next piece behind `index` that is not blank."""
        follower = next_filled(self.pieces, index)
        return self.pieces[follower] if follower < len(self.pieces) else None

    def make_room(self, family: str, piece: Piece, depth: int = 0) -> None:
        """Close what a unit of this family that begins at the piece cannot stand in."""
        self.tree.make_room(family, depth, piece.start, piece.level)

    def to_outer(self, at: int) -> None:
        """Close everything but the appendix that is open."""
        self.tree.close_from(max(self.tree.holds("appendix"), 0) + 1, at)

    def open(
        self, family: str, kind: ClauseKind, piece: Piece, mark: Mark, title: str, head_end: int
    ) -> Unit:
        """Open a numbered unit whose heading ends at `head_end`."""
        head = (piece.a, head_end)
        unit = Unit(family, kind, mark.number, mark.value, title, piece.start, head, piece.level)
        self.tree.open(unit)
        self.tree.leaf(piece.start, head_end, "heading")
        return unit

    def open_unnumbered(self, family: str, kind: ClauseKind, start: int, title: str = "") -> Unit:
        """Open a unit that has no heading of its own."""
        unit = Unit(family, kind, "", (), title, start, (start, start))
        self.tree.open(unit)
        return unit

    def heading(self, index: int, piece: Piece, mark: Mark, family: str, kind: ClauseKind) -> Unit:
        """Open a numbered heading; its title may stand or go on on the next line."""
        end, title, stop = piece.b, self.text[mark.end : piece.b], piece.end
        if mark.end >= piece.b or title[-1] in "、，":
            place = self._title_below(index)
            if place < len(self.pieces):
                line = self.pieces[place]
                end, title, stop = line.b, title + self.text[line.a : line.b], line.end
                self.resume = place + 1
        unit = self.open(family, kind, piece, mark, self._native(clean_title(title)), end)
        self.tree.leaf(end, stop, "gap")
        return unit

    def _native(self, title: str) -> str:
        """A term without its English name, which standards print behind it (3.1 客土 borrowed soil)."""
        foreign = _FOREIGN.search(title)
        terms = any("术语" in self.tree.units[index].title for index in self.tree.stack)
        return title[: foreign.start()] if foreign and terms else title

    def _title_below(self, index: int) -> int:
        """The piece with the title of a bare number, behind a （规范性附录）; the end for none."""
        place = next_filled(self.pieces, index)
        if place < len(self.pieces) and _STATUS.match(
            self.text, self.pieces[place].a, self.pieces[place].b
        ):
            place = next_filled(self.pieces, place)
        if place < len(self.pieces) and self._can_be_title(self.pieces[place]):
            return place
        return len(self.pieces)

    def _can_be_title(self, piece: Piece) -> bool:
        return (
            piece.mark is None
            and piece.kind in ("paragraph", "heading")
            and not piece.skip
            and title_like(self.text, piece.a, piece.b)
            and read_caption(self.text, piece.a, piece.b) is None  # 附件1 above 表1 has no title
        )

    def is_bare_heading(self, piece: Piece) -> bool:
        """总则, 前言, 附则 on a line of their own, without number or mark of the source."""
        if piece.b - piece.a > _LONGEST_BARE or self.profile.genre == "paper":
            return False
        return _BARE.match("".join(self.text[piece.a : piece.b].split())) is not None

    def is_title(self, index: int, piece: Piece, mark: Mark) -> bool:
        """Whether the rest of the line is a heading: titled, and no list entry beside its equals."""
        if not title_like(self.text, mark.end, piece.b):
            return False
        if piece.level or mark.family in ("cn", "decimal"):
            return True
        other = self.below(index)
        if other is None or other.mark is None:
            return index not in self.listed
        if other.mark.family == mark.family and follows(mark.value, other.mark.value):
            self.listed.add(next_filled(self.pieces, index))
            return False
        return index not in self.listed
