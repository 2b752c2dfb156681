"""When a partnership holds, in the words of the reader's language."""

from __future__ import annotations

from kg.i18n import t
from kg.lookups.rows import Pair


def when(pair: Pair) -> str:
    """Since when and until when a partnership holds; where no text says so, the dates that texts name with it."""
    start = worded(pair.start) or pair.since
    if start or pair.end:
        kind = "span" if start and pair.end else "since" if start else "until"
        return t(f"dates.{kind}", start=start, end=worded(pair.end))
    named = [worded(date) for date in dict.fromkeys((pair.first, pair.last)) if date]
    told = named or sorted({value for s in pair.statements for key, value in s.attrs if key == "date"})
    return t("dates.list").join(told)


def worded(date: str) -> str:
    """A partial ISO date as people write it: 2018-07 → 2018年7月; in English as it is."""
    parts = dict(zip(("year", "month", "day"), map(int, filter(None, date.split("-"))), strict=False))
    return t(f"dates.{list(parts)[-1]}", **parts) if parts else ""
