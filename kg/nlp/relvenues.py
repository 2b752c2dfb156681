"""Where an event takes place, by its name: 山货花都推介会, 名茶进桐乡品鉴会, 某某杯（惠州）博览会. Only where no wording tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.model import Entity
from kg.nlp.frames import Frame
from kg.nlp.openings import forms, is_macro
from kg.nlp.relfacts import Fact

RULE = "held_in.name"
CONFIDENCE = 0.78

_SHOW = re.compile(r"[市县区州]?(?:专场)?(?:推介会|推介活动|展销会|展销周|展销月|品鉴会|推介周|展示周|专场推介|巡展|路演)")
"""Behind the region where goods from elsewhere are shown."""
_FAIR = re.compile(
    r"[市县区州]?(?:第[\d一二三四五六七八九十]+届|国际|夏季|冬季|大学生)*"
    r"(?:马拉松|半程马拉松|亚运会|大运会|运动会|农博会|博览会|文博会|茶博会|旅博会|交易会|广交会|艺术节|电影节|啤酒节|灯会|消费扶贫周|消费帮扶周)"
)
"""Behind the region that opens the name: what is never held away from home."""
_OPENING = re.compile(r"[“‘《]?(?:(?:19|20)\d\d年?)?(?:第[\d一二三四五六七八九十]+届)?")


def placed(frame: Frame, facts: Sequence[Fact]) -> Iterator[Fact]:
    """The events of a text of which no wording tells where they are held, with the region that their names tell."""
    if not any(entity.type == "EVENT" for entity in frame.entities.values()):
        return
    told = {fact.subject.id for fact in facts if fact.predicate == "held_in"}
    known = forms(e for e in frame.entities.values() if e.type == "REGION" and not e.candidates and not is_macro(e))
    if not known:
        return
    region = re.compile("|".join(re.escape(name) for name in sorted(known, key=len, reverse=True)))
    seen: set[str] = set()
    for slot in frame.slots.values():
        for member in slot.members:
            event = member.entity
            if event.type != "EVENT" or event.id in told | seen:
                continue
            seen.add(event.id)
            if (place := _place(event.name, region, known)) is not None:
                span = (member.start, member.end)
                yield Fact("held_in", event, place, RULE, CONFIDENCE, span, span, sure=True)


def _place(name: str, region: re.Pattern[str], known: Mapping[str, Entity]) -> Entity | None:
    spots = list(region.finditer(name))
    opening = _OPENING.match(name)
    start = opening.end() if opening else 0
    for spot in spots:
        before, behind = name[: spot.start()], name[spot.end() :]
        entered = before.endswith(("走进", "进", "入")) and len(before) > 1
        bracketed = before.endswith(("（", "(")) and behind.startswith(("）", ")"))
        shown = spot.start() > start and not before.endswith(tuple("与和及·—－-、")) and _SHOW.match(behind)
        at_home = spot.start() == start and len(spots) == 1 and _FAIR.match(behind)
        if entered or bracketed or shown or at_home:
            return known[spot.group()]
    return None
