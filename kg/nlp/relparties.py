"""Who 双方, 两地, 三家单位 are: the parties that the text set side by side last before such a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.frame_lists import is_compound, opposed
from kg.nlp.frames import CODE, Frame, Slot

_ORGANS = "".join(CODE[kind] for kind in CODE if kind.startswith("ORG."))
_SORTS = {
    "地省市县区州旗镇乡村": CODE["REGION"],
    "院": CODE["ORG.hospital"],
    "校": CODE["ORG.school"],
    "企业司": CODE["ORG.company"],
    "局家所个位门构会": _ORGANS,
    "方": CODE["REGION"] + _ORGANS + CODE["PARK"],
}
"""What the noun behind the number says of the parties, by its last character."""
_NUMBERS = {"双": 2, "两": 2, "三": 3, "四": 4}
_PLACES = "省区市|省市|县区|市县|[地省市县区州旗镇乡村]"
_BODIES = "单位|部门|机构|医院|企业|公司|学校|协会|局|院|校"
PARTIES = rf"(?:双方|[两三四](?:{_PLACES}|{_BODIES}|[家方企])|{CODE['quantity']}(?:{_BODIES})?)(?![级场域委政类位个])"
"""A regular expression for such a word; 两家, 三所 are read as quantities by then."""
_REACH = 3
"""Sentences before its own in which the parties of such a word are looked for."""
_MEET = r"(?:与|和|同|跟|联合|携手|会同|牵手|对口支援|对口帮扶|对口协作|结对帮扶|帮扶|支援|赴|抵达|来到|到)"


def parties(frame: Frame, start: int, end: int) -> Slot | None:
    """The parties that the word at [start, end) of the code stands for; None where the text leaves it open."""
    word = frame.code[start:end]
    if (number := frame.slots.get(start)) is not None:
        word = frame.text[number.start : number.end] + word[1:]
    count = _NUMBERS.get(word[0])
    if count is None:
        return None
    kinds = next((chars for nouns, chars in _SORTS.items() if word[-1] in nouns), "")
    if not kinds:
        return None
    first = frame.sentence(start)[0]
    for _ in range(_REACH):
        if first < 2:
            break
        first = frame.sentence(first - 2)[0]
    best = None
    for slot in _sets(frame, first, start, kinds, count):
        if best is None or slot.end >= best.end:
            best = slot
    return best


def _sets(frame: Frame, start: int, end: int, kinds: str, count: int) -> Iterator[Slot]:
    """Everything between two indices that names as many things of the kinds side by side."""
    for index, slot in frame.slots_in(start, end):
        many = len({m.entity.id for m in slot.members}) == len(slot.members) == count
        beside = (opposed(slot) or count > 2 or index + 1 == end) and not is_compound(slot)
        if frame.code[index] in kinds and many and beside:
            yield slot
    if count != 2:
        return
    gap = rf"[^，。；！？\n{kinds}]"
    meeting = re.compile(rf"(?P<one>[{kinds}])(?={gap}{{0,16}}?{_MEET}{gap}{{0,6}}(?P<other>[{kinds}]))")
    for match in meeting.finditer(frame.code, start, end):
        if match.end("other") > end:
            continue
        one, other = frame.slots[match.start("one")], frame.slots[match.start("other")]
        alone = len(one.members) == len(other.members) == 1
        alike = one.kind.split(".")[0] == other.kind.split(".")[0]
        if alone and alike and one.members[0].entity.id != other.members[0].entity.id:
            yield Slot(one.kind, one.start, other.end, (*one.members, *other.members), ("与",))
