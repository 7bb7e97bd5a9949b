"""Entities and indicators over REST."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api import models
from api.presenting import entity_detail, entity_item, listing
from api.service import Held
from ontology.records import EntityType

router = APIRouter(prefix="/api/v1", tags=["条目与陈述"])


@router.get("/entities", summary="条目列表")
def entities(
    service: Held,
    type: EntityType | None = None,
    q: Annotated[str, Query(description="名称或别名的一部分")] = "",
    doc: Annotated[str | None, Query(description="只看一份文件里的")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    cursor: str | None = None,
) -> models.Listing[models.EntityItem]:
    """Entities, those that most documents name first."""
    page = service.library.entities(type=type, q=q, document=doc, limit=limit, cursor=cursor)
    return listing(page, lambda row: entity_item(service, row))


@router.get("/entities/{entity_id:path}", summary="一个条目")
def entity(service: Held, entity_id: str) -> models.EntityDetail:
    """An entity (`mode/产业基金模式`) with its mentions and claims, each with its quote."""
    return entity_detail(service, entity_id)
