"""Which unit a form means, by evidence from the whole article.

Every reading of a spot gets a sum of weights (W_…); the best one wins if it reaches a threshold and leads the second.
First come the spots that need no evidence (full names that are unique, provinces, well-known cities); they are the
evidence for the others. Two rounds settle what leans on what the first round found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.gazetteer import COUNTY, PREFECTURE, PROVINCE, TOWNSHIP, Gazetteer, Reading, Unit
from kg.nlp.region_lexicon import region_words
from kg.nlp.region_spots import Spot

W_CHAIN = 4.0
"""The parent stands right before (广州|花都), or a child right behind."""
W_STRANGER = 2.0
"""Off a bare name right behind a region that does not hold it (上海浦江, 四川路桥): the two are one name of something else."""
W_NAMED = 4.0
"""The same unit is named beyond doubt elsewhere."""
W_LIST_SIBLING = 2.0
W_LIST = 1.0
"""A list joins it to a unit of the same parent; to any unit."""
W_PREFECTURE = 1.5
W_PROVINCE = 0.75
"""The prefecture (of townships: the county) or the province is named somewhere."""
W_NEAR = 0.5
"""… and in the same paragraph."""
W_HOME = 0.5
"""It lies in the province of the newspaper."""
W_LEVEL = {PROVINCE: 3.0, PREFECTURE: 1.0, COUNTY: 0.0, TOWNSHIP: -1.0}
W_WORD = 2.0
"""Off an ordinary word that stands as one."""
W_JOINED = 4.5
"""Off a short form that is read as a piece of a longer word (柳怀安): what speaks for a bare name is not enough, then."""
W_FRAME = 1.0
"""A verb or preposition of place before it, or a word such as 籍 behind."""
NEEDED = 2.0
NEEDED_TOWNSHIP = 1.5
NEEDED_AMBIGUOUS = 3.0
"""What a short form of several units needs to be kept as ambiguous."""
LEAD = 1.0
"""How far the best reading must lead the second; below, the name is ambiguous."""

_JOIN = re.compile(r"(?:[、，/／·—－-]|以及|[和与及同跟])$")
_LOOSE_JOIN = re.compile(r"[一-鿿“”]{1,8}、$")
"""安溪茶叶、永春芦柑: a list of what the counties have."""
_FRAME = re.compile(
    r"(?:帮扶|支援|增援|援建|协作|对口|结对|对接|来自|前往|走进|赶赴|奔赴|进入|覆盖|返回|销往|输往|发往|[赴在到从由往驻回帮向与对])$"
)
_FRAME_AFTER = re.compile(r"籍|县城|县长|区长|市长|等地|乡下|两地|方面|老家|至|到|往")
_RARE, _COMMON, _FREQUENT = 20, 100, 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """What a spot is: a unit, or several that it may be (`ambiguous`)."""

    start: int
    end: int
    form: str
    unit: Unit
    source: str
    score: float
    ambiguous: tuple[Unit, ...] = ()


@dataclass(slots=True)
class Context:
    """Units named beyond doubt so far, with the places where they and what lies in them are named."""

    gazetteer: Gazetteer
    text: str
    home: frozenset[str] = frozenset()
    named: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, unit: Unit, position: int) -> None:
        """A unit is named here; its ancestors are named by it, too, but only as places."""
        self.named[unit.code] += 1
        for here in (unit, *self.gazetteer.ancestors(unit.code)):
            self.places.setdefault(here.code, []).append(position)

    def supports(self, code: str) -> bool:
        """Whether a unit is named, or the newspaper's own."""
        return code in self.places or code in self.home

    def same_paragraph(self, code: str, position: int) -> bool:
        """Whether the unit is named in the paragraph around a position."""
        spots = self.places.get(code, [])
        at = bisect_left(spots, position)
        for near in spots[max(at - 1, 0) : at + 1]:
            if "\n" not in self.text[min(near, position) : max(near, position)]:
                return True
        return False

    def nearest(self, code: str, position: int) -> int:
        """How many characters before a position the unit was named last; very many if never."""
        return min((position - p for p in self.places.get(code, []) if p <= position), default=1 << 30)


