"""Whether a rule for one mineral holds for another: names, kinds above and below, groups."""

from __future__ import annotations

import re
from functools import lru_cache

from ontology import lexicon

_METALS = frozenset("铁锰铬钒钛铜铅锌铝镁镍钴钨锡铋钼汞锑金银铂钯铌钽锂铍")
_TAIL = re.compile(r"(?:矿产资源|矿产|矿石|矿山|资源|矿)$")
_PURPOSE = re.compile(r"^(.{1,8}用)")
# groups that plans speak of without naming their members (自然资源部 砂石土矿 口径)
_GROUPS = {
    r"砂石(?:、)?[粘黏]?土|砂石土": r"砂(?!金|岩|铁)|[粘黏]土|页岩|石料|碎石|建筑用|建筑石料|卵石|砾",
    r"砂石(?!墨)|建筑石料|普通建筑|采石场": r"建筑用|石料|碎石|卵石|砾|砂(?!金|岩|铁)",
    r"[粘黏]土类|[粘黏]土矿": r"[粘黏]土|砖瓦用",
}
_NOT_COAL = re.compile(r"非煤")
# the classes of the lexicon under the words that plans have for them
_CLASSES = (
    (re.compile(r"非金属(?:类)?矿"), "非金属矿产"),
    (re.compile(r"(?<!非)(?<!贵)金属(?:类)?矿"), "金属矿产"),
    (re.compile(r"能源(?:类)?矿"), "能源矿产"),
)


def canonical(name: str) -> str:
    """The preferred name of a mineral (石膏矿 -> 石膏); the bare words for one nobody knows."""
    known = lexicon.minerals()
    bare = name.strip()
    while bare:
        if bare in known:
            return known[bare].name
        shorter = _TAIL.sub("", bare)
        if shorter == bare:
            break
        bare = shorter
    return bare or name.strip()


def is_known(name: str) -> bool:
    """Whether the lexicon knows the mineral."""
    return canonical(name) in lexicon.minerals()


@lru_cache(maxsize=4096)
def kinds(name: str) -> tuple[str, ...]:
    """The mineral and the kinds above it, itself first: 水泥用灰岩, 石灰岩."""
    known, found = lexicon.minerals(), [canonical(name)]
    while (item := known.get(found[-1])) and item.broader in known:
        above = known[item.broader].name
        if above in found:
            break
        found.append(above)
    return tuple(found)


def covers(rule: str, applied: str) -> bool:
    """Whether a rule for `rule` holds for the mineral `applied`: the same or a kind above it.

    A rule for several (铅锌矿) holds for each of them.
    """
    above = kinds(applied)
    return canonical(rule) in above or any(part in above for part in _together(rule))


def _together(name: str) -> tuple[str, ...]:
    """The metals of a name made of several (铅锌矿, 铜钼矿); () for any other."""
    bare = canonical(name).removesuffix("矿")
    return tuple(bare) if 2 <= len(bare) <= 4 and set(bare) <= _METALS else ()


def narrows(rule: str, applied: str) -> bool:
    """Whether `rule` is a part of `applied` only (水泥用灰岩 of 石灰岩)."""
    return canonical(applied) in kinds(rule)[1:]


def purpose(name: str) -> str:
    """The use in a mineral's name: 水泥用 of 水泥用灰岩, "" for none."""
    found = _PURPOSE.match(canonical(name))
    return found[1] if found else ""


def group_covers(words: str, applied: str) -> bool | None:
    """Whether a group that `words` speak of holds the mineral; None where they name no group."""
    name = canonical(applied)
    answers = [
        bool(re.search(members, name))
        for group, members in _GROUPS.items()
        if re.search(group, words)
    ]
    known = lexicon.minerals().get(name)
    if _NOT_COAL.search(words):
        answers.append("煤" not in kinds(name))
    answers += [
        known is not None and known.group == title
        for group, title in _CLASSES
        if group.search(words)
    ]
    return any(answers) if answers else None


@lru_cache(maxsize=8192)
def named_in(words: str) -> tuple[str, ...]:
    """The minerals that `words` name, longest names first at each place, in order."""
    pattern = _names()
    return tuple(dict.fromkeys(canonical(m.group()) for m in pattern.finditer(words)))


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    # one-letter names count only before 矿 or between list marks: 金 is in 资金, 铁 in 铁路
    names = sorted(lexicon.minerals(), key=len, reverse=True)
    long = "|".join(re.escape(n) for n in names if len(n) > 1)
    short = "|".join(re.escape(n) for n in names if len(n) == 1)
    edge = r"(?:(?<=[、，：:；（(\s])|(?<=采)|(?<=查)|^)"
    return re.compile(
        rf"(?<!非)(?:{long}|(?:{short})(?=矿))|{edge}(?:{short})(?=[、，。；）)\s]|等|$)"
    )
