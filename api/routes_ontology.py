"""The ontology as published: a page for people, RDF for programs, the shapes beside it."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Request, Response
from pyoxigraph import RdfFormat, parse, serialize
from starlette.exceptions import HTTPException

from api.negotiation import best
from api.routes_linked import Form
from api.templating import page
from kg.formats import GRAPHS
from kg.ontology import Term, shapes, source, terms
from ontology.ids import ONTOLOGY
from ontology.vocabulary import PREFIXES

router = APIRouter(tags=["SPARQL"])
_NAMES = ("ttl", "nt", "rdf", "jsonld")
_OFFERS = (
    Form("", "text/html", ("application/xhtml+xml",)),
    *(Form(name, GRAPHS[name].media_type, GRAPHS[name].aliases) for name in _NAMES),
)
_DAY = {"Cache-Control": "max-age=86400"}
_KINDS = ("class", "property", "scheme", "value", "unit")


@router.get("/ontology", summary="本体")
@router.head("/ontology", include_in_schema=False)
def ontology(request: Request) -> Response:
    """A page of all terms in both languages, or the ontology in the RDF format that is wanted."""
    form = best(request.headers.get("accept", ""), _OFFERS)
    if form is None:
        raise HTTPException(406, "可用的格式：" + "、".join(f.media_type for f in _OFFERS))
    answer = _page(request) if not form.suffix else ontology_as(form.suffix)
    answer.headers.add_vary_header("Accept")
    return answer


@router.get("/ontology.{form}", summary="本体（RDF）")
@router.head("/ontology.{form}", include_in_schema=False)
def ontology_as(form: str) -> Response:
    """The ontology as ttl, nt, rdf or jsonld."""
    if form not in _NAMES:
        raise HTTPException(404, "本体的格式有：" + "、".join(_NAMES))
    return Response(_serialized(form), media_type=GRAPHS[form].media_type, headers=_DAY)


@router.get("/shapes.ttl", summary="SHACL 形状（Turtle）")
@router.head("/shapes.ttl", include_in_schema=False)
def shapes_file() -> Response:
    """The shapes that every named graph is valid by."""
    return Response(shapes(), media_type="text/turtle", headers=_DAY)


@cache
def _serialized(name: str) -> bytes:
    engine = GRAPHS[name].engine
    assert isinstance(engine, RdfFormat)
    if name == "ttl":
        return source()
    triples = (quad.triple for quad in parse(source(), RdfFormat.TURTLE))
    prefixes = {p: PREFIXES[p] for p in ("mk", "mkm", "mku", "owl", "rdfs", "skos")}
    return serialize(triples, format=engine, prefixes=prefixes) or b""


def _page(request: Request) -> Response:
    groups: dict[str, list[Term]] = {kind: [] for kind in _KINDS}
    for term in terms():
        groups[term.kind].append(term)
    known = {term.name: term for term in terms()}
    return page(request, "ontology.html", groups=list(groups.items()), known=known, iri=ONTOLOGY)
