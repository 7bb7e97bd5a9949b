"""The projects of a library with what documents say of each: the list people call 项目库."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from corpus.library import Library
from corpus.rows import AssertionRow, EntityRow
from ontology import lexicon

_PAGE = 200
# What a column of the list is: the relations that fill it and the type at their other end.
COLUMNS = {
    "places": (("locatedIn",), "Place"),
    "modes": (("usesMode", "exemplifies"), "Mode"),
    "problems": (("hasProblem",), "Problem"),
    "outcomes": (("hasOutcome",), "Outcome"),
    "organizations": (("implements",), "Organization"),
    "minerals": (("forMineral",), "Mineral"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Something that documents say of a project: key and name of it, and how many say so."""

    id: str
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Project:
    """A project with the other ends of its relations, those that most documents state first.

    `province` is the province of its first place with a code of GB/T 2260, else "".
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    documents: int
    province: str
    places: tuple[Said, ...]
    modes: tuple[Said, ...]
    problems: tuple[Said, ...]
    outcomes: tuple[Said, ...]
    organizations: tuple[Said, ...]
    minerals: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which projects: `q` is part of a name, the others are names; empty ones do not matter."""

    q: str = ""
    province: str = ""
    place: str = ""
    mode: str = ""
    problem: str = ""
    mineral: str = ""

    def admits(self, project: Project) -> bool:
        """Whether a project is wanted."""
        names = (project.name, *project.aliases)
        return (
            any(self.q in name for name in names)
            and self.province in ("", project.province)
            and _named(self.place, project.places)
            and _named(self.mode, project.modes)
            and _named(self.problem, project.problems)
            and _named(self.mineral, project.minerals)
        )


ORDERS: dict[str, Callable[[Project], tuple[object, ...]]] = {
    "name": lambda p: (p.name,),
    "documents": lambda p: (-p.documents, p.name),
    "place": lambda p: (not p.province, p.province, p.places[0].name if p.places else "", p.name),
    "modes": lambda p: (-len(p.modes), p.name),
    "problems": lambda p: (-len(p.problems), p.name),
    "outcomes": lambda p: (-len(p.outcomes), p.name),
}


def projects(library: Library) -> tuple[Project, ...]:
    """Every project that a document about mines names, those of most documents first."""
    ends = {column: _ends(library, *COLUMNS[column]) for column in COLUMNS}
    codes = _codes(library, {s.id for said in ends["places"].values() for s in said})
    return tuple(_project(row, ends, codes) for row in _rows(library))


def select(all_projects: Iterable[Project], wanted: Wanted, order: str) -> list[Project]:
    """The wanted projects in one of `ORDERS`."""
    return sorted(filter(wanted.admits, all_projects), key=ORDERS[order])


def facets(found: Iterable[Project]) -> dict[str, dict[str, int]]:
    """How many of the projects lie in a province, use a mode, face a problem; most first."""
    counts: dict[str, Counter[str]] = {n: Counter() for n in ("province", "mode", "problem")}
    for project in found:
        counts["province"].update([project.province] if project.province else [])
        counts["mode"].update(s.name for s in project.modes)
        counts["problem"].update(s.name for s in project.problems)
    return {name: dict(count.most_common()) for name, count in counts.items()}


def table(found: Iterable[Project]) -> Iterator[list[str | int]]:
    """The list as rows of text with a header, for spreadsheets."""
    yield [
        "项目",
        "又名",
        "省份",
        "地点",
        "修复模式",
        "存在问题",
        "成效",
        "实施主体",
        "矿种",
        "文件数",
    ]
    for p in found:
        said = (p.places, p.modes, p.problems, p.outcomes, p.organizations, p.minerals)
        texts = ("；".join(s.name for s in part) for part in said)
        yield [p.name, "；".join(p.aliases), p.province, *texts, p.documents]


@cache
def provinces() -> dict[str, str]:
    """The first two digits of a code of GB/T 2260 -> the name of the province."""
    every = (place for places in lexicon.places().values() for place in places)
    return {p.code[:2]: p.name for p in every if p.code.endswith("0000") and len(p.code) == 6}


def _rows(library: Library) -> Iterator[EntityRow]:
    cursor: str | None = None
    while True:
        page = library.entities(type="Project", limit=_PAGE, cursor=cursor)
        yield from page.items
        cursor = page.next
        if cursor is None:
            return


@dataclass(slots=True)
class _Heard:
    """The documents that say something of a project."""

    name: str
    documents: set[str] = field(default_factory=set)


def _ends(library: Library, predicates: Iterable[str], kind: str) -> dict[str, list[Said]]:
    """Project key -> the things of a type that the relations tie it to."""
    heard: dict[str, dict[str, _Heard]] = {}
    for claim in _claims(library, predicates, kind):
        things = heard.setdefault(claim.subject_key, {})
        thing = things.setdefault(claim.object_key or "", _Heard(claim.object_name))
        thing.documents.add(claim.document)
    return {project: _ranked(things) for project, things in heard.items()}


def _claims(library: Library, predicates: Iterable[str], kind: str) -> Iterator[AssertionRow]:
    for predicate in predicates:
        yield from library.claims(predicate, "Project", kind)


def _ranked(things: dict[str, _Heard]) -> list[Said]:
    found = [Said(key, thing.name, len(thing.documents)) for key, thing in things.items()]
    return sorted(found, key=lambda s: -s.documents)


def _codes(library: Library, places: Iterable[str]) -> dict[str, str]:
    """The code of each place that has one."""
    return {
        key: code
        for key in places
        for code in [next(filter(None, _said_codes(library, key)), "")]
        if code
    }


def _said_codes(library: Library, key: str) -> Iterator[str]:
    return (mention.attributes.get("code", "") for mention in library.entity(key).mentions)


def _project(
    row: EntityRow, ends: dict[str, dict[str, list[Said]]], codes: dict[str, str]
) -> Project:
    said = {column: tuple(ends[column].get(row.key, ())) for column in COLUMNS}
    code = next((codes[place.id] for place in said["places"] if place.id in codes), "")
    return Project(
        row.key, row.name, row.aliases, row.documents, provinces().get(code[:2], ""), **said
    )


def _named(name: str, said: Iterable[Said]) -> bool:
    return not name or any(name == s.name for s in said)
