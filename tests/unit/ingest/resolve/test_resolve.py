from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from ingest.resolve import identify, resolve
from ingest.resolve.articles import clause_ids
from ontology.records import (
    Citation,
    Clause,
    Document,
    Entity,
    EntityType,
    Evidence,
    Facts,
    Metadata,
)
from ontology.source import CleanText, RawDocument

QUOTE = Evidence("字", 0, 1)


@dataclass(frozen=True)
class Doc:
    id: str


@dataclass
class View:
    documents: dict[str, list[str]] = field(default_factory=dict)
    clauses: set[tuple[str, str]] = field(default_factory=set)
    keys: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def find_documents(self, title: str = "", number: str = "") -> Sequence[Doc]:
        return [Doc(i) for i in self.documents.get(title, self.documents.get(number, []))]

    def has_clause(self, document_id: str, clause_id: str) -> bool:
        return (document_id, clause_id) in self.clauses

    def entity_keys(self, type: str, name: str) -> tuple[str, ...]:
        return self.keys.get((type, name), ())


def document(**metadata: str) -> Document:
    raw = RawDocument("甲.txt", "ab" * 32, "text", "text/plain", ())
    clauses = tuple(
        Clause(i, "article", "第三条", "", 1, 0, 1, 0, 1) for i in ("art_3", "art_3__para_2")
    )
    return Document(CleanText(raw, "字", (), ()), Metadata(**metadata), clauses, (), ())  # type: ignore[arg-type]


def entity(name: str, kind: EntityType, *aliases: str, id: str = "e1") -> Entity:
    return Entity(id, kind, name, QUOTE, aliases)


def links(view: View, *entities: Entity) -> list[tuple[str, str]]:
    record = resolve(document(title="甲"), Facts(entities), view)
    return [(link.key, link.basis) for link in record.links]


def test_statutes_live_in_versions_and_nameless_documents_by_their_hash() -> None:
    assert identify(document(title="矿产资源法", genre="regulation", date="2024-11-08")) == (
        "矿产资源法@2024-11-08"
    )
    assert identify(document(title="某县规划", genre="plan", date="2021-01")) == "某县规划"
    assert identify(document()) == "ab" * 6


CASES: list[tuple[str, Entity, dict[tuple[str, str], tuple[str, ...]], tuple[str, str]]] = [
    ("a new name makes a key", entity("产业基金模式", "Mode"), {}, ("mode/产业基金模式", "name")),
    (
        "a known name takes the known key",
        entity("基金模式", "Mode"),
        {("Mode", "基金模式"): ("mode/产业基金模式",)},
        ("mode/产业基金模式", "name"),
    ),
    (
        "an alias joins a single bearer",
        entity("绿色认证模式", "Mode", "“绿色水电”认证模式"),
        {("Mode", "“绿色水电”认证模式"): ("mode/绿色水电认证模式",)},
        ("mode/绿色水电认证模式", "alias “绿色水电”认证模式"),
    ),
    (
        "an alias of two bearers joins none",
        entity("甲一模式", "Mode", "共用模式"),
        {("Mode", "共用模式"): ("mode/甲", "mode/乙")},
        ("mode/甲一模式", "name"),
    ),
    (
        "a place before a mode is no part of its name",
        entity("赣州市资源置换模式", "Mode"),
        {("Mode", "资源置换模式"): ("mode/资源置换模式",)},
        ("mode/资源置换模式", "place-prefix 资源置换模式"),
    ),
    (
        "the name of a hill is no name of a project",
        entity("甲县大青山废弃矿山生态修复项目", "Project", "大青山"),
        {("Project", "大青山"): ("project/乙县大青山项目",)},
        ("project/甲县大青山废弃矿山生态修复项目", "name"),
    ),
    (
        "a law with and without the name of the state is one",
        entity("矿产资源法", "Instrument"),
        {("Instrument", "中华人民共和国矿产资源法"): ("instrument/中华人民共和国矿产资源法",)},
        ("instrument/中华人民共和国矿产资源法", "title 中华人民共和国矿产资源法"),
    ),
    (
        "the words of an outcome are no name",
        entity("治理面积12亩", "Outcome", "治理面积"),
        {("Outcome", "治理面积"): ("outcome/治理面积",)},
        ("outcome/治理面积12亩", "name"),
    ),
]


@pytest.mark.parametrize(("_", "given", "known", "expected"), CASES, ids=[c[0] for c in CASES])
def test_links(
    _: str,
    given: Entity,
    known: dict[tuple[str, str], tuple[str, ...]],
    expected: tuple[str, str],
) -> None:
    assert links(View(keys=known), given) == [expected]


def test_two_entities_of_a_document_never_share_a_key_by_alias() -> None:
    view = View(keys={("Mode", "共用名模式"): ("mode/乙模式",)})
    first, second = entity("甲模式", "Mode", "共用名模式"), entity("乙模式", "Mode", id="e2")
    assert [key for key, _ in links(view, first, second)] == ["mode/甲模式", "mode/乙模式"]


def cites(citation: Citation, view: View, **metadata: str) -> str | None:
    return resolve(document(**metadata), Facts(citations=(citation,)), view).cites.get(0)


def test_a_citation_reaches_the_clause_in_the_newest_version_that_has_it() -> None:
    view = View(
        documents={"矿产资源法": ["法@2024", "法@2009"]},
        clauses={("法@2024", "art_30"), ("法@2009", "art_30"), ("法@2009", "art_99")},
    )
    assert cites(Citation("矿产资源法", "", QUOTE, "第三十条"), view) == "doc/法@2024/art_30"
    assert cites(Citation("矿产资源法", "", QUOTE, "第九十九条"), view) == "doc/法@2009/art_99"
    assert cites(Citation("矿产资源法", "", QUOTE, "第七条"), view) == "doc/法@2024"
    assert cites(Citation("土地复垦条例", "", QUOTE, "第三条"), view) is None


def test_a_document_that_cites_itself_points_into_itself() -> None:
    found = cites(
        Citation("中华人民共和国某法", "", QUOTE, "第三条第二款"),
        View(),
        title="某法",
        genre="other",
    )
    assert found == "doc/某法/art_3__para_2"


@pytest.mark.parametrize(
    ("printed", "ids"),
    [
        ("第三十条", ["art_30"]),
        ("第30条", ["art_30"]),
        ("第五条之二", ["art_5-2"]),
        ("第三条第二款", ["art_3__para_2", "art_3"]),
        (
            "第三条第二款第（四）项",
            ["art_3__para_2__item_4", "art_3__para_2", "art_3"],
        ),
        ("第三条第（四）项", ["art_3__para_1__item_4", "art_3__item_4", "art_3"]),
        ("第三条、第五条", ["art_3"]),
        ("附件一", []),
        ("", []),
    ],
)
def test_printed_provisions(printed: str, ids: list[str]) -> None:
    assert clause_ids(printed) == ids
