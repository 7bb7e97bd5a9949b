"""The pages of the approval desk: four tools, each a form and its answer below."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from api import faults
from api.desk import diff as differ
from api.desk import export, verify
from api.desk.admit import admit
from api.desk.application import AdmitReport, Application
from api.desk.check import check_against, check_alone, side_by_side
from api.desk.export import Sheet
from api.desk.parts import File, Part, given, parts, record, wanted, words
from api.desk.showing import (
    TableRow,
    citations_in,
    examples,
    passages,
    rules_by_verdict,
    stretches,
    table_row,
)
from api.routes_desk import answer
from api.service import Held, Service
from api.templating import link, page
from ontology.errors import BadQuery, MineKGError, UnknownName
from ontology.records import Record

router = APIRouter(include_in_schema=False)
_FILES = ("xlsx", "docx")
_UNITS = ("万吨/年", "吨/年", "万立方米/年", "立方米/年")
_METHODS = ("", "露天", "地下")
_LISTED = 1000  # documents that a field offers
Shown = tuple[dict[str, Any], tuple[Sheet, ...]]


@dataclass(frozen=True, slots=True)
class _Tool:
    """One tool: its name, the fields without which it has nothing to do, and what it does.

    `addressable` tools have answers with an address of their own, as long as no file is sent.
    """

    name: str
    needed: tuple[str, ...]
    run: Callable[[Mapping[str, Part], Service], Awaitable[Shown]]
    addressable: bool = True


@router.get("/desk")
def desk(request: Request, service: Held) -> Response:
    """What the desk can do."""
    made = service.once("examples of the desk", lambda: examples(service.library))
    return page(request, "desk.html", tools=tuple(_TOOLS), examples=made)


@router.api_route("/desk/check", methods=["GET", "POST"])
async def check_page(request: Request, service: Held) -> Response:
    """A plan against a specification, or alone."""
    return await _serve(request, service, _TOOLS["check"])


@router.api_route("/desk/admit", methods=["GET", "POST"])
async def admit_page(request: Request, service: Held) -> Response:
    """An application against the plans and laws of its place."""
    return await _serve(request, service, _TOOLS["admit"])


@router.api_route("/desk/verify", methods=["GET", "POST"])
async def verify_page(request: Request, service: Held) -> Response:
    """The citations of a text."""
    return await _serve(request, service, _TOOLS["verify"])


@router.api_route("/desk/diff", methods=["GET", "POST"])
async def diff_page(request: Request, service: Held) -> Response:
    """Two documents side by side."""
    return await _serve(request, service, _TOOLS["diff"])


async def _serve(request: Request, service: Service, tool: _Tool) -> Response:
    """The form of a tool with what was asked, and the answer, as a page or as a file."""
    found: dict[str, Part] = dict(request.query_params)
    if request.method == "POST":
        found = await parts(request, service)
    form, _ = found.pop("format", ""), found.pop("lang", "")
    files = any(isinstance(p, File) for p in found.values())
    if request.method == "POST" and tool.addressable and not files and form not in _FILES:
        texts = {k: v for k, v in found.items() if isinstance(v, str)}
        return RedirectResponse(link(request.url.path, **texts) + "#answer", 303)
    shown: dict[str, Any] = {}
    fault: dict[str, Any] | None = None
    sheets: tuple[Sheet, ...] = ()
    if any(given(found, name) for name in tool.needed):
        try:
            shown, sheets = await tool.run(found, service)
        except (*faults.EXPECTED, HTTPException) as error:
            fault = _fault(error)
    if sheets and form in _FILES:
        return answer(str(form), {}, sheets)
    return _page(request, service, tool, found, shown, fault)


def _page(
    request: Request,
    service: Service,
    tool: _Tool,
    found: Mapping[str, Part],
    shown: Mapping[str, Any],
    fault: Mapping[str, Any] | None,
) -> Response:
    texts = {k: v for k, v in found.items() if isinstance(v, str)}
    here = request.url.path
    exports = [(f, link(here, **texts, format=f)) for f in _FILES] if tool.addressable else []
    response = page(
        request, f"desk_{tool.name}.html", tool=tool.name, asked=texts, shown=shown, fault=fault,
        exports=exports if request.method == "GET" else [], titles=_titles(service),
        examples=service.once("examples of the desk", lambda: examples(service.library)),
        files={k: v.name for k, v in found.items() if isinstance(v, File)},
        units=_UNITS, methods=_METHODS,
    )  # fmt: skip
    response.status_code = fault["status"] if fault else 200
    return response


def _titles(service: Service) -> list[tuple[str, str, str]]:
    """Id, title and genre of the documents that a field offers."""
    rows = service.library.documents(limit=_LISTED).items
    return [(r.id, r.title or r.id, r.genre) for r in rows]


def _fault(error: Exception) -> dict[str, Any]:
    """What went wrong, for the page: a line, near names, and the status."""
    if isinstance(error, HTTPException):
        return {"line": error.detail, "near": (), "status": error.status_code}
    known = faults.describe(error)
    if known is None:
        raise error
    near = error.suggestions if isinstance(error, UnknownName) else ()
    line = str(error) if isinstance(error, MineKGError) else known.line
    return {"line": line, "near": near, "status": known.status}


def _link(made: Record, part: Part | None) -> str:
    """The library id of a document, "" for a file that was sent."""
    return made.id if isinstance(part, str) else ""


async def _check(found: Mapping[str, Part], service: Service) -> Shown:
    asked = wanted(found, "plan", "要核对的规划，文件或文件 id"), given(found, "against")
    plan = await record(asked[0], service)
    if asked[1] is not None:
        spec = await record(asked[1], service)
        report = await run_in_threadpool(check_against, plan.document, spec.document)
        titles = [r.document.metadata.title or r.id for r in (plan, spec)]
        shown = {
            "groups": passages(report), "counts": report.counts(), "unlike": report.off_subject,
            "plan": _link(plan, asked[0]), "spec": _link(spec, asked[1]), "titles": titles,
        }  # fmt: skip
        return shown, export.of_check(report)
    beside = given(found, "beside")
    other = await record(beside, service) if beside else None
    alone = await run_in_threadpool(check_alone, plan, service.library)
    pairs = side_by_side(plan, other) if other else ()
    title = plan.document.metadata.title or plan.id
    shown = {"findings": alone.findings, "pairs": pairs, "beside": other, "titles": [title]}
    return shown, export.of_findings(alone, pairs)


async def _admit(found: Mapping[str, Part], service: Service) -> Shown:
    case = _application({k: str(v) for k, v in found.items() if isinstance(v, str)})
    report = await run_in_threadpool(admit, case, service.library)
    titles = {
        r.document: service.library.document(r.document).title or r.document for r in report.rules
    }
    shown = {
        "report": report, "groups": rules_by_verdict(report), "documents": titles,
        "rows": await run_in_threadpool(_rows, report, service),
    }  # fmt: skip
    return shown, export.of_admit(report)


def _rows(report: AdmitReport, service: Service) -> dict[tuple[str, int], TableRow]:
    """The rules that are rows of tables, with their headers, by document and place."""
    rows = {}
    for rule in report.rules:
        if "\t" in rule.quote or "\n" in rule.quote:
            document = service.library.record(rule.document).document
            found = table_row(document, rule.start, rule.end)
            if found is not None:
                rows[rule.document, rule.start] = found
    return rows


def _application(found: Mapping[str, str]) -> Application:
    try:
        scale = Decimal(found.get("scale", "").strip())
        years = int(found["years"]) if found.get("years", "").strip() else None
    except (InvalidOperation, ValueError):
        raise BadQuery("开采规模和服务年限请写数字，例如 5 或 0.5") from None
    return Application(
        found.get("mineral", "").strip(), scale, found.get("unit", ""),
        found.get("place", "").strip(), found.get("method", ""), found.get("new", "") == "1", years,
    )  # fmt: skip


async def _verify(found: Mapping[str, Part], service: Service) -> Shown:
    text = await run_in_threadpool(words, wanted(found, "text", "文字或文件"))
    checked = await run_in_threadpool(verify.verify, text, service.library)
    counts: dict[str, int] = {}
    for citation in checked:
        counts[citation.verdict] = counts.get(citation.verdict, 0) + 1
    shown = {"text": text, "pieces": citations_in(text, checked), "citations": checked, "counts": counts}  # fmt: skip
    return shown, export.of_verify(checked)


async def _diff(found: Mapping[str, Part], service: Service) -> Shown:
    asked = [wanted(found, name, "要比较的文件或文件 id") for name in ("a", "b")]
    old, new = [await record(part, service) for part in asked]
    rows = await run_in_threadpool(differ.diff, old.document, new.document)
    shown = {
        "rows": stretches(rows), "counts": differ.counts(rows), "a": _link(old, asked[0]),
        "b": _link(new, asked[1]), "total": len(rows),
        "titles": [_named(old), _named(new)],
    }  # fmt: skip
    return shown, export.of_diff(rows)


def _named(made: Record) -> str:
    meta = made.document.metadata
    return f"{meta.title or made.id}{f'（{meta.date}）' if meta.date else ''}"


_ALL: Sequence[_Tool] = (
    _Tool("check", ("plan",), _check),
    _Tool("admit", ("mineral", "place", "scale"), _admit),
    _Tool("verify", ("text",), _verify, addressable=False),
    _Tool("diff", ("a", "b"), _diff),
)
_TOOLS = {tool.name: tool for tool in _ALL}
