"""HTTP as people type it: Chinese words in an address that the client has not percent-encoded.

curl sends them as they are. RFC 9112 (3.2) would rather have 400, lest a filter in front be fooled;
here the bytes mean the same encoded or not, and no path is guarded by its spelling.
"""

from __future__ import annotations

import re

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_UNENCODED = re.compile(rb"[\x80-\xff]")


class LenientProtocol(H11Protocol):
    """uvicorn's protocol with the bytes beyond ASCII in a request line percent-encoded."""

    def data_received(self, data: bytes) -> None:
        """Repair what belongs to a request line that is not complete yet."""
        begun, _ = self.conn.trailing_data
        if self.conn.their_state is h11.IDLE and b"\n" not in begun:
            data = encode_line(data)
        super().data_received(data)


def encode_line(data: bytes) -> bytes:
    """The data with its first line in ASCII; the rest as it is."""
    line, end, rest = data.partition(b"\n")
    return _UNENCODED.sub(lambda m: b"%%%02X" % m[0][0], line) + end + rest
