"""Chinese text → mentions, entities, statements: one spaCy pipeline. The only package that imports spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.language import Language

from kg.model import Article, Extraction
from kg.nlp import lac, mentions, metrics, names, pairs, regions, relations, tagger, values  # noqa: F401 - they register factories
from kg.nlp.annotations import register
from kg.nlp.extraction import to_extraction
from kg.nlp.tokenizer import blank

PIPELINE = ("kg_lac", "kg_values", "kg_regions", "kg_names", "kg_tagger", "kg_mentions", "kg_relations", "kg_pairs", "kg_metrics")
"""The components in order; each declares what it reads and writes (docs/architecture.md has the table)."""


@cache
def load() -> Language:
    """The whole pipeline, with its models; some two seconds the first time, the same object afterwards."""
    register()
    nlp = blank()
    for name in PIPELINE:
        nlp.add_pipe(name)
    return nlp


def extract(nlp: Language, articles: Iterable[Article], batch_size: int = 64) -> Iterator[Extraction]:
    """Read articles one after another; memory holds one batch of them.

    Args:
        nlp: What `load` returns.
        articles: Any iterable; consumed lazily.
        batch_size: Articles that go through the network together.
    """
    # Not `as_tuples`: its context is lost where `kg_mentions` makes a new Doc; the article stays on `doc._`.
    for doc in nlp.pipe((_document(nlp, article) for article in articles), batch_size=batch_size):
        yield to_extraction(doc, doc._.article)


def _document(nlp: Language, article: Article):  # type: ignore[no-untyped-def]
    """Tokenise and hang the article on the Doc, so that components may ask for its outlet, blocks and date."""
    doc = nlp.make_doc(article.text)
    doc.user_data["text"] = article.text  # see `text_of`: to join it from its characters takes longer than to make the Doc
    doc._.article = article
    return doc
