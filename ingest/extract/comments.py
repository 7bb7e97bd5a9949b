"""What a clause among problems adds to them without being one: a measure, a remark, a survey's answer.

A writer supports 融资渠道窄 with 贷款额只占9% and remarks 这对企业是不小的负担. Neither names a trouble
of its own. How long something took or lasts is none of these: 管护期只有2年 is a fault.
"""

from __future__ import annotations

from functools import lru_cache

from ontology import patterns as re

_NUMBER = r"(?:\d[\d.,，～~—–-]*|[一二两三四五六七八九十百千数几]+)"
_TIME = r"(?![多余]?个?(?:半|多|余)?[年月天日周])"
# Only so many, or a share below so much; the number ends the clause but for its unit and noun.
_MEASURE = re.compile(
    rf"(?:[只仅才](?:有|占|为|剩|达)?|(?<!缺口)不[到足])[^，。；\d]{{0,6}}?{_NUMBER}(?![\d.]){_TIME}(?!倍)"
    r"[^，。；\d]{0,3}(?:成|[%％]|[个家人处宗起项户名台座条亩吨公顷米元万亿厘米毫米]+)"
    r"|平均[只仅]有?\d"
)
# 这对…是不小的负担, 可见…, 二者相差…: about what was said before.
_REMARK = re.compile(
    r"^(?:也|还|均|都)?(?:可见|足见|由此|这(?:[对与和跟同]|一点|意味|[说表]明|反映|显示)|这[一两几些]?[项点种]条件|此(?:类情形|举|外)|换言之|也就是说|说明|意味着|反映)"
    r"|^[^，。；]{0,4}对[^，。；]{2,24}(?:是|构成|形成)(?:了)?(?:一个|一种|一项|个)?(?:不小|很大|巨大|较大|沉重|严峻|极大)?的?(?:考验|挑战|负担|压力|包袱)$"
)
# 七成企业把…列为首要担忧: how many say so.
_ANSWER = re.compile(
    r"(?:列为|视为|当作|看作|排在)[^，。；]{0,6}(?:担忧|顾虑|原因|障碍|因素|问题|难题|困难|首位|第一)"
)
_SHORT = re.compile(r"[^，。；]{2,8}$")
_MORE = re.compile(r"(?:远|明显|大大)?[低高少多大小长短差慢]于")
_BRACKET = re.compile(r"[（(].*")
_COMPARED = re.compile(r"^[与同跟和较][^，。；]{2,}(?:相比|比较|存在[^，。；]{0,6}(?:差距|差异))$")


@lru_cache(maxsize=4096)
def is_comment(clause: str) -> bool:
    """Whether a clause (no commas) only measures, remarks on or counts opinions of other problems."""
    words = _BRACKET.sub("", clause)
    return any(p.search(words) for p in (_MEASURE, _REMARK, _ANSWER, _COMPARED))


def goes_on(before: str, clause: str) -> bool:
    """Whether a clause without a subject ends what a comment began (与邻省相比，差距不小)."""
    compared = bool(_COMPARED.search(before))
    return is_comment(before) and bool((compared and _SHORT.match(clause)) or _MORE.match(clause))
