"""Conditions in sentences: what a norm of a plan or law means for an application."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from api.desk.amounts import amount_for, amounts, unsettled
from api.desk.application import Application, Rule, RuleVerdict
from api.desk.control import Control, opens_list
from api.desk.minerals import covers, group_covers, named_in, narrows
from api.desk.norms import Norm
from api.desk.scale import ORDER, in_unit, printed

_NEW = re.compile(
    r"新设|新建|新增|新立|新上|拟设|新开|(?:设立|开办)(?:的)?矿山|申请(?:领取|取得|办理)?采矿"
)
_OLD = re.compile(r"已设|现有|已有|生产矿山|在产|采矿权人|连续[两二三]年")
_SOFT = re.compile(r"原则上|一般(?:不|应)|严格控制")
_EXCEPT = re.compile(r"除[^，。；]{2,40}外|未经|非经|未取得|未依法")
_PROHIBITED = re.compile(r"禁止(?:勘查)?开采(?:的)?矿种")
_OFF_LIST = re.compile(
    r"禁止(?:勘查)?开采(?:的)?矿种[^，。；]{0,6}(?:不得|严禁|一律|不再|不予)|"
    r"(?:严禁|不得|禁止|不再)[^，。；]{0,6}禁止(?:勘查)?开采(?:的)?矿种"
)
_YEARS = re.compile(r"服务年限[^，。；\d]{0,6}(?:低于|少于|小于|≥)\s?(?P<years>\d+)\s?年")
_METHOD_MINE = re.compile(r"(?P<method>露天|地下|井工)(?:开采)?(?:的)?矿山?(?!采)")
_BARRED = re.compile(
    r"(?:严禁|禁止|不得|不再|不准|不予|暂停|停止|严格控制|不(?=新))[^，。；]{0,6}?"
    r"(?:新设|新建|新立|新增|新上|设立|设置|审批|投放|出让|(?<!超)开采(?!方|顺))"
)
_BAN = re.compile(r"严禁|禁止|不得|不再|不准|不予|暂停|停止|不新(?=[设建立增])")
_LIST = re.compile(r"(?:限制|禁止)[^，。：]{0,6}矿[种产][^，。：]{0,6}[：:]")
_PROSPECTING = re.compile(r"探矿权|勘查(?!开采|、开采)")
_SMALL = re.compile(r"小型")
_LARGER = re.compile(
    r"大中型|中型(?:及)?(?:以上|规模)|中型或(?:者)?大型|大型(?:矿山)?(?:规模|以上)|"
    r"规模?不(?:得|应)?(?:低于|小于)(?:中型|大型)"
)
_INSIDE = re.compile(r"(?:区|范围)内")
_MINIMUM = re.compile(
    r"(?:最低|最小)(?:开采|生产|建设|设计)*规模|规模[^，；。]{0,12}(?:专栏|表)\s?\d+|规模准入|"
    r"(?:达不到|低于|未达到|不符合)(?:专栏|表)\s?\d+|规模[^，；。]{0,4}(?:低于|达不到|未达到)[^，；。]{0,4}规划"
)
_METHOD = re.compile(r"露天|地下|井工")
_WHERE = re.compile(
    r"以外|以内|范围内|区内|区外|两侧|(?<!方)米|红线|保护区|保护地|基本农田|边界|位于|区块|可视|沿线|周边|附近|水源"
)
_ADMITS = re.compile(
    r"^[^，。；]{0,14}?(?:新建|新设|新立)(?![^，。；]{0,8}[尾选]矿)[^，。；]{0,8}?(?:矿|采矿权)|"
    r"(?:严禁|禁止|不得|不再|不准|不)(?:新设|新建|新立)[^，。；]{0,4}(?:采矿权|矿山)|"
    r"(?:严禁|禁止|不得|不准)在[^。；]{2,40}?(?:新设|新建|新立)[^，。；]{0,4}(?:采矿权|矿山)|"
    r"(?:设立|开办)(?:的)?矿山|申请(?:领取|取得|办理)?采矿"
)
_ZONE_BAN = re.compile(
    r"(?:禁止|严禁|不得)(?:进行|从事|实施)?(?:露天|地下)?(?:采矿|开矿|采石|采砂|开采矿产|矿产资源?开采)(?!权)"
)
_DISTANCE = re.compile(
    r"(?:矿山|采矿|采石|采场|开采|爆破)[^。；]{0,40}距离[^，。；\d]{0,8}\d+\s?(?:米|m|公里|千米)"
)
_BUT = re.compile(r"(?P<minerals>[^，。；]{2,20}?)(?:以外|之外|除外)")
_FACTS = "申请没有提供这一条所要的情况，须由人核对"


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of an application when norms are read.

    `size` is 大型, 中型, 小型 or "" by the scale table in force; `minimum` the verdict on the least
    scale, None without a table; `controls` the restricted and prohibited entries for the mineral.
    """

    application: Application
    size: str = ""
    minimum: RuleVerdict | None = None
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What a norm means for a case, and whether it is about the size class (for contradictions)."""

    verdict: RuleVerdict
    reason: str
    about_size: bool = False


def condition_rules(
    document: str, norms: Sequence[Norm], case: Case
) -> Iterator[tuple[Rule, bool]]:
    """The norms that hold for the case, each with whether it bars small mines; repeats once."""
    seen: set[str] = set()
    for norm in norms:
        if norm.words in seen:
            continue
        judged = judge(norm, case)
        if judged is not None:
            seen.add(norm.words)
            yield (
                Rule(document, norm.clause, norm.words, judged.verdict, judged.reason, norm.start, norm.end),
                judged.about_size,
            )  # fmt: skip


def judge(norm: Norm, case: Case) -> Judged | None:
    """How the application stands to a norm; None when the norm is not for it."""
    if _LIST.search(norm.words) or opens_list(norm.words) or _PROSPECTING.search(norm.words):
        return None
    if _other_method(norm, case.application) or _mentions_list(norm):
        return None
    scope = _scope(norm, case)
    if scope is False or not _right_case(norm, case.application, scope):
        return None
    for applies, decide in _DECISIONS:
        if applies(norm) and (judged := decide(norm, case)) is not None:
            return (
                judged if scope != "part" else Judged("cannot decide", "这一条只管这一矿种的一部分")
            )
    return None


def is_for_new(words: str) -> bool:
    """Whether words speak of mines or mining rights that do not exist yet."""
    return bool(_NEW.search(words))


def bars_small(norm: Norm, mineral: str) -> bool:
    """Whether a norm keeps small mines of the mineral out, in principle or flatly."""
    case = Case(Application(mineral, None, "", "-", new=True))
    about = (_SMALL.search(norm.words) and _BAN.search(norm.words)) or _LARGER.search(norm.words)
    return bool(about) and _NEW.search(norm.words) is not None and _scope(norm, case) is True


def _scope(norm: Norm, case: Case) -> bool | str | None:
    """True: for this mineral; "part": for a part of it; False: for others; None: for any."""
    mineral = case.application.mineral
    for kind in ("限制", "禁止"):
        if re.search(kind + r"(?:勘查)?开采(?:的)?矿种", norm.before + norm.words):
            return any(c.kind == kind for c in case.controls)
    for words in (norm.words, norm.before, *reversed(norm.path[-2:])):
        found = _names(words, mineral)
        if found is not None:
            return found
    return None


def _names(words: str, mineral: str) -> bool | str | None:
    excepted = _BUT.search(words)
    if excepted and any(covers(m, mineral) for m in named_in(excepted["minerals"])):
        return False
    minerals = named_in(words)
    if any(covers(m, mineral) for m in minerals):
        return True
    if any(narrows(m, mineral) for m in minerals):
        return "part"
    group = group_covers(words, mineral)
    if group is not None:
        return group
    return False if minerals else None


def _right_case(norm: Norm, application: Application, scope: bool | str | None) -> bool:
    """Whether the norm is for new mines, existing ones or both, as the application is.

    One that names no mineral must be about admission itself: new mines, or the least scale.
    """
    new = bool(_NEW.search(norm.words))
    old = bool(_OLD.search(norm.words)) and not new
    if new or old:
        about = scope or (_ADMITS if new else _MINIMUM).search(norm.words)
        return new == application.new and bool(about)
    if _NEW.search(norm.before) and not application.new:
        return False
    if scope is None and _DISTANCE.search(norm.words):
        return True
    if scope is None and _ZONE_BAN.search(norm.words) and _WHERE.search(norm.words):
        return True
    named = _names(norm.words, application.mineral)
    return bool(scope) and (bool(named) or bool(re.search(r"开采矿种|区块|规模|年限", norm.words)))


def _mentions_list(norm: Norm) -> bool:
    """Whether the norm only speaks of the list of prohibited minerals (合理确定禁止开采矿种)."""
    return bool(_PROHIBITED.search(norm.words)) and not _OFF_LIST.search(norm.words)


def _other_method(norm: Norm, application: Application) -> bool:
    """Whether the norm speaks of mines of another method than the application's (新建露天矿山应…)."""
    about = _METHOD_MINE.search(norm.words)
    return bool(about and application.method and about["method"] not in application.method)


