"""The graph as an rdflib dataset, which the RDF formats share."""

from __future__ import annotations

import rdflib

from kg.errors import StoreError
from kg.publish import part
from kg.store import GRAPH, ReadStore


def nquads(store: ReadStore) -> bytes:
    """All quads, a sorted line each, from graph.nq: the store writes numbers its own way (0.90 becomes 0.9)."""
    path = part(store.folder, GRAPH)
    try:
        return b"".join(sorted(path.read_bytes().splitlines(keepends=True)))
    except OSError as exc:
        raise StoreError(f"{path}: {exc.strerror or exc}") from exc


def dataset(store: ReadStore) -> rdflib.Dataset:
    """All named graphs, with kg's own prefixes and no others."""
    found = rdflib.Dataset()
    found.namespace_manager = rdflib.namespace.NamespaceManager(found, bind_namespaces="none")
    found.parse(data=nquads(store), format="nquads")
    for prefix, iri in store.prefixes.items():
        found.bind(prefix, iri, replace=True)
    return found


def ended(data: bytes) -> bytes:
    """With one newline at the end; rdflib's writers leave none, one or two."""
    return data.rstrip(b"\n") + b"\n"
