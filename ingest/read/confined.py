"""Limits of memory and time: `python -m ingest.read.confined MEMORY CPU PROGRAM ARGUMENT...`."""

from __future__ import annotations

import os
import sys


def confine(memory: int, cpu: int) -> None:
    """Limit this process where the system can: address space in bytes, processor seconds."""
    try:
        import resource
    except ImportError:  # Windows, where the wall clock of the parent is the only limit
        return
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu)):
        hard = resource.getrlimit(kind)[1]
        wanted = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    confine(int(sys.argv[1]), int(sys.argv[2]))
    os.execv(sys.argv[3], sys.argv[3:])
