"""Typed dates, money, quantities and percentages of a text.

`find_values` is the pure core; the component only stores its result in `doc._.values`.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Value
from kg.nlp.annotations import register, text_of
from kg.nlp.value_amounts import find_amounts
from kg.nlp.value_dates import find_dates

_TAKEN = "\x00"


def find_values(text: str, published: str = "") -> list[Value]:
    """All values in order of text, never overlapping; a date takes its characters before an amount may.

    Args:
        text: Any text; offsets of the values count in it.
        published: An ISO date or partial date ("2024", "2024-03"), "" where it is not known.
    """
    dates = list(find_dates(text, published))
    rest = text
    if dates:
        parts, position = [], 0
        for date in dates:
            parts += [text[position : date.start], _TAKEN * (date.end - date.start)]
            position = date.end
        rest = "".join([*parts, text[position:]])
    return sorted([*dates, *find_amounts(rest)], key=lambda value: value.start)


@Language.factory("kg_values", assigns=["doc._.values"])
class Values:
    """Sets `doc._.values`."""

    def __init__(self, nlp: Language, name: str) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        published = doc._.article.published if doc._.article is not None else ""
        doc._.values = find_values(text_of(doc), published)
        return doc
