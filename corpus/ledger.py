"""What background work writes into the library: jobs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

from corpus.rows import Job
from corpus.store import Store
from ontology.errors import UnknownName


class Ledger:
    """The jobs of a library."""

    _store: Store

    def start_job(self, kind: str, detail: Mapping[str, object] | None = None) -> Job:
        """A new waiting job."""
        now = _now()
        job = Job(uuid4().hex, kind, "waiting", now, now, dict(detail or {}))
        with self._store.writing() as db:
            db.execute(
                "INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?)",
                (job.id, kind, job.state, now, now, json.dumps(job.detail, ensure_ascii=False)),
            )
        return job

    def update_job(self, job_id: str, state: str, detail: Mapping[str, object]) -> Job:
        """Set a job's state and detail; UnknownName for an id never given."""
        with self._store.writing() as db:
            changed = db.execute(
                "UPDATE jobs SET state = ?, changed = ?, detail = ? WHERE id = ?",
                (state, _now(), json.dumps(dict(detail), ensure_ascii=False), job_id),
            ).rowcount
        if not changed:
            raise UnknownName(f"没有编号为 {job_id} 的任务")
        return self.job(job_id)

    def job(self, job_id: str) -> Job:
        """A job; UnknownName for an id never given."""
        row = self._store.connection.execute(
            "SELECT * FROM jobs WHERE id = ?", (job_id,)
        ).fetchone()
        if row is None:
            raise UnknownName(f"没有编号为 {job_id} 的任务")
        return Job(*[*row[:-1], json.loads(row[-1])])

    def jobs(self, limit: int = 50) -> tuple[Job, ...]:
        """The latest jobs, newest first."""
        found = self._store.connection.execute(
            "SELECT * FROM jobs ORDER BY created DESC, id LIMIT ?", (limit,)
        )
        return tuple(Job(*[*row[:-1], json.loads(row[-1])]) for row in found)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
