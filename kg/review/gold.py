"""Reviewed facts as labelled documents for `kg evaluate`: what people confirmed or put right, and what they rejected.

A document says "reviewed": only what people looked at counts there, so that it measures precision and not what was missed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from kg.corrections import Entry, Thing
from kg.gazetteer import load_gazetteer
from kg.lookups import EntityRow, StatementRow
from kg.model import EntityType, digest
from kg.ontology import load_ontology
from kg.review.entries import Row

Json = dict[str, Any]


def gold(rows: Iterable[Row], entries: Iterable[Entry]) -> dict[str, Json]:
    """Labelled documents by file name.

    "relations" are those of the graph (`rows`) that people confirmed, put right or added and that hold; "rejected" are the others of
    these, and what `entries` of corrections reject or replace.
    """
    documents: dict[str, Json] = {}

    def document(name: str) -> Json:
        stem = PurePosixPath(name).stem
        empty: Json = {"doc": stem, "reviewed": True, "entities": [], "relations": [], "metrics": [], "rejected": []}
        return documents.setdefault(f"{stem}.json", empty)

    for row in rows:
        if isinstance(row, StatementRow) and row.review and row.evidence:
            made = document(row.evidence[0].document)
            head, tail = (_put(made, _of_row(end)) for end in (row.subject, row.object))
            said = _relation(row.predicate, head, tail, row.evidence[0].quote)
            made["relations" if row.holds else "rejected"].append(said | {"status": row.status})
    for entry in entries:
        wrong = entry.reject or entry.edit
        if wrong is not None and wrong.relation and wrong.document:
            made = document(wrong.document)
            relation = load_ontology().relations[wrong.relation]
            types = (relation.domain, relation.range)
            head, tail = (_put(made, _of_thing(end, kinds)) for end, kinds in zip(wrong.ends, types, strict=True))
            rejected = _relation(wrong.relation, head, tail, wrong.quote)
            # An edit of its status or attributes leaves a relation right.
            if not any(_ends(rejected) == _ends(right) for right in made["relations"]):
                made["rejected"].append(rejected)
    return {name: documents[name] for name in sorted(documents)}


def _relation(kind: str, head: str, tail: str, quote: str) -> Json:
    return {"type": kind, "head": head, "tail": tail, "evidence": quote}


def _ends(relation: Json) -> tuple[str, ...]:
    ends = (relation["head"], relation["tail"])
    return (relation["type"], *(sorted(ends) if load_ontology().relations[relation["type"]].symmetric else ends))


def _put(document: Json, entity: Json) -> str:
    """Among the entities of the document, once; its id."""
    if all(entity["id"] != known["id"] for known in document["entities"]):
        document["entities"].append(entity)
    return str(entity["id"])


def _of_row(row: EntityRow) -> Json:
    known = {"path": row.path, "adcode": row.code}
    return {
        "id": _id(row.type, row.label), "type": row.type, "name": row.name, "mentions": list(row.aliases),
        **{key: value for key, value in known.items() if value},
    }  # fmt: skip


def _of_thing(thing: Thing, types: Iterable[str]) -> Json:
    """A thing as corrections name it; its type is told, or known by the region table, or the likeliest of the relation's."""
    name = thing.text or thing.id
    units = load_gazetteer()
    last = name.rpartition("/")[2]
    unit = units.by_code.get(name) or next((r.unit for r in units.readings(last) if r.unit.path == name), None)
    if unit is not None:
        return {"id": _id("REGION", unit.path), "type": "REGION", "name": unit.name, "mentions": [], "path": unit.path, "adcode": unit.code}
    told = thing.type or (thing.id.partition("/")[0].upper() if thing.id else "")
    kind: EntityType | str = told or ("REGION" if units.readings(name) else min(set(types) - {"REGION"}, default="REGION"))
    return {"id": _id(kind, name), "type": kind, "name": last if kind == "REGION" else name, "mentions": []}


def _id(kind: str, name: str) -> str:
    return f"{kind.lower()}-{digest(kind, name)}"
