"""Frames that name a time: by when a deed is due, how long a state lasts, how long a thing is kept."""

from __future__ import annotations

from dataclasses import replace

from ingest.extract import deadlines
from ingest.extract.naming import Name
from ingest.extract.quantity import Quantity
from ingest.extract.segments import LEAD, MODAL, Site, antecedent, is_actor, subject
from ontology import patterns as re

_WITHIN = re.compile(r"(?:以内|之内|内|之前|以前|前)(?!期|款|述|后|置)")
_TO_WHOM = re.compile(
    r"^(?:[向对][^，。；]{2,24}?(?=报告|报送|报备|备案|提出|提交|申请|申报|移交|出具|书面|通报|反馈|公[告示布开]|说明|送达))?"
    r"(?:及时|依法|一次性|书面|主动|予以|完整|如实|先行|自行|按(?:规定|要求)|按照规定|依照规定|将|对(?=[一-鿿]{2,12}进行))*"
)
# 将施工方案报监理单位审核.
_PASSED = re.compile(
    r"^(?P<what>[一-鿿]{2,10}?)(?:报|送|呈)(?:请|送)?[一-鿿]{2,14}?(?P<deed>审核|审批|备案|批准|审查|审定|评审)(?:$|[，。；])"
)
_DEED_END = re.compile(
    r"(?<=.{2})(?:，|,|并(?!网|购|联|案)|(?<=.{3})和(?=[一-鿿]{2,}?报|完成|办理))"
)
_CONDITION = re.compile(r"^(?P<what>.{2,30}?)(?:时|的|后|之日起?|情形的|情况下)$")
_KEEPING = re.compile(
    r"(?:至少|不少于|不低于|不得少于|持续|连续|均|已|的)*(?P<deed>保存|保管|留存|保留|监测|管护|养护|公示|公告|维护|抚育|运行|静置|试运行|观测|培训|封存|跟踪)(?P<term>期限?|时间|时长|年限)?(?:至[^，。；]{2,10}?后)?"
    r"(?:应|宜|须|不|得|能|至少|少于|低于|小于|超过|为|达到?|持续|连续|均|满)*$"
)
_AHEAD = re.compile(r"(?:届满|(?<![以之目])前|提前)$")
_RECIPIENT = re.compile(
    r"^(报告|通知|告知|通报|移送|移交|上报|报送|提交|录入|上传|送达|接入|传输|汇交)(?:至|到)?[^，]{0,16}?(?:部门|机关|政府|机构|单位|委员会|系统|平台|数据库|群众|人员|企业|[局厅所站])$"
)
_HANDED = re.compile(
    r"^(?P<verb>提交|提出|报送|移交|汇交|编制|出具|作出|制定|公布|上报|报备|签订)(?:全部|所有)?(?P<what>(?!完成|完毕)[^，。；]{2,18}?)$"
)
_TERM = re.compile(
    r"(?:时限|期限|时间|周期|工期|年限|[一-鿿]期)(?:不[得应宜]?|应|宜)*(?:压缩|缩短|控制|延长|保持|超过|多|大多|一般|通常)?[至到在为]?$"
)
_RECEIVED = re.compile(
    r"(?:收到|接到|受理)(?!申请[之后])(?P<what>[^，。；的]{2,8}?)(?:之日起?|后)$"
)
_EVENT = re.compile(r"(?:^|[在于自])(?P<what>(?!收到|接到|受理)[^，。；在于自]{2,6}后)$")
_RUN = re.compile(r"(?:以上|及以上)?(?P<deed>[^，。；\d的]{2,14}?)(?:的.{0,10})?$")
_BARE_DEED = 4  # characters of a deed that names nothing that it is done to
_BRIEF_EVENT = 5  # characters of 闭坑后, 停采后
_BRIEF_CAUSE = 12  # characters of 监测数据异常, 破坏修复设施行为


def due(site: Site, ahead: str, q: Quantity) -> tuple[Quantity, Name] | None:
    """The time by when something is to be done, with its name; None where it is no such time.

    `ahead` are the words of the segment before it, without blanks. What must be done within a time
    has the comparator <=; what is forbidden for so long keeps its own.
    """
    name = _deadline(site, ahead, q)
    if name is None:
        return None
    within = q.op == "=" and not re.search("不得|禁止", name.text)
    return (replace(q, op="<=") if within else q), name


