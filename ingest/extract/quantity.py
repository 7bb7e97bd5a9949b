"""Numbers with a unit: 2.45万亩, ≤50个, 50~70%, 五十日, 8000多亩, 不低于85%."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from ingest.extract.scanning import Begun
from ontology import lexicon
from ontology import patterns as re
from ontology.numerals import to_int

NUMERALS = r"[\d一二两三四五六七八九十百千〇零]"
# Thousands are grouped by commas or, as GB/T 15835 has it, by narrow blanks: 4 316处.
_BLANKS = " \u2009\u202f\xa0"
_ARABIC = rf"(?:\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+(?!\d)|\d+(?:,\d{{3}})*)(?:\.\d+)?"
# The unit of the lower bound where it is written too: 3%～5%, 15 g/m2～20 g/m2, 30米至50米.
_UNIT_BETWEEN = (
    r"(?:[%‰℃°]|[a-zA-Zμ株]{1,4}[23²³]?(?:[/／][a-zA-Z]{1,3}[23²³]?)?|[千毫厘]?米|公顷|吨)"
)
# Any other unit that is written with both bounds: 500元至5000元; of dates it would be no range.
_BOTH = (
    rf"{_ARABIC}\s?(?P<same>[^\d\s，。；：、（）()～~—–\-至年月日号时]{{1,8}}[23²³]?)"
    rf"\s?[-—–~～至]{{1,2}}\s?{_ARABIC}(?=\s?(?P=same))"
)
_RANGE = rf"{_BOTH}|{_ARABIC}\s?×\s?10[-−–]\d{{1,2}}(?=\s?[a-z])|{_ARABIC}(?:\s?{_UNIT_BETWEEN}(?=\s?[-—–~～至]{{1,2}}\s?\d))?(?:\s?[-—–~～至]{{1,2}}\s?{_ARABIC}|(?:\s?{_UNIT_BETWEEN}?\s?[×*]\s?{_ARABIC}){{1,2}})?"
_CHINESE = r"[一二两三四五六七八九十百千〇零]+(?:点[一二三四五六七八九零〇]+)?"
_FUZZ = r"[ \u3000\xa0]?(?:多|余|几)?[ \u3000\xa0]?"
# A classifier is none where it opens a longer word: 项目, 处理, 部门, 期间.
_LONGER = (
    "个工作日|个水文年|个生长季|个季度|个(?![体性别])|项(?!目)|处(?![理置分罚于])|家(?![庭具级子])|座(?!谈)|宗(?!旨)|块(?!状)|片(?![区麻])|条(?![例件款文])"
    "|学时|课时|车次|架次|大卡|分(?=[的以者，。；、）]|$)|件|起(?![始草点])|份(?!额)|种(?![植类子])|大类|类(?![型别似])|户(?![外型籍])|眼(?!睛)|口(?!径)|台(?![阶账])|套|株(?!洲)"
    "|棵|册|张(?!力)|期(?![间限满末初货])|场(?![地所址景])|集(?![中约团成])|部(?![门分署委位])|所(?![有在需属])|辆|首(?![先批次要都])"
    "|本(?![规法市县身质办])|幅(?!度)|名(?![称录单义额为])|人次|人(?![员民工均力口大])|次(?![生要级])|例(?!如)|届(?![时满期一二三四五六七])|对(?![于象应策外])|批(?!准)|支(?![持撑付队])"
    "|年(?![度代均检产份])|天(?![然气])|日(?![常报])|倍|亿|工作日|级|度(?![假电汛])"
)
# 2万余条 is 2万条 and more.
_PREFIX = r"(?:(?:十万|百万|千万|万|亿)(?P<more>[余多])?)?"
_TAIL = r"(?:左右|上下|以上|以内|以下|之内|以外)?"
# Classifiers that carry no quantity of their own in running text (三个方面, 四个阶段).
CLASSIFIERS = (
    "个", "处", "家", "座", "项", "宗", "块", "片", "条", "件", "起", "份", "种", "类", "大类", "户",
    "眼", "口", "台", "套", "株", "棵", "册", "张", "期", "场", "集", "部", "所", "辆", "首", "本",
    "级", "幅", "名", "人次", "人", "次", "例", "对", "批", "支", "届",
)  # fmt: skip
TIMES = frozenset(
    ["年", "个月", "月", "日", "天", "小时", "h", "d", "min", "分钟", "周", "工作日", "个工作日"]
)
LENGTHS = frozenset({"m", "米", "km", "公里", "千米", "里"})
AREAS = frozenset(
    f"{prefix}{unit}"
    for prefix in ("", "万")
    for unit in ("亩", "公顷", "平方千米", "平方公里", "平方米", "hm2", "km2", "m2")
)
_OPS: tuple[tuple[str, str], ...] = (
    ("<=", r"(?:≤|≦|小于等于|小于或等于|不(?:得|应|宜|能)?(?:超过|大于|高于|多于|长于|超出|突破)|控制在|至多|最[多高大]|最长|限于)\s?$"),
    (">=", r"(?:≥|≧|大于等于|大于或等于|不(?:得|应|宜|能)?(?:少于|低于|小于|短于|不足)|至少|最[少低小]|最短|超过|超|突破|达到或超过|逾)\s?$"),
    ("<", r"(?:<|＜|低于|小于|少于|不足|不到|不满)\s?$"),
    (">", r"(?:>|＞|高于|大于|多于)\s?$"),
)  # fmt: skip
# What the words of a comparator end with; most numbers have none before them.
_OP_ENDS = frozenset("≤≦＜<≥≧>＞于过出破在多高大长足少低小短超逾到满")
_OP_BEFORE = tuple((op, re.compile(pattern)) for op, pattern in _OPS)
_OP_AFTER = {
    "以上": ">=",
    "以内": "<=",
    "以下": "<=",
    "之内": "<=",
    "多": ">=",
    "余": ">=",
    "几": ">=",
}
_BEYOND = re.compile(r"超过\s?$")
_CONDITION = re.compile(r"\s?(?:的|时(?!间))")
# Units of the lexicon that stand in other words and letters too; the pattern has them on its own terms.
_SHORT_UNITS = frozenset(
    [*CLASSIFIERS, "度", "m", "t", "g", "L", "h", "d", "s", "A", "方", "月", "位", "年", "天", "日", "亿", "倍"]
)  # fmt: skip
_SYMBOLS = {"≤": "<=", "≦": "<=", "<": "<", "≥": ">=", "≧": ">=", ">": ">"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at `[start, end)`; `value` is in Arabic digits, without commas."""

    value: str
    op: str
    unit: str
    start: int
    end: int
    chinese: bool = False


