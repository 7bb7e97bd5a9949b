"""Projects: which names are one project, where they lie, and where running text mentions them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from ingest.extract import certainty, zones
from ingest.extract.book import FactBook
from ingest.extract.locations import Located, chain
from ingest.extract.scanning import Cued
from ingest.extract.sentences import clause_id, where
from ingest.extract.spans import plain, tidy, without_bracket
from ontology import lexicon
from ontology import patterns as re
from ontology.ids import fold_name

RULE_PLACE = "project.place-in-name"
RULE_NAMED = "project.named-in-text"
_GENERIC = re.compile(
    r"矿山|矿区|砂坑|矿坑|采坑|采场|石场|排土场|矸石|尾矿|尾砂|渣[坡土堆场]|堆场|废[石渣]|石[坑壁矿]|岩面|迹地|回填|灾毁|矿硐|废弃|历史遗留|关闭|闭坑|地质|环境|生态|治理|修复|恢复|复垦|整治|保护|采石|采煤|沉陷|塌陷|露天|光伏|绿色|文旅|土地|综合"
    r"|开发|利用|重点|国家|工程|项目|公园|基地|示范|试点|片区|流域|山水林田湖草|PPP|EOD|市场化|矿产|调查|评价|勘查|成立|形成|一带"
)
_IN_TEXT = Cued(
    r"[^，。；：、“”《》\s]{8,40}?(?:项目|工程)(?!的(?![一-鿿]{0,3}前身)|[量建部管经所用投区群清库学技院中师系])|[^，。；：、“”《》\s]{4,24}?(?:公园|博物馆|产业园|创意园|生态园|示范园|文化园|度假区)(?![的建内及和与式])",
    *("项目", "工程", "公园", "博物馆", "产业园", "创意园", "生态园", "示范园", "文化园", "度假区"),
)
_LOOSE = re.compile(
    r"市场化|等(?:\d+|[一二三四五六七八九十]+)[个项处]|[把将]|[造变]成|建成|建设成|打造|共(?![治建享管])|已|完成|累计|启动|采用|实施|开展|推进|已经|通过|全部|多个|这些|一批|典型|主要|试点|的[^）]*项目|相关|有关|各类|成为|组织|进行|方式|以及|先后|率先|各|配套|专项|其他|前期|后续|首批|储备|入库|支持|安排|纳入|列入|申报|获批|^[^（]{0,2}[与和]"
)
# Behind these words a project's name begins: 采取…模式实施|土官镇…项目, 位于|土官镇….
_LED = re.compile(
    r"^.*(?:实施|开展|推进|建设|建成|完成|启动|部署|安排|治理|修复|以及|[的在对将由于和与及为是])(?=[一-鿿]{2,4}[镇乡])"
)
_TOWN = 5  # characters of a town's name at most
_GENRES = zones.TELLING | {"plan", "notice"}
_ETC = re.compile(r"[等、\s]+$")
_PHASE = re.compile(r"[一二三四五六\d]+(?:期|标段|号)|[东南西北]区")
_TELLING_REST = 8  # characters behind two places that name one project without a word of its own
_STEM = re.compile(r"(?:省|市|县|区|镇|乡|村|自治区)$")


class Naming(NamedTuple):
    """A project name as found, with its words' range."""

    name: str
    start: int
    end: int
    aliases: tuple[str, ...] = ()


def read(text: str, start: int, end: int) -> Naming:
    """The project that a range names; an explanation in brackets at its end is left out."""
    whole = tidy(text[start:end])
    inner = without_bracket(text, start, end)
    name = tidy(text[inner[0] : inner[1]])
    return Naming(name, inner[0], inner[1], (whole,) if whole != name else ())


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """The words of a project name that are its own: 绿金湖 of 淮北市绿金湖（中湖）…治理项目.

    "" where the name consists of places and words of the trade.
    """
    bare = re.sub(r"[（(].*?[）)]", "", plain(name))
    places = chain(bare)
    at = places[-1].end if places else 0
    generic = _GENERIC.search(bare, at)
    words = _ETC.sub("", bare[at : generic.start() if generic else len(bare)])
    if len(words) < 2 and places and places[-1].name not in lexicon.places():
        words = _STEM.sub("", places[-1].name)
    return "" if len(words) < 2 or words in lexicon.minerals() else words


