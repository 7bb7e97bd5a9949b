"""What a reader prefers: light or dark. The language is part of the address (`?lang=`)."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse

from api.templating import THEME_COOKIE, keep

router = APIRouter(include_in_schema=False)


@router.post("/preferences")
def prefer(
    request: Request,
    theme: Annotated[Literal["light", "dark", "auto"], Form()],
    back: Annotated[str, Form(max_length=4000)] = "/",
) -> RedirectResponse:
    """Keep the choice in a cookie and go back to the page, which must be one of ours."""
    own = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = RedirectResponse(back if own else "/", 303)
    if theme == "auto":
        answer.delete_cookie(THEME_COOKIE, path="/")
    else:
        keep(answer, THEME_COOKIE, theme)
    return answer
