"""Which project the figures of a paper are about, and by which word the paper calls it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, cast

from ingest.extract.book import FactBook
from ingest.extract.locations import chain, without_places
from ingest.extract.mentioned import ALL_PROJECTS, STEM, going_on, mentions, subject_project
from ingest.extract.naming import Name
from ingest.extract.projects import core
from ingest.extract.rows import mineral_of
from ingest.extract.sentences import Sentence, ancestors
from ontology import patterns as re

_SHORTEST, _LONGEST = 2, 8  # characters of the word by which a project is called
_OFTEN = 2  # times that a paper uses the word
_HEAD = re.compile(r"(?:项目|工程)(?:部|区|制|库)?")
_COMMON = re.compile(r"废弃|历史|矿山|生态|地质|露天|绿色|采[石煤矿选]|[^一-鿿]")
# Where a segment opens that may be about another project than the sentence.
_SEGMENT = re.compile(r"[，；：（]\s*(?:如|其中|而|但|仅)?")
_CLAUSE_END = re.compile(r"[，；：。]")
# Words that open many names of projects and works that end them; neither tells one from another.
_PLAIN = re.compile(r"废弃|历史|矿山|生态|地质")
_WORKS = re.compile(
    r"(?:废弃|历史遗留|等)*(?:矿山)?(?:地质环境|生态环境|综合|生态)?(?:修复|治理|恢复|整治|复绿|复垦)?(?:项目|工程)$"
)
# The rest of the written name of a project: 白马沟|采石坑治理项目.
_WRITTEN_OUT = re.compile(r"^[^，。；]{0,14}?(?:项目|工程)(?=.)")
# What speaks of no single project.
_OTHERS = re.compile(r"全[省市县国]|(?:这些|各个?|其他|其余)项目|^[省市县镇村乡]级?(?:财政|政府)")
_OF_PROJECT = re.compile(r"^项目区?(?=.{2})")
# Papers on restoration count its modes and practices.
_OF_RESTORATION = re.compile(r"^(?:模式|做法|路径)数")
_FIVE_YEARS = re.compile(r"“?(十[二三四五六]五)”?(?:期间|时期|以来)")


class Subject(NamedTuple):
    """A project that a sentence is about: what the paper calls it, and where this is told."""

    name: str
    start: int
    end: int


def brief(book: FactBook, project: str) -> str:
    """What the text calls the project of this id: its brief word with 项目, else its name."""
    known = cast("dict[str, str]", book.memo.setdefault("brief projects", {}))
    if project not in known:
        name = book.get(project).name
        known[project] = _called_in_text(book, name)
    return known[project]


def _called_in_text(book: FactBook, name: str) -> str:
    """The short name that the text uses for a project, else its name without places and works."""
    if word := _brief(book, name):
        return f"{word}项目"
    whole = re.sub(r"[（(].*?[）)]", "", name)
    own = without_places(whole)
    head = "工程" if own.endswith("工程") else "项目"
    bare = _WORKS.sub("", own)
    places = chain(whole)
    if places and (len(bare) < _SHORTEST or _PLAIN.match(own) or _is_mineral(own)):
        bare = places[-1].name + bare
    return f"{bare}{head}"


def _brief(book: FactBook, name: str) -> str:
    """The word that the text uses for a project beside its name, "" for none."""
    text, own = _without_firms(book), without_places(name)
    for place in reversed(chain(name)):
        for word in (STEM.sub("", place.name), place.name):
            known = f"{word}项目" in text and not own.startswith(word)
            if len(word) >= _SHORTEST and known:
                # the place alone where the name has no word of its own, else both
                return word if _COMMON.match(own) or core(name) in word else word + core(name)
    if _COMMON.match(own):
        return ""
    for n in range(_SHORTEST, len(own) - _SHORTEST):
        if f"{own[:n]}项目" in text:
            return own[:n]
    titles = _titles(book)
    used = {n: _alone(text, own, n) for n in range(_SHORTEST, min(len(own), _LONGEST))}
    used = {n: times for n, times in used.items() if times >= _OFTEN or _alone(titles, own, n)}
    used = {n: times for n, times in used.items() if not _is_mineral(own[:n])}
    best = max(used, key=lambda n: (used[n], n), default=0)
    return own[:best]


def _titles(book: FactBook) -> str:
    """The titles of all clauses, made once for all projects."""
    known = cast("str | None", book.memo.get("titles"))
    if known is None:
        known = " ".join(clause.title for clause in book.document.clauses)
        book.memo["titles"] = known
    return known


def _is_mineral(words: str) -> bool:
    """Whether words only open with a mineral, which many sites share: 锰锌矿, 石灰岩矿."""
    mineral = mineral_of(words[:5]).removesuffix("矿")
    at = words.find(mineral) if mineral else -1
    return 0 <= at < _SHORTEST


def _without_firms(book: FactBook) -> str:
    """The text without the names of organizations, which often hold the word of a site."""
    known = cast("str | None", book.memo.get("text without firms"))
    if known is None:
        known = book.document.text
        for firm in book.of_type("Organization"):
            known = known.replace(firm.name, "\n")
        book.memo["text without firms"] = known
    return known


def _alone(text: str, own: str, n: int) -> int:
    """How often the first `n` characters of a name stand in the text without the next one."""
    if _HEAD.match(own[n:]):
        return 0
    count, at = 0, text.find(own[:n])
    while at >= 0:
        alone = not text.startswith(own[n], at + n)
        count += alone
        at = text.find(own[:n], at + (n if alone else 1))
    return count


def subject(book: FactBook, sentence: Sentence, before: Subject | None) -> Subject | None:
    """The project that the figures of a sentence of running text are about, None for none.

    It is named in the sentence, else by the heading of its section, else by the sentence before
    in its paragraph.
    """
    named = subject_project(book, sentence)
    if named is not None:
        said = book.document.text[named.start : named.end]
        short = said.endswith("项目") and said[0] not in "该此这" and len(said) <= _LONGEST
        return Subject(said if short else brief(book, named.id), *named[2:])
    return _opening(book, sentence) or _headed(book, sentence) or _carried(book, sentence, before)


def _briefs(book: FactBook) -> dict[str, str]:
    """What the projects are called -> their id, for words that fit only one."""
    known = cast("dict[str, str] | None", book.memo.get("projects by brief"))
    if known is None:
        found: dict[str, list[str]] = {}
        for entity in book.of_type("Project"):
            word = brief(book, entity.id).removesuffix("项目").removesuffix("工程")
            found.setdefault(word, []).append(entity.id)
        known = {w: ids[0] for w, ids in found.items() if len(ids) == 1 and len(w) >= _SHORTEST}
        book.memo["projects by brief"] = known
    return known


def _opening(book: FactBook, sentence: Sentence) -> Subject | None:
    """狮尾岭每亩治理投资…, 某公司进驻狮尾岭，…: the first clause names one project by its word."""
    text, words = book.document.text, _briefs(book)
    mark = _CLAUSE_END.search(text, sentence.start, sentence.end)
    found = [
        (at, word)
        for word in words
        if (at := text.find(word, sentence.start, mark.start() if mark else sentence.end)) >= 0
    ]
    opening = [f for f in found if f[0] == sentence.start] or found
    if len(opening) != 1:
        return None
    at, word = opening[0]
    return Subject(brief(book, words[word]), at, at + len(word))


def nearest(book: FactBook, sentence: Sentence, at: int, told: Subject | None) -> Subject | None:
    """The project that a figure at `at` is about: the last one before it that opens a segment.

    `told` is the project of the whole sentence.
    """
    text, words = book.document.text, _briefs(book)
    named = {m.start: m for m in mentions(book, sentence.start, at) if m.type == "Project"}
    for mark in reversed(list(_SEGMENT.finditer(text, sentence.start, at))):
        if found := named.get(mark.end()):
            return Subject(brief(book, found.id), found.start, found.end)
        if word := next((w for w in words if text.startswith(w, mark.end())), ""):
            return Subject(brief(book, words[word]), mark.end(), mark.end() + len(word))
    return told


def _headed(book: FactBook, sentence: Sentence) -> Subject | None:
    """The one project that the nearest titled clause above a sentence names."""
    if ALL_PROJECTS.search(book.document.text, sentence.start, sentence.end):
        return None
    for _, clause in ancestors(book.document, sentence.clause):
        if clause.title:
            found = [w for w in _briefs(book) if w in clause.title]
            if len(found) != 1:
                return None
            return Subject(brief(book, _briefs(book)[found[0]]), sentence.start, sentence.start)
    return None


def _carried(book: FactBook, sentence: Sentence, before: Subject | None) -> Subject | None:
    """The project of the sentence before, where this one of its paragraph names no other."""
    return before if before and going_on(book, sentence, before.end) else None


def named_after(book: FactBook, sentence: Sentence, name: Name, project: Subject | None) -> Name:
    """A number of a sentence about one project or period is named after it."""
    name = replace(name, text=_OF_RESTORATION.sub(r"修复\g<0>", name.text))
    word = project.name.removesuffix("项目").removesuffix("工程") if project else ""
    if project is not None and (rest := _behind(name, word, book.document.text, project)):
        return replace(name, text=project.name + rest.removeprefix("的"))
    if project is None or project.end > name.start:
        period = _FIVE_YEARS.search(book.document.text, sentence.start, name.start)
        return replace(name, text=f"“{period[1]}”期间{name.text}") if period else name
    if word in name.text or _OTHERS.search(name.text):
        return name
    return replace(name, text=project.name + _OF_PROJECT.sub("", name.text))


def _behind(name: Name, word: str, text: str, project: Subject) -> str:
    """The words of a name behind those of the project that it opens with, "" where it does not."""
    if name.text.startswith(word):
        return _WRITTEN_OUT.sub("", name.text.removeprefix(word))
    said = "".join(text[project.start : project.end].split())
    tails = (said[n:] for n in range(len(said) - 1) if project.end > name.start)
    return next((name.text[len(t) :] for t in tails if name.text.startswith(t)), "")
