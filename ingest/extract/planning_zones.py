"""Planning zones and blocks (重点勘查区, 集中开采区 …) with their minerals, places and parent zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.extract.book import FactBook
from ingest.extract.columns import squeeze
from ingest.extract.lexical import in_words
from ingest.extract.locations import chain
from ingest.extract.minerals import mention
from ingest.extract.places import inside
from ingest.extract.rows import View, is_total, minerals_in, views
from ingest.extract.sentences import clause_id, clause_index, sentences, where
from ingest.extract.zones import body_start
from ontology import lexicon
from ontology import patterns as re
from ontology.records import Clause, Entity

RULE = "zone"
_GENRES = frozenset({"plan", "notice"})
_TITLE = re.compile(
    r"区块|勘查区|开采区|矿区|保护区|规划区|治理区|修复区|调查区|评价区|基地|分区|区划|区$|区(?:一览|汇总|情况|划分|设置)?表$"
)
_BEFORE = re.compile(
    r"^.*(?:规划|划定|设置|设立|确定|落实|包含|包括|新设|建设|形成|分为|划分为|即|为|[：，、。；（“《\s\d]|[个处]|位于|在|于|将|对|按照|围绕|以及|及|和)(?=[一-鿿])"
)
_SAME = re.compile(
    r"^.*(?:应当|必须|不得|进入).*$|^(?:规划|重点|集中|限制|禁止|勘查|开采|鼓励|允许|备选|各|该|本|上述|其他|有关|以外|全[县市]|砂石|粘土|黏土|类|矿产|资源|独立的|拟设|新设|已设)*$"
)
_MAIN = re.compile(
    r"(?:以|主要矿种为|开采矿种为|主攻矿种[为：])([^。；，]{2,60}?)(?:勘查|开采|开发|为主|等|，|。)"
)
_CONTAINS = re.compile(r"(?:包含|包括|涵盖|下设|由)([^。；]{4,120})")
_COUNTED = re.compile(r"\s*(?:\d+|[一二两三四五六七八九十]+)\s*[个处]")
_LISTED = re.compile(r"[区地园][和与及、]$")
_POINTER = re.compile(r"[（(](?:见|详见)?((?:专栏|表)\s*\d+)[）)]")
_AIMED = re.compile(r"(?:针对|围绕|以|开展)([^。；，]{2,50}?)(?:等|矿|开展|为重点|为主|勘查|调查)")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")
_OPENS = re.compile(r"([一-鿿—、]{5,40}?区)(?=[：:。]|，(?:位于|涉及|地处|面积))")
_SITE = re.compile(
    r"(?:位于|地处|涉及|分布于|分布在|范围包括)([一-鿿、]{3,40}?)(?=[，。；（(\d]|$)"
)
# 石燕桥—云顶…区: from one place to another, which no list need know.
_BETWEEN = re.compile(r"[一-鿿]{2,5}[—－-]{1,2}[一-鿿]{2,5}")
_DESCRIBED = re.compile(
    r"，(?:总?面积[^，。；]{2,16}，)?(?:位于|地处|涉及|分布于|分布在|范围包括)([一-鿿、]{3,40}?)(?=[，。；（(\d]|$)"
)
_AIMS = re.compile(
    r"[，,](?:总?面积[^，。；]{2,16}，)?(?:主攻|主要|勘查|开采|重点)?(?:开采|勘查)?矿种(?:为|：|是)([^，。；]{1,30})"
)
_ADMIN = re.compile(r"(?:省|自治区|市|县|区|旗|镇|乡|街道|园区|开发区|盟|州|地区)$")
_TOWN = re.compile(r"(?:镇|乡|街道|苏木|园区|开发区|村)$")


def find(book: FactBook) -> None:
    """Write down the named zones of a plan from its tables, headings and sentences."""
    metadata = book.document.metadata
    if metadata.genre not in _GENRES or metadata.off_topic:
        return
    for view in views(book):
        if not view.of("scale"):
            _table(book, view)
    for index, clause in enumerate(book.document.clauses):
        if clause.kind in ("run-in", "heading", "section") and _is_name(
            _BRACKET.sub("", clause.title)
        ):
            at = clause.heading_start, clause.heading_end
            _own_paragraph(book, index, clause, _BRACKET.sub("", clause.title), at)
        elif clause.kind in ("item", "subitem") and (opening := _opening(book, clause)):
            _own_paragraph(book, index, clause, *opening)
    _text(book)
    _by_name(book)
    for project in book.of_type("Project"):
        _surroundings(book, project)
    for view in views(book):
        _aim(book, view)


def _heads() -> tuple[str, ...]:
    return lexicon.heads("zone")


def _is_name(name: str) -> bool:
    """Whether words name one zone: a zone head behind a place, a mineral or a number."""
    head = next((h for h in _heads() if name.endswith(h)), "")
    rest = name.removesuffix(head)
    if not head or len(rest) < 2 or len(name) > 45 or _SAME.match(rest):
        return False
    if in_words("place", rest) or in_words("mineral", rest) or _ADMIN.search(rest):
        return True
    return bool(inside(rest) or _BETWEEN.match(rest))


def _table(book: FactBook, view: View) -> None:
    title = squeeze(view.table.title)
    if not view.labels or not (_TITLE.search(title) or view.of("place")):
        return
    label = view.labels[-1]
    for row in range(len(view.table.rows)):
        name = view.cell(row, label)
        start, end = view.span(row, label)
        if start >= end or is_total(name) or not _is_zone_row(name, title + label.header):
            continue
        zone = _write(book, name, start, end)
        span = _row_span(view, row)
        minerals = [m for c in view.of("mineral") for m in minerals_in(view.cell(row, c))]
        places = [p for c in view.of("place") for p in minerals_in(view.cell(row, c))]
        _link_minerals(book, zone, minerals or _minerals(name), span, view.where(row))
        _link_places(book, zone, places or _places(name), span, view.where(row))


def _is_zone_row(name: str, title: str) -> bool:
    if any(name.endswith(h) for h in _heads()):
        return len(name) > 5
    return bool(
        re.search(r"区块|勘查区|开采区|矿区|保护区|治理区|修复区", title)
        and re.search(r"(?:区块|矿区|区|矿段|勘查|普查|详查|开采|采区|矿)$", name)
        and len(name) > 4
        and name not in lexicon.minerals()
    )


def _row_span(view: View, row: int) -> tuple[int, int]:
    cells = [c for c in view.table.cells[row] if c[0] < c[1]]
    return min(c[0] for c in cells), max(c[1] for c in cells)


def _write(book: FactBook, name: str, start: int, end: int) -> str:
    document = book.document
    known = next(
        (z for z in book.of_type("Zone") if z.name.endswith(name) or name.endswith(z.name)), None
    )
    if known is not None and _places(known.name)[:1] and known.name != name:
        longer, shorter = sorted((known.name, name), key=len, reverse=True)
        if _is_place_prefix(longer.removesuffix(shorter)):
            return book.entity("Zone", known.name, start, end, aliases=[name])
    return book.entity(
        "Zone", name, start, end, clause=clause_id(document, clause_index(book, start)), rule=RULE
    )


def _is_place_prefix(words: str) -> bool:
    return bool(words) and (words in lexicon.places() or bool(_ADMIN.search(words)))


def _minerals(name: str) -> list[str]:
    """The minerals of the catalogue that a zone's name names."""
    found = [hit.word for hit in in_words("mineral", name)]
    return list(dict.fromkeys(found))


