"""Norms of plans without a modal word: priorities, caps, sanctions, and what whom is charged with."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract import imperatives
from ingest.extract.norms import Cue
from ontology import patterns as re

Range = tuple[int, int]

_DUTY = (
    r"(?:开展|提交|报送|上报|编制|履行|落实|承担|缴纳|缴存|计提|停止|退出|办理|接受|配备|公开|完成)"
)
# 达到建设标准的矿山企业开展自行评估: those whom a relative clause picks out, and what they do.
_PICKED = re.compile(
    r"(?:达到|完成|符合|未达到|不符合|列入|纳入|取得|超过|造成)[^，。；]{2,40}?的"
    rf"[一-鿿]{{0,4}}(?:企业|单位|矿山|采矿权人|探矿权人|义务人)(?={_DUTY})"
)
# 督促矿山企业落实修复方案: what they are held to do.
_HELD_TO = re.compile(
    rf"(?:监督|督促)(?:指导)?[一-鿿]{{0,6}}(?:企业|单位|采矿权人|探矿权人|义务人)(?={_DUTY})"
)
# 对资源利用效率高的企业优先供地: a priority for those who deserve it.
_FIRST = re.compile(
    r"(?:[一-鿿]{0,8}区内(?P<area>)|(?:对于?|给予?)[^，。；]{4,50}?(?:企业|矿山|项目|单位|矿种))"
    r"(?P<word>优先)(?=[一-鿿]{2})"
)
# 砂石年开采量控制在45万吨以内, where a clause controls amounts; elsewhere it is an aim.
_CAP = re.compile(
    r"(?:到|至)?(?:20\d\d年底?[，,]?)?[一-鿿]{2,20}(?P<word>(?:严格)?控制在)[\d.]+[^\d，。；]{1,8}(?:以内|之内|以下)"
)
# 市财政每年安排资金: whose task comes back each year.
_YEARLY = re.compile(
    r"[一-鿿]{1,10}(?:财政|部门|局|政府|企业)(?=(?:每年|定期)(?:安排|组织|开展|投入|公布|发布|评估|检查))"
)
_PERIODIC = re.compile(r"(?P<word>定期)(?:组织|开展|进行|公布|发布|评估|检查|报告|对)")
# Headings of clauses that control amounts.
_CONTROLS = re.compile(r"调控|管控|控制")
# …的，暂停受理其申请: what follows from a condition.
_SANCTION = re.compile(
    r"依法|责令|限期|追究|吊销|撤销|注销|取消|暂停|停止|收回|列入|移出|扣减|公告|有序|从其规定"
)
_DENIED = re.compile(r"取消|暂停|停止|收回|扣减|列入|责令|限期|不予|移出")
_FAILING = re.compile(r"(?:低于|高于|超过|未|不|逾期|拒)[^，。；]{1,30}的[一-鿿]{2,10}$")
_LAPSED = re.compile(r"[一-鿿]的(?=及时|依法|责令|限期|有序|逐步|取消|暂停)")
# 储备地由市自然资源局组织评估; who merely is in charge (负责) or explains the plan owes no deed.
_CHARGED = re.compile(
    r"(?P<what>[一-鿿（）()、]{2,20}?)?(?P<by>由)[一-鿿、（）()]{0,20}?"
    r"(?:政府|部门|机关|[局厅委]|单位|企业|公司|国家|财政|采矿权人|探矿权人|受让人|义务人)"
    r"(?=承担|解决|审批|批准|统一|公告|组织(?:编制|修复|评估|验收)|编制|每\d?年)"
)
_CASE = re.compile(r"(?:对于?|因)")
_REFERS = re.compile(r"(?:[一-鿿]{2,12})?(?=参照执行|从其规定)")


def cue(
    text: str, segments: Sequence[Range], found: Sequence[Cue | None], title: str
) -> Cue | None:
    """The cue of the segment behind `found` of a part of a plan; `title` is that of its clause."""
    at = len(found)
    start, end = segments[at]
    before = text[slice(*segments[at - 1])] if at else ""
    word = _opening(text, start, end) if at == 0 else None
    if word is None and _CONTROLS.search(title) and (match := _CAP.match(text, start, end)):
        word = (match.start(), match.start())
    if word is None:
        word = _following(
            text, start, end, before if _first_consequence(text, segments, found) else ""
        )
    return Cue("requires", *word, True) if word else None


def _opening(text: str, start: int, end: int) -> Range | None:
    """Where the word stands of a part that opens with a period, a priority or who has a duty."""
    if match := _PERIODIC.match(text, start, end):
        return match.start(), match.end("word")
    if match := _FIRST.match(text, start, end):
        return match.start() if match["area"] is None else match.start("word"), match.end()
    for pattern in (_PICKED, _HELD_TO, _YEARLY):
        if match := pattern.match(text, start, end):
            return match.end(), match.end()
    return None


def _first_consequence(text: str, segments: Sequence[Range], found: Sequence[Cue | None]) -> bool:
    """Whether no consequence stands before: 责令整改，仍不达标的，依法关闭 is one chain."""
    return not any(c and at and text[segments[at - 1][1] - 1] == "的" for at, c in enumerate(found))


def _following(text: str, start: int, end: int, before: str) -> Range | None:
    """Where a consequence begins, or what somebody is charged with; `before` is what precedes."""
    if before.endswith("的") and _SANCTION.match(text, start, end):
        return start, start
    if _FAILING.search(before) and _DENIED.match(text, start, end):
        return start, start
    if match := _LAPSED.search(text, start, end) or _REFERS.match(text, start, end):
        return match.end(), match.end()
    charged = _CHARGED.match(text, start, end)
    what = charged["what"] if charged else None
    if charged and (_CASE.match(before) if what is None else not imperatives.opens(what)):
        return charged.start("by"), charged.start("by")
    return None
