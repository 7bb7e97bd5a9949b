"""The title of a document: what the source states, the lines above the text, or a self-reference."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from ingest.structure.pieces import Piece, clean_title, filled
from ontology import patterns as re

_LINES = 14
_LONGEST = 90
_SHORTEST = 8
_NAME_END = re.compile(
    r"(?:规划|方案|计划|规范|标准|规程|导则|指南|要求|要点|说明|通知|意见|公告|通报|批复|报告|请示|函|令|"
    r"条例|办法|规定|细则|决定|解释|规则|章程|法|宪法|决议|命令|纲要|通告|公示|纪要|大纲|指引|目录|清单|"
    r"研究|探讨|探索|分析|实践|进展|综述|思考|"
    r"对策|建议|启示|评价|评估|现状|模式|问题|工程|案例|述评|展望|（[^（）]{1,20}）|\([^()]{1,20}\))$"
)
_CONTINUES = re.compile(
    r"(?:(?![—－\-]+\s*[0-9〇一二三四五六七八九十]{4}年.{2,12}日在)(?:——|—|--|－－)|[（(](?:征求意见|送审|报批|试行|暂行|草案|修[订正]|"
    r"[0-9]{4}\s*[—–\-~～至－]|[0-9]{4}年(?:版|本|修)|[一二三四五]))"
)
# What the cover of a standard says it is, letter-spaced as covers are: 福 建 省 地 方 标 准. A field
# may stand between, as in 中华人民共和国国家职业卫生标准.
_KIND_OF_STANDARD = (
    "|".join(
        r"\s*".join(kind)
        for kind in ("国家标准", "国家环境保护标准", "行业标准", "地方标准", "团体标准", "企业标准")
    )
    + r"|中\s*华\s*人\s*民\s*共\s*和\s*国(?:\s*[㐀-鿿]){1,16}\s*标\s*准"
)
_NOT_TITLE = re.compile(
    r"(?:附件|附录|目\s*录|前\s*言|摘\s*要|关键词|(?:表|图|专栏)\s?[0-9]|ICS|CCS|代替|"
    rf".{{0,40}}(?:{_KIND_OF_STANDARD})\s*$|.{{0,20}}文件$|.{{2,40}}\s发\s*布\s*$|"
    r"[^\s]{1,14}[〔\[（(](?:19|20)[0-9]{2}[〕\]）)]\s*第?[0-9]{1,5}\s*号|[0-9０-９ .\-—/年月日〇一二三四五六七八九十]+$|[A-Za-z]{1,3}(?:/[TZ])? ?[0-9X]|"
    r"(?:索\s*引\s*号|发文机关|发文字号|成文日期|发布日期|主题分类|来源|作者)[：:]?|[\x00-\x7f]+$)"
)
# What a journal prints above the title of a paper.
_MASTHEAD = re.compile(
    r"第\s*[0-9]{1,3}\s*卷|Vol\.|DOI\b|ISSN|CN\s?[0-9]{2}-|引用格式|引用本文|文章编号|中图分类号|收稿日期|"
    r"[0-9]{4}\s*年\s*第\s*[0-9]{1,2}\s*期",
    re.IGNORECASE,
)
_ORDER = re.compile(r".{2,30}令(?:[（(]?\s*第\s*[0-9〇一二三四五六七八九十百]{1,6}\s*号[）)]?)?$")
_MASTHEAD_LINES = 10
_ONE_OFFICE = "[㐀-鿿]{2,20}(?:政府|委员会|部|厅|局|署|院|办公室|委)"
_OFFICES = re.compile(rf"{_ONE_OFFICE}(?:[ \u3000]+{_ONE_OFFICE})+")
_OFFICE = re.compile(_ONE_OFFICE)
_PRESENTER = re.compile(
    r"\s[㐀-鿿]{2,4}$|(?:部|局|馆|院|中心|大学|公司|组|厅|委|所)$|[0-9]{4}\s*[年./-]|[：:]"
)
_SELF = re.compile(
    r"《([^《》]{6,60})》[（(](?:以下|下文)?(?:简称|统称|称)[：:]?[“\"《]?(?:本|《)?(规划|方案|规范|标准|办法|通知|条例|意见)"
)


def find_title(
    text: str, pieces: list[Piece], stated: Mapping[str, str], *, slides: bool = False
) -> tuple[str, int]:
    """The title and the offset behind its last line (0 where it stands in no line of its own).

    Args:
        stated: what the file's own metadata say.
        slides: the document is a deck, whose title fills the lines of its first page.
    """
    lines = [piece for piece in filled(pieces[: _LINES * 3]) if not piece.skip][:_LINES]
    if slides and lines:
        return _cover(text, lines)
    marked = next((at for at, piece in enumerate(lines) if piece.kind == "title"), None)
    if marked is not None:
        return _join(text, lines[marked:])
    found = _from_lines(text, lines)
    if found is not None:
        return found
    own, given = _self_reference(text), clean_title(stated.get("title", ""))
    return (own if given in own else given), 0


def _cover(text: str, lines: list[Piece]) -> tuple[str, int]:
    """The first lines of a deck, up to the one that names people or an office."""
    title, end = "", 0
    for piece in lines[:4]:
        words = text[piece.a : piece.b]
        if title and (piece.mark is not None or len(words) > 24 or _PRESENTER.search(words)):
            break
        title, end = title + words, piece.b
    return clean_title(title), end


def _from_lines(text: str, lines: list[Piece]) -> tuple[str, int] | None:
    """The first lines that can be a title, wrapped lines and subtitles joined.

    What a journal or an order of an office prints above the title is passed over.
    """
    first, named = _below_masthead(text, lines), False
    for at, piece in enumerate(lines[first:], first):
        if _ORDER.match(text, piece.a, piece.b):
            named = True
            continue
        if named and not (_can_open(text, piece) and _NAME_END.search(text[piece.a : piece.b])):
            continue
        if piece.mark is not None and piece.mark.family not in ("appendix", "decimal"):
            return None
        if piece.kind == "table" or not _can_open(text, piece):
            if piece.b - piece.a > _LONGEST:
                return None
            continue
        if _is_letterhead(text, lines[at : at + 4]):
            continue
        title, end = _join(text, lines[at:])
        return (title, end) if _NAME_END.search(title) or len(title) >= _SHORTEST else None
    return None


def _is_letterhead(text: str, lines: list[Piece]) -> bool:
    """Whether the first line only names offices above a document number and the title."""
    first, *rest = (text[piece.a : piece.b] for piece in lines)
    numbered = next((at for at, words in enumerate(rest) if _NOT_TITLE.match(words)), None)
    below = rest[numbered + 1 :] if numbered is not None else []
    office = _OFFICES.fullmatch(first) or _OFFICE.fullmatch(first)
    return bool(office and numbered == 0 and any(_NAME_END.search(words) for words in below))


def _below_masthead(text: str, lines: list[Piece]) -> int:
    """The place of the first line below what a journal prints above its papers, 0 without it."""
    head = [text[piece.a : piece.b] for piece in lines[:_MASTHEAD_LINES]]
    if len(lines) < 2 or not _MASTHEAD.search("".join(head[:2])):
        return 0
    place = 0
    for at, words in enumerate(head):
        if _MASTHEAD.search(words) or words.isascii() or _NOT_TITLE.match(words):
            place = at + 1
        elif len(words) > _SHORTEST and not any(map(_MASTHEAD.search, head[at + 1 : at + 3])):
            break
    return place


def _can_open(text: str, piece: Piece) -> bool:
    words = text[piece.a : piece.b]
    if not 4 <= len(words) <= _LONGEST or words[-1] in "。；;，,：:、" or _NOT_TITLE.match(words):
        return False
    return piece.mark is None


def _join(text: str, lines: list[Piece]) -> tuple[str, int]:
    """The first of the lines with its subtitle, version and wrapped rest."""
    title, end = text[lines[0].a : lines[0].b], lines[0].b
    offices = _OFFICES.fullmatch(title)
    for before, piece in pairwise(lines[:5]):
        words = text[piece.a : piece.b]
        if words.isdecimal():
            continue
        complete = _NAME_END.search(text[before.a : before.b]) is not None
        if _CONTINUES.match(words) or (
            not complete and _can_open(text, piece) and _NAME_END.search(words)
        ):
            title, end = title + words, piece.b
        else:
            break
    if offices is not None:  # blanks part the offices that issue a text together
        return " ".join(offices[0].split()) + clean_title(title[offices.end() :]), end
    return clean_title(title), end


def _self_reference(text: str) -> str:
    """《…》（以下简称《规划》）, as a document without a title line names itself."""
    match = _SELF.search(text[:6000])
    return clean_title(match[1]) if match is not None else ""
