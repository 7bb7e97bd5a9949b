"""What the words around the figures of a deck say these are about: an activity, a programme."""

from __future__ import annotations

from ontology import patterns as re

_HEAD = r"(?:活动|计划|工程|行动|项目|平台|公众号|基金|大赛|系统)"
# Places that are a topic where they bear a name: “尾矿变建材”产业园.
_PLACE = r"(?:产业园|园区|公园|基地|示范[区带]|展馆|中心|课堂|论坛)"
_TOPIC = re.compile(rf"[^，。；：]{{0,30}}{_HEAD}|[^，。；：]{{0,30}}”[一-鿿]{{0,6}}{_PLACE}")
_QUOTED = re.compile(rf"“(?P<name>[^“”]{{2,20}}{_HEAD})”")
# 开展服务推广活动 is what is done, no name of it.
_DEED = re.compile(
    r"开展|推[进动广行]|加[强快大]|举办|参与|组织|实施|完善|打造|建设|扩大|建立|探索|与|在|将|依托|结合|启动|提升|完成|统筹|落实|抓好|做好|稳步|继续"
)
_OWNER = re.compile(rf".*(?:官方|{_HEAD}(?=.{{4,}}))")
_ALONE = 5  # characters of a name that needs no quoted word before it
_EVERYWHERE = re.compile(r"^全[国省市县]")


def topic(words: str) -> str:
    """The name of the activity, programme or platform that a title or label gives, "" for none.

    “矿区植树月”活动 is 矿区植树月活动; what a long name is quoted from is left out.
    """
    words = words.rsplit("——", maxsplit=1)[-1]
    if not _TOPIC.fullmatch(words) or _DEED.match(words):
        return ""
    quoted, mark, rest = words.rpartition("”")
    rest = _EVERYWHERE.sub("", rest)
    name = rest if len(rest) >= _ALONE else quoted.replace("“", "") + rest
    name = _OWNER.sub("", name)
    return name if mark or not _DEED.search(name) else ""


def programme(words: str) -> str:
    """The programme that a sentence quotes last: 启动“帮扶计划”以来; "" for none."""
    names = [match["name"] for match in _QUOTED.finditer(words)]
    return names[-1] if names else ""
