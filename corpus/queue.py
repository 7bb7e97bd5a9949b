"""The review queue: what people should look at, the most doubtful first, and what they decided."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from corpus.claims import Claims
from corpus.cursor import accept, issue
from corpus.reader import SHOWN
from corpus.rows import Page, QueueRow, Review
from corpus.statements import Statement, statements
from corpus.verdicts import STATES, VERDICTS, open_reports, standing
from ontology.errors import UnknownName

_Among = tuple[str | None, str]  # a document id or None; JSON list of what to leave out
_SAID = tuple(f.name for f in fields(Statement))
REASONS = ("reported", "proposed", "unsure", "unseen")
_REPORTED, _PROPOSED, _UNSURE, _UNSEEN = range(4)
_DOUBTFUL = 0.94  # below it more than one claim in sixteen of a rule was wrong on gold
_OPEN = f"""
FROM (SELECT a.*, d.id AS document, d.title AS title,
        CASE WHEN a.model <> '' THEN {_PROPOSED} WHEN a.confidence < {_DOUBTFUL} THEN {_UNSURE}
             ELSE {_UNSEEN} END AS rank,
        a.confidence + (a.object_key IS NULL OR a.predicate IN ('cites', 'partOf')) AS weight
      FROM assertions a JOIN documents d ON d.doc = a.doc AND d.{SHOWN} AND NOT d.off_topic
      WHERE a.review = 'unreviewed'
        AND NOT (a.predicate = 'partOf' AND a.subject_key LIKE 'doc/%')
        AND (?1 IS NULL OR d.id = ?1)
        AND d.id || '/' || a.statement NOT IN (SELECT value FROM json_each(?2))) AS q
