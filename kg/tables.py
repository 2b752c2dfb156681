"""The graph as flat tables of plain values, for spreadsheets and data frames: a list of columns and a dict a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pyoxigraph import NamedNode

from kg.flat import metric_values
from kg.lookups import Facts, label
from kg.network import entities, to_networkx
from kg.store import ReadStore

Rows = tuple[list[str], list[dict[str, Any]]]

_ENTITY = ("id", "label", "type", "subtype", "path", "code", "aliases", "latitude", "longitude")
_STATEMENT = (
    "id", "source", "source_label", "relation", "label", "target", "target_label", "status", "holds", "confidence", "sources", "articles", "review",
    "since", "until", "quote", "file", "quote_start", "quote_end", "quotes", "article", "article_id", "outlet", "published", "url", "rule",
    "reviewed_by", "reviewed_on",
)  # fmt: skip
_METRIC = (
    "id", "about", "about_label", "metric", "value", "unit", "qualifier", "time", "since", "until", "status", "holds", "confidence", "sources", "articles",
    "review", "quote", "file", "quote_start", "quote_end", "quotes", "article", "article_id", "outlet", "published", "url", "rule",
    "reviewed_by", "reviewed_on",
)  # fmt: skip
_PARTNERSHIP = (
    "id", "source", "source_label", "target", "target_label", "directed", "fields", "from", "to", "first", "last", "confidence",
    "sources", "statements", "reviewed",
)  # fmt: skip


def entity_rows(store: ReadStore, lang: str) -> Rows:
    """A row an entity; `latitude` and `longitude` are degrees (WGS84) where they are known."""
    graph = to_networkx(store, lang)
    return _table(_ENTITY, [{"id": node, **data} for node, data in graph.nodes(data=True)])


def statement_rows(store: ReadStore, lang: str) -> Rows:
    """A row a statement, whatever its status, with its best quote; attributes in columns `attr_…` as the text words them."""
    graph = to_networkx(store, lang)
    rows = [
        {"id": key, "source": s, "source_label": graph.nodes[s]["label"], "target": o,
         "target_label": graph.nodes[o]["label"], **data}
        for s, o, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2])
    ]  # fmt: skip
    return _table(_STATEMENT, rows)


def metric_rows(store: ReadStore, lang: str) -> Rows:
    """A row a metric; `value` is a number as text ("55.88"), since 万 and 亿 stand in `unit`."""
    facts = Facts(store)
    found = [row for entity in entities(facts) for row in facts.metrics(store.iri(entity.id))]
    rows = [
        {"id": row.id, "about": row.subject.id, "about_label": row.subject.name, **metric_values(row)}
        for row in sorted(found, key=lambda row: row.id)
    ]
    return _table(_METRIC, rows)


def partnership_rows(store: ReadStore, lang: str) -> Rows:
    """A row a pair of regions; `directed` when the source helps the target; `fields` in words of `lang`, joined by "|"; `from` and `to` say
    when it holds, `first` and `last` are the dates that texts name; `reviewed` how many of its `statements` a person looked at."""
    rows = []
    for node in store.subjects("rdf:type", store.term("kg:Partnership")):
        helper, recipient = store.value(node, "kg:helper"), store.value(node, "kg:recipient")
        ends = [helper, recipient] if helper else [store.local(m) for m in store.objects(node, "kg:member")]
        source, target = ends
        supports = [s for s in store.objects(node, "kg:supportedBy") if isinstance(s, NamedNode)]
        rows.append({
            "id": store.local(node), "source": source, "source_label": store.value(store.iri(source), "skos:prefLabel"),
            "target": target, "target_label": store.value(store.iri(target), "skos:prefLabel"), "directed": bool(helper),
            "fields": "|".join(label(store, store.local(f), lang) for f in store.objects(node, "kg:field")),
            "from": store.value(node, "kg:from"), "to": store.value(node, "kg:to"),
            "first": store.value(node, "kg:firstDate"), "last": store.value(node, "kg:lastDate"),
            "confidence": float(store.value(node, "kg:confidence") or 0),
            "sources": int(store.value(node, "kg:sources") or 1),
            "statements": len(supports), "reviewed": sum(bool(store.value(s, "kg:review")) for s in supports),
        })  # fmt: skip
    return _table(_PARTNERSHIP, rows)


TABLES: Mapping[str, Callable[[ReadStore, str], Rows]] = {
    "statements": statement_rows,
    "entities": entity_rows,
    "metrics": metric_rows,
    "partnerships": partnership_rows,
}


def _table(columns: Iterable[str], rows: list[dict[str, Any]]) -> Rows:
    """`columns`, then whatever else the rows have, sorted."""
    first = list(columns)
    return [*first, *sorted({key for row in rows for key in row} - set(first))], rows