def _small(norm: Norm, case: Case) -> Judged | None:
    least = _least_class(norm.words)
    wanted = f"{least}以上" if least == "中型" else least
    if not case.size:
        return Judged("cannot decide", f"没有可用的规模标准，不能判断是否达到{least}", True)
    if ORDER.index(case.size) >= ORDER.index(least):
        return Judged("met", f"申请达到{case.size}，符合{wanted}的要求", True)
    if _SOFT.search(norm.words):
        reason = f"申请属于{case.size}，规定是“原则上”，例外须由人判断"
        return Judged("cannot decide", reason, True)
    if _INSIDE.search(norm.words):
        reason = f"申请属于{case.size}，须核对是否在规定的范围内"
        return Judged("cannot decide", reason, True)
    return Judged("not met", f"申请属于{case.size}，规定要求{wanted}", True)


def _least_class(words: str) -> str:
    """The smallest size class that words let in: all but small ones, or large ones only."""
    found = _LARGER.search(words)
    only_large = found is not None and "中型" not in found.group()
    return "大型" if only_large and not _SMALL.search(words) else "中型"


def _minimum(norm: Norm, case: Case) -> Judged | None:
    verdicts = {
        "met": "达到最低开采规模",
        "not met": "没有达到最低开采规模",
        "cannot decide": "是否达到最低开采规模不能判断",
    }
    if case.minimum is None:
        return Judged("cannot decide", "规划没有给出这一矿种的最低开采规模")
    return Judged(case.minimum, verdicts[case.minimum])


