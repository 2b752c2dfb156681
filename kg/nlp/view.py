"""What the name finders look at: one text with its words, regions and values, asked by position.

All offsets are characters of `View.text`, half-open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.gazetteer import load_gazetteer
from kg.model import Entity, Value
from kg.nlp.annotations import Candidate, Word
from kg.region_entities import unit_entity

_QUOTED = re.compile(r"“[^“”\n]{1,40}”|‘[^‘’\n]{1,40}’|「[^「」\n]{1,40}」")
_BRACKETED = re.compile(r"[（(][^（）()\n]{1,20}[）)]")
_CLAUSE = re.compile(r"[。！？；\n]")
_LEVELS = (("自治区", "省"), ("自治州", "州"), ("自治县", "县"), ("街道", "街道"))

PROVINCES = frozenset("京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕秦甘陇青宁新港澳台")
"""The one-character names of the provinces."""

_LEAD = 2
"""How many times as often as any other of its level a region must be named to be meant by a bare level word."""

UnitKind = Literal["region", "quote", "bracket", "word"]


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing a name is read in: a region, a quotation, a bracket or (a part of) a LAC word."""

    start: int
    end: int
    kind: UnitKind
    tag: str
    text: str


def level_of(region: Entity) -> str:
    """The level word of a region's name: 省 (also 自治区), 州, 市, 县, 区, 旗, 镇, 乡, 街道, 村; "" if none."""
    for ending, level in _LEVELS:
        if region.name.endswith(ending):
            return level
    last = region.name[-1:]
    return last if last in "省州市县区旗镇乡村" else ""


def _is_of(region: Entity, level: str, ending: str) -> bool:
    return level_of(region) == level and region.name.endswith(ending)


