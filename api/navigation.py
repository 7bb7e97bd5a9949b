"""The ways into the pages, in groups; only those whose page there is."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

_GROUPS = (
    ("read", ("/search", "/documents", "/entities", "/projects")),
    ("analyse", ("/matrix", "/indicators", "/graph", "/overview")),
    ("work", ("/desk", "/query")),
    ("care", ("/add", "/review")),
)
_PARTS = {"doc": "/documents"}  # pages that belong to another address than their own first part


@dataclass(frozen=True, slots=True)
class Way:
    """One entry: its path; `name` is its key in the catalogue; `here` if it is the page shown."""

    path: str
    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class WayGroup:
    """Entries that belong together, under a heading of the catalogue."""

    name: str
    ways: tuple[Way, ...]


def navigation(request: Request, here: str) -> list[WayGroup]:
    """The groups for a page at the path `here`."""
    served = request.app.state.paths
    first = here.strip("/").partition("/")[0]
    now = _PARTS.get(first, f"/{first}")
    groups = (
        WayGroup(name, tuple(Way(p, p[1:], p == now) for p in paths if p in served))
        for name, paths in _GROUPS
    )
    return [group for group in groups if group.ways]
