"""Modes: how their names are read, which names are one mode, and where running text names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from ingest.extract import zones
from ingest.extract.book import FactBook
from ingest.extract.locations import chain, stem_end
from ingest.extract.sentences import Sentence, clause_id
from ingest.extract.spans import Range, cut, plain, tidy, unquoted, without_bracket
from ontology import patterns as re
from ontology.records import Clause

RULE_QUOTED = "mode.quoted"
RULE_NAMED = "mode.named"
RULE_HEADING = "mode.heading"
RULE_LIST = "mode.enumerated"

_HEAD = "模式"
# Words that say nothing of which mode is meant; a name made of them alone is no name.
_GENERIC = re.compile(
    r"^(?:市场化|社会化|产业化|生态化?|环境|绿色|矿山|矿区|矿业|废弃|历史遗留|关闭|土地|国土|空间|修复|治理|恢复|重建|复垦|保护|开发"
    r"|利用|盘活|运作|运营|营运|运行|管理|管护|经营|建设|投资|投入|投融资|融资|资金|合作|实施|生产|组织|项目|工程|综合|系统|整治"
    r"|发展|创新|商业|盈利|赢利|服务|工作|技术|交易|参与|推进|协同|主要|主流|典型|成功|成熟|国内外|国内|国外|省内|常见|现有|已有|传统"
    r"|新型?|新的|现代|一般|基本|不同|相关|有关|其他|其它|多种|多元化?|各种|各类|各自|几种|这种|这些|这一|任何|任一|单个|某种|某一|多|该|此|此类|同类|以上"
    r"|上述|前述|两种|三种|四种|五种|单一|原有|特色|自身|社会资本|政府|企业|主导|为主|引入|采用|探索|实践|推广|借鉴|有效|先进|良好|优秀|重要"
    r"|目前|当前|我国|全国|全省|现行|的|和|与|及|等|为|是|种|类|型|式|性|化|以|在|从|按|把|将|对|一|两|三|四|五|六|七|八|九|十|\d|之|类似|矿产资源|资源|产业|与否|评价|监管|生活区?|区)*$"
)
# What may stand before an unquoted name: verbs, links and measure words end the search leftwards.
_BOUNDARY = re.compile(
    r"(?:采用了?|采取了?|运用了?|应用|选用|选择|实行|推行|推广|形成了?|探索出?了?|探索|创新了?|借鉴了?|参照|按照?|依据|通过|引入|引进|归纳为|分为|概括为"
    r"|归为|包括了?|包含|即|如|例如|比如|属于|有|(?<!无)为|是|以|从|在|与|和|及|以及|或|对|将|把|向|的|了|种|该|这一|这种|此|尤其是?|特别是|改为|转为|改用|调整为"
    r"|开展|打造|构建|建立|建成|实施|推进|发展|提出了?|采纳|推荐了?|等|个|类|、|并|而|但|由|用|其|称为|视为|作为|其中|由于|因为?|相比|较之|关注|聚焦|所谓|倡导|鼓励|支持)"
)
_NAME = re.compile(r"(?:[^，。；：、！？（）()《》“”\s]|(?<=[A-Za-z])\s|\s(?=[A-Za-z模]))*?模式")
_QUOTED = re.compile(r"“([^“”\n]{2,40})”(?:“([^“”\n]{2,40})”)?\s*([一-鿿]{0,4}?模式)?")
_AND = re.compile(r"(?:以及|及|和|与)")
_COUNTED = re.compile(
    r"([^，。；：]{4,80}?)\s*等?\s*(?:[两二三四五六七八九十]|\d{1,2})\s*(?:种|类|大类?|个)(?:[^，。；：、（）]{0,12}?)(?:模式|类型|路径|方式)"
)
_LIST_LEAD = re.compile(
    r"^.*(?:归纳为|概括为|分为|划分为|总结为|归结为|总结出|归纳出|推荐了?|包括了?|包含|形成了?|探索出?了?|主要有|提出了?|有|为|即)(?=[^、]*、)"
)
_FOREIGN = re.compile(r"[A-Z][a-z]+\s*模式$")  # a model of calculation, as Gauss's
_VERBAL = re.compile(
    r"^(?:推广|探索|创新|完善|建立|构建|选择|优化|采用|打造|形成|明确|鼓励)|[与和及]|的"
)
_ADOPTED = re.compile(r"(?:采用|采取|推行|实行)了?((?:[^，。；：、]{2,16}模式、?)+)")
_SAME = re.compile(r"^(.{2,}?模式”?)\s*(?:，?即|，?又称|，?也称|，?亦称|，?简称)\s*(.{2,})$")
_CORE = re.compile(r"(?:生态)?(?:修复|治理|恢复)?模式$")
_TITLED = re.compile(r"^“([^“”]{3,20})”[一-鿿]{0,4}(?:路径|做法|办法|路子|方式|类型|型|类)$")
_TYPES = re.compile(r"模式|类型|路径|做法|方式|形式")
_COUNTED_TYPES = re.compile(
    r"(?:[两二三四五六七八九几]|\d)(?:种|类|条|大类?|个)[一-鿿]{0,6}(?:模式|类型|形态|路径|做法|方式|形式|路子|打法|办法|样式|机制)"
)
_NO_TYPE = re.compile(
    r"(?:问题|制度|方面|情况|效果|成效|特点|特征|困难|项目|工程|分析|概况|比较|层面|阶段|时期|地区|评价|结论|建议|思考|来源|主体)$|的|^(?:完善|建立|健全|加强|推进|探索|创新|优化)"
)
_OPENS = re.compile(
    r"(?:模式[一二三四五六七八九十\d]+[：:、，\s]*)?([^。：:，；\n（(]{2,24})[。：:\n（(]"
)
_OPENING = 40  # characters in which an item says what it is about
_HYPOTHETICAL = re.compile(r"媒体|报道|据称|据说|听说|未经证实|尚未得到")


class Mode(NamedTuple):
    """A mode's name, its other spellings and the range of the words."""

    name: str
    aliases: tuple[str, ...]
    start: int
    end: int


