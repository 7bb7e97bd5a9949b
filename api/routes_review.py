"""The review over REST: the queue, decisions, reports, the log, and merges."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from api import models, reviewing, spreadsheet
from api import models_review as shown
from api.security import Writer
from api.service import Held
from corpus.cursor import accept, issue
from ingest.review import Edit, Signed

router = APIRouter(prefix="/api/v1")
_READ: list[str | Enum] = ["审核"]
_DENIED: dict[int | str, dict[str, Any]] = {
    401: {"model": models.Problem}, 403: {"model": models.Problem}, 404: {"model": models.Problem},
}  # fmt: skip
Status = Annotated[Literal["open", "accepted", "rejected", "edited"], Query(description="状态")]
Why = Annotated[
    Literal["reported", "proposed", "unsure", "unseen"] | None,
    Query(description="为什么待审：有人报告、模型提出、规则不确定、还没有人看过"),
]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/review", tags=_READ, summary="审核队列")
def queue(
    service: Held, status: Status = "open", reason: Why = None, document: str | None = None,
    limit: Limit = 20, cursor: str | None = None,
) -> models.Listing[shown.QueueItem]:  # fmt: skip
    """What is to be reviewed, the most doubtful first, or what was, the last decision first."""
    page = reviewing.queue(service.library, status, reason, document, limit, cursor)
    return models.Listing(
        items=reviewing.items(service.library, page.items), total=page.total, next=page.next,
        facets={name: dict(counts) for name, counts in page.facets.items()},
    )  # fmt: skip


@router.post(
    "/review/decisions", tags=_READ, summary="审核结论", status_code=201, dependencies=[Writer],
    responses=_DENIED,
)  # fmt: skip
def decide(service: Held, request: shown.DecisionRequest) -> shown.Decided:
    """Accept, reject or edit statements, or undo the last decision on them."""
    edit = Edit(request.subject, request.predicate, request.object)
    signed = Signed(request.reviewer, request.reason)
    return reviewing.decide(service, request.statements, request.decision, signed, edit)


@router.get("/review/log", tags=_READ, summary="审核日志")
def log(
    service: Held, document: str | None = None, limit: Limit = 20, cursor: str | None = None
) -> models.Listing[shown.LogItem]:
    """All entries, the last first; `chain` is a digest of an entry and of the one before it."""
    entries = service.library.reviews(document)[::-1]
    before = accept(("log", document), cursor)[0] if cursor is not None else None
    rest = [e for e in entries if before is None or e.number < before]
    page = rest[:limit]
    return models.Listing(
        items=[shown.LogItem.model_validate(entry) for entry in page], total=len(entries),
        next=issue(("log", document), [page[-1].number]) if len(rest) > limit else None,
    )  # fmt: skip


@router.get("/review/log.csv", tags=_READ, summary="审核日志（CSV）", response_class=Response)
def log_csv(service: Held) -> Response:
    """The whole log as a table, the first entry first."""
    table = reviewing.log_table(service.library.reviews())
    return spreadsheet.attachment(spreadsheet.as_csv(table), spreadsheet.CSV, "review-log.csv")


@router.post(
    "/reports", tags=_READ, summary="报告错误", status_code=201, dependencies=[Writer],
    responses=_DENIED,
)  # fmt: skip
def report(service: Held, request: shown.ReportRequest) -> shown.LogItem:
    """Say that a statement is wrong; it stays in the answers until somebody has reviewed it."""
    entry = reviewing.report(service, request.statement, Signed(request.reviewer, request.reason))
    return shown.LogItem.model_validate(entry)


@router.get("/merges", tags=_READ, summary="合并的条目")
def merges(
    service: Held, limit: Limit = 20, cursor: str | None = None
) -> models.Listing[shown.MergeItem]:
    """What people merged or told apart, the last first, then what rules joined."""
    rows = service.library.merge_list()
    first = int(accept("merges", cursor)[0]) if cursor is not None else 0
    after = first + limit
    return models.Listing(
        items=[shown.MergeItem.model_validate(row) for row in rows[first:after]], total=len(rows),
        next=issue("merges", [after]) if after < len(rows) else None,
    )  # fmt: skip


@router.post(
    "/merges", tags=_READ, summary="合并条目", status_code=201, dependencies=[Writer],
    responses=_DENIED,
)  # fmt: skip
def merge(service: Held, request: shown.MergeRequest) -> shown.Decided:
    """Let an entity be another, in all documents now and later."""
    signed = Signed(request.reviewer, request.reason)
    return reviewing.merge(service, request.entity, request.into, signed)


@router.delete("/merges", tags=_READ, summary="撤销合并", dependencies=[Writer], responses=_DENIED)
def part(
    service: Held,
    entity: Annotated[str, Query(max_length=400)],
    into: Annotated[str, Query(max_length=400)],
    reviewer: Annotated[str, Query(max_length=100)] = "",
    reason: Annotated[str, Query(max_length=2000)] = "",
) -> shown.Decided:
    """Undo a merge of a person, or tell apart what a rule joined."""
    return reviewing.part(service, entity, into, Signed(reviewer, reason))
