"""Chinese numerals as numbers: 两千三百 → 2300, 三点五 → 3.5, 万 → 10000."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8}
DIGIT = "[零〇一二两三四五六七八九]"
NUMERAL = rf"(?:{DIGIT}|[十百千])"
_VAGUE = re.compile(rf"(?!零|〇){DIGIT}(?![零〇]){DIGIT}")
_WHOLE = re.compile(rf"{DIGIT}{{2,}}")


def parse_numeral(text: str) -> Decimal | None:
    """The number that Chinese numerals write; None where they name none exactly (两三, 七八十) or are malformed.

    A run of four or more plain digits is read digit by digit (二〇二四 → 2024); 三点五 is a decimal.
    """
    whole, point, fraction = text.partition("点")
    if point:
        if not fraction or any(char not in _DIGITS for char in fraction):
            return None
        head = parse_numeral(whole)
        return None if head is None else head + Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction))
    if _WHOLE.fullmatch(text):
        return Decimal("".join(str(_DIGITS[char]) for char in text)) if len(text) >= 4 else None
    if _VAGUE.search(text):
        return None
    total = section = digit = 0
    last_step = 10**9
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _STEPS:
            if _STEPS[char] >= last_step:
                return None
            last_step = _STEPS[char]
            section += (digit or 1) * last_step
            digit = 0
        elif char in _SCALES:
            total = (total + (section + digit or 1)) * _SCALES[char]
            section = digit = 0
            last_step = 10**9
        else:
            return None
    return Decimal(total + section + digit) if text else None
