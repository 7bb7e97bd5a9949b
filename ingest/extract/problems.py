"""Problems that running text states."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract import certainty, projects, stances, subjects, zones
from ingest.extract.book import FactBook
from ingest.extract.burdens import is_burden
from ingest.extract.coordination import Problem
from ingest.extract.deficits import deficit, is_barred
from ingest.extract.mentioned import mentions
from ingest.extract.restatement import LONGEST, Found, said_before, told, write
from ingest.extract.sentences import Sentence, clause_id, trim, where
from ingest.extract.spans import Range, cut, tidy
from ingest.extract.statements import HOLLOW, damages, headline, states
from ontology import patterns as re
from ontology.records import DOCUMENT_ID, Clause

RULE_HEADLINE = "problem.headline"
RULE_CLAUSE = "problem.clause"
RULE_COUNTED = "problem.counted"
RULE_MODE = "problem.mode"
RULE_INSTANCE = "exemplifiedBy.sentence"
RULE_DAMAGE = "problem.damage"
_FITS = re.compile(r"[^，]{0,6}(?:适用于|适合|针对|面向)|是指")
_NTH = re.compile(
    r"(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,、]|其[一二三四五六七八九十][，,、是])"
)
_COUNTS = re.compile(
    r"(?:存在|面临|主要|突出|现实)[^，。；]{0,8}(?:问题|困难|不足|短板|挑战)[^，。；：:]{0,6}[：:，,]\s*(?=(?:一是|第一|其一))"
)
_CUE = re.compile(
    r"抱怨|诟病|叫苦|但是?|然而|不过|由于|受制|尤其是|存在|面临|仍然?|尚|制约|困扰|导致|造成|日益|日趋|普遍|不足|缺乏|缺少|难以|缺口|不畅|长期以来|软肋|短板|心病|通病|担心|痛点|顾虑|担忧|偏[低高短长弱少软]|过[低高短长少]|不均|失衡|错位|不充分|[跟赶]不上"
)
_LACKS = re.compile(r"缺乏|缺少|没有统一|尚无|无统一|无明确|无专门|日益|日趋")
_TURN = re.compile(
    r"(?<!不)但是?(?!凡)|然而|不过|不足之处|缺点(?:是|在于)|问题在于|短板(?:是|在于)"
)
_MODAL = re.compile(r"[应须]|需要")
_AMOUNT = re.compile(r"\d")
_FOR_INSTANCE = re.compile(r"(?:例如|比如|如)(?!何|果|此|下|期)")
_EXAMPLE = re.compile(r"(?<=[，；。\n])(?:例如|比如|如)(?!何|果|此|下)([^，。；（）]{3,30})，")
_OPENS = re.compile(r"因[^，。；]{2,}，")  # 某项目因认定反复，…
_OPENED = re.compile(r"[。\n：:]")
_LABEL = re.compile(r"之[一-鿿]$|[方层]面$|维度$|问题$")
_LONGEST_BEHIND = 24  # characters behind a label that are still a heading
_IDIOM = 5  # characters of a judgement without a subject
_LOOKS_BACK = re.compile(r"\s*(?:(?:上述|以上|前述)[^，。；]{2,}|综上|总之|归纳起来|归结起来)")
_PROBLEM_GENRES = frozenset({"paper", "specification", "other"})


def find(book: FactBook) -> None:
    """Write down the problems of running text as problems of the document."""
    if not zones.holds_mine_facts(book.document):
        return
    headlines = _headlines(book)
    if book.document.metadata.genre == "plan":
        _counted(book)
        _plainly(book)
    if book.document.metadata.genre in _PROBLEM_GENRES:
        _running(book, headlines)


def _plainly(book: FactBook) -> None:
    """What a plan states under a bare heading (存在问题) without counting it up."""
    document = book.document
    for sentence, _ in zones.running(book, "problem"):
        clause = document.clauses[sentence.clause]
        counted = any(
            _NTH.match(document.text, *part)
            for part in cut(document.text, sentence.start, sentence.end, "；;")
        )
        bare = clause.kind in ("heading", "section", "chapter") and HOLLOW.search(clause.title)
        if bare and not counted:
            for problem in states(document.text, sentence.start, sentence.end, inside=True):
                _tell(book, problem, sentence.clause, RULE_CLAUSE, headline=False)


def _running(book: FactBook, headlines: list[Range]) -> None:
    for sentence, zone in zones.running(book, "problem", "body"):
        words = book.document.text[sentence.start : sentence.end]
        unsettled = certainty.is_reported(words) or certainty.is_withdrawn(words)
        if (
            unsettled
            or words.rstrip().endswith(("？", "?"))
            or _sums_up(book.document.text, sentence)
        ):
            continue
        harmed = list(damages(book.document.text, sentence.start, sentence.end))
        for problem in harmed:
            _tell(book, problem, sentence.clause, RULE_DAMAGE, headline=False)
        pieces = [sentence] if zone == "problem" else list(_owned(book, sentence))
        for problem in (p for s in pieces for p in _stated(book, s, inside=zone == "problem")):
            covered = any(problem.start <= h.start and h.end <= problem.end for h in harmed)
            if covered or any(s <= problem.start < e for s, e in headlines):
                continue
            if zone == "body" or not _of_project(book, problem, sentence):
                _tell(book, problem, sentence.clause, RULE_CLAUSE, headline=False)


def _of_project(book: FactBook, problem: Problem, sentence: Sentence) -> bool:
    """震雷山项目历时26个月仍未办结: a project's own trouble, behind a problem an example of it."""
    text = book.document.text
    if _as_example(book, problem, sentence):
        return True
    named = mentions(book, problem.start, problem.end)
    if _FOR_INSTANCE.match(text, problem.start, problem.end):  # 例如某项目仅协商就用了18个月
        said = [f for f in told(book) if f.clause == sentence.clause][-1:]
        for project in (n.id for n in named if said and n.type == "Project"):
            _shows(book, said[0], project, problem.end, sentence.clause)
        return True
    if not named or named[0].type != "Project" or named[0].start > problem.start:
        return False
    before = told(book)[-1:]
    if before and sentence.start <= before[0].start and text[before[0].end] == "，":
        _shows(book, before[0], named[0].id, problem.end, sentence.clause)
        return True
    own = tidy(text[named[0].end : problem.end]).removeprefix("的")
    if deficit(own) is None and not is_burden(own):
        return False
    own_problem = problem._replace(name=own, start=problem.end - len(own))
    _tell(book, own_problem, sentence.clause, RULE_CLAUSE, headline=False, subject=named[0].id)
    return True


