"""Extractions → RDF quads: this module decides the shape of the graph (docs/architecture.md, "RDF shape").

RDF 1.1 and no blank nodes: every node has an IRI made from ids, so that two builds compare byte for byte. Numbers are
xsd:decimal in the digits of the text; dates are the text's words, beside them a partial ISO 8601 date where it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import HOLDS, Document, Entity, Evidence, Extraction, Metric, Statement
from kg.ontology import field_triples, load_ontology

Coordinates = Callable[[str], tuple[float, float] | None]
"""(longitude, latitude) in degrees of a region's entity id, None where none is known."""
Term = NamedNode | Literal

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DECIMAL, _INTEGER = NamedNode(f"{_XSD}decimal"), NamedNode(f"{_XSD}integer")

_AMOUNT = re.compile(r"(?P<before>[^\d]*)(?P<number>\d[\d,，]*(?:\.\d+)?)(?P<rest>.*)", re.DOTALL)
_AFTER = re.compile(r"(?:[余多]?)(?P<unit>.*?)(?P<after>以上|以下|左右|上下)?(?:[(（].*)?$", re.DOTALL)
_DATE = re.compile(r"(?<!\d)(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})[日号])?)?")


class Names:
    """IRIs of one base: `node("region/522700")`, `term("assists")` for kg:assists."""

    def __init__(self, base: str) -> None:
        self.base = base

    def node(self, identifier: str) -> NamedNode:
        """The node of an id that is relative to the base."""
        return NamedNode(self.base + identifier)

    def term(self, local: str) -> NamedNode:
        """A term of the ontology by its local name."""
        return NamedNode(f"{self.base}ontology#{local}")

    def document(self, name: str) -> NamedNode:
        """The node of a document: its name may hold what an IRI may not."""
        return self.node(f"document/{quote(name, safe='')}")


class Node:
    """Gathers the quads of one subject in one graph; an empty text is no quad."""

    def __init__(self, names: Names, subject: NamedNode, graph: NamedNode) -> None:
        self.names, self.subject, self.graph = names, subject, graph
        self.quads: list[Quad] = []

    def add(self, predicate: str, *objects: Term) -> None:
        """`predicate` is a whole IRI or the local name of a term of the ontology."""
        node = NamedNode(predicate) if ":" in predicate else self.names.term(predicate)
        self.quads += [Quad(self.subject, node, value, self.graph) for value in objects]

    def a(self, *classes: str) -> None:
        """Types: whole IRIs or local names of the ontology."""
        for name in classes:
            self.add(f"{RDF}type", NamedNode(name) if ":" in name else self.names.term(name))

    def text(self, predicate: str, value: str, language: str = "") -> None:
        """A text, with a language tag if one is given."""
        if value:
            self.add(predicate, Literal(value, language=language) if language else Literal(value))

    def decimal(self, predicate: str, value: Decimal | float) -> None:
        """A number, never in exponent form."""
        self.add(predicate, Literal(f"{Decimal(str(value)):f}", datatype=_DECIMAL))

    def integer(self, predicate: str, value: int) -> None:
        """A whole number."""
        self.add(predicate, Literal(str(value), datatype=_INTEGER))


def entity_quads(entities: Iterable[Entity], base: str, coordinates: Coordinates) -> Iterator[Quad]:
    """Type, names, place and parent of entities, all in BASE graph/entities."""
    names = Names(base)
    graph = names.node("graph/entities")
    classes = load_ontology().classes
    for entity in entities:
        node = Node(names, names.node(entity.id), graph)
        node.a(classes[entity.type])
        node.text(f"{SKOS}prefLabel", entity.name, "zh")
        for alias in entity.aliases:
            node.text(f"{SKOS}altLabel", alias, "zh")
        node.text(f"{DCTERMS}identifier", entity.code)
        node.text("subtype", entity.subtype)
        node.text("path", entity.path)
        if entity.parent:
            node.add("within", names.node(entity.parent))
        node.add("candidate", *(names.node(candidate) for candidate in entity.candidates))
        place = coordinates(entity.id) if entity.type == "REGION" else None
        if place is not None:
            node.decimal(f"{GEO}long", place[0])
            node.decimal(f"{GEO}lat", place[1])
        yield from node.quads


def extraction_quads(extraction: Extraction, base: str) -> Iterator[Quad]:
    """One article, its document, its statements and metrics with their evidence, in the graph BASE article/ID."""
    names = Names(base)
    article = extraction.article
    graph = names.node(f"article/{article.id}")
    node = Node(names, graph, graph)
    node.a("Article")
    node.text(f"{SCHEMA}headline", article.title, "zh")
    node.text(f"{SCHEMA}author", article.byline)
    node.text(f"{SCHEMA}publisher", article.outlet)
    node.text("outletSource", article.outlet_source)
    node.text(f"{SCHEMA}datePublished", article.published)
    node.text("publishedSource", article.published_source)
    node.text(f"{SCHEMA}url", article.url)
    node.add("document", names.document(article.document.name))
    node.integer("position", article.index + 1)
    yield from node.quads
    yield from _document(names, article.document, graph)
    for statement in extraction.statements:
        yield from _statement(names, statement, graph)
    for metric in extraction.metrics:
        yield from _metric(names, metric, graph)


