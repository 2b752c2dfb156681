"""Amounts as numbers: "近2000余万元" → what it is at least, about or at most, in a unit without 万 and 亿; exact decimals throughout.

Numbers are read where the text has digits; 数千万元 is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Sign = Literal["", "≥", "≤", "≈"]

_DIGITS = r"\d[\d,，]*(?:\.\d+)?"
# 千 and 百 open a unit of their own too: 千克, 百分点.
_SCALE = r"(?:[十百千]?(?:万亿|[万亿])|[十百千](?=[余多]?[元人户家个名]))"
_ONE = re.compile(
    rf"(?P<before>[^\d]*)(?P<number>{_DIGITS})(?P<more>[余多]?)(?P<scale>{_SCALE}?)(?P<over>[余多]?)"
    rf"(?:(?P<unit1>[^\d至到—～~-]*)[至到—～~-]+(?P<number2>{_DIGITS})(?P<scale2>{_SCALE}?))?"
    r"(?P<unit>.*?)(?P<after>以上|以下|以内|左右|上下|不等)?(?:[(（].*)?",
    re.DOTALL,
)
_AROUND = re.compile(
    r"(?P<before>.*?)(?P<reach>至[\d.]+)?(?P<inside>[余多来])?"
    r"(?P<after>以上|以下|以内|左右|上下|之多|有余|开外|内)?",
    re.DOTALL,
)
_UNIT_SCALE = "(?:[十百千]?(?:万亿|[万亿]))?"
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_AT_LEAST = re.compile("[超逾余多]|突破|以上|至少|不少于|不低于")
_AT_MOST = re.compile("不足|不到|以下|以内|至多|最多|不超过|不多于")
_ABOUT = re.compile("[近约]|大概|左右|上下|将近")
_ALIKE = {"名": "人", "位": "人", "人民币": "元", "元人民币": "元", "块": "元", "块钱": "元"}
"""Units that count the same thing."""

ABOUT, OVER = Decimal("0.1"), Decimal("0.25")
"""How far 近 and 约 may be off, and how far 超 and 余 may go beyond, as shares."""


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high` of `unit`, e.g. 20000000 元; both alike unless a range is meant.

    `sign` says that it is at least ("≥"), at most ("≤") or about ("≈") that. `step` is the place of the last digit that was
    written: 1.2亿元 is told to 0.1 亿, so it may be 1.23亿元 rounded; 0 where a single digit was written.
    """

    low: Decimal
    high: Decimal
    unit: str
    sign: Sign = ""
    step: Decimal = Decimal(0)


def parse(text: str) -> Amount | None:
    """The amount that a text words, None where it has no digits to read or no unit."""
    found = _ONE.fullmatch(text.strip())
    if found is None or not found["unit"].strip():
        return None
    scale = _scale(found["scale"])
    low, step = _number(found["number"], scale)
    high = low
    if found["number2"]:
        last = _scale(found["scale2"])
        high, step = _number(found["number2"], last)
        if not found["scale"] and not (found["unit1"] or "").strip():  # 3000至5000万元
            low, _ = _number(found["number"], last)
        if low > high:
            return None
    words = "".join(found[part] or "" for part in ("before", "more", "over", "after"))
    unit = found["unit"].strip()
    return Amount(low, high, _ALIKE.get(unit, unit), _sign(words), step)


def measure(value: str, unit: str, qualifier: str) -> Amount | None:
    """The amount of a metric: its number, unit with 万 and 亿, and the words around."""
    made = parse(f"{value}{unit}")
    sign = _sign(qualifier)
    return made and Amount(made.low, made.high, made.unit, sign or made.sign, made.step)


def written(value: str, unit: str, qualifier: str, gap: str = "") -> str:
    """A number as Chinese writes it, each word around it in its place: 超5万元, 3万余户, 380人左右.

    Args:
        value: The number in digits.
        unit: With 万 and 亿.
        qualifier: The words around it.
        gap: What stands between number and unit.
    """
    found = _AROUND.fullmatch(qualifier)
    # 120余万亩, but 1万余户: a number of one digit takes its scale before the word.
    scale = re.match("" if value.isdigit() and len(value) > 1 else _UNIT_SCALE, unit)
    assert found is not None and scale is not None  # both match anything
    before, reach, inside, after = (found[part] or "" for part in ("before", "reach", "inside", "after"))
    lead = f"{before}{gap}" if before else ""
    return f"{lead}{value}{reach}{gap}{scale[0]}{inside}{unit[scale.end() :]}{after}".rstrip()


def compatible(one: Amount, other: Amount) -> bool:
    """Whether both may be the same number, told more or less exactly."""
    if one.unit != other.unit:
        return False
    (low, high), (low2, high2) = _bounds(one), _bounds(other)
    return low <= high2 and low2 <= high


def add(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts of one unit; it is as vague as they are.

    Raises:
        ValueError: the units differ, or there is nothing to add.
    """
    told = list(amounts)
    if len({amount.unit for amount in told}) != 1:
        raise ValueError("amounts of one unit are wanted")
    signs = {amount.sign for amount in told if amount.sign}
    sign: Sign = signs.pop() if len(signs) == 1 else ("≈" if signs else "")
    low, high = sum((a.low for a in told), Decimal(0)), sum((a.high for a in told), Decimal(0))
    return Amount(low, high, told[0].unit, sign)


def worded(amount: Amount) -> str:
    """An amount for people: ≥ 1.2亿元, 3000万元–5000万元, 640人; 万 and 亿 for money and from ten thousand on."""
    ends = dict.fromkeys(_worded(number, amount.unit) for number in (amount.low, amount.high))
    return f"{amount.sign}{' ' if amount.sign else ''}{'–'.join(ends)}"


def _worded(number: Decimal, unit: str) -> str:
    for power, word in ((8, "亿"), (4, "万")):
        if number >= Decimal(10) ** power:
            return f"{_plain(number.scaleb(-power))}{word}{unit}"
    return f"{_plain(number)}{unit}"


def _plain(number: Decimal) -> str:
    return f"{number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize():f}"


def _bounds(amount: Amount) -> tuple[Decimal, Decimal]:
    """Between what the number behind a wording lies."""
    low, high, half = amount.low, amount.high, amount.step / 2
    if amount.sign == "≥":
        return low, high * (1 + OVER)
    if amount.sign == "≤":
        return low * (1 - OVER), high
    if amount.sign == "≈":
        return low * (1 - ABOUT), high * (1 + ABOUT)
    return low - half, high + half


def _number(digits: str, scale: int) -> tuple[Decimal, Decimal]:
    """The number and the place of its last digit; of a single digit nobody can say that it was rounded."""
    number = Decimal(re.sub("[,，]", "", digits))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # no digits make a NaN
    told = len(number.as_tuple().digits) > 1 and number != 0
    return number.scaleb(scale), Decimal(1).scaleb(exponent + scale) if told else Decimal(0)


def _scale(words: str | None) -> int:
    """Powers of ten: 万 4, 百万 6, 万亿 12."""
    return sum(_POWERS[word] for word in words or "")


def _sign(words: str) -> Sign:
    if _AT_MOST.search(words):
        return "≤"
    if _AT_LEAST.search(words):
        return "≥"
    return "≈" if _ABOUT.search(words) else ""
