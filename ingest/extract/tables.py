"""Tables of projects and modes: rows become entities and relations by what their columns hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from ingest.extract import minerals, modes, outcomes, projects, restatement, results, zones
from ingest.extract.book import FactBook
from ingest.extract.columns import is_empty
from ingest.extract.coordination import Problem, split
from ingest.extract.headers import Field, Layout, field_of, layout
from ingest.extract.locations import chain
from ingest.extract.rows import halves, is_total, minerals_in
from ingest.extract.sentences import clause_id, clause_index, trim
from ingest.extract.spans import Range, cut, plain, tidy, without_bracket
from ontology import patterns as re
from ontology.records import DOCUMENT_ID, Predicate, Table

RULE = "table.{}-column"
_EXPLAINED = re.compile(r"[（(]([一-鿿]{4,16}?)(?:携|出资|承建|牵头)")
_SHORTEST = 3  # characters of a problem
_SIDEWAYS = 2  # headings in the first column that make a table sideways
_ATTRIBUTES = frozenset(
    {"outcome", "problem", "advantage", "drawback", "place", "actor", "example", "solved", "advice"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One body row of a table about projects or modes."""

    book: FactBook
    table: Table
    layout: Layout
    number: int

    @property
    def where(self) -> str:
        """The place of the row for people: 表2 row 1."""
        return f"{self.table.label or self.table.title} row {self.number + 1}"

    def cells(self, field: Field) -> Iterator[Range]:
        """The ranges of the filled cells of a field."""
        for column in self.layout.fields.get(field, ()):
            ranges = self.table.cells[self.number]
            if column < len(ranges):
                start, end = trim(self.book.document.text, *ranges[column])
                if start < end and not is_empty(self.book.document.text[start:end]):
                    yield start, end

    def clause(self, start: int) -> str:
        """The id of the clause (the row, where the structure knows it) at a position."""
        return clause_id(self.book.document, clause_index(self.book, start))

    def claim(
        self, subject: str, predicate: Predicate, object_: str, start: int, end: int, field: Field
    ) -> None:
        """Write down what the words of a cell say."""
        self.book.assertion(
            subject, predicate, object_, start, end,
            where=self.where, clause=self.clause(start), rule=RULE.format(field),
        )  # fmt: skip


def find(book: FactBook) -> None:
    """Write down the projects, modes, outcomes and problems of every table that lists them."""
    if not zones.holds_mine_facts(book.document):
        return
    rows = list(_rows(book))
    _projects(book, rows)
    for row in rows:
        subjects = list(_subjects(row))
        _places_and_actors(row)
        for subject in subjects:
            _account(row, subject)


def _rows(book: FactBook) -> Iterator[Row]:
    for table in (half for whole in book.document.tables for half in halves(whole)):
        table, found = _read(table, book.document.text)
        if found:
            for number in range(len(table.rows)):
                yield Row(book, table, found, number)


def _read(table: Table, text: str) -> tuple[Table, Layout | None]:
    """How to read a table; one whose first column holds the headings is read sideways."""
    if not table.header or not table.rows:
        return table, None
    told = sum(field_of("".join(row[0].split())) in _ATTRIBUTES for row in table.rows)
    named = sum(_is_own_name("".join(cell.split()), text) for cell in table.header[1:])
    across = named >= _SIDEWAYS and 2 * named > len(table.header) - 1
    if told >= _SIDEWAYS and (across or 2 * told > len(table.rows)):
        table = _turned(table, modes=across)
    return table, layout(table)


def _is_own_name(header: str, text: str) -> bool:
    """Whether a column is headed by the name of a mode or project, not by a word for such."""
    bare = plain(header)
    if bare.endswith(("项目", "工程")):
        return bool(chain(bare))
    return len(bare) > 1 and (
        (bare.endswith("模式") and not modes.is_generic(bare)) or f"{bare}模式" in text
    )


def _turned(table: Table, *, modes: bool) -> Table:
    """The table with rows as columns; its columns were headed by `modes` or by projects."""
    named = [tidy(name) for name in table.header[1:]]
    about_modes = any(name.endswith("模式") for name in named) or (
        modes and not any(chain(name) for name in named)
    )
    corner = "模式" if about_modes else "项目名称"
    grid = [table.header_cells[-1] if table.header_cells else (), *table.cells]
    words = [(corner, *table.header[1:]), *table.rows]
    width = min(len(row) for row in words)
    columns = [tuple(row[c] for row in words) for c in range(width)]
    ranges = [tuple(row[c] if c < len(row) else (0, 0) for row in grid) for c in range(width)]
    return replace(
        table, header=columns[0], rows=tuple(columns[1:]), cells=tuple(ranges[1:]),
        header_rows=(columns[0],), header_cells=(ranges[0],),
    )  # fmt: skip


