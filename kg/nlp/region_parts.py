"""Regions below and beside the table: villages, communities, new areas, towns the table lacks, 黔北, macro regions.

All but macro regions are minted under a region that the text makes known; without one nothing is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.gazetteer import COUNTY, PREFECTURE, PROVINCE, TOWNSHIP, Gazetteer, Unit
from kg.model import Entity
from kg.nlp.annotations import Candidate
from kg.nlp.region_evidence import Finding
from kg.nlp.region_lexicon import abbreviations, generic_heads, macro_regions, new_areas
from kg.nlp.region_spots import NAME_TAGS, PERSON_TAGS, PLACE_TAGS, WordMap
from kg.region_entities import macro_entity, part_entity, unit_entity

LONGEST_STEM = 6
_PLACE = re.compile(r"新村(?!民|貌)|(?<!村)村(?![民委庄镇级寨])|嘎查(?!达)|社区(?!工作|居民委)")
_TITLE = re.compile("(?:书记|主席|主任|团长|[省市州县区镇部厅局院校会处]长|委员|代表|总理|专员|委员长|秘书长|同志)$")
"""Whose name follows: 副主席|某某江村 is a person."""
_NO_STEM = re.compile(
    r"[的了在和与等个各这那该全每某驻从向对把被为及或是有到往至叫说很里外内上中间后前，。、；：！？“”‘’（）《》\s\da-zA-Z０-９]"
    r"|^[一二三四五六七八九十百千两几多数]+$|^(?:[一二三四五六七八九十两几多数]个|.*[户名条座家位次余农乡美出进入下驻强])$"
)
_INNER = re.compile(r".*[族寨屯镇乡县市](?=.)")
_NEW_AREA = re.compile(r"新区|经济开发区|高新区|经开区")
_TOWN = re.compile(r"街道|[镇乡]")
_DIRECTION = re.compile(r"(?:东西北|东北|西北|东南|西南|[东西南北中])(?:部?地区|部山区)?")
_NO_DIRECTION = frozenset("云新甘青宁吉黑贵台港澳京津沪疆龙申")
"""Characters that make other words with a direction (云南, 海南, 台北, 新北)."""

Known = Sequence[Finding]


class Parts:
    """Finds what the table does not hold. `found` are the units already decided, by start."""

    def __init__(self, text: str, words: WordMap, found: Known, gazetteer: Gazetteer) -> None:
        self.text = text
        self.words = words
        self.gazetteer = gazetteer
        self.found = [f for f in found if not f.ambiguous]
        self._starts = [f.start for f in self.found]
        self._ends = {f.end: f for f in self.found}
        self._covered = {position for f in found for position in range(f.start, f.end)}

    def find(self) -> list[Candidate]:
        """All of them; towns the table lacks come first, as parents of villages."""
        candidates = list(self._towns())
        towns = {c.end: c.entity for c in candidates if c.entity is not None}
        return [*candidates, *self._villages(towns), *self._new_areas(), *self._macro(), *self._directions()]

    def _towns(self) -> Iterator[Candidate]:
        """A town right behind its county that the table spells otherwise, or does not have."""
        for finding in self.found:
            start = finding.end
            if finding.unit.level != COUNTY and not (finding.unit.level == PREFECTURE and self._flat(finding.unit)):
                continue
            match = _TOWN.search(self.text, start, start + LONGEST_STEM)
            if match is None or start in self._starts or match.start() - start < 1:
                continue
            name = self.text[start : match.end()]
            if _NO_STEM.search(name[: -len(match.group())]) or not self.words.aligned(match.end()):
                continue
            if any(position in self._covered for position in range(start, match.end())):
                continue
            word = self.words.at(start)
            if (near := self._one_off(finding.unit, name)) is not None:
                yield Candidate(start, match.end(), "REGION", "regions.ocr", 0.7, unit_entity(near.code))
            elif word is not None and (word.tag in PLACE_TAGS or word.tag in NAME_TAGS) and len(name) >= 3:
                entity = part_entity(unit_entity(finding.unit.code), name)
                yield Candidate(start, match.end(), "REGION", "regions.town", 0.7, entity)

    def _flat(self, unit: Unit) -> bool:
        return any(child.level == TOWNSHIP for child in self.gazetteer.children(unit.code))

    def _one_off(self, parent: Unit, name: str) -> Unit | None:
        """The only township of the parent that differs in one character, by a misread sign or a reform."""
        towns = [unit for unit in self.gazetteer.children(parent.code) if unit.level == TOWNSHIP]
        near = [
            unit
            for unit in towns
            if len(unit.name) == len(name)
            and len(name) >= 3
            and sum(a != b for a, b in zip(unit.name, name, strict=True)) == 1
            and unit.name[-1] == name[-1]
        ]
        return near[0] if len(near) == 1 else None

    def _villages(self, towns: dict[int, Entity]) -> Iterator[Candidate]:
        spans: list[tuple[int, int, Entity | None, bool]] = []
        for match in _PLACE.finditer(self.text):
            stem = self._stem(match.start(), match.end(), towns)
            if stem is None:
                continue
            start, direct = stem
            if _TITLE.search(self.text, max(start - 4, 0), start):
                continue
            spans.append((start, match.end(), self._parent(start, towns), direct))
        # A village has one parent in an article: the one written right before it, wherever that is.
        parents: dict[str, Entity] = {}
        for start, end, parent, _ in sorted(spans, key=lambda s: (not s[3], s[0])):
            if parent is not None:
                parents.setdefault(self.text[start:end], parent)
        for start, end, _, direct in spans:
            name = self.text[start:end]
            if (owner := parents.get(name)) is not None:
                score = 0.85 if direct else 0.75
                yield Candidate(start, end, "REGION", "regions.village", score, part_entity(owner, name))

    def _stem(self, head: int, end: int, towns: dict[int, Entity]) -> tuple[int, bool] | None:
        """Where a village's name starts, and whether a region stands right before it."""
        words, text = self.words, self.text
        word = words.at(end - 1)
        if word is None or (end != word.end and text[end : end + 1] != "村"):
            return None
        for start in range(head - 1, max(head - LONGEST_STEM, 0) - 1, -1):
            if start in self._ends or start in towns:
                inner = _INNER.match(text, start, head)
                name = inner.end() if inner else start  # 侗族村寨|黄岗村
                if not self._generic(text[name:head], text[head:end]) and not self._inside(name, head):
                    return name, True
                break
        first = word if word.start < head else words.at(head - 1)
        if first is None or first.start >= head or not (
            first.tag in PLACE_TAGS or first.tag in NAME_TAGS or (first.tag in PERSON_TAGS and first.end == head)
        ):
            return None
        start = max([first.start, *(e for e in self._ends if first.start < e < head)])
        if inner := _INNER.match(self.text, start, head):
            start = inner.end()
        if head - start > LONGEST_STEM or self._generic(text[start:head], text[head:end]):
            return None
        if self._inside(start, head):
            return None
        return start, False

    def _inside(self, start: int, head: int) -> bool:
        return any(position in self._covered for position in range(start, head))

    def _generic(self, stem: str, head: str) -> bool:
        if not stem or stem in generic_heads() or _NO_STEM.search(stem):
            return True
        return any(stem.endswith(kind) for kind in generic_heads() if len(kind) > 1)

    def _parent(self, start: int, towns: dict[int, Entity]) -> Entity | None:
        """The unit right before; else a township: of the sentence, the last in the paragraph, the only one of the
        article; else the last county before, or the prefecture of the sentence."""
        if start in towns:
            return towns[start]
        at = bisect_left(self._starts, start)
        before = self.found[:at]
        paragraph = self.text.rfind("\n", 0, start) + 1
        towns_before = [f for f in before if f.unit.level == TOWNSHIP]
        all_towns = {f.unit.code for f in self.found if f.unit.level == TOWNSHIP}
        if start in self._ends:
            unit = self._ends[start].unit
            inner = {code for code in all_towns if self.gazetteer.is_within(code, unit.code)}
            # 从江县高仟村, where the article names one township of the county only: the village lies in it.
            return unit_entity(inner.pop() if len(inner) == 1 and unit.level == COUNTY else unit.code)
        if towns_before and towns_before[-1].start >= paragraph:
            return unit_entity(towns_before[-1].unit.code)
        if len(all_towns) == 1:
            return unit_entity(next(iter(all_towns)))
        counties = [f for f in before if f.unit.level == COUNTY]
        if counties and counties[-1].start >= paragraph:
            return unit_entity(counties[-1].unit.code)
        behind = [f for f in self.found[at:] if f.unit.level in (TOWNSHIP, COUNTY)]
        wide = [f for f in before if f.start >= paragraph and f.unit.level == PREFECTURE]
        town, county = towns_before[-1:], counties[-1:]
        gone_on = bool(town and county) and county[0].start > town[0].start
        if gone_on and not self.gazetteer.is_within(town[0].unit.code, county[0].unit.code):
            towns_before = []  # the text has gone on to another county
        for group in (towns_before, counties, behind[:1], wide):
            if group:
                return unit_entity(group[-1].unit.code)
        return None

    def _new_areas(self) -> Iterator[Candidate]:
        known = new_areas()
        for match in _NEW_AREA.finditer(self.text):
            end = match.end()
            for length in range(8, 3, -1):
                start = end - length
                name = self.text[start:end] if start >= 0 else ""
                if name in known and not self._inside(start, end):
                    parent = self._ends[start].unit.code if start in self._ends else known[name]
                    entity = part_entity(unit_entity(self._area_parent(parent, known[name])), name)
                    yield Candidate(start, end, "REGION", "regions.area", 0.9, entity)
                    break
            else:
                yield from self._unknown_area(match)
        for name, parent in known.items():
            if not _NEW_AREA.search(name):
                for found in re.finditer(name, self.text):
                    entity = part_entity(unit_entity(parent), name)
                    yield Candidate(found.start(), found.end(), "REGION", "regions.area", 0.9, entity)

    def _area_parent(self, written: str, listed: str) -> str:
        """The unit in the list, unless the one written right before lies elsewhere."""
        kin = written == listed or self.gazetteer.is_within(listed, written)
        return listed if kin else written

    def _unknown_area(self, match: re.Match[str]) -> Iterator[Candidate]:
        """X新区 right behind a prefecture or county, or named after one (长治新区)."""
        if match.group() != "新区" or not self.words.aligned(match.end()):
            return
        named = self._ends.get(match.start())
        if named is not None and named.unit.level in (PREFECTURE, COUNTY) and named.form[-1] not in "市县区":
            entity = part_entity(unit_entity(named.unit.code), named.form + "新区")
            yield Candidate(named.start, match.end(), "REGION", "regions.area", 0.96, entity)
            return
        for start in range(match.start() - 2, max(match.start() - 4, 0) - 1, -1):
            stem = self.text[start : match.start()]
            if start in self._ends and stem not in generic_heads() and not _NO_STEM.search(stem):
                parent = self._ends[start].unit
                if parent.level in (PREFECTURE, COUNTY) and not self._inside(start, match.end()):
                    entity = part_entity(unit_entity(parent.code), self.text[start : match.end()])
                    yield Candidate(start, match.end(), "REGION", "regions.area", 0.75, entity)
                    return

    def _macro(self) -> Iterator[Candidate]:
        reach = 0
        for match in _macro_pattern().finditer(self.text):
            start, end = match.span()
            macro = macro_regions()[match.group()]
            if start < reach or self._inside(start, end):
                continue
            if match.group()[0] in "西东" and self.text[start - 1 : start] in ("中", "东"):
                continue  # 中|西部地区
            if macro.abroad and self.text[end : end + 1] in ("《", "“"):
                continue  # 日本《某报》: it tells whose paper that is, and nothing of what the text is about
            if not macro.sure and not (self.words.aligned(start) and self.words.aligned(end)):
                continue
            reach = end
            yield Candidate(start, end, "REGION", "regions.macro", 0.9, macro_entity(macro.name, macro.abroad))

    def _directions(self) -> Iterator[Candidate]:
        """黔北, 粤西, 皖北地区: a province's one-character name and a direction."""
        for position, char in enumerate(self.text):
            short = abbreviations().get(char)
            if short is None or char in _NO_DIRECTION or position in self._covered:
                continue
            match = _DIRECTION.match(self.text, position + 1)
            unit = self.gazetteer.by_code[short[0].code]
            if match is None or unit.level != PROVINCE:
                continue
            end = match.end()
            word = self.words.at(position)
            place = word is not None and (word.tag in PLACE_TAGS or word.tag in ("f", "s", "nz"))
            inner = any(p in self._covered for p in range(position, end))
            exact = word is not None and word.start == position and word.end == end
            place = place or (exact and word is not None and word.tag in ("n", "j", "m", "a"))
            if inner or not place or not self.words.aligned(position) or not self.words.aligned(end):
                continue
            bare = re.sub(r"部?地区$|部山区$", "", self.text[position:end])
            entity = part_entity(unit_entity(unit.code), bare)
            yield Candidate(position, end, "REGION", "regions.direction", 0.85, entity)


def _macro_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, macro_regions()), key=len, reverse=True)))
