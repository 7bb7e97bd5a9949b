"""Minerals of a plan or notice: names of the catalogue in text and tables, and listed in columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ingest.extract.book import FactBook
from ingest.extract.lexical import hits, within
from ingest.extract.rows import is_total, minerals_in, views
from ingest.extract.scanning import Begun
from ingest.extract.sentences import clause_id, clause_index
from ontology import lexicon
from ontology import patterns as re

RULE = "mineral"
_GENRES = frozenset({"plan", "notice", "regulation"})
_SINGLE = "".join(sorted(m for m in lexicon.minerals() if len(m) == 1))
_LISTED = re.compile(
    rf"(?<![资基现税罚租奖合冶五奠押佣])(?:[{_SINGLE}]|[一-鿿]{{2,6}}?)(?=、)(?:、[一-鿿]{{1,8}})+"
)
_CONTROL = re.compile(
    r"(?P<kind>(?:重点|限制|禁止|鼓励|优先)(?:勘查|开采|和|、|与|开发)+)(?:的)?(?P<word>矿种|矿产)?(?:主要)?(?:包括|有|为|是)?\s*[：:]?(?P<list>(?:(?![，,](?:重点|限制|禁止|鼓励|优先))[^。；\n]){1,120})"
)
_ONE = re.compile(rf"(?<=[：:、，为采查发])([{_SINGLE}])(?=[、，。；等和及以]|$)")
_ALONE = Begun(
    rf"(?<=[的为：、，有\t])([{_SINGLE}])(?=[，。、；（(\t\n]|以及|等|和|及)", f"[{_SINGLE}]"
)


# 回收|锗、镓
_WORKED = re.compile(
    rf"[一-鿿]{{0,4}}?(?:回收|开采|勘查|开发|利用|伴生|共生|富?含|发现|查明)(?=[{_SINGLE}]、)"
)
# 落雪组白云岩 is a formation, 生产机制砂 a product, 红土地镇 a town.
_NO_MINERAL_BEFORE = re.compile(r"(?<![小班])[组系统]$|生产$|加工$")
_PLACE_BEHIND = re.compile(r"[一-鿿]?[镇乡村](?![办])|[一-鿿]街道|地(?=[一-鿿])")


def find(book: FactBook) -> None:
    """Write down the minerals that a plan or notice on mines speaks of, in order of the text."""
    metadata = book.document.metadata
    if metadata.genre not in _GENRES or metadata.off_topic:
        return
    found = list(dict.fromkeys([*_named(book), *_single(book), *_columns(book)]))
    found.sort(key=lambda t: t[1:])
    if metadata.genre == "regulation":  # there 煤矿 is a mine and single letters are other words
        found = [f for f in found if len(f[0]) > 1 and not f[0].endswith("矿")]
    listed = {name for name, _, _ in _columns(book)}
    if not any(len(name.removesuffix("矿")) > 1 and _is_pair(name) for name in listed):
        book.memo["minerals alone"] = {name for name, _, _ in found}
    for name, start, end in found:
        mention(book, name, start, end)
    _controls(book)


def _controls(book: FactBook) -> None:
    """Say of each mineral how the plan controls it: 重点勘查开采, 限制开采, 禁止勘查开采 …"""
    text = book.document.text
    for match in _CONTROL.finditer(text):
        listed = within(hits(book, "mineral"), *match.span("list"))
        opens = bool(listed) and listed[0].start == match.start("list")
        if not (match["word"] or opens or text[match.start("list")] in _SINGLE):
            continue
        for hit in listed:
            mention(book, hit.word, hit.start, hit.end, control=match["kind"])
        for single in _ONE.finditer(text, match.start("list"), match.end("list")):
            mention(book, single[1], *single.span(1), control=match["kind"])


def mention(book: FactBook, name: str, start: int, end: int, **attributes: str) -> str:
    """Write down one mineral under its catalogue name and return its entity id.

    Names outside the catalogue stand as written. 铅锌 is one mineral, but where the document
    tells lead and zinc apart, and no table lists the two as one, it is both, of which the first
    counts.
    """
    known = lexicon.minerals().get(name)
    title = known.name if known else name
    alone = cast("set[str]", book.memo.get("minerals alone", set()))
    double = known and len(title) == 2 and all(c in alone or c + "矿" in alone for c in title)
    parts = list(title) if double else [title]
    ids = [
        book.entity(
            "Mineral",
            part,
            start,
            end,
            aliases=[name] if len(parts) == 1 and name != title else [],
            clause=clause_id(book.document, clause_index(book, start)),
            rule=RULE,
            **({"group": known.group} if known else {}),
            **attributes,
        )
        for part in parts
    ]
    return ids[0]


def _is_pair(name: str) -> bool:
    """Whether a name is that of two minerals together (铅锌, 铅锌矿)."""
    bare = name.removesuffix("矿")
    return name in lexicon.minerals() and len(bare) == 2 and all(c in _SINGLE for c in bare)


def _named(book: FactBook) -> Iterator[tuple[str, int, int]]:
    text = book.document.text
    for hit in hits(book, "mineral"):
        if text[hit.end : hit.end + 1] == "类":  # 宝玉石类矿产 names a class
            continue
        if _in_title(text, hit.start) or _NO_MINERAL_BEFORE.search(
            text, max(0, hit.start - 3), hit.start
        ):
            continue
        if _PLACE_BEHIND.match(text, hit.end):
            continue
        yield hit.word, hit.start, hit.end


def _in_title(text: str, position: int) -> bool:
    """Whether a position lies in the title of an instrument: 《砂石行业绿色矿山建设规范》."""
    opened = text.rfind("《", max(0, position - 60), position)
    return opened >= 0 and text.find("》", opened, position) < 0


def _single(book: FactBook) -> Iterator[tuple[str, int, int]]:
    """Minerals of one character, where they stand in a list of minerals or alone in a cell."""
    text, known = book.document.text, lexicon.minerals()
    for match in _LISTED.finditer(text):
        verb = _WORKED.match(match[0])
        at = match.start() + (verb.end() if verb else 0)
        items = match[0][at - match.start() :].split("、")
        bare = [item.partition("等")[0] for item in items]
        for name, item in zip(bare, items, strict=True):
            if name in known and len(name) == 1 and sum(i in known for i in bare) > 1:
                yield name, at, at + 1
            at += len(item) + 1
    for match in _ALONE.finditer(text):
        if match[1] != "金" or text[match.start() - 1] in "、，：":
            yield match[1], match.start(1), match.end(1)


def _columns(book: FactBook) -> Iterator[tuple[str, int, int]]:
    """What a column of minerals lists, known or not (风成沙)."""
    for view in views(book):
        for column in view.of("mineral"):
            for row in range(len(view.table.rows)):
                cell = view.cell(row, column)
                start, end = view.span(row, column)
                if start >= end or is_total(cell):
                    continue
                for name in minerals_in(re.sub(r"[（(].*?[）)]", "", cell)):
                    at = book.document.text.find(name, start, end)
                    if 0 < len(name) <= 10 and at >= 0 and not re.search(r"\d", name):
                        yield name, at, at + len(name)
