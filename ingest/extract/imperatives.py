"""Words that open a demand: headings and items of advice begin with a verb of doing."""

from __future__ import annotations

from ontology import patterns as re

_VERB = re.compile(
    r"^(?:尽快|进一步|加快|大力|积极|抓紧|严格|着力|切实|全面|持续|逐步|统筹|适时|合理|科学|充分|有序|深入|不断|按照|针对|结合|以|在|对|将|把|由)?"
    r"(?:明确|限制|限定|禁止|严禁|鼓励|支持|引导|细化|建立|制定|完善|健全|构建|设立|出台|编制|修订|强化|加强|加大|创新|拓宽|优化|推进|推动|推广|规范|提高|提升|落实|实行|实施|开展|探索|搭建|打造|培育|简化|统一|厘清|理顺|保障|允许|引入|发挥|坚持|做好|组织|扩大|减免|延长|放宽|整合|盘活|深化|突出|注重|改革|严格|控制|建设|成立|增加|增强|促进|改进|严把|压实|畅通|破解|解决|激活|用好|丰富|贯通|吸引|树立|转变|争取|赋予|给予|依托|利用|区分|分类|分级|因地制宜|拓展|打通|疏通|打破|破除|夯实|聚焦|补齐|构筑|织密|守住|激发|推行|试行|实现|降低|减轻|缩短|压缩|放开|放活|明晰|量化|公开|纳入|延伸|提速|变革|筑牢|凝聚|做实|做强|做优|用活|算好|管好)"
)
# 把管护写进合同, 用长期资金匹配长周期项目, 让数据多跑路
_DISPOSAL = re.compile(r"^(?:把|将|用|以|让|给|为|向|从)(?=[一-鿿“”、]{5,}$)")
_MENDS = re.compile(
    r"^(?:[一-鿿]{2})?(?:打通|疏通|畅通|破除|打破|突破|补齐|补强|填补|消除|化解|破解|解决|纾解|疏解|缓解|跨越|扫清|清除|理顺|走出|摆脱|扭转|应对|攻克|啃下|弥补|防范|防止|避免|规避|遏制|夯实|压实|压降)"
)


def opens(words: str) -> bool:
    """Whether words (a title, an item) open with a verb that asks for something."""
    return bool(_VERB.match(words) or _DISPOSAL.match(words))


def mends(words: str) -> bool:
    """Whether words open with a verb of overcoming, so that the trouble in them is the object."""
    return bool(_MENDS.match(words))
