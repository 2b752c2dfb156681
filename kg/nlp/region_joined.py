"""Whether a short form of a region is only a piece of a longer word: 怀安 in 柳怀安, 金山 in 小金山, 黄龙 in 黄龙病.

Two segmenters are asked. LAC's words, which are there anyway, tell where it cannot be; only where it can, pkuseg is
asked, and its longer word counts if LAC's words do not speak for a region: what stands behind one is often a word
about it (黄龙人, 黄龙话: kind "behind" in kg/data/lexicons/region_words.csv), before it a verb (飞黄龙).
"""

from __future__ import annotations

from kg.nlp.lexicon import words_of
from kg.nlp.region_lexicon import region_words
from kg.nlp.region_spots import PLACE_TAGS, WordMap
from kg.nlp.segmenter import load_segmenter

_ORGANISATIONS = frozenset({"ORG", "nt"})
_CLOSED = frozenset({"w", "u", "p", "c", "r", "m", "q", "xc", "t", "TIME"}) | PLACE_TAGS | _ORGANISATIONS
"""Tags of words before a region that no longer word would begin with."""
_APART = frozenset({"w", "u", "p", "c", "r", "xc"})
"""Tags of words behind a region that no longer word would end with."""
_VERBS = frozenset({"v", "vn", "vd", "ad"})
_EXALTED = "大"
"""大黄龙 is 黄龙, praised."""
_GROUND = frozenset("山江河湖海溪沟谷源泉潭滩湾洲岛峡岭峰岩洞坡坪坝坞坳畈垸垭垄坑关坊")
"""What a place in the country is called after: verbs never look like that."""


class Joined:
    """Answers for one text."""

    def __init__(self, text: str, words: WordMap) -> None:
        self.text = text
        self.words = words
        self._known: dict[tuple[int, int], bool] = {}

    def __call__(self, start: int, end: int) -> bool:
        """Whether the short form at [start, end) is read as a piece of a longer word."""
        if (start, end) not in self._known:
            self._known[start, end] = self._asked(start, end)
        return self._known[start, end]

    def _asked(self, start: int, end: int) -> bool:
        before, behind = self._may_begin_before(start, end), self._may_go_on(start, end)
        if not before and not behind:
            return False
        first, last = load_segmenter().word_over(self.text, start, end)
        if first < start:
            return before
        return behind and last > end and self._is_other_word(end, last)

    def _may_begin_before(self, start: int, end: int) -> bool:
        word = self.words.at(start - 1)
        if word is None:
            return False
        if word.end > start:
            return word.tag not in _ORGANISATIONS and self.text[word.start : start] != _EXALTED
        if word.tag in _VERBS:
            surname = word.end - word.start == 1 and self.text[word.start] in words_of("surnames", "single")
            return surname or self.text[end - 1] in _GROUND
        return word.tag not in _CLOSED and self.text[word.start : start] != _EXALTED

    def _may_go_on(self, start: int, end: int) -> bool:
        word = self.words.at(end - 1)
        if word is None or word.start > start:
            return False
        if word.end > end:
            return word.tag not in _ORGANISATIONS
        following = self.words.at(end)
        return word.tag in PLACE_TAGS and following is not None and following.tag not in _APART

    def _is_other_word(self, end: int, last: int) -> bool:
        """Whether text[end:last] makes something else of the form before it."""
        rest = self.text[end:last]
        word = self.words.at(end)
        if rest in region_words("behind") or word is None or last not in self.words.ends:
            return False
        if word.start < end:  # LAC, too, has one word, the same one: a place (清河坊) or a thing (黄龙病)
            return word.end == last and (word.tag in PLACE_TAGS or len(rest) == 1)
        if word.end < last or word.tag in PLACE_TAGS:
            return True
        return len(rest) == 1 and (word.tag not in _VERBS or rest in _GROUND)
