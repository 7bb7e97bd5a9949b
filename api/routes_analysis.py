"""Questions about the network of claims over REST; computed in a query worker, once a snapshot."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from api import models
from api import models_graph as shown
from api.listing import page_of
from api.service import Held, Service
from kg.examples import examples
from kg.ontology import Term, terms
from ontology.records import EntityType
from ontology.vocabulary import PREFIXES

router = APIRouter(prefix="/api/v1", tags=["网络分析"])
Limit = Annotated[int, Query(ge=1, le=200)]
Named = Annotated[str, Query(min_length=1, max_length=500, description="名称、id 或 IRI")]
_MISSING = {
    "any": lambda row: True,
    "mode": lambda row: not row["modes"],
    "recommendation": lambda row: not row["recommendations"],
    "both": lambda row: not (row["modes"] or row["recommendations"]),
}


@router.get("/entities/{entity_id:path}/neighbours", summary="一个条目周围的条目")
def neighbours(
    service: Held,
    entity_id: str,
    hops: Annotated[int, Query(ge=1, le=2, description="几步以内")] = 1,
    limit: Limit = 20,
) -> shown.Neighbourhood:
    """Things within one or two relations, those that most documents tie to it first, and all
    relations among them; also of a document or clause (`doc/…`)."""
    found = _report(service, "neighbours", centre=entity_id, hops=hops, limit=limit)
    return shown.Neighbourhood.model_validate(found)


@router.get("/analysis/overview", summary="网络概况")
def overview(service: Held) -> shown.Overview:
    """Types, relations, how many problems have an answer, and what most relations meet in."""
    return shown.Overview.model_validate(_report(service, "overview"))


@router.get("/analysis/gaps", summary="还没有答案的问题")
def gaps(
    service: Held,
    missing: Annotated[
        Literal["any", "mode", "recommendation", "both"], Query(description="缺什么")
    ] = "any",
    limit: Limit = 20,
    cursor: str | None = None,
) -> models.Listing[shown.GapItem]:
    """Problems that no mode solves or no recommendation addresses, the most reported first."""
    rows = list(filter(_MISSING[missing], _report(service, "gaps")["items"]))
    return page_of(shown.GapItem, rows, limit, cursor, ("gaps", missing))


@router.get("/analysis/coverage", summary="模式覆盖的问题和项目")
def coverage(
    service: Held, limit: Limit = 20, cursor: str | None = None
) -> models.Listing[shown.CoverItem]:
    """Modes, those that solve most problems first."""
    rows = _report(service, "coverage")["items"]
    return page_of(shown.CoverItem, rows, limit, cursor, "coverage")


@router.get("/analysis/centrality", summary="最居中的条目")
def centrality(
    service: Held, type: EntityType | None = None, limit: Limit = 20, cursor: str | None = None
) -> models.Listing[shown.RankItem]:
    """Things by the share of shortest paths that pass through them."""
    rows = [r for r in _report(service, "centrality")["items"] if type in (None, r["type"])]
    return page_of(shown.RankItem, rows, limit, cursor, ("centrality", type))


@router.get("/analysis/communities", summary="联系紧密的条目群")
def communities(
    service: Held, limit: Limit = 20, cursor: str | None = None
) -> models.Listing[shown.CommunityItem]:
    """Groups by size (Louvain, weighted by documents)."""
    rows = _report(service, "communities")["items"]
    return page_of(shown.CommunityItem, rows, limit, cursor, "communities")


@router.get("/analysis/path", summary="两个条目之间的最短路径")
def path(
    service: Held,
    start: Annotated[str, Query(alias="from", min_length=1, description="名称、id 或 IRI")],
    end: Annotated[str, Query(alias="to", min_length=1, description="名称、id 或 IRI")],
) -> shown.PathAnswer:
    """The chain as sentences with evidence; `found` is false where nothing links the two."""
    return shown.PathAnswer.model_validate(_report(service, "path", start=start, end=end))


@router.get("/analysis/similar", summary="相似的项目")
def similar(
    service: Held, project: Named, limit: Limit = 20, cursor: str | None = None
) -> models.Listing[shown.SimilarItem]:
    """Projects related to the same modes, problems, places or minerals, the likest first."""
    rows = _report(service, "similar", project=project)["items"]
    return page_of(shown.SimilarItem, rows, limit, cursor, ("similar", project))


@router.get("/sparql/vocabulary", summary="查询用的词汇")
def vocabulary() -> shown.Vocabulary:
    """Prefixes, classes, properties and values with their words, and example queries."""
    by_kind: dict[str, list[shown.TermItem]] = {}
    for term in terms():
        by_kind.setdefault(term.kind, []).append(_term(term))
    return shown.Vocabulary(
        prefixes=dict(PREFIXES),
        classes=by_kind["class"],
        properties=by_kind["property"],
        values=by_kind["value"],
        examples=[
            shown.ExampleItem(id=e.id, title={"zh": e.zh, "en": e.en}, query=e.query)
            for e in examples()
        ],
    )


def _term(term: Term) -> shown.TermItem:
    return shown.TermItem(
        iri=term.iri, name=term.name, label=dict(term.label), comment=dict(term.comment),
        parents=list(term.parents), domain=list(term.domain), range=list(term.range),
        scheme=term.scheme,
    )  # fmt: skip


def _report(service: Service, kind: str, **arguments: str | int) -> dict[str, Any]:
    def make() -> dict[str, Any]:
        return service.pool.report(kind, service.settings.base_iri, **arguments)

    # Reports about everything are kept here, as they may be larger than the pool keeps.
    return make() if arguments else service.once(f"report {kind}", make)
