"""A page of a list that is here as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from api import models
from corpus.cursor import accept, issue

T = TypeVar("T", bound=models.Model)


def page_of(
    model: type[T],
    rows: Sequence[Mapping[str, object]],
    limit: int,
    cursor: str | None,
    query: object,
) -> models.Listing[T]:
    """The rows after a cursor as models, with the cursor of the next page.

    Args:
        model: what a row becomes.
        rows: the whole list.
        query: what was asked for; a cursor of another query is refused.

    Raises:
        BadQuery: the cursor is none, or one of another query.
    """
    first = int(accept(query, cursor)[0]) if cursor is not None else 0
    last = first + limit
    following = issue(query, [last]) if last < len(rows) else None
    items = [model.model_validate(row) for row in rows[first:last]]
    return models.Listing(items=items, total=len(rows), next=following)
