"""How a recommendation is named, and what kind of demand it makes."""

from __future__ import annotations

from ingest.extract.spans import Range, cut, tidy
from ontology import patterns as re

_STANCES = (
    ("禁止", r"^(?:严格)?(?:禁止|严禁|不得|不应)", "prohibits"),
    ("限定", r"^(?:严格)?(?:限制|限定|控制|从严)", "prohibits"),
    (
        "鼓励",
        r"^(?:大力|积极|进一步)?(?:鼓励|支持|引导|倡导)|^.{0,80}，(?:鼓励|支持|引导)",
        "encourages",
    ),
    (
        "制定细则",
        r"^(?:尽快|进一步|抓紧)?(?:制定|细化|建立|出台|编制|修订|设立|完善|健全|构建)",
        "requires",
    ),
    ("明确", r"^(?:进一步)?明确", "requires"),
)
ADVISE = re.compile(r"^(?:因此|为此|综上)?[，,]?(?:笔者|本文)?(?:建议|提倡|呼吁)")
_ASKING = re.compile(
    r"^(?:同时|此外|另外|因此|为此)?[，,]?还?(?:应当?|要|需要?|必须|须|亟需|有必要)?(?=.{4})"
)
_WITHIN = re.compile(r"^在.*(?:中|上|下|时|前|后|内|里|方面|阶段|过程|环节|领域|期间)$")
_OPEN_END = re.compile(r"(?:基础上|前提下|阶段|情况下|过程中|实际)$")
_ADDRESSED = re.compile(
    r"^(?:鼓励|支持|引导|允许|建议)[^，。；]{2,24}(?:人|主体|企业|单位|部门|政府|机构|者)$"
)


def name_of(text: str, start: int, end: int) -> tuple[str, Range]:
    """The name of an item: its first clause that asks for something, and that clause's range."""
    pieces = list(cut(text, start, first(text, start, end, "。；;\n"), "，,"))
    if not pieces:
        return "", (start, end)
    chosen = 0
    while chosen < len(pieces) - 1 and _is_circumstance(text[slice(*pieces[chosen])]):
        chosen += 1
    piece = pieces[chosen]
    words = _ASKING.sub("", ADVISE.sub("", text[slice(*piece)]))
    begin = piece[1] - len(words)
    if _is_open(words) and chosen + 1 < len(pieces):
        piece = piece[0], pieces[chosen + 1][1]
    return tidy(text[begin : piece[1]]), (begin, piece[1])


def _is_circumstance(words: str) -> bool:
    """按照…的原则, 在…前提下, 针对…, 建议各级部门: the demand follows."""
    if _WITHIN.match(words):
        return True
    if re.match(r"^(?:按照|针对|对于|对|根据|依据|结合|围绕|参照|为|鉴于|考虑到|通过|以)", words):
        return not re.search(
            r"(?:建立|制定|完善|健全|设立|出台|明确|采用|开展|实施)(?!的).{4,}$", words
        )
    return bool(ADVISE.match(words)) and bool(re.search(r"(?:部门|单位|政府|机构|企业)$", words))


def _is_open(words: str) -> bool:
    """Whether a clause breaks off before its verb (鼓励…产权人，明确项目…的基础上，)."""
    return bool(_OPEN_END.search(words) or _ADDRESSED.match(words))


def first(text: str, start: int, end: int, marks: str) -> int:
    """Where the first piece of a range ends that has words before one of the marks."""
    return next(iter(cut(text, start, end, marks)), (start, end))[1]


def stance(name: str) -> dict[str, str]:
    """What kind of demand a recommendation makes: 明确, 限定, 禁止, 鼓励 or 制定细则."""
    for label, pattern, _ in _STANCES:
        if re.search(pattern, name):
            return {"stance": label}
    return {}
