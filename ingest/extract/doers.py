"""Who carries projects out, as sentences about them or the words of their own names say."""

from __future__ import annotations

from ingest.extract import certainty, projects, protagonists, subjects, zones
from ingest.extract.book import FactBook
from ingest.extract.mentioned import mentions
from ingest.extract.sentences import Sentence, clause_id, where
from ingest.extract.spans import cut, tidy
from ontology import patterns as re

RULE = "implements.{}"
_OPENING = 12  # characters before the project that a part of a sentence opens with
_DOERS = (
    ("chosen", re.compile(r"(?:委托|选定|确定|引入|引进|遴选|授权|交由|交给|择优选择)了?([一-鿿（）]{4,24}?(?:有限公司|公司|集团(?!有限|公司|股份)|合作社))(?=[，。；]|作为|为|负责|来|[一-鿿]{2})")),
    ("role", re.compile(r"(?:投资方|实施主体|业主|业主单位|建设单位|实施单位|承建方|承建单位|施工方|运营方)(?:是|为)([一-鿿（）]{4,24}?(?:有限公司|公司|集团(?!有限|公司|股份)|合作社))")),
    ("bidder", re.compile(r"(?:^|(?<=[，；。]))((?:(?!由|被|拍卖|项目|工程|[与和])[一-鿿（）]){4,24}?(?:公司|集团|合作社))(?=(?:[以凭用][^，。；]{2,20})?(?:中标|竞得|摘得|拍得|摘牌|胜出|揭榜|接手|承租|进驻))")),
    ("passive", re.compile(r"被([一-鿿]{2,16}?)(?:竞得|中标|承接|承包|摘得|购得|整体收购)")),
    ("founded", re.compile(r"(?:成立|组建|设立)了?([一-鿿]{2,14}?(?:管委会|指挥部|平台公司|合作社|有限公司|公司|领导小组|联合体))")),
    ("active", re.compile(r"(?:^|(?<=[，；。：]))((?:(?!由|项目|工程|[与和])[一-鿿（）]){3,24}?(?:公司|集团|合作社|农场|林场))(?=(?:在[^，。；]{2,10}?(?:复垦|种植|建设|修建|开展|实施)|先后|累计|共计?|负责|出资|投入|投资|承担|牵头|组织|主导|实施|承建|具体|独资|全额|自筹|通过竞标|中标))")),
    ("winner", re.compile(r"(?:竞得人|中标人|受让人|竞得单位|中标单位)(?:为|是)?([一-鿿（）]{4,24}?(?:公司|集团|合作社))")),
    ("by", re.compile(r"由([一-鿿（）]{2,24}?(?:公司|集团|合作社|管委会|指挥部|局|厅|人民政府|企业|协会))(?:作为|负责|投资|承担|组织|牵头|实施|建设|运营|主导|出资|承建|自筹|完成|具体)")),
)  # fmt: skip
# Cues so plain that the project need not open the sentence.
_NAMED_ANYWHERE = frozenset({"chosen", "role", "bidder"})
_UNDONE = re.compile(
    r"(?:原|原本|原先|最初|起初|曾|拟|计划|准备|打算|考虑|未|没有|并未|不再|未能|不宜|不能|难以|可|可以|建议|应|若|如果|希望|有望|尝试过)[^，。；]{0,6}$"
)
_NOT_A_DOER = re.compile(
    r"^(?:了|委托|选定|选择|确定|引入|引进|遴选|各|该|其|本|当地|有关|相关|多家|一批)"
)


def find(book: FactBook) -> None:
    """Write down who carries out the projects that the book knows."""
    if not zones.holds_mine_facts(book.document):
        return
    for project in book.of_type("Project"):
        _doers(book, project.id, project.evidence.start, project.evidence.end, 0)
    for sentence, _ in zones.running(book, "body"):
        if certainty.is_reported(book.document.text[sentence.start : sentence.end]):
            continue
        _named(book, sentence)
        for told in subjects.parts(book, sentence):
            if told.about and told.about.type == "Project":
                _doers(book, told.about.id, told.start, told.end, sentence.clause)


def _named(book: FactBook, sentence: Sentence) -> None:
    """The doers of the projects that a sentence names itself."""
    named = mentions(book, sentence.start, sentence.end)
    if not named:
        return
    for part in cut(book.document.text, sentence.start, sentence.end, "；;。、"):
        if owner := _owner(book, *part):
            _doers(book, owner, *part, sentence.clause)
    alone = {m.id for m in named if m.type == "Project"}
    if len(alone) == 1:
        _doers(book, alone.pop(), *sentence, only=_NAMED_ANYWHERE)


def _owner(book: FactBook, start: int, end: int) -> str | None:
    """The project that a part of a sentence opens with, or the one that uses the mode it opens with."""
    first = next(iter(mentions(book, start, end)), None)
    if first is None or first.start - start > _OPENING:
        return None
    return first.id if first.type == "Project" else projects.using(book, first.id)


def _doers(
    book: FactBook,
    project: str,
    start: int,
    end: int,
    index: int,
    only: frozenset[str] = frozenset(),
) -> None:
    text = book.document.text
    for name, pattern in (d for d in _DOERS if not only or d[0] in only):
        for match in pattern.finditer(text, start, end):
            if _NOT_A_DOER.match(match[1]) or _UNDONE.search(text, start, match.start()):
                continue
            clause = clause_id(book.document, index)
            rule = RULE.format(name)
            known = protagonists.company(book, tidy(match[1]))
            actor = known or book.entity(
                "Organization", tidy(match[1]), *match.span(1), clause=clause, rule=rule
            )
            book.assertion(
                project, "implements", actor, match.start(), match.end(),
                where=where(book.document, index), clause=clause, rule=rule,
            )  # fmt: skip
