"""Turtle (https://www.w3.org/TR/turtle/): every triple once, without the graphs they stand in.

The plain triples are there and so are the statements that describe them, which name their article themselves.
"""

from __future__ import annotations

import io

import rdflib
from pyoxigraph import RdfFormat, serialize

from kg.exports.exporter import Exporter, Files, Options
from kg.exports.rdf import dataset, ended
from kg.exports.star import star_quads
from kg.store import ReadStore


def _files(store: ReadStore, options: Options) -> Files:
    return {"graph.ttl": [ended(_star(store) if options.rdf_star else _plain(store))]}


def _plain(store: ReadStore) -> bytes:
    quads = dataset(store)
    merged = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in store.prefixes.items():
        merged.bind(prefix, iri, replace=True)
    for subject, predicate, object, _ in quads.quads():
        merged.add((subject, predicate, object))
    return merged.serialize(format="turtle", encoding="utf-8")


def _star(store: ReadStore) -> bytes:
    stream = io.BytesIO()
    triples = {quad.triple for quad in star_quads(store)}
    ordered = sorted(triples, key=lambda triple: (str(triple.subject), str(triple)))
    serialize(ordered, stream, format=RdfFormat.TURTLE, prefixes=store.prefixes)
    return stream.getvalue()


TTL = Exporter("ttl", _files, rdf_star=True)
