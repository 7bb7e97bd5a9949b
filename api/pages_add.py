"""The pages for adding documents, and for looking after those that are there."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from api import uploads
from api.pages_review import own
from api.security import PASS_COOKIE, Writer, is_token, make_pass, rights
from api.service import Held
from api.templating import language_of, link, page, root_of
from corpus.rows import Job

router = APIRouter(include_in_schema=False)
_PAGE, _JOBS = 20, 10
Short = Annotated[str, Form(max_length=400)]


@router.get("/add")
def add(request: Request, service: Held, q: str = "", cursor: str | None = None) -> HTMLResponse:
    """Where files are added; the latest jobs, and the documents with what can be done to them."""
    library = service.library
    found = library.documents(q=q, limit=_PAGE, cursor=cursor)
    here = root_of(request) + "/add"
    return page(
        request, "add.html", jobs=[describe(job) for job in library.jobs(_JOBS)],
        documents=found.items, total=found.total, filter=q,
        limit=service.settings.upload_limit, most=uploads.MOST_FILES,
        next_url=link(here, q=q, cursor=found.next) if found.next else None,
        **rights(request, service),
    )  # fmt: skip


@router.post("/add", dependencies=[Writer])
async def take(request: Request, service: Held) -> RedirectResponse:
    """Take the files of the form in, and go to the page of the job."""
    if int(request.headers.get("content-length") or 0) > service.settings.upload_limit << 20:
        raise HTTPException(413, uploads.TOO_LARGE)
    async with request.form(max_files=uploads.MOST_FILES) as form:
        files = [f for _, f in form.multi_items() if isinstance(f, UploadFile) and f.filename]
        if not files:
            raise HTTPException(422, language_of(request)("add.none"))
        named = [(f.filename or "", f.file) for f in files]
        job = await run_in_threadpool(uploads.start, service, named)
    return _to(request, f"/add/jobs/{job.id}")


@router.get("/add/jobs/{job_id}")
def job(request: Request, service: Held, job_id: str) -> HTMLResponse:
    """What became of the files of one job."""
    return page(request, "add_job.html", job=describe(service.library.job(job_id)))


@router.post("/add/reread", dependencies=[Writer])
def reread(request: Request, service: Held, document: Short) -> RedirectResponse:
    """Read a document again from the original that the library keeps."""
    return _to(request, f"/add/jobs/{uploads.read_again(service, document).id}")


@router.post("/add/remove", dependencies=[Writer])
def remove(request: Request, service: Held, document: Short) -> RedirectResponse:
    """Take a document out of the library."""
    uploads.remove(service, document)
    return _to(request, "/add")


@router.post("/token")
def token(
    request: Request, service: Held, token: Short = "", back: Short = "/"
) -> RedirectResponse:
    """Let the pages of this session write; with no token, let them do so no longer."""
    answer = RedirectResponse(own(back), 303)
    if not token:
        answer.delete_cookie(PASS_COOKIE, path="/")
        return answer
    if not is_token(service, token.strip()):
        raise HTTPException(401, language_of(request)("review.wrong_token"))
    answer.set_cookie(
        PASS_COOKIE, make_pass(service.settings.token), path="/", httponly=True,
        samesite="strict", secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


def describe(job: Job) -> dict[str, Any]:
    """A job as pages show it: its files, each with its state, and the counts over them."""
    files = [f if isinstance(f, dict) else {"name": str(f)} for f in _files(job)]
    blank = {"state": "waiting", "error": "", "document": "", "title": "", "clauses": 0,
             "entities": 0, "assertions": 0}  # fmt: skip
    shown = [blank | file for file in files]
    counts = {
        s: sum(f["state"] == s for f in shown) for s in ("taken", "skipped", "failed", "waiting")
    }
    return {
        "id": job.id, "kind": job.kind, "state": job.state, "at": job.created, "files": shown,
        "counts": counts, "error": str(job.detail.get("error", "")),
    }  # fmt: skip


def _files(job: Job) -> list[Any]:
    files = job.detail.get("files", [])
    return files if isinstance(files, list) else []


def _to(request: Request, path: str) -> RedirectResponse:
    return RedirectResponse(root_of(request) + path, 303)
