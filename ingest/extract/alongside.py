"""Numbers told beside others of their kind: sums, rates of one ore, things that share a verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.extract.quantity import CLASSIFIERS, Quantity
from ontology import patterns as re

if TYPE_CHECKING:
    from ingest.extract.wholes import Told

_RATE = re.compile(
    r"(?:平均)?(?:开采回采率|选矿回收率|采选综合回收率|(?:共伴生|伴生|资源|矿产)*综合利用率)$"
)
_TOGETHER = re.compile(
    r"^[，,、；;]?(?:两者|三者)?(?P<measure>面积|投资)?(?P<word>合计|共计|总计)(?:总?(?:面积|投资))?(?:约|为|达)*$"
)
_MEASURED = re.compile(r"(?P<measure>总?(?:面积|投资|长度|资源量|产能|规模|金额))$")
_DEED = re.compile(
    r"^(?P<lead>(?:依法|累计)*(?:新增|新发现|注销|吊销|清退|关闭|整合|建成|取缔|退出|保有|完成|修建|拆除)(?:过期|到期|违法)?)(?=.{2})"
)
_COUNT = re.compile(r"(?:总?数量?|个数)$")
_PAYERS = re.compile(
    r"^[一-鿿]{0,6}(?:财政|社会|自筹|企业|中央|省级|市级|县级|地方)(?:投入|配套)?资金$"
)
_SPENT = re.compile(
    r"^(?:累计|全[省市县区]|共|总)*(?:投入|安排|落实|完成)?(?P<what>[一-鿿]{2,10}?)(?:资金|投资)(?:投入)?$"
)
_CLASSED = re.compile(r"(?:矿山|企业|项目|工程|尾矿库|排土场|边坡|地区|片区|路段|采场)$")
_MODAL = re.compile(r"(?:应当?|宜|须|可|不得|不[应宜])+$")
_MEASURE = re.compile(r"[量率度高宽厚深距值比期限额积]$|规模|比例|标准$")
_LEAST = 3  # characters that names told together share at their end


def alongside(between: str, name: str, q: Quantity, told: Sequence[Told]) -> str:
    """The name of a number in the light of one of its kind told before it, "" for any other.

    `between` are the words since that number.
    """
    last, words = told[-1], "".join(between.split())
    if _RATE.fullmatch(name) and (ore := _RATE.search(last.name)):
        return last.name[: ore.start()] + name
    if together := _TOGETHER.match(words):
        if last.q.unit in CLASSIFIERS and together["measure"]:
            return f"{_COUNT.sub('', last.name)}{together['word']}{together['measure']}"
        return _sum(together["word"], [t.name for t in told if t.q.unit == q.unit])
    return _same_class(name, q, last) or _same_deed(words, name, q, last)


def _same_deed(words: str, name: str, q: Quantity, last: Told) -> str:
    """注销过期探矿权6宗、采矿权9宗: what is listed after a deed shares it."""
    lead, bare = _DEED.match(last.name), _COUNT.sub("", name)
    if lead is None or words != f"、{bare}" or last.q.unit != q.unit or _DEED.match(name):
        return ""
    return lead["lead"] + name if _COUNT.sub("", last.name).endswith(bare[-2:]) else ""


def _same_class(name: str, q: Quantity, last: Told) -> str:
    """新建矿山充填率不低于60%，改建矿山不低于45%: a class of the same things has the same measure."""
    noun = _CLASSED.search(_MODAL.sub("", name))
    at = last.name.find(noun[0]) if noun and last.q.unit == q.unit else -1
    if noun is None or at <= 0 or q.unit in CLASSIFIERS:
        return ""
    measure = last.name[at + len(noun[0]) :].lstrip("的")
    return _MODAL.sub("", name) + measure if _MEASURE.search(measure) else ""


def _sum(word: str, names: Sequence[str]) -> str:
    """甲重点勘查区面积…，乙重点勘查区面积…，合计…: 重点勘查区合计面积."""
    shared = names[0] if len(names) > 1 else ""
    while shared and not all(name.endswith(shared) for name in names):
        shared = shared[1:]
    measure = _MEASURED.search(shared)
    what = shared[: measure.start()] if measure else ""
    return f"{what if len(what) >= _LEAST else ''}{word}{measure['measure']}" if measure else ""


def payer(name: str, q: Quantity, told: Sequence[Told]) -> str:
    """投入地质勘查资金…，其中财政资金…: 地质勘查财政资金; "" where no purpose is told."""
    whole = next((m for t in told if t.q.unit == q.unit and (m := _SPENT.match(t.name))), None)
    if whole is None or q.unit in CLASSIFIERS or not _PAYERS.match(name):
        return ""
    return whole["what"] + name
