"""Who may change the library: a bearer token, or a loopback server's own pages and programs."""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from api.service import Service, service_of

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1", "testserver"})
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="minekg"'}


def writer(request: Request, service: Annotated[Service, Depends(service_of)]) -> None:
    """Let a request through that may write.

    With a token set, every write needs it. Without one, writes are refused where the server is
    bound to more than loopback; on loopback they are refused to other sites' pages, which a
    browser could send here (cross-site request forgery, DNS rebinding).

    Raises:
        HTTPException: 401 without or with a wrong token, 403 where no token could be right.
    """
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    admit(request, service, given.strip() if scheme.lower() == "bearer" else "")


def admit(request: Request, service: Service, given: str) -> None:
    """Let a request through that shows this token: in its header, or in the form of a page.

    Raises:
        HTTPException: as for `writer`.
    """
    token = service.settings.token
    if token:
        _require_token(given, token)
    elif not service.settings.loopback:
        raise HTTPException(403, "服务没有设置 MINEKG_TOKEN，又不只监听本机，所以不接受写操作")
    elif not _is_local(request):
        raise HTTPException(403, "没有设置 MINEKG_TOKEN 时，只接受本机页面和程序的写操作")


def _require_token(given: str, token: str) -> None:
    if not secrets.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        words = "请给出令牌：网页上填在“令牌”里，程序用 Authorization: Bearer"
        raise HTTPException(401, words, _CHALLENGE)


def _is_local(request: Request) -> bool:
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    return host in _LOCAL and own_page(request)


def own_page(request: Request) -> bool:
    """Whether a request comes from a page of this service or from a program, not another site."""
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


Writer = Depends(writer)
