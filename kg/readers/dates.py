"""Dates of publication: in a line of a page, in a field that somebody filled in, in the path of a file.

All give ISO 8601 dates, partial where the day or month is not told ("2024", "2024-03").
"""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate
from pathlib import PurePosixPath

from kg.readers.characters import HAN

_YEAR = r"(?P<y>[12]\d{3}|[一二〇○零]{4}|二[〇○零][一二三四五六七八九〇○零]{2})"
_MONTH = r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})"
_DAY = r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = re.compile(rf"{_YEAR}[年\-/.](?:{_MONTH}(?:[月\-/.]{_DAY}日?|月))?")
_DIGITS = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "○": 0, "零": 0}

_AROUND_DATE = re.compile(
    rf"(?:\s|[|:：（）()·,，]|\d{{1,2}}:\d{{2}}(?::\d{{2}})?|(?:星期|周)[一二三四五六日天]|农历[{HAN}]{{2,10}}|[{HAN}]{{2}}年[{HAN}]{{1,4}}月[{HAN}]{{2}}"
    r"|第?[A-Z]?\d{1,3}版|第[一二三四五六七八九十]{1,3}版|今日\d+版|总?第?\d+期|要闻|综合|新闻|发布(?:时间|日期)|日期|时间|来源"
    rf"|[{HAN}]{{2,8}}(?:日报|晚报|早报|晨报|时报|商报|导报|周报|都市报|报))*"
)

# What a date in a field may end with: a time with its zone, the day of the week.
_FIELD = re.compile(
    rf"{_YEAR}(?:年|[年\-/.] ?{_MONTH}(?:月|[月\-/.] ?{_DAY}[日号]?)?)?"
    r"(?:(?:T| *)(?:上午|下午)?\d{1,2}[:时]\d{2}分?(?::?\d{2}秒?(?:[.,]\d+)?)? ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
    r"[ (（]*(?:(?:星期|周)[一二三四五六日天])?[)）]?"
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:T?\d{4,6}Z?)?")
_LOOSE = re.compile(r"(?<=[\d年月]) (?=[年月日])|(?<=[年月]) (?=\d)")
"""Blanks inside 2024 年 3 月 2 日."""
_MAIL = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4}\b.*")  # as in RFC 5322 and RSS

_FOLDER = re.compile(
    r"(?<![^/])(?P<y>(?:19|20)\d{2})(?:(?P<m2>\d{2})(?:/?(?P<d2>\d{2}))?"
    r"|[-./_年](?P<m>\d{1,2})(?:[-./_月](?P<d>\d{1,2})日?|月)?)(?![^/])"
)
_FILE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?:[-._](?P<m>\d{1,2})(?:[-._](?P<d>\d{1,2}))?|年(?P<my>\d{1,2})月(?:(?P<dy>\d{1,2})日)?)(?!\d)"
    # Eight digits among others of a checksum are no day.
    r"|(?<![\dA-Fa-f])(?P<y2>(?:19|20)\d{2})(?P<m2>\d{2})(?P<d2>\d{2})(?![\dA-Fa-f])"
)


def stated_date(text: str) -> str:
    """The ISO date, perhaps partial, of a line that says nothing but when (and in what) it was published; else ""."""
    match = _DATE.search(text)
    if match is None or _AROUND_DATE.fullmatch(text[: match.start()] + " " + text[match.end() :]) is None:
        return ""
    found = _iso(*(_number(match.group(key) or "") for key in "ymd"))
    return found if "-" in found else ""  # a year alone heads a section of a chronicle; it dates nothing


def read_date(text: str) -> str:
    """The date that a field states, e.g. 2024-03-02T10:00:00+08:00, 2024年3月, 20240302; "" for what is none.

    The day is the one written, in whatever zone. The first day of 1970 is what computers put where nothing is known.
    """
    text = _LOOSE.sub("", " ".join(text.split()))
    match = _COMPACT.fullmatch(text) or _FIELD.fullmatch(text)
    if match is not None:
        found = _iso(*(_number(match.group(key) or "") for key in "ymd"))
    elif _MAIL.fullmatch(text) and (parts := parsedate(text)):
        found = _iso(*parts[:3])
    else:
        return ""
    return "" if found == "1970-01-01" else found


def date_in_path(path: str) -> tuple[str, str]:
    """The day, or month, that folders or file name tell, and which of them: ("2024-03-02", "folder"), else ("", "").

    Folders: 2024/03/02, 2024-03-02, 2024-03/02, 20240302, 2024年3月, the deepest that is one. A file name: a date that
    stands apart in it, if it is the only one. A day that folders name wins, then the file, then a month of folders; a year alone tells
    nothing, since any folder may be called so.
    """
    pure = PurePosixPath(path)
    folders = ""
    for match in _FOLDER.finditer(pure.parent.as_posix().replace(".zip!", "")):
        folders = _of(match, ("y",), ("m", "m2"), ("d", "d2")) or folders
    if len(folders) == len("2024-03-02"):
        return folders, "folder"
    stem = re.sub(r"\.[A-Za-z]+(?:#\d+)?$", "", pure.name)
    files = {_of(match, ("y", "y2"), ("m", "my", "m2"), ("d", "dy", "d2")) for match in _FILE.finditer(stem)} - {""}
    if len(files) == 1:
        return files.pop(), "file name"
    return (folders, "folder") if folders else ("", "")


def _of(match: re.Match[str], *keys: tuple[str, ...]) -> str:
    parts = [next((int(match[name]) for name in names if match[name]), 0) for names in keys]
    found = _iso(*parts)
    return found if "-" in found else ""


def _iso(year: int, month: int = 0, day: int = 0) -> str:
    """An ISO date of what is known of it; "" for a day that no calendar has and a year that no newspaper has."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if not 1900 <= year <= 2100 or (day and not month):
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _number(text: str) -> int:
    """12, 十二, 二十一, 二〇二四 → int; 0 for ""."""
    if not text or text.isdigit():
        return int(text or 0)
    if "十" in text:
        tens, _, ones = text.partition("十")
        # Anything else than one digit, as in 十十, makes a number that no date has.
        return 10 * (_DIGITS.get(tens, 99) if tens else 1) + (_DIGITS.get(ones, 99) if ones else 0)
    return int("".join(str(_DIGITS[char]) for char in text))