def lasting(site: Site, since: int, ahead: str, q: Quantity) -> Name | None:
    """The name of a time that something lasts or is kept for; None where no frame fits.

    `ahead` are the words from `since` to it, without blanks.
    """
    return (
        _running(site, ahead, q)
        or _recurring(site, ahead, q)
        or _once(site, ahead, q)
        or _kept(site, since, ahead)
        or _valid(site.text[site.start : q.start], ahead, q)
    )


def _running(site: Site, ahead: str, q: Quantity) -> Name | None:
    """连续2年未按方案使用基金的: 连续未按方案使用基金年数."""
    if not ahead.endswith("连续") or q.unit not in ("年", "个月"):
        return None
    done = _RUN.match(site.behind(q.end))
    return Name(f"连续{done['deed']}{q.unit[-1]}数", q.start) if done else None


def _deadline(site: Site, ahead: str, q: Quantity) -> Name | None:
    """……内（前）做某事: the deed, with the thing or the event that it follows, and 期限."""
    text = site.text
    at = q.end - 2 if text[q.end - 2 : q.end] in ("以内", "之内") else q.end
    within = _WITHIN.match(text, at, site.stop)
    early = _AHEAD.search(ahead)
    if (within is None and not early) or _TERM.search(ahead):
        return None
    deed = _deed(site.behind(within.end() if within else q.end))
    if not 2 <= len(deed) <= 24 or re.search(r"\d|百分之|达到", deed):
        return None
    if early and early[0] == "提前":
        return Name(f"提前{deed}期限", q.start)
    thing = _thing(site, ahead, deed)
    named = "" if thing and deed in deadlines.LIGHT else _swapped(deed)
    return Name(f"{thing}{named}期限", site.begin if thing else q.start)


def _deed(behind: str) -> str:
    """The words of what is done, without whom it is told and how."""
    behind = re.sub(r"^(?:组织[^，。；]{2,6}?)?完成(?=[一-鿿]{2,3}(?:$|[，。；并]))", "", behind)
    behind = re.sub(r"^(?:开展|进行|实施)(?=[一-鿿]{3,})", "", behind)
    behind = re.sub(r"(?<=完成)(?:全部|所有|各项)(?=.{2})", "", behind)
    behind = re.sub(r"提出(?=初审|初步审查)(.{2,4})意见", r"\1", behind)
    behind = re.sub(r"^(?:的|[^，]{0,12}(?:应当|应(?!急)|必须|须|可以|可))(?=.{2})", "", behind)
    if manner := _TO_WHOM.match(behind):
        behind = behind[manner.end() :]
    if passed := _PASSED.match(behind):
        return f"{passed['what']}报{passed['deed']}"
    cut = _DEED_END.search(behind)
    deed = re.sub(r"(?<=.{2})(?:完毕|到位)$", "", behind[: cut.start()] if cut else behind)
    return "" if deed[:1] in ("的", "、") else _RECIPIENT.sub(r"\1", deed)


def _swapped(deed: str) -> str:
    """报送生态修复方案 is 生态修复方案报送."""
    match = _HANDED.match(deed)
    return match["what"] + match["verb"] if match else deed


def _thing(site: Site, ahead: str, deed: str) -> str:
    """What a bare deed is done to (溶液池应在…拆除), else the event that calls for it."""
    same, before = subject(ahead), site.before()
    brief = len(deed) <= _BARE_DEED
    if brief and _does(same, ahead):
        return same.removesuffix("在")
    if found := deadlines.case(same, before) or deadlines.handed_on(deed, before):
        return found if brief else ""
    if received := _RECEIVED.search(ahead):
        return "" if not brief or deed[:2] in received["what"] else received["what"]
    event = _EVENT.search(ahead) if brief else None
    if event and len(event["what"]) <= _BRIEF_EVENT:
        return event["what"]
    if len(deed) > _BARE_DEED - 1:
        return ""
    return deadlines.such(before) or _cause(before, deed)


