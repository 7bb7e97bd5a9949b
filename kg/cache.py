"""Answers kept for as long as their snapshot is the published one.

A snapshot never changes, so a query over it has one answer, but for functions such as NOW().
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import replace

from kg.query import Answer, Dump, Query, Work

_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


class AnswerCache:
    """The answers used last, up to a number of bytes; thread safe.

    Args:
        size: bytes of all bodies together; 0 keeps nothing.
        largest: bytes of one body beyond which it is not kept.
    """

    def __init__(self, size: int = 32 << 20, largest: int = 1 << 20) -> None:
        self._size, self._largest = size, largest
        self._lock = threading.Lock()
        self._path = ""
        self._kept: OrderedDict[Work, tuple[Answer, bytes]] = OrderedDict()
        self._bytes = 0

    def get(self, path: str, query: Work) -> Answer | None:
        """The answer to a query over the snapshot at `path`, None when it is not kept."""
        with self._lock:
            found = self._kept.get(query) if path == self._path else None
            if found is None:
                return None
            self._kept.move_to_end(query)
            answer, body = found
            return replace(answer, chunks=iter((body,)))

    def keep(self, path: str, query: Work, answer: Answer) -> Answer:
        """Keep an answer that is here as a whole; returns it, to be read once as before."""
        if not self._size or not answer.complete or isinstance(query, Dump):
            return answer
        body = answer.read()
        kept = replace(answer, chunks=iter((body,)))
        lasting = not isinstance(query, Query) or not _VOLATILE.search(query.text)
        if len(body) <= self._largest and lasting:
            with self._lock:
                self._put(path, query, kept, body)
        return kept

    def _put(self, path: str, query: Work, answer: Answer, body: bytes) -> None:
        if path != self._path:
            self._path, self._bytes = path, 0
            self._kept.clear()
        old = self._kept.pop(query, None)
        self._bytes += len(body) - (len(old[1]) if old else 0)
        self._kept[query] = replace(answer, chunks=iter(())), body
        while self._bytes > self._size:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._bytes -= len(dropped)
