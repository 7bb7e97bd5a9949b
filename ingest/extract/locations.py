"""The places that a name begins with: 芜湖市无为市姜湾打鼓村… and 山东青岛莱西市… alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from ontology import lexicon
from ontology import patterns as re

_LEVEL = re.compile(
    r"(?:特别行政区|自治[区州县旗]|街道|地区|新区|林区|开发区|省|市|县|区|旗|盟|乡|镇|苏木|村)"
)
_NAMED = re.compile(r"[一-鿿]{2,7}?(?:自治[区州县旗]|街道|省|市|县|区|旗|乡|镇|村)")
_NOT_PLACE = re.compile(
    r"矿区|库区|^[一-鿿]{2}地区$|园区|厂区|景区|片区|灾区|保护区|沉陷区|塌陷区|示范区|治理区|修复区|开采区|勘查区|^(?:主|老|新|中心)?城区$|^城镇|^乡镇|^集镇|社区"
    r"|全[省市县区]|我[省市县区]|本[省市县区]|各[省市县区]|周边|历史|废弃|露天|采石|采煤|采空|矿|绿色|和|与|及|的"
)
# 市场, 区域, 村民 …: the last character belongs to the word behind it.
_WORD = re.compile(
    r"市[场政值级域县]|区[域块位间分划]|县[域级]|镇[村域]|村[民集庄委组镇]|乡[村镇]|省[级内域份]|旗[下舰]"
)
_MORE = {"内蒙": "内蒙古自治区", "新疆": "新疆维吾尔自治区", "广西": "广西壮族自治区"}
_LONGEST = 12
_CORE = re.compile(
    r"^(.{2,12}?)(?:等|[（(]|[a-zA-Z]|矿山|废弃|历史|地质|生态|露天|采石|采煤|治理|修复|综合|连片|集中|环境|土地|重点|示范|项目|工程|国家)"
)


class Located(NamedTuple):
    """A place in a name: its full name and the half-open range of its words in the name."""

    name: str
    start: int
    end: int


@lexicon.remembered
def chain(name: str) -> tuple[Located, ...]:
    """The administrative places that a name opens with, outermost first; () for none."""
    found: list[Located] = []
    at, parent = 0, ""
    while at < len(name):
        step = _listed(name, at, parent) or _levelled(name, at)
        if step is None or _continues(name, step.end, step):
            break
        found.append(step)
        parent = _code(step.name, parent)
        at = step.end
    return tuple(found)


def without_places(name: str) -> str:
    """The name behind the places that it opens with; the whole name where nothing is left."""
    places = chain(name)
    rest = name[places[-1].end :] if places else name
    return rest if len(rest) >= 2 else name


def _listed(name: str, at: int, parent: str) -> Located | None:
    """The longest place of the lexicon at a position; county stems only below their prefecture."""
    known = lexicon.places()
    stems = _stems().get(parent[: 2 if parent.endswith("0000") else 4], {}) if parent else {}
    for end in range(min(len(name), at + _LONGEST), at + 1, -1):
        word = name[at:end]
        if word in _MORE:
            return Located(_MORE[word], at, end)
        if word in known:
            return Located(known[word][0].name, at, end)
        if word in stems and not _LEVEL.match(name, end):
            return Located(stems[word], at, end)
    return None


def _levelled(name: str, at: int) -> Located | None:
    """A place that says its level (向山镇, 姜湾打鼓村) though no list holds it."""
    match = _NAMED.match(name, at)
    if match is None or _NOT_PLACE.search(match.group()) or _WORD.match(name, match.end() - 1):
        return None
    return Located(match.group(), at, match.end())


def _continues(name: str, end: int, step: Located) -> bool:
    """Whether what looks like a place is the start of another word (上海路, 和田玉)."""
    joins = end < len(name) and name[end] in "路街玉人话河江湖山港湾岛"
    return joins and step.end - step.start <= 2 and name[end - 1] not in "省市县区旗"


def _code(name: str, parent: str) -> str:
    places = lexicon.places().get(name, ())
    inside = [p.code for p in places if parent and p.code.startswith(parent.rstrip("0"))]
    codes = inside or [p.code for p in places]
    return codes[0] if codes and codes[0] else parent


@cache
def _stems() -> Mapping[str, Mapping[str, str]]:
    """Code of a prefecture (4 digits) or province (2) -> county without its level -> county."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, places in lexicon.places().items():
        stem = re.sub(r"(?:县|市|区|旗)$", "", name)
        if len(stem) < 2 or stem == name:
            continue
        for place in places:
            if place.level == "县级" and place.name == name:
                found[place.code[:4]][stem] = found[place.code[:2]][stem] = name
    return found


def county_stems(code: str) -> Mapping[str, str]:
    """County without its level -> county, of the province (2 digits) or prefecture (4) of a code."""
    return _stems().get(code, {})


def stem_end(name: str) -> int:
    """Where the name of a county without its level ends at the start of a name, 0 for none."""
    known = _all_stems()
    return next((n for n in (4, 3, 2) if len(name) > n and name[:n] in known), 0)


@cache
def _all_stems() -> frozenset[str]:
    return frozenset(stem for rows in _stems().values() for stem in rows)


def called(label: str) -> str:
    """The word by which people call a project: 淮北市绿金湖（中湖）矿山…项目 is 绿金湖."""
    rest = without_places(label)
    match = _CORE.match(rest)
    if match and not re.match(r"废弃|历史|矿山|生态|地质", rest):
        return match[1]
    places = chain(label)
    return places[-1].name if places else rest
