"""Words that stand for a region named elsewhere: 该县, 全州, 我省, 自治区; two of them: 两地, 双方; their organs: 省委, 县政府.

`find_references` is pure and runs inside `kg.nlp.mentions`, before the Doc is rebuilt, so that every reference falls on
token borders. What is not clear stays unfound.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from kg.gazetteer import Gazetteer
from kg.model import Entity
from kg.nlp.annotations import Candidate
from kg.nlp.governments import organ, party_committee
from kg.nlp.regions import home_of
from kg.region_entities import unit_entity

_LEVELS = ("自治区", "街道", "社区", "省", "市", "州", "县", "区", "旗", "镇", "乡", "村")
_NOT_LEVEL = (
    r"(?!市(?:场|值|面)|区(?:域|块|间|位|别)|省(?:份|际|会|级)|州际|县域|县城|乡(?:村|亲|镇|土)|村(?:民|庄|镇|寨)|镇(?:痛|静|压)|旗(?:帜|舰|下))"
)
_POINTED = re.compile(rf"(?:该|这个|这座){_NOT_LEVEL}(?P<level>街道|社区|[省市州县区旗镇乡村])(?![委长属直])")
_WHOLE = re.compile(
    rf"(?<![健安完齐保周顾])(?P<word>[全我本]){_NOT_LEVEL}(?P<level>[省市州县区旗镇乡村])(?![委长直级])"
)
_AUTONOMOUS = re.compile(r"(?<![族一-鿿]族)自治区(?![党委政人直级各厅主])")
_GROUP = re.compile(
    r"(?P<count>两|二|三|四)(?P<level>省区市|省市|省区|省份|市州|州市|县市|县区|区县|[省市县州区旗镇乡村地])(?![级场域委政])|(?P<both>双方)"
)
_ORGAN = re.compile(
    r"(?P<level>自治区|[省市州县区旗])(?:(?P<party>委|党委)(?P<office>组织部|宣传部|统战部|政法委|办公室)?(?![托派任员屈婉])"
    r"|(?P<government>人民政府|政府))"
)
_BEFORE_ORGAN = re.compile(r"(?:^|[，。、；：！？“”‘’（）()《》\s由在与和同对把被赴从到及以为经向是的我该本原时任代表受据按照听取了给])$")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4}
_SENTENCE_END = re.compile(r"[。！？!?\n]")

REACH = 400.0
"""Characters over which a mention loses two thirds of its weight."""
HOME = 1.5
"""How much more the newspaper's own region weighs."""
LEAD = 1.15
"""How far the most salient unit must lead the second, as a factor."""


def find_references(
    text: str, mentions: Sequence[Candidate], gazetteer: Gazetteer, context: str = ""
) -> list[Candidate]:
    """References to the regions among the mentions, by start; several over one range for 两地 and its like.

    Args:
        text: One article.
        mentions: What it names, by start, nested regions too; all with their entity.
        gazetteer: The region table, for what lies in what.
        context: Words about the article that are no part of it, such as the outlet's name (贵州日报): its 我省 is 贵州.
    """
    article = _Article(text, mentions, gazetteer, home_of(context, gazetteer))
    found = [*article.pointed(), *article.whole(), *article.autonomous(), *article.groups(), *article.organs()]
    return sorted(found, key=lambda c: (c.start, -c.end))


def is_bare_organ(text: str) -> bool:
    """Whether a text is no name but an organ of a region to be found: 省委, 县政府."""
    return _ORGAN.fullmatch(text) is not None


def level_words(entity: Entity) -> frozenset[str]:
    """The words that may stand for a region: 县 for a county, 区 and 自治区 for an autonomous region."""
    name = entity.name
    if name.endswith("自治区"):
        return frozenset(("自治区", "区"))
    if name.endswith("新区"):
        return frozenset(("区",))
    minted = not entity.code
    if name.endswith("地区") or (minted and not name.endswith(("村", "社区", "镇", "乡", "街道"))):
        return frozenset()
    return frozenset(word for word in _LEVELS if name.endswith(word) and word != "自治区")