@dataclass(slots=True)
class View:
    """One text. `regions` are the region candidates that know their entity, by start."""

    text: str
    words: Sequence[Word]
    regions: Sequence[Candidate]
    values: Sequence[Value] = ()
    found: list[Candidate] = field(default_factory=list)
    """What earlier families found; a family only reads it."""
    _word_starts: list[int] = field(init=False, repr=False)
    _ending: dict[int, list[Candidate]] = field(init=False, repr=False)
    _starting: dict[int, list[Candidate]] = field(init=False, repr=False)
    _closing: dict[int, tuple[int, UnitKind]] = field(init=False, repr=False)
    _clauses: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._word_starts = [word.start for word in self.words]
        self._ending, self._starting = {}, {}
        for region in self.regions:
            self._ending.setdefault(region.end, []).append(region)
            self._starting.setdefault(region.start, []).append(region)
        self._closing = {m.end(): (m.start(), "quote") for m in _QUOTED.finditer(self.text)}
        self._closing |= {m.end(): (m.start(), "bracket") for m in _BRACKETED.finditer(self.text)}
        self._clauses = [0] + [m.end() for m in _CLAUSE.finditer(self.text)]

    def clause_start(self, position: int) -> int:
        """Where the sentence around a position starts; semicolons and newlines end one too."""
        return self._clauses[bisect_right(self._clauses, position) - 1]

    def clause_end(self, position: int) -> int:
        """Where the sentence around a position ends, its full stop included."""
        at = bisect_right(self._clauses, position)
        return self._clauses[at] if at < len(self._clauses) else len(self.text)

    def word_at(self, position: int) -> Word | None:
        """The LAC word over a position."""
        at = bisect_right(self._word_starts, position) - 1
        return self.words[at] if at >= 0 and position < self.words[at].end else None

    def word_starts_at(self, position: int) -> bool:
        """Whether LAC cut there; true at the ends of the text and after a region."""
        word = self.word_at(position)
        return word is None or word.start == position or position in self._ending

    def word_ends_at(self, position: int) -> bool:
        """Whether LAC cut there; true at the ends of the text."""
        word = self.word_at(position - 1)
        return word is None or word.end == position

    def words_in(self, start: int, end: int) -> Iterator[Word]:
        """The LAC words that touch [start, end)."""
        at = max(bisect_right(self._word_starts, start) - 1, 0)
        while at < len(self.words) and self.words[at].start < end:
            if self.words[at].end > start:
                yield self.words[at]
            at += 1

    def region_before(self, position: int) -> Candidate | None:
        """The longest region that ends at a position."""
        return min(self._ending.get(position, ()), key=lambda c: (c.start, -c.score), default=None)

    def region_after(self, position: int) -> Candidate | None:
        """The longest region that starts at a position."""
        return max(self._starting.get(position, ()), key=lambda c: (c.end, c.score), default=None)

    def region_chain(self, position: int) -> list[Candidate]:
        """Regions written one after the other up to a position, parent first: 广州市 | 黄埔区."""
        chain: list[Candidate] = []
        while (region := self.region_before(position)) is not None and len(chain) < 5:
            chain.insert(0, region)
            position = region.start
        return chain

    def name_chain(self, position: int) -> list[Candidate]:
        """The part of `region_chain` that belongs to a name: at most two, and no province before what lies in it.

        A municipality stays (重庆市开州区), as writers keep it; 广东深圳市交通运输局 is written of 深圳市交通运输局. Short
        names at the end are as much the firm's own word as a place (山东岱岳某某公司) and count with neither.
        """
        chain = self.region_chain(position)
        own: list[Candidate] = []
        while len(chain) > 1 and self.text[chain[-1].end - 1] not in "省市州县区旗镇乡道村":
            own.insert(0, chain.pop())
        while len(chain) > 2 or (
            len(chain) == 2 and chain[0].entity is not None and level_of(chain[0].entity) == "省"
        ):
            del chain[0]
        return [*chain, *own]

    def regions_in(self, start: int, end: int) -> list[Candidate]:
        """Regions that lie inside [start, end)."""
        return [region for region in self.regions if start <= region.start and region.end <= end]

    def region_named(self, level: str, before: int) -> Candidate | None:
        """The last region of a level ("县", "省" …) before a position: what a bare 县 or 省 goes back to.

        "自治区" asks for one of the five. Where none stands before, the one that the text names most by far; where it
        names none, the one around most by far of those it names (the 州 of its counties).
        """
        ending, level = (level, "省") if level == "自治区" else ("", level)
        named = [c for c in self.regions if c.entity is not None and _is_of(c.entity, level, ending)]
        near = [c for c in named if c.end <= before]
        if near:
            return near[-1]
        counts = Counter(c.entity for c in named if c.entity is not None) or self._around(level, ending)
        (best, most), (_, second) = [*counts.most_common(2), (None, 0), (None, 0)][:2]
        if best is None or most <= _LEAD * second:
            return None
        return next((c for c in named if c.entity == best), Candidate(0, 0, "REGION", "regions.above", 0.5, best))

    def _around(self, level: str, ending: str) -> Counter[Entity]:
        """The regions of a level around those that the text names, with how many of their parts it names."""
        ancestors = load_gazetteer().ancestors
        codes = [c.entity.code for c in self.regions if c.entity is not None and c.entity.code]
        above = (unit_entity(unit.code) for code in codes for unit in ancestors(code))
        return Counter(region for region in above if _is_of(region, level, ending))

    def unit_before(self, position: int) -> Unit | None:
        """The unit that ends at a position, None at the start of the text."""
        if position <= 0:
            return None
        region = self.region_before(position)
        if region is None or position - region.start == 1:
            if (pair := self._provinces(position)) is not None:
                return self._unit(pair, position, "word", "ns")
            inside = self.word_at(position - 1)
            if region is not None and inside is not None and inside.tag in ("vn", "v") and inside.end == position:
                return self._unit(inside.start, position, "word", "vn")  # 援疆, 入黔: the region is in the word
        if region is not None:
            return self._unit(region.start, position, "region", "LOC")
        if position in self._closing:
            start, kind = self._closing[position]
            return self._unit(start, position, kind, "nz" if kind == "quote" else "w")
        word = self.word_at(position - 1)
        if word is None:
            return self._unit(position - 1, position, "word", "w")
        start = max([word.start, *(end for end in range(word.start + 1, position) if end in self._ending)])
        return self._unit(start, position, "word", word.tag)

    def _provinces(self, position: int) -> int | None:
        """Where two or three provinces by their one-character names (苏陕, 川渝黔) start that end there."""
        start = position
        while start > 0 and position - start < 4 and self.text[start - 1] in PROVINCES:
            start -= 1
        word = self.word_at(start)
        return start if position - start in (2, 3) and word is not None and word.start == start else None

    def _unit(self, start: int, end: int, kind: UnitKind, tag: str) -> Unit:
        return Unit(start, end, kind, tag, self.text[start:end])


def overlaps(start: int, end: int, others: Iterable[Candidate]) -> bool:
    """Whether [start, end) touches any of the candidates."""
    return any(other.start < end and start < other.end for other in others)
