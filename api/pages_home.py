"""The first page: the box, what the library holds, and questions to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.service import Held, Service
from api.templating import link, page, segment
from ontology.records import EntityType

router = APIRouter(include_in_schema=False)
_LAWS = 50  # laws of which the shortest title makes the example
_LATELY = 5  # documents added last that are shown


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue about `words`, and the page that answers it."""

    name: str
    url: str
    words: str = ""


@router.get("/")
def home(request: Request, service: Held) -> HTMLResponse:
    """What is in the library, and the ways into it."""
    stats = service.library.stats()
    figures = (
        ("documents", stats.documents, "/documents"), ("clauses", stats.clauses, "/search?kind=clause"),
        ("entities", stats.entities, "/entities"), ("assertions", stats.assertions, ""),
        ("indicators", stats.indicators, "/indicators"), ("obligations", stats.obligations, ""),
    )  # fmt: skip
    served = request.app.state.paths
    asked = service.once("questions", lambda: list(_questions(service)))
    tasks = [
        (who, [(q.name, q.url, q.words) for q in questions if _leads(q.url, served)])
        for who, questions in asked
    ]
    return page(
        request, "home.html", figures=figures, genres=stats.genres.items(),
        tasks=[(who, questions) for who, questions in tasks if questions],
        lately=service.library.lately(_LATELY),
    )  # fmt: skip


def _leads(url: str, served: frozenset[str]) -> bool:
    """Whether a page answers a question: one of a fixed path, or that of a thing."""
    path = url.partition("?")[0]
    return path in served or path.count("/") > 1


def _questions(service: Service) -> Iterator[tuple[str, list[Question]]]:
    """Questions for each kind of user, about things that the library holds."""
    yield "researcher", [
        *_solved(service), *_about(service, "Project", "project"),
        Question("matrix", "/matrix"), Question("gaps", "/overview"),
    ]  # fmt: skip
    yield "clerk", [
        *_scale(service), *_article(service),
        Question("check", "/desk"), Question("indicators", "/indicators"),
    ]  # fmt: skip
    yield "analyst", [
        Question("sparql", "/query"), Question("graph", "/graph"),
        Question("api", "/docs"), Question("search", "/search"),
    ]  # fmt: skip


def _solved(service: Service) -> Iterator[Question]:
    """The problem that most documents say something solves."""
    said: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for claim in service.library.claims("solves", "Mode", "Problem"):
        key = claim.object_key or ""
        said.setdefault(key, set()).add(claim.document)
        names[key] = claim.object_name
    if said:
        key = max(said, key=lambda key: len(said[key]))
        yield Question("solved", f"/{segment(key)}", names[key])


def _about(service: Service, kind: EntityType, name: str) -> Iterator[Question]:
    for entity in service.library.entities(type=kind, limit=1).items:
        yield Question(name, f"/{segment(entity.key)}", entity.name)


def _scale(service: Service) -> Iterator[Question]:
    for mineral in service.library.entities(type="Mineral", limit=1).items:
        words = f"{mineral.name} 最低开采规模"
        yield Question("scale", link("/search", q=words), mineral.name)


def _article(service: Service) -> Iterator[Question]:
    laws = service.library.documents(genre="regulation", q="矿", limit=_LAWS).items
    if laws:
        words = min((law.title for law in laws), key=len) + "第二条"
        yield Question("article", link("/search", q=words), words)
