"""The RDF that stands for a thing: its own triples and those of what the graph says of it, and of the endpoint itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.answers import GRAPHS, RESULTS, TooLarge, triples
from kg.i18n import t
from kg.store import ReadStore

_FACTS = ("rdf:subject", "rdf:object", "kg:about", "kg:helper", "kg:recipient", "kg:member")
"""By these a statement, metric or partnership names what it is about."""
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
_MOST_GRAPHS = 1000
"""Named graphs that the service description lists; a large graph has one for each of its articles."""


def known(store: ReadStore, node: NamedNode) -> bool:
    """Whether the graph says anything of a node."""
    return next(store.quads(node), None) is not None


def resource(store: ReadStore, node: NamedNode, form: str, most: int) -> bytes:
    """A thing, its parts (…#e1), and the facts about it with their quotes, as RDF: a name of kg.answers.GRAPHS.

    Raises:
        TooLarge: that makes more than `most` bytes.
    """
    found: set[Triple] = set()
    size = 0
    for subject in _about(store, node):
        for quad in store.quads(subject):
            if quad.triple not in found:
                found.add(quad.triple)
                size += len(str(quad.triple))
        # Counted while it grows, too: a country that everyone writes of has facts without end. Turtle is shorter than this.
        if size > 4 * most:
            raise TooLarge(t("error.query.large", most=most))
    data = triples(store, sorted(found, key=str), form)
    if len(data) > most:
        raise TooLarge(t("error.query.large", most=most))
    return data


def _about(store: ReadStore, node: NamedNode) -> Iterator[NamedNode]:
    yield from with_parts(store, node)
    for predicate in _FACTS:
        for fact in store.subjects(predicate, node):
            yield from with_parts(store, fact)


def with_parts(store: ReadStore, node: NamedNode) -> Iterator[NamedNode]:
    """A node, then the nodes under it that are named after it: quotes with their selectors, amounts."""
    yield node
    for quad in store.quads(node):
        part = quad.object
        if isinstance(part, NamedNode) and part.value.startswith((f"{node.value}#", f"{node.value}-")):
            yield from with_parts(store, part)


def service(store: ReadStore, form: str, endpoint: str) -> bytes:
    """The SPARQL 1.1 service description (https://www.w3.org/TR/sparql11-service-description/)."""
    node, dataset, default = NamedNode(endpoint), BlankNode("dataset"), BlankNode("default")
    found = [
        *_typed(node, "Service"),
        _says(node, "endpoint", node),
        _says(node, "supportedLanguage", NamedNode(f"{_SD}SPARQL11Query")),
        _says(node, "feature", NamedNode(f"{_SD}UnionDefaultGraph")),
        *(
            _says(node, "resultFormat", NamedNode(f"{_FORMATS}{_FORMAT_NAMES[name]}"))
            for name in (*RESULTS, *GRAPHS)
        ),
        _says(node, "defaultDataset", dataset),
        *_typed(dataset, "Dataset"),
        _says(dataset, "defaultGraph", default),
        *_typed(default, "Graph"),
        Triple(default, NamedNode("http://rdfs.org/ns/void#triples"), Literal(len(store.store))),
    ]
    for number, iri in enumerate(_first(store.graphs())):
        graph = BlankNode(f"graph{number}")
        found += [
            _says(dataset, "namedGraph", graph),
            *_typed(graph, "NamedGraph"),
            _says(graph, "name", NamedNode(iri)),
        ]
    return triples(store, found, form)


def _first(graphs: Iterable[str]) -> list[str]:
    return sorted(graphs)[:_MOST_GRAPHS]


def _says(subject: NamedNode | BlankNode, predicate: str, value: NamedNode | BlankNode) -> Triple:
    return Triple(subject, NamedNode(_SD + predicate), value)


def _typed(subject: NamedNode | BlankNode, name: str) -> Iterator[Triple]:
    yield Triple(subject, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(_SD + name))
