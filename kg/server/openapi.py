"""The description of the JSON look-ups, in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0); tests hold the answers to it."""

from __future__ import annotations

from typing import Any

from kg import __version__
from kg.model import ENTITY_TYPES, REVIEWS, STATUSES

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_SHARE: Json = {"type": "number", "minimum": 0, "maximum": 1}


def _object(properties: Json, optional: Json | None = None) -> Json:
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_HELD: Json = {
    "enum": ["", "yes", "unknown"],
    "description": "whether it held at the date asked for; unknown where nobody dates it, empty where no date was asked for",
}
_HOW: Json = {
    "status": {"enum": list(STATUSES)},
    "holds": {"type": "boolean", "description": "the text says that it is so: done or ongoing"},
    "held": _HELD,
    "confidence": _SHARE,
    "rule": _TEXT,
    "review": {"enum": list(REVIEWS), "description": "a person's word; empty where nobody looked"},
    "reviewed_by": _TEXT,
    "reviewed_on": _TEXT,
    "articles": {"type": "integer", "minimum": 1, "description": "articles that state the same fact"},
    "sources": {"type": "integer", "minimum": 1, "description": "independent ones of them: reprints count once"},
    "article": _ref("Article"),
    "evidence": _list(_ref("Evidence")),
}

SCHEMAS: Json = {
    "Entity": _object({"id": _TEXT, "type": {"enum": ["", *ENTITY_TYPES]}, "name": _TEXT, "path": _TEXT}),
    "Article": _object(
        {"id": _TEXT, "title": _TEXT, "author": _TEXT, "outlet": _TEXT, "published": _TEXT, "document": _TEXT, "url": _TEXT}
    ),
    "Evidence": _object(
        {
            "document": _TEXT,
            "start": {
                "type": "integer",
                "minimum": 0,
                "description": "first character in the document's text",
            },
            "end": {"type": "integer", "minimum": 0, "description": "the character after the last"},
            "quote": _TEXT,
            "prefix": _TEXT,
            "suffix": _TEXT,
        }
    ),
    "Statement": _object(
        {
            "id": _TEXT,
            "subject": _ref("Entity"),
            "predicate": _TEXT,
            "object": _ref("Entity"),
            "attrs": {"type": "object", "additionalProperties": _TEXT},
            **_HOW,
        }
    ),
    "Metric": _object(
        {
            "id": _TEXT,
            "subject": _ref("Entity"),
            "metric": _TEXT,
            "value": _TEXT,
            "unit": _TEXT,
            "qualifier": _TEXT,
            "time": _TEXT,
            **_HOW,
        }
    ),
    "Pair": _object(
        {
            "id": _TEXT,
            "region": _ref("Entity"),
            "direction": {"enum": ["helps", "helped_by", "undirected"]},
            "partner": _ref("Entity"),
            "fields": _list(_TEXT),
            "since": _TEXT,
            "from": _TEXT,
            "to": _TEXT,
            "held": _HELD,
            "first": _TEXT,
            "last": _TEXT,
            "confidence": _SHARE,
            "articles": {"type": "integer", "minimum": 1, "description": "articles that tell of it"},
            "sources": {"type": "integer", "minimum": 1, "description": "independent ones: reprints count once"},
            "step": {"type": "integer", "minimum": 1},
            "statements": _list(_ref("Statement")),
        }
    ),
    "Partners": _object(
        {
            "entity": _ref("Entity"),
            "as_of": _TEXT,
            "apart": {"type": "integer", "minimum": 0, "description": "partnerships over by then, or dated later"},
            "own": _list(_ref("Pair")),
            "below": _list(_ref("Pair")),
            "above": _list(_ref("Pair")),
            "dealings": _list(_ref("Statement")),
            "unsettled": _list(_ref("Statement")),
        }
    ),
    "Found": _object({"found": _list(_ref("Entity"))}),
    "Facts": _object({"facts": _list({"oneOf": [_ref("Statement"), _ref("Metric")]})}),
    "Error": _object({"error": _TEXT}),
    "Unknown": _object({"error": _TEXT, "nearest": _list(_object({"name": _TEXT, "type": _TEXT}))}),
    "Ambiguous": _object({"error": _TEXT, "candidates": _list(_object({"id": _TEXT, "label": _TEXT}))}),
}


def description() -> Json:
    """The document that stands at /openapi.json."""
    name = _parameter("name", "a full or short name, a path, a code or an id", required=True)
    depth = _parameter(
        "depth", "how many partnerships to follow", {"type": "integer", "minimum": 1, "maximum": 9}
    )
    relation = _parameter("relation", "keep only these relations", _list(_TEXT))
    as_of = _parameter("as_of", "what held then: a year, month or day, as in 2019, 2019-06 or 2019-06-30")
    typed = _parameter("q", "what has been typed of a name", required=True)
    limit = _parameter("limit", "how many at most", {"type": "integer", "minimum": 1, "maximum": 100})
    fact = _parameter("id", "the id of a statement, metric or partnership, or its beginning", required=True)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kg",
            "version": __version__,
            "description": "Look-ups in a knowledge graph of regional partnerships in which every fact has its quote. "
            "SPARQL 1.1 stands at /sparql, pages and RDF of single things at /id/….",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/partners": _get(
                "partners", "Who partners with whom", [name, depth, relation, as_of], "Partners", named=True
            ),
            "/search": _get("search", "Entities by a part of their name", [typed, limit], "Found"),
            "/evidence": _get("evidence", "The quotes behind a fact", [fact], "Facts", named=True),
        },
        "components": {"schemas": SCHEMAS},
    }


def _parameter(name: str, text: str, schema: Json | None = None, required: bool = False) -> Json:
    return {"name": name, "in": "query", "required": required, "description": text, "schema": schema or _TEXT}


def _get(identifier: str, summary: str, parameters: list[Json], schema: str, named: bool = False) -> Json:
    answers = {
        "200": _answer("the answer", schema),
        "400": _answer("a parameter is missing or makes no sense", "Error"),
        "503": _answer("too many questions at once; ask again", "Error"),
        "504": _answer("the question took too long", "Error"),
        "507": _answer("the question took too much memory", "Error"),
    }
    if named:
        answers["404"] = _answer("nothing has that name or id; names like it", "Unknown")
        answers["409"] = _answer("several have that name or id", "Ambiguous")
    responses = {status: answers[status] for status in sorted(answers)}
    return {
        "get": {
            "operationId": identifier,
            "summary": summary,
            "parameters": parameters,
            "responses": responses,
        }
    }


def _answer(text: str, schema: str) -> Json:
    return {"description": text, "content": {"application/json": {"schema": _ref(schema)}}}
