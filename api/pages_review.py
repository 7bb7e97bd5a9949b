"""The pages of the review: the queue, the log, the merges, and "this is wrong"."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse

from api import reviewing
from api.security import Writer, rights
from api.service import Held, Service
from api.templating import TYPES, language_of, link, page, root_of
from corpus.cursor import accept, issue
from corpus.queue import REASONS
from corpus.rows import Review
from ingest.review import DECISIONS, Edit, Signed
from ontology.errors import BadQuery, UnknownName
from ontology.ids import entity_key
from ontology.signatures import SIGNATURES

router = APIRouter(include_in_schema=False)
_PAGE, _LOG_PAGE = 20, 50
_STATES = ("open", "accepted", "rejected", "edited")
_LONGEST = 2000  # code points of one field of a form
Short = Annotated[str, Form(max_length=400)]
Long = Annotated[str, Form(max_length=_LONGEST)]


@router.get("/review")
def queue(
    request: Request, service: Held, status: str = "open", reason: str | None = None,
    document: str | None = None, cursor: str | None = None, done: str = "",
) -> HTMLResponse:  # fmt: skip
    """What is to be reviewed, each with the words around it; or what was, by status."""
    library, reason = service.library, reason if reason in REASONS else None
    found = reviewing.queue(library, status, reason, document or None, _PAGE, cursor)
    here = root_of(request) + "/review"
    kept = {"status": status if status != "open" else None, "reason": reason, "document": document}
    return page(
        request, "review.html", items=reviewing.items(library, found.items), total=found.total,
        states=_choices(request, here, status), reasons=_reasons(request, here, found.facets, kept),
        status=status, predicates=tuple(SIGNATURES), types=TYPES, done=_entry(library, done),
        next_url=link(here, **kept, cursor=found.next) if found.next else None, **rights(request, service),
    )  # fmt: skip


@router.post("/review/decisions", dependencies=[Writer])
async def decide(request: Request, service: Held) -> RedirectResponse:
    """Take the decision of the button that was pressed, and go back to the list."""
    async with request.form(max_files=0) as form:
        said = {name: str(value)[:_LONGEST] for name, value in form.items()}
    decision, _, number = said.get("act", "").partition(" ")
    if decision not in DECISIONS:
        return _back(request, said.get("back", ""), "/review")
    edit = Edit(*(said.get(f"{part}.{number}", "") for part in ("subject", "predicate", "object")))
    signed = Signed(said.get("reviewer", ""), said.get(f"reason.{number}", ""))
    statement = [said.get(f"statement.{number}", "")]
    done = await run_in_threadpool(reviewing.decide, service, statement, decision, signed, edit)
    return _back(request, said.get("back", ""), "/review", done=done.items[0].number)


@router.get("/review/log")
def log(
    request: Request, service: Held, document: str | None = None, cursor: str | None = None
) -> HTMLResponse:
    """Every decision, the last first."""
    entries = service.library.reviews(document or None)[::-1]
    before = accept(("log page", document), cursor)[0] if cursor else None
    rest = [e for e in entries if before is None or e.number < before]
    shown, here = rest[:_LOG_PAGE], root_of(request) + "/review/log"
    more = issue(("log page", document), [shown[-1].number]) if len(rest) > _LOG_PAGE else None
    return page(
        request, "review_log.html", entries=shown, total=len(entries),
        broken=list(service.library.log_faults()),
        next_url=link(here, document=document, cursor=more) if more else None,
    )  # fmt: skip


@router.get("/review/merges")
def merges(
    request: Request, service: Held, type: str = "Mode", one: str = "", other: str = "",
    done: str = "",
) -> HTMLResponse:  # fmt: skip
    """What people and rules merged, with a form for another merge."""
    return page(
        request, "review_merges.html", merges=service.library.merge_list(), types=TYPES, type=type,
        one=one, other=other, done=_entry(service.library, done), **rights(request, service),
    )  # fmt: skip


@router.post("/review/merges", dependencies=[Writer])
def merge(
    request: Request, service: Held, act: Annotated[str, Form()], one: Short, other: Short,
    type: Short = "", reviewer: Short = "", reason: Long = "",
) -> RedirectResponse:  # fmt: skip
    """Merge two entities, or undo a merge; they are given by key, or by type and name."""
    entity, into = (_key(service, type, name) for name in (one, other))
    do = reviewing.part if act == "part" else reviewing.merge
    done = do(service, entity, into, Signed(reviewer, reason))
    return _back(request, "", "/review/merges", done=done.items[0].number)


@router.get("/report")
def ask_report(request: Request, service: Held, statement: str, back: str = "") -> HTMLResponse:
    """Ask what is wrong with a statement."""
    found = service.library.statement(*reviewing.parse(statement))
    return page(
        request, "report.html", statement=statement, found=found, back_to=own(back),
        document=statement.rpartition("/")[0], **rights(request, service),
    )  # fmt: skip


@router.post("/report", dependencies=[Writer])
def report(
    request: Request, service: Held, statement: Short, reason: Long = "", reviewer: Short = "",
    back: Long = "",
) -> RedirectResponse:  # fmt: skip
    """Put a statement at the head of the queue, and go back to where the reader was."""
    entry = reviewing.report(service, statement, Signed(reviewer, reason))
    return _back(request, "", "/report/thanks", done=entry.number, back=own(back))


@router.get("/report/thanks")
def thanks(request: Request, service: Held, done: str = "", back: str = "") -> HTMLResponse:
    """Say that the report was kept."""
    return page(
        request, "report_thanks.html", entry=_entry(service.library, done), back_to=own(back)
    )


def _choices(request: Request, here: str, status: str) -> list[tuple[str, str, bool]]:
    words = language_of(request)
    return [
        (words(f"review.state.{s}"), link(here, status=s if s != "open" else None), s == status)
        for s in _STATES
    ]


def _reasons(
    request: Request, here: str, facets: Any, kept: dict[str, str | None]
) -> list[dict[str, Any]]:
    words, counts = language_of(request), facets.get("reason", {})
    return [
        {"label": words(f"review.reason.{name}"), "count": count, "chosen": kept["reason"] == name,
         "url": link(here, **{**kept, "reason": None if kept["reason"] == name else name})}
        for name, count in counts.items()
    ]  # fmt: skip


def _entry(library: Any, number: str) -> Review | None:
    """The entry of the log that a page tells of after a change; None for none."""
    if not number.isdecimal() or len(number) > 12:
        return None
    return next((e for e in library.reviews() if e.number == int(number)), None)


def _key(service: Service, type: str, name: str) -> str:
    """The key of an entity from the key itself, or from its type and one of its names."""
    name = name.strip()
    kind = name.partition("/")[0]
    if kind in {t.lower() for t in TYPES}:
        return name
    if type not in TYPES or not name:
        raise BadQuery("请选择类型，并填写两个条目的名称")
    own = entity_key(type, name)
    shown = service.library.entities(type=type, q=name, limit=200).items
    for row in shown:
        if row.key == own or name in (row.name, *row.aliases):
            return row.key
    raise UnknownName(f"资料库里没有名为“{name}”的条目", tuple(r.name for r in shown[:5]))


def own(address: str) -> str:
    """An address if it is one of our own pages, else the first page."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"


def _back(request: Request, target: str, default: str, /, **more: str | int) -> RedirectResponse:
    if not target or own(target) != target:
        target = root_of(request) + default
    base, _, query = target.partition("?")
    kept = [p for p in query.split("&") if p and not p.startswith("done=")]
    return RedirectResponse(base + "?" + "&".join([*kept, urlencode(more)]), 303)
