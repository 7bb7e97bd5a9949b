"""Documents and clauses over REST, and the jobs that take documents in."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api import models, uploads
from api.presenting import (
    clause_detail,
    clause_item,
    document_detail,
    document_item,
    listing,
    timeline_item,
)
from api.security import Writer
from api.service import Held
from ontology.errors import UnknownName

router = APIRouter(prefix="/api/v1")
_READ: list[str | Enum] = ["文件与条款"]
_WRITE: list[str | Enum] = ["写入"]


@router.get("/documents", tags=_READ, summary="文件列表")
def documents(
    service: Held,
    q: Annotated[str, Query(description="题名或文号的一部分")] = "",
    genre: str | None = None,
    region: str | None = None,
    issuer: str | None = None,
    year: int | None = None,
    in_force: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    cursor: str | None = None,
) -> models.Listing[models.DocumentItem]:
    """Documents by title."""
    page = service.library.documents(
        q=q, genre=genre, region=region, issuer=issuer, year=year, in_force=in_force, limit=limit,
        cursor=cursor,
    )  # fmt: skip
    return listing(page, lambda row: document_item(service, row))


@router.get("/documents/{document_id}", tags=_READ, summary="一份文件")
def document(service: Held, document_id: str) -> models.DocumentDetail:
    """A document with notices, anomalies and citations."""
    return document_detail(service, document_id)


@router.get("/documents/{document_id}/timeline", tags=_READ, summary="一份文件的各个版本")
def document_timeline(service: Held, document_id: str) -> models.Timeline:
    """The versions that the library holds, oldest first, with status, evidence and changes."""
    return timeline_item(service, document_id)


@router.get("/documents/{document_id}/clauses", tags=_READ, summary="一份文件的条款")
def document_clauses(
    service: Held,
    document_id: str,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    cursor: Annotated[int, Query(ge=0)] = 0,
) -> models.Listing[models.ClauseItem]:
    """The clauses in document order."""
    total = service.library.document(document_id).clauses
    page = service.library.clauses(document_id, limit, min(cursor, total))
    after = cursor + limit
    return models.Listing(
        items=[clause_item(service, document_id, clause) for clause in page],
        total=total,
        next=str(after) if after < total else None,
    )


@router.get("/clauses/{clause_id:path}", tags=_READ, summary="一个条款")
def clause(service: Held, clause_id: str) -> models.ClauseDetail:
    """A clause (`document/clause`) with norms, claims, citations and its citation line."""
    document_id, _, eid = clause_id.removeprefix("doc/").partition("/")
    if not eid:
        raise UnknownName(f"{clause_id} 不是条款的编号：应为“文件编号/条款编号”")
    return clause_detail(service, document_id, eid)


_FILES = {"type": "array", "items": {"type": "string", "format": "binary"}}
_UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "required": ["files"], "properties": {"files": _FILES}}
            }
        },
    }
}


@router.post(
    "/documents", tags=_WRITE, summary="加入文件", status_code=202, dependencies=[Writer],
    openapi_extra=_UPLOAD,
    responses={
        401: {"model": models.Problem}, 403: {"model": models.Problem},
        413: {"model": models.Problem},
    },
)  # fmt: skip
async def add_documents(service: Held, request: Request, response: Response) -> models.JobItem:
    """Take files in as a background job; `Location` tells where to ask for its state.

    The name of a form field does not matter: every file in the form is taken in. The body is read
    here and not by the framework, so that nobody without a token can send one.
    """
    limit = service.settings.upload_limit << 20
    if int(request.headers.get("content-length") or 0) > limit:
        raise HTTPException(413, uploads.TOO_LARGE)
    async with request.form(max_files=uploads.MOST_FILES) as form:
        files = [f for _, f in form.multi_items() if isinstance(f, UploadFile)]
        if not files:
            raise HTTPException(422, "没有文件：请把文件放在 multipart 表单的 files 字段里")
        named = [(f.filename or "未命名", f.file) for f in files]
        job = await run_in_threadpool(uploads.start, service, named)
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return models.JobItem.model_validate(job)


@router.get("/jobs", tags=_WRITE, summary="后台任务列表")
def jobs(
    service: Held, limit: Annotated[int, Query(ge=1, le=200)] = 20
) -> models.Listing[models.JobItem]:
    """The latest jobs, newest first."""
    found = [models.JobItem.model_validate(job) for job in service.library.jobs(limit)]
    return models.Listing(items=found, total=len(found))


@router.get("/jobs/{job_id}", tags=_WRITE, summary="后台任务")
def job(service: Held, job_id: str) -> models.JobItem:
    """The state of a job; when done, `detail` holds the summary of `minekg ingest`.

    `detail.files` tells of each file: `state` is waiting, taken, skipped or failed.
    """
    return models.JobItem.model_validate(service.library.job(job_id))


@router.post(
    "/documents/{document_id}/reread", tags=_WRITE, summary="重新读取文件", status_code=202,
    dependencies=[Writer],
    responses={401: {"model": models.Problem}, 404: {"model": models.Problem}},
)  # fmt: skip
def reread(service: Held, response: Response, document_id: str) -> models.JobItem:
    """Extract a document anew, by today's rules, from the original that the library keeps."""
    job = uploads.read_again(service, document_id)
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return models.JobItem.model_validate(job)


@router.delete(
    "/documents/{document_id}", tags=_WRITE, summary="移除文件", status_code=204,
    dependencies=[Writer], responses={401: {"model": models.Problem}},
)  # fmt: skip
def remove_document(service: Held, document_id: str) -> None:
    """Take one document out of library, index and graph."""
    uploads.remove(service, document_id)
