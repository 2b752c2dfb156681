"""The texts that the tagger learns from: read by the pipeline up to it, with the labels' spans as tags of their characters."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from labelled_sets import labelled, made_up
from spacy.tokens import Doc
from swap_names import variants

from kg.model import Document
from kg.nlp.lac import batches
from kg.nlp.tagger_features import features
from kg.nlp.tagger_spans import column
from kg.readers import read_articles


@dataclass(slots=True)
class Text:
    """One article as the pipeline sees it before the tagger, and the gold spans in it."""

    doc: Doc
    states: np.ndarray
    clues: np.ndarray
    gold: list[tuple[int, int, str]]


@dataclass(slots=True)
class Labelled:
    """A document with its articles; `weight` is that of its folder."""

    name: str
    gold: dict[str, Any]
    document: Document
    texts: list[Text]
    weight: float


def read_set(argument: str, nlp: Any) -> list[Labelled]:
    """Run the pipeline up to the tagger over a set's texts: a folder with texts/ and gold/, or a file of marked pieces."""
    place, _, weight = argument.partition(":")
    return [
        Labelled(name, gold, document, list(_texts(document, gold, nlp)), float(weight or 1))
        for name, gold, document in labelled(Path(place))
    ]


def _texts(document: Document, gold: dict[str, Any], nlp: Any) -> Iterator[Text]:
    for article in read_articles(document):
        doc = nlp.make_doc(article.text)
        doc._.article = article
        for _, component in nlp.pipeline:
            doc = component(doc)
        states = doc.user_data.pop("states")
        clues = features(doc.text, doc._.words, doc._.candidates)
        yield Text(doc, states, clues, gold_spans(gold, article))


def with_variants(documents: Sequence[Labelled], count: int, chance: random.Random, nlp: Any) -> list[Labelled]:
    """The documents and `count` variants of each that has spans, with names from the others; these weigh a bit less."""
    golds = [{**d.gold, "doc": d.name, "text": d.document.text} for d in documents if "spans" in d.gold]
    weights = {d.name: d.weight for d in documents}
    found = list(documents)
    for gold in variants(golds, count, chance):
        document = made_up(gold["doc"], gold["text"])
        found.append(Labelled(gold["doc"], gold, document, list(_texts(document, gold, nlp)), 0.7 * weights[gold["doc"]]))
    return found


def gold_spans(gold: dict[str, Any], article: Any) -> list[tuple[int, int, str]]:
    """Gold spans as offsets into an article; without `spans`, wherever a mention stands, the longest first."""
    types = {entity["id"]: entity["type"] for entity in gold["entities"]}
    if "spans" in gold:
        place = {offset: number for number, offset in enumerate(article.offsets)}
        inside = [([place[k] for k in range(a, b) if k in place], types[e]) for a, b, e in gold["spans"]]
        return sorted((at[0], at[-1] + 1, type_) for at, type_ in inside if at)
    taken: set[int] = set()
    found = []
    mentions = {(mention, e["type"]) for e in gold["entities"] for mention in e["mentions"] if mention}
    for mention, type_ in sorted(mentions, key=lambda m: (-len(m[0]), m)):
        at = article.text.find(mention)
        while at >= 0:
            places = range(at, at + len(mention))
            if not taken.intersection(places):
                found.append((at, at + len(mention), type_))
                taken.update(places)
            at = article.text.find(mention, at + 1)
    return sorted(found)


def targets(text: Text) -> np.ndarray:
    """The number of each character's tag."""
    rows = np.zeros(len(text.doc.text), dtype=np.int64)
    for start, end, type_ in text.gold:
        rows[start:end] = column(type_, "I")
        rows[start], rows[end - 1] = column(type_, "B"), column(type_, "E")
        if end - start == 1:
            rows[start] = column(type_, "S")
    return rows


Piece = tuple[np.ndarray, np.ndarray, np.ndarray, float]


def pieces(documents: Sequence[Labelled]) -> list[Piece]:
    """States, clues, targets and weight of each sentence."""
    found = []
    for text, weight in ((text, d.weight) for d in documents for text in d.texts):
        rows = targets(text)
        for _, a, b in (piece for batch in batches([text.doc.text]) for piece in batch):
            found.append((text.states[a:b], text.clues[a:b], rows[a:b], weight))
    return found
