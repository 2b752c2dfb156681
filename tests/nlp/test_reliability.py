"""A statement is no surer than the better source of either end."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.model import Entity
from kg.nlp.annotations import Draft, register
from kg.nlp.reliability import bounded, load_sources, share


@pytest.mark.parametrize(
    ("type_", "source", "same_as"),
    [
        ("PARK", "names.park.ending", "names.park"),
        ("PROJECT", "names.project.quoted", "names.project.quoted"),
        ("PROJECT", "names.project.fund", "names.project"),
    ],
)
def test_the_longest_entry_counts(type_: str, source: str, same_as: str):
    assert share(type_, source) == load_sources()[type_, same_as]


def test_what_no_entry_names_is_not_doubted():
    assert share("REGION", "regions.full") == 1.0


@pytest.mark.parametrize(
    ("sources", "bound"),
    [
        (["names.park"], ("PARK", "names.park")),
        (["tagger"], ("PARK", "tagger")),
        (["names.park", "names.other"], None),
    ],
)
def test_a_statement_is_bounded_by_its_ends(sources: list[str], bound: tuple[str, str] | None):
    register()
    doc = Doc(Vocab(), words=["园"] * len(sources) + ["县"], spaces=[False] * (len(sources) + 1))
    doc._.entities = {"park": Entity("park", "PARK", "园"), "county": Entity("county", "REGION", "县")}
    spans = [Span(doc, at, at + 1, "PARK", kb_id="park") for at in range(len(sources))]
    for span, source in zip(spans, sources, strict=True):
        span._.source = source
    county = Span(doc, len(sources), len(sources) + 1, "REGION", kb_id="county")
    county._.source = "regions.full"
    doc.spans["mentions"] = [*spans, county]
    draft = Draft("park", "located_in", "county", "done", 0.95, "located_in.lie", ((0, 1),), {})
    (found,) = bounded(doc, [draft])
    assert found.confidence == (0.95 if bound is None else load_sources()[bound])