def read(text: str, start: int, end: int) -> Mode:
    """The mode that the words of a range (a table cell, a list item) name."""
    whole = tidy(text[start:end])
    core_start, core_end = without_bracket(text, start, end)
    words = tidy(text[core_start:core_end])
    aliases = [words, whole] if whole != words else [words]
    if same := _SAME.match(words):
        words = same[1].rstrip("”") + ("”" if same[1].count("“") and same[1].endswith("”") else "")
        aliases.append(same[2])
    name = _name(words)
    if not name.endswith(_HEAD) and "型" not in name[-1:] and len(name) <= 12:
        aliases.append(name + _HEAD)
    return Mode(name, tuple(a for a in dict.fromkeys(aliases) if a != name), start, end)


def _name(words: str) -> str:
    name = unquoted(words)
    return plain(name) if name.endswith(_HEAD) or name.count("“") != name.count("”") else name


def in_cell(text: str, start: int, end: int) -> Iterator[Mode]:
    """The modes of a table cell; 、 and ； separate them where each part calls itself a mode."""
    for piece in cut(text, start, end, "；;"):
        parts = list(cut(text, *piece, "、+＋和与"))
        named = [
            text[slice(*without_bracket(text, *p))].rstrip('”" ').endswith(_HEAD) for p in parts
        ]
        for part in parts if len(parts) > 1 and all(named) else [piece]:
            yield read(text, *part)


def write(book: FactBook, mode: Mode, rule: str, clause: str = "") -> str:
    """The entity of a mode; another spelling, or a place before a known name, is the known one."""
    names = (mode.name, *mode.aliases)
    known = _known(book)
    keys = [k for n in names for k in _keys(n)]
    found = next((known[k] for k in keys if k in known), None)
    if found is None:
        found = book.entity(
            "Mode", mode.name, mode.start, mode.end, aliases=mode.aliases, clause=clause, rule=rule
        )
    else:
        entity = book.get(found)
        book.entity("Mode", entity.name, mode.start, mode.end, aliases=names)
    for key in keys:
        known.setdefault(key, found)
    return found


