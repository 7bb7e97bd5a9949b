"""Linked data: every IRI leads to a page for people or a description for programs."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from api.negotiation import best
from api.presenting import clause_detail, document_detail, entity_detail
from api.resource import resource
from api.service import Held, Service
from api.templating import language_of, page, root_of, segment
from kg.ontology import terms
from kg.query import Query
from ontology.errors import UnknownName
from ontology.ids import iri

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a thing can be had."""

    suffix: str
    media_type: str
    aliases: tuple[str, ...] = ()


_FORMS = (
    Form("html", "text/html", ("application/xhtml+xml",)),
    Form("ttl", "text/turtle", ("application/x-turtle",)),
    Form("jsonld", "application/ld+json"),
    Form("json", "application/json"),
    Form("txt", "text/plain"),
    Form("rdf", "application/rdf+xml"),
    Form("nt", "application/n-triples"),
)
_MEDIA_TYPES = {form.suffix: form.media_type for form in _FORMS}
_RDF = frozenset({"ttl", "jsonld", "rdf", "nt"})

_GRAPH = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{0}> {{ ?s ?p ?o }} }}"
_ABOUT = """CONSTRUCT {{ <{0}> ?p ?o . ?a ?ap ?ao }} WHERE {{
  {{ <{0}> ?p ?o }}
  UNION {{ ?a rdf:subject <{0}> ; ?ap ?ao }}
  UNION {{ ?a rdf:object <{0}> ; ?ap ?ao }}
  UNION {{ ?a mk:inClause <{0}> ; ?ap ?ao }}
}}"""


@router.get("/id/{name:path}")
@router.head("/id/{name:path}")
def identifier(request: Request, service: Held, name: str) -> Response:
    """Redirect an identifier to what the client reads; a suffix gives that form at once.

    The identifier of a document without its version leads to the version in force.
    """
    root = root_of(request)
    key, _, suffix = name.rpartition(".")
    if not key or suffix not in _MEDIA_TYPES:
        key, suffix = name, ""
    if version := _version(service, key):
        return RedirectResponse(f"{root}/id/{segment(version)}{suffix and '.' + suffix}", 303)
    if suffix == "html" and _has_page(service, key):
        _require(service, key)
        return RedirectResponse(f"{root}/{segment(key)}", 303)
    if suffix:
        return _represent(request, service, key, suffix)
    _require(service, name)
    form = best(request.headers.get("accept", ""), _FORMS)
    if form is None:
        raise HTTPException(406, "可用的格式：" + "、".join(f.media_type for f in _FORMS))
    target = f"{root}/id/{segment(name)}.{form.suffix}"
    if form.suffix == "html" and _has_page(service, name):
        target = f"{root}/{segment(name)}"
    return RedirectResponse(target, 303, {"Vary": "Accept"})


def _version(service: Service, key: str) -> str:
    """The key of the version in force of a document that is named without one; "" for others."""
    document_id, slash, clause_id = key.removeprefix("doc/").partition("/")
    if not key.startswith("doc/") or "@" in document_id:
        return ""
    try:
        service.library.document(document_id)
    except UnknownName:
        rows = service.library.find_documents(title=document_id)
        versions = (row.id for row in rows if row.id.rpartition("@")[0] == document_id)
        found = next(versions, "")
        return found and f"doc/{found}{slash}{clause_id}"
    return ""


def _represent(request: Request, service: Service, key: str, suffix: str) -> Response:
    if suffix in _RDF:
        return Response(_describe(service, key, suffix), media_type=_MEDIA_TYPES[suffix])
    if key.startswith("doc/"):
        return _document(service, key.removeprefix("doc/"), suffix)
    if not _is_entity(service, key):
        return _resource(request, service, key, suffix)
    if suffix == "json":
        return JSONResponse(entity_detail(service, key).model_dump())
    quotes = (m.quote for m in service.library.entity(key).mentions)
    return PlainTextResponse("\n".join(quotes) + "\n")


def _document(service: Service, key: str, suffix: str) -> Response:
    """A document or clause as JSON or text."""
    document_id, _, clause_id = key.partition("/")
    if suffix == "json" and clause_id:
        return JSONResponse(clause_detail(service, document_id, clause_id).model_dump())
    if suffix == "json":
        return JSONResponse(document_detail(service, document_id).model_dump())
    if clause_id:
        return PlainTextResponse(service.library.clause(document_id, clause_id).text)
    return PlainTextResponse(service.library.text(document_id))


def _resource(request: Request, service: Service, key: str, suffix: str) -> Response:
    """What only the graph knows, as JSON, text or a page."""
    found = resource(service, key)
    if suffix == "json":
        return JSONResponse(found.plain())
    if suffix == "txt":
        return PlainTextResponse(found.text())
    language = language_of(request).language
    names = {term.name: term.label[language] for term in terms()}
    rows = [(names.get(name, name), values) for name, values in found.properties.items()]
    shown = found.properties.get("skos:prefLabel") or found.properties.get("mk:quote")
    name = shown[0].text if shown else key
    return page(request, "resource.html", resource=found, name=name, rows=rows)


def _describe(service: Service, key: str, form: str) -> bytes:
    """The triples about a key: a document's whole graph, else what has it as a subject or end."""
    whole = key.startswith("doc/") and "/" not in key.removeprefix("doc/")
    node = iri(service.settings.base_iri, key)
    text = (_GRAPH if whole else _ABOUT).format(node)
    content = service.pool.run(Query(text, results="", graphs=form)).read()
    if not _holds_triples(content, form):
        raise UnknownName(f"图谱里没有 {key}")
    return content


def _holds_triples(content: bytes, form: str) -> bool:
    if form == "jsonld":
        return content.strip() not in (b"", b"[]", b"{}")
    lines = content.splitlines()
    return any(line.strip() and not line.startswith(b"@prefix") for line in lines)


def _has_page(service: Service, key: str) -> bool:
    return key.startswith("doc/") or _is_entity(service, key)


def _is_entity(service: Service, key: str) -> bool:
    try:
        service.library.entity(key)
    except UnknownName:
        return False
    return True


def _require(service: Service, key: str) -> None:
    """UnknownName for a key that neither library nor graph knows."""
    document_id, _, clause_id = key.removeprefix("doc/").partition("/")
    if not key.startswith("doc/"):
        if not _is_entity(service, key):
            _describe(service, key, "ttl")
    elif clause_id:
        service.library.clause(document_id, clause_id)
    else:
        service.library.document(document_id)
