"""The ontology is whole, agrees with the words of the command line and with what the graph is written in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import OntologyError
from kg.exports.jsonld import JSONLD
from kg.i18n import MESSAGES
from kg.model import ENTITY_TYPES, STATUSES
from kg.ontology import DEFAULT_BASE, FILE, field_triples, load_ontology, turtle
from kg.resources import ONTOLOGY
from kg.rulefile import read_rulefile
from kg.store import VOCABULARIES, open_store

TERMS = f"{DEFAULT_BASE}ontology#"
FIELD_WORDS = ONTOLOGY.parent / "kg" / "data" / "words" / "fields.yml"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

GUIDELINE = {
    "assists", "partners_with", "cooperates_with", "signed", "hosts", "held_in", "located_in", "produces", "sells_to",
    "sends_labour_to", "funds", "invests_in", "builds", "dispatches_to", "holds_position", "comes_from", "visits", "issues",
}  # fmt: skip


@pytest.fixture(scope="module")
def triples() -> list[Triple]:
    return turtle(ONTOLOGY / FILE)


def own_terms(triples: list[Triple]) -> Iterator[str]:
    yield from sorted({t.subject.value for t in triples if isinstance(t.subject, NamedNode) and t.subject.value.startswith(TERMS)})


def languages(triples: list[Triple], subject: str, predicate: str) -> list[str]:
    return sorted(
        t.object.language or ""
        for t in triples
        if t.subject == NamedNode(subject) and t.predicate.value == predicate and isinstance(t.object, Literal)
    )


def test_the_relations_and_types_are_the_guidelines():
    ontology = load_ontology()
    assert set(ontology.relations) == GUIDELINE
    assert set(ontology.classes) == set(ENTITY_TYPES)
    assert {name for name, r in ontology.relations.items() if r.symmetric} == {"partners_with", "cooperates_with"}


@pytest.mark.parametrize("part", ["label", "comment"])
def test_every_term_is_explained_in_both_languages(triples, part):
    predicate = VOCABULARIES["rdfs"] + part
    lacking = [term for term in own_terms(triples) if languages(triples, term, predicate) != ["en", "zh"]]
    assert not lacking


def test_fields_are_named_in_both_languages_and_have_words(triples):
    labels = VOCABULARIES["skos"] + "prefLabel"
    fields = {t.subject.value for t in field_triples(DEFAULT_BASE)}
    assert all(languages(triples, field, labels) == ["en", "zh"] for field in fields)
    names = {field.removeprefix(f"{DEFAULT_BASE}field/") for field in fields if "/field/" in field}
    words = read_rulefile(FIELD_WORDS, dict[str, tuple[str, ...]])
    assert names == {key.removeprefix("field-") for key in words}


def test_relations_and_types_are_called_what_the_command_line_calls_them(triples):
    for name, relation in load_ontology().relations.items():
        assert (relation.labels["zh"], relation.labels["en"]) == MESSAGES[f"relation.{name}"]
        inverse = relation.inverse_labels
        assert (inverse["zh"], inverse["en"]) == MESSAGES[f"relation.{name}.inverse"]
    labels = {
        (t.subject.value.removeprefix(TERMS), t.object.language): t.object.value
        for t in triples
        if t.predicate.value == VOCABULARIES["rdfs"] + "label"
    }
    for type_, local in load_ontology().classes.items():
        assert (labels[local, "zh"], labels[local, "en"]) == MESSAGES[f"type.{type_}"]
    for status in STATUSES:
        assert (labels[status, "zh"], labels[status, "en"]) == MESSAGES[f"status.{status}"]


def test_ranges_and_superclasses_are_terms_that_exist(triples):
    defined = set(own_terms(triples))
    named = {t.object.value for t in triples if isinstance(t.object, NamedNode) and t.object.value.startswith(TERMS)}
    assert named <= defined
    assert {t.predicate.value for t in triples if t.predicate.value.startswith(TERMS)} <= defined


def test_it_is_aligned_with_the_vocabularies_it_builds_on(triples):
    named = {t.object.value for t in triples if isinstance(t.object, NamedNode)}
    for vocabulary in (
        "https://schema.org/", "http://www.w3.org/ns/org#", "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/oa#",
        "http://www.w3.org/2006/time#", "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2003/01/geo/wgs84_pos#",
    ):  # fmt: skip
        assert any(name.startswith(vocabulary) for name in named), vocabulary


@pytest.mark.parametrize("name", [FILE, "shapes.ttl"])
def test_another_base_moves_every_term_of_ours(name):
    other = "http://other.example/kg/"
    moved = [str(t) for t in turtle(ONTOLOGY / name, other)]
    assert not any(DEFAULT_BASE in t for t in moved)
    rdflib.Graph().parse(ONTOLOGY / name)


def test_the_context_names_every_property_once():
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    names = [value["@id"] if isinstance(value, dict) else value for value in context.values() if not isinstance(value, float)]
    ours = [name.removeprefix("kg:") for name in names if name.startswith("kg:")]
    triples = turtle(ONTOLOGY / FILE)
    kinds = ("Class", "ObjectProperty", "DatatypeProperty")
    wanted = {
        t.subject.value.removeprefix(TERMS)
        for t in triples
        if t.predicate.value.endswith("#type") and t.object.value.rpartition("#")[2] in kinds
    }
    assert sorted(ours) == sorted(wanted)


@pytest.mark.parametrize("base", [DEFAULT_BASE, "http://other.example/kg/"])
def test_jsonld_with_the_context_is_short_and_loses_nothing(tmp_path: Path, base: str):
    trig = (Path(__file__).parent / "exports" / "graph.trig").read_text(encoding="utf-8").replace(DEFAULT_BASE, base)
    dataset = rdflib.Dataset()
    dataset.parse(data=trig, format="trig")
    lines = dataset.serialize(format="nquads", encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "graph.nq").write_bytes(b"".join(sorted(line for line in lines if line.strip())))
    [data] = JSONLD.whole(open_store(tmp_path)).values()
    text = data.decode()
    assert not re.search(rf'"{base}ontology#\w+":', text)
    back = rdflib.Dataset()
    back.parse(data=text, format="json-ld")
    assert len(set(back.quads())) == len(set(dataset.quads()))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("schema:domainIncludes :Region ; schema:rangeIncludes :Region ;", "", "schema:domainIncludes"),
        ('skos:notation "REGION"', 'skos:notation "PLACE"', "PLACE, REGION"),
        ('"assists"@en', '"assists"@fr', "assists: labels"),
        ("@base", "@bass", r"kg\.ttl:\d+: no Turtle"),
    ],
)
def test_a_broken_ontology_is_one_clear_line(tmp_path: Path, old: str, new: str, message: str):
    text = (ONTOLOGY / FILE).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OntologyError, match=message) as caught:
        load_ontology(tmp_path / FILE)
    assert "\n" not in str(caught.value)


def test_a_missing_ontology_is_one_clear_line(tmp_path: Path):
    with pytest.raises(OntologyError, match=r"kg\.ttl: cannot be read"):
        load_ontology(tmp_path / FILE)
