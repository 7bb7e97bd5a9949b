"""Citation check: does the law say so, in these words, and is it in force?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from api.desk.nearest import misspelt
from api.desk.quotes import difference, holds, nearness
from api.desk.references import Place, Reference, references
from api.desk.status import status
from api.desk.units import article_number
from api.desk.views import Titles
from corpus.names import name_key, number_key
from corpus.rows import DocumentRow
from ontology.ids import clause_key, document_key
from ontology.records import Clause

Verdict = Literal["FOUND", "DIFFERENT WORDS", "NOT IN FORCE", "NOT FOUND", "UNVERIFIED"]
_CLOSE = 0.75
_HALF = 0.5
_SHORT = 6


@dataclass(frozen=True, slots=True)
class VerifiedCitation:
    """A citation and what the library says of it.

    `[start, end)` are code points of the checked text, `clause` is the library key of the clause
    or document ("" when there is none), `difference` says what the words are instead, and
    `replaced_by` is the key of the document in force where the cited one is not.
    """

    text: str
    start: int
    end: int
    title: str
    article: str
    verdict: Verdict
    clause: str = ""
    difference: str = ""
    replaced_by: str = ""

    def as_json(self) -> dict[str, object]:
        """The citation as the command line and the web give it."""
        return {name: getattr(self, name) for name in self.__slots__}


class _Remembering:
    """A library that is asked each question once: a text cites the same laws again and again."""

    def __init__(self, library: Titles) -> None:
        self.find_documents = cache(library.find_documents)
        self.clauses = cache(library.clauses)
        self.text = cache(library.text)
        self.cited_by = cache(library.cited_by)
        self.document_ids = library.document_ids
        self.document = cache(library.document)
        self._library = library

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The titles of all documents in the form that citations have."""
        rows = map(self._library.document, self._library.document_ids())
        return tuple(dict.fromkeys(name_key(r.title) for r in rows if r.title))


@dataclass(frozen=True, slots=True)
class _Finding:
    verdict: Verdict
    clause: str = ""
    difference: str = ""
    replaced_by: str = ""


def verify(text: str, library: Titles) -> tuple[VerifiedCitation, ...]:
    """Every citation of `text` in order with its verdict; () when it cites nothing.

    A law that the library does not hold is UNVERIFIED, never NOT FOUND. Without a year the version
    in force is meant: an article or words that only an older version has are NOT IN FORCE.
    """
    known = _Remembering(library)
    found = references(text, lambda name: bool(known.find_documents(name)))
    return tuple(_verified(text, ref, known) for ref in found)


def as_json(citations: Sequence[VerifiedCitation]) -> dict[str, object]:
    """All citations as DESIGN.md fixes it."""
    return {"citations": [c.as_json() for c in citations]}


def _verified(text: str, ref: Reference, library: _Remembering) -> VerifiedCitation:
    finding = _judge(ref, library)
    return VerifiedCitation(
        text[ref.start : ref.end],
        ref.start,
        ref.end,
        ref.title or ref.number,
        ref.printed,
        finding.verdict,
        finding.clause,
        finding.difference,
        finding.replaced_by,
    )


def _judge(ref: Reference, library: _Remembering) -> _Finding:
    rows = library.find_documents(ref.title, "" if ref.title else ref.number)
    if not rows:
        near = misspelt(name_key(ref.title), library.titles) if ref.title else ""
        return _Finding(
            "UNVERIFIED", difference=f"资料库没有这个名称，相近的是《{near}》" if near else ""
        )
    if ref.title and ref.number and (wrong := _other_number(ref, rows)):
        return wrong
    current, older = _versions(rows)
    if ref.year and not any(r.date.startswith(ref.year) for r in current):
        dated = [r for r in older if r.date.startswith(ref.year)]
        if dated:
            return _superseded(_look(ref, dated, library), current)
        if older or current[0].date:
            return _not_held(ref, current)
    found = _look(ref, current, library)
    if found.verdict != "FOUND" and older:
        past = _look(ref, older, library)
        if past.verdict == "FOUND":
            return _superseded(past, current)
    return _still_in_force(found, current, library)


def _not_held(ref: Reference, current: Sequence[DocumentRow]) -> _Finding:
    """A version that the library does not hold: replaced where it is older than the newest one."""
    key, date = document_key(current[0].id), current[0].date
    if ref.year > date[:4]:
        return _Finding("UNVERIFIED", difference=f"资料库没有{ref.year}年的版本，最新的是{date}的")
    return _Finding("NOT IN FORCE", key, f"{ref.year}年的版本已由{date}的版本代替", key)


def _versions(rows: Sequence[DocumentRow]) -> tuple[list[DocumentRow], list[DocumentRow]]:
    """The newest version (in one or more files) and the older ones, newest first."""
    newest = max(r.date for r in rows)
    ordered = sorted(rows, key=lambda r: r.date, reverse=True)
    current = [r for r in ordered if r.date == newest]
    return current, [r for r in ordered if r.date != newest]


