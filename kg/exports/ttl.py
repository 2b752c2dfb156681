"""Turtle (https://www.w3.org/TR/turtle/): every triple once, without the graphs they stand in.

The plain triples are there and so are the statements that describe them, which name their article themselves.
"""

from __future__ import annotations

import rdflib

from kg.exports.exporter import Exporter
from kg.exports.rdf import dataset, ended
from kg.store import ReadStore


def _files(store: ReadStore) -> dict[str, bytes]:
    quads = dataset(store)
    merged = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in store.prefixes.items():
        merged.bind(prefix, iri, replace=True)
    for subject, predicate, object, _ in quads.quads():
        merged.add((subject, predicate, object))
    return {"graph.ttl": ended(merged.serialize(format="turtle", encoding="utf-8"))}


TTL = Exporter("ttl", _files)
