"""Who may change the library: a bearer token, or a loopback server's own pages and programs.

A reader of the pages gives the token once; a cookie of the session then stands for it, on requests
of our own pages only.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from api.service import Service, service_of

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1", "testserver"})
PASS_COOKIE = "minekg_pass"
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="minekg"'}


def writer(request: Request, service: Annotated[Service, Depends(service_of)]) -> None:
    """Let a request through that may write.

    With a token set, every write needs it. Without one, writes are refused where the server is
    bound to more than loopback; on loopback they are refused to other sites' pages, which a
    browser could send here (cross-site request forgery, DNS rebinding).

    Raises:
        HTTPException: 401 without or with a wrong token, 403 where no token could be right.
    """
    token = service.settings.token
    if token:
        if not (_has_token(request, token) or has_pass(request, service)):
            raise HTTPException(401, "请在 Authorization 头里给出 Bearer 令牌", _CHALLENGE)
    elif not service.settings.loopback:
        raise HTTPException(403, "服务没有设置 MINEKG_TOKEN，又不只监听本机，所以不接受写操作")
    elif not _is_local(request):
        raise HTTPException(403, "没有设置 MINEKG_TOKEN 时，只接受本机页面和程序的写操作")


def has_pass(request: Request, service: Service) -> bool:
    """Whether the request comes from a page of ours whose reader has given the token."""
    shown = request.cookies.get(PASS_COOKIE, "")
    right = secrets.compare_digest(shown.encode(), make_pass(service.settings.token).encode())
    return bool(service.settings.token) and right and own_page(request)


def make_pass(token: str) -> str:
    """What the cookie of a page holds for the token: it ends with the token, and does not tell it."""
    return hmac.new(token.encode(), b"minekg pages", hashlib.sha256).hexdigest()


def is_token(service: Service, given: str) -> bool:
    """Whether this is the token that writes need."""
    token = service.settings.token
    return bool(token) and secrets.compare_digest(given.encode("utf-8", "replace"), token.encode())


def rights(request: Request, service: Service) -> dict[str, bool]:
    """What a page shows: whether it may write, and if not, whether the token would help."""
    token = bool(service.settings.token)
    may = has_pass(request, service) if token else service.settings.loopback
    return {"may_write": may, "needs_token": token and not may, "has_pass": token and may}


def _has_token(request: Request, token: str) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    right = secrets.compare_digest(given.strip().encode("utf-8", "replace"), token.encode())
    return scheme.lower() == "bearer" and right


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
