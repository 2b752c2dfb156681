"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/), compacted with ontology/context.jsonld, which it carries within."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import OntologyError
from kg.exports.exporter import Exporter, Files, Options
from kg.exports.rdf import dataset
from kg.ontology import DEFAULT_BASE
from kg.store import ReadStore

CONTEXT = "context.jsonld"


def _files(store: ReadStore, options: Options) -> Files:
    context = _context(resources.ONTOLOGY / CONTEXT, store.base)
    document = json.loads(dataset(store).serialize(format="json-ld", context=context, encoding="utf-8"))
    # The context may have a name of its own for @graph.
    graph = {"@context": context, **{k: _in_order(v) for k, v in document.items() if k != "@context"}}
    return {"graph.jsonld": [(json.dumps(graph, ensure_ascii=False, indent=1) + "\n").encode()]}


def _context(path: Path, base: str) -> Any:
    try:
        context = json.loads(path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base))["@context"]
    except OSError as exc:
        raise OntologyError(f"{path.name}: {exc.strerror or exc}") from exc
    except (ValueError, KeyError, TypeError) as exc:
        raise OntologyError(f"{path.name}: {exc}") from exc
    if not context:
        raise OntologyError(f"{path.name}: @context {context!r}")
    return context


def _in_order(value: Any) -> Any:
    """Arrays are sets in JSON-LD (the graph has no lists) and rdflib fills them in any order; so sort them, and keys too."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_in_order(item) for item in value), key=_order)
    return value


def _order(item: Any) -> tuple[str, str]:
    name = str(item.get("@id", item.get("id", ""))) if isinstance(item, dict) else ""
    return name, json.dumps(item, ensure_ascii=False)


JSONLD = Exporter("jsonld", _files)
