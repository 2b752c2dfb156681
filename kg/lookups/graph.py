"""Look-ups over single facts: everything about an entity, the way between two, the quote behind a fact, counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from pyoxigraph import NamedNode

from kg.errors import AmbiguousName, UnknownName
from kg.i18n import t
from kg.lookups.facts import CLASSES, Brief, Facts, relation_name
from kg.lookups.partners import pairs_of
from kg.lookups.rows import EntityRow, MetricRow, Shown, StatementRow, Stats, Step
from kg.model import HOLDS
from kg.store import ReadStore
from kg.validity import holds_at

_CANDIDATES = 10


def show(store: ReadStore, entity: EntityRow, as_of: str = "") -> Shown:
    """All that the graph holds on an entity; with a partial ISO date what held then, and what nobody dates."""
    facts = Facts(store)
    node = store.iri(entity.id)
    outgoing, incoming = (
        sorted(facts.then(facts.about(node, end), as_of), key=lambda row: row.predicate)
        for end in ("subject", "object")
    )
    metrics = [_then(row, as_of) for row in facts.metrics(node)] if as_of else facts.metrics(node)
    metrics = [row for row in metrics if row.held != "no"]
    sources = [row.article for row in (*outgoing, *incoming)] + [row.article for row in metrics]
    articles = {article.id: article for article in sources}
    return Shown(
        entity=entity,
        outgoing=tuple(outgoing),
        incoming=tuple(incoming),
        metrics=tuple(metrics),
        pairs=tuple(sorted(pairs_of(facts, node, as_of=as_of), key=lambda pair: pair.held == "unknown")),
        units=tuple(facts.entity(unit) for unit in store.subjects("kg:within", node)),
        articles=tuple(articles[key] for key in sorted(articles)),
        as_of=as_of,
    )


def _then(row: MetricRow, as_of: str) -> MetricRow:
    return replace(row, held=holds_at(row.when, as_of))


def path(
    store: ReadStore, start: EntityRow, goal: EntityRow, as_of: str = ""
) -> tuple[Step, ...] | None:
    """The shortest chain of statements that hold, walked in either direction; None when there is none.

    Of chains of one length the one found first by the order of ids wins, so that the answer is always the same. With a partial
    ISO date the chain of what held then for certain, and only where there is none one with links that nobody dates.
    """
    facts = Facts(store)
    if start.id == goal.id:
        return ()
    ends = store.iri(start.id), store.iri(goal.id)
    if not as_of:
        return _walk(facts, *ends, lambda brief: True)
    return _dated(
        facts,
        as_of,
        _walk(facts, *ends, lambda brief: facts.held_at(brief.node, as_of) == "yes")
        or _walk(facts, *ends, lambda brief: facts.held_at(brief.node, as_of) != "no"),
    )


def _dated(facts: Facts, as_of: str, steps: tuple[Step, ...] | None) -> tuple[Step, ...] | None:
    if steps is None:
        return None
    return tuple(replace(s, statement=facts.then([s.statement], as_of)[0]) for s in steps)


def _walk(
    facts: Facts, origin: NamedNode, target: NamedNode, may: Callable[[Brief], bool]
) -> tuple[Step, ...] | None:
    """The shortest chain of statements that hold and that one may take."""
    near = cache(lambda node: [(b, _other(b, node)) for b in _holding(facts, node) if may(b)])
    between = _between(origin, target, lambda node: (other for _, other in near(node)))
    came: dict[NamedNode, Brief] = {}
    ring = [origin]
    for layer in between:
        following = []
        for node in ring:
            for brief, other in near(node):
                if other in layer and other not in came:
                    came[other] = brief
                    following.append(other)
        ring = following
    return _walked(facts, came, target) if came else None


def _between(
    origin: NamedNode, target: NamedNode, near: Callable[[NamedNode], Iterable[NamedNode]]
) -> list[set[NamedNode]]:
    """The nodes on shortest ways from origin to target, by their distance from 1 on; none when there is no way.

    Searched from both ends, the smaller rim first: from one end alone a short way between two villages would lead through most of the
    graph. A node before one on a shortest way is on one itself, so that who walks in these layers finds what one finds who walks everywhere.
    """
    before: dict[NamedNode, set[NamedNode]] = {origin: set()}
    behind: dict[NamedNode, set[NamedNode]] = {target: set()}
    rims = [{origin}, {target}]
    sides = [before, behind]
    while not rims[0] & rims[1]:
        side = int(len(rims[1]) < len(rims[0]))
        links: dict[NamedNode, set[NamedNode]] = {}
        for node in rims[side]:
            for other in near(node):
                if other not in sides[side]:
                    links.setdefault(other, set()).add(node)
        if not links:
            return []
        sides[side].update(links)
        rims[side] = set(links)
    middle = rims[0] & rims[1]
    return [*reversed(_layers(middle, before)), middle, *_layers(middle, behind)][1:]


def _layers(layer: set[NamedNode], links: dict[NamedNode, set[NamedNode]]) -> list[set[NamedNode]]:
    """The layers that links lead to from one, the nearest first."""
    found = []
    while layer := {other for node in layer for other in links[node]}:
        found.append(layer)
    return found


def _other(brief: Brief, node: NamedNode) -> NamedNode:
    return brief.object if brief.subject == node else brief.subject


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
