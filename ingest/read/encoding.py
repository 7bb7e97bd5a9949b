"""Bytes to text for every encoding that Chinese offices have used."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from ontology.source import Issue

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_USUAL_PUNCTUATION = frozenset("，。、；：？！“”‘’《》（）〔〕【】—…·％×℃　\r\n\t")
_SHORT = 200  # bytes up to which GBK may pass for UTF-8 by chance
_BROKEN = re.compile("�+")


def _characters(codec: str, leads: range, trails: tuple[range, ...]) -> frozenset[str]:
    pairs = (bytes([lead, trail]) for lead in leads for part in trails for trail in part)
    return frozenset(pair.decode(codec, "ignore") for pair in pairs)


# The everyday halves of the two national sets: what real text is made of nearly alone.
_GB_COMMON = _characters("gb2312", range(0xB0, 0xD8), (range(0xA1, 0xFF),))
_BIG5_COMMON = _characters("big5", range(0xA4, 0xC7), (range(0x40, 0x7F), range(0xA1, 0xFF)))
_COMMON = _GB_COMMON | _BIG5_COMMON | _USUAL_PUNCTUATION


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the codec that gave it; `issues` tell of bytes that no codec explains."""

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode bytes: byte order mark, UTF-8, then GB18030 or Big5, whichever reads like Chinese.

    Damaged input is decoded line by line with U+FFFD where nothing fits and an issue for each
    place; it never raises. `declared` is what the file says of itself, used when it fits; gb2312
    and gbk are read as their superset GB18030.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strict(data, codec) or _patched(data)
    utf8 = _strict(data, "utf-8")
    if utf8 and len(data) < _SHORT and _is_chance(utf8.text):
        utf8 = _strict(data, "gb18030") or utf8
    return utf8 or _wide(data) or _declared(data, declared) or _legacy(data) or _patched(data)


def _is_chance(text: str) -> bool:
    """Whether a few GBK bytes passed for UTF-8: letters that no Chinese office writes.

    Words like 通知 and 联通 are well-formed UTF-8 of Hebrew and combining letters.
    """
    odd = [c for c in text if c > "\x7f"]
    return bool(odd) and all("\u0250" <= c <= "\u07ff" for c in odd)


def _strict(data: bytes, codec: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec).removeprefix("\ufeff"), codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(data: bytes, declared: str) -> Decoded | None:
    name = declared.strip().lower().replace("_", "-")
    if name in ("gb2312", "gbk", "gb18030", "x-gbk"):
        return _strict(data, "gb18030")
    return _strict(data, name) if name and name != "utf-8" else None


def _wide(data: bytes) -> Decoded | None:
    if len(data) < 4 or len(data) % 2 or data.count(0) * 50 < len(data):
        return None
    found = [d for c in ("utf-16-le", "utf-16-be") if (d := _strict(data, c))]
    best = max(found, key=lambda d: commonness(d.text), default=None)
    return best if best and commonness(best.text) > 0.8 else None


def _legacy(data: bytes) -> Decoded | None:
    found = [d for c in ("gb18030", "big5hkscs") if (d := _strict(data, c))]
    best = max(found, key=lambda d: commonness(d.text), default=None)
    if best and commonness(best.text) > 0.5:
        return best
    return _guessed(data) or best


def _guessed(data: bytes) -> Decoded | None:
    match = from_bytes(data).best()
    if match is None or commonness(str(match)) < 0.5:
        return None
    return Decoded(str(match), match.encoding)


def commonness(text: str) -> float:
    """The share of everyday characters among those beyond ASCII, 1.0 for pure ASCII."""
    wide = [c for c in text[:20_000] if c > "\x7f"]
    return sum(c in _COMMON for c in wide) / len(wide) if wide else 1.0


def _patched(data: bytes) -> Decoded:
    """Line by line, each with the codec that fits it; U+FFFD where none does."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        text = "".join(_patched_line(line) for line in data.splitlines(keepends=True))
    message = "文件中有不属于任何编码的字节，读作 U+FFFD"
    issues = tuple(
        Issue("damaged-bytes", message, m.start(), m.end()) for m in _BROKEN.finditer(text)
    )
    return Decoded(text, "mixed", issues or (Issue("mixed-encoding", "各行编码不同", 0, 0),))


def _patched_line(line: bytes) -> str:
    strict = _strict(line, "utf-8")
    if strict:
        return strict.text
    candidates = (line.decode("utf-8", "replace"), line.decode("gb18030", "replace"))
    return max(candidates, key=commonness)
