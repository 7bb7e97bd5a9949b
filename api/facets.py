"""Filters of a list as links: what may be chosen, with counts, and what is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api.templating import link
from api.words import Words

# groups of the catalogue that name the values of a facet; other values stand for themselves
_NAMED = {
    "genre": "genre", "type": "type", "entity": "type", "modality": "modality", "kind": "kind",
    "in_force": "status", "force": "status",
}  # fmt: skip
_AT_ONCE = 8  # values of a facet that are shown before "more"


def facet_groups(
    words: Words,
    here: str,
    chosen: Mapping[str, str | None],
    facets: Mapping[str, Mapping[str, int]],
    shown: Sequence[str],
    most: int = 40,
) -> list[dict[str, Any]]:
    """Facets as links that add or take away one filter, the largest first.

    Args:
        chosen: the parameters of the page, kept in every link.
        facets: counts by name and value, as the API gives them.
        shown: names of facets in the order of the page; each has a text `search.facet.NAME`.
        most: values of one facet at most.
    """
    groups = []
    for name in shown:
        choices = [
            _choice(words, here, chosen, name, value, count)
            for value, count in list(facets.get(name, {}).items())[:most]
        ]
        label = words(f"search.facet.{name}")
        groups.append({"label": label, "choices": choices[:_AT_ONCE], "rest": choices[_AT_ONCE:]})
    return groups


def chosen_pairs(
    words: Words, here: str, chosen: Mapping[str, str | None], names: Sequence[str]
) -> list[tuple[str, str]]:
    """The filters in force: what each is called, and the link without it."""
    return [
        (
            words("search.chosen", name=words(f"search.facet.{name}"), value=_name(words, name, value)),
            link(here, **{**chosen, name: None}),
        )
        for name in names
        if (value := chosen.get(name))
    ]  # fmt: skip


def _choice(
    words: Words, here: str, chosen: Mapping[str, str | None], name: str, value: str, count: int
) -> dict[str, Any]:
    on = chosen.get(name) == value
    return {
        "label": _name(words, name, value),
        "count": count,
        "chosen": on,
        "url": link(here, **{**chosen, name: None if on else value}),
    }


def _name(words: Words, facet: str, value: str) -> str:
    return words.name(_NAMED.get(facet, ""), value)