def _known(book: FactBook) -> dict[str, str]:
    return cast("dict[str, str]", book.memo.setdefault("mode keys", {}))


def _keys(name: str) -> Iterator[str]:
    """What two spellings of one mode share: no marks, no 生态修复 before 模式, no place before it."""
    bare = plain(name)
    core = _CORE.sub("", bare) if bare.endswith(_HEAD) else bare
    yield core or bare
    places = chain(core)
    for end in (*(p.end for p in places), stem_end(core)):
        if end and len(core) - end >= 2:
            yield core[end:]
    if places and places[-1].end == len(core) and len(places) > 1:
        yield core[places[-1].start :]


def is_generic(name: str) -> bool:
    """Whether a name says of no mode in particular what it is (市场化修复模式)."""
    bare = plain(name)
    places = chain(bare)
    rest = bare[places[-1].end :] if places else bare
    if rest == _HEAD:
        return False
    return bool(_GENERIC.match(rest.removesuffix(_HEAD)))


def find(book: FactBook) -> None:
    """Write down the modes that running text names."""
    if not zones.holds_mine_facts(book.document):
        return
    text = book.document.text
    if book.document.metadata.genre in zones.TELLING:
        _headings(book)
    if _HEAD not in text:
        return
    telling = [
        (sentence, where)
        for sentence, where in zones.running(book, "body", "problem")
        if _HEAD in text[sentence.start : sentence.end]
        and not _HYPOTHETICAL.search(text, sentence.start, sentence.end)
    ]
    for sentence, where in telling:
        if where == "body":
            _enumerated(book, sentence)
        _quoted(book, sentence)
    for sentence, _ in telling:
        if book.document.metadata.genre in zones.TELLING:
            _named(book, sentence, sentence.start, sentence.end)
        else:
            for match in _ADOPTED.finditer(text, sentence.start, sentence.end):
                _named(book, sentence, *match.span(1))
    _openings(book)


def _openings(book: FactBook) -> None:
    """An item that opens with the name of a known mode (（1）某某模式。…) is about that mode."""
    text = book.document.text
    for clause in book.document.clauses:
        if clause.kind not in ("item", "subitem", "run-in"):
            continue
        start = zones.body_start(text, clause)
        opening = _OPENS.match(text, start, min(clause.end, start + _OPENING))
        mode = _known_as(book, tidy(opening[1])) if opening else None
        if mode:
            heading_modes(book)[clause.id] = mode


def _known_as(book: FactBook, words: str) -> str | None:
    """The mode that an opening calls by its name, also as “某某”类."""
    bare = plain(words)
    return next(
        (
            found
            for name in (words, bare, bare.removesuffix("类"), bare.removesuffix("型") + _HEAD)
            if (found := book.find("Mode", name))
        ),
        None,
    )


def _headings(book: FactBook) -> None:
    """A section about one mode bears its name; a name that a table gives a mode needs no test."""
    text = book.document.text
    for clause in book.document.clauses:
        title = tidy(clause.title)
        typed = _is_type(book, clause)
        if quoted := _TITLED.match(title):
            _quoted_title(book, clause, quoted)
            continue
        suited = title.endswith(_HEAD) or typed
        if clause.kind != "heading" or not suited or not 4 <= len(title) <= 20:
            continue
        at = text.find(clause.title, clause.heading_start, clause.heading_end)
        plain_name = not (is_generic(title) or _VERBAL.search(title))
        named = book.find("Mode", title) or typed or plain_name
        if at >= 0 and named:
            mode = read(text, at, at + len(clause.title))
            heading_modes(book)[clause.id] = write(book, mode, RULE_HEADING, clause.id)


def _quoted_title(book: FactBook, clause: Clause, quoted: re.Match[str]) -> None:
    """“修复+研学”路径: a quoted way that heads a section is the mode of that name."""
    at = book.document.text.find(clause.title, clause.heading_start, clause.heading_end)
    if at >= 0 and not is_generic(quoted[1] + _HEAD):
        aliases = (quoted[0], f"“{quoted[1]}”{_HEAD}", quoted[1])
        mode = Mode(quoted[1] + _HEAD, aliases, at, at + len(clause.title))
        heading_modes(book)[clause.id] = write(book, mode, RULE_HEADING, clause.id)


