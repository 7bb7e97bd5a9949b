"""Numbers of a part that words beside them tell: what is undone, threatened, spread or completed."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract.grades import classes
from ingest.extract.quantity import AREAS, CLASSIFIERS, Quantity
from ingest.extract.wholes import Told, uncounted
from ontology import patterns as re

_UNDONE = re.compile(
    r"^\s*(?:尚|仍|还)?(?P<state>未(?:治理|修复|复垦|恢复|整治|销号|闭库|验收|开工))(?=$|[，。；、]|的)"
)
_THREATENED = re.compile(
    r"威胁(?:到|着)?(?![^，。；]*(?:人口|人数|户数|财产|人员|居民|群众))[一-鿿]{0,8}$"
)
_WHO = re.compile(r"^\s*(?P<who>居民|群众|村民|人口|人员|住户|农户|学生|职工|财产)?")
_SPREAD = re.compile(r"分布[在于]$")
_WHERE = re.compile(r"^\s*(?P<where>(?:乡镇|街道|[省市州县区镇乡村])(?:（[^（）]{1,6}）)?)")
_TASK = re.compile(
    r"(?P<of>.*?)(?P<thing>(?:约束性|预期性)?指标|目标|任务|项目|工程|矿业权|采矿权|探矿权)$"
)
_DONE = re.compile(
    r"^[，,；;、]?(?:其中)?(?:已|均|现已|目前)*(?P<verb>(?:超额|基本|全部|整体|部分|尚?未|未能)?(?:完成|达到|达标|实现|通过|退出|注销|开工|完工|竣工))(?:的?有|了|不少于|不超过|约|近)?$"
)
_DOES = re.compile(
    r"^\s*(?:已经?|均)?(?P<deed>(?:基本|超额|尚未|未能?|全部|提前|达到)?(?:或超过|完成|达到|超过|达标|实现|通过|退出)[一-鿿]{0,6}?)(?=$|[，。；、])"
)
_PLACE = re.compile(
    r"(?:[上中下]游|[东西南北中]部|两岸|两侧|沿线|沿岸|周边|外围|境内|流域|[范周]围|区域|地区|片区|[省市州县区乡镇村])$"
)
_WORK = re.compile(r"(?:修复|治理|复垦|恢复|绿化|复绿|损毁|占用)")
_SEVERAL = re.compile(r"[、和与及]+")
_SHARED = 3  # characters that the names of a list end with together


def undone(name: str, behind: str) -> str:
    """图斑117个、面积386公顷未治理: the state behind a number goes before its name."""
    match = _UNDONE.match(behind)
    return match["state"] + name if match and match["state"] not in name else name


def part_of(near: str, behind: str, q: Quantity, name: str, told: Sequence[Told]) -> str:
    """The name of a number of a part that the words beside it tell of, "" for any other.

    `near` are the words since the number before, without blanks.
    """
    if q.unit in AREAS:
        return _in_place(near, name, told)
    if q.unit not in CLASSIFIERS:
        return ""
    return (
        classes(near, q)
        or _threatened(near, behind, q, told)
        or _spread(near, behind, told)
        or _completed(near, behind, q, told)
        or _listed(name, q)
    )


def _in_place(near: str, name: str, told: Sequence[Told]) -> str:
    """修复历史遗留矿山310公顷，其中干流两岸180公顷: the work of the whole in a place."""
    whole = next((t for t in told if t.q.unit in AREAS and _WORK.search(t.name)), None)
    place = name.removesuffix("面积")
    if whole is None or _WORK.search(name) or not _PLACE.search(place):
        return ""
    inside = near.startswith(("，其中", "其中", "、")) and near.endswith(place)
    return place + whole.name if inside and len(place) >= 2 else ""


def _threatened(near: str, behind: str, q: Quantity, told: Sequence[Told]) -> str:
    """直接威胁下游312户居民: 受威胁居民."""
    goes_on = not near and told and told[-1].name.startswith("受威胁")
    if not goes_on and not _THREATENED.search(near):
        return ""
    who = _WHO.match(behind)
    noun = (
        who["who"] if who and who["who"] else {"户": "户数", "人": "人口", "名": "人口"}.get(q.unit)
    )
    return f"受威胁{noun}" if noun else ""


def _spread(near: str, behind: str, told: Sequence[Told]) -> str:
    """图斑53个，主要分布在6个镇: how many places they lie in."""
    where = _WHERE.match(behind) if _SPREAD.search(near) else None
    whole = next((uncounted(t.name) for t in told if t.q.unit in CLASSIFIERS), "")
    return f"{whole}分布{where['where']}数" if where else ""


def _completed(near: str, behind: str, q: Quantity, told: Sequence[Told]) -> str:
    """上轮规划的11项指标中，完成9项: 上轮规划完成指标数; 9项达到预期: 达到预期的指标数."""
    same = next((t for t in told if t.q.unit == q.unit), None)
    task = _TASK.match(uncounted(same.name)) if same else None
    if task is None:
        return ""
    own = re.split("[，,；;]", near)[-1]
    if done := _DONE.match(own):
        return f"{task['of']}{done['verb']}{task['thing']}数"
    does = _DOES.match(behind) if own in ("", "有", "其中") else None
    return f"{does['deed']}的{task['thing']}数" if does else ""


def _listed(name: str, q: Quantity) -> str:
    """A重点开采区、B重点开采区2个: as many things as are named: 重点开采区数."""
    items = _SEVERAL.split(uncounted(name))
    if len(items) < 2 or str(len(items)) != q.value:
        return ""
    shared = items[0]
    while shared and not all(item.endswith(shared) for item in items):
        shared = shared[1:]
    return shared + "数" if len(shared) >= _SHARED else ""
