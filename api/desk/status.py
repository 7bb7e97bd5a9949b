"""Whether a document is in force, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from api.desk.effect import Effect, effect
from api.desk.views import Titles
from corpus.rows import DocumentRow
from ontology.ids import document_key

_BINDING = ("regulation", "specification", "notice")
StatusValue = Literal["现行", "已修改", "废止", "未知"]


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a document: `by` is the key of what replaced or repealed it, `evidence` why."""

    value: StatusValue
    evidence: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a law in the library with its state.

    `since` is when it came into force, an ISO date, "" where it does not say so.
    """

    document: DocumentRow
    status: Status
    since: str = ""


def timeline(title: str, library: Titles) -> tuple[Version, ...]:
    """The versions of a law that the library holds, oldest first; () for an unknown title."""
    rows = sorted(library.find_documents(title), key=lambda r: (r.date, r.id))
    return tuple(
        Version(row, status(row, library), found.since if (found := since(row, library)) else "")
        for row in rows
    )


def status(row: DocumentRow, library: Titles) -> Status:
    """The state of a document from what it says of itself, repeal clauses and newer versions.

    未知 where nothing in the library says anything.
    """
    repeal = _repeal(row, library)
    if repeal is not None:
        return repeal
    newer = next(
        (other for other in library.find_documents(row.title) if other.date > row.date > ""), None
    )
    if newer is not None:
        return Status("已修改", f"资料库中有 {newer.date} 的版本", document_key(newer.id))
    if row.in_force == "废止":
        return Status("废止", "文件自己注明")
    if row.in_force == "已修改":
        return Status("已修改", "文件自己注明")
    if row.in_force == "现行":
        return Status("现行", "文件自己注明")
    return _by_own_words(row, library)


def since(row: DocumentRow, library: Titles) -> Effect | None:
    """When a document came into force by its own words; None where it says nothing."""
    return effect(library.text(row.id), row.date)


def _by_own_words(row: DocumentRow, library: Titles) -> Status:
    """What its clause on entry into force says; plans have a time of their own and are left out."""
    found = since(row, library) if row.genre in _BINDING else None
    if found is None or not found.since:
        return Status("未知")
    today = date.today()
    if found.since > today.isoformat():
        return Status("未知", f"{found.words}，还没有施行")
    if found.over(today):
        return Status("未知", f"{found.words}，有效期已满")
    return Status("现行", f"{found.words}；资料库中没有更新的版本，也没有废止它的文件")


def _repeal(row: DocumentRow, library: Titles) -> Status | None:
    for citation in library.cited_by(row.id):
        if citation.document == row.id:
            continue
        words = _sentence(library.text(citation.document), citation.start, citation.end)
        if "同时废止" in words or "予以废止" in words:
            other = next(iter(library.find_documents(citation.document_title)), None)
            if other is not None and other.date >= row.date:
                return Status("废止", words, document_key(citation.document))
    return None


def _sentence(text: str, start: int, end: int) -> str:
    begin = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    stops = [at for mark in "。\n" if (at := text.find(mark, end)) >= 0]
    return text[begin : min(stops, default=len(text))].strip()
