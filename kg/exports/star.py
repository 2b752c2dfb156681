"""RDF 1.2 (RDF-star): each statement is tied to the triple that it is about, by rdf:reifies and a triple term.

All of RDF 1.1 stays beside it, rdf:subject, rdf:predicate and rdf:object too, so that the questions that ship with kg run on
it as well. A triple that is planned or denied is only a term, and asserted nowhere (https://www.w3.org/TR/rdf12-concepts/).
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.exports.rdf import nquads
from kg.store import ReadStore

_ENDS = ("rdf:subject", "rdf:predicate", "rdf:object")


def star_nquads(store: ReadStore) -> Iterator[bytes]:
    """N-Quads 1.2, a sorted line each."""
    yield from sorted(nquads(store).splitlines(keepends=True) + [_line(quad) for quad in _reified(store)])


def star_quads(store: ReadStore) -> list[Quad]:
    """The same as quads, by graph and text."""
    quads = parse(b"".join(star_nquads(store)), format=RdfFormat.N_QUADS)
    return sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad)))


def _line(quad: Quad) -> bytes:
    line = serialize([quad], format=RdfFormat.N_QUADS)
    assert line is not None  # it is, where no file is named
    return line


def _reified(store: ReadStore) -> Iterator[Quad]:
    ends = {store.term(name): number for number, name in enumerate(_ENDS)}
    found: dict[tuple[NamedNode, NamedNode], dict[int, NamedNode]] = {}
    for end, number in ends.items():
        for quad in store.quads(None, end):
            place = (quad.subject, quad.graph_name)
            found.setdefault(place, {})[number] = quad.object  # type: ignore[arg-type, assignment]
    reifies = store.term("rdf:reifies")
    for (statement, graph), triple in found.items():
        if len(triple) == len(_ENDS):  # kg validate tells what is incomplete
            yield Quad(statement, reifies, Triple(triple[0], triple[1], triple[2]), graph)


__all__ = ["star_nquads", "star_quads"]
