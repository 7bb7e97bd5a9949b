"""Figures of projects: what the text says of one against the row of a table about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ingest.extract.book import FactBook
from ingest.extract.disagreements import agree, comparable, conflict, fold, is_exact
from ingest.extract.figures import brief
from ingest.extract.mentioned import project_names
from ingest.extract.rows import views
from ingest.extract.spans import plain
from ontology.records import Indicator

_GENRES = frozenset({"paper", "plan", "notice", "other"})
_DIGITS = 3  # digits of a number in which a slip shows


class _Figure(NamedTuple):
    """A figure of a project: whose it is and what it measures."""

    project: str
    measure: str


def find(book: FactBook) -> None:
    """Report figures of a project that the text and the row of a table give differently."""
    names = _names(book) if book.document.metadata.genre in _GENRES else {}
    rows = _rows(book, names) if names else {}
    for stated in (i for i in book.indicators if rows and i.rule == "indicator.text"):
        figure = _figure(stated.name, names)
        row = rows.get(figure.project, {}) if figure and is_exact(book, stated) else {}
        like = [i for i in row.values() if is_exact(book, i) and comparable(stated, i)]
        if figure is None or any(agree(stated, i) for i in like):
            continue
        meant = [i for i in like if i is row.get(figure.measure) or _is_slip(stated, i)]
        if len(meant) == 1:
            conflict(book, stated, meant[0])


def _names(book: FactBook) -> dict[str, str]:
    """The names of projects, and the words by which figures are named after them -> their id."""
    briefs = {plain(brief(book, e.id)): e.id for e in book.of_type("Project")}
    return {**briefs, **project_names(book)}


def _is_slip(a: Indicator, b: Indicator) -> bool:
    """Whether two numbers in one unit differ by two digits that changed places (251, 215)."""
    if a.unit != b.unit or len(a.value) != len(b.value) or len(a.value) < _DIGITS:
        return False
    differ = [i for i, (x, y) in enumerate(zip(a.value, b.value, strict=True)) if x != y]
    return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(a.value) == sorted(b.value)


def _rows(book: FactBook, names: Mapping[str, str]) -> dict[str, dict[str, Indicator]]:
    """Project -> measure -> figure, of the rows that stand for one project each."""
    labels = {
        view.where(row): view.cell(row, label)
        for view in views(book)
        for label in view.labels[-1:]
        for row in range(len(view.table.rows))
    }
    found: dict[str, dict[str, Indicator]] = {}
    for indicator in book.indicators:
        label = labels.get(indicator.where, "")
        project = names.get(plain(label), "") if indicator.rule != "indicator.text" else ""
        figure = _figure(indicator.name, names)
        if project and figure and figure.project == project:
            found.setdefault(project, {}).setdefault(figure.measure, indicator)
    return found


def _figure(name: str, names: Mapping[str, str]) -> _Figure | None:
    """The project that the name of a figure opens with, by its longest name, and the rest."""
    said = plain(name)
    for end in range(len(said) - 1, 2, -1):
        if said[:end] in names:
            return _Figure(names[said[:end]], fold(said[end:]))
    return None
