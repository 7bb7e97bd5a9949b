"""Which project a section of a paper tells the story of, though its sentences do not name it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ingest.extract import zones
from ingest.extract.book import FactBook
from ingest.extract.locations import without_places
from ingest.extract.mentioned import Mention, mentions
from ingest.extract.sentences import Sentence, sentences
from ontology import patterns as re

_OTHERS = re.compile(r"全[省市县区州国]|课题组|问卷|受访|各[项地]|相比之下|同类|上述")
_INTRODUCTION = 2  # sentences at whose beginning a story names what it is about
_OPENING = 8  # characters before the mode that a paragraph opens with
_SHORTEST = 5  # characters by which a company is known
_FORM = re.compile(r"(?:专业|股份|有限|责任|集团)+(?=合作社|公司)")


def of_section(book: FactBook, sentence: Sentence) -> Mention | None:
    """The only project that the paragraph of a sentence tells of, else its section.

    A story names its project in its first sentences. A paragraph that opens with a mode and names
    no project tells of that mode.
    """
    text = book.document.text
    told = _of_paragraph(book, sentence)
    if told is None or _OTHERS.search(text, sentence.start, sentence.end):
        return None
    return told._replace(start=sentence.start, end=sentence.start)


def _of_paragraph(book: FactBook, sentence: Sentence) -> Mention | None:
    known = cast(
        "dict[tuple[int, int], Mention | None]", book.memo.setdefault("paragraph stories", {})
    )
    line = book.document.text.rfind("\n", 0, sentence.start) + 1
    key = sentence.clause, line
    if key not in known:
        known[key] = _tells(book, *key)
    return known[key]


def _tells(book: FactBook, index: int, line: int) -> Mention | None:
    """What a paragraph, starting at `line`, or its section tells of; None for nothing alone."""
    if book.document.metadata.genre not in zones.TELLING or zones.zone(book, index) != "body":
        return None
    own = [s for s in sentences(book) if s.clause == index]
    end = book.document.text.find("\n", line)
    paragraph = [s for s in own if line <= s.start and (end < 0 or s.start < end)]
    named = [(at, m) for at, s in enumerate(paragraph) for m in mentions(book, s.start, s.end)]
    if any(m.type == "Project" for _, m in named):
        return _introduced(named)
    if named and named[0][0] == 0 and named[0][1].start - paragraph[0].start <= _OPENING:
        return named[0][1]
    return _introduced(
        [(at, m) for at, s in enumerate(own) for m in mentions(book, s.start, s.end)]
    )


def _introduced(named: list[tuple[int, Mention]]) -> Mention | None:
    """The only project among what sentences, counted from 0, name, where their first ones do."""
    found = [(at, mention) for at, mention in named if mention.type == "Project"]
    alone = len({mention.id for _, mention in found}) == 1
    return found[0][1] if alone and found[0][0] < _INTRODUCTION else None


def of_doer(book: FactBook, start: int, end: int) -> Mention | None:
    """The project of the company that a stretch of text names, where it carries out only one."""
    pattern = _doers(book)
    match = pattern.search(book.document.text, start, end) if pattern else None
    if match is None:
        return None
    owners = cast("dict[str, str]", book.memo["doers of projects"])
    return Mention(owners[match.group()], "Project", *match.span())


def _doers(book: FactBook) -> re.Pattern[str] | None:
    if "doers pattern" not in book.memo:
        found: dict[str, set[str]] = {}
        for claim in book.claims("implements"):
            for name in _called(book.get(claim.object).name):
                found.setdefault(name, set()).add(claim.subject)
        owners = {name: min(ids) for name, ids in found.items() if len(ids) == 1}
        book.memo["doers of projects"] = owners
        longest = sorted(owners, key=len, reverse=True)
        held = [re.escape(name) for name in longest if name in book.document.text]
        pattern = re.compile("|".join(held)) if held else None
        book.memo["doers pattern"] = pattern
    return cast("re.Pattern[str] | None", book.memo["doers pattern"])


def company(book: FactBook, name: str) -> str | None:
    """The company that a shorter name means (太行菌业合作社), None for no single one."""
    meant = {o.id for o in book.of_type("Organization") if name in _called(o.name)}
    return meant.pop() if len(meant) == 1 else None


def _called(name: str) -> Iterator[str]:
    """太行菌业合作社 and 太行菌业专业合作社, what 涉县太行菌业专业合作社 is called."""
    own = without_places(name)
    for called in (name, own, _FORM.sub("", own)):
        if len(called) >= _SHORTEST and called.endswith(("公司", "合作社", "集团")):
            yield called