def _does(same: str, ahead: str) -> bool:
    """Whether a segment `ahead` of a time opens with what is done: its subject `same`."""
    modal = MODAL.search(ahead)
    if modal is None:  # 剩余部分在五年内缴清
        own = ahead.endswith("在") and 2 <= len(ahead) - 1 <= _BRIEF_CAUSE
        same = ahead.removesuffix("在")
    else:
        own = modal.start() > 0
    return own and not is_actor(same) and not _CONDITION.match(same)


def _cause(before: list[str], deed: str) -> str:
    """The condition told before a deed, without who finds it; "" for none."""
    told = next((m for words in before if (m := _CONDITION.match(words))), None)
    if told is None or deed == "整改":
        return ""
    what = re.sub(r"^.*?(?:部门|机关|机构|单位|人)?(?:收到|接到)(?=.{2})", "", told["what"])
    what = deadlines.FOUND.sub("", what)
    return what if len(what) <= _BRIEF_CAUSE else ""


def _once(site: Site, ahead: str, q: Quantity) -> Name | None:
    """满12个月后可申请验收, 栽植三年后, 期限不超过四十年的土地使用权."""
    behind = site.text[q.end : site.stop]
    if held := re.match(r"的(?P<what>[^，。；、]{2,10}?)(?=[，。；、]|$)", behind):
        if held["what"].endswith(("期", "期限", "年限", "时间", "周期")):
            return Name(held["what"], q.start)
        term = re.search(r"期限?(?:不[得应]?|最长)*(?:超过|少于|低于|为)*$", ahead)
        right = held["what"].endswith("权") and re.search(r"(?:超过|少于|低于)$", ahead)
        return (
            Name(f"{held['what']}{'期限' if term else '年限'}", q.start) if term or right else None
        )
    after = re.match(r"以?后", behind)
    if after is None:
        return _tended(ahead, behind, q)
    if full := re.search(r"^(?P<what>.{2,12}?)(?:期?满|已满|达到)$", LEAD.sub("", ahead)):
        deed = _deed(site.behind(q.end + after.end()))
        return Name(f"{full['what']}后{deed}期限", site.begin) if 2 <= len(deed) <= 8 else None
    verb = re.fullmatch(r"[一-鿿]{2,4}", ahead)
    return Name(f"{ahead}年限", site.begin) if verb and q.unit == "年" else None


def _recurring(site: Site, ahead: str, q: Quantity) -> Name | None:
    """截水沟应按20年一遇暴雨标准设计: 截水沟设计暴雨标准."""
    again = re.match(r"一遇的?(?P<what>[一-鿿]{0,4}标准)?", site.text[q.end : site.end])
    by = re.search(r"按(?:照)?$", ahead) if again else None
    what = subject(ahead[: by.start()]) if by else ""
    if again is None or len(what) < 2 or is_actor(what):
        return None
    return Name(f"{what}设计{again['what'] or '标准'}", site.begin)


def _tended(ahead: str, behind: str, q: Quantity) -> Name | None:
    """在完工后组织三年管护: 完工后管护年限."""
    deed = re.match(r"的?(?P<deed>管护|监测|养护|维护|抚育|观测)(?![期单人费设])", behind)
    if deed is None:
        return None
    event = re.search(r"(?:^|[在于应当自])(?P<what>[^，。；在于应当自]{2,6}后)", ahead)
    return Name(
        f"{event['what'] if event else ''}{deed['deed']}{'年限' if q.unit == '年' else '期限'}",
        q.start,
    )


def _kept(site: Site, floor: int, ahead: str) -> Name | None:
    """管护档案应保存10年以上: what is kept, and how: 管护档案保存期限."""
    match = _KEEPING.search(ahead)
    if match is None or match["term"]:
        return None
    what = subject(ahead[: match.start()])
    if is_actor(what) or len(what) < 2:
        what = next(map(antecedent, site.before()), "")
    name = f"{what}{match['deed']}期限"
    return Name(name, floor) if what else None


def _valid(before: str, ahead: str, q: Quantity) -> Name | None:
    """本通知自…起施行，有效期5年: 通知有效期."""
    kind = re.search(r"本(?P<kind>通知|办法|规定|细则|意见|规划|条例|方案|标准)", before)
    term = re.search(r"有效期(?:限)?(?:为|是)?$", ahead)
    return Name(f"{kind['kind']}有效期", q.start) if kind and term else None
