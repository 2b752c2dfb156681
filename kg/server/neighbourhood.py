"""What lies around an entity, as a small graph of its own: a graph of a million quads is looked at piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Store

from kg.lookups import PAIRING, Facts
from kg.lookups.facts import Brief
from kg.model import HOLDS
from kg.server.describe import with_parts
from kg.store import ReadStore

MOST = 400
"""Statements of a neighbourhood; partnerships come first, then what holds. The page of the entity has all."""
_LARGE = 6000
"""A graph with more statements than this is not drawn as a whole."""


def is_large(store: ReadStore) -> bool:
    """Whether the graph is better looked at piece by piece."""
    found = store.quads(None, store.term("rdf:type"), store.term("kg:Statement"))
    return next((True for number, _ in enumerate(found) if number == _LARGE), False)


def around(store: ReadStore, node: NamedNode, depth: int) -> ReadStore:
    """The entity and at most MOST statements that lead from it to others in `depth` steps, with all that they speak of."""
    facts = Facts(store)
    chosen: dict[NamedNode, Brief] = {}
    ring, seen = [node], {node}
    for _ in range(depth):
        briefs = {brief.node: brief for entity in ring for brief in facts.briefs(entity)}
        for brief in sorted(briefs.values(), key=_first):
            if len(chosen) < MOST:
                chosen.setdefault(brief.node, brief)
        ends = {end for brief in chosen.values() for end in (brief.subject, brief.object)}
        ring = sorted(ends - seen, key=str)
        seen |= ends
    small = Store()
    small.extend(_quads(store, facts, chosen, seen))
    return ReadStore(small, store.base, store.folder)


def _first(brief: Brief) -> tuple[bool, bool, str]:
    return brief.predicate not in PAIRING, brief.status not in HOLDS, brief.node.value


def _quads(
    store: ReadStore, facts: Facts, chosen: Iterable[NamedNode], entities: set[NamedNode]
) -> Iterator[Quad]:
    """Whole nodes, so that nothing in the small graph lacks a part that it must have."""
    statements = set(chosen)
    nodes: dict[NamedNode, None] = {}
    for entity in sorted(entities, key=str):
        nodes.update(dict.fromkeys([entity, *facts.within(entity)]))
        for fact in store.subjects("kg:about", entity):
            nodes.update(dict.fromkeys(with_parts(store, fact)))
    for statement in sorted(statements, key=str):
        nodes.update(dict.fromkeys(with_parts(store, statement)))
    for node in list(nodes):
        for article in store.objects(node, "prov:wasDerivedFrom"):
            if isinstance(article, NamedNode):
                nodes[article] = None
                nodes.update(
                    (d, None) for d in store.objects(article, "kg:document") if isinstance(d, NamedNode)
                )
    for node in nodes:
        yield from store.quads(node)
    yield from store.quads(None, None, None, store.iri("graph/fields"))
    yield from _partnerships(store, statements)


def _partnerships(store: ReadStore, statements: set[NamedNode]) -> Iterator[Quad]:
    """The partnerships that these statements support, and of their support only these."""
    supported = store.term("kg:supportedBy")
    found = {p for statement in statements for p in store.subjects("kg:supportedBy", statement)}
    for partnership in sorted(found, key=str):
        for quad in store.quads(partnership):
            if quad.predicate != supported or quad.object in statements:
                yield quad