def _is_type(book: FactBook, clause: Clause) -> bool:
    """Whether a heading (康养文旅型) is one of several types in a section on types or modes."""
    clauses = book.document.clauses
    title = tidy(clause.title)
    if clause.parent is None or is_generic(title):
        return False
    above = clauses[clause.parent].title
    if title.endswith("型"):
        tail, suits = "型", bool(_TYPES.search(above))
    else:  # 订单式共治, 股份式共治 among 共治的三种形态
        counted = _COUNTED_TYPES.search(above)
        tail, suits = title[-2:], bool(counted) and not _NO_TYPE.search(title)
    siblings = sum(c.parent == clause.parent and tidy(c.title).endswith(tail) for c in clauses)
    return siblings > 1 and suits


def heading_modes(book: FactBook) -> dict[str, str]:
    """Id of a clause -> the mode that its heading names."""
    return cast("dict[str, str]", book.memo.setdefault("heading modes", {}))


def _enumerated(book: FactBook, sentence: Sentence) -> None:
    """A、B及C等四种…模式: every item is a mode."""
    text = book.document.text
    for match in _COUNTED.finditer(text, sentence.start, sentence.end):
        lead = _LIST_LEAD.match(match[1])
        start = match.start(1) + (lead.end() if lead else 0)
        items = [p for piece in cut(text, start, match.end(1), "、") for p in _and(text, *piece)]
        if len(items) < 2 or not lead:
            continue
        for item in items:
            mode = read(text, *item)
            named = mode.name.endswith(_HEAD)
            if 2 <= len(mode.name) <= 24 and not (named and is_generic(mode.name)):
                write(book, mode, RULE_LIST, clause_id(book.document, sentence.clause))


def _and(text: str, start: int, end: int) -> Iterator[Range]:
    """The two sides of the 及 or 和 that joins the last items of a list."""
    match = _AND.search(text, start + 2, end - 2)
    if match is None:
        yield start, end
        return
    yield start, match.start()
    yield match.end(), end


def _quoted(book: FactBook, sentence: Sentence) -> None:
    text = book.document.text
    for match in _QUOTED.finditer(text, sentence.start, sentence.end):
        inner_head = match[1].endswith(_HEAD)
        if not inner_head and not match[3]:
            continue
        for group in (1, 2):
            if match[group] and not (inner_head and group == 2):
                _write_quoted(book, match, group, sentence)


def _write_quoted(book: FactBook, match: re.Match[str], group: int, sentence: Sentence) -> None:
    head = "" if match[group].endswith(_HEAD) else match[3] or _HEAD
    name = tidy(match[group] + head)
    if is_generic(name):
        return
    alias = f"“{match[group]}”{head}"
    aliases = (alias, match[group]) if head == _HEAD and len(match[group]) >= 4 else (alias,)
    mode = Mode(name, aliases, match.start(), match.end())
    write(book, mode, RULE_QUOTED, clause_id(book.document, sentence.clause))


def _named(book: FactBook, sentence: Sentence, begin: int, end: int) -> None:
    text = book.document.text
    for match in _NAME.finditer(text, begin, end):
        start = match.start()
        if text[start - 1 : start] == "”":
            continue
        for boundary in _BOUNDARY.finditer(text, start, match.end() - len(_HEAD)):
            start = boundary.end()
        whole = tidy(text[match.start() : match.end()])
        known = (whole[k:] for k in range(len(whole) - 4) if book.find("Mode", whole[k:]))
        name = next(known, tidy(text[start : match.end()]))
        if not 4 <= len(name) <= 24 or is_generic(name) or _FOREIGN.match(name):
            continue
        mode = Mode(name, (), start, match.end())
        write(book, mode, RULE_NAMED, clause_id(book.document, sentence.clause))
