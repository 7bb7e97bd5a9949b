"""Signs that Word stores as codes of a symbol font, as the characters that they show.

The codes lie in the private use area (U+F020 to U+F0FF) and mean nothing without the font. Sources:
the Symbol encoding in the annex of the PDF specification (ISO 32000-1, D.5) and Wingdings' chart.
"""

from __future__ import annotations

from collections.abc import Mapping

_SYMBOL: Mapping[int, str] = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0xA3, 0xBD), "≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…", strict=True)),
    0x2D: "−", 0xC5: "⊕", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏",
    0xD6: "√", 0xD7: "⋅", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS: Mapping[int, str] = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x9F: "•",
    0xA7: "▪", 0xA8: "□", 0xB2: "✧", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2: Mapping[int, str] = {0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0xA3: "□"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
UNKNOWN = "\ufffd"


def symbol(font: str, code: str) -> str:
    """The character that a hexadecimal code shows in a font; U+FFFD where that is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return UNKNOWN
    if not 0xF000 <= number <= 0xF0FF:
        return chr(number) if 0x20 <= number < 0xD800 else UNKNOWN
    shown = _FONTS.get(font.strip().lower(), {}).get(number & 0xFF)
    if shown is None and 0x21 <= number & 0xFF <= 0x7E and font.lower() not in _FONTS:
        return chr(number & 0xFF)
    return shown or UNKNOWN