def field_quads(base: str) -> Iterator[Quad]:
    """The fields of co-operation, a SKOS list, as the ontology has them; in BASE graph/fields."""
    graph = NamedNode(f"{base}graph/fields")
    for triple in field_triples(base):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def iso_date(wording: str) -> str:
    """The partial ISO 8601 date that a wording states in full: 2018年7月 → 2018-07, 2024年至2025年 → 2024/2025.

    Anything without a year of its own gives "".
    """
    dates = [
        "-".join([m["year"], *(part.zfill(2) for part in (m["month"], m["day"]) if part)])
        for m in _DATE.finditer(wording)
    ]
    return "/".join(dates) if len(dates) <= 2 else ""


def _document(names: Names, document: Document, graph: NamedNode) -> Iterator[Quad]:
    node = Node(names, names.document(document.name), graph)
    node.a("SourceDocument")
    node.text(f"{DCTERMS}title", document.filename)
    node.text("sha256", document.sha256)
    yield from node.quads


def _statement(names: Names, statement: Statement, graph: NamedNode) -> Iterator[Quad]:
    identifier = f"statement/{statement.id}"
    subject, object = names.node(statement.subject), names.node(statement.object)
    predicate = names.term(load_ontology().relations[statement.predicate].local)
    if statement.status in HOLDS:
        yield Quad(subject, predicate, object, graph)
    node = Node(names, names.node(identifier), graph)
    node.a("Statement")
    node.add(f"{RDF}subject", subject)
    node.add(f"{RDF}predicate", predicate)
    node.add(f"{RDF}object", object)
    attrs = dict(statement.attrs)
    for field in attrs.pop("field", "").split():
        node.add("field", names.node(f"field/{field}"))
    if amount := attrs.pop("amount", ""):
        node.add("amount", names.node(f"{identifier}#amount"))
        yield from _amount(names, f"{identifier}#amount", amount, graph)
    for name in ("date", "since", "until", "time"):
        if name in attrs:
            attrs.setdefault(f"{name}_iso", iso_date(attrs[name]))
    for name, value in attrs.items():
        node.text(_local(name), value)
    yield from _backed(node, identifier, statement, graph)


def _metric(names: Names, metric: Metric, graph: NamedNode) -> Iterator[Quad]:
    identifier = f"metric/{metric.id}"
    node = Node(names, names.node(identifier), graph)
    node.a("Metric")
    node.add("about", names.node(metric.subject))
    node.text("metricName", metric.name)
    node.decimal("value", metric.value)
    node.text("unit", metric.unit)
    node.text("qualifier", metric.qualifier)
    node.text("time", metric.time)
    node.text("timeIso", iso_date(metric.time))
    yield from _backed(node, identifier, metric, graph)


def _backed(node: Node, identifier: str, fact: Statement | Metric, graph: NamedNode) -> Iterator[Quad]:
    """What statements and metrics share: how sure, by which rule, what a person says of it, from where."""
    names = node.names
    node.add("status", names.term(fact.status))
    node.decimal("confidence", fact.confidence)
    node.text("rule", fact.rule)
    node.text("review", fact.review)
    node.text("reviewedBy", fact.reviewed_by)
    node.text("reviewedOn", fact.reviewed_on)
    node.add(f"{PROV}wasDerivedFrom", names.node(f"article/{fact.article}"))
    for rank, evidence in enumerate(fact.evidence, 1):
        node.add("evidence", names.node(f"{identifier}#e{rank}"))
        yield from _evidence(names, f"{identifier}#e{rank}", rank, evidence, graph)
    yield from node.quads


def _evidence(names: Names, identifier: str, rank: int, evidence: Evidence, graph: NamedNode) -> Iterator[Quad]:
    wording, position = names.node(f"{identifier}-quote"), names.node(f"{identifier}-position")
    node = Node(names, names.node(identifier), graph)
    node.a("Evidence", f"{OA}SpecificResource")
    node.add(f"{OA}hasSource", names.document(evidence.document))
    node.add(f"{OA}hasSelector", wording, position)
    node.integer("rank", rank)
    yield from node.quads
    node = Node(names, wording, graph)
    node.a(f"{OA}TextQuoteSelector")
    node.add(f"{OA}exact", Literal(evidence.quote))
    node.add(f"{OA}prefix", Literal(evidence.prefix))
    node.add(f"{OA}suffix", Literal(evidence.suffix))
    yield from node.quads
    node = Node(names, position, graph)
    node.a(f"{OA}TextPositionSelector")
    node.integer(f"{OA}start", evidence.start)
    node.integer(f"{OA}end", evidence.end)
    yield from node.quads


def _amount(names: Names, identifier: str, wording: str, graph: NamedNode) -> Iterator[Quad]:
    """A sum of money: always its wording, and number and unit where the wording has digits."""
    node = Node(names, names.node(identifier), graph)
    node.a("Amount")
    node.text("text", wording)
    if found := _AMOUNT.match(wording):
        rest = _AFTER.match(found["rest"])
        assert rest is not None  # it matches anything
        node.decimal("value", Decimal(re.sub("[,，]", "", found["number"])))
        node.text("unit", rest["unit"])
        node.text("qualifier", found["before"] or rest["after"] or found["rest"][: rest.start("unit")])
    yield from node.quads


def _local(attribute: str) -> str:
    """date_iso → dateIso, the local name of an attribute's property."""
    head, *rest = attribute.split("_")
    return head + "".join(word.capitalize() for word in rest)


__all__ = ["Coordinates", "Names", "Node", "entity_quads", "extraction_quads", "field_quads", "iso_date"]
