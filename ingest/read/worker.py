"""The reading process: `python -m ingest.read.worker KIND MEMORY CPU`, file on standard input.

The answer on standard output is the content as JSON, or `{"refused": reason}`.
"""

from __future__ import annotations

import json
import os
import sys

from ingest.read.confined import confine
from ingest.read.formats import parse
from ingest.read.limits import Refused, Scanned
from ingest.read.sandbox import dumps


def main(kind: str, memory: str, cpu: str) -> None:
    """Read standard input, answer on standard output."""
    data = sys.stdin.buffer.read()
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not mix with the answer
    confine(int(memory), int(cpu))
    try:
        reply = dumps(parse(kind, data))
    except Scanned as scanned:
        reply = json.dumps({"scanned": scanned.pages}).encode("ascii")
    except Refused as refused:
        reply = json.dumps({"refused": str(refused)}).encode("ascii")
    except MemoryError:
        reply = json.dumps({"refused": f"解析需要超过 {memory} 字节内存，已中止"}).encode("ascii")
    answer.write(reply)
    answer.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
