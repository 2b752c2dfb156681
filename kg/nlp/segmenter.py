"""Words as spacy-pkuseg cuts them, from the shipped model and a user dictionary: a second opinion beside LAC's words.

Model: `default` of pkuseg 0.0.25 (Luo et al., "PKUSEG: A Toolkit for Multi-Domain Chinese Word Segmentation", 2019;
MIT), features with small weights dropped; `scripts/make_models.py` makes it from that package. It costs about as much
time a character as LAC's whole network, and some 2 s and 200 MB to load: ask it about single places.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate

from kg.gazetteer import load_gazetteer
from kg.resources import LEXICONS, MODELS

REACH = 12
"""Characters on both sides of a place that are segmented with it; features look two characters, words of its lists six, far."""

_BORDERS = frozenset("，。、；：！？,;:!?“”‘’\"'（）()《》〈〉【】〔〕「」·•—－-…／/|")

# pkuseg cuts at every user word it meets, left to right, before it looks at the context. Only words that are long
# enough never to arise across a word border by chance may force a cut: 黔南州长顺县 must not yield 州长.
_SHORTEST_FORCED = 4


class Segmenter:
    """pkuseg with its model; see `load_segmenter`."""

    def __init__(self) -> None:
        # Most runs meet no place in doubt at once, and many none: the import too waits until one does.
        from spacy_pkuseg import pkuseg

        self._pkuseg = pkuseg(str(MODELS / "pkuseg"), user_dict=user_words())

    def words(self, text: str) -> list[str]:
        """The words of a text, blanks left out."""
        return list(self._pkuseg.cut(text))

    def word_over(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The word of `text` that holds [start, end), as [start, end) too; (start, end) itself if none does."""
        first, last = start, end
        while first > max(start - REACH, 0) and not text[first - 1].isspace():
            first -= 1
            if text[first] in _BORDERS:  # with it: pkuseg reads a word at an open end otherwise
                break
        while last < min(end + REACH, len(text)) and not text[last].isspace():
            last += 1
            if text[last - 1] in _BORDERS:
                break
        words = self.words(text[first:last])
        for word, behind in zip(words, accumulate(map(len, words), initial=first), strict=False):
            if behind <= start and end <= behind + len(word):
                return behind, behind + len(word)
        return start, end


@cache
def load_segmenter() -> Segmenter:
    """The one segmenter of this process, loaded when it is first needed."""
    return Segmenter()


def user_words() -> list[str]:
    """Words pkuseg must not cut: full names of units down to counties, and the terms of the field."""
    units = load_gazetteer().units
    names = {unit.name for unit in units if unit.level <= 3}
    terms = {
        line
        for raw in (LEXICONS / "segmentation.txt").read_text(encoding="utf-8").splitlines()
        if (line := raw.partition("#")[0].strip())
    }
    return sorted(word for word in names | terms if len(word) >= _SHORTEST_FORCED)
