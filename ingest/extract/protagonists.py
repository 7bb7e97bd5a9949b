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
_SHORTEST = 5  # characters by which a company is known
_FORM = re.compile(r"(?:专业|股份|有限|责任|集团)+(?=合作社|公司)")


def of_section(book: FactBook, sentence: Sentence) -> Mention | None:
    """The only project that the section of a sentence names, where its first sentences do so."""
    known = cast("dict[int, str]", book.memo.setdefault("section projects", {}))
    if sentence.clause not in known:
        known[sentence.clause] = _told(book, sentence.clause)
    project = known[sentence.clause]
    text = book.document.text
    if not project or _OTHERS.search(text, sentence.start, sentence.end):
        return None
    return Mention(project, "Project", sentence.start, sentence.start)


def _told(book: FactBook, index: int) -> str:
    if book.document.metadata.genre not in zones.TELLING or zones.zone(book, index) != "body":
        return ""
    own = [s for s in sentences(book) if s.clause == index]
    named = [
        (at, mention.id)
        for at, sentence in enumerate(own)
        for mention in mentions(book, sentence.start, sentence.end)
        if mention.type == "Project"
    ]
    alone = len({project for _, project in named}) == 1
    return named[0][1] if alone and named[0][0] < _INTRODUCTION else ""


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