def _projects(book: FactBook, rows: list[Row]) -> None:
    """All project names of all tables first, so that each project bears its longest name."""
    named = [(row, n, f) for row in rows for n, f in _named(row)]
    groups = projects.gather(n for _, n, _ in named)
    home = {id(n): group for group in groups for n in group}
    for row, naming, field in named:
        rule = RULE.format(field)
        project = projects.write(book, home[id(naming)], rule, row.clause(naming.start))
        _registry(book)[row.table.id, row.number, naming.start] = project
        if naming is max(home[id(naming)], key=lambda n: len(n.name)):
            projects.locate(book, project, naming, row.clause(naming.start), row.where)


def _registry(book: FactBook) -> dict[tuple[str, int, int], str]:
    return cast("dict[tuple[str, int, int], str]", book.memo.setdefault("table projects", {}))


def _named(row: Row) -> Iterator[tuple[projects.Naming, Field]]:
    text = row.book.document.text
    for start, end in row.cells("project"):
        if not is_total(text[start:end]) and not _is_place(text[start:end]):
            yield projects.read(text, start, end), "project"
    for start, end in row.cells("example"):
        for piece in _examples(text, start, end):
            if not _is_place(text[slice(*piece)]):
                yield projects.read(text, *piece), "example"


def _is_place(words: str) -> bool:
    """Whether a cell names no more than an administrative place (典型地区: 某县)."""
    places = chain(tidy(words))
    return bool(places) and places[-1].end == len(tidy(words))


def _examples(text: str, start: int, end: int) -> list[Range]:
    """The examples of a cell; a list of waters or hills before one head stays whole."""
    parts = [p for piece in cut(text, start, end, "；;") for p in cut(text, *piece, "、，,")]
    if all(_is_named(text[s:e]) for s, e in parts):
        return parts
    return list(cut(text, start, end, "；;"))


def _is_named(words: str) -> bool:
    return len(words) >= 4 and (
        tidy(words)[-1] in "目程园区地矿山村镇县市场坑湖等例库廊城厂院谷址迹段窑塘井峪沟"
        or bool(chain(words))
    )


def _subjects(row: Row) -> Iterator[str]:
    """The entities that the row is about; their modes, examples and users are written on the way."""
    field = row.layout.subject
    found_projects = list(_row_projects(row, "project"))
    found_modes = list(_row_modes(row))
    for project, _, _ in found_projects:
        for mode, at in found_modes:
            row.claim(project, "usesMode", mode, *at, "mode")
            _users(row.book).setdefault(mode, []).append(project)
        _explained(row, project)
        _minerals(row, project)
    if field == "mode":
        for mode, _ in found_modes:
            for project, start, end in _row_projects(row, "example"):
                row.claim(project, "exemplifies", mode, start, end, "example")
                _users(row.book).setdefault(mode, []).append(project)
        yield from (mode for mode, _ in found_modes)
    elif field == "project":
        yield from (project for project, _, _ in found_projects)
    elif field == "problem":
        _advised(row)


def _advised(row: Row) -> None:
    """A row of a problem and what is advised: who has the one, what meets it, who shall act."""
    text = row.book.document.text
    troubles = [
        (restatement.write(row.book, _plain(p), RULE.format("problem"), row.clause(p.start)), p)
        for start, end in row.cells("problem")
        for piece in cut(text, start, end, "，,；;。")
        for p in split(text, *piece, cell=True)
        if len(p.name) >= _SHORTEST
    ]
    for problem, at in troubles:
        row.claim(DOCUMENT_ID, "hasProblem", problem, at.start, at.end, "problem")
    for start, end in row.cells("advice"):
        for piece in cut(text, start, end, "；;。"):
            advice = row.book.entity(
                "Recommendation", tidy(text[slice(*piece)]), *piece,
                clause=row.clause(start), rule=RULE.format("advice"),
            )  # fmt: skip
            for problem, _ in troubles:
                row.claim(advice, "addresses", problem, *piece, "advice")
            for actor, at_actor in _row_actors(row):
                row.claim(advice, "directedAt", actor, *at_actor, "actor")


def _row_actors(row: Row) -> Iterator[tuple[str, Range]]:
    """The actors of a row's cells; 、 parts them."""
    text = row.book.document.text
    for start, end in row.cells("actor"):
        for piece in cut(text, start, end, "、，,；;"):
            at = without_bracket(text, *piece)
            actor = row.book.entity(
                "Organization", tidy(text[at[0] : at[1]]), *at,
                clause=row.clause(start), rule=RULE.format("actor"),
            )  # fmt: skip
            yield actor, at


def _explained(row: Row, project: str) -> None:
    """（某公司携技术和资本参与） behind the mode: who carries the project out."""
    text = row.book.document.text
    for start, end in row.cells("mode"):
        for match in _EXPLAINED.finditer(text, start, end):
            rule = RULE.format("mode")
            at = match.start(1), match.end(1)
            actor = row.book.entity(
                "Organization", tidy(match[1]), *at, clause=row.clause(start), rule=rule
            )
            row.claim(project, "implements", actor, *at, "mode")


