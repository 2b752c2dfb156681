"""Dates, periods and times of Chinese prose; see kg/data/values/dates.yml for the words.

The wording of a value holds what opens or closes its period: 截至7月, 2021年以来, 1996年起.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model import Value
from kg.nlp.value_calendar import Calendar, Point, decade, five_years, number, quarter, span, thirds
from kg.nlp.value_files import any_of, load_times

_TO = "(?:至|到|—{1,2}|－|-|~|～|–)"
_SPOKEN = "(?:三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = (
    r"(?:(?<![\d.A-Za-z])(?:1[89]|2[01])\d\d年(?![级代龄])份?|[一二][〇零○O0一二三四五六七八九]{3}年"
    r"|去年|今年|前年|明年|后年|当年|同年|次年|翌年|本年度?)"
)
# 三月三 is a feast, 8月份 a month; 月嫂, 月饼 … are other words.
_MONTH = (
    r"(?:(?:(?<![\d.A-Za-z第])(?:1[0-2]|0?[1-9])|(?<![一二三四五六七八九十第数几个每])(?:十[一二]?|[一二三四五六七八九]))"
    r"月份?(?![嫂饼亮球子季息供薪租收均产度销入瓜牙三]))"
)
_NO_DAY = r"(?![均报常游龄本线楼院产]|接待|处理)"
_DAY = rf"(?:(?:(?<![\d.A-Za-z])(?:3[01]|[12]\d|0?[1-9])|{_SPOKEN})[日号]{_NO_DAY})"
_LONE_DAY = rf"(?:(?<![\d.A-Za-z第])(?:3[01]|[12]\d|0?[1-9])日(?!内){_NO_DAY})"
_HOUR = r"\d{1,2}(?:时|点(?!对)|[:：]\d\d)(?:\d{1,2}分|许|半)?"
_TIME = rf"(?:\s?(?:(?:上午|下午|晚上|晚间|凌晨|清晨|早上|早晨|中午|傍晚|夜间|深夜)(?:{_HOUR})?|晚(?![会报些婚于餐])|{_HOUR}))"
_QUARTER = r"(?:第?[一二三四1-4]季度|前[一二三两23]个?季度|前\d{1,2}个?月|前[两二三四五六七八九十]个月|上半年|下半年)"
_SEASON = r"(?:[春夏秋冬](?:季|天)|[春夏秋冬](?=[，。、至到以起\s]|$))"
_MONTH_PART = r"(?:上旬|中旬|下旬|初(?![中二三步期])|底|末)"
_YEAR_PART = r"(?:年初|年底|年末|年中|初(?![春夏秋冬])|底|末|度)"
_SINCE = r"(?:以来|至今|来(?=[，、。])|起(?![点来草步伏因初诉重运飞降航价到])(?:至今)?)"
_COUNT = r"(?:\d{1,3}|十[一二三四五六七八九]|[一两二三四五六七八九十])"
_LUNAR = (
    r"(?:大年|正月|腊月|农历)(?:正月|腊月|[一二三四五六七八九十]月)?"
    r"(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|廿[一二三四五六七八九]|二十[一-九]?)"
)
_PLAN = r"“?十[一二三四五六]五”?(?:规划)?(?:期间|时期|以来|末|初期|开局)"
_LENGTH = (
    rf"(?:近{_COUNT}年多?(?:以?来|里(?![地程])|间|内)?|近{_COUNT}(?:个月|天|周)(?:以?来|里(?![地程])|间|内)"
    rf"|(?:过去|最近|未来|此前|今后)的?{_COUNT}(?:年多|个月|年|月|天|周)(?:以?来|里(?![地程])|间|内)?)"
    rf"|(?<![\d.一二三四五六七八九十]){_COUNT}(?:年|个月|天)多?(?:以?来|间(?!隔)|里(?![地程])|前(?![往进期]))"
)
_NUMERIC = (
    r"(?<![\d.\-/])(?:19|20)\d\d(?P<sep>[-./])(?:1[0-2]|0?[1-9])(?P=sep)(?:3[01]|[12]\d|0?[1-9])(?![\d.\-/])"
)
_DECADE = r"(?:上个?世纪|(?:19|20|21)世纪)?(?:[1-9]0|[二三四五六七八九]十)年代(?:初|末|中期)?"


def _period(n: int, feasts: str, parts: str) -> str:
    """One point or period of time; the names of its groups end in `n`."""
    return (
        rf"(?:(?P<year{n}>{_YEAR})\s?(?:(?P<first{n}>\d{{1,2}})月?{_TO}(?P<last{n}>{_MONTH}){_MONTH_PART}?(?!{_DAY})"
        rf"|(?P<month{n}>{_MONTH})\s?(?:(?P<day{n}>{_DAY})|(?P<part{n}>{_MONTH_PART}))?"
        rf"|(?P<quarter{n}>{_QUARTER})|{_LUNAR}|{feasts}{parts}?|{_SEASON}|{_YEAR_PART})?"
        rf"|(?<![\d.])(?P<lfirst{n}>\d{{1,2}})月?{_TO}(?P<llast{n}>{_MONTH}){_MONTH_PART}?(?!{_DAY})"
        rf"|(?P<lmonth{n}>{_MONTH})\s?(?:(?P<lday{n}>{_DAY})|(?P<lpart{n}>{_MONTH_PART}))?"
        rf"|(?P<lquarter{n}>{_QUARTER})|(?P<lone{n}>{_LONE_DAY}))(?P<time{n}>{_TIME})?"
    )


@cache
def _regex() -> re.Pattern[str]:
    t = load_times()
    feasts, parts = any_of(t.feasts), any_of(t.feast_parts)
    return re.compile(
        rf"(?P<era>{any_of(t.eras)})|(?P<numeric>{_NUMERIC})|(?P<plan>{_PLAN})|(?P<decade>{_DECADE})"
        rf"|(?P<asof>截[至止]到?)?(?P<now>{any_of(t.now)})(?P<nowsince>以来)?"
        rf"|(?P<length>{_LENGTH})"
        rf"|(?P<years>(?<![\d.A-Za-z])(?:1[89]|20)\d\d){_TO}(?P<yearsend>(?:1[89]|20)\d\d)年度?"
        rf"|(?P<until>截[至止]到?)?{_period(1, feasts, parts)}"
        rf"(?:(?P<to>{_TO})(?:{_period(2, feasts, parts)}|(?P<days>{_DAY})))?"
        rf"(?P<since>{_SINCE})?(?:期间|前夕)?"
        rf"|(?:{_LUNAR}|{feasts}{parts}|[上本下]周[一二三四五六日末]|(?:截[至止])?{any_of(t.loose)}"
        r"|(?<![上一-鿿])周[一二三四五六日](?=[，、上下晚]))(?:以来|期间)?"
    )


def find_dates(text: str, published: str = "") -> Iterator[Value]:
    """Dates in order of text, never overlapping.

    Args:
        text: Any text; offsets of the values count in it.
        published: An ISO date or partial date; times without a year are understood from it.
    """
    calendar = Calendar.at(published)
    for match in _regex().finditer(text):
        yield Value("date", match[0], match.start(), match.end(), iso=_iso(match, calendar))


def _iso(match: re.Match[str], calendar: Calendar) -> str:
    if match["era"]:
        return load_times().eras[match["era"]]
    if match["numeric"]:
        year, month, day = (int(part) for part in re.split(r"[-./]", match["numeric"]))
        return calendar.remember(Point(year, month, day)).iso
    if match["plan"]:
        return five_years(match["plan"])
    if match["decade"]:
        return decade(match["decade"])
    if match["now"]:
        at = calendar.now(load_times().now[match["now"]]).iso
        return _open(at, bool(match["asof"]), bool(match["nowsince"]))
    if match["length"]:
        return _length(match["length"], calendar)
    if match["years"]:
        return f"{match['years']}/{match['yearsend']}"
    told = ("year1", "lmonth1", "llast1", "lquarter1", "lone1")
    return _between(match, calendar) if any(match[name] for name in told) else ""


def _open(iso: str, until: bool, since: bool) -> str:
    """An interval open to one side."""
    if not iso or not (until or since):
        return iso
    ends = iso.split("/")
    return f"../{ends[-1]}" if until else f"{ends[0]}/.."


def _between(match: re.Match[str], calendar: Calendar) -> str:
    first, iso = _point(match, 1, calendar)
    if match["to"] and first.year:
        if match["days"]:
            last = Point(first.year, first.month, number(match["days"]))
        else:
            last, end = _point(match, 2, calendar, first)
            iso = f"{iso.split('/')[0]}/{end.split('/')[-1]}" if end else ""
        if first.day and last.day and not (match["year2"] or match["lmonth2"]) and not first.month:
            return ""
        iso = span(first, last) or iso if match["days"] or last.day else iso
    elif match["to"]:
        return ""
    return _open(iso, bool(match["until"]), bool(match["since"]))


def _point(
    match: re.Match[str], n: int, calendar: Calendar, before: Point | None = None
) -> tuple[Point, str]:
    """The point that group set `n` names, and its ISO date or interval; `before` is the start of a range."""
    if match[f"lone{n}"]:
        day = number(match[f"lone{n}"])
        point = Point(before.year, before.month, day) if before and before.month else calendar.month_of(day)
        return calendar.remember(point), point.iso
    told = match[f"year{n}"]
    prefix = "" if told else "l"
    if words := match[f"{prefix}quarter{n}"]:
        year = calendar.year(told) if told else _year(calendar, quarter(words)[0], before)
        a, b = (Point(year, month) for month in quarter(words))
        calendar.remember(Point(year))
        return a, span(a, b)
    if words := match[f"{prefix}last{n}"]:
        end = number(words)
        year = calendar.year(told) if told else _year(calendar, end, before)
        a, b = Point(year, number(match[f"{prefix}first{n}"])), Point(year, end)
        return calendar.remember(b), span(a, b)
    month = number(match[f"{prefix}month{n}"] or "")
    day = number(match[f"{prefix}day{n}"] or "")
    year = calendar.year(told) if told else _year(calendar, month, before)
    point = calendar.remember(Point(year, month, day))
    return point, thirds(point, match[f"{prefix}part{n}"] or "")


def _year(calendar: Calendar, month: int, before: Point | None) -> int:
    """The year of a month: that of the start of the range, or the next where the range runs over new year."""
    if before is None or not before.year:
        return calendar.year_of(month)
    return before.year + (month < before.month)


def _length(words: str, calendar: Calendar) -> str:
    """近三年, 三年来 → the years up to publication; 未来三年 → those after; months and days stay open."""
    count = re.search(r"\d+|[一两二三四五六七八九十]+", words)
    p = calendar.published
    if p is None or count is None or "年" not in words or words.endswith("前"):
        return ""
    n = number(count[0])
    return f"{p.year}/{p.year + n}" if words.startswith(("未来", "今后")) else f"{p.year - n}/{p.year}"
