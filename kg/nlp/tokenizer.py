"""The blank `zh` language the pipeline hangs on: a Doc begins as its characters, `kg.nlp.mentions` makes words of them.

Words are LAC's (`kg.nlp.lac`), which come for many texts at once; whatever a tokenizer cut before would be thrown away.
"""

from __future__ import annotations

import spacy
from spacy.language import Language


def blank() -> Language:
    """An empty pipeline whose Docs have one token a character."""
    return spacy.blank("zh")  # its tokenizer's segmenter is "char" where no other is asked for