"""


class Queue(Claims):
    """What is to be reviewed and what has been."""

    def statement(self, document: str, statement: str) -> Statement:
        """What a document says under a statement id, with or without decisions on it.

        UnknownName when the document is not here or says no such thing, now or when it was decided.
        """
        for record in (self.extracted(document), self.record(document)):
            for found in statements(record):
                if found.id == statement:
                    return found
        raise UnknownName(f"文件 {document} 里没有编号为 {statement} 的陈述")

    def verdict(self, document: str, statement: str) -> Review | None:
        """The decision on a statement that holds, None where nobody has decided."""
        return standing(self.reviews(document, statement)).get((document, statement))

    def queue(
        self, *, reason: str | None = None, document: str | None = None, limit: int = 20,
        cursor: str | None = None,
    ) -> Page[QueueRow]:  # fmt: skip
        """What is open: reported first, then proposals of a model, then by confidence; among equals
        relations between things before norms and citations.

        Args:
            reason: one of `REASONS` only: reported as wrong, proposed by a model, found by a rule
                that is not always right (confidence below 1), or merely not looked at yet.

        What only tells the order of clauses is left out, and off-topic documents unless something in
        them was reported. BadQuery for a cursor of another query.
        """
        bound = ("queue", reason, document)
        after = accept(bound, cursor) if cursor is not None else [-1, 0, "", 0]
        reported = [row for row in self._reported() if document in (None, row.document)]
        known = json.dumps([f"{row.document}/{row.statement}" for row in reported])
        ranks = [REASONS.index(reason)] if reason else list(range(len(REASONS)))
        rows: list[tuple[list[Any], QueueRow]] = []
        if _REPORTED in ranks:
            places = ([_REPORTED, 0, "", -row.reports[-1].number] for row in reported)
            rows += [(p, r) for p, r in zip(places, reported, strict=True) if p > after]
        rows += self._undecided(ranks, (document, known), after, limit + 1)
        page = rows[:limit]
        counts = self._counts((document, known), len(reported))
        total = sum(counts[REASONS[rank]] for rank in ranks)
        more = issue(bound, page[-1][0]) if len(rows) > limit else None
        return Page(tuple(row for _, row in page), total, more, {"reason": counts})

    def decided_on(
        self, state: str, *, limit: int = 20, cursor: str | None = None
    ) -> Page[QueueRow]:
        """What was accepted, rejected or edited and still is, the last decision first."""
        bound = ("decided", state)
        before = accept(bound, cursor)[0] if cursor is not None else None
        held = [r for r in standing(self.reviews()).values() if r.decision in VERDICTS]
        counts = {s: sum(STATES[r.decision] == s for r in held) for s in STATES.values()}
        found = [r for r in held if STATES[r.decision] == state]
        found.sort(key=lambda r: -r.number)
        rest = [r for r in found if before is None or r.number < before]
        page = rest[:limit]
        more = issue(bound, [page[-1].number]) if len(rest) > limit else None
        titles = self._titles()
        rows = tuple(_decided(entry, titles.get(entry.document, "")) for entry in page)
        return Page(rows, len(found), more, {"status": counts})

    # ------------------------------------------------------------------ inside

    def _reported(self) -> list[QueueRow]:
        titles = self._titles()
        found = [
            _row(reports[-1], titles[document], "reported", "unreviewed", tuple(reports))
            for document, _, reports in open_reports(self.reviews())
            if document in titles
        ]
        return sorted(found, key=lambda row: -row.reports[-1].number)

    def _undecided(
        self, ranks: Sequence[int], among: _Among, after: Sequence[Any], limit: int
    ) -> Iterator[tuple[list[Any], QueueRow]]:
        marks = ", ".join("?" * len(ranks))
        rows = self._all(
            "SELECT rank, weight, document, ord, confidence, title, statement, subject, predicate, object,"
            " quote, start, end, clause, place, rule, model, doc"
            f" {_OPEN} WHERE rank IN ({marks}) AND (rank, weight, document, ord) > (?, ?, ?, ?)"
            " ORDER BY rank, weight, document, ord LIMIT ?",
            [*among, *ranks, *after, limit],
        )
        for row in rows:
            yield list(row[:4]), self._open_row(row)

    def _open_row(self, row: Any) -> QueueRow:
        rank, _, document, _, confidence, title, statement, subject, predicate, object_, *rest = row
        quote, start, end, clause, where, rule, model, doc = rest
        return QueueRow(
            document, title, statement, "assertion", REASONS[rank], "unreviewed",
            self._role(doc, subject), predicate, self._role(doc, object_), quote, start, end, clause,
            where, rule, confidence, model,
        )  # fmt: skip

    def _role(self, doc: int, local: str) -> str:
        found = self._all(
            "SELECT type || '/' || name FROM entities WHERE doc = ? AND id = ?", [doc, local]
        )
        return str(found[0][0]) if found else local

    def _counts(self, among: _Among, reported: int) -> dict[str, int]:
        rows = dict(self._all(f"SELECT rank, count(*) {_OPEN} GROUP BY rank", among))
        counts = {name: int(rows.get(rank, 0)) for rank, name in enumerate(REASONS)}
        return counts | {"reported": reported}

    def _titles(self) -> dict[str, str]:
        return dict(self._all(f"SELECT id, title FROM documents WHERE {SHOWN}"))


def _decided(entry: Review, title: str) -> QueueRow:
    return _row(entry, title, "decided", STATES[entry.decision], (), entry)


def _row(
    entry: Review, title: str, reason: str, state: str, reports: tuple[Review, ...],
    verdict: Review | None = None,
) -> QueueRow:  # fmt: skip
    said = {name: "" for name in _SAID} | dict(entry.detail)
    return QueueRow(
        entry.document, title, entry.target, said["kind"], reason, state, said["subject"],
        said["predicate"], said["object"], said["quote"], int(said["start"] or 0),
        int(said["end"] or 0), said["clause"], said["where"], said["rule"],
        float(said["confidence"] or 1), said["model"], reports, verdict,
    )  # fmt: skip
