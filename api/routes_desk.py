"""The approval desk over REST."""

from __future__ import annotations

from fastapi import APIRouter

from api import models
from api.desk import diff as differ
from api.desk import verify as verifier
from api.service import Held

router = APIRouter(prefix="/api/v1", tags=["审批台"])


@router.post("/verify", summary="核对引用")
def verify(service: Held, body: models.VerifyRequest) -> dict[str, object]:
    """Every citation in the text with its verdict."""
    return verifier.as_json(verifier.verify(body.text, service.library))


@router.get("/diff", summary="比较两份文件")
def diff(service: Held, a: str, b: str) -> dict[str, object]:
    """What became of each article of `a` in `b`."""
    old, new = (service.library.record(name).document for name in (a, b))
    return differ.as_json(differ.diff(old, new))
