"""Whether a number in running text counts or measures something; 两个方面 and 五年规划 do not."""

from __future__ import annotations

from ingest.extract.norm_frames import is_base
from ingest.extract.quantity import CLASSIFIERS, TIMES, Quantity
from ingest.extract.relatives import repeats
from ontology import patterns as re

# A Chinese numeral with a classifier counts only where the words around it count something.
_COUNTING_WORDS = (
    r"等|共有?|共计|还有|经历了",
    r"分为|划分为|划定|规划|规定了|确定了?|选取",
    r"建成|设立|设置|布设|建立了?|形成了?",
    r"(?:覆盖|涵盖)(?:下列|以下)",
    r"(?:归纳|总结|概括|提炼|归并|划分|梳理)[出为了]",
)
_COUNTING = re.compile(rf"(?<!只)(?:{'|'.join(_COUNTING_WORDS)})\s*$")
_IN_FORCE = re.compile(r"\s?(?:以?后|起)?(?:施行|生效|实施)")
_REPEATED = re.compile(r"每[^，。；]{1,12}$|(?:延期|延长|延续|续期)$")
_DIVISION = re.compile(r"(?:分为|划分为|分成|包括|包含|覆盖|涵盖|按照?)[^，。；]*、[^，。；]*$")
# A time that only says when another number holds: 3年后应达到70%.
_THEN = re.compile(r"\s?(?:以?后|以?内|之?前|起)[^，。；]{0,8}\d")
# 五年引进专业人才60名.
_IN_YEARS = re.compile(r"(?!以|之|内|后|前|的|期|制|间|左右|为|，|。|；)[一-鿿]{2}")
_INTO = re.compile(r"[^，。；]{4}(?:划分|分)[为成]$")
_ALL_AROUND = re.compile(r"四周(?![内后以之])")
_SINCE = re.compile(r"(?:近|连续|最近|过去|(?<![届期])满)$")
_OFTEN = re.compile(r"内[^，。；]{1,14}?[一二两三四五六\d]+次")
_NOT_COUNTED = re.compile(
    r"^\s*(?:方面|层次|时段|时期|环节|原则|要素|大类别|不|重大|统一|别|体|步|关|轮|五年|年)"
)
# Words behind a time that then is a span: 五年规划, 三年行动.
_PERIOD = re.compile(r"(?:累计|历史|规划|行动|计划|攻坚|纲要|来|制|级|代|实施)")


def counts(text: str, q: Quantity, floor: int) -> bool:
    """Whether a number counts or measures something; 两个方面 and 五年规划 do not."""
    behind = text[q.end : q.end + 6]
    if is_base(text, q) or (q.unit in TIMES and _IN_FORCE.match(text, q.end)):
        return False
    if q.unit in TIMES and _is_span(text, q, floor):
        return False
    if q.chinese and text[floor : q.start].endswith("最后"):  # 最后一公里
        return False
    if q.unit == "度" and q.chinese and len(q.value) == 1:
        return False
    if q.unit == "周" and _ALL_AROUND.search(text, q.start, q.end + 1):
        return False
    if q.unit == "°" and re.match(r"\s?\d|[′']", text[q.end : q.end + 2]):
        return False
    return _counts_in_words(text, q, floor, behind) if q.chinese else q.unit != "万"


def _is_span(text: str, q: Quantity, floor: int) -> bool:
    """Whether a time only says when something else holds: 五年规划, 近三年, 3年后应达到70%."""
    if repeats(text, q, q.end + 24):
        return False
    if q.unit == "年" and (text[q.start - 1] in "前头首" or text.startswith("间", q.end)):
        return True
    if q.unit == "年" and _PERIOD.match(text, q.end):
        return True
    if q.unit == "年" and q.chinese and _IN_YEARS.match(text, q.end) and _opens(text, q.start):
        return True
    if text[q.start - 1] in "比较" and text.startswith(("前", "以前", "之前"), q.end):
        return True
    if q.chinese and _SINCE.search(text[floor : q.start]):
        return not text.startswith("的", q.end) or text[q.start - 1] != "满"
    return bool(_THEN.match(text, q.end) or _OFTEN.match(text, q.end))


def _opens(text: str, at: int) -> bool:
    """Whether a segment begins at `at`: nothing but a mark or a line end stands before."""
    return at == 0 or text[at - 1] in "，,。；;： \u3000\n"


def _counts_in_words(text: str, q: Quantity, floor: int, behind: str) -> bool:
    """The same for a number in Chinese words, which often is a part of a phrase."""
    ahead = text[floor : q.start]
    if _DIVISION.search(ahead) and q.unit != "批" and behind[:2] not in ("方面", "层次", "环节"):
        return True
    if repeats(text, q, q.end + 24):
        return True
    if _NOT_COUNTED.match(behind) or text[q.start - 1 : q.start] in "个每":
        return False
    if q.unit in CLASSIFIERS and q.op != "=":
        return True
    if q.unit == "次" and _REPEATED.search(ahead):
        return not re.match("[性能污]", behind)
    if q.unit == "级" and _INTO.search(ahead):
        return True
    if q.unit in ("次", "批", "期", "套", "级"):
        return False
    if q.unit in CLASSIFIERS and q.unit != "大类":
        return bool(_COUNTING.search(ahead[-6:]))
    return True
