"""Counts that the words behind them name: spacings, averages and what those counted do."""

from __future__ import annotations

from ingest.extract.quantity import CLASSIFIERS, Quantity
from ontology import patterns as re

_SPACED = re.compile(
    r"\s*(?:应|宜)?(?:设置?|布置|布设|预留|修建)?(?:[一两\d]+[道个处条排根口])?(?P<what>[一-鿿]{2,8})$"
)
_DOING = re.compile(
    r"(?P<who>[一-鿿]{2,8}?)(?:已经?|均|都|仍|目前)*(?P<deed>(?:为[^，。；]{1,6}提供|完成|采用|启动|开通|提供|部署|加入|参与|建成|通过|达到|纳入|实现|入选|获得|列入|取得|进入|使用)[^，。；、]{2,14})$"
)
# 2个项目落地, 6个项目延期: what the counted projects did, in one word.
_MOVED = re.compile(
    r"(?P<who>项目|工程|企业|矿山)(?:已经?|均|尚未|仍)?(?P<deed>落地|延期|停工|完工|开工|停产|关闭|退出|达标|验收)$"
)
_BRIEF_LEAD = 4  # characters of 全县现有, 仅有, 其中
_BRIEF_NOUN = 4  # characters of 矿山, 企业


def counted_by(ahead: str, behind: str, q: Quantity) -> str:
    """The name of a count between the words `ahead` and `behind` it in its segment; "" for none."""
    return _spaced(ahead, behind) or _averaged(ahead, behind, q) or _predicated(ahead, behind, q)


def _spaced(ahead: str, behind: str) -> str:
    """每隔10 m设置一道伸缩缝: 伸缩缝间距."""
    made = _SPACED.match(behind) if re.search(r"每(?:隔|间隔)$", ahead) else None
    return f"{made['what']}间距" if made else ""


def _averaged(ahead: str, behind: str, q: Quantity) -> str:
    """监管人员平均每人负责23座矿山: 监管人员平均每人负责矿山."""
    noun = re.match(r"\s*(?P<what>[一-鿿]{2,8})(?=$|[，。；、])", behind)
    each = re.search(r"(?:平均|人均|户均)每?[人户座个家处亩吨]?[一-鿿]{1,4}$", ahead)
    return ahead + noun["what"] if noun and each and q.unit in CLASSIFIERS else ""


def _predicated(ahead: str, behind: str, q: Quantity) -> str:
    """仅有十几个矿山采用市场化综合利用: what those that are counted do: 采用…的矿山数."""
    if q.unit not in CLASSIFIERS or (len(ahead) > _BRIEF_LEAD and not ahead.endswith("有")):
        return ""
    if moved := _MOVED.match("".join(behind.split())):
        return f"{moved['deed']}{moved['who']}数"
    match = _DOING.match("".join(behind.split()))
    if match is None or ahead[-2:] in ("推广", "选取", "支持"):
        return ""
    deed = re.sub(r"(?<=[通成供加动署])了", "", match["deed"])
    return f"{deed}的{match['who']}{'数' if len(match['who']) <= _BRIEF_NOUN else ''}"
