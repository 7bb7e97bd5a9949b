"""What kind of document the pieces make: genre and the numbering it uses."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.structure.pieces import Piece, counts
from ontology import patterns as re
from ontology.records import Genre

_HEAD = 3000
ARTICLE_TOPIC = re.compile(r"([^。；;：:，,\n]{2,16})[。：](?=.)")


@dataclass(frozen=True, slots=True)
class Profile:
    """How a document is built.

    `articles` is how many lines open with 第X条 (0 for a single one), `majors` the first parts of
    its decimal numbers, where these are counted on; `titled` says that most articles open with their topic (第二条 规划期限。…).
    """

    genre: Genre
    articles: int
    majors: frozenset[int]
    titled: bool = False


def profile(pieces: list[Piece], text: str, title: str, *, slides: bool) -> Profile:
    """Judge a whole document by its title, its first lines and the numbers that open its lines."""
    articles = titled = 0
    decimals: set[tuple[int, ...]] = set()
    worded: set[tuple[int, ...]] = set()
    for piece in pieces:
        mark = piece.mark
        if mark is None or piece.skip:
            continue
        if mark.family == "article":
            articles += 1
            titled += ARTICLE_TOPIC.match(text, mark.end, piece.b) is not None
        elif mark.family == "decimal" and len(mark.value) > 1:
            decimals.add(mark.value[:2])
            if mark.end < piece.b and mark.spaced and not counts(text, mark.end, piece.b):
                worded.add(mark.value[:2])
    # an extract may open at 5.2: two numbers in a row, with words behind them, are no quantities
    majors = frozenset(
        major
        for major, minor in decimals
        if (major, 1) in decimals or {(major, minor), (major, minor + 1)} <= worded
    )
    genre: Genre = "slides" if slides else find_genre(text, articles, title)
    topics = genre == "plan" and titled * 5 >= articles * 3
    return Profile(genre, articles if articles > 1 else 0, majors, topics)


_REGULATION = re.compile(
    r"(?:条例|办法|规定|细则|法|决定|解释|规则|章程|宪法|命令|修正案|决议|批复|意见|通知|制度|纲要|条款|守则)"
    r"(?:[（(][^（()）]{1,20}[）)])*$"
)
_TITLE_GENRES: tuple[tuple[Genre, re.Pattern[str]], ...] = (
    (
        "notice",
        re.compile(
            r"(?:通知|公告|通报|函|请示|公示|通告)(?:[（(].{1,20}[）)])*$|^关于.{4,}(?:意见|决定|批复)"
        ),
    ),
    (
        "specification",
        re.compile(
            r"规范|标准(?!化)|规程|导则|技术要求|编制指南|编制说明|编制要点|编制大纲|技术指南"
        ),
    ),
    (
        "regulation",
        re.compile(
            r"(?:条例|办法|规定|细则|法|法典|决定|解释|规则|章程|命令|批复|修正案|安排|解答)"
            r"(?:[（(].{1,20}[）)])*$"
        ),
    ),
    ("plan", re.compile(r"规划|方案|计划|纲要|部署")),
    ("notice", re.compile(r"意见|报告|决议")),
)
_PAPER_SIGN = re.compile(r"摘\s*要|关\s*键\s*词|Abstract|中图分类号")  # no head is without
_PAPER_HEAD = re.compile(
    r"(?:[摘提]\s*要|关\s*键\s*词)\s*[：:】\]]|^\s*(?:摘\s*要|(?:内容)?提\s*要|关\s*键\s*词)(?:[ \t\u3000]+\S|$)"
    r"|\bAbstract\b|中图分类号",
    re.MULTILINE,
)


def find_genre(text: str, articles: int, title: str) -> Genre:
    """The genre by what only a paper has, by the title, by the articles."""
    heads = len(_PAPER_HEAD.findall(text[:_HEAD])) if _PAPER_SIGN.search(text, 0, _HEAD) else 0
    if heads > 1 or (heads and "参考文献" in text):
        return "paper"
    for genre, pattern in _TITLE_GENRES:
        if pattern.search(title):
            return _by_articles(genre, articles, title)
    if articles > 3:
        return "regulation"
    return "other"


def _by_articles(genre: Genre, articles: int, title: str) -> Genre:
    """A text in articles is a regulation, whatever it calls itself, unless it is a plan."""
    if genre != "regulation" and articles > 3 and (genre != "plan" or _REGULATION.search(title)):
        return "regulation"
    return genre
