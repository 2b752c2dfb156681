"""Where a text may name a unit of the table: forms of the gazetteer that sit well among the words around them.

Nothing is decided here about which unit is meant; see `kg.nlp.region_evidence`. Offsets are characters, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.gazetteer import Gazetteer, Reading
from kg.nlp.annotations import Word
from kg.nlp.region_lexicon import abbreviations, macro_regions, new_areas, region_words

PLACE_TAGS = frozenset({"LOC", "ns"})
NAME_TAGS = frozenset({"ORG", "nt", "nz", "nw", "s", "f"})
PERSON_TAGS = frozenset({"PER", "nr"})

_SUFFIX = "省市县区旗州镇乡盟"
# The last character of a name opens another word: 广州|市场, 北京|市民, 贵州|省会, 通道|县城.
_NO_SUFFIX = re.compile(
    r"市(?:场|民|集|值|价|面|井|区|郊|长|政(?!府|协)|容)|区(?:域|块|间|位|别|分|长)|旗(?:帜|舰|下|袍|手)"
    r"|省(?:会|份|际|钱|力|道|长)|州(?:际|长)|乡(?:村|亲|愁|土|音|镇|贤|情|下)|镇(?:痛|静|压|守)|县(?:域|际|城|长)"
)


# 凤翔社区, 长安村: the name of a village, not of the county that is called so.
_HEAD = re.compile(r"村(?![民庄镇级寨])|社区")


_FEATURE = re.compile(
    r"山(?![区地水海村乡货歌])|江(?![湖])|河(?![长])|湖(?![羊])|岛(?![内外])|水库|草原|沙地|沙漠|盆地|高原|峡谷|大峡谷|瀑布|海峡"
)


@dataclass(slots=True)
class Spot:
    """A form at [start, end) with the units it may stand for, and how well it fits the words there."""

    start: int
    end: int
    form: str
    readings: tuple[Reading, ...]
    fit: float
    tag: str
    """The tag of the word over the start."""


class WordMap:
    """The words of a text, asked by character."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text = text
        self.words = words
        self.starts = {word.start for word in words}
        self.ends = {word.end for word in words}
        self._at: list[int] = [-1] * (len(text) + 1)
        for number, word in enumerate(words):
            self._at[word.start : word.end] = [number] * (word.end - word.start)

    def at(self, position: int) -> Word | None:
        """The word over a character, None on a newline or outside."""
        number = self._at[position] if 0 <= position < len(self.text) else -1
        return self.words[number] if number >= 0 else None

    def aligned(self, position: int) -> bool:
        """Whether a word starts or ends there (or no word covers it)."""
        return (
            position in self.starts
            or position in self.ends
            or self.at(position) is None
            or self.text[position - 1].isspace()  # the network's words may run over a blank
        )

    def fit(self, start: int, end: int, left_known: bool = False) -> float:
        """How well [start, end) sits among the words: 2 a place name of its own, down to -4 across borders.

        Args:
            start: First character.
            end: Behind the last one.
            left_known: Something certain (another region) ends at `start`, so that the left border is one.
        """
        first, last = self.at(start), self.at(end - 1)
        if first is None or last is None:
            return 0.0
        left = left_known or self.aligned(start)
        right = end == last.end
        if first is last:
            if left and right:
                return _exact(first.tag)
            if first.tag in PERSON_TAGS:
                return -4.0
            if first.tag in PLACE_TAGS or first.tag in NAME_TAGS:
                if left:
                    return 1.5 if first.tag in PLACE_TAGS else 1.0
                return 0.0 if right and first.tag in PLACE_TAGS else -3.0
            return -1.0 if left else -4.0
        if left and right:
            # 三都|县, 望|谟: cut apart, yet on borders on both sides.
            return 1.0 if first.tag in PLACE_TAGS else 0.5
        if left:
            return -0.5 if last.tag in PLACE_TAGS or last.tag in NAME_TAGS else -1.5
        return -1.5 if right else -4.0


def _exact(tag: str) -> float:
    if tag in PLACE_TAGS:
        return 2.0
    if tag in NAME_TAGS:
        return 1.0
    if tag in PERSON_TAGS or tag in ("m", "TIME", "t"):
        return -2.0
    return -1.0


def phrases_of(text: str) -> list[tuple[int, int]]:
    """Longer expressions, [start, end), in which no name of the table is looked for."""
    return [match.span() for match in _phrases().finditer(text)]


def find_spots(text: str, words: WordMap, gazetteer: Gazetteer) -> list[Spot]:
    """Forms that do not overlap, left to right, the longest that fits first."""
    spots: list[Spot] = []
    phrases = phrases_of(text)
    reach = 0
    known = -1
    for start, end in gazetteer.match(text):
        if start < reach:
            continue
        form = text[start:end]
        readings = gazetteer.readings(form)
        suffixed = any(reading.kind != "short" for reading in readings)
        if suffixed and form[-1] in _SUFFIX and _other_word(text, start, end, words, gazetteer):
            continue
        if any(start < b and a < end for a, b in phrases):
            continue
        if not suffixed and (
            _HEAD.match(text, end) or _is_direction(text, start, end) or _is_feature(text, end, gazetteer)
        ):
            continue
        fit = words.fit(start, end, left_known=start == known)
        if suffixed and len(form) > 2 and fit == -2.0:
            fit = 1.0  # a whole word that ends in 镇 or 县 is no person, whatever its tag
        if not _sits(form, suffixed, fit):
            continue
        word = words.at(start)
        spots.append(Spot(start, end, form, readings, fit, word.tag if word else ""))
        reach = known = end
    return spots


def _sits(form: str, suffixed: bool, fit: float) -> bool:
    if suffixed and len(form) > 2:
        return fit >= -3.0
    return fit >= -2.0


def _other_word(text: str, start: int, end: int, words: WordMap, gazetteer: Gazetteer) -> bool:
    """Whether the name's last character belongs to a word behind it, such as 市场.

    Not where another name starts behind it (黔南州|长顺县), nor where nothing would be left (环|县城).
    """
    if _NO_SUFFIX.match(text, end - 1) is None or text[start : end - 1] not in gazetteer.forms:
        return False
    if any(gazetteer.readings(text[end : end + length]) for length in (3, 4, 5)):
        return False
    forced = text[end - 1 : end + 1] in ("县城", "市区") and text[end + 1 : end + 2] not in ("市", "东", "西", "南", "北")
    return end not in words.ends or forced


def _is_direction(text: str, start: int, end: int) -> bool:
    """黔西 in 黔西北, 湘南 in 湘南北: a province and two directions, cut in the wrong place."""
    pair = text[start:end]
    return len(pair) == 2 and pair[0] in abbreviations() and text[end - 1 : end + 1] in ("西北", "西南", "东北", "东南")


def _is_feature(text: str, end: int, gazetteer: Gazetteer) -> bool:
    """贺兰|山, 密云|水库: the name of a mountain or water, unless another region starts there (湖北|江陵)."""
    return _FEATURE.match(text, end) is not None and not any(
        gazetteer.readings(text[end : end + length]) for length in (2, 3, 4)
    )


@cache
def _phrases() -> re.Pattern[str]:
    """Set phrases, sure macro regions and new areas, longest first."""
    sure = {form for form, macro in macro_regions().items() if macro.sure}
    return re.compile("|".join(sorted(region_words("phrase") | sure | set(new_areas()), key=len, reverse=True)))
