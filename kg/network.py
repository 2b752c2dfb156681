"""The graph as a networkx multigraph, and as GraphML.

Nodes are entities, edges are statements of every status: whoever counts partnerships looks at `holds` first.
Metrics are no edges; they stay in the RDF formats and on the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence

import networkx as nx

from kg.flat import entity_values, statement_values
from kg.lookups.facts import CLASSES, Facts
from kg.lookups.rows import EntityRow, StatementRow
from kg.store import ReadStore, in_order

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets)."""

ITERATIONS = 250
"""Steps of the forces of `spring`; more move little."""


def entities(facts: Facts) -> Iterator[EntityRow]:
    """All entities of the graph, by id."""
    store = facts.store
    found = {node for name in CLASSES for node in store.subjects("rdf:type", store.term(f"kg:{name}"))}
    yield from sorted((facts.entity(node) for node in found), key=lambda row: row.id)


def statements(facts: Facts) -> Iterator[StatementRow]:
    """All statements of the graph, whatever their status, by id."""
    store = facts.store
    found = in_order(store.subjects("rdf:type", store.term("kg:Statement")))
    yield from sorted((facts.statement(node) for node in found), key=lambda row: row.id)


def to_networkx(store: ReadStore, lang: str = "zh") -> nx.MultiDiGraph:
    """The network of entities and statements, in the order of their ids.

    Node: key = id of the entity, values as `kg.flat.entity_values` has them. Edge: key = id of the statement, values as
    `kg.flat.statement_values` has them, and `date` (ISO 8601, partial, "" when unknown). All values are str, int, float or bool,
    which every graph format can hold.
    """
    facts = Facts(store)
    graph = nx.MultiDiGraph()
    for row in entities(facts):
        graph.add_node(row.id, **entity_values(row))
    for statement in statements(facts):
        for end in (statement.subject, statement.object):
            if (
                end.id not in graph
            ):  # an end without a type: `kg validate` reports it, a view must not hide it
                graph.add_node(end.id, **entity_values(end))
        date = store.value(store.iri(statement.id), "kg:dateIso")
        ends = (statement.subject.id, statement.object.id)
        graph.add_edge(*ends, key=statement.id, date=date, **statement_values(statement, lang))
    return graph


def spring(neighbours: Mapping[str, Sequence[str]]) -> dict[str, tuple[float, float]]:
    """Places between -1 and 1 where those that are tied stand near each other (Fruchterman and Reingold's forces).

    Seeded: the same for the same input, as far as the machine's arithmetic is.
    """
    graph = nx.Graph()
    graph.add_nodes_from(neighbours)
    graph.add_edges_from((one, other) for one, others in neighbours.items() for other in others)
    if len(graph) == 1:
        return {node: (0.0, 0.0) for node in graph}
    places = nx.spring_layout(graph, seed=1, iterations=ITERATIONS)
    return {node: (float(x), float(y)) for node, (x, y) in places.items()}


def graphml(graph: nx.MultiDiGraph) -> bytes:
    """GraphML (http://graphml.graphdrawing.org/), UTF-8; edge ids are statement ids."""
    stream = io.BytesIO()
    nx.write_graphml_xml(
        _xml_safe(graph, "statement"), stream, named_key_ids=True, edge_id_from_attribute="statement"
    )
    return stream.getvalue() + b"\n"


def _xml_safe(graph: nx.MultiDiGraph, key_as: str) -> nx.MultiDiGraph:
    """A copy whose texts XML can hold (others become U+FFFD); edges carry their key as attribute `key_as` too."""
    safe = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        safe.add_node(node, **{k: _clean(v) for k, v in data.items()})
    for source, target, key, data in graph.edges(keys=True, data=True):
        safe.add_edge(source, target, key=key, **{key_as: key}, **{k: _clean(v) for k, v in data.items()})
    return safe


def _clean(value: object) -> object:
    return _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value


__all__ = ["entities", "graphml", "spring", "statements", "to_networkx"]
