"""Counts that the words behind them name: spacings and averages; see also `predicates`."""

from __future__ import annotations

from ingest.extract.predicates import predicated
from ingest.extract.quantity import CLASSIFIERS, Quantity
from ontology import patterns as re

_SPACED = re.compile(
    r"\s*(?:应|宜)?(?:设置?|布置|布设|预留|修建)?(?:[一两\d]+[道个处条排根口])?(?P<what>[一-鿿]{2,8})$"
)


def counted_by(ahead: str, behind: str, q: Quantity) -> str:
    """The name of a count between the words `ahead` and `behind` it in its segment; "" for none."""
    return _spaced(ahead, behind) or _averaged(ahead, behind, q) or predicated(ahead, behind, q)


def _spaced(ahead: str, behind: str) -> str:
    """每隔10 m设置一道伸缩缝: 伸缩缝间距."""
    made = _SPACED.match(behind) if re.search(r"每(?:隔|间隔)$", ahead) else None
    return f"{made['what']}间距" if made else ""


def _averaged(ahead: str, behind: str, q: Quantity) -> str:
    """监管人员平均每人负责23座矿山: 监管人员平均每人负责矿山."""
    noun = re.match(r"\s*(?P<what>[一-鿿]{2,8})(?=$|[，。；、])", behind)
    each = re.search(r"(?:平均|人均|户均)每?[人户座个家处亩吨]?[一-鿿]{1,4}$", ahead)
    return ahead + noun["what"] if noun and each and q.unit in CLASSIFIERS else ""
