"""Which project the figures of a paper are about, and by which word the paper calls it."""

from __future__ import annotations

from typing import NamedTuple, cast

from ingest.extract.book import FactBook
from ingest.extract.locations import called, chain, without_places
from ingest.extract.mentioned import ALL_PROJECTS, going_on, subject_project
from ingest.extract.sentences import Sentence, ancestors
from ontology import patterns as re

_SHORTEST, _LONGEST = 2, 8  # characters of the word by which a project is called
_OFTEN = 2  # times that a paper uses the word
_STEM = re.compile(r"(?:自治[区州县旗]|[省市县区旗镇乡村])$")
_HEAD = re.compile(r"(?:项目|工程)(?:部|区|制|库)?")
_COMMON = re.compile(r"废弃|历史|矿山|生态|地质|露天|绿色|采[石煤矿]|[^一-鿿]")

# What is done at a site, and that it is a pit, tell no site from another.
_WORK = re.compile(
    r"(?:绿色矿山|矿山|地质|环境|生态|综合|光伏|碳汇|造林|文旅|复绿|绿化|修复|治理|恢复|复垦|整治|回填|利用|示范|试点|建设|连片|集中|开发|废弃|历史遗留|与|及|等|项目|工程)+$"
)
_LIKE = re.compile(r"(?<=.{2})(?:废弃|历史遗留|连片|露天|等)")
_LAND = re.compile(
    r"(?:历史遗留|废弃|露天|石灰石|石灰岩)*(?:采石[坑场]群?|矿山|矿坑|采坑|矿段|片区)$|等$"
)


class Subject(NamedTuple):
    """A project that a sentence is about: what the paper calls it, and where this is told."""

    name: str
    start: int
    end: int


def brief(book: FactBook, project: str) -> str:
    """What the text calls the project of this id with 项目: its brief word, else its site."""
    known = cast("dict[str, str]", book.memo.setdefault("brief projects", {}))
    if project not in known:
        name = book.get(project).name
        known[project] = f"{_brief(book, name) or _site(name)}项目"
    return known[project]


def _site(name: str) -> str:
    """The site of a project, without its places, its works and plain words for land.

    玛瑙山尾矿库整治项目 is at 玛瑙山尾矿库, 北掌采石坑治理项目 at 北掌.
    """
    own = without_places(re.sub(r"[（(].*?[）)]", "", name))
    if _COMMON.match(own):
        return called(name)
    bare = _LAND.sub("", _WORK.sub("", _LIKE.split(own, maxsplit=1)[0]))
    return bare if len(bare) >= _SHORTEST else called(name)


def _brief(book: FactBook, name: str) -> str:
    """The word that the text uses for a project beside its name, "" for none."""
    text, own = book.document.text, without_places(name)
    for place in reversed(chain(name)):
        stem = _STEM.sub("", place.name)
        if len(stem) >= _SHORTEST and f"{stem}项目" in text and not own.startswith(stem):
            return stem
    if _COMMON.match(own):
        return ""
    titles = " ".join(clause.title for clause in book.document.clauses)
    used = {n: _alone(text, own, n) for n in range(_SHORTEST, min(len(own), _LONGEST))}
    used = {n: times for n, times in used.items() if times >= _OFTEN or _alone(titles, own, n)}
    best = max(used, key=lambda n: (used[n], n), default=0)
    return own[:best]


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
    """狮尾岭每亩治理投资…: the word for a project opens the sentence."""
    text = book.document.text
    for word in _briefs(book):
        if text.startswith(word, sentence.start):
            said = brief(book, _briefs(book)[word])
            return Subject(said, sentence.start, sentence.start + len(word))
    return None


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
