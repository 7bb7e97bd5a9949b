"""Least scales stated in sentences: which amount holds for which mineral and method.

A sentence may give one (萤石矿最低开采规模为5万吨/年), a list (煤矿30万吨/年；锡矿、钨矿均为6万吨/年) or
respective ones (A、B的规模分别不低于30万立方米/年和6万立方米/年).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from api.desk.minerals import covers, named_in

_SCALE = re.compile(r"规模|产能|能力|年产|(?:开采|取水|生产|开发)量")
_TOGETHER = re.compile(r"总量|总规模|总产能|资源量|储量")  # of all mines, which no one mine decides
_AT_MOST = re.compile(r"(?:不(?:得|应|能|准)?(?:超过|大于|高于|多于)|≤|控制在)[^，。；\d]{0,6}$")
_WITHIN = re.compile(r"\s*以内")
_AMOUNT = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)\s?(?P<unit>(?:矿石|原煤|原矿)?\s?万?(?:吨|立方米|方|m³|m3|t)(?:矿石)?"
    r"(?:\s?[/每]\s?[年a月日天])?)(?![\d/])"
)
_TIME = re.compile(r"(?P<time>[日月])(?:均)?(?:处理|产|采|开采|生产)[^，。；]{0,8}$")
METHOD = re.compile(r"露天|地下|井工|坑采")
_RESPECTIVE = re.compile(r"分别")


@dataclass(frozen=True, slots=True)
class Amount:
    """A least scale: `minerals` are those named for it (() for any), `method` "" for any.

    `upper` for a scale that must not be exceeded.
    """

    minerals: tuple[str, ...]
    method: str
    value: Decimal
    unit: str
    upper: bool = False


def amounts(words: str) -> tuple[Amount, ...]:
    """The scales that a norm states, in order; () where it speaks of none."""
    if not _SCALE.search(words) or _TOGETHER.search(words):
        return ()
    found = list(_AMOUNT.finditer(words))
    groups = _respective(words, found) or _between(words, found)
    return tuple(
        Amount(minerals, method, Decimal(m["value"]), _unit(words, m), _is_cap(words, m))
        for m, (minerals, method) in zip(found, groups, strict=True)
    )


def _is_cap(words: str, match: re.Match[str]) -> bool:
    """Whether an amount is the most that is allowed (不得超过5万立方米, 5万立方米以内)."""
    return bool(_AT_MOST.search(words, 0, match.start()) or _WITHIN.match(words, match.end()))


def _unit(words: str, match: re.Match[str]) -> str:
    """The unit of an amount, a day's or a month's where the words before it say so (日处理100吨)."""
    unit = "".join(match["unit"].split())
    time = _TIME.search(words, 0, match.start())
    return f"{unit}/{time['time']}" if time and "/" not in unit and "每" not in unit else unit


def amount_for(words: str, mineral: str, method: str) -> Amount | None:
    """The scale stated for a mineral and method, the likest method first; None for none."""
    stated = amounts(words)
    ours = [a for a in stated if any(covers(m, mineral) for m in a.minerals)]
    fitting = [
        a for a in (ours or [a for a in stated if not a.minerals]) if _same(a.method, method)
    ]
    return min(fitting, key=lambda a: (a.method != "", a.value), default=None)


def unsettled(words: str, mineral: str, method: str) -> bool:
    """Whether the words give the mineral several scales by method and the method is not known."""
    ours = [a for a in amounts(words) if any(covers(m, mineral) for m in a.minerals)]
    return not method and len({a.value for a in ours}) > 1 and all(a.method for a in ours)


def _same(rule: str, given: str) -> bool:
    return not rule or not given or rule in given or given in rule


def _respective(
    words: str, found: Sequence[re.Match[str]]
) -> list[tuple[tuple[str, ...], str]] | None:
    """Minerals and amounts in the same order (分别), where there are as many of both."""
    mark = _RESPECTIVE.search(words)
    minerals = named_in(words[: mark.start()]) if mark else ()
    return [((m,), "") for m in minerals] if len(found) == len(minerals) > 1 else None


def _between(words: str, found: Sequence[re.Match[str]]) -> list[tuple[tuple[str, ...], str]]:
    """For each amount what stands between it and the one before; the minerals before count on."""
    groups: list[tuple[tuple[str, ...], str]] = []
    at = 0
    known: tuple[str, ...] = ()
    for match in found:
        lead = words[at : match.start()]
        known = named_in(lead) or known
        methods = METHOD.findall(lead)
        groups.append((known, methods[-1] if methods else ""))
        at = match.end()
    return groups
