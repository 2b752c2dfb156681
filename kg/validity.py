"""When a fact holds: partial ISO 8601 dates as spans of days, intervals of them, and what held at a date.

Two clocks, never mixed: `Article.published` says when something was said; the intervals here say when it holds, from the dates
that a text gives the fact itself. A fact without a date of its own has the interval that nothing is known of.

>>> holds_at(interval(since="2016", until="2020"), "2020")
'yes'
>>> holds_at(interval(), "2020")
'unknown'
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Held = Literal["yes", "no", "unknown"]

_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class Interval:
    """From when to when something holds, both ends within.

    `start` and `end` are partial ISO dates ("2018", "2018-07", "2018-07-01"), "" where none is known; without an end it goes
    on as far as anyone says. `begins` tells that the text gives `start` as the beginning, and not only as a day on which it
    was so.
    """

    start: str = ""
    end: str = ""
    begins: bool = False

    @property
    def dated(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.start or self.end)


UNDATED = Interval()
"""Of which nothing is known."""


def interval(date: str = "", since: str = "", until: str = "") -> Interval:
    """The interval of a fact from its dates, each a partial ISO date or a span of two ("2018/2020", "2021/..")."""
    begin, end = _ends(since)[0], _ends(until)[1]
    if begin:
        return Interval(begin, end, begins=True)
    first, last = _ends(date)
    if end and first and first_day(first) > last_day(end):
        first = ""  # a day after the end is no day on which it was so
    # Of "../2023" all that is known is that it was so by then.
    return Interval(first or ("" if end else last), end)


def holds_at(held: Interval, as_of: str) -> Held:
    """Whether it holds at a date; a year or a month is asked for as of its last day.

    "no" before its start and after its end. Where only an end is known, nobody knows how long before it it held.
    """
    day = last_day(as_of)
    if not held.dated:
        return "unknown"
    if held.end and day > last_day(held.end):
        return "no"
    if not held.start:
        return "unknown"
    return "yes" if first_day(held.start) <= day else "no"


def held_together(intervals: Iterable[Interval], as_of: str) -> Held:
    """Whether what several facts tell of holds at a date.

    What one fact leaves open another may end. Facts without a date say nothing where another gives a beginning or an end; where
    the others only give days on which it was so, it may have been so before.
    """
    told = list(intervals)
    answers = {holds_at(one, as_of) for one in combined(told)}
    if "yes" in answers:
        return "yes"
    settled = any(one.begins or one.end for one in told)
    undated = not told or (not settled and any(not one.dated for one in told))
    return "unknown" if undated or "unknown" in answers else "no"


def combined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The intervals of several facts about one thing, in the order of time: one without an end takes the next end after its start.

    What has only an end is left out where another interval leads up to that end. Undated ones are left out.
    """
    told = set(intervals)
    started = {closed(one, told) for one in told if one.start}
    reached = {last_day(one.end) for one in started if one.end}
    ended = {one for one in told if one.end and not one.start and last_day(one.end) not in reached}
    return tuple(sorted(started | ended, key=_in_time))


def closed(one: Interval, told: Iterable[Interval]) -> Interval:
    """An interval with the next end after its start that `told` of the same thing has, where its own is open."""
    if not one.start or one.end:
        return one
    ends = [other.end for other in told if other.end and last_day(other.end) >= first_day(one.start)]
    return replace(one, end=min(ends, key=lambda end: (last_day(end), end), default=""))


def extent(intervals: Iterable[Interval]) -> tuple[str, str]:
    """Beginning and end of all of it, partial ISO dates; "" where it is not known, the end also where it goes on.

    A day on which it was so is no beginning.
    """
    found = combined(intervals)
    begins = [one.start for one in found if one.begins]
    whole = begins and all(one.start for one in found)
    closed = found and all(one.end for one in found)
    return (
        min(begins, key=first_day) if whole else "",
        max((one.end for one in found), key=last_day) if closed else "",
    )


def first_day(date: str) -> str:
    """The first day of a partial ISO date: "2018" → "2018-01-01"."""
    return f"{date}{'0000-01-01'[len(date) :]}"


def last_day(date: str) -> str:
    """The last day of a partial ISO date: "2018-02" → "2018-02-28"."""
    if len(date) >= len("2018-02-28"):
        return date
    if len(date) == len("2018"):
        return f"{date}-12-31"
    return f"{date}-{monthrange(int(date[:4]), int(date[5:7]))[1]:02}"


def is_date(text: str) -> bool:
    """Whether a text is a partial ISO date of the calendar: "2019", "2019-06", "2019-06-30"; not "2019-02-30"."""
    if not _PARTIAL.fullmatch(text) or int(text[:4]) == 0:
        return False
    year, month, day = int(text[:4]), int(text[5:7] or 1), int(text[8:] or 1)
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _ends(iso: str) -> tuple[str, str]:
    """Both ends of a date or span, "" for an open one."""
    first, _, last = iso.partition("/")
    if "/" not in iso:
        last = first
    return ("" if first in _OPEN else first), ("" if last in _OPEN else last)


def _in_time(one: Interval) -> tuple[str, str, str, str, bool]:
    """By days, then by the texts, so that those of the same days have a fixed order, too."""
    first, last = first_day(one.start) if one.start else "", last_day(one.end) if one.end else "9999"
    return first, last, one.start, one.end, one.begins


__all__ = [
    "UNDATED",
    "Held",
    "Interval",
    "closed",
    "combined",
    "extent",
    "first_day",
    "held_together",
    "holds_at",
    "interval",
    "is_date",
    "last_day",
]