def _users(book: FactBook) -> dict[str, list[str]]:
    return cast("dict[str, list[str]]", book.memo.setdefault("mode users", {}))


def _row_projects(row: Row, field: Field) -> Iterator[tuple[str, int, int]]:
    text = row.book.document.text
    for naming, found in _named(row):
        if found == field:
            project = _registry(row.book)[row.table.id, row.number, naming.start]
            yield project, *trim(text, naming.start, naming.end)


def _row_modes(row: Row) -> Iterator[tuple[str, Range]]:
    for start, end in row.cells("mode"):
        for mode in modes.in_cell(row.book.document.text, start, end):
            if len(mode.name) >= 2:
                rule = RULE.format("mode")
                yield modes.write(row.book, mode, rule, row.clause(start)), (mode.start, mode.end)


def _minerals(row: Row, project: str) -> None:
    text = row.book.document.text
    for start, end in row.cells("mineral"):
        for name in minerals_in(text[start:end]):
            at = text.find(name, start, end)
            if at >= 0:
                mineral = minerals.mention(row.book, name, at, at + len(name))
                row.claim(project, "forMineral", mineral, at, at + len(name), "mineral")


def _places_and_actors(row: Row) -> None:
    for project, _, _ in _row_projects(row, "project"):
        for start, end in row.cells("place"):
            projects.locate_cell(
                row.book, project, start, end,
                clause=row.clause(start), where=row.where, rule=RULE.format("place"),
            )  # fmt: skip
        for actor, at in _row_actors(row):
            row.claim(project, "implements", actor, *at, "actor")


def _account(row: Row, subject: str) -> None:
    """What the row says of its subject: outcomes, merits, faults, problems, telling remarks."""
    for start, end in row.cells("outcome"):
        _merits(row, subject, start, end, "outcome")
    for start, end in row.cells("advantage"):
        _merits(row, subject, start, end, "advantage")
    for start, end in row.cells("solved"):
        _solved(row, subject, start, end)
    for field in cast("tuple[Field, ...]", ("drawback", "problem")):
        for start, end in row.cells(field):
            _faults(row, subject, start, end, field)
    for start, end in row.cells("remark"):
        at = results.outcome(row.book.document.text, start, end)
        if row.layout.subject == "project" and results.is_remark_result(
            tidy(row.book.document.text[slice(*at)])
        ):
            _outcome(row, subject, at, "remark")


def _merits(row: Row, subject: str, start: int, end: int, field: Field) -> None:
    text = row.book.document.text
    parts = results.clauses(text, start, end)
    is_mode = row.book.get(subject).type == "Mode"
    for part in parts:
        solved = list(results.solved(text, *part, hoping=True)) if is_mode else []
        for claim in solved:
            problem = restatement.write(
                row.book, claim.problem, RULE.format(field), row.clause(claim.start)
            )
            row.claim(subject, "solves", problem, claim.start, claim.end, field)
        at = results.outcome(text, *part)
        words = tidy(text[at[0] : at[1]])
        if solved or len(words) < 3:
            continue
        if field == "outcome" or results.is_advantage(words, len(parts) == 1):
            _outcome(row, subject, at, field)


def _solved(row: Row, subject: str, start: int, end: int) -> None:
    """A column that is headed by the problems which a mode solves."""
    text = row.book.document.text
    if row.book.get(subject).type != "Mode":
        return
    for piece in cut(text, start, end, "，,；;。"):
        for problem in results.objects(text, *piece):
            entity = restatement.write(row.book, problem, RULE.format("solved"), row.clause(start))
            row.claim(subject, "solves", entity, problem.start, problem.end, "solved")


def _outcome(row: Row, subject: str, at: Range, field: Field) -> None:
    outcomes.write(
        row.book, subject, at, where=row.where, clause=row.clause(at[0]), rule=RULE.format(field)
    )


def _faults(row: Row, subject: str, start: int, end: int, field: Field) -> None:
    text = row.book.document.text
    for piece in cut(text, start, end, "，,；;。"):
        found = split(text, *piece, cell=True)
        for problem in found:
            if len(problem.name) < 3:
                continue
            entity = restatement.write(
                row.book, _plain(problem), RULE.format(field), row.clause(start)
            )
            row.claim(subject, "hasProblem", entity, problem.start, problem.end, field)


def _plain(problem: Problem) -> Problem:
    """A cell's words without 存在 before a problem that is a noun."""
    name = problem.name
    if name.startswith("存在") and name.endswith(("问题", "现象", "风险", "隐患", "纠纷")):
        name = name.removeprefix("存在").lstrip("着一些的")
    return problem._replace(name=name)