@lexicon.remembered
def _pattern() -> Begun:
    names = {n for u in lexicon.units().values() for n in (u.name, *u.aliases)} - _SHORT_UNITS
    words = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    letters = r"(?:tCO2|mm|cm|km|kg|kN|m|t|g|L|h|d|s)(?![A-Za-z\d])"
    below = (
        r"(?:[（(][a-zA-Z一-鿿]{1,4}[\d²³]?(?:·[a-zA-Z一-鿿]{1,2})?[）)]|[a-zA-Zμ]+[\d²³]?(?:·[a-zA-Z]+)?(?![a-zA-Z])"
        rf"|{words}|[年月日天县省市区村镇乡户人次])"
    )
    # Most digits have none of the units behind them, which one class tells sooner than 500 words.
    firsts = {word[0] for word in (*names, *_LONGER.split("|"), *"十百千万亿tmckgLhds")}
    opens = f"(?=[{''.join(map(re.escape, sorted(firsts)))}])"
    unit = rf"{opens}{_PREFIX}(?:{words}|{letters}|{_LONGER})(?:·[a-zA-Z]+)?(?:[/／]{below})?"
    return Begun(
        r"(?<![\d.A-Za-z第表图栏〔∶:一二三四五六七八九十百千〇零])"
        rf"(?:(?P<whole>[百千])分之(?P<percent>{_CHINESE})|(?P<number>{_RANGE}|{_CHINESE})(?P<fuzz>{_FUZZ})"
        rf"(?P<unit>{unit}|%|％|‰))[ \u3000\xa0]?(?P<tail>{_TAIL})",
        rf"{NUMERALS}+",
    )


_YEAR = re.compile(r"^(?:19|20)\d{2}$")
_DIGIT = re.compile(r"\d")
_UNIT_INSIDE = re.compile(r"(?<=\d)[^\d.~—–至×*-]+\d?(?=[-—–~至×*]+\d)")


@lexicon.remembered  # several rules ask for those of the same sentence
def quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """The quantities in `text[start:end]`, in order; years, dates and ordinals are none."""
    matches = _pattern().finditer(text, start, end)
    return tuple(q for match in matches if (q := _read(text, match, start)))


