"""What sentences say of known modes and projects: use, solution, place in an example, actor."""

from __future__ import annotations

import re

from ingest.extract import certainty, merits, problems, projects, restatement, results, zones
from ingest.extract.book import FactBook
from ingest.extract.mentioned import Mention, mentions, mode_meant
from ingest.extract.sentences import Sentence, clause_id, where
from ingest.extract.spans import Range, cut

RULE_SOLVES = "solves.verb"
RULE_USES = "usesMode.verb"
RULE_EXAMPLE = "exemplifiedBy.example"
RULE_EXAMPLE_MODE = "hasProblem.example"
RULE_TYPICAL = "exemplifies.sentence"

_USES = re.compile(
    r"(?:采用|采取|运用|实行|引入|应用|改为|转为|改用|调整为|按照|探索出?|形成)了?(?=[^，。；]{0,30}?(?:模式|[”」]))"
)
_INSTANCE = re.compile(
    r"(?:是|为|属于)[^，。；]{0,30}?模式”?的(?:成功|典型|生动|具体|积极|先行|最早|又一|有益)*(?P<kind>实践|案例|应用|范例|样板|尝试|体现|代表|项目|实例)"
)
_CHANGED = re.compile(r"改为|转为|改用|调整为|变更为")
_UNDONE = re.compile(
    r"(?:原|原本|原先|最初|起初|曾|拟|计划|准备|打算|考虑|未|没有|并未|不再|未能|不宜|不能|难以|可|可以|建议|应|若|如果|希望|有望|尝试过)[^，。；]{0,6}$"
)
_EXAMPLE = re.compile(
    r"[（(](?:例如|比如|诸如|譬如|如|以)([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]|[，,；](?:例如|比如|如)(?!何|果|此|下)([^，。；（）]{3,40})"
)
_TYPICAL = re.compile(
    r"以([^，。；]{4,60}?)(?:等)?(?:项目|工程)?为(?:典型)?(?:代表|示范|例)|(?:代表性?|典型)(?:项目|案例|工程)(?:有|为|是|包括)[^，。；]{4,60}"
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
            _solutions(book, sentence, [*mode_meant(book, sentence), *named])
        if zone == "body" and named:
            _uses(book, sentence, named)
            _typical(book, sentence, named)
            _instances(book, sentence, named)
        if zone == "body":
            merits.find(book, sentence)
        _examples(book, sentence)


def _solutions(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """模式…解决了…: the mode or project named last before the verb in its part of the sentence."""
    text = book.document.text
    for start, end in cut(text, sentence.start, sentence.end, "；;。"):
        bearers = _bearers(text, [m for m in named if start <= m.start < end])
        for piece in cut(text, start, end, "，,"):
            before = [m for m in bearers if m.start < piece[1]]
            if not before or _is_unsettled(text, start, piece, end):
                continue
            for claim in results.solved(text, *piece):
                if claim.problem.start > before[-1].end:
                    _solves(book, before[-1], claim, sentence)
            for claim in results.settled(text, *piece):
                _solves(book, before[-1], claim, sentence)


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
    document = book.document
    clause = clause_id(document, sentence.clause)
    problem = restatement.write(book, claim.problem, RULE_SOLVES, clause)
    book.assertion(
        mode.id, "solves", problem, min(mode.start, claim.start), claim.end,
        where=where(document, sentence.clause), clause=clause, rule=RULE_SOLVES,
    )  # fmt: skip


def _uses(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """项目采用模式, unless it was only planned, given up or denied; 改为 names what came instead."""
    text = book.document.text
    for match in _USES.finditer(text, sentence.start, sentence.end):
        stop = next(iter(cut(text, match.end(), sentence.end, "，,；;。")), (0, match.end()))[1]
        mode = next((m for m in named if m.type == "Mode" and match.end() <= m.start < stop), None)
        project = next(
            (m for m in reversed(named) if m.type == "Project" and m.end <= match.start()), None
        )
        changed = _CHANGED.match(match.group())
        undone = _UNDONE.search(text, sentence.start, match.start()) or (
            not changed and _CHANGED.search(text, stop, sentence.end)
        )
        if mode is None or project is None or undone or _crosses(text, project.end, match.start()):
            continue
        clause = clause_id(book.document, sentence.clause)
        book.assertion(
            project.id, "usesMode", mode.id, project.start, mode.end,
            where=where(book.document, sentence.clause), clause=clause, rule=RULE_USES,
        )  # fmt: skip


def _instances(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """甲项目是乙模式的成功实践: the project uses the mode; as its 代表 it exemplifies it."""
    text = book.document.text
    for match in _INSTANCE.finditer(text, sentence.start, sentence.end):
        project = next(
            (m for m in reversed(named) if m.type == "Project" and m.end <= match.start()), None
        )
        mode = next(
            (m for m in named if m.type == "Mode" and match.start() <= m.start < match.end()), None
        )
        if project is None or mode is None or _UNDONE.search(text, project.end, match.start()):
            continue
        if "，" in text[project.end : match.start()]:
            continue
        clause = clause_id(book.document, sentence.clause)
        shows = match["kind"] == "代表"
        book.assertion(
            project.id, "exemplifies" if shows else "usesMode", mode.id, project.start, match.end(),
            where=where(book.document, sentence.clause), clause=clause,
            rule=RULE_TYPICAL if shows else RULE_USES,
        )  # fmt: skip


def _typical(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """甲模式…以乙项目为代表: the project exemplifies the mode."""
    text = book.document.text
    for match in _TYPICAL.finditer(text, sentence.start, sentence.end):
        inside = [
            m for m in named if m.type == "Project" and match.start() <= m.start < match.end()
        ]
        before = [m for m in named if m.type == "Mode" and m.end <= match.start()]
        if not inside or not before or _crosses(text, before[-1].end, match.start()):
            continue
        clause = clause_id(book.document, sentence.clause)
        for project in inside:
            book.assertion(
                project.id, "exemplifies", before[-1].id, before[-1].start, match.end(),
                where=where(book.document, sentence.clause), clause=clause, rule=RULE_TYPICAL,
            )  # fmt: skip


def _crosses(text: str, start: int, end: int) -> bool:
    return "；" in text[start:end] or end - start > 60


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
        for found in before or _headline(book, match.start()):
            if project:
                _exemplified(book, found.id, project, found.start, match.end(), sentence)
        if mode:
            _suffers(book, mode, inside, [p.id for p in told_inside or before], sentence, project)


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
    own = list(problems.states(text, *inside, inside=True))
    clause = clause_id(book.document, sentence.clause)
    ids = [restatement.write(book, p, RULE_EXAMPLE_MODE, clause) for p in own] or found
    for problem in dict.fromkeys(ids):
        book.assertion(
            mode, "hasProblem", problem, *inside,
            where=where(book.document, sentence.clause), clause=clause, rule=RULE_EXAMPLE_MODE,
        )  # fmt: skip
        if own and project:
            _exemplified(book, problem, project, *inside, sentence)