def gather(namings: Iterable[Naming]) -> list[list[Naming]]:
    """Groups of names that are one project, in order of first mention; two names of one row never."""
    groups: list[list[Naming]] = []
    for naming in namings:
        home = next((g for g in groups if any(same(naming.name, n.name) for n in g)), None)
        if home is None:
            groups.append([naming])
        else:
            home.append(naming)
    return groups


def same(a: str, b: str) -> bool:
    """Whether two names are one project: equal behind their places, or of one own core."""
    if fold_name(a) == fold_name(b):
        return True
    if _PHASE.findall(a) != _PHASE.findall(b):
        return False
    x, y = sorted((fold_name(a), fold_name(b)), key=len)
    if len(x) >= 6 and y.endswith(x):
        return all(p.end <= len(y) - len(x) for p in chain(y)[:1]) or bool(chain(x))
    return bool(core(a)) and core(a) == core(b) and _compatible(chain(a), chain(b))


def find(book: FactBook) -> None:
    """Write down the projects that the running text of a paper or plan names with their places."""
    document = book.document
    if not zones.holds_mine_facts(document) or document.metadata.genre not in _GENRES:
        return
    for index, clause in enumerate(document.clauses):
        if clause.kind == "heading" and zones.zone(book, index) == "body":
            _write_named(book, clause.heading_start, clause.heading_end, index)
    for sentence, _ in zones.running(book, "body", "problem"):
        if not certainty.is_reported(document.text[sentence.start : sentence.end]):
            _write_named(book, sentence.start, sentence.end, sentence.clause)


def _write_named(book: FactBook, start: int, end: int, index: int) -> None:
    document = book.document
    for naming in named(document.text, start, end):
        if mention(book, naming.name) is None:
            clause = clause_id(document, index)
            project = write(book, [naming], RULE_NAMED, clause)
            locate(book, project, naming, clause, where(document, index))


def named(text: str, start: int, end: int) -> Iterator[Naming]:
    """The projects that a sentence names in full: places, words of its own, a head (…项目)."""
    for match in _IN_TEXT.finditer(text, start, end):
        words = match.group()
        at = next((at for at in range(len(words) - 8) if _opens(words[at:])), None)
        if at is None and (led := _LED.match(words)) and _opens(words[led.end() :], town=True):
            at = led.end()
        if at is not None:
            yield read(text, match.start() + at, match.end())


def _opens(words: str, *, town: bool = False) -> bool:
    """Whether words are a full project name that a listed place opens, or a town that none lists."""
    places = chain(words)
    if not places or not _is_full(words, places):
        return False
    first = places[0].name
    return first in lexicon.places() or (town and len(first) <= _TOWN and first[-1] in "镇乡")


def _is_full(name: str, places: tuple[Located, ...]) -> bool:
    rest = name[places[-1].end :]
    told = len(places) > 1 or rest[:1] in lexicon.minerals()  # 某市锡矿山片区…工程
    own = len(core(name)) >= 2 or (told and len(rest) >= _TELLING_REST)
    return own and not _LOOSE.search(rest) and not rest.startswith(("的", "等", "在"))


def _compatible(a: tuple[Located, ...], b: tuple[Located, ...]) -> bool:
    """Whether no level of two place chains contradicts (short names of counties count as equal)."""
    if not a or not b:
        return True
    x, y = {_STEM.sub("", p.name) for p in a}, {_STEM.sub("", p.name) for p in b}
    return bool(x & y)


