"""Organisations and actor roles: words of the lexicon, and names with the tail of an institution."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple, cast

from ingest.extract.book import FactBook
from ingest.extract.lexical import Hit, hits
from ingest.extract.places import VERB_NAMES
from ingest.extract.scanning import Cued, Ended
from ingest.extract.sentences import clause_id, clause_index
from ontology import lexicon
from ontology import patterns as re

RULE = "organization"
_LEXICON_GENRES = frozenset({"plan", "specification", "regulation", "notice"})
_TAILS = (
    "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团公司", "总公司", "研究总院",
    "研究院", "研究所", "设计院", "勘查院", "勘察院", "勘测院", "监测院", "测绘院", "调查院", "规划院",
    "监测总站", "监测站", "地质调查院", "地质大队", "地质队", "大学", "学院", "环保厅", "自然资源厅",
    "生态环境厅", "国土资源厅", "财政厅", "水利厅", "农业农村厅", "应急管理厅", "工业和信息化厅",
    "住房和城乡建设厅", "交通运输厅", "技术中心", "研究中心", "修复中心", "事务中心", "保障中心",
    "信息中心", "工程中心", "调查中心", "监测中心", "管理中心", "服务中心", "编制组", "管理委员会",
    "技术委员会", "市场监督管理总局", "管委会", "协会", "基金会", "国会",
)  # fmt: skip
_NO_TAIL = {"大学": "(?<![国各一数])", "学院": "(?<!大)"}  # 全国|大学生, 大学|院系
_NAMED = Ended(
    r"(?:\A|(?<=[，、。；：:,（(\n\t“\s])|(?<=为)|(?<=由)|(?<=[以与和及]))"
    rf"(?P<name>[一-鿿][一-鿿（）()]{{1,40}}(?:{'|'.join(_NO_TAIL.get(t, '') + t for t in _TAILS)}))"
    r"(?![一-鿿]{0,8}(?:矿\d|矿山))",
    *_TAILS,
    letters="一-鿿（）()",
    longest=49,
)
_SEVERAL = re.compile("等(?:高校|院校)")
_LINKS = ("与", "和", "及")
# 某大学地理与|国土学院 is one name; a name that is joined to another follows one.
_JOINED = re.compile(
    r"(?:院|所|局|厅|部|委|会|站|队|公司|集团|政府|大学|中心|部门|企业|单位|机构|[省市县区])$"
)
_CONGRESS = Cued(
    r"[第]?[一二三四五六七八九十]+届全国人(?:大|民代表大会)(?:常委会|常务委员会)?[第]?[一二三四五六七八九十]+次会议",
    "次会议",
)
_STANDING = Cued(
    r"(?P<place>[一-鿿]{2,12}?(?:省|自治区|市|自治州|州|县))(?:第[一二三四五六七八九十]+届)?(?P<body>人民代表大会常务委员会)",
    "人民代表大会常务委员会",
)
_BRANCH = re.compile(r"[一-鿿]{2,5}分局")
_OWN = re.compile(r"(?:[省市县区州旗]|自治区)(?:人民政府|[一-鿿]{2,10}[局厅委])")
_STATE = re.compile(r"(?:政府|国会|议会|内政部|环境部|环保署|矿业部|能源部)")
_VERBS = re.compile(
    r"^.*(?:[可应须要](?:径|直接)?向|径向|建议|支持|鼓励|引导|依托|本[一-鿿]{2,4}由|(?:项目|工程|矿山|矿区|基地)[一-鿿]{0,2}由|[拟原改均]由|成立了?|(?:投资方|业主|单位|主体|施工方|承建方|运营方)[是为]|(?:政府|[局厅委院]|公司)[与和同]|会同|委托|选定|选择|确定|引入|引进|遴选|授权|交由|邀请|聘请|报请?|提交|征求|组织|指导|督促|根据|按照|单位为|主体为|同时|以及|审核意见|意见|接受|通过|经过|联合|负责|隶属)(?=[一-鿿]{4})"
)
_PREFIX = re.compile(
    r"(?:(?:各|所在地)?[省市县区][（(][州区市县盟旗、]{1,5}[)）]|县级以上地方(?:各级)?|县级以上(?:各级)?|设区的市级?|各级|市县级|县区级|省级|市级|县级|乡镇级?|省|市|县|区|自治区|乡镇|所在地|地方)(?:人民政府)?$"
)
_LOOSE = frozenset(
    [
        "政府",
        "企业",
        "银行",
        "专家组",
        "监管部门",
        "责任人",
        "责任主体",
        "矿企",
        "地方政府",
        "国企",
        "高校",
        "财政部门",
    ]
)
# 禄丰市|人民政府: a place that the catalogue does not know, at the beginning of what is said.
_GOVERNED = re.compile(
    r"(?:^|(?<=[\s，、。；：（(“由经报]))(?!各|所在|有关|当地|本|全|设区|其他|上级|建议|支持|鼓励|引导|督促|要求|责成|允许|推动|[由经报向须应为是在对与和及])(?:(?![由经报向])[一-鿿]){2,6}(?:自治州|自治县|市|县|区|旗|州|镇|乡)$"
)
_LEVEL = re.compile(r"省|自治区|设区|[市县区乡州盟旗]")
# 县级人民政府, 乡镇人民政府 have their level in them; 市场监督管理局 has none.
_LEVELLED = re.compile(r"[省市县区乡](?!场)")
_GOVERNMENT = 5  # characters of 市人民政府
_LONGEST_LEAD = 10  # characters of what stands before a role and belongs to its name
_LONGEST_PLACE = 8  # characters of a place before a role
_NOT_ACTING = re.compile(
    r"^(?:体系|制度|机制|资质|名录|结构|数量|投入|规模|权|类|“|之间|效益|自律|黑名单|清单|标准|令(?:第|[（(])|责任(?!人|单位))"
)
_AUTHORITY = Ended(
    r"(?:(?<=[，。；：由报向经])|(?<=上报))"
    r"(?P<name>[一-鿿、]{0,10}?(?:审批|批准|制定|有关|相关)[一-鿿]{0,6}(?:的)?(?:主管部门|管理部门|机关))",
    "主管部门",
    "管理部门",
    "机关",
    letters="一-鿿、",
    longest=23,
)


# Roles that say who acts even where no duty is told; 实施主体 and the like stand for others.
_CONCRETE = re.compile(
    r"(?:政府|办公厅|部门|分?局|厅|银行|[分支]行|合作社|委员会|村委会|办事处|(?<!监管|审批)机构|(?:施工|设计|监理|勘查)单位|社会资本方|投资方|高校)$"
)
_CENTRAL = re.compile(r"国务院|全国人|国家|[一-鿿]{2,7}部$|(?:最高|地方|当地)")


# 国家图书馆|数字资源部: an institution and its department.
_DEPARTMENT = re.compile(
    r"[一-鿿]{2,14}?(?:[馆局厅]|研究院|大学|公司|集团|委员会)(?=[一-鿿]{2,}(?:[处科组部室]|中心)$)"
)


class _Found(NamedTuple):
    """An organisation at `[start, end)`; `kind` is name, congress, state, role or authority."""

    name: str
    start: int
    end: int
    kind: str


def find(book: FactBook) -> None:
    """Write down the organisations that a document names, in order of the text."""
    metadata = book.document.metadata
    if metadata.genre == "slides":
        _issuer(book, metadata.issuer)
    if metadata.off_topic or metadata.genre == "slides":
        return
    found = [*_institutions(book)]
    if metadata.genre in _LEXICON_GENRES:
        heads = {c for t in book.document.tables for row in t.header_cells for c in row}
        found += [f for f in (*_roles(book), *_authorities(book)) if (f.start, f.end) not in heads]
    if metadata.genre == "regulation":
        first = next((c.start for c in book.document.clauses if c.kind == "article"), 0)
        found = [f for f in found if f.start >= first or f.kind == "congress"]
    end = 0
    for item in sorted(found, key=lambda f: (f.start, f.start - f.end)):
        if item.start >= end:
            _write(book, item)
            end = item.end


def _issuer(book: FactBook, issuer: str) -> None:
    """Who a deck is by, as its first page says: the department and what it belongs to."""
    at = book.document.text.find(issuer) if issuer else -1
    if at < 0:
        return
    book.entity("Organization", issuer, at, at + len(issuer), rule=f"{RULE}.issuer")
    if whole := _DEPARTMENT.match(issuer):
        book.entity("Organization", whole[0], at, at + whole.end(), rule=f"{RULE}.issuer")


def _write(book: FactBook, found: _Found) -> None:
    """One organisation, under the name that the lexicon prefers where that is known already."""
    preferred = lexicon.actors().get(found.name, found.name)
    if book.document.metadata.genre == "regulation" and _LEVEL.match(found.name):
        preferred = found.name  # there each level has its own duties
    preferred = _whole_name(book, preferred)
    known = book.find("Organization", preferred) if preferred != found.name else None
    book.entity(
        "Organization",
        book.get(known).name if known else found.name,
        found.start,
        found.end,
        aliases=[n for n in (found.name, preferred) if n != found.name or known],
        clause=clause_id(book.document, clause_index(book, found.start)),
        rule=f"{RULE}.{found.kind}",
    )


def _whole_name(book: FactBook, name: str) -> str:
    """县人民政府 in a plan of the county is the county's own government, named in full before."""
    if book.document.metadata.genre not in ("plan", "notice") or not _OWN.fullmatch(name):
        return name
    full = [e.name for e in book.of_type("Organization") if e.name.endswith(name)]
    longer = [n for n in full if len(n) > len(name)]
    return longer[0] if len(longer) == 1 else name


