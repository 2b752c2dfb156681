"""Which facts a person should look at, and in which order: those that are least certain and that most hangs on come first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.lookups import Facts, MetricRow, StatementRow
from kg.store import ReadStore

Row = StatementRow | MetricRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts: of a relation ("metric" for numbers), with an entity (id) at an end, out of a document; at most `limit`.

    What people looked at is left out, unless `reviewed`; so are the ids in `decided`.
    """

    relation: str = ""
    entity: str = ""
    document: str = ""
    limit: int | None = None
    reviewed: bool = False
    decided: Collection[str] = frozenset()


def queue(store: ReadStore, wanted: Wanted) -> list[Row]:
    """The facts, the most pressing first: how unsure a fact is, times how many others its ends take part in (log)."""
    rows = facts(store)
    ties = Counter(end for row in rows for end in ends(row))
    chosen = [row for row in rows if _wanted(row, wanted)]
    chosen.sort(key=lambda row: (-pressing(row, ties), row.id))
    return chosen[: wanted.limit]


def facts(store: ReadStore) -> list[Row]:
    """All statements and metrics of a graph, by id."""
    reader = Facts(store)
    found: list[Row] = []
    for kind, read in (("kg:Statement", reader.statement), ("kg:Metric", reader.metric)):
        nodes = [n for n in store.subjects("rdf:type", store.term(kind)) if isinstance(n, NamedNode)]
        found += [read(node) for node in nodes]
    return sorted(found, key=lambda row: row.id)


def ends(row: Row) -> tuple[str, ...]:
    """Ids of the entities that a fact is about."""
    return (row.subject.id,) if isinstance(row, MetricRow) else (row.subject.id, row.object.id)


def pressing(row: Row, ties: Counter[str]) -> float:
    """How much a look at a fact is worth."""
    return (1 - row.confidence) * (1 + math.log2(max(ties[end] for end in ends(row))))


def _wanted(row: Row, wanted: Wanted) -> bool:
    relation = "metric" if isinstance(row, MetricRow) else row.predicate
    return (
        bool(row.evidence)
        and (wanted.reviewed or not row.review)
        and row.id not in wanted.decided
        and (not wanted.relation or relation == wanted.relation)
        and (not wanted.entity or wanted.entity in ends(row))
        and (not wanted.document or any(_named(e.document, wanted.document) for e in row.evidence))
    )


def _named(document: str, name: str) -> bool:
    """A file by its name, with or without what follows the last dot, or by its path."""
    name = name.rpartition("/")[2]
    return name in (document, document.rpartition(".")[0])
