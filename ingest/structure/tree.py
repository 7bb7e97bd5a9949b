"""The clause tree while it grows: open units, their ids, ends, leaves and numbering issues.

Ids follow Akoma Ntoso eIds, always with Arabic digits: `part_1`, `chp_3`, `chp_3__sec_1`, flat
articles `art_12` and `art_12-1` (第十二条之一), their paragraphs `art_12__para_2` (only where an
article has several paragraphs or items: a lone 款 is the article), items `art_12__para_1__item_3`,
and `..__item_1` again for 目. Headings 一、 and （一） are `sec_1` and `sec_1__sec_2`, decimal clauses
`sec_5.2.1`, headings without a number `hdg_1` and `run_1` by their order, slides `sld_1`,
appendices `app_A`, in which `app_A__sec_A.1` and `app_1__art_3` stand, tables `tbl_8` (`tbl_x2`
without a label) with `tbl_8__row_1`, `preamble` and `signature`. A repeated id gets `~2`, `~3`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ontology.numerals import to_int
from ontology.records import Clause, ClauseKind, Leaf
from ontology.source import Issue

# outer to inner; families of one rank never nest in each other
_ORDER = {
    "appendix": 1,
    "part": 2,
    "subpart": 3,
    "chapter": 4,
    "section": 5,
    "division": 6,
    "subdivision": 7,
    "article": 8,
    "para": 9,
    "cn": 10,
    "cnparen": 11,
    "dot": 12,
    "paren": 13,
    "half": 14,
    "circled": 15,
    "letter": 16,
}
_SEGMENT = {
    "part": "part",
    "subpart": "spart",
    "chapter": "chp",
    "section": "sec",
    "division": "sec",
    "subdivision": "sec",
    "para": "para",
    "appendix": "app",
    "heading": "hdg",
    "bare": "hdg",
    "runin": "run",
    "slide": "sld",
    "preamble": "preamble",
    "signature": "signature",
    "table": "tbl",
    "row": "row",
}
_UNNUMBERED = frozenset({"heading", "bare", "runin", "slide"})
_UNCHECKED = frozenset({"appendix", "table", "row", "para", "decimal"})
_RUNNING = frozenset({"chapter", "section"})
_ASCII_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_LABEL_SEPARATOR = {
    "cn": "、",
    "division": "、",
    "dot": ".",
    "cnparen": "",
    "paren": "",
    "half": "",
    "circled": "",
}


class Unit:
    """One clause in the making."""

    __slots__ = (
        "children", "eid", "end", "family", "head_end", "head_start", "key", "kind", "label", "level",
        "number", "parent", "source_level", "start", "title", "value",
    )  # fmt: skip

    def __init__(
        self,
        family: str,
        kind: ClauseKind,
        number: str,
        value: tuple[int, ...],
        title: str,
        start: int,
        head: tuple[int, int],
        source_level: int = 0,
        key: str = "",
    ) -> None:
        self.family = family
        self.kind: ClauseKind = kind
        self.number = number
        self.value = value
        self.title = title
        self.start = start
        self.end = -1
        self.head_start, self.head_end = head
        self.source_level = source_level
        self.key = key
        self.eid = ""
        self.label = ""
        self.level = 0
        self.parent = -1
        self.children: dict[str, tuple[int, ...]] = {}


def label(family: str, number: str, title: str) -> str:
    """Number and title as people write them together: 第一章 总则, 一、现状, （二）原则, 5.2 内容."""
    if not title or not number:
        return number + title
    return f"{number}{_LABEL_SEPARATOR.get(family, ' ')}{title}"


class Tree:
    """Units, leaves and issues of one document; the root is open from the start."""

    def __init__(self) -> None:
        root = Unit("document", "document", "", (), "", 0, (0, 0))
        root.eid = "doc"
        self.units = [root]
        self.stack = [0]
        self.leaves: list[Leaf] = []
        self.issues: list[Issue] = []
        self._ids: dict[str, int] = {"doc": 1}
        self._last: dict[str, tuple[int, ...]] = {}
        self._places: dict[str, list[int]] = {}

    @property
    def top(self) -> Unit:
        """The innermost open unit."""
        return self.units[self.stack[-1]]

    def holds(self, *families: str) -> int:
        """The stack position of the innermost open unit of these families, -1 for none."""
        innermost = -1
        for family in families:
            places = self._places.get(family)
            if places and places[-1] > innermost:
                innermost = places[-1]
        return innermost

    def close_from(self, position: int, at: int) -> None:
        """Close the open units from a stack position (at least 1) inwards; they end at `at`."""
        while len(self.stack) > position:
            unit = self.units[self.stack.pop()]
            unit.end = at
            if self.stack:
                self._places[unit.family].pop()

    def make_room(self, family: str, depth: int, at: int, source_level: int = 0) -> None:
        """Close what a new unit cannot stand in.

        Args:
            depth: how many parts the number of a decimal unit has.
            source_level: the heading level that the source states, 0 for none.
        """
        if source_level:
            for position in range(1, len(self.stack)):
                if self.units[self.stack[position]].source_level >= source_level:
                    self.close_from(position, at)
                    break
        if family == "decimal":
            self._room_for_decimal(depth, at)
            return
        same = self.holds(family)
        if same > 0:
            self.close_from(same, at)
            return
        rank = _ORDER.get(family, 0)
        while len(self.stack) > 1 and self._yields(self.top, rank, source_level):
            self.close_from(len(self.stack) - 1, at)

    def _yields(self, unit: Unit, rank: int, source_level: int) -> bool:
        """Whether an open unit must close before one of `rank`.

        Headings without a number hold articles and smaller units; run-in headings hold items.
        """
        own = _ORDER.get(unit.family)
        if own is not None:
            return own >= rank
        if unit.family == "heading":
            return rank < _ORDER["article"] and not 0 < unit.source_level < source_level
        if unit.family == "bare" and rank == _ORDER["article"]:
            return False
        if unit.family in ("runin", "bare", "signature"):
            return rank <= _ORDER["cnparen"]
        return rank < _ORDER["cn"] or unit.family == "preamble"

    def _room_for_decimal(self, depth: int, at: int) -> None:
        first = last = 0
        for position, index in enumerate(self.stack):
            unit = self.units[index]
            if unit.family != "decimal":
                continue
            last = position
            if not first and len(unit.value) >= depth:
                first = position
        if first:
            self.close_from(first, at)
        elif last:
            self.close_from(last + 1, at)
        else:
            while len(self.stack) > 1 and self._is_passing(self.top):
                self.close_from(len(self.stack) - 1, at)

    def _is_passing(self, unit: Unit) -> bool:
        return unit.family in ("bare", "signature") or unit.kind in ("item", "run-in", "preamble")

    def open(self, unit: Unit) -> int:
        """Add a unit under the innermost open one, give it its id, and open it."""
        parent_index = self.stack[-1]
        parent = self.units[parent_index]
        unit.parent = parent_index
        unit.level = parent.level + 1
        unit.label = label(unit.family, unit.number, unit.title)
        self._check_number(parent, unit)
        unit.eid = self._unique(self._eid(parent, unit))
        index = len(self.units)
        self.units.append(unit)
        self._places.setdefault(unit.family, []).append(len(self.stack))
        self.stack.append(index)
        return index

    def leaf(self, start: int, end: int, kind: str, table: int | None = None) -> None:
        """Add the next leaf to the innermost open unit; an empty range adds nothing."""
        if start < end:
            self.leaves.append(Leaf(start, end, kind, self.stack[-1], table))

    def finish(self, end: int) -> tuple[Clause, ...]:
        """Close everything at `end` and give the clauses, parents before children."""
        self.close_from(0, end)
        paths: list[tuple[str, ...]] = []
        clauses: list[Clause] = []
        for unit in self.units:
            path: tuple[str, ...] = ()
            if unit.parent > 0:
                above = self.units[unit.parent]
                path = (*paths[unit.parent], above.label) if above.label else paths[unit.parent]
            paths.append(path)
            clauses.append(
                Clause(
                    unit.eid, unit.kind, unit.number, unit.title, unit.level, unit.start, unit.end,
                    unit.head_start, unit.head_end, unit.parent if unit.parent >= 0 else None, path,
                )
            )  # fmt: skip
        return tuple(clauses)

    def _unique(self, eid: str) -> str:
        count = self._ids.get(eid, 0) + 1
        self._ids[eid] = count
        return eid if count == 1 else self._unique(f"{eid}~{count}")

    def _eid(self, parent: Unit, unit: Unit) -> str:
        family = unit.family
        if family == "article":
            return self._in_appendix() + "art_" + "-".join(map(str, unit.value))
        if family == "decimal":
            return f"{self._in_appendix()}sec_{unit.number.translate(_ASCII_DIGITS)}"
        if unit.key:
            return unit.key
        segment = _SEGMENT.get(family) or ("sec" if unit.kind == "heading" else "item")
        if family == "appendix":
            return f"app_{_appendix_key(unit.number)}" if _appendix_key(unit.number) else "app"
        if family in _UNNUMBERED:
            segment = f"{segment}_{self._next(parent, family)}"
        elif unit.value:
            segment = f"{segment}_{'-'.join(map(str, unit.value))}"
        return segment if parent.parent < 0 else f"{parent.eid}__{segment}"

    def _next(self, parent: Unit, family: str) -> int:
        count = parent.children.get(family, (0,))[0] + 1
        parent.children[family] = (count,)
        return count

    def _in_appendix(self) -> str:
        position = self.holds("appendix")
        return f"{self.units[self.stack[position]].eid}__" if position > 0 else ""

    def last_number(self, family: str) -> tuple[int, ...]:
        """The number of the last unit of `family` under the innermost open unit, () for none."""
        return self.top.children.get(family, ())

    def _check_number(self, parent: Unit, unit: Unit) -> None:
        """Compare the number with that of the sibling before it.

        Articles run through the whole document and may begin anywhere (a part of a code);
        chapters may run through the parts. A list that begins again at 1 is a new list.
        """
        family, value = unit.family, unit.value
        if not value or family in _UNCHECKED:
            return
        last = parent.children.get(family, ())
        parent.children[family] = value
        before, self._last[family] = self._last.get(family, ()), value
        if family == "article":
            if before and value != (1,):
                self.report(before, value, unit)
            return
        anew = value == (1,) and unit.kind in ("item", "subitem")
        if not anew and not (family in _RUNNING and follows(before, value)):
            self.report(last, value, unit)

    def report(self, last: Sequence[int], value: Sequence[int], unit: Unit) -> None:
        """Write down that `value` does not follow `last`, both siblings; nothing where it does."""
        if follows(last, value):
            return
        kind = "number-repeated" if tuple(last) == tuple(value) else "number-skipped"
        if last and tuple(value) < tuple(last):
            kind = "number-disordered"
        before = f"在编号 {'-'.join(map(str, last))} 之后" if last else "作为第一个编号"
        words = {"number-repeated": "重复", "number-skipped": "跳号", "number-disordered": "倒序"}
        message = f"编号{words[kind]}：“{unit.number}”{before}"
        self.issues.append(Issue(kind, message, unit.head_start, unit.head_end))


def follows(last: Sequence[int], value: Sequence[int]) -> bool:
    """Whether number `value` comes right after its sibling `last` (() before the first).

    Papers count their introduction as 0. 十二 is followed by 十三 or 十二之一, 十二之一 by 十二之二 or 十三.
    """
    head = last[0] if last else 0
    if len(value) == 1:
        return value[0] == head + 1 or (not last and value[0] == 0)
    sub = last[1] if len(last) > 1 else 0
    return value[0] == head and value[1] == sub + 1


def _appendix_key(number: str) -> str:
    key = number.lstrip("附件录表图")
    if not key or key.isascii():
        return key
    return str(to_int(key))