def _as_example(book: FactBook, problem: Problem, sentence: Sentence) -> bool:
    """…，如某项目，产权分散: what follows the naming of a project shows what was said before."""
    text = book.document.text
    before = [f for f in told(book) if f.clause == sentence.clause][-1:]
    project = None
    for example in _EXAMPLE.finditer(text, sentence.start, problem.start):
        project = projects.mention(book, example[1])
    for named in mentions(book, sentence.start, problem.start):
        if named.type == "Project" and _OPENS.match(text, named.end, problem.start):
            project = named.id
    if not before or not project:
        return False
    _shows(book, before[0], project, problem.end, sentence.clause)
    return True


def _shows(book: FactBook, found: Found, project: str, end: int, index: int) -> None:
    document = book.document
    book.assertion(
        found.id, "exemplifiedBy", project, found.start, end,
        where=where(document, index), clause=clause_id(document, index), rule=RULE_INSTANCE,
    )  # fmt: skip


def _owned(book: FactBook, sentence: Sentence) -> Iterator[Sentence]:
    """Tell the faults of what a sentence is about; what is left of it is about the document."""
    parts = list(subjects.parts(book, sentence))
    if not any(part.about for part in parts):
        yield sentence
        return
    stance: stances.Stance = "plain"
    for part in parts:
        if part.about:
            stance = _faults(book, part, sentence.clause, "plain" if part.named else stance)
        end = part.about.start if part.about else part.end
        if part.start < end:
            yield sentence._replace(start=part.start, end=end)


def _faults(
    book: FactBook, part: subjects.Part, index: int, stance: stances.Stance
) -> stances.Stance:
    """但该模式对并网条件要求高，容易…: what is said against the mode or project it is about.

    In a part that also speaks for it, only plain shortages count outside the words of fault. The
    stance of the last words goes on to the next part.
    """
    text, about = book.document.text, part.about
    if about is None or certainty.is_abandoned(text[part.start : part.end]):
        return "plain"
    plain = part.named and about.type == "Mode"
    lenient = plain and not stances.is_judged(text, about.end, part.end)
    for start, end, now, led in stances.parts(text, about.end, part.end, stance):
        stance = now
        aside = now == "plain" and not part.named and about.type == "Project"
        if now == "merit" or aside or _FITS.match(text, start, end):
            continue
        if led and (named := _led(text, start, end)):
            _tell(book, named, index, RULE_MODE, headline=False, subject=about.id)
        against = now == "fault"
        for problem in states(text, start, end, inside=against or lenient, troubled=against):
            _tell(book, problem, index, RULE_MODE, headline=False, subject=about.id)
    return stance


def _led(text: str, start: int, end: int) -> Problem | None:
    """What a lead calls a fault though its words are not bad (问题在于沉降影响支架稳定)."""
    words = tidy(text[start:end])
    told = any(states(text, start, end, inside=True))
    listed = "、" in words or _AMOUNT.search(words) or _MODAL.search(words)
    plain = 6 <= len(words) <= LONGEST and not (is_barred(words) or listed)
    return Problem(words, start, end) if plain and not told else None


