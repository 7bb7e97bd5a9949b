"""What the REST interface answers about projects."""

from __future__ import annotations

from api.models import Model


class SaidItem(Model):
    """Something that documents say of a project, and how many say so."""

    id: str
    name: str
    documents: int


class ProjectItem(Model):
    """A project with its places, modes, problems, outcomes, doers and minerals."""

    id: str
    iri: str
    name: str
    aliases: list[str]
    documents: int
    province: str
    places: list[SaidItem]
    modes: list[SaidItem]
    problems: list[SaidItem]
    outcomes: list[SaidItem]
    organizations: list[SaidItem]
    minerals: list[SaidItem]
