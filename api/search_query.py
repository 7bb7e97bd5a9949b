"""The parameters of a search over REST, and the request that they mean."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from fastapi import Query

from corpus.search import FACETS, SearchRequest
from ontology.errors import BadQuery
from ontology.records import EntityType, Genre, Modality

Kind = Literal["clause", "document", "entity"]
Order = Literal["relevance", "date", "document"]
_YEARS = re.compile(r"(\d{4})?(\.\.)?(\d{4})?")
_INSIDE = {"entity": "etype"}  # names that the index calls otherwise
_OUTSIDE = {inside: outside for outside, inside in _INSIDE.items()}
NAMES = tuple(_OUTSIDE.get(name, name) for name in FACETS)


async def wanted(
    q: Annotated[str, Query(description="词、“短语”、AND/OR/NOT、-词、字段:值、第三十条")] = "",
    kind: Kind | None = None,
    doc: Annotated[str | None, Query(description="只在一份文件里")] = None,
    genre: Genre | None = None,
    issuer: Annotated[str | None, Query(description="发文机关或其一部分")] = None,
    region: Annotated[str | None, Query(description="地区或其一部分")] = None,
    year: Annotated[str | None, Query(description="2021 或 2018..2025，可空一端")] = None,
    modality: Modality | None = None,
    mineral: Annotated[str | None, Query(description="矿种名的开头")] = None,
    entity: Annotated[EntityType | None, Query(description="提到这类条目的")] = None,
    force: Annotated[str | None, Query(description="效力：现行、已修改、废止、未注明")] = None,
    sort: Annotated[
        Order, Query(description="相关度、日期（新的在前）或文件里的次序")
    ] = "relevance",
    group: Annotated[
        Literal["none", "document"],
        Query(
            description="document：每份文件只列最好的一条；文件数见 documents，total 仍是命中条数"
        ),
    ] = "none",
    synonyms: Annotated[bool, Query(description="同时检索同义词和下位词")] = True,
    facets: Annotated[
        str | None,
        Query(description=f"要计数的分面，以逗号分隔；空为不计；默认全部：{'、'.join(NAMES)}"),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    cursor: Annotated[str | None, Query(description="上一页的 next")] = None,
) -> SearchRequest:
    """The request that the parameters mean; BadQuery for one that cannot be understood."""
    return SearchRequest(
        q, kind=kind, doc=doc, genre=genre, issuer=issuer, region=region, year=years(year),
        modality=modality, mineral=mineral, etype=entity, force=force, sort=sort,
        group=group == "document", synonyms=synonyms, facets=counted(facets), limit=limit,
        cursor=cursor,
    )  # fmt: skip


def years(text: str | None) -> tuple[int | None, int | None] | None:
    """A year or a range of years (2018..2025, open at either end); BadQuery for anything else."""
    if not text:
        return None
    found = _YEARS.fullmatch(text)
    if not found or not (found[1] or found[3]):
        raise BadQuery(f"year={text}：请写 2021 或 2018..2025")
    first, last = (int(y) if y else None for y in (found[1], found[3]))
    if first is not None and last is not None and first > last:
        raise BadQuery(f"year={text}：前一年晚于后一年")
    return (first, last) if found[2] else (first, first)


def counted(names: str | None) -> tuple[str, ...]:
    """The facets that a comma-separated list names; all for None; BadQuery for an unknown one."""
    if names is None:
        return FACETS
    asked = [name.strip() for name in names.split(",") if name.strip()]
    for name in asked:
        if name not in NAMES:
            raise BadQuery(f"没有分面 {name}；有：{'、'.join(NAMES)}")
    return tuple(_INSIDE.get(name, name) for name in dict.fromkeys(asked))


def shown(facet: str) -> str:
    """What the outside calls a facet of the index."""
    return _OUTSIDE.get(facet, facet)
