"""Where a person's name begins and ends when the word network cut it wrongly or did not see it.

Three signs are used: names written with characters for foreign sounds (白玛央宗), words that cannot be the end of a
name (梁秋玉|原是), and words that only stand after a name (邵合作|介绍).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.nlp.lexicon import words_of
from kg.nlp.view import View

_HAN = "\u4e00-\u9fff"
_TRAILING = "原边倒刚则却也都正曾便就常仍还又再均即既已各"
"""Adverbs of one character that the network takes into the name before them."""
_SPEAKING = "介绍|介绍说|表示|告诉|坦言|直言|透露|回忆|感慨|感叹|坦承|分析|笑称|笑着|说|称|指出|强调|认为|致辞|宣读|宣布|领队|带队|率队|率团|竖起大拇指"
_FOLLOWING = (
    rf"(?:{_SPEAKING}|来自|出任|住在|住进|去年|今年|前年|一家|家的|没想到|盘算|竖起|当过|鼓足|夺冠|高兴|自豪|激动|等参加|等出席|等陪同|等人|陪同|参加|出席|作交流"
    rf"|口中|手机|带领|率领|最有|深知|捧着|拿着|握着|抱着|指着|掰着|领着|带着|拉着|翻着|拎着|望着|看着"
    rf"|(?:在|由|是|被|把|从|正|则|带|抓|每|原)(?![{_HAN}]?[，。、；：]))"
)
_NO_NAME = frozenset("的地得了着过是在和与等说这那我你他她它们很都不")
_NOUN_ENDS = frozenset("队员村市县区部局组站团家者人工厂所院校会社省州镇乡")
_MARKS = "，。、；：！？（）()”“ \n"


@cache
def _transcribed() -> re.Pattern[str]:
    return re.compile("[·•" + "".join(sorted(words_of("surnames", "transcribed"))) + "]+")


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    return words_of("surnames", "single"), words_of("surnames", "double")


@cache
def _following() -> re.Pattern[str]:
    return re.compile(_FOLLOWING)


def trimmed(view: View, start: int, end: int) -> int:
    """The end of a name without the adverb that was taken into it: 梁秋玉|原, 蒋岚|倒."""
    name = view.text[start:end]
    double = name[:2] in _surnames()[1]
    if not double and name[:1] not in _surnames()[0]:
        return end
    longest = 4 if double else 3
    if len(name) == longest + 1 and name[-1] in _TRAILING:
        return end - 1
    follows = view.text[end : end + 1]
    if len(name) == longest and name[-1] in "倒却" and follows and follows not in _MARKS:
        return end - 1
    return end


def extended(view: View, start: int, end: int, floor: int) -> tuple[int, int]:
    """A name of transcribed characters with those around it that belong to it: 单增|卓嘎, 巴图|那生.

    Args:
        floor: Where the word for a person before the name ends; the name cannot begin before it.
    """
    if not _transcribed().fullmatch(view.text, start, end):
        return start, end
    run = _transcribed().match(view.text, start)
    stop = run.end() if run else end
    if view.text[stop - 1] == "说" and view.text[stop : stop + 1] in _MARKS:
        stop -= 1
    if "·" not in view.text[start:end] and (stop - start > 6 or not _ends_well(view, stop)):
        stop = _last_good(view, start, min(stop, start + 6), end)
    if floor < start and start - floor <= 3 and _transcribed().fullmatch(view.text, floor, start):
        start = floor
    return start, max(stop, end) if view.text[end - 1] != "说" else stop


def _last_good(view: View, start: int, stop: int, end: int) -> int:
    return next((at for at in range(stop, end, -1) if at - start <= 6 and _ends_well(view, at)), end)


def _ends_well(view: View, end: int) -> bool:
    """Whether a name may end here: before a mark, 的 or a word that only stands after a name."""
    after = view.text[end : end + 1]
    return after == "" or after in _MARKS + "的" or _following().match(view.text, end) is not None


def transcribed_after(view: View, start: int) -> int | None:
    """Where a name of three to five transcribed characters ends that starts right after a word for a person."""
    match = _transcribed().match(view.text, start)
    if match is None:
        return None
    for end in range(min(match.end(), start + 5), start + 2, -1):
        if _ends_well(view, end) and (view.text[end - 1] != "说" or view.text[end : end + 1] not in _MARKS):
            return end
    return None


def surnamed_after(view: View, start: int) -> int | None:
    """Where a name that begins with a family name right after a word for a person ends, by what follows it.

    Names of family name and two characters are read before a verb of saying whatever words the network saw, before
    other words and marks only where it saw no ordinary word.
    """
    single, double = _surnames()
    if view.text[start : start + 2] in double:
        lengths: tuple[int, ...] = (4, 3)
    elif view.text[start : start + 1] in single:
        lengths = (3,)
    else:
        return None
    for end in (start + length for length in lengths):
        follows = _following().match(view.text, end)
        if follows is None or not _may_be_name(view.text[start:end]) or view.regions_in(start, end):
            continue
        is_said = re.fullmatch(_SPEAKING, follows.group()) is not None
        if is_said or (_is_unknown(view, start, end) and view.text[end - 1] not in _NOUN_ENDS):
            return end
    return None


def _may_be_name(name: str) -> bool:
    """Whether nothing in a string of three or four characters speaks against a name."""
    if not re.fullmatch(f"[{_HAN}]{{3,4}}", name) or name[0] in "和国" or not _NO_NAME.isdisjoint(name):
        return False
    return not (name[-2] in "一二三两几" and name[-1] in "次年名个位月日度")


def _is_unknown(view: View, start: int, end: int) -> bool:
    """Whether the network saw no ordinary word at the start of the range: one word of three, or a lone character."""
    first = view.word_at(start)
    if first is None:
        return False
    if first.start < start:
        return first.end <= start + 1
    return first.end == end or first.end == start + 1


def repeated(text: str, names: Iterator[str]) -> dict[str, str]:
    """Names of two characters that the text always goes on with one and the same third: 路长 → 路长安."""
    found: dict[str, str] = {}
    for name in names:
        thirds = {match[1] for match in re.finditer(rf"{re.escape(name)}(.)", text)}
        if len(thirds) == 1 and text.count(name) > 2:
            third = thirds.pop()
            if re.fullmatch(f"[{_HAN}]", third) and third not in _NO_NAME and third not in _TRAILING:
                found[name] = name + third
    return found
