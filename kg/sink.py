"""Where a worker's engine writes its result: holds back, counts, and passes chunks on.

What goes wrong while the first bytes are held back is an error with a status; what goes wrong
later ends the stream.
"""

from __future__ import annotations

import json
from typing import IO, Final

from kg.formats import Format, mark
from kg.frames import CHUNK, send

HOLD: Final = 1 << 18
"""Bytes held back while an error can still become a status."""
_TAIL = 64  # bytes kept for the marker of a cut result
_SEPARATORS = {"json": b"},{", "xml": b"<result>", "csv": b"\r\n", "tsv": b"\n"}


class TooMuch(Exception):
    """The result is longer than the byte limit."""


class Sink:
    """A binary file that turns what is written into `H` and `D` frames.

    Args:
        out: the pipe to the pool.
        kind: bindings, boolean or graph.
        form: the serialisation being written.
        limit: bytes at most, 0 for no limit.
        hold: bytes to hold back before the header goes out.
        note: what the end of the result says in any case; "" for nothing.
    """

    def __init__(
        self,
        out: IO[bytes],
        kind: str,
        form: Format,
        limit: int,
        hold: int,
        note: str = "",
    ) -> None:
        self._out, self._limit, self._hold = out, limit, hold
        self._header = {"kind": kind, "media_type": form.media_type}
        self._marker, self._note = form.marker, note
        self._separator = _SEPARATORS.get(form.name, b"\n")
        self._buffer = bytearray()
        self._edge = b""
        self.started = False
        self.written = 0
        self.rows = 1

    def write(self, data: bytes) -> int:
        """Take a piece of the result; TooMuch over the byte limit.

        `rows` then is at least the number of rows so far: a separator inside a literal counts too.
        """
        self.written += len(data)
        if self._limit and self.written > self._limit:
            raise TooMuch
        self.rows += (self._edge + data).count(self._separator)
        self._edge = bytes(data[len(data) - len(self._separator) + 1 :])
        self._buffer += data
        if len(self._buffer) >= (CHUNK if self.started else self._hold) + _TAIL:
            self._pass(len(self._buffer) - _TAIL)
        return len(data)

    def flush(self) -> None:
        """Nothing to do: chunks leave when they are full."""

    def finish(self, cut: str = "") -> None:
        """Send what is left, with the message `cut` at the end of a result that is not whole."""
        cut = "；".join(filter(None, (cut, self._note)))
        if cut:
            self._buffer = bytearray(mark(self._marker, bytes(self._buffer), cut))
        self._pass(len(self._buffer), complete=True, truncated=bool(cut))

    def _pass(self, size: int, complete: bool = False, truncated: bool = False) -> None:
        if not self.started:
            header = self._header | {"complete": complete}
            header["truncated"] = truncated or bool(self._note)
            send(self._out, b"H", json.dumps(header).encode())
            self.started = True
        if size:
            send(self._out, b"D", bytes(self._buffer[:size]))
            del self._buffer[:size]
