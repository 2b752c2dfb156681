"""One-character names of regions, which count only in compounds (粤黔协作, 川渝) and frames (入黔, 黔籍, 在莞务工).

Each character is a mention of its own. A character may stand for a province or a city (苏: 江苏, 苏州) and, beside an
abbreviation, for any prefecture or county that the article names and that starts with it (佛凉协作: 佛山, 凉山).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from kg.gazetteer import COUNTY, PREFECTURE, PROVINCE, Gazetteer, Unit
from kg.nlp.annotations import Candidate
from kg.nlp.region_evidence import Finding
from kg.nlp.region_lexicon import abbreviations
from kg.nlp.region_spots import NAME_TAGS, PERSON_TAGS, PLACE_TAGS, WordMap
from kg.region_entities import unit_entity

NEEDED = 2.0
DOMINANT = 2
"""黔 is 黔西南 in an article that names it more than twice as often as 贵州."""
NEAR = 120
"""Characters before a compound in which its two cities must both be named."""
_FRAME_AFTER = re.compile(
    r"[”’》]?(?:东西部|劳务|产业|消费|教育|医疗|人才|经贸|文旅|旅游|对口|结对|山海|区域|省际|战略|扶贫|乡村|跨省|科技|社会|农产品|校地|校企)*"
    r"(?:协作|合作|帮扶|支援|联盟|联合|联手|联动|携手|同心|情|一家|两地|三地|四地|两省|三省|四省|两市|三市|各省|等地|牵手|握手|结对|互|之间|毗邻|同行|共建|共|交流|对接|产业园|边界|交界|干部|人民|专列|劳务|班列|铁路|高铁)"
)
_FRAME_BEFORE = frozenset("在赴入来进驻援返离到抵访出回留对从")
_VERB_BEFORE = frozenset("赴入来进驻援返抵访")
_TERMS = frozenset(("援疆", "治疆", "润疆", "援藏", "治藏", "援青"))
"""对口援疆, 文化润疆: set terms, cut in any way."""
_NOUN_AFTER = frozenset("籍货企商资媒")
_SEPARATOR = "、—-·－–"
_BORDER = frozenset("“”‘’，。、；：！？（）《》\n ")
_NO_NAME_TAGS = frozenset(("a", "ad", "d", "m", "r", "f", "p", "c", "u", "v"))
_CLOUD = re.compile("云(?:课|平台|端|服务|计算|专属|数据|医院|诊|展|签约|招聘|超市|仓|客服|商|直播|教|上)")
"""闽宁|云课堂: the cloud of computers and not the province."""
_NO_AFTER = frozenset("江河湖海山岭岛港口剧语菜茶酒绣味")
"""渝江, 粤剧: the name of something else."""


class Abbreviations:
    """Finds the one-character names of one article, once its other regions are known."""

    def __init__(
        self, text: str, words: WordMap, found: Sequence[Finding], covered: set[int], gazetteer: Gazetteer
    ) -> None:
        self.text = text
        self.words = words
        self.gazetteer = gazetteer
        self.covered = covered
        self.named: dict[str, int] = {}
        self.places: dict[str, list[int]] = {}
        self.inside: set[str] = set()
        for finding in found:
            if finding.ambiguous:
                continue
            unit = finding.unit
            self.named[unit.code] = self.named.get(unit.code, 0) + 1
            self.places.setdefault(unit.code, []).append(finding.start)
            self.inside.update(above.code for above in gazetteer.ancestors(unit.code))
        self._by_head: dict[str, list[Unit]] = {}
        for code in sorted(self.named):
            unit = gazetteer.by_code[code]
            if PROVINCE < unit.level <= COUNTY:
                self._by_head.setdefault(unit.name[0], []).append(unit)

    def find(self) -> list[Candidate]:
        """Compounds first; frames where no compound is; then names of several characters (羊城)."""
        found = list(self._compounds())
        taken = {position for c in found for position in range(c.start, c.end)}
        return [*found, *(c for c in self._frames() if c.start not in taken), *self._names()]

    def _seen(self, code: str) -> bool:
        return code in self.named or code in self.inside

    def _compounds(self) -> Iterator[Candidate]:
        reach = 0
        for match in _run_pattern().finditer(self.text):
            start, end = match.span()
            if _CLOUD.match(self.text, end - 1):
                end -= 1
            if start < reach or any(p in self.covered for p in range(start, end)):
                continue
            if match.group() in self.gazetteer.forms or match.group() in abbreviations():
                continue  # a name of two characters, such as 白云 or 黔贵
            places = [p for p in range(start, end) if self.text[p] not in _SEPARATOR]
            if len(places) < 2:
                continue
            if found := self._read(places, separated=len(places) < end - start):
                reach = end
                for place, unit in zip(places, found, strict=True):
                    yield Candidate(
                        place, place + 1, "REGION", "regions.compound", 0.85, unit_entity(unit.code)
                    )
        for match in _pair_pattern().finditer(self.text):
            start = match.start()
            places = [start, start + 1]
            if match.group() in self.gazetteer.forms:
                continue
            if start >= reach and not any(p in self.covered for p in places) and self._bordered(start, start + 2):
                pair = self._pair(self.text[start], self.text[start + 1])
                for place, unit in zip(places, pair, strict=False):
                    yield Candidate(
                        place, place + 1, "REGION", "regions.compound", 0.75, unit_entity(unit.code)
                    )

    def _bordered(self, start: int, end: int) -> bool:
        """Whether the words around allow a cut before and behind."""
        left = self.words.aligned(start) or start - 1 in self.covered
        return left and (self.words.aligned(end) or _FRAME_AFTER.match(self.text, end) is not None)

    def _read(self, places: list[int], separated: bool) -> list[Unit]:
        """The units of a run of characters; none if the run is rather a word."""
        start, end = places[0], places[-1] + 1
        chars = [self.text[p] for p in places]
        if len(set(chars)) != len(chars) or not self._bordered(start, end):
            return []
        if self.text[end : end + 1] in _NO_AFTER and not self.words.aligned(end):
            return []
        first = self.words.at(start)
        exact = first is not None and first.start == start and first.end == end
        framed = _FRAME_AFTER.match(self.text, end) is not None
        weight = 1.5 if framed else 0.0
        if first is not None and not separated:
            if first.tag in PLACE_TAGS or first.tag in NAME_TAGS or first.tag == "j":
                weight += 1.0
            elif exact and first.tag not in PERSON_TAGS and not (framed and self._plain(chars)):
                weight -= 1.5
        units = self._assign(chars, start)
        for char, unit in zip(chars, units, strict=True):
            use = next((a.use for a in abbreviations()[char] if a.code == unit.code), "seen")
            weight += 1.0 if self._seen(unit.code) else 0.5 if use == "alone" else -0.5
        if len(units) > 2 and all(unit.level == PROVINCE for unit in units):
            weight += 1.0  # a row of provinces is hardly a word
        if separated and len(units) < 3 and not framed and not all(self._seen(unit.code) for unit in units):
            return []
        return units if weight >= NEEDED else []

    def _plain(self, chars: Sequence[str]) -> bool:
        """Whether each is a character that hardly makes other words (粤, 黔)."""
        return all(any(short.use == "alone" for short in abbreviations()[char]) for char in chars)

    def _assign(self, chars: Sequence[str], start: int) -> list[Unit]:
        """One unit a character: those of one level if the article names them, provinces by default."""
        if pair := self._cities(chars, start):
            return pair
        options = [self._options(char) for char in chars]
        best = max(
            product(*options),
            key=lambda units: (
                sum(self._seen(u.code) for u in units) - (len({u.level == PROVINCE for u in units}) - 1),
                sum(u.level == PROVINCE for u in units),
                [-int(u.code) for u in units],
            ),
        )
        return list(best)

    def _cities(self, chars: Sequence[str], start: int) -> list[Unit]:
        """黔惠 right after 黔西南 and 惠州: prefectures named shortly before, one a character; else none.

        One of the characters must be no province's, so that 粤黔 stays what it always is.
        """
        if all(any(short.code.endswith("0000") for short in abbreviations()[char]) for char in chars):
            return []
        found: list[Unit] = []
        for char in chars:
            near = [
                unit
                for code, places in self.places.items()
                if (unit := self.gazetteer.by_code[code]).level == PREFECTURE
                and any(start - NEAR <= place < start for place in places)
                and (unit.name[0] == char or any(short.code == code for short in abbreviations()[char]))
            ]
            if len(near) != 1:
                return []
            found += near
        return found

    def _options(self, char: str) -> list[Unit]:
        listed = [self.gazetteer.by_code[a.code] for a in abbreviations()[char]]
        most = max((self.named.get(unit.code, 0) for unit in listed), default=0)
        named = [
            unit
            for unit in self._by_head.get(char, ())
            if unit not in listed and self.named[unit.code] > max(1, DOMINANT * most)
        ]
        # The one 黔-something that the article is about; two of them leave it open.
        return listed + (named if len(named) == 1 else [])

    def _pair(self, first: str, second: str) -> list[Unit]:
        """Two characters before 协作, each the head of a unit the article names; one at least known as such."""
        pair = []
        for char in (first, second):
            listed = [self.gazetteer.by_code[a.code] for a in abbreviations().get(char, ())]
            options = [u for u in listed if self._seen(u.code)] + self._by_head.get(char, [])
            codes = {unit.code for unit in options}
            if len(codes) != 1:
                return []
            pair.append(options[0])
        related = self.gazetteer.is_within(pair[0].code, pair[1].code) or self.gazetteer.is_within(
            pair[1].code, pair[0].code
        )
        return [] if related or pair[0].code == pair[1].code else pair

    def _frames(self) -> Iterator[Candidate]:
        for position, char in enumerate(self.text):
            if char not in abbreviations() or position in self.covered or not self._framed(position):
                continue
            term = self.text[max(position - 1, 0) : position + 1] in _TERMS
            options = [a for a in abbreviations()[char] if term or a.use == "alone" or self._seen(a.code)]
            provinces = [a for a in options if a.code.endswith("0000")]
            named = [a for a in options if a.code in self.named]
            chosen = (named if len(named) == 1 else None) or (provinces if len(options) > 1 else options)
            word = self.words.at(position)
            tag = word.tag if word is not None and word.end - word.start == 1 else ""
            if tag in _NO_NAME_TAGS and (not chosen or chosen[0].use != "alone" or tag == "a"):
                continue  # 站在新的起点
            if len(chosen) == 1:
                entity = unit_entity(chosen[0].code)
                yield Candidate(position, position + 1, "REGION", "regions.frame", 0.8, entity)

    def _framed(self, position: int) -> bool:
        """在粤务工, 入黔, 黔籍: the character between a frame and a border of words."""
        char, before = self.text[position], self.text[position - 1 : position]
        after = self.text[position + 1 : position + 2]
        word = self.words.at(position)
        if word is None:
            return False
        if before + char in _TERMS:
            return True
        if after in _NOUN_AFTER and word.start == position and self.words.aligned(position + 2):
            return True
        if before not in _FRAME_BEFORE or not before or after in _NO_AFTER:
            return False
        behind = word.end == position + 1 or (after in _NOUN_AFTER and self.words.aligned(position + 2))
        together = word.start == position - 1 and word.end == position + 1 and before in _VERB_BEFORE
        apart = word.start == position and behind and self.words.aligned(position - 1)
        return together or apart

    def _names(self) -> Iterator[Candidate]:
        for match in _name_pattern().finditer(self.text):
            start, end = match.span()
            if any(p in self.covered for p in range(start, end)):
                continue
            for short in abbreviations()[match.group()]:
                fits = self.words.aligned(start) and (self.words.aligned(end) or short.use == "name")
                if fits and (short.use == "name" or self._seen(short.code)):
                    entity = unit_entity(short.code)
                    yield Candidate(start, end, "REGION", "regions.oldname", 0.8, entity)
                    break


@cache
def _chars() -> str:
    return "".join(sorted(form for form in abbreviations() if len(form) == 1))


@cache
def _run_pattern() -> re.Pattern[str]:
    chars = f"[{_chars()}]"
    return re.compile(f"{chars}{{2,6}}|{chars}(?:[{re.escape(_SEPARATOR)}]{chars}){{1,8}}")


@cache
def _pair_pattern() -> re.Pattern[str]:
    return re.compile(
        r"[一-鿿]{2}(?=(?:东西部)?(?:劳务|消费|产业)?(?:协作|合作|对口|帮扶|结对|共建|同行|携手|牵手|一家亲))"
    )


@cache
def _name_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted((f for f in abbreviations() if len(f) > 1), key=len, reverse=True)))