def _read(text: str, match: re.Match[str], floor: int) -> Quantity | None:
    number = match["percent"] or match["number"]
    parts = "%" if match["whole"] == "百" else "‰"
    unit = parts if match["percent"] else "".join(match["unit"].split()).replace("％", "%")
    unit = re.sub("(?<=[万亿])[余多]", "", unit) if match["more"] else unit
    if unit in _DATED and _is_date(text, match):
        return None
    chinese = not number[0].isdigit()
    if number in ("百", "千"):  # 百年, 平方千米
        return None
    value = _from_chinese(number) if chinese else _digits(number)
    if value is None:
        return None
    if chinese and (match["fuzz"] or "").strip() in ("多", "几"):
        value = number + match["fuzz"].strip()  # 十多 is no number
    start = match.start()
    each = _EACH.search(text, max(floor, start - 6), start) if unit.endswith("元") else None
    if each:
        unit, start = f"{unit}/{each['unit']}", each.start()
    before = text[max(floor, start - 8) : start]
    op = operator(before, match["tail"] or match["more"] or (match["fuzz"] or "").strip())
    if op == ">=" and _BEYOND.search(before) and _CONDITION.match(text, match.end()):
        op = ">"  # 超过6个月的 and 超过6个月时 leave six months themselves out
    return Quantity(value, op, unit, start, match.end(), chinese)


def operator(before: str, after: str) -> str:
    """The comparator that the words before and behind a number express; "=" for none."""
    if after in _OP_AFTER:
        return _OP_AFTER[after]
    if before.rstrip()[-1:] in _OP_ENDS:
        for op, pattern in _OP_BEFORE:
            if pattern.search(before):
                return op
    return "="


# 每吨18.6元: the price is in 元/吨.
_EACH = re.compile(
    r"每(?P<unit>吨|亩|公顷|立方米|平方米|平方千米|平方公里|千克|公斤|千瓦时|克)(?:约|近)?\s?$"
)
_DATED = frozenset({"年", "月", "日", "天", "号"})


def _is_date(text: str, match: re.Match[str]) -> bool:
    number, unit = match["number"], match["unit"]
    last = re.split(r"[-—–~～至]", number)[-1].strip()
    if unit == "年":
        return bool(_YEAR.match(last)) or (len(number) == 4 and number[0] in "一二")
    return unit in ("日", "号") and text[max(0, match.start() - 1) : match.start()] == "月"


def _digits(number: str) -> str | None:
    if number.isascii() and number.replace(".", "").isdigit():
        return number
    value = "".join(unicodedata.normalize("NFKC", number).replace(",", "").split())
    value = _UNIT_INSIDE.sub("", value)
    return value if _DIGIT.match(value) else None


def _from_chinese(number: str) -> str | None:
    whole, _, fraction = number.partition("点")
    try:
        value = str(to_int(whole))
        return f"{value}.{''.join(str(to_int(c)) for c in fraction)}" if fraction else value
    except ValueError:
        return None


def cell_quantity(cell: str, unit: str) -> tuple[str, str, str] | None:
    """(value, comparator, unit) of a table cell that holds one number, None for any other cell.

    A percent sign in the cell is the unit unless the table names one.
    """
    text = unicodedata.normalize("NFKC", "".join(cell.split()))
    if not _DIGIT.search(text):
        return None
    match = _CELL.match(_SAME_UNIT.sub("", text))
    if match is None:
        return None
    op = _SYMBOLS.get(match["sign"], "") or operator(match["word"] or "", match["tail"] or "")
    own = match["unit"] or ""
    return match["value"].replace(",", ""), op, unit or own


def is_period(value: str, unit: str) -> bool:
    """Whether the number of a cell is a calendar year or a span of years (2021—2023年)."""
    return unit in ("", "年") and bool(_YEARS.match(value))


_SAME_UNIT = re.compile(r"(?<=\d)([^\d~—–-]{1,4})(?=[~—–-]\d[\d.]*\1$)")  # 1万元～3万元
_YEARS = re.compile(r"^(?:19|20)\d{2}(?:[-—–~～至](?:19|20)?\d{2})?$")
_CELL = re.compile(
    r"^(?P<word>[约近达到不低高少于超过大小]*)(?P<sign>[≤≥≦≧<>]?)=?(?P<value>(?:1[:：∶]\d[\d.]*(?:[-—–~～]1[:：∶]\d[\d.]*)?)|-?\d[\d,]*(?:\.\d+)?(?:[-—–~～至]\d[\d,]*(?:\.\d+)?)?)"
    r"(?P<unit>[%‰]?[^\d≤≥]{0,6}?)(?P<tail>以上|以内|以下|左右)?$"
)
