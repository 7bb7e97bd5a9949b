"""Processes that do one task at a time, so that a bad file can only harm itself.

A worker that crashes, hangs beyond the deadline or outgrows its memory is replaced; its task
yields a `Failure` and every other task goes on. Results come in the order of the tasks, so what
the caller writes does not depend on how many workers there are. A thread feeds the workers, so
they stay busy while the caller writes.
"""

from __future__ import annotations

import contextlib
import math
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import count
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from ontology.errors import MineKGError

Task = TypeVar("Task")
Result = TypeVar("Result")

_STARTED = b"started"
_START = "import sys; from ingest.workers import serve; serve(*sys.argv[1:])"
_AHEAD = 16  # results that may wait for the caller, for each worker
_TOO_MUCH = "内存超过限制，已跳过"
_TICK = 0.2  # seconds after which idle workers look again whether there is room


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave no result: one line for the user, and whether MineKG itself is to blame."""

    reason: str
    defect: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: wall-clock seconds and MiB of address space (0: no limit)."""

    seconds: float = 600.0
    memory: int = 4096


class Pool(Generic[Task, Result]):
    """Runs `function` over `tasks` in several processes; iterate it inside `with`.

    Tasks are drawn as workers become free and never more than a few ahead of the caller, so an
    iterable that reads files holds few of them in memory. `function` must be importable by name.
    """

    def __init__(
        self,
        function: Callable[[Task], Result],
        tasks: Iterable[Task],
        *,
        workers: int,
        limits: Limits,
    ) -> None:
        self._source = iter(tasks)
        self._given = 0
        self._limits = limits
        self._function = function
        self._workers = [_Worker(function, limits) for _ in range(max(1, workers))]
        self._changed = threading.Condition()
        self._tasks: dict[int, Task] = {}
        self._results: dict[int, bytes | Failure] = {}
        self._end: int | None = None
        self._error: BaseException | None = None
        self._closed = self._broken = False
        self._thread = threading.Thread(target=self._feed_until_done, daemon=True)

    def __enter__(self) -> Pool[Task, Result]:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for worker in list(self._workers):
            worker.process.kill()
        self._thread.join()
        for worker in self._workers:
            worker.close()

    def __iter__(self) -> Iterator[tuple[Task, Result | Failure]]:
        """Every task with its result, in the order of the tasks.

        Raises:
            Exception: whatever iterating over the tasks raised, after the results before it.
        """
        for number in count():
            with self._changed:
                self._changed.wait_for(partial(self._settled, number))
                if number not in self._results:
                    break
                task, answer = self._tasks.pop(number), self._results.pop(number)
                self._changed.notify_all()
            yield task, answer if isinstance(answer, Failure) else pickle.loads(answer)
        if self._error is not None:
            raise self._error

    def _feed_until_done(self) -> None:
        try:
            self._feed()
        except BaseException as error:
            self._broken = True
            self._finish(error)

    def _feed(self) -> None:
        while not self._closed:
            self._hand_out()
            busy = [w for w in self._workers if w.number is not None]
            if busy:
                self._collect(busy)
            elif self._end is not None:
                return
            else:
                with self._changed:
                    self._changed.wait_for(lambda: self._closed or self._has_room())

    def _settled(self, number: int) -> bool:
        return number in self._results or self._end == number or self._broken

    def _has_room(self) -> bool:
        return len(self._tasks) < _AHEAD * len(self._workers)

    def _hand_out(self) -> None:
        """Give every idle worker a task while there are tasks and room for their results."""
        for worker in self._workers:
            if worker.number is not None or self._end is not None or not self._has_room():
                continue
            try:
                task = next(self._source)
            except StopIteration:
                self._finish(None)
                return
            except BaseException as error:
                self._finish(error)
                return
            number, self._given = self._given, self._given + 1
            with self._changed:
                self._tasks[number] = task
            worker.give(number, task)

    def _finish(self, error: BaseException | None) -> None:
        with self._changed:
            self._error, self._end = error, self._given
            self._changed.notify_all()

    def _collect(self, busy: list[_Worker]) -> None:
        """Take the answers that have come; replace the workers that died or took too long."""
        patience = min(_TICK, max(0.0, min(w.deadline for w in busy) - time.monotonic()))
        ready = set(wait([w.pipe for w in busy], timeout=patience))
        for worker in busy:
            if worker.pipe in ready and worker.has_answer():
                self._answer(worker, worker.take())
            elif time.monotonic() >= worker.deadline:
                limit = f"处理超过 {self._limits.seconds:g} 秒，已跳过"
                self._answer(worker, Failure(limit))
                worker.process.kill()

    def _answer(self, worker: _Worker, answer: bytes | Failure) -> None:
        number, worker.number = worker.number, None
        if isinstance(answer, Failure) and not self._closed:
            worker.close()
            self._workers[self._workers.index(worker)] = _Worker(self._function, self._limits)
        with self._changed:
            if number is not None:
                self._results[number] = answer
            self._changed.notify_all()