def write(book: FactBook, group: list[Naming], rule: str, clause: str = "") -> str:
    """The entity of a group of names, named by the longest of them."""
    best = max(group, key=lambda n: len(n.name))
    aliases = dict.fromkeys(
        a for n in group for a in (n.name, *n.aliases, *short_names(n.name)) if a != best.name
    )
    return book.entity(
        "Project", best.name, best.start, best.end, aliases=aliases, clause=clause, rule=rule
    )


def short_names(name: str) -> list[str]:
    """The names without their outer places (芜湖市无为市姜湾… -> 无为市姜湾…, 姜湾…)."""
    found = []
    for place in chain(name):
        rest = name[place.end :]
        if len(rest) >= 6 and _GENERIC.match(rest) is None:
            found.append(rest)
    own = core(name)
    return [*found, own] if len(own) >= 3 else found


def locate(book: FactBook, project: str, naming: Naming, clause: str, where: str) -> None:
    """Write down where a project lies, as far as its name says it."""
    for place in chain(naming.name):
        _located(book, project, naming.start, naming.end, place.name, clause, where, RULE_PLACE)


def locate_cell(
    book: FactBook, project: str, start: int, end: int, *, clause: str, where: str, rule: str
) -> None:
    """Write down the places that a cell names (贵阳市开阳县; 市、县 separated or not)."""
    text = book.document.text
    for part in re.finditer(r"[^、，,；;/／\s]+", text[start:end]):
        for place in chain(part.group()):
            s, e = start + part.start() + place.start, start + part.start() + place.end
            _located(book, project, s, e, place.name, clause, where, rule)


def _located(
    book: FactBook,
    project: str,
    start: int,
    end: int,
    name: str,
    clause: str,
    where: str,
    rule: str,
) -> None:
    place = _known_place(book, name) or book.entity(
        "Place", name, start, end, clause=clause, rule=rule
    )
    book.assertion(project, "locatedIn", place, start, end, where=where, clause=clause, rule=rule)


def _known_place(book: FactBook, name: str) -> str | None:
    """The place of this name, or of its name at another level (无为县 is 无为市 since 2019)."""
    found = book.find("Place", name)
    if found or len(name) < 3:
        return found
    stem = _STEM.sub("", name)
    return next((i for level in "市县区" if (i := book.find("Place", stem + level))), None)


def mention(book: FactBook, words: str) -> str | None:
    """The project that words of running text mean (淮北绿金湖项目, 开阳磷矿光伏项目), or None."""
    bare = plain(tidy(words))
    for project in book.of_type("Project"):
        names = (project.name, *project.aliases)
        if any(fold_name(n) in fold_name(bare) for n in names if len(n) >= 3):
            return project.id
        own = core(project.name)
        if own and own in bare and _compatible(chain(bare), chain(project.name)):
            return project.id
    return next((p.id for p in book.of_type("Project") if _abbreviates(bare, p.name)), None)


def _abbreviates(words: str, name: str) -> bool:
    """Whether words that end like a project name leave out characters of a full name."""
    match = re.match(r"[^，。；、：]{4,20}?(?:项目|工程|公园|矿)", words)
    if match is None:
        return False
    short = re.sub(r"(?:项目|工程|公园)$", "", match.group())
    rest = iter(name)
    stems = [_STEM.sub("", p.name) for p in chain(name)]
    return all(c in rest for c in short) and any(s in short for s in [*stems, core(name)] if s)


def using(book: FactBook, mode: str) -> str | None:
    """The one project that uses a mode, None where none or several do."""
    users = cast("dict[str, list[str]]", book.memo.get("mode users", {})).get(mode, [])
    return users[0] if len(set(users)) == 1 else None


def mode_of(book: FactBook, project: str) -> str | None:
    """The one mode that a project uses, None where it uses none or several."""
    used = {claim.object for claim in book.claims("usesMode") if claim.subject == project}
    return used.pop() if len(used) == 1 else None
