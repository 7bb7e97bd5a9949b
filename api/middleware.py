"""What every response gets: security headers, a request id, and a place in the metrics."""

from __future__ import annotations

import time
import uuid

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_OWN_HEAD = (
    "/sparql",
    "/store",
    "/api/v1/export",
)  # these answer HEAD without doing the work of GET
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


_FOREVER = "public, max-age=31536000, immutable"  # the address changes with the content


class Metrics:
    """Requests counted and timed by route, in a registry of the application's own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "minekg_requests", "Requests answered", ["route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "minekg_request_seconds", "Seconds from the request to the end of the answer",
            ["route"], registry=self.registry, buckets=_BUCKETS,
        )  # fmt: skip

    def observe(self, scope: Scope, status: int, seconds: float) -> None:
        """Count one answered request under the pattern of its route, not its address."""
        route = getattr(scope.get("route"), "path", "unmatched")
        self.requests.labels(route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)


class Envelope:
    """ASGI middleware that adds the headers and observes the metrics."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500
        only_head = scope["method"] == "HEAD" and not scope["path"].startswith(_OWN_HEAD)
        if only_head:
            scope = {**scope, "method": "GET"}

        async def dressed(message: Message) -> None:
            nonlocal status
            if only_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("X-Request-Id", uuid.uuid4().hex)
                if status == 200 and b"v=" in scope["query_string"] and _is_static(scope):
                    headers.setdefault("Cache-Control", _FOREVER)
            await send(message)

        try:
            await self._app(scope, receive, dressed)
        finally:
            self._metrics.observe(scope, status, time.perf_counter() - began)


def _is_static(scope: Scope) -> bool:
    return "/static/" in scope["path"]
