"""Facts and entities of the graph as entries of corrections.yml: plain keys and values, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.corrections.entries import ATTRIBUTES
from kg.lookups.rows import EntityRow, MetricRow, StatementRow
from kg.ontology import load_ontology

Row = StatementRow | MetricRow
Keys = dict[str, Any]
_BREAK = re.compile(r"\s*[\r\n]\s*")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who decides, and on which day."""

    by: str
    on: date

    def sign(self, decision: Mapping[str, Any], why: str = "") -> Keys:
        """A decision as a whole entry."""
        return {**decision, "by": self.by, "date": self.on, **({"why": why} if why else {})}


def fact(row: Row) -> Keys:
    """What names a fact of the graph, and what it is where extraction should not find it any more."""
    best = row.evidence[0]
    keys: Keys = {"document": best.document, "subject": thing(row.subject)}
    if isinstance(row, MetricRow):
        keys |= {"metric": row.name, "value": f"{row.value}{row.unit}", **({"time": row.time} if row.time else {})}
    else:
        keys |= {"relation": row.predicate, "object": thing(row.object)}
    keys["quote"] = one_line(best.quote)
    keys["id"] = row.id
    if row.status != "done":
        keys["status"] = row.status
    if isinstance(row, StatementRow) and (attrs := attributes(row)):
        keys["attrs"] = attrs
    return keys


def thing(row: EntityRow) -> str | Keys:
    """An entity as corrections name it: the path of a region that the table has, else name and what tells it from others."""
    if row.type == "REGION" and row.code:
        return row.label
    if row.type == "REGION":
        return {"name": row.label, "id": row.id}
    return {"name": row.name, "type": row.type}


def attributes(row: StatementRow) -> dict[str, str]:
    """Attributes that corrections may name, as a statement has them: fields apart by blanks."""
    known = [(name, value) for name, value in row.attrs if name in ATTRIBUTES]
    return {name: value.replace(",", " ") if name == "field" else value for name, value in known}


def accept(row: Row) -> Keys:
    """It is as it was read."""
    return {"accept": fact(row)}


def reject(row: Row) -> Keys:
    """The text does not say so."""
    return {"reject": fact(row)}


def edit(row: Row, to: Mapping[str, Any]) -> Keys:
    """The text says something else: `to`; what it was is noted beside it."""
    was: Keys = {}
    for key in to:
        if key == "attrs":
            old = attributes(row) if isinstance(row, StatementRow) else {}
            was |= {name: old[name] for name in to["attrs"] if name in old}
        elif key in ("subject", "object"):
            was[key] = getattr(row, key).label
        else:
            was[key] = row.predicate if key == "relation" and isinstance(row, StatementRow) else str(getattr(row, key))
    return {"edit": fact(row), "to": dict(to), **({"was": was} if was else {})}


def fits(row: Row, to: Mapping[str, Any]) -> bool:
    """Whether the relation of an edited statement takes its ends; a bare name is a region's."""
    if isinstance(row, MetricRow):
        return True
    relation = load_ontology().relations[to.get("relation", row.predicate)]
    types = []
    for end in ("subject", "object"):
        named = to.get(end)
        of_row: EntityRow = getattr(row, end)
        types.append(of_row.type if named is None else named.get("type", "REGION") if isinstance(named, dict) else "REGION")
    return types[0] in relation.domain and types[1] in relation.range


def same(kept: EntityRow, other: EntityRow) -> Keys:
    """Two entities are one; the name and id of the first stay."""
    return {"same": [_sure(kept), _sure(other)]}


def _sure(row: EntityRow) -> str | Keys:
    """An entity whose name might be another's as well: its id tells."""
    return row.label if row.type == "REGION" and row.code else {"name": row.label, "type": row.type, "id": row.id}


def one_line(text: str) -> str:
    """A quote without the line breaks of its document."""
    return _BREAK.sub("", text).strip()
