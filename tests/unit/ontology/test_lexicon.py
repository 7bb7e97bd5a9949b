from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import SKOS

from ontology import lexicon, skos
from ontology.errors import UnknownName, UnreadableFile


@lexicon.remembered
def is_mineral(word: str) -> bool:
    return word in lexicon.minerals()


FILES = sorted((Path(skos.__file__).parent / "lexicons").glob("*.ttl"))


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("15", "亩", "公顷", "1"),
        ("2.45", "万亩", "平方千米", "16.33333333"),
        ("1", "平方公里", "公顷", "100"),
        ("50", "矿石 万吨", "吨", "500000"),
        ("3.15", "金属量万吨", "千克", "31500000"),
        ("120", "万吨/年", "吨/年", "1200000"),
        ("1", "万立方米/月", "立方米/天", "328.5420945"),
        ("40", "百分比", "%", "40"),
        ("2.7", "亿元", "万元", "27000"),
        ("5", "km²", "平方千米", "5"),
    ],
)
def test_convert(value: str, source: str, target: str, expected: str) -> None:
    assert lexicon.convert(value, source, target).normalize() == Decimal(expected)


@pytest.mark.parametrize(
    ("source", "target"), [("吨", "立方米"), ("个", "亩"), ("吨", "吨/年"), ("步", "米")]
)
def test_convert_refuses_other_quantities_and_unknown_units(source: str, target: str) -> None:
    with pytest.raises(UnknownName):
        lexicon.convert(1, source, target)


@pytest.mark.parametrize(
    ("name", "preferred", "group"),
    [
        ("灰岩", "石灰岩", "非金属矿产"),
        ("煤炭", "煤", "能源矿产"),
        ("水泥用石灰岩", "水泥用灰岩", "非金属矿产"),
        ("铁矿", "铁", "金属矿产"),
        ("天然矿泉水", "矿泉水", "水气矿产"),
        ("煤成气", "煤层气", "能源矿产"),
    ],
)
def test_minerals_know_their_names_and_class(name: str, preferred: str, group: str) -> None:
    mineral = lexicon.minerals()[name]
    assert (mineral.name, mineral.group) == (preferred, group)


def test_a_class_of_minerals_is_no_mineral() -> None:
    assert "金属矿产" not in lexicon.minerals()


@pytest.mark.parametrize(
    ("name", "full", "code", "level"),
    [
        ("洛浦县", "洛浦县", "653224", "县级"),
        ("和田", "和田地区", "653200", "地级"),
        ("新疆", "新疆维吾尔自治区", "650000", "省级"),
        ("文山州", "文山壮族苗族自治州", "532600", "地级"),
        ("西双版纳州", "西双版纳傣族自治州", "532800", "地级"),
        ("德国", "德国", "", "国家"),
    ],
)
def test_places(name: str, full: str, code: str, level: str) -> None:
    place = lexicon.places()[name][0]
    assert (place.name, place.code, place.level) == (full, code, level)


def test_places_stand_within_places_and_common_words_are_none() -> None:
    county = lexicon.places()["洛浦县"][0]
    above = lexicon.places()["和田地区"][0]
    assert (county.parent, above.parent) == (above.code, "650000")
    assert not {"矿区", "市辖区", "大同"} & set(lexicon.places())
    assert len(lexicon.places()["鼓楼区"]) > 1


def test_synonyms_hold_both_ways() -> None:
    synonyms = lexicon.synonyms()
    assert "露天开采" in synonyms["露采"]
    assert "露采" in synonyms["露天开采"]
    assert "废弃矿山" in synonyms["历史遗留矿山"]
    assert all(word not in others for word, others in synonyms.items())


@pytest.mark.parametrize(
    ("cue", "modality"),
    [
        ("应当", "requires"),
        ("严禁", "prohibits"),
        ("宜", "recommends"),
        ("可以", "permits"),
        ("鼓励", "encourages"),
    ],
)
def test_cues(cue: str, modality: str) -> None:
    assert lexicon.cues()[cue] == modality


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_fast_reader_agrees_with_rdflib(path: Path) -> None:
    graph = Graph().parse(path, format="turtle")
    expected = {
        (
            str(s),
            str(graph.value(s, SKOS.prefLabel)),
            frozenset(map(str, graph.objects(s, SKOS.altLabel))),
        )
        for s in graph.subjects(SKOS.prefLabel)
    }
    found = {(c.iri, c.name, frozenset(c.aliases)) for c in skos.concepts(path)}
    assert found == expected


def test_a_users_file_adds_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX lex: <https://w3id.org/minekg/lexicon#>
        <urn:x:1> a skos:Concept ; skos:inScheme lex:minerals ; skos:prefLabel '石膏'@zh ;
            skos:altLabel "雪花石膏"@zh ; skos:note [ skos:prefLabel "x" ] .
        <urn:x:2> a skos:Concept ; skos:inScheme lex:minerals ; skos:prefLabel "苦灰石"@zh ;
            skos:broader <https://w3id.org/minekg/mineral/非金属矿产> .
        """,
        encoding="utf-8",
    )
    assert not is_mineral("苦灰石")
    try:
        with monkeypatch.context() as patch:
            patch.setenv("MINEKG_LEXICON", str(path))
            lexicon.use()
            assert lexicon.minerals()["雪花石膏"].name == "石膏"
            assert is_mineral("苦灰石")  # what was asked before is forgotten
            assert lexicon.minerals()["苦灰石"].group == "非金属矿产"
    finally:
        lexicon.use()
    assert "苦灰石" not in lexicon.minerals()


@pytest.mark.parametrize("content", ["这不是词表", "<urn:a> <urn:b> ."])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"broken\.ttl"):
        lexicon.use(path)