@dataclass(frozen=True, slots=True)
class _Place:
    """A region named at [start, end); `weight` is less for a parent that only opens its child's name."""

    start: int
    end: int
    entity: Entity
    weight: float


def _opens(outer: Entity, inner: Entity | None) -> bool:
    """Whether a region only opens the name of one inside it: 广州 in 广州花都, not 粤 in 粤黔."""
    return inner is not None and inner.path.startswith(f"{outer.path}/")


class _Article:
    def __init__(
        self, text: str, mentions: Sequence[Candidate], gazetteer: Gazetteer, home: frozenset[str]
    ) -> None:
        self.text = text
        self.home = [unit_entity(code) for code in sorted(home)]
        self.gazetteer = gazetteer
        regions = [m for m in mentions if m.type == "REGION" and m.entity is not None and not m.entity.candidates]
        behind = {m.start: m.entity for m in regions}
        self.places = [
            _Place(m.start, m.end, m.entity, 0.4 if _opens(m.entity, behind.get(m.end)) else 1.0)
            for m in regions
            if m.entity is not None
        ]
        self.names = [m for m in mentions if m.type in ("ORG", "PERSON") and m.entity is not None]
        self._taken = sorted((m.start, m.end) for m in mentions)
        self._starts = [place.start for place in self.places]
        self._longest = max((end - start for start, end in self._taken), default=0)

    def pointed(self) -> Iterator[Candidate]:
        """该县: the last county named before."""
        for match in _POINTED.finditer(self.text):
            place = self._last(match["level"], match.start())
            if place is not None and self._free(match.start(), match.end()):
                yield self._region(match.start(), match.end(), "references.pointed", 0.8, place.entity)

    def whole(self) -> Iterator[Candidate]:
        """全县, 我县, 本县: the county that the words around it are about."""
        for match in _WHOLE.finditer(self.text):
            if not self._free(match.start(), match.end()):
                continue
            own = self._own(match["level"]) if match["word"] in "我本" else None
            entity = own or self._salient(match["level"], match.start())
            if entity is not None:
                yield self._region(match.start(), match.end(), "references.whole", 0.75, entity)

    def autonomous(self) -> Iterator[Candidate]:
        """A bare 自治区, if the article is in one only."""
        inside = {
            above.code: above
            for place in self.places
            if place.entity.code
            for above in (self.gazetteer.by_code[place.entity.code], *self.gazetteer.ancestors(place.entity.code))
            if above.name.endswith("自治区")
        }
        if len(inside) != 1:
            return
        entity = unit_entity(next(iter(inside)))
        for match in _AUTONOMOUS.finditer(self.text):
            before = self.text[match.start() - 1 : match.start()]
            if self._free(match.start(), match.end()) and before not in ("族", "尔", "藏", "古", "夏", "西", "疆"):
                yield self._region(match.start(), match.end(), "references.autonomous", 0.75, entity)

    def groups(self) -> Iterator[Candidate]:
        """两地, 两省, 三省市, 双方: the regions of that level named last, if they are as many and no more."""
        for match in _GROUP.finditer(self.text):
            if not self._free(match.start(), match.end()) or self.text[match.start() - 1 : match.start()] == "第":
                continue
            count = 2 if match["both"] else _COUNTS[match["count"]]
            level = "地" if match["both"] else match["level"]
            for entity in self._peers(match.start(), count, level, strict=bool(match["both"])):
                yield self._region(match.start(), match.end(), "references.group", 0.7, entity)

    def organs(self) -> Iterator[Candidate]:
        """省委, 县政府: the organ of the region of that level that the words around it are about."""
        for match in _ORGAN.finditer(self.text):
            start, end = match.span()
            if not self._free(start, end) or not _BEFORE_ORGAN.search(self.text[max(start - 1, 0) : start]):
                continue
            entity = self._salient(match["level"], start)
            if entity is None or not entity.code:
                continue
            if match["party"]:
                made = party_committee(entity, match["office"] or "")
            else:
                made = organ(entity, "人民政府")
            yield Candidate(start, end, "ORG", "references.organ", 0.7, made)

    def _region(self, start: int, end: int, source: str, score: float, entity: Entity) -> Candidate:
        return Candidate(start, end, "REGION", source, score, entity)

    def _free(self, start: int, end: int) -> bool:
        """Whether no mention touches [start, end) but one that ends right before it at a region's border."""
        at = bisect_left(self._taken, (start - self._longest, 0))
        while at < len(self._taken) and self._taken[at][0] < end:
            if self._taken[at][1] > start:
                return False
            at += 1
        return True

    def _last(self, level: str, position: int) -> _Place | None:
        before = self.places[: bisect_left(self._starts, position)]
        for place in reversed(before):
            if place.end <= position and level in level_words(place.entity):
                return place
        return None

    def _own(self, level: str) -> Entity | None:
        """The one region of a level that the newspaper is of."""
        own = [entity for entity in self.home if level in level_words(entity)]
        return own[0] if len(own) == 1 else None

    def _salient(self, level: str, position: int) -> Entity | None:
        """The unit of a level with most weight around a position; its parts count for it, as 雷山县 for its 州."""
        weights: dict[str, float] = {}
        entities: dict[str, Entity] = {}
        paragraph = self.text.rfind("\n", 0, position) + 1
        for place in self.places:
            distance = position - place.end
            weight = place.weight * (exp(-distance / REACH) if distance >= 0 else 0.3 * exp(distance / REACH))
            weight += 0.05 * place.weight
            if paragraph <= place.start < position:
                weight *= 1.5
            if level in level_words(place.entity):
                weights[place.entity.id] = weights.get(place.entity.id, 0.0) + weight
                entities[place.entity.id] = place.entity
            elif place.entity.code and level in ("省", "自治区", "区", "市", "州"):
                for above in self.gazetteer.ancestors(place.entity.code):
                    entity = unit_entity(above.code)
                    if level in level_words(entity):
                        weights[entity.id] = weights.get(entity.id, 0.0) + 0.4 * weight
                        entities[entity.id] = entity
        for entity in self.home:
            if entity.id in weights:
                weights[entity.id] *= HOME
        ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]):
            return None
        return entities[ranked[0][0]]

    def _peers(self, position: int, count: int, level: str, strict: bool) -> list[Entity]:
        """The last `count` different regions of one level before a position, none of them in another."""
        floor = self._window(position)
        before = [p for p in self.places[: bisect_left(self._starts, position)] if p.end <= position and p.weight == 1.0]
        near = [p for p in before if p.start >= floor]
        if strict and any(floor <= name.start < position for name in self.names):
            return []  # 双方 may be two companies or two persons
        for group in (near, before[-12:]):
            found: dict[str, Entity] = {}
            for place in reversed(group):
                if self._fits(place.entity, level) and self._same_level(place.entity, found):
                    found.setdefault(place.entity.id, place.entity)
            if len(found) == count and not self._nested(list(found.values())):
                return list(reversed(found.values()))
            if len(found) > count:
                return []
        return []

    def _window(self, position: int) -> int:
        """Where the sentence before the one around a position starts."""
        ends = [m.end() for m in _SENTENCE_END.finditer(self.text, max(position - 300, 0), position)]
        return ends[-2] if len(ends) > 1 else max(position - 300, 0)

    def _fits(self, entity: Entity, level: str) -> bool:
        if not entity.code:
            return False
        if level == "地":
            return len(entity.code) == 6
        province = self.gazetteer.by_code[entity.code].level == 1
        if level in ("省区市", "省市", "省区", "省份", "省"):
            return province
        return any(word in level_words(entity) for word in level) and not (level == "市" and province)

    def _same_level(self, entity: Entity, found: dict[str, Entity]) -> bool:
        first = next(iter(found.values()), entity)
        return self.gazetteer.by_code[entity.code].level == self.gazetteer.by_code[first.code].level

    def _nested(self, entities: Sequence[Entity]) -> bool:
        return any(self.gazetteer.is_within(a.code, b.code) for a in entities for b in entities if a.code != b.code)
