"""What sentences say of known modes and projects: use, solution, place in an example, actor."""

from __future__ import annotations

from ingest.extract import (
    certainty,
    merits,
    projects,
    restatement,
    results,
    statements,
    subjects,
    uses,
    zones,
)
from ingest.extract.book import FactBook
from ingest.extract.mentioned import Mention, mentions, mode_meant
from ingest.extract.scanning import Cued
from ingest.extract.sentences import Sentence, clause_id, where
from ingest.extract.spans import Range, cut
from ontology import patterns as re

RULE_SOLVES = "solves.verb"
RULE_EXAMPLE = "exemplifiedBy.example"
RULE_EXAMPLE_MODE = "hasProblem.example"
RULE_SITE = "locatedIn.sentence"

_SITE = re.compile(r"(?:位于|地处|坐落于|坐落在|选址于?|建设地点为)([一-鿿]{3,24})")
_EXAMPLE = Cued(
    r"[（(](?:例如|比如|诸如|譬如|如|以)([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]|[，,；](?:例如|比如|如)(?!何|果|此|下)([^，。；（）]{3,40})",
    "如",
    "（以",
    "(以",
)
# 这种分步走的办法: a way of its own, not the mode that is spoken of.
_OTHER_WAY = re.compile(
    r"(?:这种|这一|此种|这套)[^，。；]{2,12}(?:办法|方式|做法|安排|思路|举措|打法)"
)
_STANDS = re.compile(r"[是为]\Z")


def find(book: FactBook) -> None:
    """Write down the sentences' claims about the modes and projects that the book knows."""
    if not zones.holds_mine_facts(book.document):
        return
    for sentence, zone in zones.running(book, "body", "problem"):
        words = book.document.text[sentence.start : sentence.end]
        if certainty.is_reported(words):
            continue
        named = mentions(book, sentence.start, sentence.end)
        if zone == "body":
            meant = mode_meant(book, sentence)
            _solutions(book, sentence, [*meant, *named])
            about = _projects_meant(book, sentence)
            _sites(book, sentence, about)
            uses.find(book, sentence, [*about, *meant, *named])
            merits.find(book, sentence)
        _examples(book, sentence)


def _projects_meant(book: FactBook, sentence: Sentence) -> list[Mention]:
    """The project that a sentence is about without naming it, or that its parts open with."""
    parts = subjects.parts(book, sentence)
    return [part.about for part in parts if part.about and part.about.type == "Project"][:1]


def _sites(book: FactBook, sentence: Sentence, about: list[Mention]) -> None:
    """该项目位于某市某县: where the project lies, as the sentence says it."""
    text = book.document.text
    site = _SITE.search(text, sentence.start, sentence.end)
    if not about or site is None or about[0].start > site.start():
        return
    projects.locate_cell(
        book, about[0].id, *site.span(1),
        clause=clause_id(book.document, sentence.clause),
        where=where(book.document, sentence.clause), rule=RULE_SITE,
    )  # fmt: skip