class Resolver:
    """Decides the spots of one article.

    Args:
        text: The article.
        spots: Its spots, by start.
        gazetteer: The region table.
        home: Codes of the units that the outlet names.
        joined: Whether a short form at [start, end) is read as a piece of a longer word; asked only where it decides.
    """

    def __init__(
        self,
        text: str,
        spots: Sequence[Spot],
        gazetteer: Gazetteer,
        home: Iterable[str],
        joined: Callable[[int, int], bool],
    ) -> None:
        self.text = text
        self.spots = spots
        self.gazetteer = gazetteer
        self.joined = joined
        self.context = Context(gazetteer, text, frozenset(home))
        self.decided: dict[int, Finding] = {}

    def resolve(self) -> list[Finding]:
        """The findings, by start."""
        for number, spot in enumerate(self.spots):
            if (reading := self._plain(number, spot)) is not None:
                self._decide(number, reading, 0.95 if reading.kind != "short" else 0.9)
        for final in (False, True):
            before = dict(self.decided)
            for number, spot in enumerate(self.spots):
                if number not in before:
                    self._weigh(number, spot, final)
            for places in self.context.places.values():
                places.sort()
        return [self.decided[number] for number in sorted(self.decided)]

    def _plain(self, number: int, spot: Spot) -> Reading | None:
        """The reading that needs no evidence: a long unique official name, a province, a well-known city."""
        if spot.form in region_words("full") or spot.form in region_words("short"):
            return None
        top = min(reading.unit.level for reading in spot.readings)
        best = [reading for reading in spot.readings if reading.unit.level == top]
        if len(best) != 1 or self._beside_kin(number, best[0].unit) is False:
            return None
        reading = best[0]
        if top == PROVINCE:
            return reading if spot.fit >= -0.5 else None
        if reading.kind != "short":
            return reading if top <= COUNTY and len(spot.readings) == 1 and len(spot.form) > 2 else None
        known = top == PREFECTURE and spot.fit >= 1.0 and len(spot.form) > 1
        known = known and self._count(spot.form) <= _COMMON and self._lone(spot)
        return reading if known and not self.joined(spot.start, spot.end) else None

    def _lone(self, spot: Spot) -> bool:
        return len(spot.readings) == 1

    def _count(self, form: str) -> int:
        return self.gazetteer.word_counts.get(form, 0)

    def _beside_kin(self, number: int, unit: Unit) -> bool | None:
        """True if parent or child stand right beside; False if what stands right before speaks for another reading."""
        spot = self.spots[number]
        if number and self.spots[number - 1].end == spot.start:
            before = self._units(number - 1)
            if any(self.gazetteer.is_within(unit.code, b.code) for b in before):
                return True
            others = [r.unit for r in spot.readings if r.unit.code != unit.code]
            if any(self.gazetteer.is_within(o.code, b.code) for o in others for b in before):
                return False
        if number + 1 < len(self.spots) and self.spots[number + 1].start == spot.end:
            behind = self._units(number + 1)
            if any(self.gazetteer.is_within(b.code, unit.code) for b in behind):
                return True
        return None

    def _behind_stranger(self, number: int, unit: Unit) -> bool:
        """Whether a region that does not hold the unit stands right before it: 上海浦江 is no county of 浙江."""
        if not number or self.spots[number - 1].end != self.spots[number].start:
            return False
        before = self.decided.get(number - 1)
        return before is not None and not self.gazetteer.is_within(unit.code, before.unit.code)

    def _units(self, number: int) -> list[Unit]:
        if number in self.decided:
            return [self.decided[number].unit]
        return [reading.unit for reading in self.spots[number].readings]

    def _decide(self, number: int, reading: Reading, score: float, ambiguous: tuple[Unit, ...] = ()) -> None:
        spot = self.spots[number]
        kind = "short" if reading.kind == "short" else "full"
        chained = number and self.spots[number - 1].end == spot.start and number - 1 in self.decided
        source = "regions.ambiguous" if ambiguous else "regions.chain" if chained else f"regions.{kind}"
        self.decided[number] = Finding(
            spot.start, spot.end, spot.form, reading.unit, source, min(score, 0.97), ambiguous
        )
        if not ambiguous:
            self.context.add(reading.unit, spot.start)

    def _weigh(self, number: int, spot: Spot, final: bool) -> None:
        scored = sorted(
            ((self._weight(number, spot, reading), reading) for reading in spot.readings),
            key=lambda pair: (-pair[0], pair[1].unit.level, pair[1].unit.code),
        )
        best, reading = scored[0]
        needed = NEEDED_TOWNSHIP if reading.unit.level == TOWNSHIP else NEEDED
        if needed <= best < needed + W_JOINED and reading.kind == "short" and self.joined(spot.start, spot.end):
            best -= W_JOINED
        if best < needed:
            return
        rivals = [other for weight, other in scored[1:] if scored[0][0] - weight < LEAD]
        if not rivals:
            self._decide(number, reading, 0.7 + 0.04 * best)
        elif final and reading.unit.level != TOWNSHIP and (reading.kind != "short" or best >= NEEDED_AMBIGUOUS):
            units = tuple(sorted((r.unit for r in (reading, *rivals)), key=lambda u: u.code))
            self._decide(number, reading, 0.7, units)

    def _weight(self, number: int, spot: Spot, reading: Reading) -> float:
        unit, context = reading.unit, self.context
        kin = self._beside_kin(number, unit)
        weight = spot.fit + W_LEVEL[unit.level] + self._listed(number, unit)
        if kin is not None:
            weight += W_CHAIN if kin else -W_CHAIN
        if context.named[unit.code] and unit.level != TOWNSHIP:
            weight += W_NAMED
        weight += self._ancestry(spot, unit)
        if reading.kind == "short":
            weight -= W_STRANGER if self._behind_stranger(number, unit) else 0.0
            wordy = self._wordiness(spot.form)
            before = self.text[max(spot.start - 2, 0) : spot.start]
            framed = _FRAME.search(before) or _FRAME_AFTER.match(self.text, spot.end)
            weight += (W_FRAME if framed else 0.0) - wordy
            if wordy >= 1.5 and spot.fit < 1.0 and not kin and not framed:
                weight -= W_WORD  # 整合资源 in the news of 资源县
        elif unit.level != TOWNSHIP:
            # An official name is most often meant as such, if it is no common noun.
            weight += 2.0 if len(spot.form) > 2 and spot.form not in region_words("full") else 0.0
            weight -= 2.5 if spot.form in region_words("full") else 0.0
        elif spot.form in region_words("full") and not kin:
            weight -= 1.0
        return weight

    def _ancestry(self, spot: Spot, unit: Unit) -> float:
        """What the units above say. A township needs its county, or the prefecture, near or anywhere."""
        context = self.context
        above = self.gazetteer.ancestors(unit.code)
        weight = 0.0
        if unit.level == TOWNSHIP and not any(a.level > PROVINCE and context.supports(a.code) for a in above):
            # A province is no address for a township, unless no other bears the name.
            only = len(spot.readings) == 1 and context.same_paragraph(above[-1].code, spot.start)
            return 0.5 if only and spot.fit >= 1.0 else -W_CHAIN
        for distance, ancestor in enumerate(above):
            if not context.supports(ancestor.code):
                continue
            direct = distance == 0 or ancestor.level == PREFECTURE
            here = W_PREFECTURE if direct else W_PROVINCE
            if unit.level == TOWNSHIP:
                here = 2.0 if distance == 0 else 1.0 if ancestor.level == PREFECTURE else 0.25
                here += 1.0 / (1.0 + context.nearest(ancestor.code, spot.start) / 100.0)
            if context.same_paragraph(ancestor.code, spot.start):
                here += W_NEAR
            weight = max(weight, here)
        if any(ancestor.code in context.home for ancestor in above):
            weight += W_HOME
        return weight

    def _listed(self, number: int, unit: Unit) -> float:
        weight = 0.0
        for other in (number - 1, number + 1):
            if not 0 <= other < len(self.spots) or other not in self.decided:
                continue
            first, second = sorted((self.spots[number], self.spots[other]), key=lambda s: s.start)
            between = self.text[first.end : second.start]
            neighbour = self.decided[other].unit
            sibling = neighbour.parent == unit.parent and unit.level > PROVINCE
            if between and len(between) <= 2 and _JOIN.match(between):
                weight = max(weight, W_LIST_SIBLING if sibling else W_LIST)
            elif sibling and _LOOSE_JOIN.match(between):
                weight = max(weight, W_LIST)
        return weight

    def _wordiness(self, form: str) -> float:
        """How much a short form looks like an ordinary word; below 0 if nobody uses it for anything else."""
        if form in region_words("short"):
            return 2.5
        count = self._count(form)
        if not count:
            return -1.0
        return -0.5 if count <= _RARE else 0.25 if count <= _COMMON else 1.0 if count <= _FREQUENT else 1.5
