"""Partial dates: what 去年12月底 means in a paper of 2024-03, as ISO 8601 dates and intervals."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from kg.nlp.value_numbers import parse_numeral

Grain = Literal["year", "month", "day"]
_RELATIVE = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "本年度": 0, "明年": 1, "后年": 2}
_TOLD = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}
"""Years counted from the date named before them."""
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "两": 2}


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month or day; a year of 0 is not known."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """ISO 8601, "" where the year is not known or there is no such day."""
        if not self.year or (self.day and self.day > monthrange(self.year, self.month)[1]):
            return ""
        month = f"-{self.month:02}" if self.month else ""
        return f"{self.year}{month}-{self.day:02}" if self.day else f"{self.year}{month}"


def span(first: Point, last: Point) -> str:
    """An ISO interval, "" where an end is not known or the ends are in the wrong order."""
    a, b = first.iso, last.iso
    return f"{a}/{b}" if a and b and a[: len(b)] <= b[: len(a)] else ""


def number(written: str) -> int:
    """The whole number in a date part (12月, 二十三日, 二〇二四年), 0 where there is none."""
    if digits := re.match(r"\d+", written):
        return int(digits[0])
    spoken = re.match(r"[〇零○一二两三四五六七八九十]+", written.replace("O", "〇").replace("0", "〇"))
    return int(parse_numeral(spoken[0]) or 0) if spoken else 0


class Calendar:
    """Resolves partial dates from the day of publication and from the last date that was named.

    A date without a year lies in the year of publication, or in the year before when it would otherwise lie more
    than a month ahead.
    """

    def __init__(self, published: Point | None) -> None:
        self.published = published
        self.last = Point(0)

    @classmethod
    def at(cls, published: str) -> Calendar:
        """From an ISO date or partial date; "" where it is not known."""
        parts = [int(part) for part in re.findall(r"\d+", published)[:3]]
        return cls(Point(*parts) if parts else None)

    def remember(self, point: Point) -> Point:
        if point.year:
            self.last = point
        return point

    def now(self, grain: Grain) -> Point:
        """The day, month or year of publication, as far as it is known."""
        p = self.published
        if p is None:
            return Point(0)
        return Point(p.year, p.month if grain != "year" else 0, p.day if grain == "day" else 0)

    def year(self, words: str) -> int:
        """The year that 2018年, 去年, 同年 names; 0 where it is not known."""
        words = words.removesuffix("份")
        if words in _RELATIVE:
            return self.published.year + _RELATIVE[words] if self.published else 0
        if words in _TOLD:
            return self.last.year + _TOLD[words] if self.last.year else 0
        return number(words)

    def year_of(self, month: int) -> int:
        """The year of a month named without one."""
        p = self.published
        if p is None:
            return 0
        return p.year - 1 if p.month and month > p.month + 1 else p.year

    def month_of(self, day: int) -> Point:
        """The day of a month that is not named: the latest such day up to a week after publication."""
        p = self.published
        if p is None or not p.day:
            return Point(0)
        if day <= p.day + 7:
            return Point(p.year, p.month, day)
        return Point(p.year - (p.month == 1), 12 if p.month == 1 else p.month - 1, day)


def quarter(words: str) -> tuple[int, int]:
    """The first and last month of 上半年, 前三季度, 一季度, 前5个月."""
    if words == "上半年":
        return 1, 6
    if words == "下半年":
        return 7, 12
    count = re.search(r"\d+|[一二两三四五六七八九十]", words)
    n = int(count[0]) if count and count[0].isdigit() else _count(count[0] if count else "")
    if "月" in words:
        return 1, min(n, 12)
    return (1 if words.startswith("前") else 3 * n - 2), 3 * n


def _count(word: str) -> int:
    return _QUARTERS.get(word) or int(parse_numeral(word) or 1)


def decade(words: str) -> str:
    """上世纪九十年代 → 1990/1999; a decade without a century is the last one."""
    century = 1900
    if told := re.match(r"(\d\d)世纪", words):
        century = (int(told[1]) - 1) * 100
    tens = re.search(r"([1-9])0年代|([二三四五六七八九一])十年代", words)
    if tens is None:
        return ""
    ten = int(tens[1]) if tens[1] else int(parse_numeral(tens[2]) or 0)
    return f"{century + 10 * ten}/{century + 10 * ten + 9}"


def five_years(words: str) -> str:
    """“十四五”期间 → 2021/2025: the nth plan since the seventh begins in 1951 + 5n."""
    n = int(parse_numeral(words.strip("“")[:2]) or 0)
    first = 1951 + 5 * n
    return f"{first}/.." if "以来" in words else f"{first}/{first + 4}"


def thirds(point: Point, part: str) -> str:
    """上旬, 中旬, 下旬 of a month as an interval; 初, 底 and the like leave the month."""
    if not point.year or part not in ("上旬", "中旬", "下旬"):
        return point.iso
    last = monthrange(point.year, point.month)[1]
    first, end = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last)}[part]
    return span(Point(point.year, point.month, first), Point(point.year, point.month, end))
