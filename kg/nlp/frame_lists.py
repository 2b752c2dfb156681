"""How the members of coordinations pair up: A、B分别帮扶甲、乙 is A–甲 and B–乙 and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, product
from typing import Literal

from kg.nlp.frames import Frame, Member, Slot

RESPECTIVELY = re.compile(r"分别|依次|各自|分头|一一|一对一|逐一")
_SIDES = frozenset({"与", "同", "跟"})
"""Conjunctions that put two parties on two sides; 、 和 及 merely list."""

_TOGETHER = re.compile(r"共同|三方|四方|一道|一起")
_NEXT = re.compile(r"(?:（[^（）\n]{0,20}）)?(?:、|和|与|及|以及|暨|)(?:（[^（）\n]{0,20}）)?")
_UNREAD = re.compile(r"(?:、[\u4e00-\u9fff]{2,14}){1,2}(?:、|和|以及)")
"""Between two members of a list: one or two more that are no mentions (甲公司、某某展厅、乙公司)."""
_NEXT_LIST = re.compile(r"等[\u4e00-\u9fff]{1,9}(?:、|，|和|以及)")
"""Between two lists of different sorts: 甲公司、乙公司等企业，丙大学、丁学院等高校."""

_MOST_SIDES = 3
"""A longer list that is summed up (六个市) names one side of something."""
_MOST_PARTNERS = 6
"""Of more organisations in one list (eight that support an event) not everyone is everyone's partner."""
_OPPOSING = _SIDES | {"", "和"}

Pair = tuple[Member, Member]


def meet(heads: Sequence[Member], tails: Sequence[Member], wording: str, product_of_lists: bool) -> list[Pair]:
    """Pairs between two coordinations.

    Args:
        heads: The members before the predicate.
        tails: The members after it.
        wording: The text from the first to the last, where 分别 is looked for.
        product_of_lists: Whether two lists without 分别 mean every pair (signatories × papers) or, as with
            regions, cannot be told, so that nothing is read.
    """
    if len(heads) == 1 or len(tails) == 1:
        return list(product(heads, tails))
    if RESPECTIVELY.search(wording):
        return list(zip(heads, tails, strict=True)) if len(heads) == len(tails) else []
    return list(product(heads, tails)) if product_of_lists else []


def opposed(slot: Slot) -> bool:
    """Whether a coordination sets parties over against each other: A与B, A—B, 粤黔, A、B两地; not A、B or A、B等地."""
    if len(slot.members) < 2:
        return False
    if paired_off(slot) or set(slot.joiners) <= {"", "="}:
        return True
    if slot.closing == "rest":
        return len(slot.members) > 2 and slot.joiners[0] in _SIDES  # A与B、C等地
    if slot.closing == "sum":
        return len(slot.members) <= _MOST_SIDES
    if len(slot.members) == 2:
        return slot.joiners[0] != "、"
    return bool(_SIDES & set(slot.joiners))


def is_compound(slot: Slot) -> bool:
    """Whether short names stand side by side as one word: 粤黔, 川渝黔; not 豫鄂两省."""
    return len(slot.members) > 1 and not any(slot.joiners) and slot.closing != "sum"


def paired_off(slot: Slot) -> bool:
    """A—甲、B—乙, 津甘、鲁甘: every second joiner opposes, the others list."""
    joiners = slot.joiners
    return (
        len(joiners) > 1
        and len(joiners) % 2 == 1
        and all(joiner in _OPPOSING for joiner in joiners[::2])
        and set(joiners[1::2]) == {"、"}
    )


def split(slot: Slot, wording: str) -> Iterator[Pair]:
    """Pairs inside one coordination: A与B; A、B、C三市 (all); A与甲、B与乙 (A–甲, B–乙); A、B与甲.

    Args:
        slot: The coordination.
        wording: Text around it, where 分别 is looked for.
    """
    members, joiners = slot.members, slot.joiners
    cuts = [i for i, joiner in enumerate(joiners) if joiner in _SIDES]
    if len(members) < 2:
        return
    if paired_off(slot):
        yield from zip(members[::2], members[1::2], strict=True)
        return
    if not cuts:
        # 和 between two lists (A、B和甲、乙) may list or oppose; at the end it closes a list.
        if "和" in joiners[:-1] and "、" in joiners:
            return
        if slot.kind == "REGION" or len(members) <= _MOST_PARTNERS:
            yield from combinations(members, 2)
    elif len(cuts) == 1:
        left, right = members[: cuts[0] + 1], members[cuts[0] + 1 :]
        if len(left) > 1 and len(right) > 1:
            yield from meet(left, right, wording, product_of_lists=False)
        else:
            yield from product(left, right)
            if slot.kind != "REGION" and len(right) == 1:
                yield from combinations(left, 2)  # three organisations that sign one paper sign it with each other
            elif slot.kind != "REGION" and _TOGETHER.search(wording):
                yield from combinations(right, 2)


def series(frame: Frame, index: int, kinds: Collection[str], step: Literal[-1, 1]) -> Slot:
    """A slot with the slots of other kinds that one enumeration joins to it: 甲公司、乙产业园和丙县.

    Args:
        frame: The text.
        index: Where the slot stands in `frame.code`.
        kinds: What may join it; slots of one type are one slot already. Papers may stand side by side: 《甲》《乙》.
        step: -1 for the slots before it (of a subject), 1 for those after it (of an object).
    """
    whole = frame.slots[index]
    order = sorted(frame.slots)
    place = order.index(index) + step
    while 0 <= place < len(order):
        at = order[place]
        slot = frame.slots[at]
        gap = frame.code[min(at, index) + 1 : max(at, index)]
        if slot.kind not in kinds or (not gap and slot.kind != "DOCUMENT"):
            break
        another = len(slot.members) > 1 or frame.code.startswith(("、", "等"), at + 1) or gap.endswith("以及")
        goes_on = _NEXT.fullmatch(gap) or (step > 0 and another and _NEXT_LIST.fullmatch(gap))
        if not goes_on and not (step > 0 and _UNREAD.fullmatch(gap)):
            break
        first, last = (slot, whole) if step < 0 else (whole, slot)
        whole = Slot(
            whole.kind, first.start, last.end, (*first.members, *last.members), (*first.joiners, "、", *last.joiners)
        )
        index, place = at, place + step
    return whole
