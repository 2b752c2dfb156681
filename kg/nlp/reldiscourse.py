"""What a clause without a subject is about: the subject that opened the clause or sentence before it, or what a
bare noun (代表团, 活动) refers back to."""

from __future__ import annotations

import re
from functools import cache

from kg.nlp.frames import CODE, MENTIONS, Frame, Slot
from kg.nlp.patterns import load_words

_OPENING = re.compile(
    rf"(?:^|[，。；！？：\n])(?:[^，。；！？：\n引推支帮与向给把由对为销{MENTIONS}]{{0,8}}?)(?:[{MENTIONS}]的)?(?<![从据为对向由给与和把被于将以经按赴])(?<!联合|携手|依托|对接|面向|围绕|针对|前往|通过|借助|联系|邀请|协调)(?P<slot>[{MENTIONS}])(?!的|讯|电|消息)"
)
"""A clause opens with its subject, a few adverbs, times or 记者从…获悉 and whose it is (甲市的乙公司) apart."""


_THINGS = frozenset({"PARK", "PROJECT", "PRODUCT", "EVENT"})
"""What a sentence brings in as its object, to go on with it in the next (山上坐落着一座园子。去年由…)."""


def topic(frame: Frame, index: int, kinds: frozenset[str]) -> Slot | None:
    """The subject that holds at an index of the code, of one of the kinds.

    The last clause-opening mention of this sentence before the index; else the first of the sentence before, in
    the same paragraph; else, of sites, projects, products and events, the only one there. None where there is no
    such mention: a guess further back would be worse than nothing.
    """
    start, _ = frame.sentence(index)
    if (slot := _last_opening(frame, start, index, kinds)) is not None:
        return slot
    if start == 0 or frame.code[start - 1] == "\n":
        return None
    previous, end = frame.sentence(start - 2) if start >= 2 else (0, 0)
    for match in _OPENING.finditer(frame.code, max(previous - 1, 0), end):
        slot = frame.slots[match.start("slot")]
        if slot.kind in kinds:
            return slot
    if kinds <= _THINGS:
        named = [slot for _, slot in frame.slots_in(previous, end) if slot.kind in kinds]
        return named[0] if len(named) == 1 and len(named[0].members) == 1 else None
    return None


def near(frame: Frame, index: int, kinds: frozenset[str]) -> Slot | None:
    """The last thing of one of the kinds that the sentence names before an index, wherever in a clause it stands, but on
    this side of a semicolon; if there is none, the only one of the sentence before, in the same paragraph."""
    start, _ = frame.sentence(index)
    since = frame.code.rfind("；", start, index) + 1 or start
    if named := [slot for _, slot in frame.slots_in(since, index) if slot.kind in kinds]:
        return named[-1]
    if since != start or start < 2 or frame.code[start - 1] == "\n":
        return None
    previous, end = frame.sentence(start - 2)
    named = [slot for _, slot in frame.slots_in(previous, end) if slot.kind in kinds]
    return named[0] if len({m.entity.id for slot in named for m in slot.members}) == 1 else None


def _last_opening(frame: Frame, start: int, end: int, kinds: frozenset[str]) -> Slot | None:
    best: Slot | None = None
    for match in _OPENING.finditer(frame.code, max(start - 1, 0), end):
        slot = frame.slots[match.start("slot")]
        if slot.kind in kinds:
            best = slot
    return best


@cache
def _introduced(noun: str) -> re.Pattern[str]:
    """A mention with a noun of the class behind it, perhaps after the person who leads: 甲市市长王某率代表团."""
    nouns = "|".join(map(re.escape, load_words()[noun]))
    gap = rf"[^，。；！？：、\n{MENTIONS}]"
    own = rf"[^，。；！？：、\n告诉对向给陪迎接{MENTIONS}]"  # 乙公司负责人告诉代表团: not the firm's own
    return re.compile(rf"(?P<slot>[{MENTIONS}])(?:{gap}{{0,12}}?{CODE['PERSON']})?{own}{{0,8}}?(?:{nouns})")


def earlier(frame: Frame, index: int, kinds: frozenset[str], noun: str) -> Slot | None:
    """The last thing of one of the kinds before an index that a noun of a word class was said of.

    Args:
        frame: The text.
        index: Where the noun stands again, bare.
        kinds: Kinds of slots it may be.
        noun: The word class; a mention whose name ends in one of its words counts. "" takes any mention.
    """
    at = {m.start("slot") for m in _introduced(noun).finditer(frame.code, 0, index)} if noun else set()
    ends = load_words()[noun] if noun else ()
    for place, slot in reversed(list(frame.slots_in(0, index))):
        if slot.kind in kinds and (not noun or place in at or slot.members[-1].entity.name.endswith(ends)):
            return slot
    return None
