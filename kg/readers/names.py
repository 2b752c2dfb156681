"""What names look like in by-lines: persons by their family name, newspapers and agencies by their ending."""

from __future__ import annotations

import re
from functools import cache

import yaml

from kg.errors import RuleError
from kg.readers.characters import HAN
from kg.resources import LEXICONS

MEDIA = (
    f"[{HAN}]{{1,10}}?(?:日报|晚报|早报|晨报|时报|商报|快报|导报|周报|都市报|青年报|工人报|农民报|经济报|法治报|法制报"
    "|科技报|教育报|文化报|新闻|通讯社|电视台|广播电台|广播网|新闻网|政府网|客户端|融媒体中心|周刊)(?:社)?"
    f"|[{HAN}]{{1,4}}(?:社|网|报)"
)
"""A newspaper, agency, station or site, for use in a regular expression."""

_PAPER = re.compile(
    f"[{HAN}]{{1,8}}?(?:日报|晚报|早报|晨报|时报|商报|快报|导报|周报|都市报|青年报|工人报|农民报|经济报|法治报|法制报"
    f"|科技报|教育报|文化报|通讯社|电视台|广播电台|广播网|新闻网|政府网|融媒体中心|周刊)|[{HAN}]{{1,4}}(?:社|网|报)"
)
_OWN = re.compile("^本[报刊社台网]")
_NAME = re.compile(f"[{HAN}]{{2,4}}|[{HAN}]{{1,10}}·[{HAN}·]{{1,12}}")
_SPACED = re.compile(f"(?<![{HAN}])([{HAN}]) ([{HAN}])(?![{HAN}])")


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    path = LEXICONS / "surnames.yml"
    try:
        words = yaml.safe_load(path.read_text(encoding="utf-8"))
        return frozenset(words["single"].split()), frozenset(words["double"].split())
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as exc:
        raise RuleError(f"{path.name}:1: family names cannot be read: {exc}") from exc


def is_name(word: str) -> bool:
    """Can this be a person's full name, e.g. 王伟, 欧阳文, 阿卜杜·热合曼? By its form and family name."""
    if not _NAME.fullmatch(word):
        return False
    single, double = _surnames()
    return (
        "·" in word or (word[:2] in double and len(word) in (3, 4)) or (word[0] in single and len(word) <= 3)
    )


def close_spaced(text: str) -> str:
    """王 伟 → 王伟: names of two characters are set with a blank to line up with those of three."""
    return _SPACED.sub(r"\1\2", text)


def outlet_of(text: str) -> str:
    """The newspaper, agency or site that a by-line or dateline begins with; "" for 本报 and where none is named."""
    if _OWN.match(text):
        return ""
    match = _PAPER.match(text)
    return match.group() if match else ""
