"""Metrics (stub, replaced in the next commit)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.annotations import register


@Language.factory("kg_metrics", requires=["doc.spans", "doc._.values"], assigns=["doc._.metrics"])
class Metrics:
    def __init__(self, nlp: Language, name: str) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        return doc
