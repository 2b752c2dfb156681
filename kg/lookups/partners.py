"""Who partners with whom, in parts that are never mixed: X itself, the units under it, the units over it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from pyoxigraph import NamedNode

from kg.lookups.facts import Brief, Facts, in_reading_order
from kg.lookups.rows import Direction, EntityRow, Pair, Partners, StatementRow
from kg.model import HOLDS
from kg.store import ReadStore
from kg.validity import held_together

PAIRING = ("assists", "partners_with")
"""The relations that make a partnership of regions."""
COOPERATION = "cooperates_with"
"""What organisations have in place of a partnership."""
_ENDS: tuple[tuple[str, Direction], ...] = (
    ("kg:helper", "helps"),
    ("kg:recipient", "helped_by"),
    ("kg:member", "undirected"),
)


def partners(
    store: ReadStore, entity: EntityRow, depth: int = 1, relations: Collection[str] = (), as_of: str = ""
) -> Partners:
    """The partnerships of an entity, usually a region.

    Args:
        store: The graph.
        entity: What `find` gave.
        depth: 1 for its own partners, 2 for theirs too, and so on.
        relations: Names of the relations to keep ("assists", "sends_labour_to" …); empty keeps all.
        as_of: A partial ISO date, to keep what held then and what nobody dates; "" keeps all.
    """
    facts = Facts(store)
    node = store.iri(entity.id)
    kept = frozenset(relations)
    if entity.type != "REGION":
        return _of_organisation(facts, entity, kept, as_of)
    under, over = facts.units(node), facts.within(node)
    apart: set[str] = set()
    own = _around(facts, node, depth, kept, as_of, apart)
    seen = {pair.id for pair in own}
    below = [p for unit in under for p in pairs_of(facts, unit, kept, 1, as_of, apart) if p.id not in seen]
    above = [p for unit in over for p in pairs_of(facts, unit, kept, 1, as_of, apart)] if not own else []
    home = {node, *under, *over}
    dealings = _chosen(
        facts,
        [node],
        lambda s: s.predicate not in PAIRING and _elsewhere(facts, s, home) and _keeps(kept, s),
    )
    unsettled = _chosen(
        facts,
        [node, *under],
        lambda s: s.predicate in PAIRING and s.status not in HOLDS and _keeps(kept, s),
    )
    return Partners(
        entity=entity,
        own=tuple(_certain_first(own)),
        below=tuple(_certain_first(_each_once(below))),
        above=tuple(_certain_first(_each_once(above))),
        dealings=tuple(facts.then((s for s in dealings if s.holds), as_of)),
        unsettled=tuple(facts.then(unsettled + [s for s in dealings if not s.holds], as_of)),
        as_of=as_of,
        apart=len(apart),
    )


def pairs_of(
    facts: Facts,
    node: NamedNode,
    kept: Collection[str] = (),
    step: int = 1,
    as_of: str = "",
    apart: set[str] | None = None,
) -> list[Pair]:
    """The pairs that a region itself is part of, by direction and partner.

    With `as_of` those that did not hold then are left out; their ids go to `apart`.
    """
    found = []
    store = facts.store
    for predicate, direction in _ENDS:
        for partnership in store.subjects(predicate, node):
            ends = {o for p, _ in _ENDS for o in store.objects(partnership, p) if isinstance(o, NamedNode)}
            statements = tuple(
                sorted(
                    (
                        facts.statement(s)
                        for s in store.objects(partnership, "kg:supportedBy")
                        if isinstance(s, NamedNode)
                    ),
                    key=lambda s: (-s.confidence, s.id),
                )
            )
            if kept and not any(s.predicate in kept for s in statements):
                continue
            held = held_together((s.when for s in statements), as_of) if as_of else ""
            if held == "no":
                if apart is not None:
                    apart.add(store.local(partnership))
                continue
            for other in sorted(ends - {node}, key=str):
                found.append(
                    Pair(
                        id=store.local(partnership),
                        region=facts.entity(node),
                        direction=direction,
                        partner=facts.entity(other),
                        fields=tuple(store.local(f) for f in store.objects(partnership, "kg:field")),
                        since=min((v for s in statements for k, v in s.attrs if k == "since"), default=""),
                        first=store.value(partnership, "kg:firstDate"),
                        last=store.value(partnership, "kg:lastDate"),
                        confidence=float(store.value(partnership, "kg:confidence") or 0),
                        statements=statements,
                        sources=int(store.value(partnership, "kg:sources") or 1),
                        step=step,
                        start=store.value(partnership, "kg:from"),
                        end=store.value(partnership, "kg:to"),
                        held=held,
                    )
                )
    return sorted(found, key=lambda p: (p.direction, p.partner.label, p.id))


def _certain_first(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: pair.held == "unknown")


def _around(
    facts: Facts, node: NamedNode, depth: int, kept: Collection[str], as_of: str, apart: set[str]
) -> list[Pair]:
    """Pairs by breadth: those of `node`, then of its partners, `depth` times; each pair once."""
    found: dict[str, Pair] = {}
    seen, ring = {node}, [node]
    for step in range(1, depth + 1):
        following: dict[NamedNode, None] = {}
        for region in ring:
            for pair in pairs_of(facts, region, kept, step, as_of, apart):
                found.setdefault(pair.id, pair)
                following[facts.store.iri(pair.partner.id)] = None
        ring = [n for n in following if n not in seen]
        seen.update(ring)
    return list(found.values())


def _each_once(pairs: Iterable[Pair]) -> list[Pair]:
    """A pair between two units under X would come from both ends."""
    return list({pair.id: pair for pair in reversed(list(pairs))}.values())[::-1]


def _chosen(facts: Facts, nodes: Iterable[NamedNode], choose: Callable[[Brief], bool]) -> list[StatementRow]:
    """The statements at either end of which stands one of `nodes`, if they are chosen; each once."""
    found = {brief.node for node in nodes for brief in facts.briefs(node) if choose(brief)}
    return in_reading_order(facts.statement(node) for node in found)


def _elsewhere(facts: Facts, statement: Brief, home: Collection[NamedNode]) -> bool:
    """Both ends are regions, and the other one is not X, over it or under it; or X is given money, by whomever."""
    if statement.predicate == "funds" and statement.object in home and statement.subject not in home:
        return True
    ends = (statement.subject, statement.object)
    return sum(end in home for end in ends) == 1 and all(facts.is_region(end) for end in ends)


def _keeps(kept: Collection[str], statement: Brief) -> bool:
    return not kept or statement.predicate in kept


def _of_organisation(facts: Facts, entity: EntityRow, kept: Collection[str], as_of: str) -> Partners:
    """An organisation has no partnerships of regions; what it has are joint actions."""
    node = facts.store.iri(entity.id)
    found = _chosen(facts, [node], lambda s: s.predicate == COOPERATION and _keeps(kept, s))
    return Partners(
        entity=entity,
        own=(),
        below=(),
        above=(),
        dealings=tuple(facts.then((s for s in found if s.holds), as_of)),
        unsettled=tuple(facts.then((s for s in found if not s.holds), as_of)),
        as_of=as_of,
    )
