"""What a clause without a subject is about: the subject that opened the clause or sentence before it."""

from __future__ import annotations

import re

from kg.nlp.frames import CODE, MENTIONS, VALUES, Frame, Slot

_DATES = "".join(CODE[kind] for kind in VALUES)
_OPENING = re.compile(
    rf"(?:^|[，。；！？：\n])(?:[^，。；！？：\n{MENTIONS}]{{0,8}}?)(?P<slot>[{MENTIONS}])(?!的)"
)
"""A clause opens with its subject, a few adverbs, times or 记者从…获悉 apart."""
_BREAK = "。！？\n"


def topic(frame: Frame, index: int, kinds: frozenset[str]) -> Slot | None:
    """The subject that holds at an index of the code, of one of the kinds.

    The last clause-opening mention of this sentence before the index; else the first of the sentence before, in
    the same paragraph. None where there is no such mention: a guess further back would be worse than nothing.
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
    return None


def _last_opening(frame: Frame, start: int, end: int, kinds: frozenset[str]) -> Slot | None:
    best: Slot | None = None
    for match in _OPENING.finditer(frame.code, max(start - 1, 0), end):
        slot = frame.slots[match.start("slot")]
        if slot.kind in kinds:
            best = slot
    return best
