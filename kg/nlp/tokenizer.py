"""The blank `zh` language with spacy-pkuseg segmentation from the shipped model and a user dictionary.

Model: `default` of pkuseg 0.0.25 (Luo et al., "PKUSEG: A Toolkit for Multi-Domain Chinese Word Segmentation", 2019;
MIT), features with small weights dropped; `scripts/make_models.py` makes it from that package.
"""

from __future__ import annotations

import spacy
from spacy.lang.zh import ChineseTokenizer
from spacy.language import Language

from kg.gazetteer import load_gazetteer
from kg.resources import LEXICONS, MODELS

_CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "pkuseg"}}}

# pkuseg cuts at every user word it meets, left to right, before it looks at the context. Only words that are long
# enough never to arise across a word border by chance may force a cut: 黔南州长顺县 must not yield 州长.
_SHORTEST_FORCED = 4


def blank() -> Language:
    """An empty pipeline whose tokenizer is pkuseg; it loads its model from package data, never from the network."""
    nlp = spacy.blank("zh", config=_CONFIG)
    model = str(MODELS / "pkuseg")
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, ChineseTokenizer)  # what the config asks for
    tokenizer.initialize(pkuseg_model=model, pkuseg_user_dict="default")
    # A later nlp.initialize() would re-initialise the tokenizer without a path and fail; tell it the path.
    nlp.config["initialize"]["tokenizer"] = {"pkuseg_model": model, "pkuseg_user_dict": "default"}
    tokenizer.pkuseg_update_user_dict(user_words())
    return nlp


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
