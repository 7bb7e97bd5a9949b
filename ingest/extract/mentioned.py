"""Where sentences name modes and projects, also as 该模式 and 该项目."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple, cast

from ingest.extract import modes
from ingest.extract.book import FactBook
from ingest.extract.locations import chain, without_places
from ingest.extract.projects import core
from ingest.extract.scanning import Begun
from ingest.extract.sentences import Sentence, clause_index
from ingest.extract.spans import plain, tidy
from ontology import patterns as re

_THIS = Begun(
    r"此举|(?:^|(?<=[。；\n]))它(?=[让使把将既]|不仅|避|化解|破解|缓|解决|减|消除|规避|突破|盘活|激活)|(?:该类?|这一类?|这种|此种|此类?|上述)(?:运作|修复|治理|融资|合作)?(?:模式|做法|路径|方式|类型|型)|其(?<![^。；\n]其)(?=(?:主要|突出|最大|明显|的)*(?:优势|优点|长处|好处|亮点|不足|短处|短板|缺点|劣势|局限|弊端|弱点))",
    "[上其它此该这]",
)
_JOINT = re.compile(r"(?<=[一-鿿])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[一-鿿])|(?=模式$)")
STEM = re.compile(r"(?:自治[区州县旗]|[省市县区旗镇乡村])$")
_COMMON = re.compile(r"废弃|历史|矿山|生态|地质|露天|绿色|采[石煤矿]|[^\u4e00-\u9fff]")
_SHORTEST = 2
_LONGEST = 7  # characters of the words by which a project is called
ALL_PROJECTS = re.compile(
    r"全[省市县区州国]|课题组|问卷|受访|上述|[各两三四五六七八九几]个?项目|相比之下"
)
_OPENS = frozenset("，；：、。\n")
_HEADS = ("项目", "工程")
_NEAR = 20  # characters before the project that a sentence is about
_THIS_PROJECT = re.compile(r"(?:该|此|这一)(?:项目|工程|案例|片区|公园|矿山|基地)")


class Mention(NamedTuple):
    """A place in the running text where a known mode or project is named."""

    id: str
    type: str
    start: int
    end: int


def mentions(book: FactBook, start: int, end: int) -> list[Mention]:
    """The mentions of modes and projects in a range, in order; the longest name wins."""
    every, starts = _all(book)
    if not every:
        return []
    first = bisect_left(starts, start)
    last = bisect_left(starts, end, lo=first)
    return [m for m in every[first:last] if m.end <= end]


def _all(book: FactBook) -> tuple[list[Mention], list[int]]:
    """All mentions of the document in order and where they start, looked for once."""
    known = book.memo.get("mentions")
    if known is None:
        pattern = _names(book)
        owners = cast("dict[str, tuple[str, str]]", book.memo["mention owners"])
        found = [
            Mention(*owners[plain(tidy(match.group()))], *match.span())
            for match in (pattern.finditer(book.document.text) if pattern else ())
        ]
        known = book.memo["mentions"] = found, [m.start for m in found]
    return cast("tuple[list[Mention], list[int]]", known)


def _names(book: FactBook) -> re.Pattern[str] | None:
    """One pattern of all names of modes and projects; marks and blanks inside are optional."""
    if "mention pattern" not in book.memo:
        owners: dict[str, tuple[str, str]] = {}
        for entity in book.of_type("Mode", "Project"):
            for name in (entity.name, *entity.aliases):
                if 3 <= len(plain(name)) <= 40:
                    owners.setdefault(plain(name), (entity.id, entity.type))
        for name, project in _called(book).items():
            owners.setdefault(name, (project, "Project"))
        book.memo["mention owners"] = owners
        longest = sorted(owners, key=len, reverse=True)
        found = [p for name in longest if (p := _loose(name, book.document.text))]
        book.memo["mention pattern"] = re.compile("|".join(found)) if found else None
    return cast("re.Pattern[str] | None", book.memo["mention pattern"])


def _called(book: FactBook) -> dict[str, str]:
    """英德项目: what a project is called after its county or town, where that tells it from the others."""
    found: dict[str, set[str]] = {}
    for project in book.of_type("Project"):
        for place in chain(project.name):
            stem = STEM.sub("", place.name)
            if len(stem) >= _SHORTEST and project.name.endswith(_HEADS):
                for called in (stem, place.name):
                    for head in _HEADS:
                        found.setdefault(called + head, set()).add(project.id)
        for called in _openings(project.name):
            for head in _HEADS:
                found.setdefault(called + head, set()).add(project.id)
    return {name: min(owners) for name, owners in found.items() if len(owners) == 1}


def _openings(name: str) -> Iterator[str]:
    """黑山头, what 某县黑山头煤矸石山治理项目 opens with behind its places."""
    own = without_places(name)
    if len(core(name)) >= _SHORTEST:
        yield core(name)
    if name.endswith(_HEADS) and not _COMMON.match(own):
        yield from (own[:n] for n in range(_SHORTEST + 1, min(len(own) - 1, _LONGEST)))


def project_names(book: FactBook) -> dict[str, str]:
    """Every name by which the text may call a project (龙池项目) -> the project."""
    _names(book)
    owners = cast("dict[str, tuple[str, str]]", book.memo["mention owners"])
    return {name: owner for name, (owner, kind) in owners.items() if kind == "Project"}


def _loose(name: str, text: str) -> str:
    """The pattern of a name in which quotation marks and blanks may stand around foreign letters.

    "" for a name that the text does not hold, since most of what a project may be called is not.
    """
    parts = [part for part in _JOINT.split(name) if part]
    held = all(part in text for part in parts)
    return r"[\s“”]*".join(map(re.escape, parts)) if held else ""


def mode_meant(book: FactBook, sentence: Sentence) -> list[Mention]:
    """该模式: the mode named last before in the same section, else the one in its heading."""
    document = book.document
    match = _THIS.search(document.text, sentence.start, sentence.end)
    if match is None:
        return []
    clause = document.clauses[sentence.clause]
    before = [m for m in _before(book, sentence) if m.type == "Mode"]
    mode = before[-1].id if before else modes.heading_modes(book).get(clause.id)
    return [Mention(mode, "Mode", match.start(), match.end())] if mode else []


def _before(book: FactBook, sentence: Sentence) -> list[Mention]:
    """What the running text of the same section names before a sentence."""
    clauses = book.document.clauses
    begin = clauses[sentence.clause].heading_end
    return [
        m
        for m in mentions(book, begin, sentence.start)
        if clauses[clause_index(book, m.start)].kind not in ("table", "row")
    ]


def project_meant(book: FactBook, sentence: Sentence) -> list[Mention]:
    """该项目 at the start of a sentence: the project named last before in the same section."""
    document = book.document
    match = _THIS_PROJECT.match(document.text, sentence.start, sentence.end)
    if match is None:
        return []
    clause = document.clauses[sentence.clause]
    heading = mentions(book, clause.heading_start, clause.heading_end)
    projects_before = [m for m in (*heading, *_before(book, sentence)) if m.type == "Project"]
    if not projects_before:
        return []
    return [Mention(projects_before[-1].id, "Project", match.start(), match.end())]


def subject_project(book: FactBook, sentence: Sentence) -> Mention | None:
    """The one project that a sentence is about: named near its beginning, or 该项目.

    Projects named after it inside a clause (是某项目的2倍) are only compared with it.
    """
    named = [*project_meant(book, sentence), *mentions(book, sentence.start, sentence.end)]
    found = [m for m in named if m.type == "Project"]
    text = book.document.text
    if found and found[0].start == sentence.start:
        found = [m for m in found if m is found[0] or text[m.start - 1] in _OPENS]
    if len({m.id for m in found}) != 1 or found[0].start - sentence.start > _NEAR:
        return None
    return found[0]


def going_on(book: FactBook, sentence: Sentence, told: int) -> bool:
    """Whether a sentence goes on about a project told at `told`, in the paragraph, naming no other."""
    text = book.document.text
    if "\n" in text[told : sentence.start]:
        return False
    other = any(m.type == "Project" for m in mentions(book, sentence.start, sentence.end))
    return not other and not ALL_PROJECTS.search(text, sentence.start, sentence.end)
