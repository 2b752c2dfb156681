"""What was read out of one document → its rows and its lines of the graph: the block that stands for it in the output.

Everything here follows from the document alone and the corrections that touch it; what depends on several is kg.fusion.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from pyoxigraph import Quad, RdfFormat, serialize

from kg.corrections import Applied
from kg.model import Article
from kg.quads import extraction_quads

ARTICLES, ENTITIES = "articles.jsonl", "entities.jsonl"
STATEMENTS, METRICS, REVIEWS = "statements.jsonl", "metrics.jsonl", "reviews.jsonl"
GRAPH = "graph.nq"
FILES = (ARTICLES, ENTITIES, STATEMENTS, METRICS, REVIEWS, GRAPH)
"""The files that are made of blocks (kg.blocks)."""


def document_block(applied: Sequence[Applied], base: str) -> dict[str, bytes]:
    """The rows of the articles, statements, metrics and decisions of a document, in their order, and its graph, sorted."""
    extractions = [article.extraction for article in applied]
    return {
        ARTICLES: rows(_article(extraction.article) for extraction in extractions),
        STATEMENTS: rows(asdict(statement) for extraction in extractions for statement in extraction.statements),
        METRICS: rows(asdict(metric) for extraction in extractions for metric in extraction.metrics),
        REVIEWS: rows(decision.row() for article in applied for decision in article.decisions),
        GRAPH: lines(quad for extraction in extractions for quad in extraction_quads(extraction, base)),
    }


def rows(things: Iterable[dict[str, Any]]) -> bytes:
    """JSON Lines. Decimals become strings: a float would not keep 55.88 as written."""
    return b"".join((json.dumps(thing, ensure_ascii=False, default=str) + "\n").encode() for thing in things)


def lines(quads: Iterable[Quad]) -> bytes:
    """N-Quads: each quad once, sorted."""
    text = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(text.splitlines(keepends=True))))


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "document": article.document.name,
        "path": article.document.path,
        "index": article.index,
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "published": article.published,
        "outlet_source": article.outlet_source,
        "published_source": article.published_source,
        "url": article.url,
        "file": article.document.file,
        "start": article.offsets[0] if len(article.offsets) else 0,
        "end": article.offsets[-1] + 1 if len(article.offsets) else 0,
        "characters": len(article.text),
    }


__all__ = ["ARTICLES", "ENTITIES", "FILES", "GRAPH", "METRICS", "REVIEWS", "STATEMENTS", "document_block", "lines", "rows"]