def _institutions(book: FactBook) -> Iterator[_Found]:
    text = book.document.text
    for match in _NAMED.finditer(text):
        if not _continues(text, match.start("name")):
            yield from _institution(text, match)
    for match in _STANDING.finditer(text):
        place = _last_place(match["place"])
        if place:
            at = match.end("place") - len(place)
            yield _Found(place + match["body"], at, match.end(), "congress")
    for match in _CONGRESS.finditer(text):
        yield _Found(match[0], match.start(), match.end(), "name")
    for hit in hits(book, "place"):
        tail = _STATE.match(text, hit.end)
        if tail and lexicon.places()[hit.word][0].level == "国家":
            yield _Found(hit.word + tail[0], hit.start, tail.end(), "state")


def _last_place(words: str) -> str:
    """The longest end of some words that is a place of the catalogue; "" for none."""
    known = lexicon.places()
    return next((words[at:] for at in range(len(words) - 1) if words[at:] in known), "")


def _institution(text: str, match: re.Match[str]) -> Iterator[_Found]:
    """The name without the verbs before it, where its brackets are whole; with 等高校 behind it."""
    name, start = match["name"], match.start("name")
    if cut := _VERBS.match(name):
        name, start = name[cut.end() :], start + cut.end()
    if led := re.match(r"由|[以与和及向经在对受据](?=[一-鿿]{4})", name):
        name, start = name[led.end() :], start + led.end()
    name = re.sub(r"等$", "", name)
    opened, closed = sum(map(name.count, "（(")), sum(map(name.count, "）)"))
    if 4 <= len(name) <= 40 and opened == closed:
        several = _SEVERAL.match(text, start + len(name))
        end = several.end() if several else start + len(name)
        yield _Found(text[start:end], start, end, "name")


