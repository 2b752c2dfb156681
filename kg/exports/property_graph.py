"""The graph as property graphs have it (Neo4j and its like), which the Cypher script and the CSV files share.

Nodes: `Entity` (and `Region`, `Organization` …), `Article`, `Metric`. Relationships: one a statement, of type ASSISTS, FUNDS … where
it holds, and UNSETTLED where it is planned, wished, denied or only reported, so that nobody takes it for a fact by its type;
PARTNERSHIP, WITHIN (a region and the next above), ABOUT and STATED_IN of metrics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kg.exports import walk
from kg.flat import (
    ARTICLE,
    ENTITY,
    METRIC,
    STATEMENT,
    Value,
    article_values,
    entity_values,
    metric_values,
    statement_values,
)
from kg.lookups import EvidenceRow, MetricRow, StatementRow
from kg.model import HOLDS
from kg.ontology import load_ontology
from kg.store import ReadStore
from kg.tables import partnership_rows

UNSETTLED = "UNSETTLED"
LISTS = ("aliases", "more_quotes", "fields")
"""Columns of several texts."""
Cell = Value | list[str]


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `labels` is a tuple of names, the first of which its id is unique in."""

    id: str
    labels: tuple[str, ...]
    values: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship between two nodes by their ids; `ends` are the labels that these are unique in, `id` is "" where its ends and
    type tell it from others."""

    id: str
    type: str
    source: str
    target: str
    ends: tuple[str, str]
    values: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Nodes or edges with the same columns, and their types."""

    name: str
    columns: Mapping[str, type[Value]]
    nodes: Callable[[ReadStore, str], Iterator[Node]] | None = None
    edges: Callable[[ReadStore, str], Iterator[Edge]] | None = None


_ENTITY: Mapping[str, type[Value]] = {("name" if name == "label" else name): kind for name, kind in ENTITY.items()}
_MORE: Mapping[str, type[Value]] = {"more_quotes": str}
_PARTNERSHIP: Mapping[str, type[Value]] = {
    "directed": bool, "fields": str, "from": str, "to": str, "first": str, "last": str, "confidence": float, "sources": int, "statements": int,
    "reviewed": int,
}  # fmt: skip


def _entities(store: ReadStore, lang: str) -> Iterator[Node]:
    for row in walk.entities(store):
        values = entity_values(row)
        name, _ = values.pop("label"), values.pop("aliases")
        kind = walk.class_name(row.type)
        labels = ("Entity",) if kind == "Entity" else ("Entity", kind)
        yield Node(row.id, labels, {"name": name, **values, "aliases": list(row.aliases)})


def _articles(store: ReadStore, lang: str) -> Iterator[Node]:
    for row in walk.articles(store):
        yield Node(row.id, ("Article",), article_values(row))


def _metrics(store: ReadStore, lang: str) -> Iterator[Node]:
    for row in walk.metrics(store):
        yield Node(row.id, ("Metric",), {**metric_values(row), "value": float(row.value), **_more(row)})


def _statements(store: ReadStore, lang: str) -> Iterator[Edge]:
    for name, relation in load_ontology().relations.items():
        for row in walk.statements(store, relation.local):
            kind = name.upper() if row.status in HOLDS else UNSETTLED
            values: dict[str, Cell] = {**statement_values(row, lang), **_more(row)}
            yield Edge(row.id, kind, row.subject.id, row.object.id, ("Entity", "Entity"), values)


def _partnerships(store: ReadStore, lang: str) -> Iterator[Edge]:
    _, rows = partnership_rows(store, lang)
    for row in rows:
        values: dict[str, Cell] = {name: row[name] for name in _PARTNERSHIP}
        values["fields"] = row["fields"].split("|") if row["fields"] else []
        yield Edge(row["id"], "PARTNERSHIP", row["source"], row["target"], ("Entity", "Entity"), values)


def _links(store: ReadStore, lang: str) -> Iterator[Edge]:
    for row in walk.entities(store):
        if row.parent:
            yield Edge("", "WITHIN", row.id, row.parent, ("Entity", "Entity"), {})
    for node in walk.nodes(store, "Metric"):
        metric = store.local(node)
        yield Edge("", "ABOUT", metric, store.value(node, "kg:about"), ("Metric", "Entity"), {})
        yield Edge("", "STATED_IN", metric, store.value(node, "prov:wasDerivedFrom"), ("Metric", "Article"), {})


def _more(row: StatementRow | MetricRow) -> dict[str, Cell]:
    """Quotes beside the best one, each with its place."""
    return {"more_quotes": [_placed(evidence) for evidence in row.evidence[1:]]}


def _placed(evidence: EvidenceRow) -> str:
    return f"{evidence.document}:{evidence.start}-{evidence.end} {evidence.quote}"


TABLES = (
    Table("entities", _ENTITY, nodes=_entities),
    Table("articles", ARTICLE, nodes=_articles),
    Table("metrics", {**METRIC, "value": float, **_MORE}, nodes=_metrics),
    Table("statements", {**STATEMENT, **_MORE}, edges=_statements),
    Table("partnerships", _PARTNERSHIP, edges=_partnerships),
    Table("links", {}, edges=_links),
)
"""Nodes before edges."""

__all__ = ["LISTS", "TABLES", "UNSETTLED", "Cell", "Edge", "Node", "Table"]
