"""One measure with two values: in the text and in a table, or in two places of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from ingest.extract.anomalies import report
from ingest.extract.book import FactBook
from ingest.extract.columns import squeeze
from ingest.extract.rows import canonical, views
from ontology import lexicon
from ontology import patterns as re
from ontology.errors import UnknownName
from ontology.records import Indicator

_GENRES = frozenset({"plan", "notice", "other"})
_PAST = re.compile(r"完成情况|执行情况|评估|十[二三]五|上轮|上一轮|[一二三]轮")
_NAME_TAIL = re.compile(r"(?:数量|总数|个数|数)$")
_LEAD = re.compile(
    r"^(?:建成|完成|形成|新建|实施|部署|安排|固体矿产|全[县市区]|(?:验收|竣工|完工|期满)[时后])+"
)
_WORKED = re.compile(r"^((?:修复|治理|恢复|复垦|绿化)+)(.{2,})(面积)$")
_RATIO = re.compile(r"(?:占比|比重)$")
_EXISTING = re.compile(r"(?:已有|已设|现有).*(?:个数|数量|数)$")
_COUNTERS = frozenset({"个", "处", "座", "家", "宗"})
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ROUGHLY = re.compile(r"约|近|余|多|左右|上下|超过|不足")
_FROM = re.compile(r"[由从]\s?[\d.]+\S{0,4}$")
_WHOLE = 4  # characters of a name that stands for one measure without a year
# What a county holds, by whatever name: mines with a licence are mining rights.
_HELD = re.compile(
    r"^(?:合计|总计|全[县市区州]|现有|共有?|有效|持证|在册|登记|保有|已设)*"
    r"(?:(?P<mining>矿山|采矿权|采矿许可证)|(?P<exploring>探矿权|勘查许可证))(?:总?数量?|个数|总数|小计|总计)?$"
)


def find(book: FactBook) -> None:
    """Report measures of a plan whose values contradict each other."""
    if book.document.metadata.genre not in _GENRES:
        return
    texts = [i for i in book.indicators if i.rule == "indicator.text"]
    tables = [i for i in book.indicators if i.rule == "indicator.table"]
    rows = _by_name(tables)
    _dated(book, texts, rows)
    _undated(book, texts, rows)
    _bounded(book, texts, rows)
    _held(book, texts, tables)
    _by_mineral(book)
    _misses(book)


def conflict(book: FactBook, stated: Indicator, other: Indicator) -> None:
    """Write down that `stated` contradicts `other`, at the place of `stated`."""
    report(
        book,
        "conflict",
        f"{stated.name}在两处的数值不同",
        f"{stated.where} vs {other.where}",
        f"{other.op}{other.value}{other.unit}",
        f"{stated.op}{stated.value}{stated.unit}",
        (stated.evidence.start, stated.evidence.end),
    )


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A name without its leading verb and counting tail; short names stay as they are.

    修复历史遗留矿山面积 is 历史遗留矿山修复面积.
    """
    bare = _LEAD.sub("", squeeze(name))
    bare = _WORKED.sub(r"\2\1\3", bare)
    bare = _RATIO.sub("比例", bare)
    cut = _NAME_TAIL.sub("", bare)
    return cut if len(cut) >= 2 else bare


def agree(a: Indicator, b: Indicator) -> bool:
    """Whether two values are the same, or one lies within the bound that the other sets.

    Values in units that measure different things, and ranges, agree with anything.
    """
    if not all(_NUMBER.fullmatch(i.value) for i in (a, b)):
        return True
    try:
        left = lexicon.convert(a.value, a.unit, b.unit)
    except UnknownName:
        return True
    right = Decimal(b.value)
    if a.op == b.op or {a.op, b.op} & {">", "<"}:
        return left == right
    bound, value, op = (left, right, a.op) if b.op == "=" else (right, left, b.op)
    return value <= bound if op == "<=" else value >= bound


def comparable(a: Indicator, b: Indicator) -> bool:
    """Whether two values are numbers of one kind of quantity."""
    if not all(_NUMBER.fullmatch(i.value) for i in (a, b)):
        return False
    try:
        lexicon.convert(a.value, a.unit, b.unit)
    except UnknownName:
        return False
    return True


def _by_name(indicators: Iterable[Indicator]) -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        found.setdefault(fold(indicator.name), []).append(indicator)
    return found


def _dated(
    book: FactBook, texts: Sequence[Indicator], rows: Mapping[str, Sequence[Indicator]]
) -> None:
    """The same indicator with two values for the same year."""
    titles = {v.name: v.table.title for v in views(book)}
    texts = [i for i in texts if i.year and not _is_start(book, i)]
    for stated in texts:
        same = [t for t in rows.get(fold(stated.name), ()) if _same_target(stated, t, titles)]
        if len(same) == 1 and not agree(stated, same[0]):
            conflict(book, stated, same[0])
    targets = _by_name(i for i in texts if i.kind == "target")
    for alike in targets.values():
        for first, second in combinations(alike, 2):
            elsewhere = first.year == second.year and first.where != second.where
            if elsewhere and not agree(first, second):
                conflict(book, first, second)


def _same_target(stated: Indicator, listed: Indicator, titles: dict[str, str]) -> bool:
    """Whether a row of the same name sets the target that is stated for a year."""
    if stated.kind != listed.kind:
        return False
    title = titles.get(listed.where.partition(" row ")[0], "")
    if listed.year is None:
        return not _PAST.search(title) and stated.kind == "target"
    return listed.year == stated.year


