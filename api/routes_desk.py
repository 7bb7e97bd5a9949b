"""The approval desk over REST."""

from __future__ import annotations

from fastapi import APIRouter

from api import models
from api.desk import diff as differ
from api.desk import verify as verifier
from api.desk.admit import admit as test_application
from api.desk.application import Application
from api.desk.check import check_against, check_alone
from api.holdings import held_record
from api.service import Held

router = APIRouter(prefix="/api/v1", tags=["审批台"])


@router.post("/check", summary="核对一份规划")
def check(service: Held, body: models.CheckRequest) -> dict[str, object]:
    """Against a specification: a checklist; without one: contradictions in numbers and tables."""
    library = service.library
    plan = held_record(body.plan, library)
    if body.against is None:
        return check_alone(plan, library).as_json()
    return check_against(plan.document, held_record(body.against, library).document).as_json()


@router.post("/admit", summary="准入规定")
def admit(service: Held, body: models.AdmitRequest) -> dict[str, object]:
    """The rules that hold for a mining project, by document, each with its words and a verdict."""
    case = Application(body.mineral, body.scale, body.unit, body.place, body.method, body.new)
    return test_application(case, service.library).as_json()


@router.post("/verify", summary="核对引用")
def verify(service: Held, body: models.VerifyRequest) -> dict[str, object]:
    """Every citation in the text with its verdict."""
    return verifier.as_json(verifier.verify(body.text, service.library))


@router.get("/diff", summary="比较两份文件")
def diff(service: Held, a: str, b: str) -> dict[str, object]:
    """What became of each article of document `a` in document `b`."""
    old, new = (held_record(name, service.library).document for name in (a, b))
    return differ.as_json(differ.diff(old, new))
