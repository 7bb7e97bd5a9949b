"""One worker process as the pool sees it: start, ask, read frames with a deadline, kill."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import kg
from kg.frames import HEAD, pack

_LONGEST_WAIT = 3600.0  # seconds; poll refuses more than 2**31 milliseconds
_ROOT = str(Path(kg.__file__).resolve().parents[1])


def program(module: str) -> str:
    """What `python -c` is given to run `main` of a module, wherever the packages are installed."""
    return f"import sys; sys.path.insert(0, {_ROOT!r}); from {module} import main; main()"


_START = program("kg.worker")


class Worker:
    """One process. Not thread safe: it belongs to whoever took it from the pool."""

    def __init__(self, memory: int, path: str = "") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, str(memory), str(os.getpid()), path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        os.set_blocking(self._stdout.fileno(), False)
        self._poll = select.poll()
        self._poll.register(self._stdout, select.POLLIN | select.POLLHUP)
        self._buffer = bytearray()

    def ask(self, request: dict[str, Any]) -> None:
        """Send a request; BrokenPipeError when the process is gone."""
        self._stdin.write(pack(request))
        self._stdin.flush()

    def frame(self, deadline: float) -> tuple[bytes, bytes] | None:
        """The next frame, None when the process died; TimeoutError at the deadline (monotonic)."""
        if not self._fill(HEAD.size, deadline):
            return None
        kind, size = HEAD.unpack_from(self._buffer)
        if not self._fill(HEAD.size + size, deadline):
            return None
        content = bytes(self._buffer[HEAD.size : HEAD.size + size])
        del self._buffer[: HEAD.size + size]
        return kind, content

    def kill(self) -> int:
        """End the process at once and collect it; returns its exit code, negative for a signal."""
        self._process.kill()
        with contextlib.suppress(OSError):
            self._stdin.close()
        self._stdout.close()
        return self._process.wait()

    def stop(self) -> None:
        """Make the process end; whoever reads from it sees that and collects it."""
        self._process.kill()

    def yield_to_others(self) -> None:
        """Give the process the lowest priority, so that quick queries go first."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 19)

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def _fill(self, size: int, deadline: float) -> bool:
        while len(self._buffer) < size:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if not self._poll.poll(min(left, _LONGEST_WAIT) * 1000):
                continue
            data = os.read(self._stdout.fileno(), 1 << 20)
            if not data:
                return False
            self._buffer += data
        return True


class Handle:
    """Lets another thread cancel a query while `QueryPool.run` waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self.cancelled = False

    def cancel(self) -> None:
        """Stop the query now or as soon as it starts."""
        with self._lock:
            self.cancelled = True
            if self._worker is not None:
                self._worker.stop()

    def hold(self, worker: Worker | None) -> None:
        """Tell which worker runs the query; None once it is done."""
        with self._lock:
            self._worker = worker
            if self.cancelled and worker is not None:
                worker.stop()
