"""Whether a sentence states what its verb says: not denied, hoped for, supposed or told by others.

A text on policy names solutions far oftener than it claims them. What stands before the verb
(未能, 有望, 旨在), behind its object (…的效果并不理想), in a condition before it (如果…) or in the
turn after it (但收效甚微) decides; the words are grammar, not sentences of any one document.
"""

from __future__ import annotations

from functools import lru_cache

from ingest.extract.scanning import Begun, Cued
from ontology import patterns as re

# Directly before the verb: not done, not yet, or demanded.
_NEAR = re.compile(
    r"(?:并?未能?|尚未|没有|没能|难以|难于|很难|更难|较难|无法|不能|不足以|不会|不可能|将会?|为了?|以期|以便|便于|用于|用来|进一步|需要?|仍需|还需|应当?|必须|亟须|须|(?<![主重需只首])要)[^，。；]{0,6}$|(?<!可)以$"
)
# Anywhere before the verb: hoped for, planned, asked, supposed.
_FAR = re.compile(
    r"有望|有待|尚待|可望|有助于|有利于|利于|旨在|意在|难以|能否|是否|可否|期望|希望|企图|试图|尝试|力求|力争|争取|打算|(?<![模虚比])拟(?![合定建])|计划|预计|预期|未必|不一定"
    r"|难说|很难|亟待|亟需|如何|若要?(?!干)|如果|假如|倘若|指望|寄望|寄希望|设想|本可|本应|原可|原拟|或可|或许|也许|或将|可能(?!的|性)|理论上|理想状态|即便|即使"
    r"|仍需|还需|才能|方能|方可|才可|谈不上|称不上|算不上|距离|所谓|纸面上|名义上|表面上|看似|似乎|貌似|号称|声称|自称|宣称|呼吁|建议|应当|必须|不应|不宜|不得不"
)
_HELPS = re.compile(r"(?:有助于|有利于|利于|进一步)$")
# Behind the object: the words speak of an aim, a means or a poor effect, not of a deed.
_AFTER = re.compile(
    r"^不(?:了|掉|尽)|哪些|什么|[？?]|还有(?:差距|距离)|的[^，。；的]{0,6}(?:效果|作用|成效|力度|能力|程度|厚望|预期|目标|目的|初衷|可能性?|意图|设想|思路|途径|办法|方案|措施|举措|方法|路径|手段|工具|关键|基础|条件|模式"
    r"|探索|尝试|实践|经验|样板|典型|案例|要求|任务|需要|过程|前提|意义|愿望|意愿|期待|时间|周期|成本|难度|速度|过程中?|产物)"
    r"|(?:方面|作用|效果|成效|力度|幅度)[^，。；]{0,8}$|提供|不(?:太|甚)?(?:明显|理想|显著|彻底)|尚无|仍需|尚需|有待"
)
_SUPPOSED = re.compile(
    r"如果|假如|假设|假定|倘若|倘使|若(?!干)|只要|只有|除非|一旦|的话$|设想|理论上"
)
_WITHDRAWN = Cued(
    r"(?:但|然而|不过|可是|却)[^。；]{0,10}(?:尚未|没有|并未|未曾)(?:发生|出现|暴露)|(?:但|然而|不过|可是|却)[^。；]{0,24}(?:未见成效|收效甚微|成效甚微|效果(?:并?不|甚微|有限|欠佳)|并未(?:实现|奏效|如愿|落地|见效)|未能(?:实现|奏效|如愿|落地|见效)|落空|事与愿违|不了了之)",
    "但",
    "然而",
    "不过",
    "可是",
    "却",
)
_ABANDONED = re.compile(
    r"(?:曾|原本?|原先|最初|起初|一度|本)(?:经)?(?:计划|拟|打算|考虑|准备|设想|尝试|有意)"
    r"|停留在[^，。；]{0,6}(?:论证|设想|规划|方案|意向|纸面)"
)
_SPEAKERS = (
    r"(?:学者|专家|人士|负责人|文献|观点|意见|媒体|网友|群众|村民|记者|业内|官员|代表|委员|教授|研究者|企业家|开发商|投资方|宣传材料|宣传册|招商手册|可研报告|可行性研究报告"
    r"|等(?:人)?(?:\s*[（(]\s*\d{4}[^（）()]{0,4}[）)])?(?:\s*[［\[]\d[^\]］]{0,8}[］\]])?|某某?|[［\[]\d{1,3}[］\]])"
)
_REPORTED = Begun(
    r"媒体|报道|[刊撰发][文稿]称|(?<![所没只拥])有人(?:担心|担忧|质疑|断言)|(?:国外|国际|域外|德国|美国|日本|英国|法国|加拿大|澳大利亚|外省|外地|省外)(?:的)?(?:经验|实践|研究|案例)(?:表明|显示|证明|说明)|据称|据说|据悉|传闻|有(?:学者|研究|观点|人|专家|文献)(?:认为|指出|提出|称|主张)|尚未得到|据[^，。]{2,12}(?:经验|介绍|报道|反映|透露)|尚待|有待(?!提)|待观察"
    rf"|{_SPEAKERS}(?:普遍|曾|则|均|都|也|还|们|当时|在[^，。；]{{1,12}}中)*(?:认为|指出|声称|宣称|主张|断言|坚称|自称|(?<![名宣])称(?![为号谓道赞])|表示|提出(?!了))",
    r"[\[专业人代企传刊加发可国域外委媒学官宣尚开待德意投报招据撰教文日有村某法澳省研等网美群英观记负［]",
)


def is_claimed(before: str, after: str, *, hoping: bool = False) -> bool:
    """Whether a clause with these words before its verb and behind it states the deed.

    With `hoping` a help (有利于…) directly before the verb counts too.
    """
    if _AFTER.search(after):
        return False
    if hoping and (helps := _HELPS.search(before)):
        before = before[: helps.start()]
    return not (_NEAR.search(before) or _FAR.search(before))


def is_supposed(before: str) -> bool:
    """Whether the words before a clause, in the same sentence, make it a mere supposition."""
    return bool(_SUPPOSED.search(before))


def is_withdrawn(after: str) -> bool:
    """Whether the words after a clause, in the same sentence, take it back (但收效甚微)."""
    return bool(_WITHDRAWN.search(after))


@lru_cache(maxsize=4096)
def is_reported(sentence: str) -> bool:
    """Whether a sentence passes on what others say or what is not settled."""
    return bool(_REPORTED.search(sentence))


def is_abandoned(sentence: str) -> bool:
    """Whether a sentence tells of something once planned (曾计划采用…，因…未能实施)."""
    return bool(_ABANDONED.search(sentence))