def _places(name: str) -> list[str]:
    """The lowest administrative places in a name: towns and parks, else counties and above."""
    found = [place for place, _ in inside(name) if _ADMIN.search(place)]
    towns = [place for place in found if _TOWN.search(place)]
    return towns or found[-1:]


def _link_minerals(
    book: FactBook, zone: str, names: Iterable[str], span: tuple[int, int], place: str
) -> None:
    for name in names:
        at = book.document.text.find(name, *span)
        where_ = (at, at + len(name)) if at >= 0 else span
        mineral = mention(book, name, *where_)
        index = clause_index(book, span[0])
        book.assertion(
            zone,
            "forMineral",
            mineral,
            *span,
            where=place,
            clause=clause_id(book.document, index),
            rule=RULE,
        )


def _link_places(
    book: FactBook, zone: str, names: Iterable[str], span: tuple[int, int], place: str
) -> None:
    index = clause_index(book, span[0])
    for name in names:
        at = book.document.text.find(name, *span)
        entity = book.find("Place", name) or book.entity(
            "Place", name, *((at, at + len(name)) if at >= 0 else span), rule=RULE
        )
        book.assertion(
            zone,
            "locatedIn",
            entity,
            *span,
            where=place,
            clause=clause_id(book.document, index),
            rule=RULE,
        )


