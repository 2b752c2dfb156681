"""Look-ups over single facts: everything about an entity, the way between two, the quote behind a fact, counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.errors import AmbiguousName, UnknownName
from kg.i18n import t
from kg.lookups.facts import CLASSES, Brief, Facts, relation_name
from kg.lookups.partners import pairs_of
from kg.lookups.rows import EntityRow, MetricRow, Shown, StatementRow, Stats, Step
from kg.model import HOLDS
from kg.store import ReadStore

_CANDIDATES = 10


def show(store: ReadStore, entity: EntityRow) -> Shown:
    """All that the graph holds on an entity."""
    facts = Facts(store)
    node = store.iri(entity.id)
    outgoing, incoming = facts.about(node, "subject"), facts.about(node, "object")
    metrics = facts.metrics(node)
    sources = [row.article for row in (*outgoing, *incoming)] + [row.article for row in metrics]
    articles = {article.id: article for article in sources}
    return Shown(
        entity=entity,
        outgoing=tuple(outgoing),
        incoming=tuple(incoming),
        metrics=tuple(metrics),
        pairs=tuple(pairs_of(facts, node)),
        units=tuple(facts.entity(unit) for unit in store.subjects("kg:within", node)),
        articles=tuple(articles[key] for key in sorted(articles)),
    )


def path(store: ReadStore, start: EntityRow, goal: EntityRow) -> tuple[Step, ...] | None:
    """The shortest chain of statements that hold, walked in either direction; None when there is none.

    Of chains of one length the one found first by the order of ids wins, so that the answer is always the same.
    """
    facts = Facts(store)
    if start.id == goal.id:
        return ()
    origin, target = store.iri(start.id), store.iri(goal.id)
    came: dict[NamedNode, Brief] = {}
    seen, ring = {origin}, [origin]
    while ring:
        following = []
        for node in ring:
            for brief in _holding(facts, node):
                other = brief.object if brief.subject == node else brief.subject
                if other in seen:
                    continue
                seen.add(other)
                came[other] = brief
                if other == target:
                    return _walked(facts, came, target)
                following.append(other)
        ring = following
    return None


def _holding(facts: Facts, node: NamedNode) -> list[Brief]:
    return [brief for brief in facts.briefs(node) if brief.status in HOLDS]


def _walked(facts: Facts, came: dict[NamedNode, Brief], node: NamedNode) -> tuple[Step, ...]:
    """The way back from the goal, turned round."""
    steps = []
    while brief := came.get(node):
        forward = brief.object == node
        steps.append(Step(facts.statement(brief.node), forward))
        node = brief.subject if forward else brief.object
    return tuple(reversed(steps))


def evidence(store: ReadStore, identifier: str) -> tuple[StatementRow | MetricRow, ...]:
    """The fact of an id: "statement/3f2a…", "metric/…", a "partnership/…" (its statements), or the start of the hash.

    Raises:
        UnknownName: no fact has it.
        AmbiguousName: several facts begin with it.
    """
    facts = Facts(store)
    wanted = identifier.strip().removeprefix(store.base)
    found = _facts(store, wanted)
    if not found:
        raise UnknownName(t("error.fact.unknown", name=identifier))
    if len(found) > 1:
        rows = [(store.local(n), _summary(facts, n)) for n in found[:_CANDIDATES]]
        raise AmbiguousName(t("error.fact.ambiguous", name=identifier, count=len(found)), tuple(rows))
    return _rows(facts, found[0])


def _facts(store: ReadStore, wanted: str) -> list[NamedNode]:
    if not re.fullmatch(r"([a-z]+/)?[\w.-]+", wanted):
        return []
    kinds = ("Statement", "Metric", "Partnership")
    if "/" in wanted:
        node = store.iri(wanted)
        if any(store.local(o) in kinds for o in store.objects(node, "rdf:type")):
            return [node]
    nodes = [n for kind in kinds for n in store.subjects("rdf:type", store.term(f"kg:{kind}"))]
    return [
        n
        for n in nodes
        if store.local(n).startswith(wanted) or store.local(n).partition("/")[2].startswith(wanted)
    ]


def _rows(facts: Facts, node: NamedNode) -> tuple[StatementRow | MetricRow, ...]:
    match facts.store.local(node).partition("/")[0]:
        case "metric":
            return (facts.metric(node),)
        case "partnership":
            supports = facts.store.objects(node, "kg:supportedBy")
            return tuple(facts.statement(s) for s in supports if isinstance(s, NamedNode))
        case _:
            return (facts.statement(node),)


def _summary(facts: Facts, node: NamedNode) -> str:
    row = _rows(facts, node)[0]
    if isinstance(row, MetricRow):
        return f"{row.subject.label} {row.name} {row.value}{row.unit}"
    return f"{row.subject.label} {t(f'relation.{row.predicate}')} {row.object.label}"


def stats(store: ReadStore) -> Stats:
    """How much of what the graph holds."""
    typed = Counter(store.local(q.object) for q in store.quads(None, store.term("rdf:type")))
    relations = Counter(
        relation_name(store.local(q.object)) for q in store.quads(None, store.term("rdf:predicate"))
    )
    is_statement = {q.subject for q in store.quads(None, store.term("rdf:type"), store.term("kg:Statement"))}
    statuses = Counter(
        store.local(q.object) for q in store.quads(None, store.term("kg:status")) if q.subject in is_statement
    )
    types = Counter({CLASSES[name]: count for name, count in typed.items() if name in CLASSES})
    documents = {
        q.subject for q in store.quads(None, store.term("rdf:type"), store.term("kg:SourceDocument"))
    }
    return Stats(
        quads=len(store.store),
        documents=len(documents),
        articles=typed["Article"],
        entities=sum(types.values()),
        statements=typed["Statement"],
        holding=sum(count for name, count in statuses.items() if name in HOLDS),
        metrics=typed["Metric"],
        partnerships=typed["Partnership"],
        by_type=_largest_first(types.items()),
        by_relation=_largest_first(relations.items()),
        by_status=_largest_first(statuses.items()),
    )


def _largest_first(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts, key=lambda row: (-row[1], row[0])))