def _solutions(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """模式…解决了…: the mode or project named last before the verb in its part of the sentence."""
    text = book.document.text
    for part in subjects.parts(book, sentence):
        start, end = part.start, part.end
        bearers = _bearers(text, [m for m in named if start <= m.start < end])
        if not bearers and not _OTHER_WAY.match(text, start, end):
            bearers = _used(book, part.about)
        for piece in cut(text, start, end, "，,"):
            bearer = _last(book, [m for m in bearers if m.start < piece[1]])
            if bearer is None or _is_unsettled(text, start, piece, end):
                continue
            for claim in results.solved(text, *piece):
                if claim.problem.start > bearer.end:
                    _solves(book, bearer, claim, sentence)
            for claim in results.settled(text, *piece):
                _solves(book, bearer, claim, sentence)


def _last(book: FactBook, before: list[Mention]) -> Mention | None:
    """Who is named last before a verb; for a project behind the mode that it uses, the mode."""
    if not before or before[-1].type == "Mode":
        return before[-1] if before else None
    mode = projects.mode_of(book, before[-1].id)
    return next((m._replace(end=before[-1].end) for m in before if m.id == mode), before[-1])


def _used(book: FactBook, about: Mention | None) -> list[Mention]:
    """The mode that a part without a mode is about, or the one that its project uses."""
    if about is None or about.type == "Mode":
        return [about] if about else []
    mode = projects.mode_of(book, about.id)
    return [about._replace(id=mode, type="Mode")] if mode else [about]


def _is_unsettled(text: str, start: int, piece: Range, end: int) -> bool:
    """Whether the rest of a sentence makes one of its clauses a supposition or takes it back."""
    return certainty.is_supposed(text[start : piece[0]]) or certainty.is_withdrawn(
        text[piece[1] : end]
    )


def _bearers(text: str, named: list[Mention]) -> list[Mention]:
    """Who may be said to solve: no mode that a project only stands for (是该模式的代表)."""
    ordered = sorted(named, key=lambda m: m.start)
    return [
        m
        for i, m in enumerate(ordered)
        if not (
            m.type == "Mode"
            and i
            and ordered[i - 1].type == "Project"
            and _STANDS.search(text, ordered[i - 1].end, m.start)
        )
    ]


def _solves(book: FactBook, mode: Mention, claim: results.Solved, sentence: Sentence) -> None:
    if mode.type != "Mode":
        return  # what a project solves is an outcome of it
    document = book.document
    clause = clause_id(document, sentence.clause)
    problem = restatement.write(book, claim.problem, RULE_SOLVES, clause)
    book.assertion(
        mode.id, "solves", problem, min(mode.start, claim.start), claim.end,
        where=where(document, sentence.clause), clause=clause, rule=RULE_SOLVES,
    )  # fmt: skip


def _examples(book: FactBook, sentence: Sentence) -> None:
    """（如…项目） after a problem: the project is its example, and the mode named has the problem."""
    text = book.document.text
    for match in _EXAMPLE.finditer(text, sentence.start, sentence.end):
        group = 1 if match[1] is not None else 2
        inside = match.start(group), match.end(group)
        named = mentions(book, *inside)
        mode = next((m.id for m in named if m.type == "Mode"), None)
        project = _project_of(book, text[slice(*inside)], named, mode)
        told_inside = [p for p in restatement.told(book) if inside[0] <= p.start < inside[1]]
        before = restatement.before(book, match.start())
        for found in before or _near(book, sentence, match.start()):
            if project:
                _exemplified(book, found.id, project, found.start, match.end(), sentence)
        if mode:
            _suffers(book, mode, inside, [p.id for p in told_inside or before], sentence, project)


def _near(book: FactBook, sentence: Sentence, position: int) -> list[restatement.Found]:
    """The problem told last in the same sentence, else the one that opens the item."""
    told = [p for p in restatement.told(book) if sentence.start <= p.start and p.end <= position]
    return told[-1:] or _headline(book, position)


def _headline(book: FactBook, position: int) -> list[restatement.Found]:
    found = restatement.headline_of(book, position)
    return [found] if found else []


def _project_of(book: FactBook, words: str, named: list[Mention], mode: str | None) -> str | None:
    project = next((m.id for m in named if m.type == "Project"), None)
    return (
        project or projects.mention(book, words) or (projects.using(book, mode) if mode else None)
    )


def _exemplified(
    book: FactBook, problem: str, project: str, start: int, end: int, sentence: Sentence
) -> None:
    begin = max(start, sentence.start)
    book.assertion(
        problem, "exemplifiedBy", project, begin, end,
        where=where(book.document, sentence.clause),
        clause=clause_id(book.document, sentence.clause), rule=RULE_EXAMPLE,
    )  # fmt: skip


def _suffers(
    book: FactBook,
    mode: str,
    inside: Range,
    found: list[str],
    sentence: Sentence,
    project: str | None,
) -> None:
    text = book.document.text
    own = list(statements.states(text, *inside, inside=True))
    clause = clause_id(book.document, sentence.clause)
    ids = [restatement.write(book, p, RULE_EXAMPLE_MODE, clause) for p in own] or found
    for problem in dict.fromkeys(ids):
        book.assertion(
            mode, "hasProblem", problem, *inside,
            where=where(book.document, sentence.clause), clause=clause, rule=RULE_EXAMPLE_MODE,
        )  # fmt: skip
        if own and project:
            _exemplified(book, problem, project, *inside, sentence)
