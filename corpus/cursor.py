"""Cursors: opaque words that say where a page ends, valid only for the query that gave them."""

from __future__ import annotations

import base64
import binascii
import json
from hashlib import blake2b
from typing import Any

from ontology.errors import BadQuery


def issue(query: object, place: list[Any]) -> str:
    """The cursor for `place` (JSON values) in the answer to `query` (anything with a `repr`)."""
    body = json.dumps([_mark(query), place], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")


def accept(query: object, cursor: str) -> list[Any]:
    """The place that `issue` put into the cursor; BadQuery for a cursor of another query."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        mark, place = json.loads(base64.b64decode(padded.encode(), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError) as fault:
        raise BadQuery("cursor 无法识别：请从第一页重新开始") from fault
    if mark != _mark(query) or not isinstance(place, list):
        raise BadQuery("cursor 属于另一个查询：请从第一页重新开始")
    return place


def _mark(query: object) -> str:
    return blake2b(repr(query).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
