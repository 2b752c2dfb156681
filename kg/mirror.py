"""The graph of a SPARQL server as a folder: for what reads a whole graph, where a question at a time would take too long."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from kg.errors import StoreError
from kg.remote import MANIFEST, connect
from kg.store import GRAPH


def mirror(url: str, folder: Path) -> None:
    """Write the server's named graphs under the base IRI to `folder`/graph.nq, sorted by graph.

    Raises:
        StoreError: the server cannot be reached or has no graph of kg, or the folder cannot be written.
    """
    engine = connect(url)
    base = engine.base()
    names = sorted(g.value for g in engine.named_graphs() if g.value.startswith(base))
    try:
        with (folder / GRAPH).open("wb") as stream:
            for name in names:
                if name == base + MANIFEST:
                    continue
                graph = NamedNode(name)
                quads = (quad.triple for quad in parse(engine.get(graph), format=RdfFormat.N_TRIPLES))
                lines = (serialize(quads, format=RdfFormat.N_TRIPLES) or b"").splitlines()
                stream.writelines(line.removesuffix(b".") + f"{graph} .\n".encode() for line in sorted(lines))
    except OSError as exc:
        raise StoreError(f"{folder}: {exc.strerror or exc}") from exc


__all__ = ["mirror"]
