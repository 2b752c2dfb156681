"""Characters: which are blanks and line breaks, and the one width in which everything else is written.

All functions keep length: one character in, one character out, so that offsets survive.
"""

from __future__ import annotations

import re

BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
"""What ends a physical line."""

INVISIBLE = "\u200b\u2060\ufeff\u00ad"
"""Zero-width space, word joiner, byte-order mark, soft hyphen: no white space to Unicode, nothing to a reader."""

BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000" + INVISIBLE
)
"""All white space, line breaks included, and the invisible characters: what may be dropped without loss."""

BLANK = "[" + re.escape(BLANKS) + "]"

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
"""Chinese characters, for use inside a regular expression's brackets."""

_MARKS = "、。〈〉《》「」『』【】〔〕“”，；：？！（）…"
_TO_FULL = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_WIDTHS = {
    **{ord("０") + i: ord("0") + i for i in range(10)},
    **{ord("Ａ") + i: ord("A") + i for i in range(26)},
    **{ord("ａ") + i: ord("a") + i for i in range(26)},
    # Signs that stand in numbers and codes, where a full-width form would part them from their digits.
    **{ord(full): ord(half) for full, half in zip("％＋．／＆", "%+./&", strict=True)},
    # Half-width forms of marks that are full-width in Chinese.
    **{ord(half): ord(full) for half, full in zip("｡､", "。、", strict=True)},
}
_HAN = re.compile(f"[{HAN}]")
_BY_CHINESE = re.compile(
    f"[,;:?!()](?=[{HAN}{_MARKS}])|(?<=[{HAN}{_MARKS}])[,;:?!()]|(?<=[%‰℃+])[,;]"  # 5%,2024年 is Chinese too
)
_BRACKETS = re.compile("[()（）]")


def tidy(text: str) -> str:
    """The same text in one width: ＡＢ１２ → AB12; , ; : ? ! ( ) by a Chinese character → ，；：？！（）.

    Of a pair of brackets both become full-width if one does. A text without Chinese keeps its punctuation.
    """
    text = text.translate(_WIDTHS)
    if not _HAN.search(text):
        return text
    widened = _BY_CHINESE.sub(_full, text)
    if "(" in widened or ")" in widened:
        widened = _BY_CHINESE.sub(_full, _pair(widened))
    return widened


def forms(char: str) -> frozenset[str]:
    """All characters that `tidy` may make of one, depending on what stands beside it."""
    plain = char.translate(_WIDTHS)
    return frozenset({plain, _TO_FULL.get(plain, plain)})


def _full(match: re.Match[str]) -> str:
    return _TO_FULL[match.group()]


def _pair(text: str) -> str:
    """Make the partner of every full-width bracket full-width as well."""
    chars = list(text)
    open_: list[int] = []
    for match in _BRACKETS.finditer(text):
        if match.group() in "(（":
            open_.append(match.start())
        elif open_:
            a, b = open_.pop(), match.start()
            if chars[a] == "（" or chars[b] == "）":
                chars[a], chars[b] = "（", "）"
    return "".join(chars)