def _opening(book: FactBook, clause: Clause) -> tuple[str, tuple[int, int]] | None:
    """（1）某某治理区：位于…: the zone that a list item is about, None for other items."""
    text = book.document.text
    start = body_start(text, clause)
    match = _OPENS.match(text, start, clause.end)
    if match is None or not match[1].endswith(_heads()) or _SAME.match(_rest(match[1])):
        return None
    return match[1], match.span(1)


def _rest(name: str) -> str:
    return name.removesuffix(next(h for h in _heads() if name.endswith(h)))


def _own_paragraph(
    book: FactBook, index: int, clause: Clause, name: str, at: tuple[int, int]
) -> None:
    """A zone that has a paragraph of its own: its site, its main minerals and the zones within it."""
    document = book.document
    zone = _write(book, name, *at)
    spot = where(document, index)
    _link_places(book, zone, _places(name), at, spot)
    for sentence in (s for s in sentences(book) if s.clause == index):
        named = list(_in_sentence(document.text, sentence.start, sentence.end))
        site = _SITE.search(document.text, sentence.start, sentence.end)
        if site and not any(n != name and end < site.start() for n, _, end in named):
            _link_places(book, zone, _sites(site[1]), site.span(1), spot)
        if match := _MAIN.search(document.text, sentence.start, sentence.end):
            minerals = [h.word for h in in_words("mineral", match[1])]
            _link_minerals(book, zone, minerals, match.span(1), spot)
        if match := _CONTAINS.search(document.text, sentence.start, sentence.end):
            for part, begin, stop in _in_sentence(document.text, *match.span(1)):
                inner = _write(book, part, begin, stop)
                if inner != zone:
                    book.assertion(
                        inner, "partOf", zone, match.start(), stop,
                        where=spot, clause=clause.id, rule=RULE,
                    )  # fmt: skip


def _sites(words: str) -> list[str]:
    """The lowest places that a list of sites names (得胜镇、文峪乡), each part by itself."""
    parts = (part for part in re.split("[、和及与]", words) if part)
    return [place.name for part in parts for place in chain(part)[-1:]]


def _text(book: FactBook) -> None:
    text = book.document.text
    for sentence in sentences(book):
        for name, start, end in _in_sentence(text, sentence.start, sentence.end):
            zone = _write(book, name, start, end)
            spot = where(book.document, sentence.clause)
            if described := _DESCRIBED.match(text, end, sentence.end):
                _link_minerals(book, zone, _minerals(name), (start, end), spot)
                _link_places(book, zone, _sites(described[1]), described.span(1), spot)
            elif aimed := _AIMS.match(text, end, sentence.end):
                minerals = [m for m in minerals_in(aimed[1]) if m in lexicon.minerals()]
                _link_minerals(book, zone, minerals, aimed.span(1), spot)


