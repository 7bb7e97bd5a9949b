"""From the query pool to an HTTP response: threads, streaming, and clients that hang up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from kg.pool import QueryPool
from kg.process import Handle
from kg.query import Answer, Dump, Query, WrongFormat
from ontology.errors import MineKGError

_log = logging.getLogger("minekg")
T = TypeVar("T")
_THREADS = 128  # clients that may wait for a turn at a time; more wait without a thread
_limiter = RunVar[CapacityLimiter | None]("sparql_threads", None)


async def respond(request: Request, pool: QueryPool, query: Query | Dump) -> Response:
    """Run a query and answer with it; a client that hangs up ends it.

    Raises:
        HTTPException: 406 when the result has no form in the wanted formats.
        MineKGError: what `QueryPool.run` raises.
    """
    answer = pool.known(query) or await _run(request, pool, query)
    headers = {"Vary": "Accept"}
    if answer.truncated:
        headers["X-MineKG-Truncated"] = "true"
    if request.method == "HEAD":
        answer.close()
        return without_body(answer.media_type, headers)
    if answer.complete:
        return Response(answer.read(), media_type=answer.media_type, headers=headers)
    return _Stream(answer, headers)


def without_body(media_type: str, headers: dict[str, str]) -> Response:
    """The answer to HEAD; it does not claim the length of a body that nobody has made."""
    response = Response(media_type=media_type, headers=headers)
    del response.headers["content-length"]
    return response


async def stream(start: Callable[[], Answer], headers: dict[str, str]) -> Response:
    """Answer with what `start` gives; however the response ends, the answer is closed."""
    return _Stream(await _thread(start), headers)


async def _run(request: Request, pool: QueryPool, query: Query | Dump) -> Answer:
    handle = Handle()
    watcher = asyncio.create_task(_watch(request, handle))
    try:
        return await _thread(partial(pool.run, query, handle))
    except WrongFormat as error:
        raise HTTPException(406, str(error)) from error
    finally:
        watcher.cancel()


class _Stream(StreamingResponse):
    """A response that frees the worker however it ends."""

    def __init__(self, answer: Answer, headers: dict[str, str]) -> None:
        super().__init__(_chunks(answer), media_type=answer.media_type, headers=headers)
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except MineKGError as error:
            # The body stays without its end, so the server closes the connection and every client
            # sees that the result is not whole.
            _log.warning("%s broke off: %s", scope["path"], error)
        finally:
            self._answer.close()


async def _chunks(answer: Answer) -> AsyncIterator[bytes]:
    while (chunk := await _thread(partial(next, answer.chunks, None))) is not None:
        yield chunk


async def _watch(request: Request, handle: Handle) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    handle.cancel()


async def _thread(call: Callable[[], T]) -> T:
    limiter = _limiter.get(None) or CapacityLimiter(_THREADS)
    _limiter.set(limiter)
    return await to_thread.run_sync(call, limiter=limiter)
