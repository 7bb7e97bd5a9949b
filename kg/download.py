"""An export on its way to a client: a process of its own writes it, and dies with its reader."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.export import FORMATS, check, write
from kg.process import program
from kg.query import Answer
from kg.store import current
from kg.worker import isolate
from ontology.errors import EnvironmentFault, LimitExceeded

_START = program("kg.download")
_CHUNK = 1 << 18
_NICE = 10  # a download takes no time from those who ask small questions
MOST: Final = 4
"""Downloads at a time; each is one process or a few."""
_turns = threading.BoundedSemaphore(MOST)


def download(folder: Path, form: str, memory: int = 0) -> Answer:
    """The published graph of a graph folder as a stream; returns when the first bytes are there.

    Args:
        folder: the `graph/` folder of a library.
        form: one of `kg.export.FORMATS`.
        memory: address space of the process in bytes, 0 for no limit.

    Returns:
        An answer to iterate or to close. Iterating raises EnvironmentFault when it breaks off.

    Raises:
        BadQuery: no such format.
        LimitExceeded: `MOST` downloads are running.
        EnvironmentFault: the graph cannot be read.
    """
    check(form)
    if not _turns.acquire(blocking=False):
        raise LimitExceeded(f"已有 {MOST} 个导出在进行，请稍后再试")
    try:
        stream = _Stream(current(folder), form, memory)
    except BaseException:
        _turns.release()
        raise
    try:
        first = next(stream, b"")
    except BaseException:
        stream.close()
        raise
    return Answer("export", FORMATS[form].media_type, False, False, _Put(first, stream))


def main() -> None:
    """Write one export to standard output. Arguments: memory limit, snapshot or "", format."""
    isolate(int(sys.argv[1]))
    os.nice(_NICE)
    path = Path(sys.argv[2]) if sys.argv[2] else None
    write(path, sys.argv[3], sys.stdout.buffer)
    sys.stdout.buffer.flush()


class _Stream:
    """The output of the process; closing it ends the process. Not for two readers at a time."""

    def __init__(self, path: Path | None, form: str, memory: int) -> None:
        command = [sys.executable, "-c", _START, str(memory), str(path or ""), form]
        self._held = True
        # Without a buffer a read gives what is there.
        self._process = subprocess.Popen(
            command,
            bufsize=0,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        assert self._process.stdout is not None
        if not self._held:
            raise StopIteration
        if chunk := self._process.stdout.read(_CHUNK):
            return chunk
        code = self._process.wait()
        self.close()
        if code:
            raise EnvironmentFault("导出没有完成：图谱读不出来，或内存不够")
        raise StopIteration

    def close(self) -> None:
        """End the process and let the next download start. Closing twice does nothing."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        if self._held:
            self._held = False
            _turns.release()


class _Put:
    """A stream with its first chunk put back."""

    def __init__(self, first: bytes, stream: _Stream) -> None:
        self._first, self._stream = first, stream

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        first, self._first = self._first, b""
        return first or next(self._stream)

    def close(self) -> None:
        """As of the stream."""
        self._stream.close()
