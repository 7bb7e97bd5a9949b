"""The statements of a record beside its relations: norms, indicators, thresholds, anomalies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.names import Names
from kg.terms import chinese, decimal, node, parse_value, plain, typed
from ontology import lexicon
from ontology.records import Anomaly, Assertion, Citation, Indicator, Obligation, Threshold
from ontology.vocabulary import BINDINGNESS, INDICATOR_KINDS

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]
_TYPE = node("rdf:type")
_LIST = re.compile(r"[、，,；;/]+")


Evidenced = Assertion | Citation | Obligation | Indicator | Threshold | Anomaly
"""Any fact with its words, its clause and the rule that found it."""


def statements(names: Names) -> Iterator[Triple]:
    """The triples of all norms, indicators, thresholds and anomalies, in that order."""
    facts = names.record.facts
    for norm in facts.obligations:
        yield from _norm(names, norm)
    for indicator in facts.indicators:
        yield from _indicator(names, indicator)
    for threshold in facts.thresholds:
        yield from _threshold(names, threshold)
    for anomaly in facts.anomalies:
        yield from _anomaly(names, anomaly)


def evidence(names: Names, me: NamedNode, fact: Evidenced) -> Iterator[Triple]:
    """What every statement has: its words and their place, the clause, the rule, the document."""
    yield me, node("mk:quote"), plain(fact.evidence.quote)
    yield me, node("mk:start"), Literal(fact.evidence.start)
    yield me, node("mk:end"), Literal(fact.evidence.end)
    yield me, node("prov:wasDerivedFrom"), names.document
    clause = names.clause(fact.clause)
    if clause is not None and clause != names.document:
        yield me, node("mk:inClause"), clause
    yield from _texts(me, fact, (("rule", "mk:rule"), ("where", "mk:where")))


def named(
    names: Names, me: NamedNode, predicate: NamedNode, kind: str, name: str
) -> Iterator[Triple]:
    """A relation to a thing given by name only, and its description unless an entity gives it."""
    thing = names.named(kind, name)
    yield me, predicate, thing
    if not names.knows(kind, name):
        yield thing, _TYPE, node(f"mk:{kind}")
        yield thing, node("skos:prefLabel"), chinese(name)


def _texts(me: NamedNode, fact: object, fields: tuple[tuple[str, str], ...]) -> Iterator[Triple]:
    for field, curie in fields:
        if text := getattr(fact, field, ""):
            yield me, node(curie), plain(text)


_NORM_FIELDS = (
    ("subject", "mk:bearer"),
    ("action", "mk:action"),
    ("condition", "mk:condition"),
    ("cue", "mk:cue"),
)


def _norm(names: Names, norm: Obligation) -> Iterator[Triple]:
    place = (norm.evidence.start, norm.evidence.end)
    me = names.statement("norm", norm.modality, norm.action, norm.cue, *place)
    yield me, _TYPE, node("mk:Norm")
    yield me, node("mk:modality"), node(f"mkm:{norm.modality}")
    yield from _texts(me, norm, _NORM_FIELDS)
    yield from evidence(names, me, norm)


def _indicator(names: Names, indicator: Indicator) -> Iterator[Triple]:
    place = (indicator.evidence.start, indicator.evidence.end)
    what = (indicator.name, indicator.op, indicator.value, indicator.unit, indicator.year)
    more = (indicator.kind, indicator.mineral, indicator.where)
    me = names.statement("indicator", *what, *more, *place)
    yield me, _TYPE, node("mk:Indicator")
    yield me, node("skos:prefLabel"), chinese(indicator.name)
    yield me, node("mk:indicatorKind"), node(INDICATOR_KINDS[indicator.kind])
    if indicator.attribute in BINDINGNESS:
        yield me, node("mk:bindingness"), node(BINDINGNESS[indicator.attribute])
    if indicator.year is not None:
        yield me, node("mk:year"), typed(f"{indicator.year:04d}", "xsd:gYear")
    if (about := names.subject(indicator.subject)) is not None:
        yield me, node("mk:about"), about
    yield from _quantity(names, me, indicator)
    yield from evidence(names, me, indicator)


def _threshold(names: Names, threshold: Threshold) -> Iterator[Triple]:
    place = (threshold.evidence.start, threshold.evidence.end)
    what = (threshold.mineral, threshold.variant, threshold.scale, threshold.op, threshold.value)
    me = names.statement("threshold", *what, threshold.unit, threshold.where, *place)
    yield me, _TYPE, node("mk:Threshold")
    yield from _texts(me, threshold, (("variant", "mk:variant"), ("scale", "mk:scale")))
    if threshold.min_service_years is not None:
        yield me, node("mk:minServiceYears"), Literal(threshold.min_service_years)
    yield from _quantity(names, me, threshold)
    yield from evidence(names, me, threshold)


def _quantity(names: Names, me: NamedNode, fact: Indicator | Threshold) -> Iterator[Triple]:
    yield me, node("mk:valueText"), plain(fact.value)
    yield me, node("mk:comparator"), plain(fact.op)
    parts = zip(("mk:value", "mk:minValue", "mk:maxValue"), parse_value(fact.value), strict=True)
    for curie, number in parts:
        if number is not None:
            yield me, node(curie), decimal(number)
    if fact.unit:
        yield me, node("mk:unit"), plain(fact.unit)
    unit = lexicon.unit(fact.unit)
    if unit is not None and unit.standard:
        yield me, node("qudt:hasUnit"), NamedNode(unit.standard)
    for mineral in filter(None, _LIST.split(fact.mineral)):
        yield from named(names, me, node("mk:forMineral"), "Mineral", mineral)


_ANOMALY_FIELDS = (
    ("kind", "mk:anomalyKind"),
    ("severity", "mk:severity"),
    ("expected", "mk:expected"),
    ("found", "mk:found"),
)


def _anomaly(names: Names, anomaly: Anomaly) -> Iterator[Triple]:
    place = (anomaly.evidence.start, anomaly.evidence.end)
    what = (anomaly.kind, anomaly.what, anomaly.where)
    me = names.statement("anomaly", *what, *place)
    yield me, _TYPE, node("mk:Anomaly")
    yield me, node("rdfs:comment"), chinese(anomaly.what)
    yield from _texts(me, anomaly, _ANOMALY_FIELDS)
    yield from evidence(names, me, anomaly)
