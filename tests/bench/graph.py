"""A made-up graph of any size in the shapes of the real one, for measurements."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.terms import chinese, decimal, node, parse_value, plain, typed

BASE = "http://localhost:8000/id/"
_TYPE = node("rdf:type")
_WORDS = (
    "矿山修复资金土地植被边坡治理规划开采规模生态监测复垦边坡水土流失粉尘噪声权属审批期限指标补偿"
)
Part = tuple[NamedNode, NamedNode, NamedNode | Literal]
Maker = Callable[[random.Random], NamedNode]
Claim = Callable[[random.Random], tuple[NamedNode, str, NamedNode]]


class Sizes:
    """How many shared things there are per million triples."""

    modes, problems, projects, places, zones, minerals = 300, 4_000, 6_000, 220, 37, 60


def quads(triples: int, seed: int = 1) -> Iterator[Quad]:
    """About `triples` quads, the same for the same arguments: documents of about 1,740 each."""
    dice = random.Random(seed)
    for number in range(max(1, triples // 1_742)):
        graph = NamedNode(f"{BASE}doc/文件{number}")
        for subject, predicate, object_ in _document(dice, graph, number):
            yield Quad(subject, predicate, object_, graph)


def thing(kind: str, number: int) -> NamedNode:
    """The node of a shared thing."""
    return NamedNode(f"{BASE}{kind}/{number}")


def _document(dice: random.Random, me: NamedNode, number: int) -> Iterator[Part]:
    yield me, _TYPE, node("mk:Document")
    yield me, _TYPE, node("mk:Plan")
    yield me, node("dcterms:title"), chinese(f"第{number}号规划")
    yield me, node("mk:offTopic"), Literal(False)
    yield me, node("mk:region"), thing("place", number % Sizes.places)
    clauses = list(_clauses(me))
    for c, (clause, parent) in enumerate(clauses):
        yield clause, _TYPE, node("mk:Clause")
        yield clause, node("eli:is_part_of"), parent
        yield clause, node("mk:inDocument"), me
        yield clause, node("eli:number"), plain(f"第{c}条")
        yield clause, node("rdfs:label"), chinese(_words(dice, 12))
        yield clause, node("mk:start"), Literal(c * 90)
        yield clause, node("mk:end"), Literal(c * 90 + 90)
    for claim in range(60):
        yield from _claim(dice, me, clauses[claim % len(clauses)][0], f"{number}-{claim}")
    for figure in range(40):
        yield from _indicator(dice, me, clauses[figure][0], f"{number}-{figure}")
    yield from _place(dice, number)


def _clauses(me: NamedNode) -> Iterator[tuple[NamedNode, NamedNode]]:
    for chapter in range(8):
        top = NamedNode(f"{me.value}/sec_{chapter}")
        yield top, me
        for article in range(10):
            yield NamedNode(f"{top.value}__art_{article}"), top


def _claim(dice: random.Random, me: NamedNode, clause: NamedNode, id_: str) -> Iterator[Part]:
    subject, predicate, object_ = dice.choice(_CLAIMS)(dice)
    yield subject, node(predicate), object_
    for part in (subject, object_):
        name = part.value.removeprefix(BASE)
        yield part, _TYPE, node("mk:" + name.partition("/")[0].capitalize())
        yield part, node("skos:prefLabel"), chinese(name.replace("/", ""))
    claim = NamedNode(f"{BASE}assertion/{id_}")
    yield claim, _TYPE, node("mk:Assertion")
    yield claim, node("rdf:subject"), subject
    yield claim, node("rdf:predicate"), node(predicate)
    yield claim, node("rdf:object"), object_
    yield claim, node("mk:quote"), plain(_words(dice, 30))
    yield claim, node("mk:start"), Literal(dice.randrange(7_000))
    yield claim, node("mk:end"), Literal(dice.randrange(7_000, 9_000))
    yield claim, node("mk:inClause"), clause
    yield claim, node("prov:wasDerivedFrom"), me


def _some(kind: str, most: int) -> Maker:
    return lambda dice: thing(kind, int(most * dice.random() ** 2))


_MODE, _PROBLEM = _some("mode", Sizes.modes), _some("problem", Sizes.problems)
_PROJECT, _PLACE = _some("project", Sizes.projects), _some("place", Sizes.places)
_ZONE, _MINERAL = _some("zone", Sizes.zones), _some("mineral", Sizes.minerals)
_ADVICE = _some("recommendation", 3_000)


def _relation(subject: Maker, predicate: str, object_: Maker) -> Claim:
    return lambda dice: (subject(dice), predicate, object_(dice))


_CLAIMS = (
    _relation(_MODE, "mk:solves", _PROBLEM),
    _relation(_PROJECT, "mk:usesMode", _MODE),
    _relation(_PROJECT, "mk:locatedIn", _PLACE),
    _relation(_PROJECT, "mk:hasProblem", _PROBLEM),
    _relation(_ADVICE, "mk:addresses", _PROBLEM),
    _relation(_ZONE, "mk:locatedIn", _PLACE),
    _relation(_ZONE, "mk:forMineral", _MINERAL),
    _relation(_PROJECT, "mk:forMineral", _MINERAL),
)


def _indicator(dice: random.Random, me: NamedNode, clause: NamedNode, id_: str) -> Iterator[Part]:
    figure = NamedNode(f"{BASE}indicator/{id_}")
    printed = str(dice.randrange(1, 1000))
    value = parse_value(printed)[0]
    assert value is not None
    yield figure, _TYPE, node("mk:Indicator")
    yield figure, node("skos:prefLabel"), chinese(_words(dice, 6))
    yield figure, node("mk:value"), decimal(value)
    yield figure, node("mk:valueText"), plain(printed)
    yield figure, node("mk:year"), typed(str(2015 + dice.randrange(16)), "xsd:gYear")
    yield figure, node("mk:inClause"), clause
    yield figure, node("prov:wasDerivedFrom"), me


def _place(dice: random.Random, number: int) -> Iterator[Part]:
    low = number % Sizes.places
    yield thing("place", low), node("skos:broader"), thing("place", low // 6)


def _words(dice: random.Random, length: int) -> str:
    return "".join(dice.choices(_WORDS, k=length))