def _undated(
    book: FactBook, texts: Sequence[Indicator], rows: Mapping[str, Sequence[Indicator]]
) -> None:
    """A measure told without a year against every value that the tables have for it."""
    for stated in texts:
        name = fold(stated.name)
        if stated.year or len(name) < _WHOLE or not is_exact(book, stated):
            continue
        listed = [i for i in rows.get(name, ()) if _same_state(stated, i)]
        if listed and not any(agree(stated, i) for i in listed):
            conflict(book, stated, _nearest(stated, listed))


def _bounded(
    book: FactBook, texts: Sequence[Indicator], rows: Mapping[str, Sequence[Indicator]]
) -> None:
    """A bound told without a year against the bound that a table sets for the same measure."""
    for stated in texts:
        name = fold(stated.name)
        if stated.year or len(name) < _WHOLE or stated.op not in ("<=", ">="):
            continue
        aims = [i for i in rows.get(name, ()) if i.kind == "target" and i.op == stated.op]
        if len(aims) == 1 and comparable(stated, aims[0]) and not agree(stated, aims[0]):
            conflict(book, stated, aims[0])


def _same_state(stated: Indicator, listed: Indicator) -> bool:
    """Whether both tell what was done, or neither does; a rate reached is one that stands."""
    done = stated.kind == "completion", listed.kind == "completion"
    rate = listed.name.endswith(("率", "比例"))
    return (done[0] == done[1] or rate) and comparable(stated, listed)


def is_exact(book: FactBook, indicator: Indicator) -> bool:
    """Whether a number is told as it is: no bound, not 约 or 余, not what 由…提高到 starts from."""
    rough = _ROUGHLY.search(indicator.evidence.quote)
    return indicator.op == "=" and not (rough or _is_start(book, indicator))


def _is_start(book: FactBook, indicator: Indicator) -> bool:
    """Whether a number is only what another grows from: 到2025年，由9座增加到16座."""
    start, end = indicator.evidence.start, indicator.evidence.end
    return bool(_FROM.search(book.document.text, max(0, start - 2), end))


def _nearest(stated: Indicator, listed: Sequence[Indicator]) -> Indicator:
    """The value that was meant: the one for the future where the text speaks of it."""
    aims = bool(re.search("达到|控制在|提高到|降至", stated.evidence.quote))
    return next((i for i in listed if (i.kind == "target") == aims), listed[0])


def _held(book: FactBook, texts: Sequence[Indicator], tables: Sequence[Indicator]) -> None:
    """有效采矿权57个 against the tables' number of mines of that year, row or total."""
    for stated in texts:
        if stated.kind == "target" or not stated.year or not is_exact(book, stated):
            continue
        listed = [i for i in tables if i.kind != "target" and _same_held(stated, i)]
        if listed and not any(agree(stated, i) for i in listed):
            conflict(book, stated, listed[0])


def _same_held(stated: Indicator, listed: Indicator) -> bool:
    one, other = _HELD.match(stated.name), _HELD.match(listed.name)
    if one is None or other is None or one.lastgroup != other.lastgroup:
        return False
    years = (stated.year, None) if listed.kind == "completion" else (stated.year,)
    return listed.year in years and {stated.unit, listed.unit} <= _COUNTERS


def _by_mineral(book: FactBook) -> None:
    """Counts of existing mines by mineral in a clause against those of a table.

    Where at least two minerals agree, both speak of the same mines, and one that differs is wrong.
    """
    texts: dict[str, dict[str, Indicator]] = {}
    tables: dict[str, dict[str, Indicator]] = {}
    for indicator in book.indicators:
        if not indicator.mineral or indicator.unit not in _COUNTERS:
            continue
        mineral = canonical(indicator.mineral)
        if indicator.rule == "indicator.text":
            texts.setdefault(indicator.where, {}).setdefault(mineral, indicator)
        elif _EXISTING.search(indicator.name):
            tables.setdefault(indicator.where.partition(" row ")[0], {})[mineral] = indicator
    for stated in texts.values():
        for listed in tables.values():
            for mineral in _differing(stated, listed):
                conflict(book, stated[mineral], listed[mineral])


def _differing(stated: dict[str, Indicator], listed: dict[str, Indicator]) -> Iterator[str]:
    both = stated.keys() & listed.keys()
    differ = [m for m in both if not agree(stated[m], listed[m])]
    if len(both) - len(differ) > max(1, len(differ)):
        yield from sorted(differ)


def _misses(book: FactBook) -> None:
    """Completions that fall short of their targets (soft)."""
    rows: dict[tuple[str, str], dict[str, Indicator]] = {}
    for indicator in book.indicators:
        if indicator.rule == "indicator.table":
            rows.setdefault((indicator.where, indicator.name), {})[indicator.kind] = indicator
    for (place, name), kinds in rows.items():
        target, done = kinds.get("target"), kinds.get("completion")
        if not target or not done or not re.fullmatch(r"[\d.]+", done.value + target.value):
            continue
        limit = bool(re.search(r"矿山(?:总)?数|死亡|事故|能耗|排放", name)) and target.op != ">="
        missed = Decimal(done.value) - Decimal(target.value)
        if (missed > 0) if limit else (missed < 0):
            report(
                book,
                "missed-target",
                f"{name}没有达到目标",
                place,
                f"{target.op}{target.value}",
                done.value,
                (done.evidence.start, done.evidence.end),
                "soft",
            )
