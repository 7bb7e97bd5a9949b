"""The closed lists of words that the domain records use for what a fact is."""

from __future__ import annotations

from typing import Literal

EntityType = Literal[
    "Project", "Mode", "Problem", "Outcome", "Recommendation", "Measure", "Indicator", "Zone",
    "Mineral", "Place", "Organization", "Instrument", "Clause", "Term",
]  # fmt: skip

Predicate = Literal[
    "usesMode", "exemplifies", "locatedIn", "hasProblem", "solves", "hasOutcome", "addresses",
    "exemplifiedBy", "directedAt", "forMineral", "cites", "defines", "partOf", "requires",
    "prohibits", "encourages", "permits", "recommends", "implements",
]  # fmt: skip

Modality = Literal["requires", "prohibits", "recommends", "permits", "encourages"]
IndicatorKind = Literal["target", "status", "completion"]
Severity = Literal["hard", "soft"]  # a contradiction, or what needs judgement
ReviewStatus = Literal["unreviewed", "accepted", "rejected", "edited"]
