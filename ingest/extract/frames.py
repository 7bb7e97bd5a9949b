"""Frames of norms that tell what a number limits: terms, spans of keeping, factors, parts of a whole.

A noun phrase beside the number names it only where no frame does (`naming`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from ingest.extract.counted import counted_by
from ingest.extract.naming import Name
from ingest.extract.quantity import TIMES, Quantity
from ontology import lexicon

EDGE = re.compile(r"[，,。；;：:！？《》\n\t]")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]|[“”]")
_MODAL = re.compile(
    r"(?:应当|应该|(?<![反响适相供对])应(?![用急力])|不[应宜得]|不能|宜|必须|(?<![无毋])须|(?<![许认])可以?|需)"
)
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
_ACTOR = re.compile(
    r"(?:单位|部门|机构|企业|公司|政府|机关|组织|义务人|权人|责任人|申请人|当事人|人员|主体|者|局|厅|委员会)$"
)
_CONDITION = re.compile(r"^(?P<what>.{2,30}?)(?:时|的|后|之日起?|情形的|情况下)$")
_LEAD = re.compile(
    r"^(?:但|且|并|也|还|又|同时|其中|因此|此外|一般|原则上|对于?|自(?![筹然有行身愿动治主])|从|在|由|经|若|如|凡|当|未能?)+(?=.{2})"
)
_KEEPING = re.compile(
    r"(?:至少|不少于|不低于|不得少于|持续|连续|均|已|的)*(?P<deed>保存|保管|留存|保留|监测|管护|养护|公示|公告|维护|抚育|运行|静置|试运行|观测|培训|封存|跟踪)(?P<term>期限?|时间|时长|年限)?"
    r"(?:应|宜|须|不|得|能|至少|少于|低于|小于|超过|为|达到?|持续|连续|均|满)*$"
)
_MEASURE = re.compile(
    r"(?:[量率度高宽厚深长径距值比积重期限费额数]|系数|范围|间隔|频次|面积|规模|标准|等级|时间|历时|比例|浓度|强度|密度|年限|时限)$"
)
# When and where a number holds are told apart from its name.
_SCOPE = re.compile(
    r"^(?:(?:截至|到)?(?:19|20)\d{2}年(?:底|末|初)?[，,]?|全[县市区省州国])+(?=.{3})"
)
_RATIO = re.compile(
    r"^(?P<part>[^，。；]{2,20}?)(?:应当?|宜|须|必须)?(?P<verb>不?(?:得|应|宜|能)?(?:超过|低于|少于|大于|高于|小于|达到)|占(?![比用有地])(?:到|全[县市区省州]的?)?)(?P<whole>[^，。；\d]{2,12}?)的?$"
)
_AHEAD = re.compile(r"(?:届满|(?<![以之目])前|提前)$")
_RECIPIENT = re.compile(
    r"^(报告|通知|告知|通报|移送|移交|上报|报送|提交|录入|上传|送达|接入|传输|汇交)(?:至|到)?[^，]{0,16}?(?:部门|机关|政府|机构|单位|委员会|系统|平台|数据库|群众|人员|企业)$"
)
_HANDED = re.compile(
    r"^(?P<verb>提交|提出|报送|编制|出具|作出|制定|公布|上报|报备|签订)(?P<what>(?!完成|完毕)[^，。；]{2,18}?)$"
)
_TERM = re.compile(
    r"(?:时限|期限|时间|周期|工期|年限|[一-鿿]期)(?:不[得应宜]?|应|宜)*(?:压缩|缩短|控制|延长|保持|超过)?[至到在为]?$"
)
_RECEIVED = re.compile(
    r"(?:收到|接到|受理)(?!申请[之后])(?P<what>[^，。；的]{2,8}?)(?:之日起?|后)$"
)
_EVENT = re.compile(r"(?:^|[在于自])(?P<what>(?!收到|接到|受理)[^，。；在于自]{2,6}后)$")
_FOUND = re.compile(r"^.*?(?:发现|发生|出现)(?=.{2})")
_LINKED = re.compile(r"(?:至少|不[得应]?少于|不低于|应|达到?|超过)+$")
_LIGHT = re.compile(r"(?:至少|不少于)?(?:对[^，]{2,20}?)?(?:开展|组织|进行|实施|组织开展)?(?:了)?")
_TOLD = re.compile(r"^[向对][^，。；]{2,16}?(?=报告|报送|通报|公布|说明|反馈|更新)")
_WINDOW = re.compile(r"[一二两三四五六七八九十\d]+个?(?:年|月|季度|周|天|日)内.+$")
_EACH = re.compile(r"每(?:[半一二两三四五六七八九十\d]+)?个?(?:季度?|年度?|月|周|天|日|旬|班)")
_EACH_ONE = re.compile(r"^(?:每个|各个?)[^的]{1,10}的(?=.{2})")
_HOW = r"(?:.{0,14}(?:完成|实施|开展|进行))?(?:逐[条项级层个处]|全部|分层|分批|分段|及时|定期|均|一律|分别|重新)?"
_BARE_MEASURE = re.compile(
    r"(?:^|[^一-鿿]|设置|修建|布设|预留|开挖|修筑|采用|选用|铺设|[有为])(?P<name>(?:海拔|坡度|高度|深度|厚度|宽度|长度|面积|规模|产能|库容|品位|[pP][hH]值?|标高|年限|比例|距离))(?:在|为|大于|小于|超过|低于|高于|达到?|不足|不[超低高大小少]?[过于])*$"
)
_COMPARED = re.compile(r"^(?:大于|小于|低于|高于|少于|超过|达到|控制在|保持在|不)+")
_BARE_DEED = 4  # characters of a deed that names nothing that it is done to
_BRIEF_EVENT = 5  # characters of 闭坑后, 停采后
_BRIEF_CAUSE = 12  # characters of 监测数据异常, 破坏修复设施行为
_SHORT_NAME = 6  # characters of a measure that belongs to what the clause before tells
_IT = re.compile(r"^其(?!中|他|它|余|次|实|所|后)(?P<what>[^，。；]{2,16})$")
_MADE = re.compile(
    r"(?:设置|布设|修建|修筑|建设|建立|铺设|采用|采取|配备|安装|设立|预留|编制|开挖|构筑|砌筑|投加|施用|选用|设|建)(?P<what>[^，。；、的]{2,12}?)(?:的)?$"
)


def framed(
    text: str, start: int, floor: int, stop: int, q: Quantity
) -> tuple[Quantity, Name] | None:
    """The quantity with the name that a frame of the sentence `text[start:stop]` gives it.

    `floor` is where the quantity before ends, as for `name_of`. None where no frame fits; what
    must be done *within* a time has the comparator <=.
    """
    begin, end = segment(text, start, stop, q)
    ahead = "".join(text[max(begin, floor) : q.start].split())
    place = _Place(text, start, begin, end, stop)
    if q.unit in TIMES:
        if due := _due(place, ahead, q):
            barred = re.search("不得|禁止", due.text)  # for so long it is forbidden
            return replace(q, op=q.op if q.op != "=" or barred else "<="), due
        name = (
            _recurring(place, ahead, q)
            or _once(place, ahead, q)
            or _kept(place, max(begin, floor), ahead)
        )
        name = name or _valid(text[start : q.start], ahead, q) or _of_it(place, ahead)
    elif q.unit == "次" and (often := _often(place, q)):
        name = Name(often, begin)
    else:
        ratio = (
            _ratio(ahead, text[q.end : end], q)
            or _rated(place, ahead, q)
            or _held(text[q.end : end], ahead)
            or counted_by(_LEAD.sub("", ahead), text[q.end : end], q)
        )
        name = Name(ratio, max(begin, floor)) if ratio else _of_it(place, ahead)
        name = name or _limited(ahead, max(begin, floor))
    return (q, replace(name, text=_SCOPE.sub("", name.text))) if name else None


class _Place(NamedTuple):
    """Where a quantity stands: its sentence `[start, stop)` and its segment `[begin, end)`."""

    text: str
    start: int
    begin: int
    end: int
    stop: int

    def before(self) -> list[str]:
        """The segments before that of the quantity, nearest first, without blanks."""
        pieces = re.split("[，,；;]", self.text[self.start : self.begin])[:-1]
        return [_LEAD.sub("", "".join(piece.split())) for piece in reversed(pieces)]

    def behind(self, at: int) -> str:
        """The words from `at` to the end of the segment, else the next segment."""
        words = _BRACKETED.sub("", "".join(self.text[at : self.end].split()))
        if words or self.text[self.end : self.end + 1] not in ("，", ","):
            return words
        follows = EDGE.search(self.text, self.end + 1, self.stop)
        return "".join(self.text[self.end + 1 : follows.start() if follows else self.stop].split())


def segment(text: str, start: int, stop: int, q: Quantity) -> tuple[int, int]:
    """The range between the marks around a quantity of `text[start:stop]`; brackets do not end it."""
    begin = start
    for match in EDGE.finditer(text, start, q.start):
        begin = match.end()
    after = EDGE.search(text, q.end, stop)
    return begin, after.start() if after else stop


def _due(place: _Place, ahead: str, q: Quantity) -> Name | None:
    """……内（前）做某事: the deed, with the thing or the event that it follows, and 期限."""
    text = place.text
    at = q.end - 2 if text[q.end - 2 : q.end] in ("以内", "之内") else q.end
    within = _WITHIN.match(text, at, place.stop)
    early = _AHEAD.search(ahead)
    if (within is None and not early) or _TERM.search(ahead):
        return None
    deed = _deed(place.behind(within.end() if within else q.end))
    if not 2 <= len(deed) <= 24 or re.search(r"\d|百分之|达到", deed):
        return None
    if early and early[0] == "提前":
        return Name(f"提前{deed}期限", q.start)
    thing = _thing(place, ahead, deed)
    named = _swapped(deed)
    return Name(f"{thing}{named}期限", place.begin if thing else q.start)


def _deed(behind: str) -> str:
    """The words of what is done, without whom it is told and how."""
    behind = re.sub(r"^(?:组织[^，。；]{2,6}?)?完成(?=[一-鿿]{2,3}(?:$|[，。；并]))", "", behind)
    behind = re.sub(r"^(?:开展|进行|实施)(?=[一-鿿]{3,})", "", behind)
    behind = re.sub(r"提出(?=初审|初步审查)(.{2,4})意见", r"\1", behind)
    behind = re.sub(r"^(?:的|[^，]{0,12}(?:应当|应(?!急)|必须|须|可以|可))(?=.{2})", "", behind)
    if manner := _TO_WHOM.match(behind):
        behind = behind[manner.end() :]
    if passed := _PASSED.match(behind):
        return f"{passed['what']}报{passed['deed']}"
    cut = _DEED_END.search(behind)
    deed = behind[: cut.start()] if cut else behind
    return "" if deed[:1] in ("的", "、") else _RECIPIENT.sub(r"\1", deed)


def _swapped(deed: str) -> str:
    """报送生态修复方案 is 生态修复方案报送."""
    match = _HANDED.match(deed)
    return match["what"] + match["verb"] if match else deed


def _thing(place: _Place, ahead: str, deed: str) -> str:
    """What a bare deed is done to (溶液池应在…拆除), else the event that calls for it."""
    same = subject(ahead)
    modal = _MODAL.search(ahead)
    if modal is None and ahead.endswith("在") and 2 <= len(ahead) - 1 <= _BRIEF_CAUSE:
        same, modal = ahead[:-1], re.search("在$", ahead)  # 剩余部分在五年内缴清
    own = modal and modal.start() and not is_actor(same) and not _CONDITION.match(same)
    if own and len(deed) <= _BARE_DEED:
        return same
    if received := _RECEIVED.search(ahead):
        told = len(deed) > _BARE_DEED or deed[:2] in received["what"]
        return "" if told else received["what"]
    if (event := _EVENT.search(ahead)) and len(event["what"]) <= _BRIEF_EVENT:
        return event["what"]
    if len(deed) > _BARE_DEED - 1:
        return ""
    for words in place.before():
        if condition := _CONDITION.match(words):
            words = re.sub(
                r"^.*?(?:部门|机关|机构|单位|人)?(?:收到|接到)(?=.{2})", "", condition["what"]
            )
            what = "" if deed == "整改" else _FOUND.sub("", words)
            return what if len(what) <= _BRIEF_CAUSE else ""
    return ""


def is_actor(words: str) -> bool:
    """Whether words name somebody who acts, not a thing."""
    return bool(_ACTOR.search(words)) or words in lexicon.actors()


def subject(words: str) -> str:
    """The words before the first modal verb, without connectives; all words where none stands."""
    modal = _MODAL.search(words)
    head = words[: modal.start()] if modal and modal.start() else words
    return _LEAD.sub("", _EACH_ONE.sub("", head))


def _once(place: _Place, ahead: str, q: Quantity) -> Name | None:
    """满12个月后可申请验收, 栽植三年后, 期限不超过四十年的土地使用权."""
    behind = place.text[q.end : place.stop]
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
    if full := re.search(r"^(?P<what>.{2,12}?)(?:期?满|已满|达到)$", _LEAD.sub("", ahead)):
        deed = _deed(place.behind(q.end + after.end()))
        return Name(f"{full['what']}后{deed}期限", place.begin) if 2 <= len(deed) <= 8 else None
    verb = re.fullmatch(r"[一-鿿]{2,4}", ahead)
    return Name(f"{ahead}年限", place.begin) if verb and q.unit == "年" else None


def _recurring(place: _Place, ahead: str, q: Quantity) -> Name | None:
    """截水沟应按20年一遇暴雨标准设计: 截水沟设计暴雨标准."""
    again = re.match(r"一遇的?(?P<what>[一-鿿]{0,4}标准)?", place.text[q.end : place.end])
    by = re.search(r"按(?:照)?$", ahead) if again else None
    what = subject(ahead[: by.start()]) if by else ""
    if again is None or len(what) < 2 or is_actor(what):
        return None
    return Name(f"{what}设计{again['what'] or '标准'}", place.begin)


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


def _often(place: _Place, q: Quantity) -> str:
    """每季度开展一次现场检查, 每半年报告一次进展, 一年内被责令整改三次以上: what is done how often."""
    ahead = _LEAD.sub("", _LINKED.sub("", "".join(place.text[place.begin : q.start].split())))
    if granted := re.search(r"(?:申请)?(?:延期|延长|续期|展期|延续)$", ahead):
        return f"{granted[0]}次数"
    if q.op != "=" and (window := _WINDOW.search(ahead)):
        return f"{ahead[window.start() :]}次数"
    each = _EACH.search(ahead)
    if each is None:
        return ""
    done = re.match(r"\s*(?P<what>(?!以|的|性)[一-鿿]{2,14}?)(?=$|的$|并|和(?=.{4}))",
                    place.text[q.end : place.end])  # fmt: skip
    verb = _TOLD.sub("", ahead[each.end() :])
    if done and _LIGHT.fullmatch(verb):
        return f"{done['what']}次数"
    if not done and not ahead[: each.start()]:
        told = subject(next(iter(place.before()), ""))
        if told.endswith(("频次", "次数", "频率")):
            return told
        made = _MADE.search(next(iter(place.before()), ""))
        return f"{made['what'] if made else ''}{each[0]}{verb}"
    return f"{each[0]}{verb}{done['what']}" if done else ""


def _kept(place: _Place, floor: int, ahead: str) -> Name | None:
    """管护档案应保存10年以上: what is kept, and how: 管护档案保存期限."""
    match = _KEEPING.search(ahead)
    if match is None or match["term"]:
        return None
    what = subject(ahead[: match.start()])
    if is_actor(what) or len(what) < 2:
        what = next(map(_antecedent, place.before()), "")
    name = f"{what}{match['deed']}期限"
    return Name(name, floor) if what else None


def _antecedent(words: str) -> str:
    """What 其 refers to: the thing that the clause before has made, else its subject."""
    if made := _MADE.search(words):
        return made["what"]
    return subject(words)


def _ratio(ahead: str, behind: str, q: Quantity) -> str:
    """修复面积超过总面积的10%: 修复面积占总面积比例; 社会资本只占12%: 社会资本占比."""
    alone = re.search(
        r"(?:^|(?P<part>[^，。；]{2,10}?))(?:仅仅|仅|只|约|就)?占(?:到|比|近|约)?$", ahead
    )
    if alone and q.unit == "%" and "的" not in behind[:1]:
        return f"{_LEAD.sub('', alone['part'] or '')}占比"
    if re.match(r"(?:左右|以上)?的[一-鿿]{2}", behind):
        return ""
    match = _RATIO.match(_LEAD.sub("", ahead)) if q.unit == "%" else None
    if match is None or _MODAL.search(match["part"] + match["whole"]):
        return ""
    part = match["part"]
    whole = re.sub(r"的?(?:比重|比例|占比|份额)(?:为|是|达到?)?$", "", match["whole"])
    return (
        ""
        if part[-1] in "深高宽厚长" or re.search("[深高宽厚长]度$", part)
        else f"{part}占{whole}比例"
    )


def _rated(place: _Place, ahead: str, q: Quantity) -> str:
    """按不低于10%的比例组织抽查: 抽查比例; 修复基金按照销售收入的2%提取: 修复基金提取比例."""
    base = re.search(
        r"(?P<what>.*?)按(?:照)?(?P<of>[^，。；]{0,14}?)(?:的|不[低高]于|不超过|不少于)*$", ahead
    )
    if q.unit != "%" or base is None:
        return ""
    behind = "".join(place.text[q.end : place.end].split())
    done = re.match(
        r"(?:的比例)?(?:[按逐][月季年])?(?:组织|进行|开展|实施|予以|给予)?(?P<deed>[一-鿿]{2,6})$",
        behind,
    )
    what = subject(base["what"])
    if not what and (made := _MADE.search(next(iter(place.before()), ""))):
        what = made["what"]
    what = base["of"] if len(what) < 2 or is_actor(what) or not base["of"] else what
    return f"{what}{done['deed']}比例" if done else ""


def _valid(before: str, ahead: str, q: Quantity) -> Name | None:
    """本通知自…起施行，有效期5年: 通知有效期."""
    kind = re.search(r"本(?P<kind>通知|办法|规定|细则|意见|规划|条例|方案|标准)", before)
    term = re.search(r"有效期(?:限)?(?:为|是)?$", ahead)
    return Name(f"{kind['kind']}有效期", q.start) if kind and term else None


def _held(behind: str, ahead: str) -> str:
    """海拔3500米以上的矿山: what has the measure stands behind it: 矿山海拔."""
    match = re.match(r"\s*的(?P<what>[一-鿿]{2,8}?)(?=$|应|不[得宜应能]|宜|可|必须|须)", behind)
    measure = _BARE_MEASURE.search(ahead) if match else None
    return f"{match['what']}{measure['name']}" if match and measure else ""


def _of_it(place: _Place, ahead: str) -> Name | None:
    """截洪沟，其设计标准不应低于50年一遇; 土工膜焊缝应逐条检测，检测合格率应达到100%."""
    bare = _LEAD.sub("", ahead)
    before = next(iter(place.before()), "")
    name = subject(bare)
    what = ""
    if it := _IT.match(bare):
        what, name = _antecedent(before), subject(it["what"])
    elif before and _MEASURE.search(name) and 3 <= len(name) <= _SHORT_NAME:
        what = _object(before, name[:2])
    return Name(what + name, place.begin) if 2 <= len(what) <= 12 and len(name) >= 2 else None


def _object(before: str, verb: str) -> str:
    """What a verb of the clause before is done to: its object, else the subject it follows."""
    modal = _MODAL.search(before)
    if modal is None or before.find(verb, modal.end()) < 0:
        return ""
    done = re.match(_HOW + re.escape(verb), before[modal.end() :])
    if done is None:
        return ""
    follows = re.match(r"[一-鿿]{2,8}", before[modal.end() + done.end() :])
    if follows is None:
        what = subject(before)
        return "" if is_actor(what) else what
    return re.sub(r"(?:中和|处理|改良|覆盖|进行.*)$", "", follows[0])


def _limited(ahead: str, begin: int) -> Name | None:
    """投加量可按理论需要量的1.2倍控制: a measure that other words part from its number."""
    modal = _MODAL.search(ahead)
    if modal is None or len(ahead) - modal.end() < 3:
        return None
    head = subject(ahead)
    rest = _COMPARED.sub("", ahead[modal.end() :])
    if len(rest) < 3 or not _MEASURE.search(head) or len(head) < 3:
        return None
    beyond = re.search(
        r"(?:[覆盖包括含、和及与到至]+)(?P<where>[一-鿿]{0,6}(?:上游|下游|周边|两侧|外围|四周|外))$",
        rest,
    )
    return Name((beyond["where"] if beyond else "") + head, begin)
