"""Rows of a SELECT over a store of this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pyoxigraph import QuerySolutions, Store

from ontology.vocabulary import PREFIXES

_PREFIXES = dict(PREFIXES)


def rows_of(store: Store) -> Callable[[str], Iterator[Mapping[str, str]]]:
    """A function from a SELECT to its rows, one at a time: values by column name, bound ones only.

    The prefixes of `ontology.vocabulary` are known in the query.
    """

    def rows(text: str) -> Iterator[Mapping[str, str]]:
        found = store.query(text, prefixes=_PREFIXES)
        assert isinstance(found, QuerySolutions)
        names = [v.value for v in found.variables]
        for row in found:
            yield {n: value.value for n, value in zip(names, row, strict=True) if value is not None}

    return rows
