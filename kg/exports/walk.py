"""The graph row by row in the order of ids, in memory that does not grow with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode

from kg.lookups import ArticleRow, EntityRow, Facts, MetricRow, StatementRow
from kg.lookups.facts import CLASSES
from kg.model import ENTITY_TYPES, EntityType
from kg.store import ReadStore, in_order

_BATCH = 1000
"""Rows that are read with one memory of entities and articles, which then is forgotten."""
_ABOUT = ("rdf:subject", "rdf:object", "kg:about")
_NAMES = {kind: name for name, kind in CLASSES.items()}


def nodes(store: ReadStore, name: str) -> list[NamedNode]:
    """The nodes of a class of the ontology ("Statement"), in the order of their ids."""
    return store.subjects("rdf:type", store.term(f"kg:{name}"))


def class_name(kind: EntityType) -> str:
    """REGION → Region, the name in the ontology; of an entity without a type Entity."""
    return _NAMES.get(kind, "Entity")


def entities(store: ReadStore) -> Iterator[EntityRow]:
    """All entities by type and id, then what facts are about and has no type: `kg validate` reports them, nothing may hide them."""
    typed: set[NamedNode] = set()
    for kind in ENTITY_TYPES:
        found = nodes(store, _NAMES[kind])
        typed.update(found)
        for facts, node in _each(store, found):
            yield facts.entity(node)
    ends = {quad.object for end in _ABOUT for quad in store.quads(None, store.term(end))}
    others = in_order(node for node in ends if isinstance(node, NamedNode) and node not in typed)
    for facts, node in _each(store, others):
        yield facts.entity(node)


def statements(store: ReadStore, relation: str = "") -> Iterator[StatementRow]:
    """All statements whatever their status, or those of a relation by its local name in the ontology ("sendsLabourTo")."""
    found = (
        store.subjects("rdf:predicate", store.term(f"kg:{relation}")) if relation else nodes(store, "Statement")
    )
    for facts, node in _each(store, found):
        yield facts.statement(node)


def metrics(store: ReadStore) -> Iterator[MetricRow]:
    """All metrics."""
    for facts, node in _each(store, nodes(store, "Metric")):
        yield facts.metric(node)


def articles(store: ReadStore) -> Iterator[ArticleRow]:
    """All articles."""
    for facts, node in _each(store, nodes(store, "Article")):
        yield facts.article(node)


def attributes(store: ReadStore) -> dict[str, set[str]]:
    """Which attributes the statements of each relation have, by the local names of both: assists → {date, sinceIso}."""
    found: dict[str, set[str]] = {}
    answer = store.query(
        "SELECT DISTINCT ?relation ?attribute WHERE { ?s a kg:Statement ; rdf:predicate ?relation ; ?attribute [] }"
    )
    for relation, attribute in answer:  # type: ignore[union-attr]
        found.setdefault(store.local(relation), set()).add(store.local(attribute))
    return found


def _each(store: ReadStore, found: Sequence[NamedNode]) -> Iterable[tuple[Facts, NamedNode]]:
    for start in range(0, len(found), _BATCH):
        facts = Facts(store)
        for node in found[start : start + _BATCH]:
            yield facts, node