def _counted(book: FactBook) -> None:
    """存在的主要问题：一是…。二是…。: what a plan counts up as its problems."""
    text, last = book.document.text, -1
    for sentence, zone in zones.running(book, "problem", "body"):
        lead = _COUNTS.search(text, sentence.start, sentence.end)
        goes_on = zone == "problem" or (last >= 0 and "\n" not in text[last : sentence.start])
        number = _NTH.match(text, sentence.start, sentence.end)
        if lead is None and not (number and goes_on):
            last = -1
            continue
        last, begin = sentence.end, lead.end() if lead else sentence.start
        for start, end in cut(text, begin, sentence.end, "；;。"):
            number = _NTH.match(text, start, end)
            for problem in states(text, number.end() if number else start, end, inside=True):
                _tell(book, problem, sentence.clause, RULE_COUNTED, headline=False)


def _stated(book: FactBook, sentence: Sentence, *, inside: bool) -> list[Problem]:
    """The problems of a sentence; outside problem sections it must give a sign, and norms only lack."""
    text = book.document.text
    if not inside and not _CUE.search(text, sentence.start, sentence.end):
        return []
    turn = None if inside else _TURN.search(text, sentence.start, sentence.end)
    if turn:
        before = states(text, sentence.start, turn.start(), inside=False)
        found = [*before, *states(text, turn.start(), sentence.end, inside=True)]
        found = found if _weighs(found) else []
    else:
        troubled = inside and book.document.metadata.genre in zones.TELLING
        found = list(states(text, sentence.start, sentence.end, inside=inside, troubled=troubled))
    if not inside and book.document.metadata.genre == "specification":
        return [p for p in found if _LACKS.search(p.name)]
    return found


def _weighs(found: list[Problem]) -> bool:
    """Whether what stands around a turn is a complaint: one plain shortage, or two lesser ones."""
    told = [d for p in found if (d := deficit(p.name))]
    return len(told) > 1 or any(d.strong for d in told)


def _headlines(book: FactBook) -> list[tuple[int, int]]:
    """The opening sentences of the items of a problem section; their ranges."""
    document, taken = book.document, []
    for index, clause in zones.items(book, "problem"):
        opening = _opening(document.text, clause)
        if opening is None:
            continue
        taken.append((zones.body_start(document.text, clause), opening[1]))
        titled = document.text[opening[1] : opening[1] + 1] in ("\n", "")
        for problem in headline(document.text, *opening, titled=titled):
            _tell(book, problem, index, RULE_HEADLINE, headline=True)
    return taken


def _opening(text: str, clause: Clause) -> tuple[int, int] | None:
    """The first sentence of a numbered or run-in item, None for other clauses."""
    if not clause.number and clause.kind != "run-in":
        return None
    start = zones.body_start(text, clause)
    stop = _OPENED.search(text, start, clause.end)
    end = stop.start() if stop else clause.end
    if told := _behind_label(text, start, end, clause.end):
        return told
    return (start, end) if 3 < end - start <= 60 else None


def _behind_label(text: str, start: int, end: int, limit: int) -> Range | None:
    """主体之困：权责不对等: what a label that names no trouble of its own is set before."""
    label = text[start:end]
    if text[end : end + 1] not in ("：", ":") or (deficit(label) and not _LABEL.search(label)):
        return None
    stop = _OPENED.search(text, end + 1, limit)
    begin, close = trim(text, end + 1, stop.start() if stop else limit)
    found = deficit(text[begin:close]) if 3 < close - begin <= _LONGEST_BEHIND else None
    whole = found and (found.start or close - begin >= _IDIOM)  # 重建设轻管护
    return (begin, close) if whole else None


def _sums_up(text: str, sentence: Sentence) -> bool:
    """Whether the paragraph of a sentence only looks back (上述问题相互交织。…)."""
    return bool(_LOOKS_BACK.match(text, text.rfind("\n", 0, sentence.start) + 1))


def _tell(
    book: FactBook,
    problem: Problem,
    index: int,
    rule: str,
    *,
    headline: bool,
    subject: str = DOCUMENT_ID,
) -> None:
    document = book.document
    clause = clause_id(document, index)
    known = None if headline else said_before(book, problem, index)
    if known:
        book.entity(
            "Problem", book.get(known).name, problem.start, problem.end, aliases=(problem.name,)
        )
    entity = known or write(book, problem, rule, clause)
    book.assertion(
        subject, "hasProblem", entity, problem.start, problem.end,
        where=where(document, index), clause=clause, rule=rule,
    )  # fmt: skip
    told(book).append(Found(entity, problem.start, problem.end, headline, index))