def _other_number(ref: Reference, rows: Sequence[DocumentRow]) -> _Finding | None:
    wanted = number_key(ref.number)
    stated = [r for r in rows if r.doc_number]
    if not stated or any(number_key(r.doc_number) == wanted for r in stated):
        return None
    words = f"引文文号“{ref.number}”，原文“{stated[0].doc_number}”"
    return _Finding("DIFFERENT WORDS", document_key(stated[0].id), words)


def _superseded(found: _Finding, current: Sequence[DocumentRow]) -> _Finding:
    if found.verdict != "FOUND":
        return found
    return _Finding(
        "NOT IN FORCE", found.clause, "这是旧版本的条文或文字", document_key(current[0].id)
    )


def _still_in_force(found: _Finding, rows: Sequence[DocumentRow], library: Titles) -> _Finding:
    if found.verdict != "FOUND":
        return found
    now = status(rows[0], library)
    if now.value == "废止":
        return _Finding("NOT IN FORCE", found.clause, now.evidence, now.by)
    return found


def _look(ref: Reference, rows: Sequence[DocumentRow], library: Titles) -> _Finding:
    """The verdict by the words of these documents alone; the first that fits best."""
    if ref.place is None:
        return _anywhere(ref, rows, library)
    best = _Finding("NOT FOUND")
    for row in rows:
        finding = _in_document(ref, ref.place, row, library)
        if finding.verdict == "FOUND":
            return finding
        if best.verdict == "NOT FOUND":
            best = finding
    return best


def _anywhere(ref: Reference, rows: Sequence[DocumentRow], library: Titles) -> _Finding:
    """A title without article: there; with quoted words: where they stand, or what comes near."""
    key = document_key(rows[0].id)
    if len(ref.words) < _SHORT:
        return _Finding("FOUND", key)
    near: tuple[float, str] = (0.0, "")
    for row in rows:
        text = library.text(row.id)
        for clause in library.clauses(row.id)[1:]:
            words = text[clause.start : clause.end]
            if clause.kind == "article" and holds(words, ref.words):
                return _Finding("FOUND", clause_key(row.id, clause.id))
            if clause.kind == "article":
                near = max(near, (nearness(words, ref.words), words))
        if holds(text, ref.words):
            return _Finding("FOUND", document_key(row.id))
    if near[0] < _HALF:
        return _Finding("DIFFERENT WORDS", key, "文件里没有这段文字")
    return _Finding("DIFFERENT WORDS", key, difference(near[1], ref.words))


def _in_document(ref: Reference, place: Place, row: DocumentRow, library: Titles) -> _Finding:
    clauses = library.clauses(row.id)
    clause = find_clause(clauses, place)
    if clause is None:
        return _Finding("NOT FOUND")
    text, key = library.text(row.id), clause_key(row.id, clause.id)
    words = text[clause.start : clause.end]
    listed = [c for p in ref.before if (c := find_clause(clauses, p))]
    said = [words, *(text[c.start : c.end] for c in listed)]
    if len(ref.words) < _SHORT or any(holds(w, ref.words) for w in said):
        return _Finding("FOUND", key)
    if not ref.exact and nearness(words, ref.words) < _CLOSE:
        return _Finding("FOUND", key)
    elsewhere = next(
        (c for c in clauses if c.kind == "article" and holds(text[c.start : c.end], ref.words)),
        None,
    )
    if elsewhere is not None:
        return _Finding("DIFFERENT WORDS", key, f"这段文字在{elsewhere.number}")
    return _Finding("DIFFERENT WORDS", key, difference(words, ref.words))


def find_clause(clauses: Sequence[Clause], place: Place) -> Clause | None:
    """The clause at a place, or None; 第一款 of an article of one paragraph is the article."""
    number = "-".join(map(str, place.article))
    article = next(
        (c for c in clauses if c.kind == "article" and article_number(c.number) == number), None
    )
    if article is None:
        return None
    found = article
    if place.paragraph is not None:
        below = [c for c in clauses if c.id == f"{article.id}__para_{place.paragraph}"]
        if not below and (place.paragraph != 1 or _has_paragraphs(clauses, article)):
            return None
        found = below[0] if below else article
    if place.item is None:
        return found
    return next((c for c in clauses if _is_item(c, found, place.item)), None)


def _has_paragraphs(clauses: Sequence[Clause], article: Clause) -> bool:
    return any(c.id.startswith(f"{article.id}__para_") for c in clauses)


def _is_item(clause: Clause, within: Clause, number: int) -> bool:
    return (
        within.start <= clause.start
        and clause.end <= within.end
        and clause.id.endswith(f"__item_{number}")
    )
