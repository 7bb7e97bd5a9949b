"""The query worker: a process that reads requests on stdin and writes frames on stdout.

It opens a snapshot read-only, has no network where the system permits, a memory limit, and no
state between requests but the open snapshot. The pool kills it when a deadline passes, because
the engine cannot be interrupted.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys
import threading
import time

from kg.frames import requests, send

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000


def isolate(memory: int) -> None:
    """Give up the network and all memory beyond `memory` bytes; before any thread starts."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NET)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def watch(parent: int) -> None:
    """End this process soon after its parent is gone, also in the middle of a query."""

    def wait() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    """Serve until stdin ends.

    Arguments: memory limit in bytes (0 for none), the pool's pid, a snapshot to open beforehand.
    """
    isolate(int(sys.argv[1]))
    watch(int(sys.argv[2]))
    # A stray print must not land between frames.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from kg.evaluate import Evaluator

    evaluator = Evaluator()
    with contextlib.suppress(OSError):
        evaluator.open(sys.argv[3])
    for request in requests(sys.stdin.buffer):
        send(out, *evaluator.answer(request, out))
