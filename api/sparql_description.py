"""The service description as bytes."""

from __future__ import annotations

from pyoxigraph import RdfFormat, serialize

from kg.description import service
from kg.formats import Format
from kg.query import Limits
from ontology.vocabulary import PREFIXES

_PREFIXES = {name: PREFIXES[name] for name in ("mk", "rdf", "rdfs", "sd", "xsd")}


def describe(url: str, limits: Limits, form: Format) -> bytes:
    """The description of the endpoint at `url` in a graph format."""
    assert isinstance(form.engine, RdfFormat)
    body = serialize(service(url, limits), format=form.engine, prefixes=_PREFIXES)
    assert body is not None
    return body
