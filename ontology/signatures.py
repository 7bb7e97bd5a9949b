"""What each relation may connect: the closed schema that every extraction is held to.

The same domains and ranges stand in `minekg.ttl` for other tools; a test keeps the two in step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ontology.records import Predicate

DOCUMENT = "Document"  # the type of the subject that stands for the document itself


@dataclass(frozen=True, slots=True)
class Signature:
    """Types a relation may start from and lead to; empty `objects` means the words of a norm."""

    subjects: frozenset[str]
    objects: frozenset[str]

    def admits(self, subject_type: str, object_type: str) -> bool:
        """Whether a relation between these types fits; `object_type` is "" for words."""
        fits = object_type in self.objects if self.objects else not object_type
        return subject_type in self.subjects and fits


def _signature(subjects: str, objects: str = "") -> Signature:
    return Signature(frozenset(subjects.split()), frozenset(objects.split()))


_NORM = _signature("Clause Document")

SIGNATURES: Final[Mapping[Predicate, Signature]] = {
    "usesMode": _signature("Project", "Mode"),
    "exemplifies": _signature("Project", "Mode"),
    "locatedIn": _signature("Project Zone Place Organization", "Place"),
    "hasProblem": _signature("Project Mode Document Measure Place Zone Organization", "Problem"),
    "solves": _signature("Mode Measure Project", "Problem"),
    "hasOutcome": _signature("Project Mode Measure Document", "Outcome"),
    "addresses": _signature("Recommendation Measure", "Problem"),
    "exemplifiedBy": _signature("Problem", "Project"),
    "directedAt": _signature("Recommendation Measure Clause", "Organization"),
    "forMineral": _signature("Zone Indicator Project Threshold Clause", "Mineral"),
    "cites": _signature("Document Clause Recommendation", "Instrument"),
    "defines": _signature("Document Clause", "Term"),
    "partOf": _signature("Clause Zone", "Clause Zone"),
    "implements": _signature("Project Organization", "Organization"),
    "requires": _NORM,
    "prohibits": _NORM,
    "recommends": _NORM,
    "permits": _NORM,
    "encourages": _NORM,
}
