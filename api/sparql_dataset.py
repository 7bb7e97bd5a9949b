"""`/.well-known/void`: what the dataset is."""

from __future__ import annotations

from functools import partial

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pyoxigraph import RdfFormat, Triple, serialize

from api.negotiation import best
from api.service import Held, Service
from kg.formats import GRAPHS
from kg.pool import QueryPool
from kg.void import describe
from ontology.vocabulary import PREFIXES

router = APIRouter(tags=["SPARQL"])
_OFFERS = [GRAPHS[name] for name in ("ttl", "nt", "rdf", "jsonld")]
_PREFIXES = {
    name: PREFIXES[name] for name in ("mk", "rdf", "rdfs", "void", "dcat", "sh", "dcterms", "xsd")
}


@router.get("/.well-known/void", summary="数据集描述（VoID、DCAT）")
@router.head("/.well-known/void", include_in_schema=False)
async def void(request: Request, service: Held) -> Response:
    """Partitions by class and property, distributions and example queries."""
    form = best(request.headers.get("accept", ""), _OFFERS) or _OFFERS[0]
    assert isinstance(form.engine, RdfFormat)
    triples = await to_thread.run_sync(partial(_described, request.app.state, service))
    body = serialize(triples, format=form.engine, prefixes=_PREFIXES)
    return Response(body, media_type=form.media_type, headers={"Vary": "Accept"})


def _described(state: object, service: Service) -> list[Triple]:
    """The description, made once for each published snapshot."""
    pool: QueryPool = service.pool
    path, known = getattr(state, "void", (None, []))
    if path != pool.path():
        path = pool.path()
        known = list(describe(pool.rows, service.settings.base_iri))
        state.void = path, known  # type: ignore[attr-defined]
    return list(known)
