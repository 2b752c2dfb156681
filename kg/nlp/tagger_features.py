"""What the tagger sees of each character beside the network's states: the evidence that rules and lexicons give.

One row a character, one column a clue, values in [0, 1]. The columns are fixed; `WIDTH` is their number, and a trained
model only fits the columns it was trained on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from kg.model import ENTITY_TYPES
from kg.nlp.annotations import Candidate, Word
from kg.nlp.lexicon import alternatives, words_of

_TAGS = ("PER LOC ORG TIME a ad an c d f m n nw nz p q r s u v vd vn w xc").split()  # noqa: SIM905
"""The tags of lac_small.tags.txt."""
_HEADS = {
    "org_suffixes": ("strong", "company", "school", "hospital", "other", "gov"),
    "park_suffixes": ("strong", "heads"),
    "project_suffixes": ("strong", "heads", "funds", "aid"),
    "event_suffixes": ("strong", "heads"),
    "document_suffixes": ("papers", "agreements"),
    "product_heads": ("heads", "labour"),
}
_BRACKETS = (
    re.compile(r"“[^“”\n]{1,40}”"),
    re.compile(r"《[^《》\n]{1,80}》"),
    re.compile(r"[（(][^（）()\n]{1,20}[）)]"),
)

CANDIDATES = 3 * len(ENTITY_TYPES)
"""The columns of rule candidates, which come first: three for each of ENTITY_TYPES."""
_WORDS = CANDIDATES + len(_TAGS) + 1
_SUFFIXES = _WORDS + 2 * len(_HEADS)
WIDTH = _SUFFIXES + len(_BRACKETS)
"""Columns: begin, inside and end of the best candidate of each type; word tag and word start; lexicon heads
(inside, end); quotations, titles and brackets."""


@cache
def _head_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(alternatives(word for key in keys for word in words_of(lexicon, key)))
        for lexicon, keys in _HEADS.items()
    )


def features(text: str, words: Sequence[Word], candidates: Iterable[Candidate]) -> npt.NDArray[np.float16]:
    """The clues of a text, [len(text), WIDTH]."""
    rows = np.zeros((len(text), WIDTH), dtype=np.float16)
    for candidate in candidates:
        column = 3 * ENTITY_TYPES.index(candidate.type)
        for place, at in ((candidate.start, column), (candidate.end - 1, column + 2)):
            rows[place, at] = max(rows[place, at], candidate.score)
        inside = rows[candidate.start : candidate.end, column + 1]
        np.maximum(inside, candidate.score, out=inside)
    for word in words:
        if word.tag in _TAGS:
            rows[word.start : word.end, CANDIDATES + _TAGS.index(word.tag)] = 1
        rows[word.start, _WORDS - 1] = 1
    for number, pattern in enumerate(_head_patterns()):
        for match in pattern.finditer(text):
            rows[match.start() : match.end(), _WORDS + 2 * number] = 1
            rows[match.end() - 1, _WORDS + 2 * number + 1] = 1
    for number, pattern in enumerate(_BRACKETS):
        for match in pattern.finditer(text):
            rows[match.start() : match.end(), _SUFFIXES + number] = 1
    return rows
