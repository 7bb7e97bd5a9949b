"""Killable query workers over the published snapshot.

The engine cannot be interrupted, so every query runs in its own process, which is killed when a
deadline passes, when its memory limit is reached (it aborts) or when the client goes away. A spare
process is always ready to take the place of one that was killed.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from kg.cache import AnswerCache
from kg.process import Handle, Worker
from kg.query import DEFAULT_LIMITS, Analysis, Answer, Dump, Limits, Query, Work
from kg.task import Place, Task
from ontology.errors import EnvironmentFault, LimitExceeded

__all__ = ["Answer", "Dump", "Handle", "Limits", "Query", "QueryPool"]


class QueryPool:
    """Workers over the snapshot that `snapshot()` names at the time of each query.

    Thread safe. `size` queries run at a time, others wait their turn. A query that is still
    running after `PATIENCE` seconds leaves its turn to others and goes on at the lowest priority;
    up to `slow` queries may do so. More of them keep their turns, but never the last one: quick
    queries always have a turn, and a long query too many is refused.

    Args:
        snapshot: gives the folder to query, None for an empty graph.
        size: how many queries run at a time.
        limits: what one query may use.
        slow: how many long queries may go on beside them.
        spares: how many more workers stand ready to take the place of a killed one.
        cache: keeps answers; the default keeps 32 MiB of them.
    """

    PATIENCE: Final = 0.5

    def __init__(
        self,
        snapshot: Callable[[], Path | None],
        size: int = 2,
        limits: Limits = DEFAULT_LIMITS,
        *,
        slow: int = 4,
        spares: int = 1,
        cache: AnswerCache | None = None,
    ) -> None:
        self._cache = cache or AnswerCache()
        self.limits = limits
        self._ready = size + spares
        self._snapshot = snapshot
        self._turns = threading.Semaphore(size)
        self._slow = threading.Semaphore(slow)
        self._kept = threading.Semaphore(size - 1)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._closed = False
        for _ in range(self._ready):
            self._add()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, query: Work, handle: Handle | None = None) -> Answer:
        """Evaluate a query or dump a graph; returns when the first bytes are there.

        Args:
            query: what to evaluate.
            handle: lets another thread cancel it.

        Raises:
            BadQuery: a syntax error (with line and column) or a forbidden word.
            LimitExceeded: deadline, memory, bytes or query length; the message names the limit.
            WrongFormat: the wanted formats cannot hold the result.
            UnknownName: there is no such graph to dump.
            EnvironmentFault: the snapshot cannot be read, or the pool is closed.
        """
        size = len(query.text.encode()) if isinstance(query, Query) else 0
        if self.limits.query and size > self.limits.query:
            raise LimitExceeded(f"查询长 {size} 字节，超过 {self.limits.query} 字节的上限")
        if (known := self.known(query)) is not None:
            return known
        self._turns.acquire()
        task = Task(self, query, handle or Handle())
        answer = task.start()
        return self._cache.keep(task.path, query, answer)

    def known(self, query: Work) -> Answer | None:
        """The answer if it was given before over the snapshot that is published now."""
        return self._cache.get(self.path(), query)

    def rows(self, text: str) -> list[dict[str, str]]:
        """All rows of a SELECT as values by column name; unbound columns are left out.

        Raises:
            LimitExceeded: there are more rows than the limit; part of them would mislead.
        """
        answer = self.run(Query(text, "json", ""))
        body = answer.read()
        if answer.truncated:
            raise LimitExceeded(f"结果超过 {self.limits.rows} 行的上限")
        bindings = json.loads(body)["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in bindings]

    def report(self, kind: str, base: str, **arguments: str | int) -> dict[str, Any]:
        """An analysis of the network of claims as plain data (`kg.reports`).

        Raises:
            UnknownName: an argument names nothing in the network.
            LimitExceeded: the analysis takes longer than a query may.
        """
        asked = Analysis(kind, base, tuple(sorted(arguments.items())))
        found: dict[str, Any] = json.loads(self.run(asked).read())
        return found

    def close(self) -> None:
        """Stop all workers, also busy ones. Closing twice does nothing."""
        with self._lock:
            self._closed = True
            idle, busy = list(self._idle), list(self._busy)
            self._idle.clear()
        for worker in busy:
            worker.stop()
        for worker in idle:
            worker.kill()

    def path(self) -> str:
        """The snapshot to query now, "" for an empty graph."""
        return str(self._snapshot() or "")

    def take(self) -> Worker:
        """A worker for one query, marked busy; EnvironmentFault when the pool is closed."""
        while True:
            with self._lock:
                if self._closed:
                    raise EnvironmentFault("查询进程池已关闭")
                worker = self._idle.pop() if self._idle else None
                if worker is None:
                    worker = Worker(self.limits.memory, self.path())
                self._busy.add(worker)
            if worker.alive():
                return worker
            self.discard(worker)

    def give_back(self, worker: Worker) -> None:
        """Take a worker back that has answered its query to the end."""
        with self._lock:
            self._busy.discard(worker)
            if not self._closed and len(self._idle) < self._ready:
                self._idle.append(worker)
                return
        worker.kill()

    def discard(self, worker: Worker) -> int:
        """Kill a worker and start the next spare one; returns the exit code of the killed one."""
        with self._lock:
            self._busy.discard(worker)
            wanted = not self._closed and len(self._idle) < self._ready
        code = worker.kill()
        if wanted:
            self._add()
        return code

    def retire(self, worker: Worker) -> None:
        """As `discard`, but behind the caller's back: a process with much memory dies slowly."""
        worker.stop()
        threading.Thread(target=self.discard, args=(worker,), daemon=True).start()

    def leave(self, place: Place) -> None:
        """Let the next query run in the place of one that is over."""
        (self._slow if place == "aside" else self._turns).release()
        if place == "kept":
            self._kept.release()

    def step_aside(self) -> Place:
        """The place of a query from the moment when it counts as long.

        Raises:
            LimitExceeded: long queries hold all places but the turn that quick ones need.
        """
        if self._slow.acquire(blocking=False):
            self._turns.release()
            return "aside"
        if self._kept.acquire(blocking=False):
            return "kept"
        raise LimitExceeded("正在执行的长查询太多，这一条已停止，请稍后再试")

    def _add(self) -> None:
        with suppress(OSError):
            worker = Worker(self.limits.memory, self.path())
            with self._lock:
                if not self._closed:
                    # Last in turn: it still has to start.
                    self._idle.insert(0, worker)
                    return
            worker.kill()
