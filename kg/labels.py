"""A document's extractions in the annotation scheme's JSON, the form in which extraction is scored and exchanged.

{"doc", "entities": [{"id", "type", "name", "mentions", "subtype"?, "path"?, "adcode"?}],
 "relations": [{"type", "head", "tail", "evidence", "attrs", "status", "confidence", "rule", "spans"}],
 "metrics": [{"subject", "metric", "value", "unit", "time", "evidence", …}],
 "spans": [[start, end, entity id, source]], "not_asserted": [relations and metrics that do not hold]}

All offsets are characters into the document's text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.model import HOLDS, Document, Entity, Extraction, Metric, Statement
from kg.ontology import load_ontology

Json = dict[str, Any]


def label_document(document: Document, extractions: Iterable[Extraction]) -> Json:
    """Merge the articles of one document: an entity once, and one relation per (type, head, tail)."""
    extractions = list(extractions)
    entities: dict[str, Entity] = {}
    surfaces: dict[str, dict[str, None]] = {}
    spans: list[list[Any]] = []
    for extraction in extractions:
        for entity in extraction.entities:
            entities.setdefault(entity.id, entity)
        for mention in extraction.mentions:
            surfaces.setdefault(mention.entity, {}).setdefault(mention.text)
            start, end = extraction.article.locate(mention.start, mention.end)
            spans.append([start, end, mention.entity, mention.source])
    relations = _best(s for extraction in extractions for s in extraction.statements)
    metrics = [m for extraction in extractions for m in extraction.metrics]
    return {
        "doc": document.name,
        "entities": [_entity(e, list(surfaces.get(e.id, ()))) for e in sorted(entities.values(), key=_order(spans))],
        "relations": [_relation(s) for s in relations if s.status in HOLDS],
        "metrics": [_metric(m) for m in metrics if m.status in HOLDS],
        "spans": sorted(spans, key=lambda span: (span[0], -span[1], span[2])),
        "not_asserted": [_relation(s) for s in relations if s.status not in HOLDS]
        + [_metric(m) for m in metrics if m.status not in HOLDS],
    }


def _order(spans: list[list[Any]]) -> Any:
    """By first mention; those that one mention names (六个市人社局) as the text lists them."""
    first: dict[str, tuple[int, int]] = {}
    for number, (start, _, entity, _) in enumerate(spans):
        first[entity] = min((start, number), first.get(entity, (start, number)))
    return lambda entity: (first.get(entity.id, (1 << 60, 0)), entity.id)


def _best(statements: Iterable[Statement]) -> list[Statement]:
    symmetric = {name for name, relation in load_ontology().relations.items() if relation.symmetric}
    best: dict[tuple[str, ...], Statement] = {}
    for statement in statements:
        ends = [statement.subject, statement.object]
        key = (statement.predicate, *(sorted(ends) if statement.predicate in symmetric else ends))
        old = best.get(key)
        if old is None or _rank(statement) > _rank(old):
            best[key] = statement
    return list(best.values())


def _rank(statement: Statement) -> tuple[bool, float]:
    return statement.status in HOLDS, statement.confidence


def _entity(entity: Entity, mentions: list[str]) -> Json:
    row: Json = {"id": entity.id, "type": entity.type, "name": entity.name, "mentions": mentions}
    optional = {"subtype": entity.subtype, "path": entity.path, "adcode": entity.code}
    return row | {key: value for key, value in optional.items() if value}


def _relation(statement: Statement) -> Json:
    return {
        "type": statement.predicate,
        "head": statement.subject,
        "tail": statement.object,
        "evidence": statement.evidence[0].quote,
        "attrs": dict(statement.attrs),
        "status": statement.status,
        "confidence": statement.confidence,
        "rule": statement.rule,
        "spans": [[e.start, e.end] for e in statement.evidence],
    }


def _metric(metric: Metric) -> Json:
    return {
        "subject": metric.subject,
        "metric": metric.name,
        "value": float(metric.value),
        "unit": metric.unit,
        "qualifier": metric.qualifier,
        "time": metric.time,
        "evidence": metric.evidence[0].quote,
        "status": metric.status,
        "confidence": metric.confidence,
        "rule": metric.rule,
        "spans": [[e.start, e.end] for e in metric.evidence],
    }
