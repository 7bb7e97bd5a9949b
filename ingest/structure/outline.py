"""The outline: which lines are headings, articles, items or text, and how they nest."""

from __future__ import annotations

import re

from ingest.structure.emit import emit_table
from ingest.structure.grid import Draft
from ingest.structure.marks import Mark
from ingest.structure.pieces import Piece, clean_title, counts, next_filled, title_like
from ingest.structure.profile import Profile
from ingest.structure.slides import SlideHeading
from ingest.structure.tree import Tree, Unit, follows
from ontology.records import ClauseKind, Table

_REFERENCE = re.compile(
    r"[ \t\u3000]*(?:之?规定(?:的|中|外|和|与|，)|所(?:列|称|规定|述)|的(?![士卢])|[、，；。,;）)]|[至和与及或](?:者|其)?第|"
    r"第[〇零一二三四五六七八九十百0-9]+[款项]|中(?:的|规定|关于|第)|修改为|增加|删去)"
)
_REFERENCE_LOOSE = re.compile(r"规定|以|之外|内容|确定|关于|情形|适用")
_BRACKET_TITLE = re.compile(r"[ \t\u3000]*[【\[［]([^】\]］\n]{1,30})[】\]］]")
_RUN_IN = re.compile(r"([^。；;！!？?：:\n]{2,32})([。：:])(?=.)")
_LIST_LEAD = re.compile(r"(?:下列|以下|如下|包括|分别|按照|主要有|即)[^，,]{0,12}$")
_NORMATIVE = re.compile(r"应当|应|必须|不得|可以|须|宜")
_BARE = re.compile(
    r"(?:总则|附则|前言|引言|序言|序|绪论|导言|结语|结束语|后记|参考文献|规划总则|编制说明|名词解释|规范性引用文件|术语和定义)$"
)
_STATUS = re.compile(r"[（(](?:规范性|资料性)(?:附录)?[）)]$")
_ITEM_LINES = 6
_LONGEST_BARE = 12
_LIST_FAMILIES = frozenset({"cnparen", "dot", "paren", "half", "circled", "letter"})
_DIVISION_KIND: dict[str, ClauseKind] = {
    "part": "part",
    "subpart": "part",
    "chapter": "chapter",
    "section": "section",
}
_SMALL = frozenset({"paren", "half", "circled", "letter"})


