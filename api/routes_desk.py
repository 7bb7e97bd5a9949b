"""The approval desk over REST."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from api import models, models_desk, negotiation
from api.desk import diff as differ
from api.desk import export
from api.desk import verify as verifier
from api.desk.admit import admit as test_application
from api.desk.application import Application
from api.desk.check import check_against, check_alone, side_by_side
from api.desk.export import Sheet
from api.desk.parts import asked, given, record, wanted, words
from api.holdings import held_record
from api.service import Held, Service
from api.spreadsheet import attachment
from kg.formats import XLSX

router = APIRouter(prefix="/api/v1", tags=["审批台"])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class _Form:
    """A form in which an answer can be had."""

    def __init__(self, name: str, media_type: str) -> None:
        self.name, self.media_type = name, media_type
        self.aliases: tuple[str, ...] = ()


_FORMS = (_Form("json", "application/json"), _Form("xlsx", XLSX), _Form("docx", DOCX))


def _chosen(
    request: Request,
    form: Annotated[
        Literal["json", "xlsx", "docx"] | None,
        Query(alias="format", description="不给则按 Accept，再不然是 JSON"),
    ] = None,
) -> str:
    """The form of the answer, by `format`, else by Accept, else JSON."""
    found = negotiation.best(request.headers.get("accept", ""), _FORMS)
    return form or (found.name if found else "json")


Form = Annotated[str, Depends(_chosen)]
_FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {m: {"schema": {"type": "string", "format": "binary"}} for m in (XLSX, DOCX)}},
    413: {"model": models.Problem},
    422: {"model": models.Problem},
}
_FILE_OR_ID = {
    "oneOf": [{"type": "string", "format": "binary"}, {"type": "string", "description": "文件 id"}]
}


def _body(model: type[models.Model], *fields: str) -> dict[str, Any]:
    """The two bodies that a tool takes: JSON, and a form with files."""
    form = {"type": "object", "properties": dict.fromkeys(fields, _FILE_OR_ID)}
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    content = {"application/json": {"schema": schema}, "multipart/form-data": {"schema": form}}
    return {"requestBody": {"required": True, "content": content}}


def answer(form: str, body: dict[str, object], sheets: Sequence[Sheet]) -> Response:
    """The answer of a tool as JSON, a workbook or a text document."""
    name = sheets[0].title
    if form == "xlsx":
        return attachment(export.as_xlsx(sheets), XLSX, f"{name}.xlsx")
    if form == "docx":
        return attachment(export.as_docx(sheets, name), DOCX, f"{name}.docx")
    return JSONResponse(body)


@router.post(
    "/check", summary="核对一份规划", responses=_FILES,
    openapi_extra=_body(models_desk.CheckRequest, "plan", "against", "beside"),
)  # fmt: skip
async def check(request: Request, service: Held, form: Form) -> Response:
    """Against a specification: a checklist; without one: contradictions in numbers and tables.

    `plan`, `against` and `beside` (another plan, whose indicators are set beside) are document ids,
    or files in a form.
    """
    found = await asked(request, service, models_desk.CheckRequest)
    plan = wanted(found, "plan", "要核对的规划，文件或文件 id")
    chosen = (plan, given(found, "against"), given(found, "beside"))
    records = [None if p is None else await record(p, service) for p in chosen]
    return await run_in_threadpool(_checked, service, form, records)


def _checked(service: Service, form: str, records: Sequence[Any]) -> Response:
    plan, spec, other = records
    if spec is not None:
        report = check_against(plan.document, spec.document)
        return answer(form, report.as_json(), export.of_check(report))
    found = check_alone(plan, service.library)
    pairs = side_by_side(plan, other) if other is not None else ()
    body = found.as_json()
    if other is not None:
        body["indicators"] = [c.as_json() for c in pairs]
    return answer(form, body, export.of_findings(found, pairs))


@router.post("/admit", summary="准入规定", responses=_FILES)
def admit(service: Held, body: models_desk.AdmitRequest, form: Form) -> Response:
    """The rules that hold for a mining project, by document, each with its words and a verdict."""
    case = Application(
        body.mineral, body.scale, body.unit, body.place, body.method, body.new, body.service_years
    )
    report = test_application(case, service.library)
    return answer(form, report.as_json(), export.of_admit(report))


@router.post(
    "/verify", summary="核对引用", responses=_FILES,
    openapi_extra=_body(models_desk.VerifyRequest, "text"),
)  # fmt: skip
async def verify(request: Request, service: Held, form: Form) -> Response:
    """Every citation in the text, or in a file sent as a form, with its verdict."""
    found = await asked(request, service, models_desk.VerifyRequest)
    text = await run_in_threadpool(words, wanted(found, "text", "文字或文件"))
    citations = await run_in_threadpool(verifier.verify, text, service.library)
    return answer(form, verifier.as_json(citations), export.of_verify(citations))


@router.get("/diff", summary="比较两份文件", responses=_FILES)
def diff(service: Held, a: str, b: str, form: Form) -> Response:
    """What became of each article of document `a` in document `b`."""
    return _compared(form, [held_record(name, service.library) for name in (a, b)])


@router.post(
    "/diff", summary="比较两份文件（可以上传）", responses=_FILES,
    openapi_extra=_body(models_desk.DiffRequest, "a", "b"),
)  # fmt: skip
async def diff_files(request: Request, service: Held, form: Form) -> Response:
    """The same for files in a form; a field may also name a document of the library."""
    found = await asked(request, service, models_desk.DiffRequest)
    pair = [wanted(found, name, "要比较的文件或文件 id") for name in ("a", "b")]
    records = [await record(part, service) for part in pair]
    return await run_in_threadpool(_compared, form, records)


def _compared(form: str, records: Sequence[Any]) -> Response:
    rows = differ.diff(*(r.document for r in records))
    return answer(form, differ.as_json(rows), export.of_diff(rows))
