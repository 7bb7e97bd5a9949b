"""Lists that announce what follows and do not agree with it: sub-clauses, stated numbers."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.anomalies import report
from ingest.extract.book import FactBook
from ingest.extract.scanning import Cued
from ingest.extract.sentences import Sentence, sentences, where
from ingest.extract.spans import cut, likeness
from ontology import patterns as re
from ontology.numerals import to_int
from ontology.records import Clause

_INTRO = re.compile(
    r"(?:主要)?(?:包括|包含|分为|程序为|步骤为|内容为|内容有|由)(?:以下[^：:，]{0,8})?\s*[：:]?"
)
_LAST = re.compile(r"以及(?=[^，。；、]{2,})")
_AND = re.compile(r"(?:及|和|与)(?=[^，。；、]{2,})")
_TELLING = 3  # characters that tell one item from another
_SHORT = 4  # characters of an item that stands alone behind 和
_STATED = re.compile(
    r"(?P<etc>等)?(?<![第十\d之])(?P<number>[二两三四五六七八九十]+|\d{1,2})\s?(?P<unit>大类|类|种|项|个(?!月|工作日|人)|方面|部分|阶段|环节|步骤)"
)
_OPENED = re.compile(r"(?:分为|划分为|包括|分成|有)(?=[^，。；]*、)")
_ITEMS_FOLLOW = Cued(
    r"(?:下列|以下|如下)(?P<number>[二两三四五六七八九十]+|\d{1,2})\s?(?:个方面|方面|种|项|类|个|条|部分)[^。；，]{0,14}[：:]\s*$",
    "下列",
    "以下",
    "如下",
)
_NO_ITEM = re.compile(r"[\d第]|以上|以下|不满")
_ALIKE = 0.42
_KINDS = frozenset({"heading", "section"})


def find(book: FactBook) -> None:
    """Report lists that do not agree with the sub-clauses or numbers that belong to them."""
    if book.document.metadata.genre in ("paper", "slides"):
        return
    for sentence in sentences(book):
        _stated(book, sentence)
        _followed(book, sentence)
    if book.document.metadata.genre == "specification":
        for index in range(len(book.document.clauses)):
            _children(book, index)


def _children(book: FactBook, index: int) -> None:
    """A clause that announces its sub-clauses: each listed, none missing."""
    document = book.document
    titles = [c.title for c in document.clauses if c.parent == index and c.kind in _KINDS]
    if len(titles) < 2 or not all(titles):
        return
    for sentence in sentences(book):
        if sentence.clause != index:
            continue
        items = list(_items(document.text, sentence))
        if len(items) < 2:
            continue
        pairs = _matched(items, titles)
        if len({i for i, _ in pairs}) * 2 < len(items) or len(pairs) < 2:
            continue
        if len(items) == len(titles) and len(pairs) == len(items):
            continue
        missing = [t for j, t in enumerate(titles) if j not in {j for _, j in pairs}]
        report(
            book,
            "enumeration",
            "引言列举的内容与下级条目不一致" + (f"：缺 {'、'.join(missing)}" if missing else ""),
            where(document, index),
            str(len(titles)),
            str(len(items)),
            (sentence.start, sentence.end),
        )
        return


def _items(text: str, sentence: Sentence) -> Iterator[str]:
    """The items that a sentence lists behind 包括 and the like."""
    match = _INTRO.search(text, sentence.start, sentence.end)
    if match is None:
        return
    stop = text.find("。", match.end(), sentence.end)
    stop = stop if stop >= 0 else sentence.end
    marks = "、，" if "，" in text[match.end() : stop] else "、"
    words = [text[a:b] for a, b in cut(text, match.end(), stop, marks)]
    if not words:
        return
    yield from words[:-1]
    joined = list(_LAST.finditer(words[-1], 2)) or list(_AND.finditer(words[-1], 2))
    if joined and len(words[-1]) - joined[-1].end() >= _SHORT:
        yield words[-1][: joined[-1].start()]
        words[-1] = words[-1][joined[-1].end() :]
    yield re.sub(r"^(?:以及|及|和)|等$", "", words[-1])


def _matched(items: list[str], titles: list[str]) -> list[tuple[int, int]]:
    """Pairs of items and titles that are alike, best first, each once."""
    scores = sorted(
        ((_like(a, b), i, j) for i, a in enumerate(items) for j, b in enumerate(titles)),
        reverse=True,
    )
    used_items: set[int] = set()
    used_titles: set[int] = set()
    pairs = []
    for score, i, j in scores:
        if score >= _ALIKE and i not in used_items and j not in used_titles:
            used_items.add(i)
            used_titles.add(j)
            pairs.append((i, j))
    return pairs


def _like(item: str, title: str) -> float:
    short, long = sorted((item, title), key=len)
    if len(short) >= _TELLING and short in long:
        return 1.0
    shared = any(short[i : i + _SHORT] in long for i in range(len(short) - _SHORT + 1))
    return max(likeness(item, title), _ALIKE if shared else 0.0)


def _stated(book: FactBook, sentence: Sentence) -> None:
    """甲、乙和丙三类: the number against the items right before it."""
    text = book.document.text
    if not _OPENED.search(text, sentence.start, sentence.end):
        return
    for match in _STATED.finditer(text, sentence.start, sentence.end):
        listed = _listed_before(text, sentence.start, match.start())
        if listed < 3:
            continue
        number = _number(match["number"])
        if listed > number if match["etc"] else listed != number and number > 1:
            report(
                book,
                "enumeration",
                f"列举了 {listed} 项，写作“{match['number']}{match['unit']}”",
                where(book.document, sentence.clause),
                str(listed),
                str(number),
                (max(sentence.start, match.start() - 40), match.end()),
            )


def _listed_before(text: str, floor: int, end: int) -> int:
    """How many items of a list end right at `end`: behind 分为, 包括 or 为, joined by 、 and 和."""
    words = re.split(r"[，。；：:（）()]", text[floor:end])[-1]
    opened = _OPENED.search(words)
    if opened is None:
        return 0
    listed = words[opened.end() :]
    parts = [p for p in listed.split("、") if p]
    nested = any(re.search(r"[和及]", p) for p in parts[:-1])
    if len(parts) < 2 or nested or any(len(p) > 14 or _NO_ITEM.search(p) for p in parts):
        return 0
    joined = len(re.findall(r"(?:以及|和|及|与)(?=[^、]{2,})", parts[-1]))
    return len(parts) + min(joined, 1)


def _followed(book: FactBook, sentence: Sentence) -> None:
    """包括下列五项内容： against the items that follow."""
    document = book.document
    match = _ITEMS_FOLLOW.search(document.text, sentence.start, sentence.end)
    if match is None:
        return
    items = [c for c in document.clauses if c.parent == sentence.clause and _is_item(c)]
    number = _number(match["number"])
    if items and len(items) != number and items[0].start >= sentence.end - 1:
        report(
            book,
            "enumeration",
            f"写明{match['number']}项，实列 {len(items)} 项",
            where(document, sentence.clause),
            str(number),
            str(len(items)),
            (sentence.start, sentence.end),
        )


def _is_item(clause: Clause) -> bool:
    return clause.kind in ("item", "subitem")


def _number(words: str) -> int:
    return to_int(words)
