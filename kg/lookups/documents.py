"""Rows of a look-up as programs read them: plain dictionaries for JSON, the same for `kg … -f json` and for a server."""

from __future__ import annotations

from typing import Any

from kg.lookups.rows import ArticleRow, EntityRow, EvidenceRow, MetricRow, Pair, Partners, Shown, StatementRow
from kg.model import HOLDS


def entity_document(row: EntityRow) -> dict[str, Any]:
    """An entity as an end of a fact."""
    return {"id": row.id, "type": row.type, "name": row.name, "path": row.path}


def article_document(row: ArticleRow) -> dict[str, Any]:
    """An article."""
    return {
        "id": row.id,
        "title": row.title,
        "author": row.author,
        "outlet": row.outlet,
        "published": row.published,
        "document": row.document,
        "url": row.url,
    }


def evidence_document(row: EvidenceRow) -> dict[str, Any]:
    """A quote; start and end count characters of the document's text."""
    return {
        "document": row.document,
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "prefix": row.prefix,
        "suffix": row.suffix,
    }


def statement_document(row: StatementRow) -> dict[str, Any]:
    """A statement with its quotes."""
    return {
        "id": row.id,
        "subject": entity_document(row.subject),
        "predicate": row.predicate,
        "object": entity_document(row.object),
        "attrs": dict(row.attrs),
        **_how(row),
    }


def metric_document(row: MetricRow) -> dict[str, Any]:
    """A metric with its quotes; the value stays text, as it is written."""
    return {
        "id": row.id,
        "subject": entity_document(row.subject),
        "metric": row.name,
        "value": row.value,
        "unit": row.unit,
        "qualifier": row.qualifier,
        "time": row.time,
        **_how(row),
    }


def fact_document(row: StatementRow | MetricRow) -> dict[str, Any]:
    """A statement or a metric with its quotes."""
    return metric_document(row) if isinstance(row, MetricRow) else statement_document(row)


def _how(row: StatementRow | MetricRow) -> dict[str, Any]:
    return {
        "status": row.status,
        "holds": row.status in HOLDS,
        "held": row.held,
        "confidence": row.confidence,
        "rule": row.rule,
        "review": row.review,
        "reviewed_by": row.reviewed_by,
        "reviewed_on": row.reviewed_on,
        "articles": row.articles,
        "sources": row.sources,
        "article": article_document(row.article),
        "evidence": [evidence_document(e) for e in row.evidence],
    }


def pair_document(row: Pair) -> dict[str, Any]:
    """A partnership with the statements behind it."""
    return {
        "id": row.id,
        "region": entity_document(row.region),
        "direction": row.direction,
        "partner": entity_document(row.partner),
        "fields": list(row.fields),
        "since": row.since,
        "from": row.start,
        "to": row.end,
        "first": row.first,
        "last": row.last,
        "confidence": row.confidence,
        "articles": len(row.articles),
        "sources": row.sources,
        "step": row.step,
        "held": row.held,
        "statements": [statement_document(s) for s in row.statements],
    }


def partners_document(answer: Partners) -> dict[str, Any]:
    """The answer to "who partners with X", its parts apart."""
    return {
        "entity": entity_document(answer.entity),
        "as_of": answer.as_of,
        "apart": answer.apart,
        **{part: [pair_document(p) for p in getattr(answer, part)] for part in ("own", "below", "above")},
        **{
            part: [statement_document(s) for s in getattr(answer, part)] for part in ("dealings", "unsettled")
        },
    }


def shown_document(shown: Shown) -> dict[str, Any]:
    """All that is known of an entity."""
    entity = shown.entity
    return {
        "entity": {
            **entity_document(entity),
            "subtype": entity.subtype,
            "code": entity.code,
            "aliases": list(entity.aliases),
            "latitude": entity.latitude,
            "longitude": entity.longitude,
        },
        "as_of": shown.as_of,
        "units": [entity_document(unit) for unit in shown.units],
        "metrics": [metric_document(m) for m in shown.metrics],
        "pairs": [pair_document(p) for p in shown.pairs],
        "outgoing": [statement_document(s) for s in shown.outgoing],
        "incoming": [statement_document(s) for s in shown.incoming],
        "articles": [article_document(a) for a in shown.articles],
    }
