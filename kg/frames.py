"""The pipe between the pool and a worker.

A frame is one type byte, a four-byte length and the content: `H` header (JSON), `D` data,
`E` end (JSON), `X` error (JSON). A request is a four-byte length and JSON.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import IO, Any, Final

HEAD: Final = struct.Struct(">cI")
CHUNK: Final = 1 << 16


def send(out: IO[bytes], kind: bytes, content: bytes) -> None:
    """Write one frame."""
    out.write(HEAD.pack(kind, len(content)) + content)
    out.flush()


def pack(request: dict[str, Any]) -> bytes:
    """A request as the worker reads it."""
    body = json.dumps(request).encode()
    return len(body).to_bytes(4, "big") + body


def requests(source: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The requests until the pool closes the pipe."""
    while len(head := source.read(4)) == 4:
        yield json.loads(source.read(int.from_bytes(head, "big")))