def _amount(norm: Norm, case: Case) -> Judged | None:
    given = case.application
    if unsettled(norm.words, given.mineral, given.method):
        return Judged("cannot decide", "规定按开采方式分开，申请没有写开采方式")
    stated = amount_for(norm.words, given.mineral, given.method)
    if stated is None:
        return None
    compared = in_unit(given.scale, given.unit, stated.unit)
    if compared.value is None:
        return Judged("cannot decide", compared.reason)
    limit = "不超过" if stated.upper else ""
    reason = f"规定{limit}{printed(stated.value)}{stated.unit}，申请{printed(compared.value)}"
    kept = compared.value <= stated.value if stated.upper else compared.value >= stated.value
    if kept:
        return Judged("met", reason)
    if _SOFT.search(norm.words):
        return Judged("cannot decide", f"{reason}；规定是“原则上”，例外须由人判断")
    return Judged("not met", reason)


def _method(norm: Norm, case: Case) -> Judged | None:
    named = _METHOD.findall(norm.words)
    about = _METHOD_MINE.search(norm.words)
    if len(set(named)) != 1 or (about and not _BAN.search(norm.words)):
        return None
    given = case.application.method
    if not given:
        return Judged("cannot decide", "申请没有写开采方式")
    same = named[0] in given or given in named[0]
    if _BAN.search(norm.words) and not same:
        return Judged("met", f"规定限制{named[0]}开采，申请是{given}开采")
    if _BAN.search(norm.words) and (_WHERE.search(norm.words) or _SOFT.search(norm.words)):
        return Judged("cannot decide", f"申请是{given}开采，是否在规定的范围内须核对位置")
    if _BAN.search(norm.words):
        return Judged("not met", f"规定不准{named[0]}开采，申请是{given}开采")
    reason = f"规定采用{named[0]}开采，申请是{given}开采"
    if not same and _SOFT.search(norm.words):
        return Judged("cannot decide", f"{reason}；规定是“原则上”，例外须由人判断")
    return Judged("met" if same else "not met", reason)


def _place(norm: Norm, case: Case) -> Judged | None:
    return Judged("cannot decide", "申请没有写具体位置，须核对是否在规定的范围内")


def _listed(norm: Norm, case: Case) -> Judged | None:
    hit = [c for c in case.controls if c.kind == "禁止"]
    if not hit:
        return None
    if all(c.qualifier and c.qualifier not in case.application.mineral for c in hit):
        return Judged("cannot decide", f"只有{hit[0].qualifier}{hit[0].mineral}禁止开采，须核对")
    return Judged("not met", "属于禁止开采矿种")


def _ban(norm: Norm, case: Case) -> Judged | None:
    if _scope(norm, case) is None:
        return None
    if _SOFT.search(norm.words):
        return Judged("cannot decide", "规定是“原则上”，例外须由人判断")
    if _EXCEPT.search(norm.before + norm.words):
        return Judged("cannot decide", "规定有例外或者须经批准，申请没有写明")
    return Judged("not met", "规定不准")


def _duty(norm: Norm, case: Case) -> Judged | None:
    return Judged("cannot decide", _FACTS)


def _bans(norm: Norm) -> bool:
    return bool(_BARRED.search(norm.words))


def _life(norm: Norm, case: Case) -> Judged | None:
    found = _YEARS.search(norm.words)
    if found is None:
        return None
    least, given = int(found["years"]), case.application.service_years
    if given is None:
        return Judged("cannot decide", f"服务年限不少于{least}年，申请没有写服务年限")
    return Judged("met" if given >= least else "not met", f"服务年限不少于{least}年，申请{given}年")


_DECISIONS: tuple[tuple[Callable[[Norm], bool], Callable[[Norm, Case], Judged | None]], ...] = (
    (lambda n: bool(_SMALL.search(n.words) and _BAN.search(n.words)), _small),
    (lambda n: bool(_LARGER.search(n.words)) and not _BARRED.search(n.words), _small),
    (lambda n: bool(amounts(n.words)), _amount),
    (lambda n: bool(_YEARS.search(n.words)), _life),
    (lambda n: bool(_MINIMUM.search(n.words)), _minimum),
    (lambda n: bool(_OFF_LIST.search(n.words)), _listed),
    (lambda n: bool(_METHOD.search(n.words)), _method),
    (lambda n: bool(_WHERE.search(n.words)), _place),
    (_bans, _ban),
    (lambda n: True, _duty),
)
