"""Citations made from real statutes, true and altered, to measure the citation check with."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from api.desk.quotes import holds
from api.desk.shelf import Shelf
from api.desk.units import Unit, units
from api.desk.verify import verify
from corpus.rows import DocumentRow

_SENTENCE = re.compile(r"[^。；\n]{12,80}")
_QUOTING = re.compile(r"[“”「」『』‘’\"']|《")
_SWAPS = (
    ("应当", "可以"), ("不得", "可以"), ("可以", "应当"), ("以上", "以下"), ("以下", "以上"),
    ("必须", "不必"), ("或者", "并且"), ("国务院", "省级人民政府"), ("三", "七"), ("五", "九"),
    ("禁止", "允许"), ("有关", "无关"), ("规定", "约定"), ("机关", "企业"), ("部门", "单位"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """A made citation: `kind` says how it was made, `verdict` what the check said of it."""

    kind: str
    text: str
    verdict: str


def true_citations(shelf: Shelf, count: int, seed: int = 8) -> tuple[Trial, ...]:
    """Citations of statutes in force by article, half of them with words, all true."""
    return _run(shelf, count, seed, (_bare, _titled, _quoted, _quote_first, _paragraphless))


def altered_citations(shelf: Shelf, count: int, seed: int = 9) -> tuple[Trial, ...]:
    """Citations with a number beyond the statute, another article's number, or changed words."""
    return _run(shelf, count, seed, (_beyond, _shifted, _reworded, _cut))


def harder_true(shelf: Shelf, count: int, seed: int = 10) -> tuple[Trial, ...]:
    """True citations in other forms: notes, lists, ranges, other quotation marks, short names."""
    return _run(shelf, count, seed, (
        _noted, _range, _series, _short_name, _wide_digits, _left_out, *(_marked(m) for m in _MARKS),
    ))  # fmt: skip


def harder_altered(shelf: Shelf, count: int, seed: int = 11) -> tuple[Trial, ...]:
    """False citations in other forms: names off by a letter, parts and ranges beyond, made-up words."""
    return _run(shelf, count, seed, (
        _misnamed, _beyond_paragraph, _beyond_item, _beyond_range, _reversed,
        *(_made_up(m) for m in _MARKS),
    ))  # fmt: skip


def _run(shelf: Shelf, count: int, seed: int, makers: Sequence[Maker]) -> tuple[Trial, ...]:
    rng = random.Random(seed)
    found: list[Trial] = []
    sources = _sources(shelf, rng)
    while len(found) < count:
        row, statute = next(sources)
        maker = makers[len(found) % len(makers)]
        text = maker(row, statute, rng)
        if text:
            verdicts = [c.verdict for c in verify(text, shelf)]
            found.append(Trial(maker.__name__.strip("_"), text, "+".join(verdicts)))
    return tuple(found)


def _sources(shelf: Shelf, rng: random.Random) -> Iterator[tuple[DocumentRow, tuple[Unit, ...]]]:
    """Statutes in force with at least five articles, drawn with replacement."""
    ids = shelf.document_ids()
    while True:
        row = shelf.document(rng.choice(ids))
        if not row.title or any(r.date > row.date for r in shelf.find_documents(row.title)):
            continue
        statute = [
            u
            for u in units(shelf.record(row.id).document)
            if u.clause.startswith("art_") and u.number.isdigit()
        ]
        if len(statute) >= 5:
            yield row, tuple(statute)


Maker = Callable[[DocumentRow, tuple[Unit, ...], random.Random], str]


def _words(unit: Unit, rng: random.Random) -> str:
    sentences = [s for s in _SENTENCE.findall(unit.text) if "“" not in s and "”" not in s]
    return rng.choice(sentences).strip() if sentences else ""


