"""The component that lets the learned tagger speak: it adds names that the rules miss and mends their borders.

`kg.nlp.mentions` then decides among candidates as before. The tagger never touches regions, whose table is surer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from kg.nlp.annotations import Candidate, register, text_of
from kg.nlp.posts import find_posts
from kg.nlp.tagger_features import features
from kg.nlp.tagger_names import entity_of, is_name
from kg.nlp.tagger_net import load_tagger
from kg.nlp.tagger_spans import Policy, Probabilities, probability, settle
from kg.nlp.view import View
from kg.resources import MODELS
from kg.rulefile import read_rulefile

SOURCE = "tagger"


@cache
def load_policies() -> dict[str, Policy]:
    """What the tagger may do to each type; kg/data/models/tagger.yml says it, with why.

    Raises:
        RuleError: the file is wrong.
    """
    return read_rulefile(MODELS / "tagger.yml", dict[str, Policy])


def revise(view: View, candidates: list[Candidate], rows: Probabilities) -> list[Candidate]:
    """The candidates after the tagger has spoken: `rows` holds its probabilities for each character of the text."""
    policies = load_policies()
    kept, added = settle(rows, candidates, policies, lambda span: is_name(view, span, candidates))
    revised = [
        replace(c, stands=True)
        if c.type in policies and probability(rows, c.start, c.end, c.type) >= policies[c.type].stand
        else c
        for c in kept
    ]
    for span in sorted(added, key=lambda span: span.start):
        entity = entity_of(view, span, revised)
        stands = span.probability >= policies[span.type].stand
        revised.append(Candidate(span.start, span.end, span.type, SOURCE, span.probability, entity, stands))
    persons = [c for c in revised if c.type == "PERSON" and c.source == SOURCE]
    return [c for c in revised if c.type != "REGION" or not _inside(c, persons)]


def _inside(region: Candidate, persons: list[Candidate]) -> bool:
    """The 洪江 of a person called 邱洪江 is no city."""
    return any(p.start < region.start and region.end <= p.end for p in persons)


class TaggerComponent:
    """Revises `doc._.candidates`, and `doc.user_data["posts"]` where the persons changed; uses up the LAC states."""

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            batch = list(batch)
            states = [doc.user_data.pop("states") for doc in batch]
            clues = [features(text_of(doc), doc._.words, doc._.candidates) for doc in batch]
            rows = load_tagger().read([text_of(doc) for doc in batch], states, clues)
            for doc, row in zip(batch, rows, strict=True):
                revise_doc(doc, row)
                yield doc


def revise_doc(doc: Doc, rows: Probabilities) -> None:
    """Let the tagger's probabilities for a text change `doc._.candidates`, and the posts of persons with them."""
    regions = [c for c in doc._.candidates if c.type == "REGION" and c.entity is not None]
    view = View(text_of(doc), doc._.words, sorted(regions, key=lambda c: (c.start, -c.end)), doc._.values)
    revised = revise(view, doc._.candidates, rows)
    persons = [c for c in revised if c.type == "PERSON"]
    if persons != [c for c in doc._.candidates if c.type == "PERSON"]:
        view.found = [c for c in revised if c.type != "REGION"]
        doc.user_data["posts"] = find_posts(view)
    doc._.candidates = revised


@Language.factory("kg_tagger", requires=["doc._.words", "doc._.candidates"], assigns=["doc._.candidates"])
class Tagger(TaggerComponent):
    """See `TaggerComponent`."""

    def __init__(self, nlp: Language, name: str) -> None:
        register()
        nlp.get_pipe("kg_lac").keep_states = True  # type: ignore[attr-defined]
