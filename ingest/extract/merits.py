"""What sentences say for the modes and projects that they are about: outcomes."""

from __future__ import annotations

from ingest.extract import certainty, outcomes, projects, results, stances, subjects, zones
from ingest.extract.book import FactBook
from ingest.extract.deeds import is_before, is_deed, is_other
from ingest.extract.deficits import deficit
from ingest.extract.sentences import Sentence, clause_id, where
from ingest.extract.spans import Range, tidy
from ontology import patterns as re

RULE = "hasOutcome.sentence"
_SHORTEST, _LONGEST = 3, 40
_SHORT_MERIT = 12
_FIGURE = re.compile(r"\d")
_HEDGED = re.compile(
    r"^并?(?:未|没有|尚未|没能)|声称|号称|宣称|^(?:可以?|将会?|能够?)(?![再复持观靠])|测算|估算|预计|计划|拟|将|力争|目标|预期|有望|可(?:形成|实现|新增|恢复|带动|增加|产生)|若|如果|争取|应(?![对用急变])|须|需"
)
# Whose result it is: of a whole province or of many, not of the one that the sentence is about.
_OF_OTHERS = re.compile(r"全[省市县州区国]|我[省市国]|各地|各[省市县]|同类")


def find(book: FactBook, sentence: Sentence) -> None:
    """Write down the outcomes that a sentence tells of the mode or project it is about."""
    text = book.document.text
    if certainty.is_abandoned(text[sentence.start : sentence.end]):
        return
    for part in subjects.parts(book, sentence):
        if part.about is None or _OF_OTHERS.search(text, part.start, part.about.start):
            continue
        of_mode = projects.mode_of(book, part.about.id) is not None
        free = book.document.metadata.genre in zones.TELLING
        for at in _told(text, part, free=free, of_mode=of_mode):
            _write(book, part.about.id, at, sentence.clause)


def _told(text: str, part: subjects.Part, *, free: bool, of_mode: bool) -> list[Range]:
    """The clauses of a part that tell of an outcome of its subject.

    Only where a text is `free` (no plan) may an outcome of a project lack a figure. What a project
    `of_mode` (with one mode) solves, the mode solves.
    """
    about, found = part.about, []
    if about is None:
        return []
    for start, end, stance, _ in stances.parts(text, about.end, part.end):
        if stance == "fault":
            continue
        for piece in results.clauses(text, start, end):
            at = results.outcome(text, *piece)
            name = tidy(text[slice(*at)])
            if not _SHORTEST <= len(name) <= _LONGEST or _HEDGED.search(name) or is_before(name):
                continue
            solves = _is_solution(text, piece)
            if about.type == "Project" and solves and of_mode and not part.named:
                told = False  # claims tell it of the mode that the project uses
            elif about.type == "Project":
                told = _is_told(name, part.named, solves=solves, free=free)
            else:
                first = part.named and start == about.end
                told = not solves and _is_merit(name, stance, first=first)
            if told:
                found.append(at)
    return found


def _is_solution(text: str, piece: Range) -> bool:
    return any(results.solved(text, *piece, hoping=True)) or any(results.settled(text, *piece))


def _is_told(name: str, named: bool, *, solves: bool, free: bool) -> bool:
    """Whether a clause about a project, `named` in its part, tells of a result of it."""
    if not named and _OF_OTHERS.search(name):
        return False
    plain = named or (results.is_figured(name) and not (free and is_other(name)))
    return solves or (plain and _is_reached(name, free)) or (free and _is_story(name))


def _is_reached(name: str, free: bool) -> bool:
    """Whether the words of a clause tell of a result: a deed, a change, or a figure achieved."""
    if results.is_result(name) or results.is_done(name):
        return True
    if results.is_change(name) and (free or _FIGURE.search(name)):
        return True
    return results.is_figured(name) and deficit(name) is None


def _is_story(name: str) -> bool:
    """Whether the story of a case tells of a deed, a yield, or of money that was spared."""
    return is_deed(name) or results.is_sparing(name)


def _is_merit(name: str, stance: stances.Stance, *, first: bool) -> bool:
    """Whether a clause about a mode tells of something good of it."""
    if deficit(name):
        return False
    if stance == "merit":
        return results.is_advantage(name, alone=True)
    return (
        results.is_done(name)
        or results.is_sparing(name)
        or (results.is_change(name) and bool(_FIGURE.search(name)) and not is_other(name))
        or (first and len(name) <= _SHORT_MERIT and results.is_praise(name))
    )


def _write(book: FactBook, subject: str, at: Range, index: int) -> None:
    document = book.document
    outcomes.write(
        book,
        subject,
        at,
        where=where(document, index),
        clause=clause_id(document, index),
        rule=RULE,
    )
