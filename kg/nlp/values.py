"""Typed dates, money, quantities and percentages (stub, replaced in the next commit)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Value
from kg.nlp.annotations import register


def find_values(text: str, published: str = "") -> list[Value]:
    return []


@Language.factory("kg_values", assigns=["doc._.values"])
class Values:
    def __init__(self, nlp: Language, name: str) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        published = doc._.article.published if doc._.article is not None else ""
        doc._.values = find_values(doc.text, published)
        return doc
