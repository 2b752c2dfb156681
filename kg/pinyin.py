"""How a Chinese name is typed without Chinese: its syllables in pinyin, for the page's search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from pypinyin import Style, pinyin

_TWO_WAYS = frozenset("长都重乐朝单解曾盖会六行藏调传兴任仇区查石厦蚌铅番陂涡浚莘埔什尉参卜宁贾覃尹洞柏")
"""Characters that names do read in several ways, so that a guess from the phrase alone is often wrong (长顺, 三都)."""
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_RUN = re.compile(rf"{_CHINESE.pattern}|[^\u3400-\u9fff\U00020000-\U0003ffff]+")


def spelled(name: str) -> str:
    """The syllables of a name without tones, a space between: 黔南州 → "qian nan zhou". What is not Chinese stays as it is.

    A character that names read in several ways gives all its readings: 三都 → "san dou/du"; of others the phrase
    decides, else the commonest counts. ü is written v.
    """
    return " ".join(" ".join(_parts(name)).split()).lower()


def _parts(name: str) -> Iterator[str]:
    for run in _RUN.findall(name):
        if not _CHINESE.match(run):
            yield run
            continue
        # Characters that have no reading stay, one by one; a list is allowed there, though not declared.
        readings = pinyin(run, style=Style.NORMAL, heteronym=True, errors=cast(Any, list))
        for character, reading in zip(run, readings, strict=True):
            yield "/".join(dict.fromkeys(reading)) if character in _TWO_WAYS else reading[0]


__all__ = ["spelled"]
