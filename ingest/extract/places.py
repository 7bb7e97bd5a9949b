"""Administrative places: GB/T 2260 names, and towns, villages and parks named behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple, cast

from ingest.extract import short_places
from ingest.extract.book import FactBook
from ingest.extract.lexical import Hit, hits, in_words
from ingest.extract.scanning import Ended
from ingest.extract.sentences import clause_id, clause_index
from ontology import lexicon
from ontology import patterns as re
from ontology.records import Document

RULE = "place"
_FULL = re.compile(r"[省市区州盟县旗]$")  # a name that says the level of its place
_DEEPEST = 3  # places that are printed directly behind one another, below the first
# What may follow a place directly and belongs to the same chain of places.
_CHAIN = re.compile(
    r"(?P<name>(?!级|域|内|外|位|划|间|块|县|市|区|[等及和与在的各自以为有是内])[一-鿿]{1,5}?(?:自治县|经济技术开发区|工业园区|产业园区|开发区|县(?![级域城])|(?<![红彩国军])旗|镇|苏木|民族乡|乡|街道|村|(?<![矿采治复城郊社辖园新片地灾库厂景林牧灌山陷塌空])区(?![划域块位间])|(?<![城都上盟跨])市(?!场|政|级|民|域)))"
)
_PARK = re.compile(r"(?:工业园区|产业园区|开发区|园区)(?:[东西南北中]{1,2}园区)?")
_AROUND = Ended(
    r"(?P<name>[一-鿿]{2,8}?(?:一带|山区))", "一带", "山区", letters="一-鿿", longest=10
)
_ANY_HILLS = re.compile(
    r"岩溶|高原|高寒|丘陵|[东西南北中]部|西南|西北|东北|东南|华北|黄土|喀斯特|贫困|边远|偏远|类似|同类|其他|石漠化"
)
_BEFORE = re.compile(
    r"^.*(?:完成|开展|制定|编制|建设|针对|推广|位于|分布|集中|形成|包含|包括|[在于即沿对以、和及与的等为县市区省旗州])(?=[一-鿿]{2})"
)
_TOWN = Ended(
    r"(?:(?<=[\s、，；。：（(/])|^)(?:涉及|包括|位于|分布于|隶属|地处)?(?P<name>[一-鿿]{2,5}?(?:镇|乡|苏木|街道))(?=$|[\s、，；。）)/\d一二三四]|等)",
    "镇",
    "乡",
    "苏木",
    "街道",
    letters="一-鿿",
    longest=10,
)
_BOUNDARY = re.compile(r"[\s、，；。：）)/等省市县区地和及与与的]|$")
_NO_TOWN = re.compile(
    r"^地区$|^城乡$|[全整各本该每同邻][市县区旗镇乡村]$|了|[与及]|跨|城镇|乡镇|村镇|集镇|建制镇|各乡|有关|所在|重点|矿山|其他|全[县市]|[一二三四五六七八九十两]个"
)
# 和田|玉, 上海|路: the short name of a place opens another word.
_OTHER_WORD = re.compile(
    r"[玉话]|[东南西北]?(?:坡|麓|山脉|盆地)|[路街人江湖山港湾岭沟坡峪洞桥](?![区地西东南北流道域口民员士类大们均外])"
)
_SUNSHINE = re.compile(r"充足|时间|时数|条件|强度|率|百分率|长|好|多|少|丰富")
_STATE = re.compile(r"(?P<name>[一-鿿]{2,5}?州)(?![市县])")
_OWNED = re.compile(
    r"[一-鿿]{0,16}?(?:有限公司|有限责任公司|集团|研究院|研究所|大学|学院|铁矿|金矿|煤矿|铜矿|矿业|环保厅|[一-鿿]{2,6}[厅局])"
)
_NAME = 24  # characters of the rest of a name, behind the place that it begins with
# 会同|县自然资源局: a name of a county that is a verb before an office of the county.
VERB_NAMES = frozenset({"会同县", "公安县"})
_OFFICE = re.compile(r"[一-鿿、]{2,10}?(?:局|委|办公室|部门|人民政府|委员会)")


class Mention(NamedTuple):
    """A place where the text names it, at `[start, end)`.

    `name` is its full name, `surface` what is printed; `code` (GB/T 2260) and `level` are "" for
    places below the county and for names that several places bear.
    """

    name: str
    surface: str
    start: int
    end: int
    code: str = ""
    level: str = ""


def find(book: FactBook) -> None:
    """Write down the places that the document names; a short name is an alias of the full one."""
    if book.document.metadata.off_topic:
        return
    for mention in mentions(book):
        attributes = {"code": mention.code, "level": mention.level}
        name = _settled(book, mention.name)
        book.entity(
            "Place",
            name,
            mention.start,
            mention.end,
            aliases=[mention.surface] if mention.surface != name else [],
            clause=clause_id(book.document, clause_index(book, mention.start)),
            rule=RULE,
            **{k: v for k, v in attributes.items() if v},
        )


def _settled(book: FactBook, name: str) -> str:
    """One name for the spellings of surroundings: 洛浦阿其克一带 is 阿其克山一带."""
    if not name.endswith("一带"):
        return name
    known = [e.name for e in book.of_type("Place")]
    for county in known:
        if len(county) == 3 and name.startswith(county[:2]) and len(name) > 5:
            name = name[2:]
    for other in known:
        if other.endswith("一带") and other != name and other[:2] == name[:2]:
            longer, shorter = sorted((other, name), key=len, reverse=True)
            if len(longer) - len(shorter) == 1 and all(c in longer for c in shorter):
                return other
    return name


def mentions(book: FactBook) -> list[Mention]:
    """Every place mention of the document, in order of the text."""
    known = book.memo.get("places")
    if known is None:
        known = book.memo["places"] = sorted(
            _outermost(dict.fromkeys([*_official(book), *_towns(book.document), *_short(book)])),
            key=lambda m: (m.start, -m.end),
        )
    return cast("list[Mention]", known)


def _outermost(found: Collection[Mention]) -> list[Mention]:
    """Without the names that are part of a longer one (兰州 in 昆士兰州)."""
    spans = {(m.start, m.end) for m in found if m.code == "" and m.name == m.surface}
    return [
        m
        for m in found
        if not any(s < m.start and m.end <= e for s, e in spans if e - s > m.end - m.start)
    ]


def _short(book: FactBook) -> Iterator[Mention]:
    """Counties without their level in a paper, and those behind their province."""
    document = book.document
    if document.metadata.genre != "paper":
        return
    for listed in short_places.find(document.text, document.metadata.region):
        yield _counted(document.text, listed)
    for hit in hits(book, "place"):
        if lexicon.places()[hit.word][0].level == "省级":
            short = short_places.behind(document.text, hit.end, hit.word)
            if short:
                yield _counted(document.text, short)


def _counted(text: str, short: short_places.Short) -> Mention:
    place = lexicon.places()[short.name][0]
    return Mention(
        short.name, text[short.start : short.end], short.start, short.end, place.code, place.level
    )


def inside(words: str) -> list[tuple[str, str]]:
    """(full name, printed name) of the places in a name or cell, each once, in order."""
    found: list[tuple[int, str, str]] = []
    for hit in in_words("place", words):
        place = _choose(hit.word, "")
        found.append((hit.start, place[0], hit.word))
        found += [(at, name, name) for at, name in _chain(words, hit)]
    found += [(at, name, name) for at, name in _loose(words)]
    seen: dict[str, str] = {}
    for _, full, surface in sorted(found):
        seen.setdefault(full, surface)
    return list(seen.items())


def _official(book: FactBook) -> Iterator[Mention]:
    text, metadata = book.document.text, book.document.metadata
    region = metadata.region + metadata.title
    strict = metadata.genre in ("specification", "regulation", "notice")
    for hit in hits(book, "place"):
        if hit.word in ("中国", "中华人民共和国") or not _is_place(text, hit, strict):
            continue
        name, code, level = _choose(hit.word, region)
        yield Mention(name, hit.word, hit.start, hit.end, code, level)
        for at, chained in _chain(text, hit):
            yield Mention(chained, chained, at, at + len(chained))


def _is_place(text: str, hit: Hit, strict: bool) -> bool:
    """Whether a name stands for a place: short names need a boundary where names are rare."""
    if hit.word in VERB_NAMES and _OFFICE.match(text, hit.end):
        return False
    full, level = _FULL.search(hit.word), lexicon.places()[hit.word][0].level
    if not full and level != "省级" and _OTHER_WORD.match(text, hit.end):
        return False
    if hit.word == "日照" and _SUNSHINE.match(text, hit.end):
        return False
    if not strict:
        return True
    if not full and level not in ("国家", "区域") and not _BOUNDARY.match(text, hit.end):
        return False
    return not _OWNED.match(text, hit.end, hit.end + _NAME)


def _choose(word: str, region: str) -> tuple[str, str, str]:
    """(full name, code, level) for a name that several places may bear; the region decides."""
    places = lexicon.places()[word]
    if len(places) == 1:
        return places[0].name, places[0].code, places[0].level
    names_of = lexicon.place_names()
    for place in places:
        above = (names_of.get(place.parent, "?"), names_of.get(place.code[:2] + "0000", "?"))
        if any(name in region for name in above):
            return place.name, place.code, place.level
    names = {p.name for p in places}
    return (names.pop() if len(names) == 1 else word), "", places[0].level


def _chain(text: str, hit: Hit) -> Iterator[tuple[int, str]]:
    """Lower places printed directly behind a place: 芜湖市|无为市, 洛浦县|工业园区南园区."""
    at = hit.end
    if lexicon.places()[hit.word][0].level == "国家":
        if state := _STATE.match(text, at):
            yield state.start("name"), state["name"]
        return
    park = _PARK.match(text, at)
    if park:
        yield hit.start, hit.word + park[0]
        return
    for _ in range(_DEEPEST):
        match = _CHAIN.match(text, at)
        if match is None or _in_lexicon(text, at) or _NO_TOWN.search(match["name"]):
            break
        yield match.start("name"), match["name"]
        at = match.end()


def _in_lexicon(text: str, at: int) -> bool:
    places = lexicon.places()
    return any(text[at : at + size] in places for size in (2, 3, 4, 5))


def _towns(document: Document) -> Iterator[Mention]:
    if document.metadata.genre in ("plan", "notice", "paper"):
        for at, name in _loose(document.text):
            yield Mention(name, name, at, at + len(name))


def _loose(text: str) -> Iterator[tuple[int, str]]:
    """Towns that stand alone, and places named by their surroundings (阿其克山一带)."""
    for match in _TOWN.finditer(text):
        if not _NO_TOWN.search(match["name"]):
            yield match.start("name"), match["name"]
    for match in _AROUND.finditer(text):
        name = match["name"]
        if cut := _BEFORE.match(name):
            name = name[cut.end() :]
        if re.search(r"[镇乡县市]一带$", name):
            continue
        if name.endswith("山区") and _ANY_HILLS.search(name):
            continue
        for hit in in_words("place", name):
            name = name[name.find(hit.word) + len(hit.word) :]
        if len(name) > 3:
            yield match.end() - len(name), name
