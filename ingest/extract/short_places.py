"""Counties that a paper names without their level, where province or list make plain what is meant.

河北迁安, （某院，吉林 延吉 133002） and 个旧、东川、会泽等地 in a paper on 云南 name counties; 长白县 is
how people write 长白朝鲜族自治县. A bare stem elsewhere is left alone, as most are ordinary words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ingest.extract.locations import county_stems
from ontology import lexicon
from ontology import patterns as re

_LISTED = re.compile(
    r"((?:[一-鿿]{2,4}、){1,8}[一-鿿]{2,4})等(?:地|县|市|县市|市县|州市|县区|旗县)(?![一-鿿]级)"
)
_ADDRESS = re.compile(r"[，,]\s*([一-鿿]{2,3})[\s\u3000]+([一-鿿]{2,4})[\s\u3000，,]*\d{6}(?!\d)")
_COUNTY = re.compile(r"(?:^|(?<=[\s，。；、：（(在]))([一-鿿]{2,3}县)(?![级域城区委局政财人内境])")
_LEVELS = "省市县区旗州盟镇乡村"


class Short(NamedTuple):
    """A county, its printed short name and the range of that."""

    name: str
    start: int
    end: int


def find(text: str, region: str) -> Iterator[Short]:
    """The short names of counties in a text on a region (a province's name, or any place in it)."""
    own = _code(region)
    for match in _LISTED.finditer(text):
        at = match.start(1)
        for item in match[1].split("、"):
            if name := _prefecture(own, item) or county_stems(own).get(item):
                yield Short(name, at, at + len(item))
            at += len(item) + 1
    for match in _ADDRESS.finditer(text):
        if name := county_stems(_code(match[1])).get(match[2]):
            yield Short(name, *match.span(2))
    for match in _COUNTY.finditer(text):
        if name := _autonomous().get(match[1]):
            yield Short(name, *match.span(1))


def behind(text: str, end: int, province: str) -> Short | None:
    """The county whose stem stands directly behind a province (河北|迁安), None for none."""
    stems = county_stems(_code(province))
    for size in (4, 3, 2):
        word = text[end : end + size]
        if word in stems and text[end + size : end + size + 1] not in tuple(_LEVELS):
            return Short(stems[word], end, end + size)
    return None


@cache
def _prefecture(province: str, stem: str) -> str:
    """The prefecture of a province that is called by its first two characters (红河), "" for none."""
    return next(
        (
            name
            for name, places in lexicon.places().items()
            if name.startswith(stem) and name.endswith("自治州")
            if any(p.name == name and p.code.startswith(province) for p in places)
        ),
        "",
    )


@cache
def _autonomous() -> Mapping[str, str]:
    """长白县 -> 长白朝鲜族自治县, where one county alone can be meant."""
    found: dict[str, list[str]] = {}
    for name in lexicon.places():
        if name.endswith("自治县") and len(name) > len("自治县") + 2:
            found.setdefault(name[:2] + "县", []).append(name)
    taken = lexicon.places()
    return {k: v[0] for k, v in found.items() if len(v) == 1 and k not in taken}


def _code(place: str) -> str:
    """The first two digits of a place's code, "" for what the lexicon does not know."""
    known = lexicon.places()
    for size in range(len(place), 1, -1):
        if place[:size] in known:
            return known[place[:size]][0].code[:2]
    return ""
