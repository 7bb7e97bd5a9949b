"""The problems that a document is known to have, and when a problem is said again in other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from ingest.extract.book import FactBook
from ingest.extract.coordination import Problem
from ingest.extract.deficits import deficit
from ingest.extract.sentences import clause_index
from ingest.extract.spans import likeness, overlap, plain, tidy
from ontology import patterns as re

LONGEST = 30  # characters of a name, by the annotation rules
_ALIKE = 0.8
_SAME_KIND, _OTHER_KIND = 0.6, 0.7
_LONG_SUBJECT, _LONG_PREDICATE = 8, 6
_TAIL_SHARE = 0.8
_FILLER = re.compile(
    r"[的了较偏、，\s“”]|比较|相对|存在|一定|问题$|普遍|严重|仍然?|目前|当前|较为|进行|可能|极大|潜在"
)
_WORDINGS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"不(?:够)?(?:清晰|明确|明晰|明朗)$|不明$", "不清"), (r"不够$|欠缺$", "不足"), (r"缺少|欠缺", "缺乏"), (r"匮乏$|短缺$|紧缺$", "不足"),
    )
)  # fmt: skip
_KINDS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("scarce", r"有限$|不多$|少$|不足$|缺乏|缺口|无着落$"), ("unclear", r"不清$|没有明确|未明确|不确定"),
        ("hard", r"难$|难以|很难|困难$|难度"), ("low", r"低$|不高$|差$|弱$|不强$"),
    )
)  # fmt: skip
_HELD = re.compile(r"^(.{2,8}?)(?:普遍)?存在(?:着)?(.{2,10})的(?:心态|心理|倾向|行为|现象|情况)$")
_OWNED = re.compile(r"^.{8,}的([^的]{6,})$")
_LONG = 20  # characters of a name that a shorter one may stand for


class Found(NamedTuple):
    """A problem of the text: its entity, its words' range, whether it opens its item, its clause."""

    id: str
    start: int
    end: int
    headline: bool
    clause: int


def told(book: FactBook) -> list[Found]:
    """The problems of running text found so far."""
    return cast("list[Found]", book.memo.setdefault("problems told", []))


def write(
    book: FactBook, problem: Problem, rule: str, clause: str = "", *, merge: bool = True
) -> str:
    """The entity of a problem; a restatement of a known one becomes its alias.

    With `merge` off only an equal name is the same (parts of one coordination are never merged).
    """
    name = problem.name
    words = tidy(book.document.text[problem.start : problem.end])
    aliases = () if problem.spread or words == name or len(words) > 2 * LONGEST else (words,)
    known = book.find("Problem", name) or (_restated(book, name, problem) if merge else None)
    if known:
        entity = book.get(known)
        book.entity("Problem", entity.name, problem.start, problem.end, aliases=(name, *aliases))
        return known
    new = book.entity(
        "Problem", name, problem.start, problem.end,
        aliases=_unknown(book, (*aliases, *_short(name))), clause=clause, rule=rule,
    )  # fmt: skip
    core = _core(name)
    _cores(book).setdefault(core[-1:], []).append((core, problem.end, new))
    return new


def _short(name: str) -> Iterator[str]:
    """What a long name is called for short: 土地权属问题 土地权属, …工作缺乏统一规划 缺乏统一规划."""
    topic = name.removesuffix("问题")
    if topic != name and len(topic) >= 4:
        yield topic
    found = deficit(name)
    if found and found.start >= _LONG_SUBJECT and len(name) - found.start >= _LONG_PREDICATE:
        yield name[found.start :].lstrip("也都均还仍又")
    if held := _HELD.match(name):
        yield held[1] + held[2]
    owned = _OWNED.match(name) if len(name) > _LONG else None
    if owned and deficit(owned[1]):
        yield re.sub("[也都均还仍](?=无|没有|缺|不)", "", owned[1])


def _unknown(book: FactBook, names: Iterable[str]) -> list[str]:
    """The names that no other problem bears: a short name never makes two problems one."""
    return [n for n in names if book.find("Problem", n) is None]


def _cores(book: FactBook) -> dict[str, list[tuple[str, int, str]]]:
    """Last character of a core -> (core, end of its words, entity); only such can be alike."""
    return cast("dict[str, list[tuple[str, int, str]]]", book.memo.setdefault("problem cores", {}))


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    core = _FILLER.sub("", plain(name))
    for pattern, word in _WORDINGS:
        core = pattern.sub(word, core)
    return core


@lru_cache(maxsize=4096)
def kind(core: str) -> str:
    """What kind of trouble a problem is: scarce, unclear, hard, low; "" for another."""
    return next((name for name, pattern in _KINDS if pattern.search(core)), "")


def _restated(book: FactBook, name: str, problem: Problem) -> str | None:
    """The known problem that says the same in nearly the same words."""
    core = _core(name)
    return next(
        (
            entity
            for other, end, entity in _cores(book).get(core[-1:], ())
            if end != problem.end and _alike(core, other)
        ),
        None,
    )


def said_before(book: FactBook, problem: Problem, index: int) -> str | None:
    """The problem of the same item that this one says again in its own words."""
    core, clause = _core(problem.name), book.document.clauses[index]
    for found in reversed(told(book)):
        if not clause.start <= found.start < clause.end or found.end == problem.end:
            continue
        other = _core(book.get(found.id).name)
        if found.clause == index and kind(core) and kind(core) == kind(other):
            if overlap(_subject(core), _subject(other)) >= _SAME_KIND:
                return found.id
        elif found.headline and len(core) >= 5 and overlap(core, other) >= _OTHER_KIND:
            return found.id
    return None


@lru_cache(maxsize=4096)
def _subject(core: str) -> str:
    found = deficit(core)
    return core[: found.start] if found and found.start >= 3 else core


def _alike(a: str, b: str) -> bool:
    """Whether two cores that end with the same character say the same."""
    short, long = sorted((a, b), key=len)
    if short == long:
        return True
    if len(short) < 5:
        return False
    tail = next((i for i in range(len(short)) if short[-1 - i] != long[-1 - i]), len(short))
    return (tail >= 5 and tail >= _TAIL_SHARE * len(short)) or likeness(a, b) >= _ALIKE


def before(book: FactBook, position: int, *, reach: int = 2) -> list[Found]:
    """The problems whose words end just before a position (an opening bracket)."""
    return [p for p in told(book) if 0 <= position - p.end <= reach]


def headline_of(book: FactBook, position: int) -> Found | None:
    """The problem that opens the item or section that holds a position, None for none."""
    index = clause_index(book, position)
    clause = book.document.clauses[index]
    inside = [p for p in told(book) if clause.start <= p.start < position]
    return next((p for p in inside if p.headline), inside[0] if inside else None)