def _continues(text: str, start: int) -> bool:
    """Whether a name goes on one before 与 or 和 that is no name of its own (某大学地理|与国土学院)."""
    linked = text[start - 1 : start] in _LINKS
    return linked and not _JOINED.search(text, max(0, start - 12), start - 1)


def _roles(book: FactBook) -> Iterator[_Found]:
    """Roles of the lexicon; neighbours grow together (县级人民政府 + 自然资源主管部门)."""
    text = book.document.text
    found = hits(book, "actor")
    at = 0
    while at < len(found):
        hit = found[at]
        end = hit.end
        while at + 1 < len(found) and found[at + 1].start == end:
            at += 1
            end = found[at].end
        at += 1
        if end == hit.end and (hit.word in _LOOSE or _NOT_ACTING.match(text[end : end + 4])):
            continue
        start = _begin(book, hit)
        if branch := _BRANCH.match(text, end):  # 市生态环境局|东川分局
            end = branch.end()
        yield _Found(text[start:end], start, end, "role")


def acting(book: FactBook, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """(name, start, end) of the roles that act in `text[start:end]` of a paper, in order.

    A name has its level and its place; roles that stand for others (实施主体) and central ones are
    left out.
    """
    known = cast("list[_Found] | None", book.memo.get("roles"))
    if known is None:
        known = book.memo["roles"] = list(_roles(book))
    text = book.document.text
    first = bisect_left(known, start, key=lambda f: f.start)
    for found in known[first : bisect_left(known, end, key=lambda f: f.start)]:
        inside = found.end <= end
        whole = found.start == 0 or text[found.start - 1] not in "省市州县区旗级业）、和及《"
        if inside and whole and _CONCRETE.search(found.name) and not _CENTRAL.match(found.name):
            begin = _county(text, found)
            yield text[begin : found.end], begin, found.end


def _county(text: str, found: _Found) -> int:
    """Where a name begins whose first letter ends a place (修武县|政府)."""
    known = lexicon.places()
    sizes = (n for n in range(2, 6) if text[max(0, found.start - n) : found.start + 1] in known)
    return found.start - max(sizes, default=0)


def _begin(book: FactBook, hit: Hit) -> int:
    """Where the name begins with its place or level: 赣州市|人民政府, 县级|自然资源主管部门."""
    text = book.document.text
    floor = max(0, hit.start - _LONGEST_LEAD)
    prefix = _PREFIX.search(text[floor : hit.start])
    if prefix and _LEVELLED.match(hit.word):  # 所在地|县级人民政府
        return hit.start
    if hit.word.endswith("人民政府") and len(hit.word) == _GOVERNMENT:
        place = _GOVERNED.search(text, floor, hit.start + 1)
        if place:
            return place.start()
    places = lexicon.places()
    start = floor + prefix.start() if prefix else hit.start
    for size in range(min(_LONGEST_PLACE, start), 1, -1):
        if text[start - size : start] in places and text[start - 1] in "省市县区州旗盟":
            return start - size
    for size in range(min(_LONGEST_PLACE, hit.start), 1, -1):
        name = text[hit.start - size : hit.start]
        if name in places and name not in VERB_NAMES:
            return hit.start - size
    return start


def _authorities(book: FactBook) -> Iterator[_Found]:
    for match in _AUTHORITY.finditer(book.document.text):
        name, end = re.sub(r"^.*[由向报经](?=[一-鿿]{3})", "", match["name"]), match.end("name")
        if not name.startswith(("有关", "相关")):
            yield _Found(name, end - len(name), end, "authority")
