"""Metrics: numbers that describe an entity of the text, each with its name, its time and the quote.

Which entity a number is told of is a choice between those near it and none, by the weights of
kg/data/metrics/weights.yml over the features of `metric_features`; a choice that is not likely is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Value
from kg.nlp.annotations import MetricDraft, register
from kg.nlp.metric_choices import Choice, Previous, choices, with_previous
from kg.nlp.metric_names import evidence_of, name_of, time_of
from kg.nlp.metric_page import Page, measured_values, read_page
from kg.nlp.metric_words import METRICS, load_cues
from kg.nlp.status import classify
from kg.rulefile import read_rulefile

MIN_PROBABILITY = 0.42
Place = tuple[int, int]
"""The number of a paragraph and where a sentence begins: they tell whether two values stand together."""
RULE = "metrics.{place}"
PLACES = ("clause", "behind", "sentence", "before", "opener", "earlier", "far")
"""Where the subject stands: in the value's clause, behind the value, in an earlier clause, in a sentence before …"""


@cache
def load_weights() -> Mapping[str, float]:
    """Weights by feature. Raises RuleError: the file is wrong."""
    return read_rulefile(METRICS / "weights.yml", dict[str, float])


def find_metrics(doc: Doc, weights: Mapping[str, float] | None = None) -> list[MetricDraft]:
    """All metrics of one Doc in order of text, each number of an entity once.

    Args:
        doc: With mentions, entities, values and statements.
        weights: Other weights than those of kg/data/metrics.

    Raises:
        RuleError: a file of kg/data/metrics is wrong.
    """
    found: dict[tuple[str, str, str], MetricDraft] = {}
    page = read_page(doc)
    for index, value, choice, probability in _chosen(page, load_weights() if weights is None else weights):
        draft = _draft(page, index, value, choice, probability)
        key = (draft.subject, str(draft.value), draft.unit)
        if key not in found or found[key].confidence < draft.confidence:
            found[key] = draft
    return sorted(found.values(), key=lambda draft: draft.evidence[0])


def place_of(page: Page, index: int) -> Place:
    return page.frame.code.count("\n", 0, index), page.frame.sentence(index)[0]


def previous_of(last: tuple[Place, str] | None, place: Place) -> Previous:
    """What a value at a place has before it, `last` being the place and the entity of the value before."""
    if last is None:
        return "none", ""
    (paragraph, sentence), entity = last
    if sentence == place[1]:
        return "sentence", entity
    return "paragraph" if paragraph == place[0] else "text", entity


def _chosen(page: Page, weights: Mapping[str, float]) -> Iterator[tuple[int, Value, Choice, float]]:
    """Each value with the entity it is told of and how likely that is."""
    last: tuple[Place, str] | None = None
    for index, value in measured_values(page):
        place = place_of(page, index)
        previous = previous_of(last, place)
        last = place, ""
        rated = [
            (math.exp(sum(weights.get(f, 0.0) for f in with_previous(choice, previous))), choice)
            for choice in choices(page, index, value)
        ]
        if not rated:
            continue
        score, best = max(rated, key=lambda row: row[0])
        probability = score / (1 + sum(rating for rating, _ in rated))
        if probability >= MIN_PROBABILITY:
            last = place, best.entity.id
            yield index, value, best, probability


def _draft(page: Page, index: int, value: Value, choice: Choice, probability: float) -> MetricDraft:
    assert value.number is not None  # measured_values gives no other
    frame = page.frame
    start, end = evidence_of(frame, index, choice.at, choice.start)
    return MetricDraft(
        subject=choice.entity.id,
        name=name_of(frame, index),
        value=value.number,
        unit=value.unit,
        qualifier=value.qualifier,
        time=time_of(frame, index),
        status=classify(frame.text, start, end),
        confidence=round(probability, 3),
        rule=RULE.format(place=next(place for place in PLACES if place in choice.features)),
        evidence=((start, end),),
    )


@Language.factory(
    "kg_metrics",
    requires=["doc.spans", "doc._.entities", "doc._.values", "doc._.statements"],
    assigns=["doc._.metrics"],
)
class Metrics:
    """Sets `doc._.metrics`."""

    def __init__(self, nlp: Language, name: str) -> None:
        register()
        load_weights()
        load_cues()

    def __call__(self, doc: Doc) -> Doc:
        doc._.metrics = find_metrics(doc)
        return doc