def _by_name(book: FactBook) -> None:
    """What a zone's name says of its mineral and place, where nothing else in the plan says it."""
    told = {p: {c.subject for c in book.claims(p)} for p in ("forMineral", "locatedIn")}
    towns = [p.name for p in book.of_type("Place") if _TOWN.search(p.name)]
    in_tables = [(v.table.start, v.table.end) for v in views(book)]
    for zone in book.of_type("Zone"):
        span = zone.evidence.start, zone.evidence.end
        if any(a <= span[0] < b for a, b in in_tables):
            continue
        spot = where(book.document, clause_index(book, span[0]))
        if zone.id not in told["forMineral"]:
            _link_minerals(book, zone.id, _minerals(zone.name), span, spot)
        if zone.id not in told["locatedIn"]:
            stems = [t for t in towns if zone.name.startswith(_TOWN.sub("", t))]
            _link_places(book, zone.id, _places(zone.name) or stems, span, spot)


def _in_sentence(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The zones that a stretch of text names; A重点勘查区和重点开采区 share their first part."""
    before = ""
    for match in _head_pattern().finditer(text, start, end):
        floor = max(start, match.start() - 36)
        words = text[floor : match.end()]
        joined = _LISTED.search(text, start, match.start())
        name = before + match[0] if joined and before else _cut(words)
        listed = _LISTED.search(text, start, match.end() - len(name))
        if _COUNTED.match(text, match.end()) and not listed:
            continue
        if not _is_name(name):
            before = ""
            continue
        start_ = match.start() if joined and before else match.end() - len(name)
        before = name.removesuffix(match[0])
        yield name, start_, match.end()


def _cut(words: str) -> str:
    """The zone's name at the end of the words; its list of minerals (灰岩、石膏) stays whole."""
    listed = re.search(r"[一-鿿]+(?:、[一-鿿]{1,20})+$", words)
    if listed:
        first = listed[0].split("、")[0]
        rest = listed[0][len(first) :]
        if (
            not first.endswith(_heads())
            and any(in_words("mineral", part) for part in rest.split("、")[1:])
            and in_words("mineral", first)
        ):
            return _strip(first) + rest
    return _strip(words)


def _strip(words: str) -> str:
    cut = _BEFORE.match(words)
    return words[cut.end() :] if cut else words


def _surroundings(book: FactBook, project: Entity) -> None:
    """Places in a project's name that no code list holds, and counties named without 县."""
    for place in book.of_type("Place"):
        if not _names(project.name, place.name):
            continue
        span = project.evidence.start, project.evidence.end
        book.assertion(
            project.id,
            "locatedIn",
            place.id,
            *span,
            where=where(book.document, clause_index(book, span[0])),
            clause=project.clause,
            rule=RULE,
        )


def _names(project: str, place: str) -> bool:
    if place.endswith("一带"):
        return place.removesuffix("一带") in project
    county = len(place) == 3 and place[-1] in "县市区旗"
    return county and place not in project and place[:2] in project


def _aim(book: FactBook, view: View) -> None:
    """The minerals that the sentence which points at a one-project table is about."""
    rows = [
        e for e in book.of_type("Project") if view.table.start <= e.evidence.start < view.table.end
    ]
    if len(rows) != 1 or view.of("mineral") or not view.table.label:
        return
    text = book.document.text
    for sentence in sentences(book):
        words = text[sentence.start : sentence.end]
        labels = ["".join(label.split()) for label in _POINTER.findall(words)]
        aimed = _AIMED.search(words)
        if view.table.label in labels and aimed:
            minerals = [h.word for h in in_words("mineral", aimed[1])]
            span = sentence.start + aimed.start(1), sentence.start + aimed.end(1)
            _link_minerals(book, rows[0].id, minerals, span, view.where(0))


def _head_pattern() -> re.Pattern[str]:
    heads = "|".join(h for h in _heads() if len(h) > 2)
    return re.compile(f"(?:{heads})(?![块内外划段])")
