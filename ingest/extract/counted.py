"""Counts that the words behind them name: spacings and averages; see also `predicates`."""

from __future__ import annotations

from ingest.extract.phrases import bare, clause
from ingest.extract.predicates import predicated
from ingest.extract.quantity import CLASSIFIERS, Quantity
from ontology import patterns as re

_SPACED = re.compile(
    r"\s*(?:应|宜)?(?:设置?|布置|布设|预留|修建)?(?:[一两\d]+[道个处条排根口])?(?P<what>[一-鿿]{2,8})$"
)
# 36个项目中有5个超范围取料: those of whom a part does something.
_AMONG = re.compile(
    r"(?P<what>[一-鿿（）()]{2,14}?)(?:当)?[中里][，,]?(?:其?[一-鿿]{0,2}|[^。；]*[，,][一-鿿]{0,2})$"
)
_THING = re.compile(
    r"(?:项目|工程|企业|矿山|公司|单位|矿企|县(?:[（(]区[）)])?|[市区乡镇村]|图斑|[户人])$"
)
_ACTS = re.compile(r"[一-鿿“”]{2,20}(?=$|[）)])")
_BRIEF_LEAD = 4  # characters of 全县现有, 仅有, 其中
_BRIEF_DEED = 2  # characters of 落地, 延期
_BRIEF_NOUN = 4  # characters of 矿山, 企业


def counted_by(ahead: str, behind: str, q: Quantity, before: str) -> str:
    """The name of a count between the words `ahead` and `behind` it in its segment; "" for none."""
    return (
        _spaced(ahead, behind)
        or _averaged(ahead, behind, q)
        or _among(behind, q, before)
        or _acting(ahead, behind, q)
        or predicated(ahead, behind, q)
    )


def _spaced(ahead: str, behind: str) -> str:
    """每隔10 m设置一道伸缩缝: 伸缩缝间距."""
    made = _SPACED.match(behind) if re.search(r"每(?:隔|间隔)$", ahead) else None
    return f"{made['what']}间距" if made else ""


def _averaged(ahead: str, behind: str, q: Quantity) -> str:
    """监管人员平均每人负责23座矿山: 监管人员平均每人负责矿山."""
    noun = re.match(r"\s*(?P<what>[一-鿿]{2,8})(?=$|[，。；、])", behind)
    each = re.search(r"(?:平均|人均|户均)每?[人户座个家处亩吨]?[一-鿿]{1,4}$", ahead)
    return ahead + noun["what"] if noun and each and q.unit in CLASSIFIERS else ""


def _among(behind: str, q: Quantity, before: str) -> str:
    """36个项目中有5个超范围取料: those of whom a part does something, and what it does."""
    acts = _ACTS.match("".join(behind.split())) if q.unit in CLASSIFIERS else None
    among = _AMONG.search(before) if acts else None
    thing = _THING.search(among["what"]) if among else None
    if acts is None or thing is None or clause(acts[0]).noun.endswith(thing[0]):
        return ""
    return _doers(bare(acts[0]), thing[0], q)


def _acting(ahead: str, behind: str, q: Quantity) -> str:
    """该县有85户农户签订了合同: what those that are counted do."""
    if q.unit not in CLASSIFIERS or (len(ahead) > _BRIEF_LEAD and not ahead.endswith(("有", "中"))):
        return ""
    acts = _ACTS.match("".join(behind.split()))
    noun, deed = (
        clause(acts[0]) if acts and ahead[-2:] not in ("推广", "选取", "支持") else ("", "")
    )
    return _doers(deed, noun, q) if deed else ""


def _doers(deed: str, noun: str, q: Quantity) -> str:
    if q.unit == "户":
        return f"{noun}{deed}户数" if len(deed) <= _BRIEF_DEED else f"{deed}的{noun}户数"
    of = "的" if len(deed) > _BRIEF_DEED else ""
    return f"{deed}{of}{noun}{'数' if len(noun) <= _BRIEF_NOUN else ''}"
