"""Where outcomes are written down: one that a table and the text both tell is one outcome."""

from __future__ import annotations

from typing import cast

from ingest.extract.book import FactBook
from ingest.extract.spans import Range, likeness, tidy
from ontology import patterns as re

_ALIKE = 0.5
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def write(book: FactBook, subject: str, at: Range, *, where: str, clause: str, rule: str) -> None:
    """Write down that a subject has the outcome which the words of a range tell.

    Words that tell the same figures of the same subject again are another name of the outcome.
    """
    name = tidy(book.document.text[slice(*at)])
    known = _told(book).setdefault(subject, [])
    same = next((o for o in known if _same(book, o, name)), None)
    if same:
        book.entity("Outcome", book.get(same).name, *at, aliases=(name,))
        return
    aliases = (name.removeprefix("仅"),) if name.startswith("仅") else ()
    outcome = book.entity("Outcome", name, *at, aliases=aliases, clause=clause, rule=rule)
    known.append(outcome)
    book.assertion(subject, "hasOutcome", outcome, *at, where=where, clause=clause, rule=rule)


def _told(book: FactBook) -> dict[str, list[str]]:
    """Subject -> its outcomes so far."""
    return cast("dict[str, list[str]]", book.memo.setdefault("outcomes told", {}))


def _same(book: FactBook, outcome: str, name: str) -> bool:
    other = book.get(outcome).name
    figures = _FIGURE.findall(name)
    return figures == _FIGURE.findall(other) and bool(figures) and likeness(name, other) >= _ALIKE
