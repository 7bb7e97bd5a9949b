"""The IRIs that MineKG writes and reads: prefixes, and where the domain records map to them.

The definitions (labels, comments, domains, ranges) stand in `minekg.ttl`; a test keeps the two in
step.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ontology.ids import ONTOLOGY

PREFIXES: Final[Mapping[str, str]] = {
    "mk": ONTOLOGY,
    "mkm": "https://w3id.org/minekg/modality#",
    "mku": "https://w3id.org/minekg/unit#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sh": "http://www.w3.org/ns/shacl#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "text": "http://jena.apache.org/text#",
}


def term(curie: str) -> str:
    """The absolute IRI of a prefixed name such as `mk:solves`; KeyError for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


GENRE_CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "paper": ("mk:Document", "mk:Paper"),
    "plan": ("mk:Document", "mk:Plan", "eli:LegalResource"),
    "specification": ("mk:Document", "mk:Specification", "eli:LegalResource"),
    "regulation": ("mk:Document", "mk:Regulation", "eli:LegalResource"),
    "notice": ("mk:Document", "mk:Notice", "eli:LegalResource"),
    "slides": ("mk:Document", "mk:Slides"),
    "other": ("mk:Document",),
}

STATUS: Final[Mapping[str, str]] = {
    "现行": "eli:InForce-inForce",
    "有效": "eli:InForce-inForce",
    "已修改": "eli:InForce-notInForce",
    "废止": "eli:InForce-notInForce",
    "已废止": "eli:InForce-notInForce",
}
"""`Metadata.in_force` to ELI. An amended (已修改) version is a text that no longer applies."""

LITERAL_PREDICATES: Final = frozenset(
    {"requires", "prohibits", "recommends", "permits", "encourages"}
)
"""Predicates whose object is the words of an obligation."""

INDICATOR_KINDS: Final[Mapping[str, str]] = {
    "target": "mk:Target",
    "status": "mk:Status",
    "completion": "mk:Completion",
}

BINDINGNESS: Final[Mapping[str, str]] = {"预期性": "mk:Anticipatory", "约束性": "mk:Binding"}

REVIEW_STATUS: Final[Mapping[str, str]] = {
    "unreviewed": "mk:Unreviewed",
    "accepted": "mk:Accepted",
    "rejected": "mk:Rejected",
    "edited": "mk:Edited",
}
