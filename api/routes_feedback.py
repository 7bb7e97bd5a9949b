"""Which hit a person opened: kept only where the operator switched it on, and never who it was."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException

from api import models, models_search
from api.security import own_page
from api.service import Held, Service
from corpus.feedback import Feedback
from corpus.names import name_key

router = APIRouter(prefix="/api/v1", tags=["检索"])


@router.post(
    "/feedback", summary="记下打开了哪条结果", status_code=204,
    responses={403: {"model": models.Problem}, 404: {"model": models.Problem}},
)  # fmt: skip
def opened(request: Request, service: Held, answer: models_search.Opened) -> None:
    """Count that a clause was opened after a query: the words and the clause, nothing of the person.

    Off unless `MINEKG_FEEDBACK=on`; only pages of this service may send it. `minekg rank train`
    learns from it, `minekg rank forget` deletes it.
    """
    if not service.settings.feedback:
        raise HTTPException(403, "没有开启反馈（MINEKG_FEEDBACK=on）；什么都没有记下")
    if not own_page(request):
        raise HTTPException(403, "只接受本服务页面的反馈")
    count(service, answer.q, answer.id)


def count(service: Service, words: str, hit: str) -> None:
    """Count that a clause was opened after a query; UnknownName where its document is not here."""
    document_id, _, clause = hit.removeprefix("doc/").partition("/")
    title = service.library.document(document_id).title
    Feedback(service.settings.library).add(words, name_key(title), clause)
