"""One query on one worker, from the request to the last byte."""

from __future__ import annotations

import json
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from kg.process import Handle, Worker
from kg.query import Answer, Dump, Query, Work, WrongFormat
from ontology.errors import BadQuery, EnvironmentFault, LimitExceeded, UnknownName

if TYPE_CHECKING:
    from kg.pool import QueryPool

_GONE = "No such file"
Place = Literal["turn", "aside", "kept"]
"""A turn, a place beside the turns for a long query, or a turn that a long query keeps."""
_FOREVER = 10 * 365 * 86400.0


class _Lost(EnvironmentFault):
    """The worker went away through no fault of the query."""


class Task:
    """Runs a query and is the iterator over its chunks.

    It holds a turn of the pool and a worker until the last frame, an error or `close()`.
    """

    def __init__(self, pool: QueryPool, query: Work, handle: Handle) -> None:
        self._pool, self._query, self._handle = pool, query, handle
        self._worker: Worker | None = None
        self.path = ""  # the snapshot that answers
        limited = pool.limits.seconds and not isinstance(query, Dump)
        self._left = pool.limits.seconds if limited else _FOREVER
        self._in_turn = True
        self._place: Place = "turn"
        self._fresh = True  # still at normal priority

    def start(self) -> Answer:
        """Send the query and wait for the first bytes."""
        try:
            header = self._header()
            # A worker that has done its part is free before the reader takes the bytes.
            chunks = iter(list(self)) if header["complete"] else self
            return Answer(**header, chunks=chunks)
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Task:
        return self

    def __next__(self) -> bytes:
        if self._worker is None:
            raise StopIteration
        kind, content = self._frame()
        if kind == b"D":
            return content
        self._finish(keep=True)
        if kind == b"E":
            raise StopIteration
        _raise(json.loads(content))

    def close(self) -> None:
        """Kill the query if it still runs."""
        self._finish(keep=False)

    def _header(self) -> dict[str, Any]:
        for _ in range(3):
            self._ask()
            try:
                kind, content = self._frame()
            except _Lost:
                continue
            reply: dict[str, Any] = json.loads(content)
            if kind == b"H":
                return reply
            stale = reply["kind"] == "engine" and _GONE in reply["message"]
            self._give_back()
            if not stale:
                _raise(reply)
        raise EnvironmentFault("图谱快照打不开或查询进程无法运行，请稍后重试")

    def _ask(self) -> None:
        self._worker = self._pool.take()
        self._handle.hold(self._worker)
        with suppress(BrokenPipeError):  # a worker that died shows when its answer is read
            self._worker.ask(self._request())

    def _request(self) -> dict[str, Any]:
        query, limits = self._query, self._pool.limits
        self.path = self._pool.path()
        request: dict[str, Any] = {name: getattr(query, name) for name in query.__slots__}
        request["path"] = self.path
        request |= {"rows": limits.rows, "bytes": limits.bytes}
        if isinstance(query, Query):
            if query.default_graphs is None and query.named_graphs is not None:
                request["default_graphs"] = ()
            elif query.named_graphs is None:
                request["named_graphs"] = ()
        return request

    def _frame(self) -> tuple[bytes, bytes]:
        worker = self._worker
        assert worker is not None
        began = time.monotonic()
        try:
            frame = self._patient_frame(worker, began)
        except TimeoutError:
            self.close()
            seconds = self._pool.limits.seconds
            raise LimitExceeded(f"查询超过 {seconds:g} 秒的时限，已停止") from None
        except LimitExceeded:
            self.close()
            raise
        self._left -= time.monotonic() - began
        if frame is None:
            self._died()
        return frame

    def _patient_frame(self, worker: Worker, began: float) -> tuple[bytes, bytes] | None:
        deadline = began + self._left
        patience = began + self._pool.PATIENCE
        if self._fresh and patience < deadline:
            try:
                return worker.frame(patience)
            except TimeoutError:
                self._place = self._pool.step_aside()
                self._fresh = False
                worker.yield_to_others()
        return worker.frame(deadline)

    def _died(self) -> NoReturn:
        if self._handle.cancelled:
            raise LimitExceeded("查询已取消")
        worker, self._worker = self._worker, None
        self._handle.hold(None)
        assert worker is not None
        # A killed process was stopped from outside and may be asked again; one that ran out of
        # memory ended itself.
        if self._pool.discard(worker) == -signal.SIGKILL:
            raise _Lost("查询进程被系统终止")
        memory = self._pool.limits.memory >> 20
        raise LimitExceeded(f"查询超过 {memory} MiB 的内存上限，已停止")

    def _finish(self, keep: bool) -> None:
        self._give_back(keep)
        if self._in_turn:
            self._in_turn = False
            self._pool.leave(self._place)

    def _give_back(self, keep: bool = True) -> None:
        worker, self._worker = self._worker, None
        self._handle.hold(None)
        if worker is None:
            return
        if keep and self._fresh and not self._handle.cancelled:
            self._pool.give_back(worker)
        else:
            self._pool.retire(worker)


def _raise(reply: dict[str, Any]) -> NoReturn:
    if reply["kind"] == "format":
        raise WrongFormat(reply["message"])
    if reply["kind"] == "unknown":
        raise UnknownName(reply["message"], tuple(reply["suggestions"]))
    if reply["kind"] == "query":
        raise BadQuery(reply["message"], reply["line"], reply["column"])
    if reply["kind"] == "limit":
        raise LimitExceeded(reply["message"])
    raise EnvironmentFault(f"图谱引擎出错：{reply['message']}")
