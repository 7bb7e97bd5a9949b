"""What the parts of a sentence are about: the mode or project that is said to be good or bad."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from ingest.extract import modes, protagonists
from ingest.extract.book import FactBook
from ingest.extract.mentioned import Mention, mentions, mode_meant, project_meant
from ingest.extract.sentences import Sentence, ancestors
from ingest.extract.spans import Range, cut
from ontology import patterns as re

_OPENING = 4  # characters of a connective before the subject
_NEAR = 20  # characters before the project that a part is about
_COMMA = re.compile("[，：]")
_NO_SUBJECT = re.compile(
    r"[\s”]*(?:[、和与及（(]|的(?!(?:主要|突出|最大|明显|先天|自身)*(?:优点|优势|长处|好处|亮点|不足|缺点|短板|短处|劣势|弊端|缺陷|局限|弱点|问题|软肋|难点))|下|中|是一种)"
)
_ADOPTED = re.compile(
    r"(?:采用|采取|推行|推出|实行|实施|探索出?|形成|创新|引入|运用|通过|依托|借助|开创|首创|建立|称(?:之)?为|称作|叫[做作]|名为|概括为)了?(?:[“「]|了|的|一种)*$"
)
# 各地的实践表明，该模式…: who found it out stands before the subject.
_EVIDENT = re.compile(r"(?:表明|显示|证明|说明|发现|看出|可见|看来|来看|看|认为|印证)[，,：]?“?$")
_OWNER = re.compile(r"(?:(?![这那它该是说称谓])[一-鿿]){2,8}的[“「]?\Z")  # 邻省山西的“以林换矿”模式
_GOES_ON = re.compile(
    r"但是?|然而|不过|其(?=[一-鿿])|它们?(?=[一-鿿])|同时|此外|另外|可是|只是"
    r"|美中不足|遗憾的是|(?:不足|短板|短处|缺点|弊端|局限|问题|难点|隐患|好处|优点|优势|长处|亮点)(?:之处|也|则|主要|同样)*(?:是|在于|有)"
)
_BARE = re.compile(r"(?:本|整个)?(?:项目|工程)(?=[一-鿿]{2})(?![的区组法部管库所方业])")
_TITLES = frozenset({"heading", "run-in", "item", "subitem"})


class Part(NamedTuple):
    """A part `[start, end)` of a sentence between semicolons and its subject, None for none.

    The range of a subject that the part itself does not name is empty and stands at its start.
    """

    start: int
    end: int
    about: Mention | None

    @property
    def named(self) -> bool:
        """Whether the part itself names its subject."""
        return self.about is not None and self.about.start < self.about.end


def parts(book: FactBook, sentence: Sentence) -> list[Part]:
    """The parts of a sentence in order; one that names nothing goes on about the one before."""
    known = cast("dict[int, list[Part]]", book.memo.setdefault("sentence parts", {}))
    if sentence.start not in known:
        known[sentence.start] = list(_parts(book, sentence))
    return known[sentence.start]


def _parts(book: FactBook, sentence: Sentence) -> Iterator[Part]:
    text = book.document.text
    before = (
        _carried(book, sentence)
        or _headed(book, sentence)
        or protagonists.of_section(book, sentence)
    )
    for start, end in cut(text, sentence.start, sentence.end, "；;。"):
        before = _subject(book, sentence, (start, end), before)
        yield Part(start, end, before)
    last = cast("dict[int, Mention | None]", book.memo.setdefault("last subjects", {}))
    last[sentence.end] = before


def _subject(
    book: FactBook, sentence: Sentence, part: Range, before: Mention | None
) -> Mention | None:
    """What a part of a sentence is about; one that names nothing goes on about `before`."""
    start, end = part
    this = mode_meant(book, sentence._replace(start=start, end=end))
    that = project_meant(book, sentence) if start == sentence.start else []
    named = [*this, *(that or _own(book, sentence, start)), *mentions(book, start, end)]
    if not named:
        kept = protagonists.of_doer(book, start, end) or before
        return kept._replace(start=start, end=start) if kept else None
    about = _about(book.document.text, start, named)
    if about is None and before and before.type == "Project" and _only_modes(named, start):
        return before._replace(start=start, end=start)
    return about


def _only_modes(named: list[Mention], start: int) -> bool:
    """Whether a part names modes only, and none at its start that it could be about."""
    return all(m.type == "Mode" and m.start - start > _OPENING for m in named)


def _about(text: str, start: int, named: list[Mention]) -> Mention | None:
    """The one subject among what a part names: 该模式, its only project, or its only mode."""
    first = named[0]
    projects = [m for m in named if m.type == "Project"]
    if projects and not (first.type == "Mode" and first.start - start <= _OPENING):
        alone = len({m.id for m in projects}) == 1
        near = projects[0].start - start <= _NEAR or not _COMMA.search(text, start, projects[0].end)
        return projects[0] if alone and near else None
    if len({m.id for m in named if m.type == "Mode"}) != 1 and first.start - start > _OPENING:
        return None
    evident = _EVIDENT.search(text, start, first.start)
    led = _ADOPTED.search(text, start, first.start) or _OWNER.match(text, start, first.start)
    opens = first.start - start <= _OPENING or evident or led
    return first if opens and not _NO_SUBJECT.match(text, first.end) else None


def _own(book: FactBook, sentence: Sentence, start: int) -> list[Mention]:
    """项目采用…: a bare 项目 in the section of one project is that project."""
    bare = _BARE.match(book.document.text, start, sentence.end)
    if bare is None:
        return []
    headed = _headed(book, sentence)
    if headed is None or headed.type != "Project":
        headed = protagonists.of_section(book, sentence)
    if headed is None:
        return []
    return [headed._replace(start=bare.start(), end=bare.end())]


def _carried(book: FactBook, sentence: Sentence) -> Mention | None:
    """但…: a sentence that opens with a turn goes on about the one before it in its paragraph."""
    text = book.document.text
    last = cast("dict[int, Mention | None]", book.memo.setdefault("last subjects", {}))
    goes_on = _GOES_ON.match(text, sentence.start, sentence.end)
    return last.get(sentence.start) if goes_on else None


def _headed(book: FactBook, sentence: Sentence) -> Mention | None:
    """The mode or project that the heading of the sentence's item or section names alone."""
    document = book.document
    clause = document.clauses[sentence.clause]
    mode = modes.heading_modes(book).get(clause.id)
    if mode:
        return Mention(mode, "Mode", sentence.start, sentence.start)
    for _, above in ancestors(document, sentence.clause):
        if above.kind in _TITLES and above.heading_start < above.heading_end:
            named = mentions(book, above.heading_start, above.heading_end)
            found = {m.id for m in named if m.type == "Project"}
            if len(found) == 1 and all(m.type == "Project" for m in named):
                return named[0]._replace(start=sentence.start, end=sentence.start)
            return None
    return None
