"""The ontology as Python reads it: entity types, relations with domains, ranges and labels, fields; from ontology/kg.ttl.

Read with pyoxigraph: rdflib costs more to import than the whole of a look-up. The files under ontology/ are written
against the default base IRI; `turtle` moves what they say under another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import OntologyError
from kg.model import ENTITY_TYPES
from kg.resources import ONTOLOGY

FILE = "kg.ttl"
DEFAULT_BASE = "https://kg.example.org/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation, e.g. sends_labour_to: `local` is its local name in IRIs (sendsLabourTo).

    `domain` and `range` hold entity types ("REGION"); `labels` and `inverse_labels` are by language, "zh" and "en".
    """

    name: str
    local: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    labels: Mapping[str, str]
    inverse_labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Entity types ("REGION" → local name "Region") and relations by the name used in files and Python."""

    classes: Mapping[str, str]
    relations: Mapping[str, Relation]


@cache
def load_ontology(path: Path = ONTOLOGY / FILE) -> Ontology:
    """Read and check the ontology.

    Raises:
        OntologyError: the file is missing or no Turtle, an entity type is missing, or a relation lacks a label,
            domain or range.
    """
    objects: dict[tuple[NamedNode, str], list[NamedNode | Literal]] = {}
    subjects: dict[str, list[NamedNode]] = {}
    for quad in turtle(path):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            continue
        objects.setdefault((quad.subject, quad.predicate.value), []).append(quad.object)
        if quad.predicate.value == f"{_RDF}type":
            subjects.setdefault(quad.object.value, []).append(quad.subject)

    def values(node: NamedNode, predicate: str) -> list[str]:
        return [o.value for o in objects.get((node, predicate), ())]

    def labels(node: NamedNode, predicate: str) -> dict[str, str]:
        found = objects.get((node, predicate), ())
        return {o.language or "": o.value for o in found if isinstance(o, Literal)}

    def one(node: NamedNode, predicate: str, what: str) -> str:
        found = values(node, predicate)
        if len(found) != 1:
            raise OntologyError(f"{path.name}: {_local(node.value)} needs one {what}, not {len(found)}")
        return found[0]

    notation = f"{_SKOS}notation"
    classes = {
        one(node, notation, "skos:notation"): _local(node.value)
        for node in subjects.get(f"{_OWL}Class", ())
        if values(node, notation)
    }
    if missing := set(ENTITY_TYPES) ^ set(classes):
        raise OntologyError(f"{path.name}: entity types missing or unknown: {', '.join(sorted(missing))}")
    types = {local: name for name, local in classes.items()}
    symmetric = set(subjects.get(f"{_OWL}SymmetricProperty", ()))
    relations: dict[str, Relation] = {}
    for node in subjects.get(f"{_OWL}ObjectProperty", ()):
        if not values(node, notation):
            continue
        local = _local(node.value)
        ends = []
        for end in ("domainIncludes", "rangeIncludes"):
            names = [_local(value) for value in values(node, f"{_SCHEMA}{end}")]
            if not names or not all(name in types for name in names):
                raise OntologyError(f"{path.name}: {local}: schema:{end} must list entity types")
            ends.append(frozenset(types[name] for name in names))
        name = one(node, notation, "skos:notation")
        relation = Relation(
            name, local, ends[0], ends[1], node in symmetric,
            labels(node, f"{_RDFS}label"), labels(node, f"{DEFAULT_BASE}ontology#inverseLabel"),
        )  # fmt: skip
        if {"zh", "en"} - set(relation.labels) or {"zh", "en"} - set(relation.inverse_labels):
            raise OntologyError(f"{path.name}: {local}: labels and inverse labels in zh and en are wanted")
        relations[name] = relation
    if not relations:
        raise OntologyError(f"{path.name}: no relations")
    return Ontology(classes, relations)


def turtle(path: Path, base: str = DEFAULT_BASE) -> list[Triple]:
    """The triples of a file of ontology/, in its order, its own terms under `base`.

    Raises:
        OntologyError: the file is missing or no Turtle.
    """
    try:
        # In the text and not in the terms: SPARQL inside the shapes names our terms too.
        data = path.read_bytes().replace(DEFAULT_BASE.encode(), base.encode())
        return [quad.triple for quad in parse(data, format=RdfFormat.TURTLE, base_iri=base)]
    except OSError as exc:
        raise OntologyError(f"{path.name}: cannot be read: {exc.strerror}") from exc
    except SyntaxError as exc:
        raise OntologyError(f"{path.name}:{exc.lineno or 1}: no Turtle: {exc.msg}") from exc


def field_triples(base: str, path: Path = ONTOLOGY / FILE) -> list[Triple]:
    """The SKOS scheme of fields of co-operation and its concepts: BASE fields, BASE field/labour …"""
    places = (f"{base}fields", f"{base}field/")
    return [t for t in turtle(path, base) if isinstance(t.subject, NamedNode) and t.subject.value.startswith(places)]


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
