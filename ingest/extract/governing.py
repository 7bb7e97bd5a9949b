"""Which cue governs a segment of a sentence, and whether its place lets it bind anybody."""

from __future__ import annotations

from typing import NamedTuple

from ingest.extract import imperatives, plan_norms
from ingest.extract.addressees import encouraged
from ingest.extract.book import FactBook
from ingest.extract.norms import Cue, cues, lays_down
from ingest.extract.sentences import Sentence
from ontology import patterns as re

EDGE = "，,；;。：: \t\n、"
HEAD = re.compile(
    r"^(?:同时|[还也又](?=$)|此外|另外|并且|并|且|其中|但是?|因此|从而|为此|对于?|将|(?:监督|督促)(?:指导)?(?=.{2}))+"
)
# A new bearer in the middle of a norm: …，生产矿山加快改造….
_OTHER_BEARER = re.compile(
    r"(?:新建|生产|在建|现有|闭坑|停办|大中型|小型|历史遗留)矿山(?=加快|逐步|同步|及时|按|实行|落实|开展|完成|推进)"
    r"|(?:自然资源|生态环境|应急管理|水利|林草|财政|发展改革)[一-鿿]{0,4}(?:部门|局)(?=加强|负责|做好|及时|依法|会同|按)"
)
_OPENS = re.compile(r"(?:[一-鿿]{2,8}内)?")
_OF_AREA = re.compile(r"在?[一-鿿]{0,6}(?:勘查|开采|规划|发展|管控|保护|治理|修复)区内")
_EXCEPTION = re.compile(r"除外[，,；;。]?$|^除[^，]*外[，,]?$")
_CIRCUMSTANCE = re.compile(
    r"(?:在|按照?|根据|依据|依托|结合|通过|围绕|为)|.*(?:时|后|前|中|上|内)$"
)
_MOTTO = re.compile(r"执行|落实|遵守|履行")
_WISH = re.compile(r"[一-鿿]{0,10}(?:创新|企业发展|产业发展|事业发展)")
_SELF = re.compile(r"本?(?:规范|标准|文件|规程|指南|规划)(?:的)?(?:主要)?(?:技术)?内容")


class Part(NamedTuple):
    """A sentence part (between semicolons) cut at its commas; `segments` are ranges."""

    sentence: Sentence
    segments: tuple[tuple[int, int], ...]
    genre: str

    @property
    def legal(self) -> bool:
        """Whether it is of a legal text or a notice."""
        return self.genre in ("regulation", "notice")

    @property
    def specification(self) -> bool:
        """Whether it is of a standard or another technical specification."""
        return self.genre == "specification"


def cue_of(book: FactBook, part: Part, found: list[Cue | None]) -> Cue | None:
    """The cue of the next segment of a part, None where it says no norm; `found` are those before."""
    text, at = book.document.text, len(found)
    start, end = segment = part.segments[at]
    cue = _governing(cues(text, start, end))
    cue = _led(book, part, found, cue) if cue else None
    if cue and (_relative(text, part, at) or _EXCEPTION.search(text[start:end])):
        cue = None
    if cue is None and part.specification:
        contents = not any(found) and _contains(text, segment, at)
        cue = lays_down(text, start, end, contents=contents)
    if cue is None and any(c and c.modality == "requires" for c in found):
        bearer = _OTHER_BEARER.match(text, start, end)
        cue = Cue("requires", bearer.end(), bearer.end(), True) if bearer else None
    if cue is None and not part.legal and not part.specification and not _relative(text, part, at):
        title = book.document.clauses[part.sentence.clause].title
        cue = plan_norms.cue(text, part.segments, found, title)
    return cue


def _relative(text: str, part: Part, at: int) -> bool:
    """Whether a segment is a relative clause, so that its norm is the condition of what follows."""
    return at + 1 < len(part.segments) and text[part.segments[at][1] - 1] == "的"


def _led(book: FactBook, part: Part, found: list[Cue | None], cue: Cue) -> Cue | None:
    """A cue as strong as its place makes it, None where it binds nobody; `found` are those before.

    What is supported in general (支持绿色技术创新) is a wish, and 严格执行某标准 in a plan that does
    not say who shall or when is a motto; 严格落实 behind a norm goes on with that norm.
    """
    text, segment = book.document.text, part.segments[len(found)]
    word, action = text[cue.start : cue.end], text[cue.end : segment[1]].rstrip(EDGE)
    if word == "引导":
        return _guided(book, part, found, cue, bool(encouraged(action)[0]))
    if word in ("支持", "鼓励") and _WISH.fullmatch(action) and not encouraged(action)[0]:
        return cue._replace(strong=False) if part.legal else None
    if word != "严格" or not _MOTTO.match(action):
        return cue
    if any(found):
        return None if action.startswith("落实") else cue
    if part.legal or cue.start > segment[0]:
        return cue
    before = [text[slice(*s)].strip(EDGE) for s in part.segments[: len(found)]]
    return cue if any(not imperatives.opens(words) for words in before) else None


def _guided(
    book: FactBook, part: Part, found: list[Cue | None], cue: Cue, somebody: bool
) -> Cue | None:
    """引导 weighs in an article, in the rules of an area or where a sentence opens with it, less behind
    a norm, and nothing elsewhere in a plan, where it is what the authority itself does.

    `somebody` says that it names who is guided.
    """
    text, (start, end, clause) = book.document.text, part.sentence
    article = book.document.clauses[clause].kind in ("article", "para")
    of_area = _OF_AREA.match(text, start, end)
    if somebody and (article or of_area or _opens(text, part, found, cue)):
        return cue._replace(strong=True)
    weighs = part.legal or (somebody and any(found))
    return cue._replace(strong=False) if weighs else None


def _opens(text: str, part: Part, found: list[Cue | None], cue: Cue) -> bool:
    """Whether nothing but circumstances (按照…的原则，) stands before a cue in its sentence."""
    at = len(found)
    if part.segments[0][0] != part.sentence.start or not _OPENS.fullmatch(
        text, part.segments[at][0], cue.start
    ):
        return False
    return all(_CIRCUMSTANCE.match(text[slice(*s)].strip(EDGE)) for s in part.segments[:at])


def _governing(found: list[Cue]) -> Cue | None:
    """The cue that governs a segment: the first strong one; 原则上 gives way to one behind it."""
    strong = [c for c in found if c.strong] or found
    if (
        len(strong) > 1
        and strong[0].end - strong[0].start == 3
        and strong[0].modality == "requires"
    ):
        return strong[1]
    return strong[0] if strong else None


def _contains(text: str, segment: tuple[int, int], at: int) -> bool:
    """Whether 包括 in a segment says what a thing must hold, not what the document itself does."""
    subject = HEAD.sub("", text[segment[0] : segment[1]].partition("包")[0]).strip(EDGE)
    return not _SELF.search(subject) if subject else at == 0
