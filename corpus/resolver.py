"""From the way people name a law, an article or a document number to the thing itself.

矿产资源法第三十条, 矿法30条, 《土地管理法》第四十七条第二款, 自然资规[2019]6号 and 自然资规〔2019〕6号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.directory import Directory, Title, directory
from corpus.library import Library
from ontology.ids import clause_key, document_key
from ontology.numerals import NUMERAL, to_int

_N = rf"([0-9]{{1,4}}|[{NUMERAL}]{{1,9}})"
_ARTICLE = re.compile(
    rf"(?P<name>.*)(?:第\s*{_N}\s*条"
    rf"|(?<!第\s)(?<![\d.〔\[（(第{NUMERAL}])(?P<bare>\d{{1,4}}|[{NUMERAL}]{{1,9}})\s*条)"
    rf"(?:\s*之\s*{_N})?(?:\s*第?\s*{_N}\s*款)?(?:\s*第?\s*[（(]?{_N}[)）]?\s*项)?"
    r"(?P<rest>.*)$"
)
_ONLY_NUMBER = re.compile(r"(?P<name>.*[法例定则释])\s*(?P<bare>\d{1,3})")  # 土地管理法47
_YEAR = re.compile(
    r"[（(]?\s*((?:19|20)\d\d)(?:-\d\d-\d\d)?\s*(?:年版?|版)?\s*(?:修[订正])?\s*[)）]?$"
)
_MARKS = re.compile(r"^[\s《〈「『\"“]+|[\s》〉」』\"”，,。;；：:的]+$")
_TAIL = re.compile(
    r"[\s?？。！!]*(?:怎么说|怎么规定|是什么|说了什么|的?内容|的?规定|全文)?[\s?？。！!]*$"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A thing that a text names. `key` is its library key, `label` what people call it.

    `exact` is False where the name in the text was mistyped.
    """

    key: str
    document: str
    clause: str
    label: str
    exact: bool = True


@dataclass(frozen=True, slots=True)
class _Parts:
    name: str
    article: str = ""
    paragraph: str = ""
    item: str = ""
    year: str = ""


def resolve(library: Library, text: str) -> tuple[Target, ...]:
    """What a text names: empty for no name, one for a clear name, several, likeliest first.

    Of several versions of a law the current one counts, unless the text says a year, or only an
    older one has the article. Never raises on odd text.
    """
    known = directory(library)
    for parts in _readings(text):
        for exact, groups in _documents(known, parts):
            targets = [t for v in groups if (t := _target(library, v, parts, exact))]
            if targets:
                return tuple(_decided(targets, groups))
    return ()


def _readings(text: str) -> Iterator[_Parts]:
    """What the text can mean: as it stands first, then without the words of a question."""
    text = text[:200]
    for words in dict.fromkeys((_MARKS.sub("", text), _MARKS.sub("", _TAIL.sub("", text)))):
        found = _ARTICLE.match(words)
        if found and not found["rest"].strip() and _MARKS.sub("", found["name"]):
            name, year = _split_year(found["name"])
            yield _Parts(name, *_clause_numbers(found), year=year)
        short = _ONLY_NUMBER.fullmatch(words)
        if short:
            yield _Parts(short["name"], f"art_{int(short['bare'])}")
        yield _Parts(words)
        name, year = _split_year(words)
        if year:
            yield _Parts(name, year=year)


def _split_year(name: str) -> tuple[str, str]:
    name = _MARKS.sub("", name)
    found = _YEAR.search(name)
    if found is None or not found.start():
        return name, ""
    return _MARKS.sub("", name[: found.start()]), found[1]


def _clause_numbers(found: re.Match[str]) -> tuple[str, str, str]:
    full, after, paragraph, item = found[2], found[4], found[5], found[6]
    number = _integer(full or found["bare"])
    article = f"art_{number}-{_integer(after)}" if after else f"art_{number}"
    return article, _integer(paragraph), _integer(item)


def _integer(numeral: str | None) -> str:
    try:
        return str(to_int(numeral)) if numeral else ""
    except (ValueError, KeyError):
        return ""


def _documents(known: Directory, parts: _Parts) -> Iterator[tuple[bool, list[list[Title]]]]:
    """Groups of versions that the name may mean, by ever more generous reading."""
    titled = known.titled(parts.name)
    yield True, [titled] if titled else []
    if not parts.article:
        yield True, [[t] for t in known.numbered(parts.name)]
    yield True, known.short(parts.name)
    if not parts.article:
        yield True, known.ending(parts.name)
    yield False, known.near(parts.name)


def _target(library: Library, versions: list[Title], parts: _Parts, exact: bool) -> Target | None:
    if parts.year:
        versions = [v for v in versions if v.date.startswith(parts.year)] or versions
    if not parts.article:
        first = versions[0]
        return Target(document_key(first.id), first.id, "", first.title, exact)
    for version in versions:
        for clause in _clause_ids(parts):
            if library.has_clause(version.id, clause):
                key = clause_key(version.id, clause)
                return Target(key, version.id, clause, f"{version.title} {clause}", exact)
    return None


def _clause_ids(parts: _Parts) -> Iterator[str]:
    """The clause asked for, then the units that hold it."""
    paragraph = f"{parts.article}__para_{parts.paragraph or 1}"
    if parts.item:
        yield f"{paragraph}__item_{parts.item}"
        yield f"{parts.article}__item_{parts.item}"
    if parts.paragraph:
        yield paragraph
    yield parts.article


def _decided(targets: list[Target], groups: list[list[Title]]) -> list[Target]:
    """One target where one title is cited far more than the next, else all of them."""
    cited = [v[0].cited for v in groups]
    if len(cited) > 1 and cited[0] > 2 * cited[1] and targets[0].document == groups[0][0].id:
        return targets[:1]
    return targets