def _bare(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    return f"依照{row.title.removeprefix('中华人民共和国')}第{rng.choice(statute).number}条办理。"


def _titled(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    return f"根据《{row.title}》第{_chinese(int(rng.choice(statute).number))}条的规定执行。"


def _quoted(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    unit = rng.choice(statute)
    words = _words(unit, rng)
    return f"《{row.title}》第{_chinese(int(unit.number))}条规定：“{words}”。" if words else ""


def _quote_first(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    unit = rng.choice(statute)
    words = _words(unit, rng)
    return f"“{words}”（《{row.title}》第{unit.number}条）" if words else ""


def _paragraphless(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    unit = rng.choice(statute)
    return f"违反《{row.title}》第{_chinese(int(unit.number))}条第一款的，责令改正。"


def _beyond(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    number = max(int(u.number) for u in statute) + rng.randint(1, 40)
    return f"根据《{row.title}》第{_chinese(number)}条的规定执行。"


def _shifted(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    unit, other = rng.sample(statute, 2)
    words = _words(unit, rng)
    if not words or holds(other.text, words):
        return ""
    return f"《{row.title}》第{_chinese(int(other.number))}条规定：“{words}”。"


def _reworded(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    unit = rng.choice(statute)
    words = _words(unit, rng)
    changes = [words.replace(a, b, 1) for a, b in _SWAPS if a in words]
    if not changes:
        return ""
    return f"《{row.title}》第{_chinese(int(unit.number))}条规定：“{rng.choice(changes)}”。"


def _cut(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    unit = rng.choice(statute)
    words = _words(unit, rng)
    if not words:
        return ""
    at = rng.randrange(3, len(words) - 4)
    cut = words[:at] + words[at + 2 :]
    if holds(unit.text, cut):
        return ""
    return f"《{row.title}》第{_chinese(int(unit.number))}条规定：“{cut}”。"


_MARKS = ("“”", "「」", "『』", "‘’", '""', "''")


def _noted(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    number = _chinese(int(rng.choice(statute).number))
    return f"根据《{row.title}》（{row.date[:4]}年修正）第{number}条办理。" if row.date else ""


def _range(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    at = rng.randrange(len(statute) - 3)
    first, last = (_chinese(int(statute[n].number)) for n in (at, at + 3))
    return f"适用《{row.title}》第{first}条至第{last}条。"


def _series(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    numbers = sorted(int(u.number) for u in rng.sample(statute, 3))
    return f"违反《{row.title}》第{'、'.join(_chinese(n) for n in numbers)}条的。"


def _short_name(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    a, b = (_chinese(int(u.number)) for u in rng.sample(statute, 2))
    return f"为执行《{row.title}》（以下简称《新规》），按《新规》第{a}条和第{b}条办理。"


def _wide_digits(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    digits = "".join(chr(ord(c) + 0xFEE0) for c in rng.choice(statute).number)
    return f"依照《{row.title}》第{digits}条办理。"


def _left_out(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    unit = rng.choice(statute)
    words = _words(unit, rng)
    if len(words) < 24:
        return ""
    number = _chinese(int(unit.number))
    return f"《{row.title}》第{number}条规定：“{words[:9]}……{words[-9:]}”。"


def _marked(marks: str) -> Maker:
    def quoted(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
        unit = rng.choice(statute)
        words = _words(unit, rng)
        if not words or _QUOTING.search(words):
            return ""
        return f"《{row.title}》第{unit.number}条规定：{marks[0]}{words}{marks[1]}。"

    return quoted


def _misnamed(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    name = row.title.removeprefix("中华人民共和国")
    at = rng.randrange(len(name) - 1)
    return f"根据《{name[:at]}乙{name[at + 1 :]}》第{rng.choice(statute).number}条办理。"


def _beyond_paragraph(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    unit = rng.choice(statute)
    lines = unit.text.count("\n") + 2
    return f"《{row.title}》第{unit.number}条第{_chinese(lines + rng.randint(1, 9))}款规定。"


def _beyond_item(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    unit = rng.choice(statute)
    lines = unit.text.count("\n") + 2
    return f"《{row.title}》第{unit.number}条第（{_chinese(lines + rng.randint(1, 9))}）项规定。"


def _beyond_range(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    last = max(int(u.number) for u in statute)
    end = _chinese(last + rng.randint(1, 9))
    return f"适用《{row.title}》第{end}条至第{_chinese(last + 12)}条。"


def _reversed(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
    unit = rng.choice(statute)
    words = _words(unit, rng)
    if len(words) < 24 or holds(unit.text, f"{words[-9:]}……{words[:9]}"):
        return ""
    return f"《{row.title}》第{unit.number}条规定：“{words[-9:]}……{words[:9]}”。"


def _made_up(marks: str) -> Maker:
    def invented(row: DocumentRow, statute: tuple[Unit, ...], rng: random.Random) -> str:
        words = "矿山闭坑之后土地归村集体所有，任何人可以自由买卖"
        return f"《{row.title}》第{rng.choice(statute).number}条规定：{marks[0]}{words}{marks[1]}。"

    return invented


_DIGITS = "零一二三四五六七八九"


def _chinese(number: int) -> str:
    """12 -> 十二, 108 -> 一百零八; up to 9999."""
    parts, zero = [], False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            parts.append(("零" if zero else "") + _DIGITS[digit] + name)
        zero = not digit and bool(parts)
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text