def run_here(
    function: Callable[[Task], Result], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Result | Failure]]:
    """The same as a `Pool` gives, in this process: no limits, and a crash ends it."""
    for task in tasks:
        yield task, _guarded(function, task)


class _Worker:
    """One process and the pipe to it; `number` is the task it is at, None when idle."""

    def __init__(self, function: Callable[[Any], Any], limits: Limits) -> None:
        self.pipe, theirs = Pipe()
        place = (function.__module__, function.__qualname__, limits.memory, theirs.fileno())
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, *map(str, place)],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(p or "." for p in sys.path)},
            pass_fds=[theirs.fileno()],
            process_group=0,  # Ctrl-C is the parent's to handle
        )
        theirs.close()
        self.limits = limits
        self.number: int | None = None
        self.deadline = math.inf
        self._started = False

    def give(self, number: int, task: object) -> None:
        """Send a task; a process that has died is noticed when its answer is taken."""
        self.number = number
        if self._started:
            self.deadline = time.monotonic() + self.limits.seconds
        with contextlib.suppress(OSError):
            self.pipe.send(task)

    def has_answer(self) -> bool:
        """Whether what has come is an answer, and not the word that the process has started.

        Only then does the time for its first task begin to count.
        """
        if self._started:
            return True
        self._started = True
        self.deadline = time.monotonic() + self.limits.seconds
        try:
            return self.pipe.recv_bytes() != _STARTED
        except (EOFError, OSError):
            return True  # and taking it will tell that the process has died

    def take(self) -> bytes | Failure:
        """The pickled answer; a process that died gives a `Failure`."""
        try:
            return self.pipe.recv_bytes()
        except (EOFError, OSError):
            code = self.process.wait()
            return Failure(f"处理这份文件的进程意外退出（{code}），已跳过")

    def close(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.wait()
        self.pipe.close()


def serve(module: str, name: str, memory: str, descriptor: str) -> None:
    """The life of a worker: tasks in, pickled answers out, until the parent is gone."""
    _limit_memory(int(memory))
    function = getattr(import_module(module), name)
    pipe = Connection(int(descriptor))
    with contextlib.suppress(EOFError, OSError):
        pipe.send_bytes(_STARTED)
        while True:
            pipe.send_bytes(_attempt(function, pipe.recv()))


def _attempt(function: Callable[[Any], Any], task: object) -> bytes:
    answer = _guarded(function, task)
    try:
        return pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(Failure(_TOO_MUCH))


def _guarded(function: Callable[[Task], Result], task: Task) -> Result | Failure:
    try:
        return function(task)
    except MineKGError as error:
        return Failure(str(error))
    except MemoryError:
        return Failure(_TOO_MUCH)
    except RecursionError:
        return Failure("结构嵌套太深，已跳过")
    except Exception as error:
        return Failure(f"处理时出错（{type(error).__name__}：{error}）", defect=True)


def _limit_memory(mebibytes: int) -> None:
    """Cap the address space where the system can; elsewhere the limit is not enforced."""
    try:
        import resource
    except ImportError:
        return
    if not mebibytes:
        return
    limit = mebibytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
