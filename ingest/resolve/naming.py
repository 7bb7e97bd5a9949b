"""Under which other names an entity of one document may be known from others."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.locations import without_places
from ingest.extract.projects import core
from ontology.ids import STATE, fold_name
from ontology.records import Entity

# Outcomes and recommendations are one document's own words; their aliases are not names.
_NAMED = frozenset(
    {
        "Mode",
        "Project",
        "Problem",
        "Organization",
        "Instrument",
        "Zone",
        "Place",
        "Mineral",
        "Measure",
        "Term",
    }
)
_SHORTEST = {"Project": 6, "Problem": 5, "Organization": 5, "Mineral": 1, "Place": 2}


def alternatives(entity: Entity) -> Iterator[tuple[str, str]]:
    """Other names that may stand for an entity, with the basis, the safest first."""
    if entity.type not in _NAMED:
        return
    if entity.type == "Instrument":
        yield from _formal(entity.name)
    shortest = _SHORTEST.get(entity.type, 4)
    for alias in entity.aliases:
        if len(fold_name(alias)) >= shortest and not _is_bare_core(entity, alias):
            yield alias, "alias"
    if entity.type in ("Mode", "Project"):
        rest = without_places(entity.name)
        own = entity.type == "Mode" or core(rest)
        if rest != entity.name and own and len(rest) >= max(shortest, 5):
            yield rest, "place-prefix"


def _formal(title: str) -> Iterator[tuple[str, str]]:
    """中华人民共和国矿产资源法 is 矿产资源法."""
    short = title.removeprefix(STATE)
    yield (short if short != title else STATE + title), "title"


def _is_bare_core(entity: Entity, alias: str) -> bool:
    """A hill's name alone (大青山) may stand in any province."""
    return entity.type == "Project" and alias == core(entity.name)
