"""Whose a bare measure is: the thing of the clause before it, of the paragraph or of the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.frames import is_actor
from ingest.extract.naming import Name
from ingest.extract.rows import mineral_of

_LONGEST = 5  # characters of a measure that can belong to something named before
_TOPIC_LENGTH = 8  # characters of a subject that another measure belongs to
_SHORT = 3  # characters of a measure that says nothing without its owner
_BARE = re.compile(
    r"^[一-鿿]{0,3}(?:[率量度高宽厚深长径距值比积期额]|比例|标准|年限|时间|时限|投资|得分|规模|总额)$"
)
_MODAL = r"(?:应当?|不应|宜|不宜|必须|须|不得|可|要)(?![用急对])"
_TOPIC = re.compile(rf"^(?P<what>[一-鿿]{{2,12}}?)(?={_MODAL})")
# What is done is no thing that a measure belongs to; a size by itself is none either.
_NO_THING = re.compile(
    r"(?:覆盖|回填|爆破|修复|治理|监测|复垦|施工|开采|运输|喷播|预湿|撒播|取样|采样|装置|设备|设施|系统|[高宽厚深长]|工程)$|^(?:有效|最终|平均)$"
)
_DEEDS = frozenset(
    [
        "剥离",
        "计提",
        "提取",
        "检测",
        "抽查",
        "公示",
        "缴存",
        "补偿",
        "补助",
        "堆存",
        "补植",
        "播种",
        "栽植",
        "灌溉",
        "评审",
        "抽检",
        "公告",
        "拨付",
    ]
)
_LED = re.compile(r"^(?:每个|各个?|该|其|对|单个)|后$|前$|时$|内$|的$|因$|者$")
_MEASURED = re.compile(
    r"^(?P<what>[一-鿿]{2,6}?)(?:[一-鿿]{1,3}(?:[期率量度积数比限额]|时间|距离|年限|比例|标准))$"
)
_MADE = re.compile(
    r"(?:设置|布设|修建|修筑|建设|建立|铺设|配备|安装|设立|开挖|构筑|砌筑|选用)(?P<what>[^，。；]{2,24})$"
)
_MADE_TAIL = re.compile(r"[沟渠池墙坝台网桩井管道路板层带棚站点库]$|平台$|系统$|设备$|装置$")
_BESIDE = re.compile(
    r"(?:[内外]侧|[内外]缘|四周|周边|出口|入口|[顶底]部|两侧|坡[脚顶面]|上|下|处)$"
)
_HANDLED = re.compile(
    r"[将把](?P<what>[^，。；]{2,10}?)(?:向社会|向公众|予以|进行|在[^，。；]{2,12})?$"
)
_NAMED_HEADING = re.compile(r"(?:区|项目|工程|基地|矿山|公园|矿区|带|片区|库|场)$")


def owned(name: Name, before: Sequence[str], recent: Sequence[str], heading: str) -> Name:
    """The name of a number with the thing that its measure belongs to, as far as one is told.

    `before` are the segments of the text before that of the number, nearest first, without
    blanks; `recent` are the names of the numbers of the paragraph before, in order; `heading` is
    the title of the clause. Names that say their thing come back as they are.
    """
    if len(name.text) > _LONGEST or not _BARE.match(name.text):
        return name
    if full := _full(name.text, recent):
        return _named(name, full)
    if what := _done_to(before[:1], name.text[:2]) or _topic(name.text, before):
        shared = what[-1] == name.text[0]  # 排水沟 and 沟底纵坡
        return _named(name, what[: -1 if shared else None] + name.text)
    title = re.sub(r"^[\d.．、（）()一二三四五六七八九十]+", "", heading)
    if _NAMED_HEADING.search(title) and len(title) >= _LONGEST:
        return _named(name, title + name.text)
    return name


def _named(name: Name, text: str) -> Name:
    return Name(text, name.start, name.base)


def _full(name: str, recent: Sequence[str]) -> str:
    """表土堆存期 for 堆存期: the fuller name that the paragraph gave the measure before."""
    fuller = [r for r in recent if r.endswith(name) and 2 <= len(r) - len(name) <= 2 * _LONGEST]
    return fuller[-1] if fuller else ""


def _done_to(before: Sequence[str], deed: str) -> str:
    """应全面剥离表土，剥离厚度…: what the deed of the name is done to; "" where none is told."""
    if deed not in _DEEDS:
        return ""
    for words in before:
        if done := re.search(rf"{deed}(?P<what>[一-鿿]{{2,14}})$", words):
            return re.sub(r"^(?:的|和|及)", "", done["what"])
        if words.endswith(deed) and (handled := _HANDLED.search(words[: -len(deed)])):
            return handled["what"]
    return ""


def _topic(name: str, before: Sequence[str]) -> str:
    """The subject of the nearest clause with one: 表土应单独堆存，堆高…: 表土."""
    for words in before:
        if (
            len(name) <= _SHORT
            and (made := _MADE.search(words))
            and _MADE_TAIL.search(made["what"])
        ):
            return re.split("[的和及与、]", made["what"])[-1]
        topic = _TOPIC.match(words)
        if topic is None or _LED.search(topic["what"]):
            continue
        what = mineral_of(topic["what"]) or topic["what"].partition("的")[0]
        measured = _MEASURED.match(what)
        what = measured["what"] if measured else what
        if what.endswith(name[:2]):  # 自动监测数据 and 数据有效率
            return what[:-2]
        if is_actor(what) or what[:2] == name[:2] or _NO_THING.search(what):
            return ""
        brief = len(what) <= _TOPIC_LENGTH and len(name) < _LONGEST
        return what if brief or mineral_of(what) == what else ""
    return ""
