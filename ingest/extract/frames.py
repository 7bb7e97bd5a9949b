"""Frames of norms that tell what a number limits: how often, what share, which measure of what.

Times have frames of their own (`durations`). A noun phrase beside the number names it only where no frame does (`naming`).
"""

from __future__ import annotations

from dataclasses import replace

from ingest.extract.counted import counted_by
from ingest.extract.durations import due, lasting
from ingest.extract.naming import Name
from ingest.extract.quantity import TIMES, Quantity
from ingest.extract.segments import LEAD, MADE, MODAL, Site, antecedent, is_actor, subject
from ontology import patterns as re

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
_LINKED = re.compile(r"(?:至少|不[得应]?少于|不低于|应|达到?|超过)+$")
_LIGHT = re.compile(r"(?:至少|不少于)?(?:对[^，]{2,20}?)?(?:开展|组织|进行|实施|组织开展)?(?:了)?")
_TOLD = re.compile(r"^[向对][^，。；]{2,16}?(?=报告|报送|通报|公布|说明|反馈|更新)")
_WINDOW = re.compile(r"[一二两三四五六七八九十\d]+个?(?:年|月|季度|周|天|日)内.+$")
_EACH = re.compile(r"每(?:[半一二两三四五六七八九十\d]+)?个?(?:季度?|年度?|月|周|天|日|旬|班)")
_HOW = r"(?:.{0,14}(?:完成|实施|开展|进行))?(?:逐[条项级层个处]|全部|分层|分批|分段|及时|定期|均|一律|分别|重新)?"
_COMPARED = re.compile(r"^(?:大于|小于|低于|高于|少于|超过|达到|控制在|保持在|不)+")
_ALONE = re.compile(r"(?:^|(?P<part>[^，。；]{2,16}?))(?:仅仅|仅|只|约|就)?占(?:到|比|近|约)?$")
_BASE = re.compile(
    r"(?P<what>.*?)按(?:照)?(?:不[低高少]于|不超过)?(?P<of>[^，。；]{0,14}?)(?:的|不[低高]于|不超过|不少于)*$"
)
_SHORT_NAME = 6  # characters of a measure that belongs to what the clause before tells
_IT = re.compile(r"^其(?!中|他|它|余|次|实|所|后)(?P<what>[^，。；]{2,16})$")


def framed(site: Site, q: Quantity) -> tuple[Quantity, Name] | None:
    """The quantity with the name that a frame of its sentence gives it.

    None where no frame fits; what must be done *within* a time has the comparator <=.
    """
    if q.unit not in TIMES:
        name = _limit(site, q)
    elif found := due(site, site.ahead, q):
        return found
    else:
        name = lasting(site, site.since, site.ahead, q) or _of_it(site, site.ahead)
    return (q, replace(name, text=_SCOPE.sub("", name.text))) if name else None


def _limit(site: Site, q: Quantity) -> Name | None:
    """What a number that is no time limits."""
    since, ahead = site.since, site.ahead
    if q.unit == "次" and (often := _often(site, q)):
        return Name(often, site.begin)
    behind = site.text[q.end : site.end]
    ratio = (
        _ratio(ahead, behind, q)
        or _rated(site, ahead, q)
        or counted_by(
            LEAD.sub("", ahead), behind, q, "".join(site.text[site.start : q.start].split())
        )
    )
    return Name(ratio, since) if ratio else _of_it(site, ahead) or _limited(ahead, since)


def _often(site: Site, q: Quantity) -> str:
    """每季度开展一次现场检查, 每半年报告一次进展, 一年内被责令整改三次以上: what is done how often."""
    ahead = LEAD.sub("", _LINKED.sub("", "".join(site.text[site.begin : q.start].split())))
    if granted := re.search(r"(?:申请)?(?:延期|延长|续期|展期|延续)$", ahead):
        return f"{granted[0]}次数"
    if q.op != "=" and (window := _WINDOW.search(ahead)):
        return f"{ahead[window.start() :]}次数"
    each = _EACH.search(ahead)
    if each is None:
        return ""
    done = re.match(r"\s*(?P<what>(?!以|的|性)[一-鿿]{2,14}?)(?=$|的$|并|和(?=.{4}))",
                    site.text[q.end : site.end])  # fmt: skip
    verb = _TOLD.sub("", ahead[each.end() :])
    if done and _LIGHT.fullmatch(verb):
        return f"{done['what']}次数"
    if not done and not ahead[: each.start()]:
        told = subject(next(iter(site.before()), ""))
        if told.endswith(("频次", "次数", "频率")):
            return told
        made = MADE.search(next(iter(site.before()), ""))
        return f"{made['what'] if made else ''}{each[0]}{verb}"
    return f"{each[0]}{verb}{done['what']}" if done else ""


def _ratio(ahead: str, behind: str, q: Quantity) -> str:
    """修复面积超过总面积的10%: 修复面积占总面积比例; 社会资本只占12%: 社会资本占比."""
    if q.unit != "%":
        return ""
    alone = _ALONE.search(ahead)
    if alone and "的" not in behind[:1]:
        return f"{LEAD.sub('', alone['part'] or '')}占比"
    if re.match(r"(?:左右|以上)?的[一-鿿]{2}", behind):
        return ""
    match = _RATIO.match(LEAD.sub("", ahead))
    if match is None or MODAL.search(match["part"] + match["whole"]):
        return ""
    if re.match("[并且]?按", match["part"]):  # 按不低于收益的10%安排
        return ""
    part = match["part"]
    whole = re.sub(r"的?(?:比重|比例|占比|份额)(?:为|是|达到?)?$", "", match["whole"])
    return (
        ""
        if part[-1] in "深高宽厚长" or re.search("[深高宽厚长]度$", part)
        else f"{part}占{whole}比例"
    )


def _rated(site: Site, ahead: str, q: Quantity) -> str:
    """按不低于10%的比例组织抽查: 抽查比例; 修复基金按照销售收入的2%提取: 修复基金提取比例."""
    base = _BASE.search(ahead) if q.unit == "%" else None
    if base is None:
        return ""
    behind = "".join(site.text[q.end : site.end].split())
    done = re.match(
        r"(?:的比例)?(?:[按逐][月季年])?(?:组织|进行|开展|实施|予以|给予)?(?P<deed>[一-鿿]{2,6})$",
        behind,
    )
    what = subject(base["what"].rstrip("并且"))
    if done and re.search("[率例]$", what) and not base["of"]:  # 预备费率可以按10%计取
        return what
    if not what and (made := MADE.search(next(iter(site.before()), ""))):
        what = made["what"]
    what = base["of"] if len(what) < 2 or is_actor(what) or not base["of"] else what
    return f"{what}{done['deed']}比例" if done else ""


def _of_it(site: Site, ahead: str) -> Name | None:
    """截洪沟，其设计标准不应低于50年一遇; 土工膜焊缝应逐条检测，检测合格率应达到100%."""
    bare = LEAD.sub("", ahead)
    before = next(iter(site.before()), "")
    name = subject(bare)
    what = ""
    if it := _IT.match(bare):
        what, name = antecedent(before), subject(it["what"])
    elif before and _MEASURE.search(name) and 3 <= len(name) <= _SHORT_NAME:
        what = _object(before, name[:2])
    return Name(what + name, site.begin) if 2 <= len(what) <= 12 and len(name) >= 2 else None


def _object(before: str, verb: str) -> str:
    """What a verb of the clause before is done to: its object, else the subject it follows."""
    modal = MODAL.search(before)
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
    modal = MODAL.search(ahead)
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