class Outliner:
    """Walks over the pieces of one document and grows its tree."""

    def __init__(
        self,
        text: str,
        pieces: list[Piece],
        profile: Profile,
        run_ins: dict[int, int],
        drafts: dict[int, Draft],
        slides: dict[int, list[SlideHeading]],
        signatures: frozenset[int],
        title_end: int,
    ) -> None:
        self.text = text
        self.pieces = pieces
        self.profile = profile
        self.run_ins = run_ins
        self.drafts = drafts
        self.slides = slides
        self.signatures = signatures
        self.title_end = title_end
        self.tree = Tree()
        self.tables: list[Table] = []
        self._article: tuple[int, ...] = ()
        self._decimal: tuple[int, ...] = ()
        self._listed: set[int] = set()
        self._in_quote = False
        self._last_filled = -1
        self._resume = 0
        self._statute = profile.articles > 0 and profile.genre == "regulation"
        self._slide_lines: set[int] = set()

    def run(self) -> None:
        """Read all pieces; `tree` and `tables` hold the result."""
        index = 0
        while index < len(self.pieces):
            for heading in self.slides.get(index, ()):
                self._open_slide(heading)
            draft = self.drafts.get(index)
            if draft is not None:
                self._table(draft)
                index = draft.last
                continue
            index = self._piece(index)

    def _piece(self, index: int) -> int:
        """Read one piece (with the one that holds its title); the index of the next."""
        piece = self.pieces[index]
        following = self._read(index, piece)
        if not piece.blank:
            self._last_filled = piece.start
        return following

    def _read(self, index: int, piece: Piece) -> int:
        if piece.skip:
            self.tree.leaf(piece.start, piece.end, "note")
        elif self.profile.genre == "slides":
            self._slide_line(index, piece)
        elif piece.blank:
            self.tree.leaf(piece.start, piece.end, "gap")
        elif piece.mark is not None and self._marked(index, piece, piece.mark):
            return self._resume
        elif piece.level > 1 or piece.kind == "heading":
            self._source_heading(piece)
        elif piece.kind == "title" or (piece.b <= self.title_end and len(self.tree.units) == 1):
            self.tree.leaf(piece.start, piece.end, "heading")
        elif index in self.signatures:
            self._signature(piece)
        elif index in self.run_ins:
            self._run_in(piece, self.run_ins[index])
        elif self._is_bare_heading(piece):
            self._bare_heading(piece)
        else:
            self._plain(index, piece)
        return index + 1

    # ------------------------------------------------------------- numbered lines

    def _marked(self, index: int, piece: Piece, mark: Mark) -> bool:
        self._resume = index + 1
        family = mark.family
        if family == "article":
            return self._try_article(index, piece, mark)
        if family in ("part", "subpart", "chapter", "section"):
            return self._try_division(index, piece, mark)
        if family == "appendix":
            return self._try_appendix(index, piece, mark)
        if family == "decimal" or (family == "dot" and self._stands_for_decimal(piece, mark)):
            return self._try_decimal(index, piece, mark)
        if family == "cn":
            return self._try_chinese(index, piece, mark)
        return self._try_listed(index, piece, mark)

    def _try_article(self, index: int, piece: Piece, mark: Mark) -> bool:
        if _REFERENCE.match(self.text, mark.end, piece.b):
            return False
        if not mark.spaced and (
            _REFERENCE_LOOSE.match(self.text, mark.end, piece.b)
            or not self._next_article(mark.value)
        ):
            return False
        self.tree.make_room("article", 0, piece.start, piece.level)
        self._article = mark.value
        self._in_quote = False
        bracket = _BRACKET_TITLE.match(self.text, mark.end, piece.b)
        head_end, title = mark.end, ""
        if bracket is not None:
            head_end, title = bracket.end(), bracket[1]
        elif self._own_line_title(index, piece, mark):
            head_end, title = piece.b, self.text[mark.end : piece.b]
        self._open("article", "article", piece, mark, clean_title(title), head_end)
        if head_end < piece.b:
            if self._statute and self._has_more(index):
                self._paragraph(head_end)
            else:
                self.tree.top.children["para"] = (1,)
            self.tree.leaf(head_end, piece.end, "text")
        else:
            self.tree.leaf(piece.b, piece.end, "gap")
        return True

    def _next_article(self, value: tuple[int, ...]) -> bool:
        return value == (1,) or follows(self._article, value)

    def _own_line_title(self, index: int, piece: Piece, mark: Mark) -> bool:
        if piece.b - mark.end > 25 or not title_like(self.text, mark.end, piece.b):
            return False
        follower = next_filled(self.pieces, index)
        return (
            follower < len(self.pieces)
            and self.pieces[follower].mark is None
            and self._has_more(index)
        )

    def _has_more(self, index: int) -> bool:
        """Whether the article goes on behind this piece: more paragraphs or items."""
        follower = next_filled(self.pieces, index)
        if follower >= len(self.pieces):
            return False
        piece = self.pieces[follower]
        if piece.level or piece.kind in ("heading", "title", "table"):
            return False
        return piece.mark is None or piece.mark.family in _LIST_FAMILIES

    def _try_division(self, index: int, piece: Piece, mark: Mark) -> bool:
        start = mark.end
        if not piece.level and (
            _REFERENCE.match(self.text, start, piece.b)
            or (not mark.spaced and _REFERENCE_LOOSE.match(self.text, start, piece.b))
        ):
            return False
        if start < piece.b and not title_like(self.text, start, piece.b):
            return False
        kind = _DIVISION_KIND[mark.family]
        self.tree.make_room(mark.family, 0, piece.start, piece.level)
        self._heading(index, piece, mark, mark.family, kind)
        return True

    def _try_appendix(self, index: int, piece: Piece, mark: Mark) -> bool:
        if not piece.level and not self._heads_appendix(index, piece, mark):
            return False
        self.tree.make_room("appendix", 0, piece.start, piece.level)
        self._decimal = ()
        self._heading(index, piece, mark, "appendix", "appendix")
        return True

    def _heads_appendix(self, index: int, piece: Piece, mark: Mark) -> bool:
        """Whether an appendix begins here; 附件：1.… in a letter only lists what is enclosed."""
        if mark.end >= piece.b:
            return not self._opens_document(index)
        if not mark.spaced or not title_like(self.text, mark.end, piece.b):
            return False
        follower = next_filled(self.pieces, index)
        if follower >= len(self.pieces) or index in self._listed:
            return False
        below = self.pieces[follower]
        if below.mark is not None and below.mark.family == "appendix":
            self._listed.add(follower)
            return False
        return bool(mark.value) or below.kind == "table"

    def _opens_document(self, index: int) -> bool:
        """Whether nothing stands above the line: then 附件五 numbers the document itself."""
        return all(piece.blank for piece in self.pieces[:index])

    def _stands_for_decimal(self, piece: Piece, mark: Mark) -> bool:
        return mark.value[0] in self.profile.majors and self.tree.holds("article", "cnparen") < 0

    def _try_decimal(self, index: int, piece: Piece, mark: Mark) -> bool:
        value = mark.value
        if not self._plausible_decimal(index, piece, mark):
            return False
        self._imply_parents(piece, value)
        self.tree.make_room("decimal", len(value), piece.start, piece.level)
        last, self._decimal = self._decimal, value
        unit = self._numbered(index, piece, mark, "decimal")
        if last[: len(value) - 1] == value[:-1]:
            self.tree.report(last[len(value) - 1 : len(value)], value[-1:], unit)
        return True

    def _imply_parents(self, piece: Piece, value: tuple[int, ...]) -> None:
        """2.2 stands above 2.2.1 also where no line says so."""
        for depth in range(2, len(value)):
            prefix = value[:depth]
            if self._decimal[:depth] != prefix:
                self.tree.make_room("decimal", depth, piece.start, piece.level)
                number = ".".join(map(str, prefix))
                here = (piece.start, piece.start)
                self.tree.open(Unit("decimal", "heading", number, prefix, "", piece.start, here))
                self._decimal = prefix

    def _plausible_decimal(self, index: int, piece: Piece, mark: Mark) -> bool:
        value, rest = mark.value, mark.end
        if piece.level:
            return True
        if self.profile.articles and not self.profile.majors:
            return False
        if counts(self.text, rest, piece.b) and not self._follows_decimal(value):
            return False
        titled = rest >= piece.b or title_like(self.text, rest, piece.b)
        if len(value) == 1:
            return titled and (self._follows_decimal(value) or value[0] in self.profile.majors)
        if self._follows_decimal(value):
            return True
        return self._near_decimal(value) and (titled or mark.spaced)

    def _follows_decimal(self, value: tuple[int, ...]) -> bool:
        last, depth = self._decimal, len(value)
        if depth > len(last):
            return value[:-1] == last[: depth - 1] and value[-1] == 1 and depth == len(last) + 1
        return value[:-1] == last[: depth - 1] and value[-1] == last[depth - 1] + 1

    def _near_decimal(self, value: tuple[int, ...]) -> bool:
        """A repeated or skipped sibling, or a first child whose parent no line states."""
        last, depth = self._decimal, len(value)
        if not last:
            return value[0] == 1 or value[0] >= 65
        if value[0] not in (last[0], last[0] + 1) and value[0] < 65:
            return False
        shared = 0
        while shared < min(depth, len(last)) and value[shared] == last[shared]:
            shared += 1
        if shared >= depth:
            return shared == depth == len(last)
        before = last[shared] if shared < len(last) else 0
        return before < value[shared] <= before + 3 and all(
            part == 1 for part in value[shared + 1 :]
        )

    def _try_chinese(self, index: int, piece: Piece, mark: Mark) -> bool:
        titled = title_like(self.text, mark.end, piece.b)
        if titled and self._statute:
            self.tree.make_room("division", 0, piece.start, piece.level)
            self._heading(index, piece, mark, "division", "heading")
            return True
        if self._statute and self.tree.holds("article") > 0:
            return self._try_listed(index, piece, mark)
        if not self._in_sequence("cn", mark.value, 4):
            return False
        self.tree.make_room("cn", 0, piece.start, piece.level)
        self._numbered(index, piece, mark, "cn")
        return True

    def _try_listed(self, index: int, piece: Piece, mark: Mark) -> bool:
        """（一）, 1., （1）, 1), ① or a): an item, or a heading where it is titled like one."""
        family = mark.family
        in_article = self._statute and self.tree.holds("article") > 0
        if in_article and piece.level and family == "cnparen":
            self.tree.make_room("subdivision", 0, piece.start, piece.level)
            self._heading(index, piece, mark, "subdivision", "heading")
            return True
        if not self._in_sequence(family, mark.value, 3):
            return False
        if in_article and self.tree.holds("para") < 0:
            self._paragraph(piece.start)
        if not (family in _SMALL and self._nests(index)):
            self.tree.make_room(family, 0, piece.start, piece.level)
        if in_article or (family in _SMALL and not self._small_heading(index, piece, mark)):
            self._item(piece, mark)
        else:
            self._numbered(index, piece, mark, family)
        return True

    def _nests(self, index: int) -> bool:
        """Whether a list of small items begins right below an item of another kind."""
        tree = self.tree
        mark = self.pieces[index].mark
        if mark is None or mark.value != (1,) or tree.holds(mark.family) > 0:
            return False
        return tree.top.family in _SMALL and tree.top.start == self._last_filled

    def _in_sequence(self, family: str, value: tuple[int, ...], gap: int) -> bool:
        """Whether the number can come now: the first, the next, a repeat or a small skip."""
        position = self.tree.holds(family)
        units = self.tree.units
        if position > 0:
            last = units[self.tree.stack[position]].value
        else:
            last = self.tree.last_number(family)
        if not last:
            return value[0] == 1 or family in ("cn", "cnparen", "paren")
        return value[0] == 1 or last[0] <= value[0] <= last[0] + gap

    def _small_heading(self, index: int, piece: Piece, mark: Mark) -> bool:
        """（1）标题 on a line of its own with text below, in a plan."""
        return self.profile.genre == "plan" and self._is_title(index, piece, mark)

    def _is_title(self, index: int, piece: Piece, mark: Mark) -> bool:
        """Whether the rest of the line is a heading: titled, and no list entry beside its equals."""
        if not title_like(self.text, mark.end, piece.b):
            return False
        if piece.level or mark.family in ("cn", "decimal"):
            return True
        follower = next_filled(self.pieces, index)
        if follower >= len(self.pieces):
            return index not in self._listed
        other = self.pieces[follower].mark
        if other is not None and other.family == mark.family and follows(mark.value, other.value):
            self._listed.add(follower)
            return False
        return index not in self._listed

    def _numbered(self, index: int, piece: Piece, mark: Mark, family: str) -> Unit:
        """A numbered line that is a heading, a run-in heading, or a clause without a title."""
        if mark.end >= piece.b or self._is_title(index, piece, mark):
            return self._heading(index, piece, mark, family, "heading")
        run_in = _RUN_IN.match(self.text, mark.end, piece.b)
        if run_in is not None and self._topic(family, run_in[1], run_in[2]):
            unit = self._open(family, "heading", piece, mark, clean_title(run_in[1]), run_in.end(2))
            self.tree.leaf(run_in.end(2), piece.end, "text")
            return unit
        kind: ClauseKind = "section" if family == "decimal" else "item"
        unit = self._open(family, kind, piece, mark, "", mark.end)
        self.tree.leaf(mark.end, piece.end, "text")
        return unit

    def _topic(self, family: str, words: str, stop: str) -> bool:
        """Whether the first words of a numbered line name its topic."""
        if self.profile.genre == "regulation" or _LIST_LEAD.search(words):
            return False
        if family != "decimal" and self.profile.majors:
            return False
        return not (_NORMATIVE.search(words) and stop != "。") and not words[-1].isdigit()

    def _item(self, piece: Piece, mark: Mark) -> None:
        self._open(
            mark.family,
            "item" if mark.family == "cnparen" else "subitem",
            piece,
            mark,
            "",
            mark.end,
        )
        self.tree.leaf(mark.end, piece.end, "text")

    # ------------------------------------------------------------- other lines

    def _heading(self, index: int, piece: Piece, mark: Mark, family: str, kind: ClauseKind) -> Unit:
        """Open a numbered heading; its title may stand on the next line."""
        end, title = piece.b, self.text[mark.end : piece.b]
        stop = piece.end
        if mark.end >= piece.b:
            follower = next_filled(self.pieces, index)
            if follower < len(self.pieces) and self._is_status(self.pieces[follower]):
                follower = next_filled(self.pieces, follower)
            if follower < len(self.pieces) and self._can_be_title(self.pieces[follower]):
                below = self.pieces[follower]
                end, title, stop = below.b, self.text[below.a : below.b], below.end
                self._resume = follower + 1
        unit = self._open(family, kind, piece, mark, clean_title(title), end)
        self.tree.leaf(end, stop, "gap")
        return unit

    def _is_status(self, piece: Piece) -> bool:
        """（规范性附录）, （资料性）: what stands between 附录A and its title."""
        return _STATUS.match(self.text, piece.a, piece.b) is not None

    def _can_be_title(self, piece: Piece) -> bool:
        return (
            piece.mark is None
            and piece.kind in ("paragraph", "heading")
            and not piece.skip
            and title_like(self.text, piece.a, piece.b)
        )

    def _open(
        self, family: str, kind: ClauseKind, piece: Piece, mark: Mark, title: str, head_end: int
    ) -> Unit:
        unit = Unit(
            family,
            kind,
            mark.number,
            mark.value,
            title,
            piece.start,
            (piece.a, head_end),
            piece.level,
        )
        self.tree.open(unit)
        self.tree.leaf(piece.start, head_end, "heading")
        return unit

    def _source_heading(self, piece: Piece) -> None:
        """A heading that the format marks and that bears no number."""
        level = piece.level or 1
        tree = self.tree
        while len(tree.stack) > 1 and not 0 < tree.top.source_level < level:
            tree.close_from(len(tree.stack) - 1, piece.start)
        title = clean_title(self.text[piece.a : piece.b])
        tree.open(Unit("heading", "heading", "", (), title, piece.start, (piece.a, piece.b), level))
        tree.leaf(piece.start, piece.b, "heading")
        tree.leaf(piece.b, piece.end, "gap")

    def _is_bare_heading(self, piece: Piece) -> bool:
        """总则, 前言, 附则 on a line of their own, without number or mark of the source."""
        if piece.b - piece.a > _LONGEST_BARE or self.profile.genre == "paper":
            return False
        return _BARE.match("".join(self.text[piece.a : piece.b].split())) is not None

    def _bare_heading(self, piece: Piece) -> None:
        tree = self.tree
        tree.close_from(max(tree.holds("appendix"), 0) + 1, piece.start)
        title = clean_title(self.text[piece.a : piece.b])
        tree.open(Unit("bare", "heading", "", (), title, piece.start, (piece.a, piece.b)))
        tree.leaf(piece.start, piece.b, "heading")
        tree.leaf(piece.b, piece.end, "gap")

    def _signature(self, piece: Piece) -> None:
        """Who issued the text and when, below its end."""
        tree = self.tree
        if tree.top.family != "signature":
            tree.close_from(max(tree.holds("appendix"), 0) + 1, piece.start)
            tree.open(
                Unit("signature", "signature", "", (), "", piece.start, (piece.start, piece.start))
            )
        tree.leaf(piece.start, piece.end, "text")

    def _open_slide(self, heading: SlideHeading) -> None:
        """Open a section of a deck; its title counts once however many pages repeat it."""
        value = tuple(int(part) for part in heading.number.split(".")) if heading.number else ()
        start = self.pieces[heading.index].start
        self.tree.make_room("decimal" if value else "slide", len(value), start)
        line = self.pieces[heading.line] if heading.line >= 0 else None
        head = (line.a, line.b) if line is not None else (start, start)
        self.tree.open(
            Unit(
                "decimal" if value else "slide",
                "slide",
                heading.number,
                value,
                heading.title,
                start,
                head,
            )
        )
        if line is not None:
            self._slide_lines.add(heading.line)

    def _slide_line(self, index: int, piece: Piece) -> None:
        kind = (
            "heading"
            if index in self._slide_lines or piece.kind in ("heading", "title")
            else "text"
        )
        self.tree.leaf(piece.start, piece.end, kind)

    def _run_in(self, piece: Piece, stop: int) -> None:
        """A heading that opens its paragraph (总体目标。); `stop` is behind its end mark."""
        tree = self.tree
        while tree.top.kind in ("item", "subitem", "run-in"):
            tree.close_from(len(tree.stack) - 1, piece.start)
        title = clean_title(self.text[piece.a : stop - 1])
        tree.open(Unit("runin", "run-in", "", (), title, piece.start, (piece.a, stop)))
        tree.leaf(piece.start, stop, "heading")
        tree.leaf(stop, piece.end, "text")

    def _plain(self, index: int, piece: Piece) -> None:
        """A paragraph without a number: text of the open clause, or the next 款 of an article."""
        tree = self.tree
        if self._statute and tree.holds("article") > 0 and not self._quoted(piece):
            if not self._goes_on(index):
                self._paragraph(piece.start)
        elif self._statute and len(tree.units) == 1:
            tree.open(
                Unit("preamble", "preamble", "", (), "", piece.start, (piece.start, piece.start))
            )
        tree.leaf(piece.start, piece.end, "text")

    def _goes_on(self, index: int) -> bool:
        """Whether an item above goes on here: the next number below is the one after its own."""
        tree = self.tree
        open_items = {
            unit.family: unit.value[0]
            for position in tree.stack
            if (unit := tree.units[position]).family in ("cnparen", "dot")
        }
        for _ in range(_ITEM_LINES if open_items else 0):
            index = next_filled(self.pieces, index)
            if index >= len(self.pieces):
                return False
            mark = self.pieces[index].mark
            if mark is not None and mark.family not in _SMALL:
                last = open_items.get(mark.family)
                return last is not None and 1 <= mark.value[0] - last <= 2
        return False

    def _quoted(self, piece: Piece) -> bool:
        """Whether the paragraph stands in words that the article quotes over several paragraphs."""
        words = self.text[piece.a : piece.b]
        inside = self._in_quote
        if not inside and words[0] in '“"「':
            before = self.text[max(piece.a - 3, 0) : piece.a].rstrip()
            inside = before.endswith(("：", ":"))
        if inside:
            opened = words.count("“") - words.count("”") + (1 if self._in_quote else 0)
            self._in_quote = opened > 0
        return inside

    def _paragraph(self, at: int) -> None:
        """Open the next 款 of the article that is open."""
        tree = self.tree
        tree.close_from(tree.holds("article") + 1, at)
        count = tree.top.children.get("para", (0,))[0] + 1
        tree.top.children["para"] = (count,)
        tree.open(Unit("para", "paragraph", "", (count,), "", at, (at, at)))

    # ------------------------------------------------------------- tables

    def _table(self, draft: Draft) -> None:
        start, end = self.pieces[draft.first].start, self.pieces[draft.last - 1].end
        if draft.label.startswith("附表"):
            self.tree.close_from(max(self.tree.holds("appendix"), 0) + 1, start)
        self.tables.append(emit_table(self.tree, self.text, draft, start, end, len(self.tables)))
